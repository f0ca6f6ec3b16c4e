"""Makes the briefs by which chapters are checked, from the record as its focalizer noticed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from novel_engine.story.english.stems import FUNCTION, content, content_alike, stem, stems
from novel_engine.story.english.text import BY_THE_WAY, COMPOUND, straightened
from novel_engine.story.fabula.events import (
    LATER,
    OPENING,
    Acted,
    Complicated,
    Departed,
    Event,
    Learned,
    Moved,
    Refused,
    SceneOpened,
    StoryEnded,
    bystanders_of,
    id_of,
    line_of,
    place_of,
    witnesses_of,
)
from novel_engine.story.fabula.fabula import Fabula, Happening, Seen
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.act_phrases import Phrasebook
from novel_engine.story.givens.facts import OFFSTAGE, Fact
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.roles import NO_ROLES
from novel_engine.story.telling.abridgement import expected_words
from novel_engine.story.telling.measure import BEAT_WORDS, COMES_UP_IN, PLAINLY_IN
from novel_engine.story.telling.syuzhet import Beat, Chapter, Telling, is_act
from novel_engine.story.verifying.brief import (
    LYING,
    ChapterBrief,
    ClaimBrief,
    Deed,
    EventBrief,
    SceneBrief,
    written_of,
)

COMES_UP = "complication"


def briefs_of(
    fabula: Fabula, telling: Telling, vocabulary: frozenset[str], phrases: Phrasebook
) -> tuple[ChapterBrief, ...]:
    """A brief for each chapter of the plan, in order."""
    record = _Record(fabula.through(telling.focalizer))
    briefs = (record.brief(chapter, vocabulary, phrases) for chapter in telling.chapters)
    if not telling.plain:
        return tuple(briefs)
    return tuple(replace(one, words=one.words * PLAINLY_IN // 100) for one in briefs)


def _words_of(beats: Sequence[Beat]) -> int:
    """About how many words they take when they are told; the plan counts more of what comes up."""
    come_up = sum(beat.tells == COMES_UP for beat in beats)
    return expected_words(beats) - come_up * (BEAT_WORDS[COMES_UP] - COMES_UP_IN)


def _at_stake(setting: Setting) -> Iterator[str]:
    """What is lost by what is done, by when, and for whose sake people choose: known to all, and said
    before it is known what it comes of.
    """
    for fact in setting.facts.values():
        yield from map(setting.nameless, (fact.takes, fact.by, fact.mends))
    ways = (way for one in setting.complications for way in one.ways)
    yield from (setting.nameless(way.worth) for way in ways)


def vocabulary_of(fragments: Iterable[Fragment], setting: Setting) -> frozenset[str]:
    """Every word, as it is written, of the genre, the core and the story's own text."""
    return _words_in((*(fragment.text for fragment in fragments), *_own_text(setting)))


def _words_in(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in COMPOUND.findall(straightened(text)))


def _own_text(setting: Setting) -> Iterator[str]:
    """Everything that the story file and the cast's files say."""
    yield from (setting.title, setting.premise)
    yield from (place.name for place in setting.places.values())
    yield from (item.name for item in setting.items.values())
    yield from (thread.question for thread in setting.threads.values())
    for fact in setting.facts.values():
        yield from (setting.nameless(text) for text in (fact.claim, fact.noun, fact.gerund))
    for person in setting.people.values():
        yield from written_of(person)


class _Record:
    """The record as one person noticed it, event by event."""

    def __init__(self, seen: Seen) -> None:
        self.setting = seen.setting
        self.focalizer = seen.person
        self.known = dict(seen.known_from)
        self.scenes: dict[int, SceneBrief] = {}
        self.briefs: dict[int, EventBrief] = {}
        self.gone: dict[str, int] = {}
        self.end = LATER
        self._follow(seen.fabula.happenings)
        acts = (brief for brief in self.briefs.values() if brief.verb)
        self.deeds = tuple(_deed(act) for act in acts if act.id in seen.perceived)

    def _follow(self, happenings: Iterable[Happening]) -> None:
        scene = 0
        for happening in happenings:
            event, before, after = happening.event, happening.before, happening.after
            if isinstance(event, SceneOpened):
                scene = event.scene
                self._open(event, after)
            people = tuple(sorted({*self._there(before, event), *self._there(after, event)}))
            things = _joined(_whereabouts(before), _whereabouts(after))
            self._join(scene, people, event)
            self.briefs[id_of(event)] = self._event(event, scene, people, things)
            self._note(event)

    def _open(self, event: SceneOpened, world: World) -> None:
        near = world.people_at(event.place) if event.place != OFFSTAGE else ()
        here = frozenset((*event.cast, *near))
        self.scenes[event.scene] = SceneBrief(
            event.scene, event.place, event.day, event.hour, here, frozenset((event.place,))
        )

    def _there(self, world: World, event: Event) -> tuple[str, ...]:
        """Who is where the event is, and who took part in it or noticed it."""
        place = place_of(event)
        near = world.people_at(place) if place and place != OFFSTAGE else ()
        return (*near, *witnesses_of(event), *bystanders_of(event))

    def _join(self, scene: int, people: Sequence[str], event: Event) -> None:
        """Whoever comes in counts for the whole scene, and so does wherever anybody goes."""
        found = self.scenes.get(scene)
        if found is None or not isinstance(event, Acted | Refused | Complicated | SceneOpened):
            return
        places = {effect.place for effect in event.effects if isinstance(effect, Moved)}
        self.scenes[scene] = replace(
            found,
            people=found.people.union(people),
            places=found.places | (places - {"", OFFSTAGE}),
        )

    def _event(
        self,
        event: Event,
        scene: int,
        people: tuple[str, ...],
        things: Mapping[str, frozenset[str]],
    ) -> EventBrief:
        roles = event.roles if isinstance(event, Acted | Refused | Complicated) else NO_ROLES
        return EventBrief(
            id=id_of(event),
            scene=scene,
            verb=event.verb if isinstance(event, Acted) else "",
            actor=roles.get("A"),
            target=roles.get("B"),
            fact=roles.get("F"),
            item=roles.get("I"),
            people=people,
            matter=frozenset(word for value in roles.values for word in self._matter(value)),
            things=things,
            line=line_of(event),
            tag=event.tag,
        )

    def _matter(self, value: str) -> frozenset[str]:
        """The words by which a role can be known again."""
        setting = self.setting
        if value in setting.facts:
            fact = setting.facts[value]
            said = (fact.claim, fact.noun, fact.gerund, fact.because, fact.serves)
            return content(setting.nameless(" ".join(said)))
        named = setting.items.get(value) or setting.places.get(value)
        return content(named.name) if named else frozenset()

    def _note(self, event: Event) -> None:
        if isinstance(event, Complicated) and self.focalizer in event.witnesses:
            for fact in self._shown_by(event):
                self.known[fact] = min(id_of(event), self.known.get(fact, LATER))
        for effect in event.effects:
            if isinstance(effect, Departed):
                self.gone[effect.person] = id_of(event)
        if isinstance(event, StoryEnded):
            self.end = id_of(event)

    def _shown_by(self, event: Complicated) -> Iterator[str]:
        """What comes up before everybody's eyes in a complication."""
        yield from (value for value in event.roles.values if value in self.setting.facts)
        yield from (effect.fact for effect in event.effects if isinstance(effect, Learned))

    def brief(
        self, chapter: Chapter, vocabulary: frozenset[str], phrases: Phrasebook
    ) -> ChapterBrief:
        """What one chapter is held against."""
        setting = self.setting
        beats = chapter.beats
        may = frozenset(event for beat in beats for event in beat.events)
        return ChapterBrief(
            number=chapter.number,
            seed=setting.seed,
            focalizer=chapter.focalizer,
            words=_words_of(beats),
            must=tuple(dict.fromkeys(event for beat in beats for event in _owed(beat))),
            may=may,
            beats=tuple(part.events for beat in beats for part in (beat.parts or (beat,))),
            ending=self.end,
            scenes=self.scenes,
            events=self.briefs,
            claims=tuple(map(self._claim, setting.facts.values())),
            deeds=self.deeds,
            gone=self.gone,
            people=setting.people,
            at_stake=" ".join(_at_stake(setting)),
            places={p.id: p.name for p in setting.places.values() if p.id != OFFSTAGE},
            items={item.id: item.name for item in setting.items.values() if item.portable},
            ids=self._ids(),
            verbs=setting.verbs,
            phrases=phrases,
            nouns={fact.id: setting.named(fact.noun) for fact in setting.facts.values()},
            questions=tuple(self._open_questions(max(may, default=OPENING))),
            declared=_words_in(_own_text(setting)),
            vocabulary=vocabulary,
        )

    def _ids(self) -> frozenset[str]:
        """The internal names that no prose has by chance."""
        setting = self.setting
        roles = (name for name, _ in setting.roles)
        names = (*setting.facts, *setting.items, *setting.threads, *roles)
        return frozenset(name for name in names if "." in name or "_" in name)

    def _claim(self, fact: Fact) -> ClaimBrief:
        return ClaimBrief(
            fact=fact.id,
            subject=fact.subject,
            text=self.setting.claim(fact.id),
            since=self.known.get(fact.id, LATER),
            every=content_alike(self._stems_of(fact)),
            tokens=frozenset(stem(token) for token in fact.tokens),
        )

    def _stems_of(self, fact: Fact) -> frozenset[str]:
        """What a claim says, and whom it names beside whom it is about."""
        setting = self.setting
        others = (p for p in setting.people_in(fact.claim) if p != fact.subject)
        named = (stem(setting.people[person].short) for person in others)
        matter = setting.nameless(BY_THE_WAY.sub("", fact.claim))
        said = (one for one in stems(matter) if one not in FUNCTION)
        return frozenset((*said, *named))

    def _open_questions(self, last: int) -> Iterator[tuple[str, bool, bool]]:
        """Each thread's question; whether it has come up for the focalizer, and been answered, by
        the chapter's end.
        """
        for thread in self.setting.threads.values():
            facts = self.setting.facts_by_topic.get(thread.topic, ())
            known = [fact for fact in facts if self.known.get(fact.id, LATER) <= last]
            accounted = any(self.setting.is_so("explains", fact) for fact in known)
            yield thread.question, bool(known), accounted


def _deed(act: EventBrief) -> Deed:
    return Deed(act.id, act.verb, act.actor, act.target, act.fact)


def _owed(beat: Beat) -> tuple[int, ...]:
    """The events of a beat that must be told: of an act, and of the ground where it is needed."""
    if beat.tells in ("callback", "image"):
        return ()
    if beat.parts:
        return beat.events
    if not (beat.needed or is_act(beat)):
        return ()
    return tuple(event for event in beat.events if event != OPENING)


def _whereabouts(world: World) -> dict[str, str]:
    """Who holds each thing, or where it lies."""
    return {**{item: f"{LYING}{place}" for item, place in world.lying.items()}, **world.holders}


def _joined(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {
        item: frozenset(found[item] for found in (before, after) if item in found)
        for item in sorted({*before, *after})
    }
