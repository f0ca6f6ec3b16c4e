"""The schema of a record: views that never end in place of tables, triggers, and SQL that is none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from random import Random

from tests.tools.mutating.victims import Table, Unfit, Victim, opened, table_of, tables

ENDLESS = "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
MILLIONS = "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 30000000)"
HUGE = (
    "zeroblob(2000000000)",
    "zeroblob(900000000)",
    "hex(zeroblob(400000000))",
    "printf('%.*c', 900000000, 'x')",
    "replace(hex(zeroblob(30000)), '0', hex(zeroblob(5000)))",
)


def a_schema(victim: Victim) -> str:
    """One change to what the record's tables, views, triggers and indexes are."""
    rng = victim.rng
    way = rng.choice(WAYS)
    with closing(opened(victim.record)) as connection:
        table = rng.choice(tables(connection))
        try:
            return f"schema: {way(connection, table, rng)}"
        except sqlite3.DatabaseError as problem:
            raise Unfit(str(problem)) from problem


def _view_for_table(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """The table stands under another name, and a view in its place."""
    kind = rng.choice(["same", "endless", "millions", "huge", "sorted", "empty", "itself"])
    _drop(connection, "trigger", "view")
    connection.execute("PRAGMA legacy_alter_table = ON")
    connection.execute(f'ALTER TABLE "{table.name}" RENAME TO "{table.name}_below"')
    connection.execute(f'CREATE VIEW "{table.name}" AS {_select(table, kind, rng)}')
    if rng.random() < 0.5:
        for change in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(
                f'CREATE TRIGGER "t_{change}" INSTEAD OF {change} ON "{table.name}" '
                f"BEGIN SELECT 1; END"
            )
    return f"{table.name} is a view, {kind}"


def _view_for_view(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """A view that people's questions are put to never ends."""
    views = _names(connection, "view")
    if not views:
        raise Unfit("no view")
    view = rng.choice(views)
    columns = table_of(connection, view).columns
    kind = rng.choice(["endless", "millions", "huge", "sorted"])
    connection.execute(f'DROP VIEW "{view}"')
    made = Table(view, columns, columns)
    connection.execute(f'CREATE VIEW "{view}" AS {_select(made, kind, rng)}')
    return f"{view} is {kind}"


def _select(table: Table, kind: str, rng: Random) -> str:
    first, *others = (f'"{one}"' for one in table.columns)
    ones = "".join(f", 1 AS {one}" for one in others)
    names = ", ".join((first, *others))
    below = f'FROM "{table.name}_below"'
    match kind:
        case "endless":
            return f"{ENDLESS} SELECT x AS {first}{ones} FROM c"
        case "millions":
            return f"{MILLIONS} SELECT x AS {first}{ones} FROM c"
        case "sorted":
            return f"{ENDLESS} SELECT x AS {first}{ones} FROM c ORDER BY x DESC"
        case "huge":
            return f"SELECT {rng.choice(HUGE)} AS {first}{ones}"
        case "empty":
            return f"SELECT {names} {below} WHERE 0"
        case "itself":
            return f'SELECT {names} FROM "{table.name}"'
        case _:
            return f"SELECT {names} {below}"


def _trigger(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """Whoever writes into a table sets off something."""
    when, change = rng.choice(["BEFORE", "AFTER"]), rng.choice(["INSERT", "UPDATE", "DELETE"])
    victim = rng.choice(tables(connection))
    column = victim.columns[-1]
    body = rng.choice(
        [
            "SELECT RAISE(ABORT, 'no\x1b[31m\nno\nno\nno')",
            "SELECT RAISE(IGNORE)",
            "SELECT RAISE(ROLLBACK, 'no')",
            "SELECT RAISE(FAIL, 'no')",
            f'DELETE FROM "{victim.name}"',
            f'UPDATE "{victim.name}" SET "{column}" = \'x\'',
            f"SELECT count(*) FROM ({ENDLESS} SELECT x FROM c)",
            f"SELECT {rng.choice(HUGE)}",
            "INSERT INTO story SELECT hex(randomblob(9)), 'x'",
            "SELECT load_extension('/tmp/none')",
        ]
    )
    connection.execute(f'CREATE TRIGGER "also" {when} {change} ON "{table.name}" BEGIN {body}; END')
    return f"{when} {change} ON {table.name}: {body[:60]!r}"


def _dropped(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """Something of the schema is gone."""
    kind = rng.choice(["table", "view", "trigger", "index", "trigger"])
    names = [table.name] if kind == "table" else _names(connection, kind)
    if not names:
        raise Unfit(f"no {kind}")
    name = rng.choice(names)
    connection.execute(f'DROP {kind} "{name}"')
    return f"{kind} {name} dropped"


def _altered(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """A table has another name, another column, or one too many."""
    name, column = table.name, rng.choice(table.columns)
    how = rng.choice(
        [
            f'ALTER TABLE "{name}" RENAME TO "other"',
            f'ALTER TABLE "{name}" ADD COLUMN more TEXT',
            f'ALTER TABLE "{name}" ADD COLUMN more TEXT AS ({rng.choice(HUGE)})',
            f"ALTER TABLE \"{name}\" ADD COLUMN more TEXT NOT NULL DEFAULT '\x1b[31m'",
            f'ALTER TABLE "{name}" RENAME COLUMN "{column}" TO "other\x1b[31m"',
            f'ALTER TABLE "{name}" DROP COLUMN "{column}"',
        ]
    )
    connection.execute("PRAGMA legacy_alter_table = ON")
    connection.execute(how)
    return how[:90]


def _added(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """Something is there that nobody of ours made."""
    column = rng.choice(table.columns)
    how = rng.choice(
        [
            "CREATE TABLE more (x TEXT)",
            'CREATE TABLE "\x1b[31m\nmore" (x)',
            f"CREATE VIEW more AS {ENDLESS} SELECT x FROM c",
            f'CREATE INDEX more ON "{table.name}" ("{column}")',
            f'CREATE INDEX more ON "{table.name}" (length(hex(zeroblob(100000))))',
            f'CREATE UNIQUE INDEX more ON "{table.name}" ({", ".join(table.key)}) WHERE 1 = 0',
            "CREATE VIRTUAL TABLE more USING fts5 (x)",
            "CREATE VIRTUAL TABLE more USING rtree (a, b, c)",
            "CREATE VIRTUAL TABLE more USING fts4 (x)",
            f"CREATE TABLE more AS {MILLIONS.replace('30000000', '300000')} SELECT x FROM c",
        ]
    )
    connection.execute(how)
    return how[:90]


def _marked(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """The numbers that say what file and which format it is are others."""
    pragma = rng.choice(["user_version", "user_version", "application_id", "schema_version"])
    value = rng.choice([0, 1, 2, 3, 4, 5, 99, -1, 2**31 - 1])
    connection.execute(f"PRAGMA {pragma} = {value}")
    return f"{pragma} = {value}"


def _laid_out(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """The same content, otherwise on the disk, as tools leave it."""
    how = rng.choice(["VACUUM", "ANALYZE", "REINDEX", "PAGES", "DELETE"])
    if how == "PAGES":
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute("PRAGMA page_size = 1024")
        connection.execute("VACUUM")
    elif how == "DELETE":
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    else:
        connection.execute(how)
    return f"laid out by {how}"


def _edited(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """The text of the schema is edited where it lies."""
    connection.execute("PRAGMA writable_schema = ON")
    rows = connection.execute("SELECT rowid, sql FROM sqlite_master WHERE sql <> ''").fetchall()
    rowid, sql = rng.choice(rows)
    column = rng.choice(["sql"] * 6 + ["type", "name", "tbl_name", "rootpage"])
    value: object = rng.choice([0, 1, 2, 5, 10**6, -1, None])
    if column == "sql":
        value = _other_sql(sql, rng)
    elif column != "rootpage":
        value = rng.choice(["", "table", "view", "sqlite_x", "events", "\x1b[31m", None, b"\xff"])
    connection.execute(f"UPDATE sqlite_master SET {column} = ? WHERE rowid = ?", (value, rowid))
    return f"{column} of {sql[:40]!r} is {str(value)[:200]!r}"


def _other_sql(sql: str, rng: Random) -> object:
    at = rng.randrange(len(sql))
    return rng.choice(
        [
            "garbage\x1b[31m",
            None,
            b"\xff\xfe",
            sql[:at],
            sql[:at] + rng.choice("(),x'\"1;") + sql[at + 1 :],
            sql.replace(" NOT NULL", ""),
            sql.replace("STRICT", ""),
            sql.replace("TEXT", "TEXT COLLATE nosuch"),
            sql.replace("NOT NULL", f"NOT NULL CHECK (length({rng.choice(HUGE)}) > 0)", 1),
            sql.replace("TEXT", "TEXT DEFAULT (abs(-9223372036854775808))", 1),
            sql + " -- " + "x" * 1_000_000,
            sql.replace("(", "(" * 2000, 1),
        ]
    )


def _another_encoding(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """The same content in a file of another encoding of text."""
    encoding = rng.choice(["UTF-16le", "UTF-16be"])
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    version, mark = (
        connection.execute(f"PRAGMA {one}").fetchone()[0]
        for one in ("user_version", "application_id")
    )
    connection.execute("ATTACH ':memory:' AS kept")
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql <> '' ORDER BY rowid"
    ).fetchall()
    held = {
        name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
        for kind, name, sql in rows
        if kind == "table" and "VIRTUAL" not in sql and "_fts_" not in name
    }
    connection.close()
    with open(file, "wb"):
        pass
    with closing(opened(file)) as anew:
        anew.execute(f"PRAGMA encoding = '{encoding}'")
        for kind, name, sql in sorted(rows, key=lambda row: row[0] == "trigger"):
            if kind == "trigger" and held:
                _filled(anew, held)
            if "_fts_" not in name:
                anew.execute(sql)
        with suppress(sqlite3.DatabaseError):
            anew.execute("INSERT INTO memories_fts (memories_fts) VALUES ('rebuild')")
        anew.execute(f"PRAGMA user_version = {version}")
        anew.execute(f"PRAGMA application_id = {mark}")
    return encoding


def _filled(connection: sqlite3.Connection, held: dict[str, list[tuple[object, ...]]]) -> None:
    for name, rows in held.items():
        for row in rows:
            connection.execute(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(row))})', row)
    held.clear()


def _migrations(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """What is noted of migrations is otherwise, and the format older."""
    version = rng.choice([0, 1, 2])
    connection.execute(f"PRAGMA user_version = {version}")
    name = next(one for one in _names(connection, "table") if "migrations" in one)
    how = rng.choice(
        [f'DELETE FROM "{name}"', f'DROP TABLE "{name}"', f"UPDATE \"{name}\" SET name = 'x'"]
    )
    connection.execute(how)
    return f"format {version}, {how}"


WAYS: tuple[Callable[[sqlite3.Connection, Table, Random], str], ...] = (
    *(_view_for_table, _edited, _trigger) * 3,
    *(_view_for_view, _altered, _added) * 2,
    *(_dropped, _marked, _laid_out, _another_encoding, _migrations),
)


def _names(connection: sqlite3.Connection, kind: str) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = ? AND sql <> '' ORDER BY name", (kind,)
    )
    return [name for (name,) in rows]


def _drop(connection: sqlite3.Connection, *kinds: str) -> None:
    for kind in kinds:
        for name in _names(connection, kind):
            connection.execute(f'DROP {kind} "{name}"')
