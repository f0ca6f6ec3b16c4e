"""What a record keeps as text of a form: JSON in cells, and the files that a story was made from."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from random import Random
from typing import Any

import yaml

from tests.support.mutations import mutant, walked
from tests.tools.mutating.cells import CANARY, LONG, SHOWN
from tests.tools.mutating.victims import Table, Unfit, Victim, a_row, editing, put, tables

DEEP = 10_000
WRONG: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    3.5,
    10**30,
    "",
    "x",
    "nobody-of-this-name",
    "\x1b[31m",
    "x" * 100_000,
    [],
    {},
    [[]],
    {"tag": "moved"},
    [None],
    ["A"],
    ["A", 1],
)
LITERALS = ("NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, "-0", "1.5e-320", '"\\ud800"')
AS_TEXT = (
    "[" * DEEP,
    "[" * DEEP + "]" * DEEP,
    '{"effects":' * DEEP + "0" + "}" * DEEP,
    '{"effects":' + "[" * DEEP + "]" * DEEP + "}",
    "{}",
    "[]",
    "null",
    '"text"',
    "1",
    "{",
    "",
    "\ufeff{}",
)


def an_event(victim: Victim) -> str:
    """One thing in the JSON of one event, or now and then of any other table, is otherwise."""
    rng = victim.rng
    with editing(victim.record) as connection:
        table, column = _json_column(connection, rng)
        row = a_row(connection, table, rng)
        where = f"{table.name}.{column} {[str(row[one])[:SHOWN] for one in table.key]}"
        try:
            data = json.loads(row[column])
        except (TypeError, ValueError) as problem:
            raise Unfit(str(problem)) from problem
        said, text = changed_json(data, rng)
        put(connection, table, row, column, text)
        return f"{where}: {said}"


def _json_column(connection: sqlite3.Connection, rng: Random) -> tuple[Table, str]:
    found = tables(connection)
    if rng.random() < 0.75:
        return next(one for one in found if one.name == "events"), "fields"
    places = [
        (table, column)
        for table in found
        for column, value in a_row(connection, table, Random(0)).items()
        if isinstance(value, str) and value[:1] in ("{", "[")
    ]
    return rng.choice(places)


def changed_json(data: Any, rng: Random) -> tuple[str, str]:
    """The data with one change, as JSON."""
    way = rng.choice(["wrong", "wrong", "wrong", "missing", "extra", "literal", "twice", "text"])
    paths = [path for path, _ in walked(data)]
    if way == "text" or not paths:
        text = rng.choice(AS_TEXT)
        return f"the whole is {text[:SHOWN]!r}", text
    if way == "wrong" and rng.random() < 0.4:
        said, other = mutant(data, "json", rng.randrange(10**9))
        return said[: 4 * SHOWN], _dumped(other)
    path = rng.choice(paths)
    within = _within(data, path)
    where = "/".join(map(str, path))
    if way == "missing":
        del within[path[-1]]
    elif way == "extra":
        target = within if isinstance(within, dict) else data
        if not isinstance(target, dict):
            raise Unfit("no object")
        target[rng.choice(["extra", "", "tag", "__class__", "\x1b[0m"])] = rng.choice(WRONG)
    elif way == "wrong":
        within[path[-1]] = value = rng.choice(WRONG)
        where = f"{where} is {str(value)[:SHOWN]!r}"
    else:
        held, within[path[-1]] = within[path[-1]], "@here@"
        literal = rng.choice(LITERALS)
        return f"{where} {way} {literal[:SHOWN]}", _spliced(data, path, held, way, literal)
    return f"{where} {way}", _dumped(data)


def _spliced(data: Any, path: tuple[str | int, ...], held: Any, way: str, literal: str) -> str:
    """The JSON with a literal at a path that no dump writes, or with a key twice."""
    text = _dumped(data)
    if way == "twice" and isinstance(path[-1], str):
        return text.replace('"@here@"', f"{_dumped(held)},{json.dumps(path[-1])}:{literal}", 1)
    return text.replace('"@here@"', literal, 1)


def _within(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path[:-1]:
        data = data[step]
    return data


def _dumped(data: Any) -> str:
    try:
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except TypeError:  # keys of several types
        return json.dumps(data, ensure_ascii=False)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(10)
)
HOSTILE = (
    BOMB,
    "!!python/object/apply:os.system ['touch " + CANARY + "']\n",
    "a: &a [*a]\n",
    "? {a: b}\n: c\n",
    "<<: *nothing\n",
    "&a a: *a\n",
    "{" * DEEP,
    "[" * DEEP + "]" * DEEP,
    "- " * DEEP + "x",
    "a: 1\na: 2\n",
    "--- 1\n--- 2\n",
    "%YAML 9.9\n---\na: 1\n",
    "a: 2001-01-01\nb: 0x7f\nc: .nan\nd: 1e999\n",
    "name: \x07\x1b[2J\n",
    "\ufeffname: x\n",
    "name: 'unclosed\n",
    "null\n",
    "[]\n",
    "",
    "\x00",
    "name: " + "e\u0301" * 200_000,
    "name: " + "x" * LONG,
)
NAMES = (
    *("../../x", "/etc/passwd", CANARY, "", ".", "..", "a\x00b", "\x1b[31m.yaml", "core/../../x"),
    *("stories/../x.yaml", "nowhere.yaml", "core/nothing.yaml", "x" * 5000, "characters/x"),
    *("characters/ada-vane/notes.md", "genres/winter-station/kernels/none.yaml", "core\\x.yaml"),
)
KINDS = ("config", "story", "cast", "core", "genres", "", "none", "../x", "\x1b[31m")


def an_input(victim: Victim) -> str:
    """One of the files that the story was made from is otherwise, with its hash mended or not."""
    rng = victim.rng
    with editing(victim.record) as connection:
        table = next(one for one in tables(connection) if one.name == "inputs")
        row = a_row(connection, table, rng)
        way = rng.choice(["bytes"] * 4 + ["name", "kind", "gone", "more", "swapped", "nothing of"])
        said = f"input {row['path'][:SHOWN]}: {way}"
        if way == "bytes":
            data = changed_file(row["bytes"], rng)
            put(connection, table, row, "bytes", data)
            said = f"{said} {data[:SHOWN]!r}"
            if rng.random() < 0.5:
                put(connection, table, row, "sha256", hashlib.sha256(data).hexdigest())
                said += ", hash mended"
        elif way == "name":
            put(connection, table, row, "path", rng.choice(NAMES))
        elif way == "kind":
            put(connection, table, row, "kind", rng.choice(KINDS))
        elif way == "swapped":
            other = a_row(connection, table, rng)
            for column in ("bytes", "sha256"):
                put(connection, table, row, column, other[column])
        elif way == "more":
            data = changed_file(row["bytes"], rng)
            given = (10_000, rng.choice(KINDS), rng.choice(NAMES), data)
            connection.execute(
                "INSERT INTO inputs (id, kind, path, bytes, sha256) VALUES (?, ?, ?, ?, ?)",
                (*given, hashlib.sha256(data).hexdigest()),
            )
        else:
            column = "path" if way == "gone" else "kind"
            connection.execute(f"DELETE FROM inputs WHERE {column} = ?", (row[column],))
        return said


def changed_file(data: bytes, rng: Random) -> bytes:
    """A file's bytes: cut, flipped, hostile, or changed in one thing that it says."""
    way = rng.choice(["said", "said", "said", "hostile", "hostile", "cut", "flipped", "letters"])
    if way == "hostile":
        text = rng.choice(HOSTILE)
        return text.encode() if rng.random() < 0.7 else data + b"\n" + text.encode()
    if way == "cut":
        return data[: rng.randrange(len(data) + 1)]
    if way == "letters":
        return b"\xff\xfe" + data if rng.random() < 0.5 else data.replace(b"e", b"\xe9")
    if way == "flipped" and data:
        at = rng.randrange(len(data))
        return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
    return _said_otherwise(data, rng)


def _said_otherwise(data: bytes, rng: Random) -> bytes:
    try:
        found = yaml.load(data, yaml.CSafeLoader)
    except (yaml.YAMLError, AttributeError):
        return data + b"x"
    if not isinstance(found, dict | list) or not found:
        return data + b"x"
    _, other = mutant(found, "input", rng.randrange(10**9))
    return yaml.dump(other, allow_unicode=True, sort_keys=False, width=10_000).encode()
