"""How much a record may hold: what holds more, no story ever came to, and reading it would take the
machine's memory. Asked before anything is read whole.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from novel_engine.errors import USE_A_COPY, RecordError

# Rows: of one table; the longest story, of 24 scenes, has four thousand at most, and forty tellings
# of fifty thousand words a hundred thousand.
MOST_ROWS = 200_000
# Bytes: of all but the replies of models; a story of fifty thousand words takes four million, and
# half a million for each further telling.
LARGEST_BESIDE_REPLIES = 80_000_000
# A virtual table has no rows of its own; those beneath it are counted.
TABLES = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'
    ORDER BY name"""
REPLY_TEXTS = ("parameters", "about", "system", "user", "schema", "reply")


def check_amount(connection: sqlite3.Connection, path: Path) -> None:
    """Raise RecordError for a table of too many rows, or for too much text. The schema is known."""
    for (name,) in connection.execute(TABLES).fetchall():
        query = f"SELECT count(*) FROM (SELECT 1 FROM {name} LIMIT {MOST_ROWS + 1})"
        if connection.execute(query).fetchone()[0] > MOST_ROWS:
            raise RecordError(
                f"{path}: {name} has more than {MOST_ROWS:,} rows, which no story comes to; "
                f"{USE_A_COPY}"
            )
    if _size(connection) > LARGEST_BESIDE_REPLIES + _size_of_replies(connection):
        raise RecordError(
            f"{path}: it holds more than {LARGEST_BESIDE_REPLIES:,} bytes beside the replies of "
            f"models, which no story comes to; {USE_A_COPY}"
        )


def _size(connection: sqlite3.Connection) -> int:
    pages, unused, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - unused) * size)


def _size_of_replies(connection: sqlite3.Connection) -> int:
    """Bytes; counted only where it matters, since every reply is read for it."""
    if _size(connection) <= LARGEST_BESIDE_REPLIES:
        return 0
    columns = [row[1] for row in connection.execute("PRAGMA table_info(replies)")]
    lengths = [f"length(CAST({name} AS BLOB))" for name in columns if name in REPLY_TEXTS]
    found = connection.execute(f"SELECT total({' + '.join(lengths)}) FROM replies").fetchone()
    return int(found[0])
