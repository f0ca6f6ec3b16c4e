"""The tables that follow the log: what each event writes to them, so that SQL can ask who knows
what.

Effects carry the value after, so every write is an upsert, and reading the log again from its start
gives the same rows.
"""

from __future__ import annotations

import sqlite3
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

Row: TypeAlias = tuple[str | int | float | None, ...]
Write: TypeAlias = tuple[str, Row]
Summarise: TypeAlias = Callable[[Percept], str]

MOVE = "UPDATE characters SET place = ? WHERE id = ?"
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

CLEARING = (
    "DELETE FROM scenes",
    "DELETE FROM percepts",
    "DELETE FROM beliefs",
    "DELETE FROM relationships",
    "DELETE FROM emotions",
    "DELETE FROM goals",
    "DELETE FROM memories",
    "UPDATE characters SET place = NULL, gone = NULL",
    "UPDATE items SET holder = NULL, place = NULL, hidden = 0, destroyed = NULL",
    "UPDATE threads SET status = 'latent', event = NULL",
    "UPDATE story SET value = 'running' WHERE key = 'state'",
    "UPDATE story SET value = '' WHERE key = 'ending'",
)

compact = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
DEFAULTS = {f.name: None if f.default is MISSING else f.default for f in fields(Percept)}
NOTICED = tuple(name for name in DEFAULTS if name not in ("person", "event", "clarity", "effects"))


def follow(connection: sqlite3.Connection, record: TurnRecord, summarise: Summarise) -> None:
    """Bring every read model abreast of one turn, inside the caller's transaction."""
    for event in record.events:
        for statement, row in writes(event):
            connection.execute(statement, row)
    noticed = sorted(record.percepts, key=lambda p: (p.event, p.person))
    connection.executemany(NOTICE, [_percept_row(percept) for percept in noticed])
    connection.executemany(REMEMBER, _memory_rows(noticed, summarise))


def writes(event: Event) -> Iterator[Write]:
    """What one event writes, in the order its effects take place."""
    yield from _own_writes(event)
    for effect in event.effects:
        yield from _effect_writes(effect, id_of(event))


def _own_writes(event: Event) -> Iterator[Write]:
    match event:
        case SceneOpened():
            opening = (
                event.scene,
                event.frame,
                event.place,
                compact(event.cast),
                event.day,
                event.hour,
            )
            yield OPEN_SCENE, (*opening, event.variable, event.start, id_of(event))
        case SceneClosed():
            yield CLOSE_SCENE, (event.end, event.changed, id_of(event), event.scene)
        case StoryEnded():
            yield SET_STORY, ("state", "ended")
            yield SET_STORY, ("ending", event.ending)
        case StoryOpened() | Acted() | Refused() | Complicated():
            pass
        case _:
            assert_never(event)


def _effect_writes(effect: Effect, event: int) -> Iterator[Write]:
    match effect:
        case Moved() | Departed() | ItemMoved() | ItemDestroyed():
            yield _ground_write(effect, event)
        case Learned() | Related() | Felt() | GoalTaken() | GoalDropped():
            yield _mind_write(effect, event)
        case ThreadMoved():
            yield MOVE_THREAD, (effect.status, event, effect.thread)
        case Obliged() | Released() | StageSet():
            pass
        case _:
            assert_never(effect)


def _ground_write(effect: Moved | Departed | ItemMoved | ItemDestroyed, event: int) -> Write:
    match effect:
        case Moved():
            return MOVE, (effect.place or None, effect.person)
        case Departed():
            return DEPART, (effect.manner, effect.person)
        case ItemMoved():
            place = None if effect.holder else effect.place or None
            return PUT, (effect.holder or None, place, effect.hidden, effect.item)
        case ItemDestroyed():
            return DESTROY, (event, effect.item)
        case _:
            assert_never(effect)


def _mind_write(effect: Learned | Related | Felt | GoalTaken | GoalDropped, event: int) -> Write:
    match effect:
        case Learned():
            held = (effect.person, effect.fact, effect.value, effect.confidence / 100)
            return BELIEVE, (*held, effect.source, effect.teller or None, event, event)
        case Related():
            return RELATE, (effect.person, effect.other, effect.axis, effect.after, event)
        case Felt():
            return FEEL, (effect.person, effect.emotion, effect.target, effect.after, event)
        case GoalTaken():
            return TAKE_GOAL, (
                effect.person,
                effect.kind,
                effect.topic,
                effect.target,
                effect.weight,
                event,
            )
        case GoalDropped():
            return DROP_GOAL, (event, effect.person, effect.kind, effect.topic)
        case _:
            assert_never(effect)


def _percept_row(percept: Percept) -> Row:
    noticed: Plain = {}
    for name in NOTICED:
        value = getattr(percept, name)
        if value != DEFAULTS[name]:
            noticed[name] = value
    if percept.effects:
        noticed["effects"] = [effect_to_plain(effect) for effect in percept.effects]
    return (percept.event, percept.person, percept.clarity, compact(noticed))


def _memory_rows(noticed: Sequence[Percept], summarise: Summarise) -> list[Row]:
    worded = [(percept.person, percept.event, summarise(percept)) for percept in noticed]
    return [row for row in worded if row[2]]
