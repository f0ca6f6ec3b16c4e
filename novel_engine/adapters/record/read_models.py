"""The tables that follow the log, in SQL: how each change of a row is written, so that SQL can ask
who knows what.

Which row changes is decided in row_changes.py.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TypeAlias, assert_never

from novel_engine.adapters.record.door.seals import FOLLOWING_TABLES, IN_ORDER, Rows
from novel_engine.adapters.record.row_changes import (
    AccountChange,
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

Row: TypeAlias = tuple[str | int | float | None, ...]
Write: TypeAlias = tuple[str, Row]

UPDATE_PLACE = "UPDATE characters SET place = ? WHERE id = ?"
DEPART = "UPDATE characters SET place = NULL, gone = ? WHERE id = ?"
PUT = "UPDATE items SET holder = ?, place = ?, hidden = ?, destroyed = NULL WHERE id = ?"
DESTROY = "UPDATE items SET holder = NULL, place = NULL, hidden = 0, destroyed = ? WHERE id = ?"
BELIEVE = """
    INSERT INTO beliefs (person, fact, value, confidence, source, teller, since, event)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
        since = CASE value WHEN excluded.value THEN since ELSE excluded.since END,
        value = excluded.value, confidence = excluded.confidence, source = excluded.source,
        teller = excluded.teller, event = excluded.event"""
RELATE = """
    INSERT INTO relationships (person, other, axis, level, event) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET level = excluded.level, event = excluded.event"""
FEEL = """
    INSERT INTO emotions (person, emotion, target, level, event) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET level = excluded.level, event = excluded.event"""
TAKE_GOAL = """
    INSERT INTO goals (person, kind, topic, target, weight, taken, dropped) VALUES (?, ?, ?, ?, ?, ?, NULL)
    ON CONFLICT DO UPDATE SET
        target = excluded.target, weight = excluded.weight, taken = excluded.taken, dropped = NULL"""
DROP_GOAL = (
    "UPDATE goals SET dropped = ? WHERE person = ? AND kind = ? AND topic = ? AND dropped IS NULL"
)
MOVE_THREAD = "UPDATE threads SET status = ?, event = ? WHERE id = ?"
OPEN_SCENE = """
    INSERT INTO scenes (scene, frame, place, company, day, hour, variable, variable_start, opened)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
CLOSE_SCENE = "UPDATE scenes SET variable_end = ?, changed = ?, closed = ? WHERE scene = ?"
SET_STORY = (
    "INSERT INTO story (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
)
NOTICE = "INSERT INTO percepts (event, person, clarity, noticed) VALUES (?, ?, ?, ?)"
REMEMBER = "INSERT INTO memories (person, event, text) VALUES (?, ?, ?)"

INDEX_ANEW = "INSERT INTO memories_fts (memories_fts) VALUES ('rebuild')"
"""Make what memories are searched by again from them."""

# A turn's events and causes stay; what they refer to is there again when it is committed.
CLEARING = (
    INDEX_ANEW,  # of one that is damaged nothing can be taken out
    "DELETE FROM scenes",
    "DELETE FROM percepts",
    "DELETE FROM beliefs",
    "DELETE FROM relationships",
    "DELETE FROM emotions",
    "DELETE FROM goals",
    "DELETE FROM memories",
    *(f"DELETE FROM {table}" for table in ("places", "characters", "items", "facts", "threads")),
    "UPDATE story SET value = 'running' WHERE key = 'state'",
    "UPDATE story SET value = '' WHERE key = 'ending'",
)


INDEX_IS_SOUND = "INSERT INTO memories_fts (memories_fts, rank) VALUES ('integrity-check', 1)"
"""Fails where memories are not found by what they are searched by."""


def sound_rows(connection: sqlite3.Connection) -> list[Rows] | None:
    """All rows that follow the events, table by table; None where they or what memories are
    searched by cannot be read.
    """
    try:
        connection.execute(INDEX_IS_SOUND)
        return [
            connection.execute(IN_ORDER[name]).fetchall() for name in ("story", *FOLLOWING_TABLES)
        ]
    except sqlite3.DatabaseError:
        return None


def follow(connection: sqlite3.Connection, changed: Iterable[RowChange]) -> None:
    """Write these changes, in order, inside the caller's transaction."""
    for change in changed:
        statement, row = write_of(change)
        connection.execute(statement, row)


def write_of(change: RowChange) -> Write:
    """The statement that makes this change, and its values."""
    match change:
        case Noticed() | Remembered():
            return _account_write(change)
        case PersonPlaced() | PersonGone() | ItemPlaced() | ItemGone():
            return _ground_write(change)
        case BeliefHeld() | RelationStands() | EmotionStands() | GoalSought() | GoalGivenUp():
            return _mind_write(change)
        case ThreadStands() | SceneBegun() | SceneOver() | StoryMarked():
            return _plot_write(change)
        case _:
            assert_never(change)


def _ground_write(change: GroundChange) -> Write:
    match change:
        case PersonPlaced(person, place):
            return UPDATE_PLACE, (place, person)
        case PersonGone(person, manner):
            return DEPART, (manner, person)
        case ItemPlaced(item, holder, place, hidden):
            return PUT, (holder, place, hidden, item)
        case ItemGone(item, event):
            return DESTROY, (event, item)
        case _:
            assert_never(change)


def _mind_write(change: MindChange) -> Write:
    match change:
        case BeliefHeld(person, fact, value, confidence, source, teller, event):
            return BELIEVE, (person, fact, value, confidence, source, teller, event, event)
        case RelationStands(person, other, axis, level, event):
            return RELATE, (person, other, axis, level, event)
        case EmotionStands(person, emotion, target, level, event):
            return FEEL, (person, emotion, target, level, event)
        case GoalSought(person, kind, topic, target, weight, event):
            return TAKE_GOAL, (person, kind, topic, target, weight, event)
        case GoalGivenUp(person, kind, topic, event):
            return DROP_GOAL, (event, person, kind, topic)
        case _:
            assert_never(change)


def _plot_write(change: PlotChange) -> Write:
    match change:
        case ThreadStands(thread, status, event):
            return MOVE_THREAD, (status, event, thread)
        case SceneBegun(scene, frame, place, company, day, hour, variable, start, event):
            return OPEN_SCENE, (scene, frame, place, company, day, hour, variable, start, event)
        case SceneOver(scene, end, changed, event):
            return CLOSE_SCENE, (end, changed, event, scene)
        case StoryMarked(key, value):
            return SET_STORY, (key, value)
        case _:
            assert_never(change)


def _account_write(change: AccountChange) -> Write:
    match change:
        case Noticed(event, person, clarity, noticed):
            return NOTICE, (event, person, clarity, noticed)
        case Remembered(person, event, text):
            return REMEMBER, (person, event, text)
        case _:
            assert_never(change)
