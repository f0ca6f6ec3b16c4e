"""A story folder that is about to be damaged, and a way past everything that keeps its record sound."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from tests.support.sound_stories import Files

TYPES = re.compile(r"\b(?:TEXT|REAL|BLOB|INTEGER)\b(?! PRIMARY KEY)")
STRICT = re.compile(r"\)\s*STRICT\b\s*,?")
MASTER = "SELECT rowid, type, name, tbl_name, rootpage, sql FROM sqlite_master"
PUT_BACK = """
    INSERT OR REPLACE INTO sqlite_master (rowid, type, name, tbl_name, rootpage, sql)
    VALUES (?, ?, ?, ?, ?, ?)"""
ANY = "*"


class Unfit(Exception):
    """This change cannot be made to this record."""


@dataclass
class Victim:
    """A copy of a sound story's folder. `others` are the files of the other sound stories."""

    kind: str
    folder: Path
    rng: Random
    others: Mapping[str, Files] = field(default_factory=dict, repr=False)
    forged: bool = False
    """Its author made everything agree with the change: another answer is right, a bug is not."""
    left_behind: bool = False
    """A journal lies beside the record: whoever opens it may bring it in, a reader too."""
    excused: set[tuple[str, int]] = field(default_factory=set)
    """Endings by command and code that are promised for what was done, and damage is not."""

    @property
    def record(self) -> Path:
        return self.folder / "story.db"


Change: TypeAlias = Callable[[Victim], str]
"""One change, made to the folder; what it did, in words."""


def opened(path: Path) -> sqlite3.Connection:
    """A connection that checks nothing and waits for no disk."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.text_factory = _text
    for pragma in (
        "foreign_keys = OFF",
        "synchronous = OFF",
        "ignore_check_constraints = ON",
        "recursive_triggers = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextmanager
def editing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to which nothing is refused: no trigger, type, check or reference. The schema is
    afterwards to the letter and row what it was before.
    """
    with closing(opened(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        rows = connection.execute(MASTER).fetchall()
        connection.execute("BEGIN")
        connection.execute("DELETE FROM sqlite_master WHERE type = 'trigger'")
        for rowid, kind, _, _, _, sql in rows:
            if kind == "table" and sql and not sql.startswith("CREATE VIRTUAL"):
                connection.execute(
                    "UPDATE sqlite_master SET sql = ? WHERE rowid = ?", (loose(sql), rowid)
                )
        connection.execute("COMMIT")
    with closing(opened(path)) as connection:
        yield connection
    with closing(opened(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("BEGIN")
        connection.executemany(PUT_BACK, rows)
        connection.execute("COMMIT")


def loose(sql: str) -> str:
    """A table's SQL without types and demands: any column may hold anything."""
    text = STRICT.sub(") ", sql)
    text = TYPES.sub("BLOB", text.replace(" NOT NULL", ""))
    return text.rstrip().rstrip(",")


def _text(data: bytes) -> str | Raw:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return Raw(data)


@dataclass(frozen=True)
class Table:
    """A table of the record as it stands: names are whatever the format says."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def where(self) -> str:
        return " AND ".join(f'"{one}" IS ?' for one in self.key)


def tables(connection: sqlite3.Connection) -> tuple[Table, ...]:
    """Every table with rows in it, but what SQLite keeps for itself."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    found = [table_of(connection, name) for (name,) in names]
    return tuple(one for one in found if _count(connection, one))


def table_of(connection: sqlite3.Connection, name: str) -> Table:
    """One table, with the columns by which a row of it is found."""
    info = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    columns = tuple(row[1] for row in info)
    keys = tuple(row[1] for row in sorted(info, key=lambda row: row[5]) if row[5])
    return Table(name, columns, keys or columns)


def _count(connection: sqlite3.Connection, table: Table) -> int:
    found: int = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
    return found


def a_row(connection: sqlite3.Connection, table: Table, rng: Random) -> dict[str, Any]:
    """One row of a table, by column."""
    at = rng.randrange(_count(connection, table))
    order = ", ".join(f'"{one}"' for one in table.key)
    row = connection.execute(
        f'SELECT * FROM "{table.name}" ORDER BY {order} LIMIT 1 OFFSET ?', (at,)
    ).fetchone()
    return dict(zip(table.columns, row, strict=True))


def put(
    connection: sqlite3.Connection, table: Table, row: Mapping[str, Any], column: str, value: Any
) -> None:
    """Put a value into one cell; `Raw` text as it is. Raises Unfit where a key is taken."""
    shown = "CAST(? AS TEXT)" if isinstance(value, Raw) else "?"
    given = value.data if isinstance(value, Raw) else value
    try:
        connection.execute(
            f'UPDATE "{table.name}" SET "{column}" = {shown} WHERE {table.where()}',
            (given, *(row[one] for one in table.key)),
        )
    except (sqlite3.DatabaseError, OverflowError) as problem:
        raise Unfit(str(problem)) from problem


@dataclass(frozen=True)
class Raw:
    """Bytes that are to be stored as text, whatever they are."""

    data: bytes
