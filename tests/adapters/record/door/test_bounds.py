"""Nothing that a database holds goes on for ever, or takes more than a story can need."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from novel_engine.adapters.record.door.bounds import confine, set_free
from novel_engine.adapters.record.failures import said_plainly
from novel_engine.errors import RecordError

FAR = (
    "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT {}) SELECT max(x) FROM n"
)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        confine(made)
        yield made


def test_what_never_ends_is_said_to_be_a_damaged_record(connection: sqlite3.Connection) -> None:
    with pytest.raises(RecordError, match="does not come to an end"), said_plainly(Path("x")):
        connection.execute(FAR.format(-1))


def test_a_large_record_does_not_come_near_the_end_of_patience(
    connection: sqlite3.Connection,
) -> None:
    assert connection.execute(FAR.format(200_000)).fetchone() == (200_000,)
    set_free(connection)
    assert connection.execute(FAR.format(5_000_000)).fetchone() == (5_000_000,)


@pytest.mark.parametrize(
    "statement",
    ["SELECT zeroblob(2000000000)", "ATTACH ':memory:' AS other", f"SELECT {'(' * 99}1{')' * 99}"],
)
def test_what_is_too_long_too_deep_or_elsewhere_is_refused(
    connection: sqlite3.Connection, statement: str
) -> None:
    with pytest.raises(RecordError), said_plainly(Path("x")):
        connection.execute(statement)
