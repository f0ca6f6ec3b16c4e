"""A new database is what one is that was brought to today's format step by step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import accumulate

import pytest

from novel_engine.adapters.record.door.chain import seal_all
from novel_engine.adapters.record.migrating import bring_up_to_date, create_migrated
from novel_engine.adapters.record.schema import MIGRATIONS, RECORD_FORMAT, SET, create, migrate

STEPS = (("0001_one", ("CREATE TABLE a (x)",)), ("0002_two", ("CREATE TABLE b (y)",)))


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def dumped(connection: sqlite3.Connection) -> list[str]:
    return [*connection.iterdump(), str(connection.execute("PRAGMA user_version").fetchone())]


def test_both_ways_to_a_record_of_today_end_in_the_same_database(
    empty: sqlite3.Connection,
) -> None:
    create(empty)
    seal_all(empty)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as other:
        migrate(other)
        assert dumped(empty) == dumped(other)
    assert empty.execute("PRAGMA user_version").fetchone() == (RECORD_FORMAT,)


@pytest.mark.parametrize("done", range(1, len(MIGRATIONS)))
def test_a_record_of_an_older_format_is_brought_to_todays(
    empty: sqlite3.Connection, done: int
) -> None:
    create_migrated(empty, SET, list(accumulate([m] for m in MIGRATIONS))[done - 1])
    migrate(empty)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as other:
        create(other)
        seal_all(other)
        assert dumped(empty) == dumped(other)


def test_a_step_is_taken_once_and_nobody_notes_when(empty: sqlite3.Connection) -> None:
    bring_up_to_date(empty, "set", STEPS[:1])
    bring_up_to_date(empty, "set", STEPS)
    bring_up_to_date(empty, "set", STEPS)
    notes = empty.execute("SELECT migration_set, name, applied_at FROM _sqlite_migrations")
    assert notes.fetchall() == [("set", "0001_one", ""), ("set", "0002_two", "")]
