"""What a database of ours consists of, to the letter: a file that has anything else in its schema,
or in other words, was not made by this program, and nothing more of it is read.

A view or a trigger of somebody else's could go on for ever, or say what no event says.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from novel_engine.adapters.record.migrating import Steps, create_migrated
from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import RecordError

DatabaseSchema: TypeAlias = dict[tuple[str, str], tuple[str, str]]
"""The table and the words of each part, by its kind and its name."""

SCHEMA_ROWS = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
# Parts: of a schema that are looked at; ours have sixty.
MOST_SCHEMA_PARTS = 500
# Letters: of a strange name that are said.
LETTERS_SAID = 60


def check_schema(
    connection: sqlite3.Connection,
    path: Path,
    known: str,
    allowed: Callable[[], Iterable[DatabaseSchema]],
    cure: str,
) -> None:
    """Raise RecordError, naming the part, unless the schema is one of those allowed: at a glance,
    by the hash of the one it usually is, and else part by part.
    """
    if connection.execute("PRAGMA encoding").fetchone() != ("UTF-8",):
        raise RecordError(
            f"{path}: its texts are not in UTF-8, as this program writes them; {cure}"
        )
    found = schema_of(connection)
    if schema_sha256(found) == known:
        return
    schemas = list(allowed())
    if found in schemas:
        return
    differing = (_differing(found, schema) for schema in schemas)
    wrong = min(differing, key=len)
    raise RecordError(f"{path}: {wrong[0]} is not as this program makes it; {cure}")


def schema_of(connection: sqlite3.Connection) -> DatabaseSchema:
    """Everything that a database consists of."""
    rows = connection.execute(SCHEMA_ROWS).fetchmany(MOST_SCHEMA_PARTS)
    return {(kind, name): (table, words) for kind, name, table, words in rows}


def schema_sha256(schema: DatabaseSchema) -> str:
    """The hash of a schema, whatever the order of its parts."""
    parts = sorted(f"{kind}\n{name}\n{of[0]}\n{of[1]}\n" for (kind, name), of in schema.items())
    return sha256("\n".join(parts).encode()).hexdigest()


def schemas_after(name: str, steps: Steps, least: int) -> Iterator[DatabaseSchema]:
    """The schemas that a database of ours has had: after all steps of a set, and after fewer."""
    for count in range(len(steps), least - 1, -1):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            create_migrated(connection, name, steps[:count])
            yield schema_of(connection)


def _differing(found: DatabaseSchema, schema: DatabaseSchema) -> list[str]:
    """The parts that are other than they should be, or not there; last what SQLite makes itself,
    which has no words.
    """
    either = schema | found
    return [
        f"the {kind} {printable(name, LETTERS_SAID)!r}"
        for kind, name in sorted(either, key=lambda part: (not either[part][1], part))
        if found.get((kind, name)) != schema.get((kind, name))
    ]
