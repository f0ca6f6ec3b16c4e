"""Cells and rows of any table: of another type, size, row or table, gone, or there twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias

from tests.tools.mutating.victims import Raw, Table, Unfit, Victim, a_row, editing, put, tables

CANARY = "/tmp/novel-engine-canary"
"""Where a path that is believed leads: nothing may ever be there."""
LONG = 10_000_000
# Letters: of a value, in what is said of a change.
SHOWN = 40
STRANGE: tuple[Any, ...] = (
    None,
    b"",
    b"\x00\xff\xfe",
    b"{}",
    0,
    1,
    -1,
    2**31,
    2**63 - 1,
    -(2**63),
    0.5,
    -0.0,
    1e308,
    float("inf"),
    "",
    " ",
    "NaN",
    "Infinity",
    "null",
    "[]",
    "{}",
    "0",
    "1e999",
    "nobody-of-this-name",
    "🕯️",
    "\x1b[2J\x1b]0;owned\x07",
    "a\x00b",
    "a\nb\nc\nd\ne",
    "\u202egnp",
    "\ufffe",
    "%s{}{0}$x",
    "'; DROP TABLE events; --",
    "../../x",
    "../story.md",
    CANARY,
    "md/../../../x",
    "con\x00.md",
    "x" * 300,
    Raw(b"\xff\xfe\xfa"),
    Raw(b"\xed\xa0\x80"),
    Raw(b"caf\xe9"),
    Raw(b"\xf4\x90\x80\x80"),
)
Edit: TypeAlias = Callable[[sqlite3.Connection, Table, Random], str]


def strange_value(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """A cell holds something that its column never does."""
    row, column = a_row(connection, table, rng), rng.choice(table.columns)
    value = rng.choice(STRANGE)
    put(connection, table, row, column, value)
    return f"{column} is {str(value)[:SHOWN]!r}"


def long_value(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """A cell holds ten megabytes."""
    row, column = a_row(connection, table, rng), rng.choice(table.columns)
    letter = rng.choice(["a", "é", "[", '{"a":', "\u0301"])
    text = (letter * LONG)[: LONG // len(letter.encode())]
    put(connection, table, row, column, text.encode() if rng.random() < 0.2 else text)
    return f"{column} is very long, of {letter!r}"


def off_by_one(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """A number is one more or less."""
    row = a_row(connection, table, rng)
    column = _one([one for one in table.columns if isinstance(row[one], int | float)], rng)
    put(connection, table, row, column, row[column] + rng.choice([-1, 1]))
    return f"{column} {row[column]} off by one"


def other_letter(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """A letter of a text is another."""
    row = a_row(connection, table, rng)
    column = _one([one for one in table.columns if isinstance(row[one], str) and row[one]], rng)
    text, at = row[column], rng.randrange(len(row[column]))
    put(connection, table, row, column, text[:at] + rng.choice("aeostnE9-_ ") + text[at + 1 :])
    return f"{column}: a letter at {at} of {text[:SHOWN]!r}"


def from_elsewhere(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """A cell holds what stands in another row, or in another table."""
    row, column = a_row(connection, table, rng), rng.choice(table.columns)
    if rng.random() < 0.5:
        value = a_row(connection, table, rng)[column]
    else:
        other = rng.choice(tables(connection))
        value = a_row(connection, other, rng)[rng.choice(other.columns)]
    put(connection, table, row, column, value)
    return f"{column} {str(row[column])[:SHOWN]!r} is {str(value)[:SHOWN]!r}"


def swapped(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """Two rows have each other's value."""
    one, two = a_row(connection, table, rng), a_row(connection, table, rng)
    column = _one([name for name in table.columns if name not in table.key], rng)
    put(connection, table, one, column, two[column])
    put(connection, table, two, column, one[column])
    return f"{column} of two rows swapped"


def deleted(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """A row is gone; or they all are, or the last."""
    which = rng.choice(["one", "one", "all", "last"])
    if which == "all":
        connection.execute(f'DELETE FROM "{table.name}"')
    elif which == "one":
        row = a_row(connection, table, rng)
        connection.execute(
            f'DELETE FROM "{table.name}" WHERE {table.where()}', [row[one] for one in table.key]
        )
    else:
        key = table.key[0]
        connection.execute(
            f'DELETE FROM "{table.name}" WHERE "{key}" IS (SELECT max("{key}") FROM "{table.name}")'
        )
    return f"{which} deleted"


def doubled(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """A row is there twice, under another key."""
    row = a_row(connection, table, rng)
    column = rng.choice(table.key)
    key = row[column]
    other = key + rng.choice([1, 100, 10_000]) if isinstance(key, int) else f"{key}x"
    marks = ", ".join("?" for _ in table.columns)
    try:
        connection.execute(
            f'INSERT INTO "{table.name}" VALUES ({marks})',
            [other if name == column else row[name] for name in table.columns],
        )
    except (sqlite3.DatabaseError, OverflowError) as problem:
        raise Unfit(str(problem)) from problem
    return f"a row twice, {column} {str(other)[:SHOWN]!r}"


EDITS: tuple[Edit, ...] = (
    *(strange_value,) * 6,
    *(other_letter, off_by_one, from_elsewhere) * 2,
    *(swapped, deleted, doubled),
    long_value,
)


def a_cell(victim: Victim) -> str:
    """One change in one table; every table has its turn."""
    rng = victim.rng
    with editing(victim.record) as connection:
        table = rng.choice(tables(connection))
        edit = rng.choice(EDITS)
        return f"{table.name}: {edit(connection, table, rng)}"


def a_key_value(victim: Victim) -> str:
    """One of the story's key values is another."""
    rng = victim.rng
    with editing(victim.record) as connection:
        table = next(one for one in tables(connection) if one.name == "story")
        row, value = a_row(connection, table, rng), rng.choice(KEY_VALUES)
        put(connection, table, row, "value", value)
        return f"story: {row['key']} is {str(value)[:SHOWN]!r}"


KEY_VALUES = (
    *("md,html,epub,fountain,jsonl", "html", "md,../../x", f"md,{CANARY}", ",", "md,md,MD"),
    *("running", "ended", "0", "-1", "1e9", "9" * 5000, "2\x1b[31m", "../x", "", "openai:gpt-4o"),
    *('{"openai:gpt-4o": {"input": 0, "output": 0}}', "NaN", "-5", "1" * LONG),
)


def _one(fit: list[str], rng: Random) -> str:
    if not fit:
        raise Unfit("no column of the kind")
    return rng.choice(fit)
