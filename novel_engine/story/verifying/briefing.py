"""Makes the briefs by which chapters are checked: one walk through the record, as its focalizer
noticed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from novel_engine.story.english.stems import FUNCTION, content, content_alike, stem, stems
from novel_engine.story.english.text import COMPOUND, straightened
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
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.roles import NO_ROLES
from novel_engine.story.telling.abridgement import expected_words
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


def briefs_of(
    fabula: Fabula, telling: Telling, vocabulary: frozenset[str], phrases: Phrasebook
) -> tuple[ChapterBrief, ...]:
    """A brief for each chapter of the plan, in order."""
    record = _Record(fabula.through(telling.focalizer))
    return tuple(record.brief(chapter, vocabulary, phrases) for chapter in telling.chapters)


def vocabulary_of(fragments: Iterable[Fragment], setting: Setting) -> frozenset[str]:
    """Every word, as it is written, of the genre, the core and the story's own text."""
    texts = [fragment.text for fragment in fragments]
    return frozenset(
        word
        for text in (*texts, *_own_text(setting))
        for word in COMPOUND.findall(straightened(text))
    )


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
        self.deeds = tuple(
            Deed(b.id, b.verb, b.actor, b.target, b.fact)
            for b in self.briefs.values()
            if b.verb and b.id in seen.perceived
        )

    def _follow(self, happenings: Iterable[Happening]) -> None:
        scene = 0
        for happening in happenings:
            event, before, after = happening.event, happening.before, happening.after
            scene = event.scene if isinstance(event, SceneOpened) else scene
            if isinstance(event, SceneOpened):
                self._open(event, after)
            there = {*self._there(before, event), *self._there(after, event)}
            people = tuple(sorted(there))
            self._join(scene, people, event)
            self.briefs[id_of(event)] = self._event(
                event, scene, people, _joined(_whereabouts(before), _whereabouts(after))
            )
            self._note(event)

    def _open(self, event: SceneOpened, world: World) -> None:
        here = frozenset(
            (*event.cast, *(world.people_at(event.place) if event.place != OFFSTAGE else ()))
        )
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
        places = {effect.place for effect in event.effects if isinstance(effect, Moved)} - {
            "",
            OFFSTAGE,
        }
        self.scenes[scene] = SceneBrief(
            scene,
            found.place,
            found.day,
            found.hour,
            found.people | set(people),
            found.places | places,
        )

    def _event(
        self,
        event: Event,
        scene: int,
        people: tuple[str, ...],
        things: Mapping[str, frozenset[str]],
    ) -> EventBrief:
        roles = event.roles if isinstance(event, Acted | Refused | Complicated) else NO_ROLES
        verb = event.verb if isinstance(event, Acted) else ""
        own = (
            frozenset().union(*(self._matter(value) for value in roles.values))
            if roles
            else frozenset()
        )
        return EventBrief(
            id_of(event),
            scene,
            verb,
            roles.get("A"),
            roles.get("B"),
            roles.get("F"),
            roles.get("I"),
            people,
            own,
            things,
            line_of(event),
            event.tag,
        )

    def _matter(self, value: str) -> frozenset[str]:
        """The words by which a role can be known again."""
        if value in self.setting.facts:
            fact = self.setting.facts[value]
            return content(self.setting.nameless(f"{fact.claim} {fact.noun} {fact.gerund}"))
        if value in self.setting.items:
            return content(self.setting.items[value].name)
        return (
            content(self.setting.places[value].name)
            if value in self.setting.places
            else frozenset()
        )

    def _note(self, event: Event) -> None:
        if isinstance(event, Complicated) and self.focalizer in event.witnesses:
            taught = (effect.fact for effect in event.effects if isinstance(effect, Learned))
            for fact in (
                *(value for value in event.roles.values if value in self.setting.facts),
                *taught,
            ):
                self.known[fact] = min(
                    id_of(event), self.known.get(fact, LATER)
                )  # it came up before their eyes
        for effect in event.effects:
            if isinstance(effect, Departed):
                self.gone[effect.person] = id_of(event)
        if isinstance(event, StoryEnded):
            self.end = id_of(event)

    def brief(
        self, chapter: Chapter, vocabulary: frozenset[str], phrases: Phrasebook
    ) -> ChapterBrief:
        """What one chapter is held against."""
        setting = self.setting
        may = frozenset(event for beat in chapter.beats for event in beat.events)
        names = (
            *setting.facts,
            *setting.items,
            *setting.threads,
            *(name for name, _ in setting.roles),
        )
        return ChapterBrief(
            number=chapter.number,
            seed=setting.seed,
            focalizer=chapter.focalizer,
            words=expected_words(chapter.beats),
            must=tuple(dict.fromkeys(event for beat in chapter.beats for event in _owed(beat))),
            may=may,
            beats=tuple(part.events for beat in chapter.beats for part in (beat.parts or (beat,))),
            ending=self.end,
            scenes=self.scenes,
            events=self.briefs,
            claims=tuple(self._claims()),
            deeds=self.deeds,
            gone=self.gone,
            people=setting.people,
            places={p.id: p.name for p in setting.places.values() if p.id != OFFSTAGE},
            items={item.id: item.name for item in setting.items.values() if item.portable},
            ids=frozenset(name for name in names if "." in name or "_" in name),
            verbs=setting.verbs,
            phrases=phrases,
            nouns={fact.id: setting.named(fact.noun) for fact in setting.facts.values()},
            questions=tuple(self._open_questions(max(may, default=OPENING))),
            declared=frozenset(
                word for text in _own_text(setting) for word in COMPOUND.findall(straightened(text))
            ),
            vocabulary=vocabulary,
        )

    def _claims(self) -> Iterator[ClaimBrief]:
        setting = self.setting
        for fact in setting.facts.values():
            tokens = frozenset(stem(token) for token in fact.tokens)
            others = frozenset(
                stem(setting.people[p].short)
                for p in setting.people_in(fact.claim)
                if p != fact.subject
            )
            every = (
                frozenset(s for s in stems(setting.nameless(fact.claim)) if s not in FUNCTION)
                | others
            )
            text = setting.claim(fact.id)
            yield ClaimBrief(
                fact.id,
                fact.subject,
                text,
                self.known.get(fact.id, LATER),
                content_alike(every),
                tokens,
            )

    def _open_questions(self, last: int) -> Iterator[tuple[str, bool, bool]]:
        """Each thread's question; whether it has come up for the focalizer, and been answered, by
        the chapter's end.
        """
        for thread in self.setting.threads.values():
            facts = self.setting.facts_by_topic.get(thread.topic, ())
            known = [fact for fact in facts if self.known.get(fact.id, LATER) <= last]
            accounted = any(self.setting.is_so("explains", fact) for fact in known)
            yield thread.question, bool(known), accounted


def _owed(beat: Beat) -> tuple[int, ...]:
    """The events of a beat that have to be told: of an act, and of the ground where the story limps
    without it.
    """
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
