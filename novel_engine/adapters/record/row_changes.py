"""What each event changes in the tables that follow the log: decided here, once for every store.

Effects carry the value after, so every change says how a row stands from now on, and reading the
log again from its start gives the same rows. How a row is changed is the store's own affair
(read_models.py, memory_tables.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, fields
from json import JSONEncoder
from typing import TypeAlias, assert_never

from novel_engine.ports.record import TurnRecord
from novel_engine.story.fabula.codec import Plain, effect_to_plain
from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Departed,
    Effect,
    Event,
    EventId,
    Felt,
    GoalDropped,
    GoalTaken,
    ItemDestroyed,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Refused,
    Related,
    Released,
    SceneClosed,
    SceneOpened,
    StageSet,
    StoryEnded,
    StoryOpened,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.percepts import Percept
from novel_engine.values import dataclass

Summarise: TypeAlias = Callable[[Percept], str]
"""The words in which a percept is remembered; empty when it is not."""


@dataclass(frozen=True, slots=True)
class PersonPlaced:
    """Somebody is in this place, or in none."""

    person: str
    place: str | None


@dataclass(frozen=True, slots=True)
class PersonGone:
    """Somebody has left the story, in this manner."""

    person: str
    manner: str


@dataclass(frozen=True, slots=True)
class ItemPlaced:
    """A thing is in somebody's hands or in a place, in sight or hidden."""

    item: str
    holder: str | None
    place: str | None
    hidden: int


@dataclass(frozen=True, slots=True)
class ItemGone:
    """A thing is no more, since this event."""

    item: str
    event: EventId


@dataclass(frozen=True, slots=True)
class BeliefHeld:
    """Somebody holds a fact to be so or not; held as before, since it was first."""

    person: str
    fact: str
    value: int
    confidence: float
    source: str
    teller: str | None
    event: EventId


@dataclass(frozen=True, slots=True)
class RelationStands:
    """How one person stands to another on one axis."""

    person: str
    other: str
    axis: str
    level: int
    event: EventId


@dataclass(frozen=True, slots=True)
class EmotionStands:
    """How strongly somebody feels something towards somebody or something."""

    person: str
    emotion: str
    target: str
    level: int
    event: EventId


@dataclass(frozen=True, slots=True)
class GoalSought:
    """Somebody has a goal, whether or not it was dropped before."""

    person: str
    kind: str
    topic: str
    target: str
    weight: int
    event: EventId


@dataclass(frozen=True, slots=True)
class GoalGivenUp:
    """Somebody has dropped a goal, if they had it."""

    person: str
    kind: str
    topic: str
    event: EventId


@dataclass(frozen=True, slots=True)
class ThreadStands:
    """What has become of a dramatic question."""

    thread: str
    status: str
    event: EventId


@dataclass(frozen=True, slots=True)
class SceneBegun:
    """A scene begins; its company is a list in JSON."""

    scene: int
    frame: str
    place: str
    company: str
    day: int
    hour: int
    variable: str
    start: int
    event: EventId


@dataclass(frozen=True, slots=True)
class SceneOver:
    """A scene is over: where its variable ended, and whether that is elsewhere than it began."""

    scene: int
    end: int
    changed: int
    event: EventId


@dataclass(frozen=True, slots=True)
class StoryMarked:
    """One of the story's key values."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """What one person noticed of an event, in JSON."""

    event: EventId
    person: str
    clarity: str
    noticed: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one person may remember of an event, in words that can be searched."""

    person: str
    event: EventId
    text: str


GroundChange: TypeAlias = PersonPlaced | PersonGone | ItemPlaced | ItemGone
MindChange: TypeAlias = BeliefHeld | RelationStands | EmotionStands | GoalSought | GoalGivenUp
PlotChange: TypeAlias = ThreadStands | SceneBegun | SceneOver | StoryMarked
AccountChange: TypeAlias = Noticed | Remembered
RowChange: TypeAlias = GroundChange | MindChange | PlotChange | AccountChange
"""One row that is otherwise from now on."""

compact = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
DEFAULTS = {f.name: None if f.default is MISSING else f.default for f in fields(Percept)}
NOTICED = tuple(name for name in DEFAULTS if name not in ("person", "event", "clarity", "effects"))


def outline(percept: Percept) -> str:
    """A percept's barest summary: who did what to whom, and in what words, if it had any."""
    others = (value for key, value in percept.roles if key != "A")
    line = [percept.line] if percept.line else []
    return " ".join([percept.actor, percept.verb or percept.tag, *others, *line])


def changes(record: TurnRecord, summarise: Summarise) -> Iterator[RowChange]:
    """All that one turn changes, in the order it is to be written."""
    for event in record.events:
        yield from _of_event(event)
    noticed = sorted(record.percepts, key=lambda p: (p.event, p.person))
    yield from map(_noticed, noticed)
    yield from _remembered(noticed, summarise)


def _of_event(event: Event) -> Iterator[RowChange]:
    yield from _own(event)
    for effect in event.effects:
        yield from _of_effect(effect, id_of(event))


def _begun(event: SceneOpened) -> SceneBegun:
    return SceneBegun(
        event.scene,
        event.frame,
        event.place,
        compact(event.cast),
        event.day,
        event.hour,
        event.variable,
        event.start,
        id_of(event),
    )


def _own(event: Event) -> Iterator[PlotChange]:
    match event:
        case SceneOpened():
            yield _begun(event)
        case SceneClosed():
            yield SceneOver(event.scene, event.end, event.changed, id_of(event))
        case StoryEnded():
            yield StoryMarked("state", "ended")
            yield StoryMarked("ending", event.ending)
        case StoryOpened() | Acted() | Refused() | Complicated():
            pass
        case _:
            assert_never(event)


def _of_effect(effect: Effect, event: EventId) -> Iterator[RowChange]:
    match effect:
        case Moved() | Departed() | ItemMoved() | ItemDestroyed():
            yield _of_ground(effect, event)
        case Learned() | Related() | Felt() | GoalTaken() | GoalDropped():
            yield _of_mind(effect, event)
        case ThreadMoved():
            yield ThreadStands(effect.thread, effect.status, event)
        case Obliged() | Released() | StageSet():
            pass
        case _:
            assert_never(effect)


def _of_ground(
    effect: Moved | Departed | ItemMoved | ItemDestroyed, event: EventId
) -> GroundChange:
    match effect:
        case Moved():
            return PersonPlaced(effect.person, effect.place or None)
        case Departed():
            return PersonGone(effect.person, effect.manner)
        case ItemMoved():
            place = None if effect.holder else effect.place or None
            return ItemPlaced(effect.item, effect.holder or None, place, effect.hidden)
        case ItemDestroyed():
            return ItemGone(effect.item, event)
        case _:
            assert_never(effect)


def _of_mind(
    effect: Learned | Related | Felt | GoalTaken | GoalDropped, event: EventId
) -> MindChange:
    match effect:
        case Learned():
            return _belief(effect, event)
        case Related():
            return RelationStands(effect.person, effect.other, effect.axis, effect.after, event)
        case Felt():
            return EmotionStands(effect.person, effect.emotion, effect.target, effect.after, event)
        case GoalTaken():
            what = (effect.kind, effect.topic, effect.target)
            return GoalSought(effect.person, *what, effect.weight, event)
        case GoalDropped():
            return GoalGivenUp(effect.person, effect.kind, effect.topic, event)
        case _:
            assert_never(effect)


def _belief(effect: Learned, event: EventId) -> BeliefHeld:
    return BeliefHeld(
        effect.person,
        effect.fact,
        effect.value,
        effect.confidence / 100,
        effect.source,
        effect.teller or None,
        event,
    )


def _noticed(percept: Percept) -> Noticed:
    noticed: Plain = {}
    for name in NOTICED:
        value = getattr(percept, name)
        if value != DEFAULTS[name]:
            noticed[name] = value
    if percept.effects:
        noticed["effects"] = [effect_to_plain(effect) for effect in percept.effects]
    return Noticed(percept.event, percept.person, percept.clarity, compact(noticed))


def _remembered(noticed: Sequence[Percept], summarise: Summarise) -> Iterator[Remembered]:
    for percept in noticed:
        text = summarise(percept)
        if text:
            yield Remembered(percept.person, percept.event, text)
