"""How much a database that somebody may have sent can take of this machine before it is refused.

Nothing in it is followed elsewhere, no text in it is too long, and no statement goes on for ever.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

# Bytes: of one value or one row; an input file has one million at most, a reply as it came over the
# network two, a prompt far less.
LONGEST_VALUE = 5_000_000
# Columns, levels, arguments, letters: of anything in a schema or a statement; ours have 18, six,
# 18 and a thousand.
MOST_COLUMNS = 100
DEEPEST_EXPRESSION = 60
MOST_ARGUMENTS = 40
LONGEST_STATEMENT = 100_000
LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_STATEMENT),
    (sqlite3.SQLITE_LIMIT_COLUMN, MOST_COLUMNS),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, DEEPEST_EXPRESSION),
    (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, MOST_ARGUMENTS),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
# Steps: of SQLite's machine while a database is looked over and read, about a second of them; a
# story of three thousand words takes fifty thousand.
MOST_STEPS = 40_000_000
# Steps: after which they are counted.
A_STRETCH = 100_000
CAUTIONS = (
    # Here it would refuse our own tables, whose checks call json_valid; but what a schema may
    # hold is known to the letter (known_schema.py), and no function that does anything is there.
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
)


def confine(connection: sqlite3.Connection) -> None:
    """Set the limits of a connection, before anything is read by it: what takes more is an error,
    and so is a statement that takes more steps, until it is `set_free`.
    """
    for limit, most in LIMITS:
        connection.setlimit(limit, most)
    connection.set_progress_handler(_counting(), A_STRETCH)
    for pragma in CAUTIONS:
        connection.execute(pragma)


def set_free(connection: sqlite3.Connection) -> None:
    """Count the steps no more: it was looked over, and a story may be long."""
    connection.set_progress_handler(None, 0)


def _counting() -> Callable[[], bool]:
    left = MOST_STEPS

    def is_enough() -> bool:
        nonlocal left
        left -= A_STRETCH
        return left < 0

    return is_enough
