"""What a record promises of its rows, in plain code: what SQLite's constraints say in schema.py.

A turn is looked over whole before any of it is written, so that what is refused leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never, get_args

from novel_engine.adapters.record.memory.tables import MemoryTables
from novel_engine.adapters.record.row_changes import (
    BeliefHeld,
    EmotionStands,
    GoalGivenUp,
    GoalSought,
    GroundChange,
    ItemGone,
    ItemPlaced,
    MindChange,
    Noticed,
    PersonGone,
    PersonPlaced,
    PlotChange,
    RelationStands,
    Remembered,
    RowChange,
    SceneBegun,
    SceneOver,
    StoryMarked,
    ThreadStands,
)
from novel_engine.errors import RecordError, RulesBroken
from novel_engine.story.fabula.events import Event, EventId, id_of
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.fabula.percepts import Clarity
from novel_engine.story.givens.facts import ThreadStatus
from novel_engine.values import dataclass

THREAD_STATUSES, CLARITIES = get_args(ThreadStatus), get_args(Clarity)
STORY_STATES = ("running", "ended")
# A place within a turn: the last, as the tables of SQLite have it; ids leave room for a hundred.
MOST_SEQ = 99


@dataclass(frozen=True, slots=True)
class Promises:
    """Looks over what is to be written to these tables."""

    where: str
    tables: MemoryTables

    def check(self, changed: Iterable[RowChange]) -> None:
        """Raise RulesBroken when a change breaks a promise."""
        seen: set[object] = set()
        for change in changed:
            for problem in (*self._hanging(change), *self._twice(change, seen)):
                raise RulesBroken(f"{self.where}: {problem}; nothing was written")
            if not _is_sound(change, self.tables):
                raise RulesBroken(
                    f"{self.where}: the record refused what breaks its rules ({change}); "
                    "nothing was written"
                )

    def check_events(self, events: Iterable[Event], known: set[EventId]) -> None:
        """Raise RulesBroken unless these events stand after those that are known, and each cause
        before its event.
        """
        last = max(known, default=-1)
        these: set[EventId] = set()
        for event in events:
            number = id_of(event)
            late = [c for c in event.causes if c >= number or c not in known | these]
            if number <= last or event.seq > MOST_SEQ or late:
                raise RulesBroken(
                    f"{self.where}: event {number} does not stand where it should, "
                    "or one of its causes does not come before it; nothing was written"
                )
            these.add(number)
            last = number

    def check_told(self, told: Iterable[EventId], known: set[EventId]) -> None:
        """Raise RulesBroken when a paragraph tells what never happened."""
        if not known.issuperset(told):
            raise RulesBroken(
                f"{self.where}: a row of paragraph_events names one of events that is not there; "
                "nothing was written"
            )

    def check_named(self, table: str, parent: str, *names: str | None) -> None:
        """Raise RulesBroken when one of these is not there."""
        for problem in self._lost(table, parent, *names):
            raise RulesBroken(f"{self.where}: {problem}; nothing was written")

    def _hanging(self, change: RowChange) -> Iterator[str]:
        """What is named and is not there."""
        match change:
            case PersonPlaced(person, place):
                if self.tables.has("characters", person):
                    yield from self._lost("characters", "places", place)
            case ItemPlaced(item, holder, place):
                if self.tables.has("items", item):
                    yield from self._lost("items", "characters", holder)
                    yield from self._lost("items", "places", place)
            case BeliefHeld() | RelationStands() | EmotionStands() | GoalSought() | GoalGivenUp():
                yield from self._hanging_in_mind(change)
            case SceneBegun(_, _, place):
                yield from self._lost("scenes", "places", place)
            case Noticed(_, person):
                yield from self._lost("percepts", "characters", person)
            case Remembered(person):
                yield from self._lost("memories", "characters", person)
            case PersonGone() | ItemGone() | ThreadStands() | SceneOver() | StoryMarked():
                pass
            case _:
                assert_never(change)

    def _hanging_in_mind(self, change: MindChange) -> Iterator[str]:
        match change:
            case BeliefHeld(person, fact):
                yield from self._lost("beliefs", "facts", fact)
                yield from self._lost("beliefs", "characters", person, change.teller)
            case RelationStands(person, other):
                yield from self._lost("relationships", "characters", person, other)
            case EmotionStands(person):
                yield from self._lost("emotions", "characters", person)
            case GoalSought(person):
                yield from self._lost("goals", "characters", person)
            case GoalGivenUp():
                pass
            case _:
                assert_never(change)

    def _lost(self, table: str, parent: str, *names: str | None) -> Iterator[str]:
        for name in names:
            if name is not None and not self.tables.has(parent, name):
                yield f"a row of {table} names one of {parent} that is not there"

    def _twice(self, change: RowChange, seen: set[object]) -> Iterator[str]:
        """Rows that are begun once and for all, and are there already."""
        match change:
            case SceneBegun(scene):
                key: tuple[object, ...] = ("scenes", scene)
                is_there = self.tables.has("scenes", scene)
            case Noticed(event, person):
                key = ("percepts", event, person)
                is_there = self.tables.has("percepts", event, person)
            case _:
                return
        if is_there or key in seen:
            yield f"there is such a row of {key[0]} already"
        seen.add(key)


def check_text(where: str, *texts: str) -> None:
    """Raise RecordError for a text that no file could hold."""
    try:
        for text in texts:
            text.encode()
    except UnicodeEncodeError as problem:
        raise RecordError(
            f"{where}: a text holds a lone surrogate, which no file can; correct that input"
        ) from problem


def _is_sound(change: RowChange, tables: MemoryTables) -> bool:
    """Whether every value is within its bounds."""
    match change:
        case Noticed():
            return change.clarity in CLARITIES
        case Remembered():
            return change.text != ""
        case PersonPlaced() | PersonGone() | ItemPlaced() | ItemGone():
            return _is_sound_ground(change, tables)
        case BeliefHeld() | RelationStands() | EmotionStands() | GoalSought() | GoalGivenUp():
            return _is_sound_mind(change)
        case ThreadStands() | SceneBegun() | SceneOver() | StoryMarked():
            return _is_sound_plot(change, tables)
        case _:
            assert_never(change)


def _is_sound_ground(change: GroundChange, tables: MemoryTables) -> bool:
    match change:
        case ItemPlaced(item, holder, place, hidden):
            is_one_place = holder is None or place is None
            return not tables.has("items", item) or (is_one_place and hidden in (0, 1))
        case PersonPlaced() | PersonGone() | ItemGone():
            return True
        case _:
            assert_never(change)


def _is_sound_mind(change: MindChange) -> bool:
    match change:
        case BeliefHeld():
            return change.value in (0, 1) and 0 <= change.confidence <= 1
        case RelationStands(person, other, axis, level):
            return person != other and axis in AXES and -3 <= level <= 3
        case EmotionStands():
            return change.emotion in EMOTIONS and 0 <= change.level <= 5
        case GoalSought():
            return 1 <= change.weight <= 5
        case GoalGivenUp():
            return True
        case _:
            assert_never(change)


def _is_sound_plot(change: PlotChange, tables: MemoryTables) -> bool:
    match change:
        case ThreadStands(thread, status):
            return not tables.has("threads", thread) or status in THREAD_STATUSES
        case SceneOver(scene, _, changed):
            return not tables.has("scenes", scene) or changed in (0, 1)
        case StoryMarked(key, value):
            return key != "state" or value in STORY_STATES
        case SceneBegun():
            return True
        case _:
            assert_never(change)
