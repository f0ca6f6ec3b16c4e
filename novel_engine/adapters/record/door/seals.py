"""The seals of a record: what its rows came to when they were written, so that a row which was
changed, added or taken away by another hand is seen.

Events are a chain: each one's seal is made of its row, its causes and the seal before it, and the
last stands among the seals too, so that a tail cannot be cut off. A table of replies is one as
well. Every other table is sealed as a whole when it is written; those that follow the events, only
once the story has ended: until then they can be made again from the events.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from json import JSONEncoder
from pathlib import Path
from typing import Any, TypeAlias

from novel_engine.errors import USE_A_COPY, RecordError

Rows: TypeAlias = list[tuple[Any, ...]]

CREATE_SEALS = """
    CREATE TABLE seals (
        name TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL CHECK (length(sha256) IN (0, 64))
    ) STRICT, WITHOUT ROWID"""
SEALS = (
    CREATE_SEALS,
    """
    CREATE TABLE event_seals (
        event INTEGER PRIMARY KEY REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
    ) STRICT""",
)
CHAINS = ("events", "replies")
# The bytes of inputs are held against the hash that stands beside them.
WRITTEN_TABLES = {
    "story": "SELECT key, value FROM story ORDER BY key",
    "inputs": "SELECT id, kind, path, sha256 FROM inputs ORDER BY id",
    "fallbacks": "SELECT id, seam, turn, name, reason FROM fallbacks ORDER BY id",
    "rejections": "SELECT * FROM rejections ORDER BY id",
    "outlays": "SELECT * FROM outlays ORDER BY id",
    "tellings": "SELECT * FROM tellings ORDER BY name",
    "chapters": "SELECT * FROM chapters ORDER BY telling, number",
    "paragraphs": "SELECT * FROM paragraphs ORDER BY telling, n",
    "paragraph_events": "SELECT * FROM paragraph_events ORDER BY telling, n, position",
    "files": "SELECT * FROM files ORDER BY story, name",
}
FOLLOWING_TABLES = {
    "places": "SELECT * FROM places ORDER BY id",
    "characters": "SELECT * FROM characters ORDER BY id",
    "items": "SELECT * FROM items ORDER BY id",
    "facts": "SELECT * FROM facts ORDER BY id",
    "threads": "SELECT * FROM threads ORDER BY id",
    "scenes": "SELECT * FROM scenes ORDER BY scene",
    "percepts": "SELECT * FROM percepts ORDER BY event, person",
    "beliefs": "SELECT * FROM beliefs ORDER BY person, fact",
    "relationships": "SELECT * FROM relationships ORDER BY person, other, axis",
    "emotions": "SELECT * FROM emotions ORDER BY person, emotion, target",
    "goals": "SELECT * FROM goals ORDER BY person, kind, topic",
    "memories": "SELECT * FROM memories ORDER BY id",
}
TOLD_TABLES = ("tellings", "chapters", "paragraphs", "paragraph_events")
IN_ORDER = WRITTEN_TABLES | FOLLOWING_TABLES

HAS_SEALS = "SELECT 1 FROM sqlite_master WHERE name = 'seals'"
PUT_SEAL = (
    "INSERT INTO seals (name, sha256) VALUES (?, ?) "
    "ON CONFLICT DO UPDATE SET sha256 = excluded.sha256"
)
SEAL_OF = "SELECT sha256 FROM seals WHERE name = ?"
STATE = "SELECT value FROM story WHERE key = 'state'"
UNSEALED = ""
"""In place of the seal of a table that follows the events, while the story goes on."""
NOTHING_BEFORE = "0" * 64
"""What stands before the first of a chain."""

canonical = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@contextmanager
def at_one_instant(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read inside is as it was at one instant, whoever writes meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def linked(before: str, *rows: object) -> str:
    """The seal of the next of a chain."""
    return sha256(f"{before}{canonical(rows)}".encode()).hexdigest()


def sealed_as(name: str, rows: Rows) -> str:
    """The seal of a whole table. Of what may be long, no more than a row is held twice."""
    seal = sha256(f"{name}[".encode())
    for number, row in enumerate(rows):
        seal.update(f"{',' if number else ''}{canonical(row)}".encode())
    seal.update(b"]")
    return seal.hexdigest()


def seal_of(connection: sqlite3.Connection, name: str) -> str | None:
    """The seal that is kept under this name, if there is one."""
    found = connection.execute(SEAL_OF, (name,)).fetchone()
    return found[0] if found else None


def put_seal(connection: sqlite3.Connection, name: str, seal: str) -> None:
    """Keep a seal in the place of the last, inside the caller's transaction."""
    connection.execute(PUT_SEAL, (name, seal))


def seal_tables(connection: sqlite3.Connection, *names: str) -> None:
    """Seal these tables as they are now, inside the caller's transaction."""
    for name in names:
        rows = connection.execute(IN_ORDER[name]).fetchall()
        put_seal(connection, name, sealed_as(name, rows))


def seal_following(connection: sqlite3.Connection) -> None:
    """Seal the tables that follow the events, if the story has ended: nothing changes them then."""
    if connection.execute(STATE).fetchone() == ("ended",):
        seal_tables(connection, *FOLLOWING_TABLES)


def sealed_rows(connection: sqlite3.Connection, path: Path, name: str) -> Rows:
    """All rows of a table, in order. Raises RecordError when they are not as they were written."""
    with at_one_instant(connection):
        rows = fetched(connection, path, name, IN_ORDER[name])
        kept = seal_of(connection, name)
        goes_on = connection.execute(STATE).fetchone() == ("running",)
    if kept == UNSEALED and goes_on and name in FOLLOWING_TABLES:
        return rows
    if kept != sealed_as(name, rows):
        raise not_as_written(path, name)
    return rows


def fetched(
    connection: sqlite3.Connection, path: Path, name: str, query: str, cure: str = USE_A_COPY
) -> Rows:
    """All rows that a query finds. Raises RecordError, with the row, for a text that is none."""
    return list(one_by_one(connection, path, name, query, cure))


def one_by_one(
    connection: sqlite3.Connection, path: Path, name: str, query: str, cure: str = USE_A_COPY
) -> Iterator[tuple[Any, ...]]:
    """The same, each row as it is asked for."""
    number = 0
    try:
        for number, row in enumerate(connection.execute(query), start=1):  # noqa: B007 - of the last
            yield row
    except sqlite3.OperationalError as problem:
        # What Python itself makes of a text that is not UTF-8 has no number.
        if getattr(problem, "sqlite_errorcode", None) is not None:
            raise
        raise RecordError(
            f"{path}: row {number + 1} of {name} holds a text that is not UTF-8; {cure}"
        ) from problem


def not_as_written(path: Path, name: str) -> RecordError:
    """What there is to say of a table whose rows are not what its seal was made of."""
    return RecordError(
        f"{path}: rows of {name} were changed, added or taken away since they were written; "
        f"{USE_A_COPY}"
    )
