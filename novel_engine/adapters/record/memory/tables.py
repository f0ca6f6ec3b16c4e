"""The tables that follow the log, in memory: SQLite's rows, mappings in their columns' order."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from novel_engine.adapters.record.given_rows import GivenTable, Value, given_tables
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
from novel_engine.story.fabula.setting import Setting

MemoryRow: TypeAlias = dict[str, Value]
RowKey: TypeAlias = tuple[Value, ...]
Table: TypeAlias = dict[RowKey, MemoryRow]

FOLLOWING: dict[str, MemoryRow] = {
    "characters": {"place": None, "gone": None},
    "items": {"holder": None, "place": None, "hidden": 0, "destroyed": None},
    "threads": {"status": "latent", "event": None},
}
"""The columns that follow the log in tables that are given, as they are before the first turn."""
FILLED_LATER = ("scenes", "percepts", "beliefs", "relationships", "emotions", "goals", "memories")


class MemoryTables:
    """What was given and what follows the log, by table."""

    def __init__(self, setting: Setting, marks: dict[str, str]) -> None:
        """The tables before the first turn."""
        self._tables: dict[str, Table] = {}
        self.begin_anew(setting, marks)

    def begin_anew(self, setting: Setting, marks: dict[str, str]) -> None:
        """Have the tables as they are before the first turn."""
        self._tables |= {name: {} for name in FILLED_LATER}
        for given in given_tables(setting):
            self._tables[given.name] = _filled(given)
        self._tables["story"] = {
            (key,): {"key": key, "value": value} for key, value in marks.items()
        }

    def rows(self, table: str) -> list[tuple[Value, ...]]:
        """A table's rows, in no order that is promised."""
        return [tuple(row.values()) for row in self._tables[table].values()]

    def has(self, table: str, *key: Value) -> bool:
        """Whether there is a row of this key."""
        return key in self._tables[table]

    def marks(self) -> dict[str, str]:
        """The story's key values."""
        return {str(row["key"]): str(row["value"]) for row in self._tables["story"].values()}

    def follow(self, change: RowChange) -> None:
        """Make one change. It must keep the promises (promises.py)."""
        match change:
            case Noticed(event, person, clarity, noticed):
                self._put("percepts", (event, person), clarity=clarity, noticed=noticed)
            case Remembered(person, event, text):
                number = len(self._tables["memories"]) + 1
                self._put("memories", (number,), person=person, event=event, text=text)
            case PersonPlaced() | PersonGone() | ItemPlaced() | ItemGone():
                self._follow_ground(change)
            case BeliefHeld() | RelationStands() | EmotionStands() | GoalSought() | GoalGivenUp():
                self._follow_mind(change)
            case ThreadStands() | SceneBegun() | SceneOver() | StoryMarked():
                self._follow_plot(change)
            case _:
                assert_never(change)

    def _follow_ground(self, change: GroundChange) -> None:
        match change:
            case PersonPlaced(person, place):
                self._change("characters", (person,), place=place)
            case PersonGone(person, manner):
                self._change("characters", (person,), place=None, gone=manner)
            case ItemPlaced(item, holder, place, hidden):
                stands: MemoryRow = {"holder": holder, "place": place, "hidden": hidden}
                self._change("items", (item,), **stands, destroyed=None)
            case ItemGone(item, event):
                self._change("items", (item,), **FOLLOWING["items"] | {"destroyed": event})
            case _:
                assert_never(change)

    def _follow_mind(self, change: MindChange) -> None:
        match change:
            case BeliefHeld():
                self._believe(change)
            case RelationStands(person, other, axis, level, event):
                self._put("relationships", (person, other, axis), level=level, event=event)
            case EmotionStands(person, emotion, target, level, event):
                self._put("emotions", (person, emotion, target), level=level, event=event)
            case GoalSought(person, kind, topic, target, weight, event):
                stands: MemoryRow = {
                    "target": target,
                    "weight": weight,
                    "taken": event,
                    "dropped": None,
                }
                self._put("goals", (person, kind, topic), **stands)
            case GoalGivenUp(person, kind, topic, event):
                row = self._tables["goals"].get((person, kind, topic))
                if row and row["dropped"] is None:
                    row["dropped"] = event
            case _:
                assert_never(change)

    def _believe(self, change: BeliefHeld) -> None:
        key = (change.person, change.fact)
        before = self._tables["beliefs"].get(key)
        held = before is not None and before["value"] == change.value
        self._put(
            "beliefs",
            key,
            value=change.value,
            confidence=change.confidence,
            source=change.source,
            teller=change.teller,
            since=before["since"] if before and held else change.event,
            event=change.event,
        )

    def _follow_plot(self, change: PlotChange) -> None:
        match change:
            case ThreadStands(thread, status, event):
                self._change("threads", (thread,), status=status, event=event)
            case SceneBegun(scene):
                self._tables["scenes"][scene,] = _begun(change)
            case SceneOver(scene, end, changed, event):
                over: MemoryRow = {"variable_end": end, "changed": int(changed), "closed": event}
                self._change("scenes", (scene,), **over)
            case StoryMarked(key, value):
                self._put("story", (key,), value=value)
            case _:
                assert_never(change)

    def _put(self, table: str, key: RowKey, **values: Value) -> None:
        """Have a row of this key with these values, whether or not there was one."""
        names = KEYS[table]
        self._tables[table][key] = dict(zip(names, key, strict=True)) | values

    def _change(self, table: str, key: RowKey, **values: Value) -> None:
        """Have these values in the row of this key, if there is one."""
        row = self._tables[table].get(key)
        if row is not None:
            row.update(values)


KEYS: dict[str, tuple[str, ...]] = {
    "percepts": ("event", "person"),
    "beliefs": ("person", "fact"),
    "relationships": ("person", "other", "axis"),
    "emotions": ("person", "emotion", "target"),
    "goals": ("person", "kind", "topic"),
    "memories": ("id",),
    "story": ("key",),
}


def _begun(change: SceneBegun) -> MemoryRow:
    return {
        "scene": change.scene,
        "frame": change.frame,
        "place": change.place,
        "company": change.company,
        "day": change.day,
        "hour": change.hour,
        "variable": change.variable,
        "variable_start": change.start,
        "variable_end": None,
        "changed": None,
        "opened": change.event,
        "closed": None,
    }


def _filled(given: GivenTable) -> Table:
    """A table's rows before the first turn, with what turns will write in them left empty."""
    after = FOLLOWING.get(given.name, {})
    return {(row[0],): dict(zip(given.columns, row, strict=True)) | after for row in given.rows}
