"""A record whose schema is not the program's own is refused before anything else of it is read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from novel_engine.adapters.record.door.known_schema import schema_of, schema_sha256
from novel_engine.adapters.record.schema import SCHEMA_SHA256, create
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.errors import RecordError
from tests.support.cellar import begun
from tests.support.damage import remade

ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
NULLS = ", ".join(["NULL"] * 9)
STRANGE = {
    "view 'v_costs'": (
        "DROP VIEW v_costs",
        f"CREATE VIEW v_costs AS {ENDLESS} SELECT x AS seam, {NULLS} FROM n",
    ),
    "table 'fallbacks'": (
        "DROP TABLE fallbacks",
        f"CREATE VIEW fallbacks AS {ENDLESS} SELECT x AS id, '' AS seam, 1 AS turn, '' AS name, "
        "'' AS reason FROM n",
    ),
    "table 'inputs'": (
        "DROP TABLE inputs",
        "CREATE VIEW inputs AS SELECT 1 AS id, 'config' AS kind, 'x.yaml' AS path, "
        "zeroblob(2000000000) AS bytes, '' AS sha256",
    ),
    "trigger 'a_trigger'": (
        "CREATE TRIGGER a_trigger AFTER INSERT ON turns "
        f"BEGIN INSERT INTO story {ENDLESS} SELECT x, x FROM n; END",
    ),
    "table 'more'": ("CREATE TABLE more (x)",),
    "index 'more'": ("CREATE INDEX more ON events (place)",),
    "trigger 'turns_refuse_update'": ("DROP TRIGGER turns_refuse_update",),
    "table 'sqlite_stat1'": ("ANALYZE",),
    "table 'tellings'": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = 'tellings'",
    ),
    "table 'turns'": ("ALTER TABLE turns ADD COLUMN x TEXT AS (hex(zeroblob(1000))) VIRTUAL",),
    "table 'places'": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'name TEXT', 'name TEXT COLLATE NOCASE') "
        "WHERE name = 'places'",
    ),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    begun(tmp_path).close()
    return tmp_path / "story.db"


def test_todays_schema_is_known_by_its_hash() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        create(connection)
        assert schema_sha256(schema_of(connection)) == SCHEMA_SHA256


@pytest.mark.parametrize("part", STRANGE)
def test_a_part_that_is_not_the_programs_own_is_named(path: Path, part: str) -> None:
    remade(path, *STRANGE[part])
    for opening in (StoryRecord.read, StoryRecord.open):
        with pytest.raises(RecordError, match=f"{part} is not as this program makes it"):
            opening(path)


def test_an_older_record_is_looked_over_before_it_is_brought_up_to_date(path: Path) -> None:
    remade(path, *STRANGE["view 'v_costs'"], "PRAGMA user_version = 1")
    with pytest.raises(RecordError, match="view 'v_costs'"):
        StoryRecord.open(path)


def test_a_record_in_another_encoding_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA encoding = 'UTF-16le'")
        connection.execute(f"PRAGMA application_id = {0x4E6F7645}")
        create(connection)
    with pytest.raises(RecordError, match="not in UTF-8"):
        StoryRecord.read(path)


def test_a_name_in_a_schema_cannot_write_to_the_terminal(path: Path) -> None:
    remade(path, 'CREATE TABLE "\x1b]0;x\x07" (x)')
    with pytest.raises(RecordError) as failure:
        StoryRecord.read(path)
    assert "\x1b" not in str(failure.value)


@pytest.mark.parametrize("named", ["CREATE TABLE x (y)", "no SQL at all"])
def test_a_name_without_end_is_quoted_in_short(path: Path, named: str) -> None:
    insert = f"INSERT INTO sqlite_master VALUES ('table', ?, 'x', 2, '{named}')"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(insert, ("x" * 1_000_000,))
    with pytest.raises(RecordError) as failure:
        StoryRecord.read(path)
    assert len(str(failure.value)) < 500 + len(str(path))
