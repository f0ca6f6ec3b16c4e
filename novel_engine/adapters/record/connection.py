"""Connections to `story.db`: how each is set up, what is looked over first, and transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from novel_engine.adapters.files.plain_files import check_database, check_mark, check_own
from novel_engine.adapters.record.door.amounts import check_amount
from novel_engine.adapters.record.door.bounds import confine, set_free
from novel_engine.adapters.record.door.chain import check_end
from novel_engine.adapters.record.door.known_schema import check_schema
from novel_engine.adapters.record.door.seals import FOLLOWING_TABLES, HAS_SEALS, sealed_rows
from novel_engine.adapters.record.failures import not_sound, said_plainly
from novel_engine.adapters.record.schema import (
    APPLICATION_ID,
    FIRST_FORMAT,
    FIRST_SEALED,
    RECORD_FORMAT,
    SCHEMA_SHA256,
    migrate,
    schemas_of_today,
    schemas_till_now,
)
from novel_engine.errors import USE_A_COPY, RecordError, RulesBroken, UsageError

# Seconds: that a connection waits for another to let go, before it says that somebody is at work.
BUSY_SECONDS = 5.0
# Pages: of the write-ahead log before it goes into the file; chosen: four times SQLite's own,
# for fewer pauses while a story is made.
WAL_PAGES = 4000
PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = NORMAL",
    f"PRAGMA wal_autocheckpoint = {WAL_PAGES}",
)
GAPS = """
    SELECT (SELECT max(turn) - min(turn) + 1 <> count(*) FROM turns)
        OR (SELECT total(events) FROM turns) <> (SELECT count(*) FROM events)"""


def connect(path: Path) -> sqlite3.Connection:
    """A connection that writes, to a sound record. Raises RecordError or StorageError."""
    check_own(path)
    with said_plainly(path):
        connection = _checked(_connection(path, "mode=rw"), path)
        # One that took another's place was made to stand alone for that.
        connection.execute("PRAGMA journal_mode = WAL")
        try:
            for name in FOLLOWING_TABLES:
                sealed_rows(connection, path, name)
        except BaseException:
            connection.close()
            raise
        set_free(connection)
        return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, for a folder that may be read-only."""
    with said_plainly(path):
        try:
            # Opened as one that might write, it takes the side files away when the last is closed.
            connection = _checked(_connection(path, "mode=rw"), path)
            connection.execute("PRAGMA query_only = ON")
            return connection
        except sqlite3.OperationalError:
            # In WAL mode it can be read without its side files only when nobody can be writing.
            if path.with_name(path.name + "-wal").exists():
                raise
            return _checked(_copied_where_old(_connection(path, "mode=ro&immutable=1")), path)


def connect_beside(path: Path) -> sqlite3.Connection:
    """One more connection to a record that is open and sound, for several threads that take turns.

    What it commits is on the disk at once: a model's replies are paid for.
    """
    with said_plainly(path):
        connection = _connection(path, "mode=rw", check_same_thread=False)
        set_free(connection)
        connection.execute("PRAGMA synchronous = FULL")
        return connection


def _copied_where_old(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A record of an older format that may not be written is brought up to date in memory."""
    if _one(connection, "PRAGMA user_version") == RECORD_FORMAT:
        return connection
    with closing(connection):
        copy = sqlite3.connect(":memory:", isolation_level=None)
        connection.backup(copy)
    return copy


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Everything inside is written, or nothing at all."""
    with said_plainly(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException as problem:
            _undo(connection, path, problem)
            raise


def _undo(connection: sqlite3.Connection, path: Path, problem: BaseException) -> None:
    """Roll back; where a reference was left hanging, say which, since SQLite does not."""
    hanging = None
    if (
        isinstance(problem, sqlite3.IntegrityError)
        and problem.sqlite_errorname == "SQLITE_CONSTRAINT_FOREIGNKEY"
    ):
        hanging = connection.execute("PRAGMA foreign_key_check").fetchone()
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    if hanging:
        table, _, parent, _ = hanging
        raise RulesBroken(
            f"{path}: a row of {table} names one of {parent} that is not there; nothing was written"
        )


def _connection(path: Path, how: str, *, check_same_thread: bool = True) -> sqlite3.Connection:
    check_database(path)
    if not path.is_file():
        raise UsageError(
            f"{path}: there is no story here; `novel-engine list` shows the stories there are"
        )
    check_mark(path, APPLICATION_ID, "name a folder that novel-engine made")
    # No isolation level: transactions begin where we say so.
    address = f"{path.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(
        address,
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=check_same_thread,
    )
    confine(connection)
    return connection


def _checked(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        _check(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if _one(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise RecordError(
            f"{path}: this is not the record of a story; name a folder that novel-engine made"
        )
    _check_format(connection, path)
    found = _one(connection, "PRAGMA integrity_check(1)")
    if found != "ok":
        raise not_sound(path, str(found))
    _check_references(connection, path)
    check_end(connection, path)
    if _one(connection, GAPS):
        raise RecordError(f"{path}: turns or events are missing from the record; {USE_A_COPY}")


def _check_references(connection: sqlite3.Connection, path: Path) -> None:
    hanging = connection.execute("PRAGMA foreign_key_check").fetchone()
    if hanging:
        table, row, parent, _ = hanging
        which = "a row" if row is None else f"row {row}"
        raise RecordError(
            f"{path}: {which} of {table} names one of {parent} that is not there; {USE_A_COPY}"
        )


def _check_format(connection: sqlite3.Connection, path: Path) -> None:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > RECORD_FORMAT:
        raise RecordError(
            f"{path}: the record has format {found}; "
            f"this program reads up to {RECORD_FORMAT}: use a newer novel-engine"
        )
    if found < FIRST_FORMAT:
        raise RecordError(
            f"{path}: the record has format {found}, which there never was; {USE_A_COPY}"
        )
    if found < RECORD_FORMAT:
        check_schema(connection, path, "", schemas_till_now, USE_A_COPY)
        check_amount(connection, path)
        if found < FIRST_SEALED and connection.execute(HAS_SEALS).fetchone():
            raise RecordError(
                f"{path}: the record says that it has format {found}, and it is sealed, as those "
                f"of format {FIRST_SEALED} are; {USE_A_COPY}"
            )
        migrate(connection)
    check_schema(connection, path, SCHEMA_SHA256, schemas_of_today, USE_A_COPY)
    check_amount(connection, path)


def _one(connection: sqlite3.Connection, query: str) -> object:
    value: object = connection.execute(query).fetchone()[0]
    return value
