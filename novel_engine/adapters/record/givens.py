"""What a record is made from: every input's bytes, the story's key values, people and ground."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from novel_engine.adapters.files.atomic_files import settle
from novel_engine.adapters.files.plain_files import is_there, side_files
from novel_engine.adapters.record.connection import transaction
from novel_engine.adapters.record.door.chain import seal_all
from novel_engine.adapters.record.door.seals import at_one_instant, sealed_rows
from novel_engine.adapters.record.failures import said_plainly
from novel_engine.adapters.record.given_rows import GivenTable, first_marks, given_tables
from novel_engine.adapters.record.schema import APPLICATION_ID, create
from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import RecordError, UsageError
from novel_engine.ports.record import Givens, Input


def build(path: Path, givens: Givens) -> None:
    """Make a whole record with no turns in it, or none. Raises UsageError when one is there."""
    if is_there(path):
        raise UsageError(
            f"{path}: a story is here already; use --force to replace it, or another --out"
        )

    def fill(partial: Path) -> None:
        # SQLite would take what another record left here for this one's own, and write it into it.
        for left in (*side_files(partial), *side_files(path)):
            left.unlink(missing_ok=True)
        with (
            said_plainly(path),
            closing(sqlite3.connect(partial, isolation_level=None)) as connection,
        ):
            _fill(connection, path, givens)

    settle(path, fill)


def read_inputs(connection: sqlite3.Connection, path: Path) -> tuple[Input, ...]:
    """Every input, in the order given. Raises RecordError when one is not what it was."""
    with at_one_instant(connection):
        rows = sealed_rows(connection, path, "inputs")
        data = [of_row[0] for of_row in connection.execute("SELECT bytes FROM inputs ORDER BY id")]
    inputs = []
    for (_, kind, name, sha256), kept in zip(rows, data, strict=True):
        found = Input(kind, name, kept)
        if found.sha256 != sha256:
            raise RecordError(
                f"{path}: the stored input {printable(found.path)} is damaged; use a copy of the record"
            )
        inputs.append(found)
    return tuple(inputs)


def _fill(connection: sqlite3.Connection, path: Path, givens: Givens) -> None:
    # Nobody sees the file before it is whole and on the disk, so nothing here need survive a crash.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    create(connection)
    with transaction(connection, path):
        for statement, rows in _writes(givens):
            connection.executemany(statement, rows)
        seal_all(connection)
    connection.execute("PRAGMA journal_mode = WAL")


def _writes(givens: Givens) -> Iterator[tuple[str, Sequence[tuple[object, ...]]]]:
    meta = first_marks(givens.meta)
    yield "INSERT INTO story (key, value) VALUES (?, ?)", list(meta.items())
    inputs = [(i.kind, i.path, i.data, i.sha256) for i in givens.inputs]
    yield "INSERT INTO inputs (kind, path, bytes, sha256) VALUES (?, ?, ?, ?)", inputs
    for table in given_tables(givens.setting):
        yield insertion(table), table.rows


def insertion(table: GivenTable) -> str:
    """The statement that writes a row of this table as it is before the first turn."""
    places = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({places})"
