"""What happened, past tense: a closed union of events, each carrying the effects that change the
world.

An event's id is `turn * 100 + seq`, so ids order as the fabula does and a cause always has the
smaller id. Fields are integers, strings, and tuples of these, so that the canonical log is the same
bytes everywhere.
"""

from __future__ import annotations

from typing import ClassVar, TypeAlias, assert_never

from novel_engine.story.givens.roles import Roles
from novel_engine.values import dataclass

EventId: TypeAlias = int
FORMAT_VERSION = 2
"""Numbered from 1: raised whenever what an event is written as changes, with an up-caster for the
last."""
SEQUENCES = 100
"""Events a turn at most: an event's id is its turn times so many, and its place in the turn."""
OPENING: EventId = 0
"""The id of the story's first event, `StoryOpened`: what is so from the start comes of it."""
LATER: EventId = 10**9
"""When what has not happened happened, in comparisons: after any event there is."""


def event_id(turn: int, seq: int) -> EventId:
    """The id of the event at this place in the log."""
    return turn * SEQUENCES + seq


@dataclass(frozen=True, slots=True)
class Moved:
    """A person went from one place to another. `origin` is empty at the opening."""

    tag: ClassVar[str] = "moved"
    person: str
    origin: str
    place: str


@dataclass(frozen=True, slots=True)
class Departed:
    """A person left the story for good."""

    tag: ClassVar[str] = "departed"
    person: str
    manner: str


@dataclass(frozen=True, slots=True)
class ItemMoved:
    """A thing is now held by someone, or lies somewhere; `hidden` (0 or 1) says whether it must be
    searched for.
    """

    tag: ClassVar[str] = "item_moved"
    item: str
    holder: str
    place: str
    hidden: int


@dataclass(frozen=True, slots=True)
class ItemDestroyed:
    """A thing is no more."""

    tag: ClassVar[str] = "item_destroyed"
    item: str


@dataclass(frozen=True, slots=True)
class Learned:
    """A person came to hold a fact true (1) or false (0), this sure (0 … 100), from this source."""

    tag: ClassVar[str] = "learned"
    person: str
    fact: str
    value: int
    confidence: int
    source: str
    teller: str


@dataclass(frozen=True, slots=True)
class Related:
    """One axis of how a person stands to another changed; each −3 … 3."""

    tag: ClassVar[str] = "related"
    person: str
    other: str
    axis: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Felt:
    """An emotion rose or was spent; levels 0 … 5."""

    tag: ClassVar[str] = "felt"
    person: str
    emotion: str
    target: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class GoalTaken:
    """A person took up a goal about a topic, of this weight (1 … 5)."""

    tag: ClassVar[str] = "goal_taken"
    person: str
    kind: str
    topic: str
    target: str
    weight: int


@dataclass(frozen=True, slots=True)
class GoalDropped:
    """A person gave up, or reached, a goal."""

    tag: ClassVar[str] = "goal_dropped"
    person: str
    kind: str
    topic: str


@dataclass(frozen=True, slots=True)
class Obliged:
    """A person owes another an answer about a fact, by one of these verbs."""

    tag: ClassVar[str] = "obliged"
    person: str
    by: str
    fact: str
    verb: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Released:
    """A person no longer owes an answer."""

    tag: ClassVar[str] = "released"
    person: str


@dataclass(frozen=True, slots=True)
class ThreadMoved:
    """A dramatic question changed its status."""

    tag: ClassVar[str] = "thread_moved"
    thread: str
    status: str


@dataclass(frozen=True, slots=True)
class StageSet:
    """Something a telling must not contradict: light, weather, fire."""

    tag: ClassVar[str] = "stage_set"
    what: str
    value: str


Effect: TypeAlias = (
    Moved
    | Departed
    | ItemMoved
    | ItemDestroyed
    | Learned
    | Related
    | Felt
    | GoalTaken
    | GoalDropped
    | Obliged
    | Released
    | ThreadMoved
    | StageSet
)


@dataclass(frozen=True, slots=True)
class StoryOpened:
    """The situation as cast: where everyone and everything is, and what each already holds."""

    tag: ClassVar[str] = "story_opened"
    turn: int
    seq: int
    causes: tuple[EventId, ...]
    title: str
    seed: str
    kernels: tuple[str, ...]
    roles: Roles
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class SceneOpened:
    """A scene was framed: someone wants something, and `variable` says what must change."""

    tag: ClassVar[str] = "scene_opened"
    turn: int
    seq: int
    causes: tuple[EventId, ...]
    scene: int
    frame: str
    roles: Roles
    place: str
    cast: tuple[str, ...]
    variable: str
    start: int
    day: int
    hour: int
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Acted:
    """A person did something, and it took effect.

    `witnesses` perceived all of it, `bystanders` only that it was done; `manner` is a rung of a
    ladder (0: none). `line` is what was said, or, of something improvised, what was done, in the
    words of whoever decided it; offline it is empty.
    """

    tag: ClassVar[str] = "acted"
    turn: int
    seq: int
    causes: tuple[EventId, ...]
    scene: int
    place: str
    actor: str
    verb: str
    tactic: str
    manner: int
    roles: Roles
    tension: int
    witnesses: tuple[str, ...]
    bystanders: tuple[str, ...]
    effects: tuple[Effect, ...]
    line: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A person tried something and the world would not have it; `reason` is said in the world's
    words.
    """

    tag: ClassVar[str] = "refused"
    turn: int
    seq: int
    causes: tuple[EventId, ...]
    scene: int
    place: str
    actor: str
    verb: str
    roles: Roles
    reason: str
    witnesses: tuple[str, ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Complicated:
    """Something planted came up and made matters worse, without anyone choosing it."""

    tag: ClassVar[str] = "complicated"
    turn: int
    seq: int
    causes: tuple[EventId, ...]
    scene: int
    place: str
    complication: str
    roles: Roles
    witnesses: tuple[str, ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class SceneClosed:
    """A scene ended; `end` is the framed variable's value, to hold against its start."""

    tag: ClassVar[str] = "scene_closed"
    turn: int
    seq: int
    causes: tuple[EventId, ...]
    scene: int
    end: int
    changed: int
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class StoryEnded:
    """The story is over, by this authored ending."""

    tag: ClassVar[str] = "story_ended"
    turn: int
    seq: int
    causes: tuple[EventId, ...]
    ending: str
    roles: Roles
    effects: tuple[Effect, ...]


Event: TypeAlias = (
    StoryOpened | SceneOpened | Acted | Refused | Complicated | SceneClosed | StoryEnded
)


def id_of(event: Event) -> EventId:
    """The event's id."""
    return event_id(event.turn, event.seq)


def turn_of(event: EventId) -> int:
    """The turn that an event of this id belongs to."""
    return event // SEQUENCES


def place_of(event: Event) -> str:
    """Where an event took place; empty for those that are of no place."""
    match event:
        case SceneOpened() | Acted() | Refused() | Complicated():
            return event.place
        case StoryOpened() | SceneClosed() | StoryEnded():
            return ""
        case _:
            assert_never(event)


def witnesses_of(event: Event) -> tuple[str, ...]:
    """Who perceived all of an event; nobody, of those that are none of anybody's doing."""
    match event:
        case Acted() | Refused() | Complicated():
            return event.witnesses
        case StoryOpened() | SceneOpened() | SceneClosed() | StoryEnded():
            return ()
        case _:
            assert_never(event)


def bystanders_of(event: Event) -> tuple[str, ...]:
    """Who perceived of an event only that it was."""
    match event:
        case Acted():
            return event.bystanders
        case (
            StoryOpened() | SceneOpened() | Refused() | Complicated() | SceneClosed() | StoryEnded()
        ):
            return ()
        case _:
            assert_never(event)


def line_of(event: Event) -> str:
    """The words an event came in; empty for those that came in none."""
    match event:
        case Acted():
            return event.line
        case (
            StoryOpened() | SceneOpened() | Refused() | Complicated() | SceneClosed() | StoryEnded()
        ):
            return ""
        case _:
            assert_never(event)
