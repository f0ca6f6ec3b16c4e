"""A record changed by another hand than the program's: its triggers step aside for that, and stand
again afterwards to the letter.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from novel_engine.adapters.record.door.chain import seal_all
from novel_engine.adapters.record.migrating import create_migrated
from novel_engine.adapters.record.schema import APPLICATION_ID, MIGRATIONS, SET


def altered(path: Path, *statements: str) -> None:
    """Change the rows of a database, whatever its rules say; its schema stays as it is."""
    with _open_to_change(path) as connection:
        for statement in statements:
            connection.execute(statement)


def forged(path: Path, *statements: str) -> None:
    """The same of a record, by somebody who knows how it is sealed."""
    with _open_to_change(path) as connection:
        for statement in (*statements, "DELETE FROM event_seals", "DELETE FROM seals"):
            connection.execute(statement)
        seal_all(connection)


def forged_ledger(path: Path, *statements: str) -> None:
    """The same of a batch's ledger, whose seal is the sum of its rows' hashes."""
    with _open_to_change(path) as connection:
        for statement in statements:
            connection.execute(statement)
        rows = connection.execute("SELECT * FROM stories").fetchall()
        plain = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
        total = sum(int(sha256(row.encode()).hexdigest(), 16) for row in plain)
        connection.execute("UPDATE seals SET sha256 = ?", (f"{total % 2**256:064x}",))


@contextmanager
def _open_to_change(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, words in triggers:
            connection.execute(words)


def remade(path: Path, *statements: str) -> None:
    """Change a database in any way, its schema too."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def made_older(path: Path, steps: int, number: int) -> None:
    """Make the record what it would be if the program of that time had made it: after so many
    migrations, with this number for its format.
    """
    older = path.with_name("older.db")
    remade(path, "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(older, isolation_level=None)) as connection:
        create_migrated(connection, SET, MIGRATIONS[:steps])
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("ATTACH ? AS today", (str(path),))
        triggers = connection.execute(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for table in _tables(connection):
            columns = ", ".join(_columns(connection, "main", table))
            if set(_columns(connection, "main", table)) <= set(
                _columns(connection, "today", table)
            ):
                connection.execute(
                    f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}"
                )
        connection.execute("INSERT INTO memories_fts (memories_fts) VALUES ('rebuild')")
        for _, words in triggers:
            connection.execute(words)
        connection.execute("DETACH today")
        connection.execute("PRAGMA journal_mode = WAL")
    older.replace(path)


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' "
        "AND name NOT LIKE 'memories_fts%' AND name <> '_sqlite_migrations'"
    )
    return [name for (name,) in rows]


def _columns(connection: sqlite3.Connection, schema: str, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA {schema}.table_info({table})")]
