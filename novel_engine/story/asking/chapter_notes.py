"""A planned chapter as notes in plain words: what a ghost-writer is given, through the focalizer's
eyes and no others'.

Nothing stands in a note that its focalizer has not witnessed, read, inferred or been told by then;
what must not come out is not named either, for naming it would tell it. No note holds the id of
anything, and an answer that is a lie reads as any other answer does, but to the liar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from novel_engine.story.asking.act_words import Experience, held_as
from novel_engine.story.asking.limits import FEWEST_CHAPTER_WORDS, MOST_KNOWN, ROUND
from novel_engine.story.asking.note_words import NoteWording
from novel_engine.story.fabula.events import LATER, OPENING, Event, Learned, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.mind import Belief, Mind
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.abridgement import expected_words
from novel_engine.story.telling.features import stance_word
from novel_engine.story.telling.syuzhet import OUTSIDE, Beat, Chapter, Telling, is_act
from novel_engine.values import dataclass

SCENE_SETTING = ("opening", "scene", "summary", "cut", "image")


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to tell. `events` are what it tells of; `must` says that the chapter is not whole
    without it.

    `line` is what was said, or done, in words that are to be kept; `ground` says that it is
    scenery.
    """

    number: int
    text: str
    events: tuple[int, ...]
    scene: int
    must: bool
    line: str = ""
    ground: bool = False


@dataclass(frozen=True, slots=True)
class ChapterNotes:
    """One chapter's plan in plain words. `knows` and `stands` are the focalizer's on coming in.

    `there` are the ids of those who are met in it, `heard_of` of those whom the focalizer has heard
    named by its end.
    """

    number: int
    of: int
    focalizer: str
    words: int
    knows: tuple[str, ...]
    stands: tuple[str, ...]
    there: tuple[str, ...]
    heard_of: tuple[str, ...]
    notes: tuple[Note, ...]


def notes_of(fabula: Fabula, telling: Telling) -> tuple[ChapterNotes, ...]:
    """The chapters of a telling as notes, numbered from 1 in each."""
    setting, minds = fabula.setting, _Minds(fabula, telling)
    wording = NoteWording(
        setting, telling.focalizer, minds.since, minds.moments, inward=telling.distance < OUTSIDE
    )
    return tuple(
        _chapter(setting, telling, chapter, minds, wording) for chapter in telling.chapters
    )


def beats_apart(beats: Sequence[Beat]) -> Iterator[Beat]:
    """The beats, those that were joined in one sentence each by itself."""
    for beat in beats:
        yield from beat.parts or (beat,)


class _Minds:
    """One walk through the events: what the focalizer has learnt since when, and how each told
    event left them.
    """

    def __init__(self, fabula: Fabula, telling: Telling) -> None:
        self.since: dict[str, int] = {}
        self.moments: dict[int, Experience] = {}
        self.coming_in: dict[int, tuple[Mapping[str, Belief], tuple[str, ...]]] = {}
        told = {e for chapter in telling.chapters for beat in chapter.beats for e in beat.events}
        starts = {_first(chapter): chapter for chapter in reversed(telling.chapters)}
        for happening in fabula.happenings:
            event, before = happening.event, happening.before.minds[telling.focalizer]
            number = id_of(event)
            if chapter := starts.get(number):
                stands = _stands(fabula.setting, before, _there(chapter))
                self.coming_in[chapter.number] = before.beliefs, stands
            self._note_learnt(event, telling.focalizer)
            if number in told:
                after = happening.after.minds[telling.focalizer].beliefs
                self.moments[number] = Experience(event, before.beliefs, after)

    def _note_learnt(self, event: Event, focalizer: str) -> None:
        for effect in event.effects:
            if isinstance(effect, Learned) and effect.person == focalizer:
                self.since.setdefault(effect.fact, id_of(event))

    def heard_of(self, setting: Setting, chapter: Chapter) -> tuple[str, ...]:
        """Who stands in anything that the focalizer has learnt by a chapter's end."""
        last = max((e for beat in chapter.beats for e in beat.events), default=OPENING)
        claims = (setting.facts[fact].claim for fact, since in self.since.items() if since <= last)
        return tuple(sorted({person for claim in claims for person in setting.people_in(claim)}))


def _first(chapter: Chapter) -> int:
    """The first event of a chapter but the opening, which is told with the first scene."""
    return min(
        (e for beat in chapter.beats if beat.tells != "callback" for e in beat.events if e),
        default=LATER,
    )


def _there(chapter: Chapter) -> tuple[str, ...]:
    """Who is met in a chapter, by id."""
    return tuple(sorted({person for beat in beats_apart(chapter.beats) for person in beat.present}))


def _stands(setting: Setting, mind: Mind, there: Sequence[str]) -> tuple[str, ...]:
    people = setting.people
    found = [
        (stance_word(mind, other), people[other].short) for other in there if other != mind.person
    ]
    return tuple(f"{stance} to {name}" for stance, name in found if stance != "even")


def _chapter(
    setting: Setting, telling: Telling, chapter: Chapter, minds: _Minds, wording: NoteWording
) -> ChapterNotes:
    beliefs, stands = minds.coming_in.get(chapter.number, ({}, ()))
    return ChapterNotes(
        number=chapter.number,
        of=len(telling.chapters),
        focalizer=telling.focalizer,
        words=max(FEWEST_CHAPTER_WORDS, round(expected_words(chapter.beats) / ROUND) * ROUND),
        knows=tuple(_known(setting, chapter, beliefs, wording)),
        stands=stands,
        there=_there(chapter) or (telling.focalizer,),
        heard_of=minds.heard_of(setting, chapter),
        notes=tuple(_notes(chapter, wording)),
    )


def _known(
    setting: Setting, chapter: Chapter, beliefs: Mapping[str, Belief], wording: NoteWording
) -> Iterator[str]:
    """What the focalizer holds on coming in: what this chapter is about, then what is newest."""
    topics = _topics(setting, chapter)

    def order(belief: Belief) -> tuple[bool, int, str]:
        return setting.facts[belief.fact].topic not in topics, -belief.event, belief.fact

    for belief in sorted(beliefs.values(), key=order)[:MOST_KNOWN]:
        yield f"{held_as(belief)}: {wording.acts.claim(belief.fact)} ({wording.acts.source(belief)})"


def _topics(setting: Setting, chapter: Chapter) -> frozenset[str]:
    """What the acts of a chapter are about."""
    named = (matter for beat in beats_apart(chapter.beats) for matter in beat.roles.matters)
    return frozenset(setting.facts[fact].topic for fact in named if fact in setting.facts)


def _notes(chapter: Chapter, wording: NoteWording) -> Iterator[Note]:
    beats = list(beats_apart(chapter.beats))
    with_inner = {beat.events for beat in beats if beat.tells == "inner"}
    for number, beat in enumerate(beats, 1):
        told = wording.told(beat, quiet=beat.tells != "inner" and beat.events in with_inner)
        must = beat.needed or is_act(beat)
        yield Note(
            number, told.text, beat.events, beat.scene, must, told.line, beat.tells in SCENE_SETTING
        )
