"""How much a record may hold: what holds more, no story ever came to, and reading it would take the
machine's memory. Asked before anything is read whole.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from novel_engine.errors import USE_A_COPY, RecordError

# Rows: of one table; a story of 24 scenes has four thousand at most, and the longest that can be
# asked for, of 200, eight times as many.
MOST_ROWS = 50_000
# Rows: of those that tellings are in; forty of fifty thousand words have a hundred thousand.
MOST_TOLD_ROWS = 200_000
# Tellings: that are kept; each has its name, which is listed with every story.
MOST_TELLINGS = 2_000
MOST_OF = {
    "paragraphs": MOST_TOLD_ROWS,
    "paragraph_events": MOST_TOLD_ROWS,
    "tellings": MOST_TELLINGS,
}
# Bytes: of all but the replies of models; a story of fifty thousand words takes four million, and
# half a million for each further telling. In memory a text may take four times as much.
LARGEST_BESIDE_REPLIES = 40_000_000
# Bytes: of one text, but what was given and what models were asked and said; of an event, which is
# the longest, thirteen thousand were seen. What is in it may take thirty times as much when it is
# understood.
LONGEST_TEXT = 1_000_000
# A virtual table has no rows of its own; those beneath it are counted.
TABLES = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'
    ORDER BY name"""
REPLY_TEXTS = ("parameters", "system", "user", "schema", "reply")
MAY_BE_LONG = {"inputs": ("bytes",), "replies": REPLY_TEXTS}


def check_amount(connection: sqlite3.Connection, path: Path) -> None:
    """Raise RecordError for a table of too many rows, or for too much text. The schema is known."""
    for (name,) in connection.execute(TABLES).fetchall():
        most = MOST_OF.get(name, MOST_ROWS)
        query = f"SELECT count(*) FROM (SELECT 1 FROM {name} LIMIT {most + 1})"
        if connection.execute(query).fetchone()[0] > most:
            raise RecordError(
                f"{path}: {name} has more than {most:,} rows, which no story comes to; {USE_A_COPY}"
            )
    if _size(connection) > LARGEST_BESIDE_REPLIES + _size_of_replies(connection):
        raise RecordError(
            f"{path}: it holds more than {LARGEST_BESIDE_REPLIES:,} bytes beside the replies of "
            f"models, which no story comes to; {USE_A_COPY}"
        )
    for (name,) in connection.execute(TABLES).fetchall():
        if connection.execute(_of_long_texts(connection, name)).fetchone():
            raise RecordError(
                f"{path}: a row of {name} has a text of more than {LONGEST_TEXT:,} bytes, "
                f"which no story comes to; {USE_A_COPY}"
            )


def _of_long_texts(connection: sqlite3.Connection, name: str) -> str:
    """The query that finds a row of this table with a text that is too long."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
    short = [one for one in columns if one not in MAY_BE_LONG.get(name, ())]
    longest = " OR ".join(f"length(CAST({one} AS BLOB)) > {LONGEST_TEXT}" for one in short)
    return f"SELECT 1 FROM {name} WHERE {longest} LIMIT 1"


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
