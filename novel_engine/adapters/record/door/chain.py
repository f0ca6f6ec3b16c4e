"""The two chains of a record: its events, and the replies of models. Each link's seal is made of the
one before it and of all that was written with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

from novel_engine.adapters.record.door.seals import (
    FOLLOWING_TABLES,
    NOTHING_BEFORE,
    UNSEALED,
    WRITTEN_TABLES,
    Rows,
    at_one_instant,
    fetched,
    linked,
    not_as_written,
    one_by_one,
    put_seal,
    seal_following,
    seal_of,
    seal_tables,
)
from novel_engine.errors import USE_A_COPY, RecordError

LogRow: TypeAlias = tuple[Any, ...]
"""A row of `turns` or of `events`."""
Link: TypeAlias = tuple[LogRow | None, LogRow, list[tuple[int, int]]]
"""An event's row and its causes, each with its position; before the first of a turn, that turn's row."""

TURN_ROWS = "SELECT turn, scene, events FROM turns ORDER BY turn"
EVENT_ROWS = (
    "SELECT id, turn, seq, tag, version, scene, place, actor, verb, fields FROM events ORDER BY id"
)
CAUSE_ROWS = "SELECT event, position, cause FROM event_causes ORDER BY event, position"
SEAL_ROWS = "SELECT event, sha256 FROM event_seals ORDER BY event"
SEAL_EVENT = "INSERT INTO event_seals (event, sha256) VALUES (?, ?)"
LAST_SEAL = "SELECT sha256 FROM event_seals ORDER BY event DESC LIMIT 1"
REPLY_COLUMNS = (
    "key, question, occurrence, model, parameters, seam, system, "
    "user, schema, version, about, turn, reply, tokens_in, tokens_out, stopped, why, cost_usd"
)
REPLY_ROWS = f"SELECT {REPLY_COLUMNS} FROM replies ORDER BY rowid"
REPLY_ROW = f"SELECT {REPLY_COLUMNS} FROM replies WHERE key = ?"


def chain_events(connection: sqlite3.Connection, links: Sequence[Link]) -> None:
    """Seal events that were just written, inside the caller's transaction."""
    last = seal_of(connection, "events") or NOTHING_BEFORE
    sealed = []
    for link in links:
        last = linked(last, *link)
        sealed.append((link[1][0], last))
    connection.executemany(SEAL_EVENT, sealed)
    put_seal(connection, "events", last)


def chain_reply(connection: sqlite3.Connection, key: str) -> None:
    """Seal a reply that was just written, inside the caller's transaction."""
    last = seal_of(connection, "replies") or NOTHING_BEFORE
    put_seal(connection, "replies", linked(last, connection.execute(REPLY_ROW, (key,)).fetchone()))


def chain_all(connection: sqlite3.Connection) -> None:
    """Seal every event and every reply there is, none of which has a seal."""
    put_seal(connection, "events", NOTHING_BEFORE)
    chain_events(connection, list(_links(*_log(connection, Path()))))
    last = NOTHING_BEFORE
    for row in connection.execute(REPLY_ROWS):
        last = linked(last, row)
    put_seal(connection, "replies", last)


def chained_events(connection: sqlite3.Connection, path: Path) -> list[Link]:
    """Every event's row with its causes, in order. Raises RecordError, naming the first that is not
    as it was written.
    """
    with at_one_instant(connection):
        log = _log(connection, path)
        sealed = dict(connection.execute(SEAL_ROWS))
        head = seal_of(connection, "events")
    links, last = list(_links(*log)), NOTHING_BEFORE
    for link in links:
        last = linked(last, *link)
        number = link[1][0]
        if sealed.pop(number, None) != last:
            raise RecordError(
                f"{path}: event {number}, its causes or its turn are not as they were written; "
                f"{USE_A_COPY}"
            )
    if sealed or head != last or _left_over(links, log):
        raise RecordError(f"{path}: turns or events are missing from the record; {USE_A_COPY}")
    return links


def reply_costs(connection: sqlite3.Connection, path: Path) -> list[float | None]:
    """What each reply cost, in the order they came. Raises RecordError when they are not as they
    were written. There may be many, and long ones: one at a time is held.
    """
    costs, last = [], NOTHING_BEFORE
    with at_one_instant(connection):
        for row in one_by_one(connection, path, "replies", REPLY_ROWS):
            last = linked(last, row)
            costs.append(row[-1])
        head = seal_of(connection, "replies")
    if last != head:
        raise not_as_written(path, "replies")
    return costs


def check_end(connection: sqlite3.Connection, path: Path) -> None:
    """Raise RecordError when the last events were cut off."""
    last = connection.execute(LAST_SEAL).fetchone() or (NOTHING_BEFORE,)
    if last[0] != seal_of(connection, "events"):
        raise RecordError(f"{path}: turns or events are missing from the record; {USE_A_COPY}")


def _log(connection: sqlite3.Connection, path: Path) -> tuple[Rows, Rows, Rows]:
    return (
        fetched(connection, path, "turns", TURN_ROWS),
        fetched(connection, path, "events", EVENT_ROWS),
        fetched(connection, path, "event_causes", CAUSE_ROWS),
    )


def _links(turns: Rows, events: Rows, causes: Rows) -> Iterator[Link]:
    first = {row[0]: row for row in turns}
    of_event = {
        event: [(position, cause) for _, position, cause in group]
        for event, group in groupby(causes, key=lambda c: c[0])
    }
    for row in events:
        yield first.pop(row[1], None), row, of_event.get(row[0], [])


def _left_over(links: list[Link], log: tuple[Rows, Rows, Rows]) -> bool:
    """Whether there are turns without an event, or causes of none."""
    turns, _, causes = log
    with_turn = sum(turn is not None for turn, _, _ in links)
    return with_turn != len(turns) or sum(len(found) for *_, found in links) != len(causes)


def seal_all(connection: sqlite3.Connection) -> None:
    """Seal everything as it is now, inside the caller's transaction: of a record that is new, or
    was made before there were seals.
    """
    chain_all(connection)
    seal_tables(connection, *WRITTEN_TABLES)
    reseal_following(connection)


def reseal_following(connection: sqlite3.Connection) -> None:
    """Seal the tables that follow the events, now or when the story ends."""
    for name in FOLLOWING_TABLES:
        put_seal(connection, name, UNSEALED)
    seal_following(connection)
