"""A row that another hand changed, added or took away is seen when the record is read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from novel_engine.adapters.record.door.seals import (
    FOLLOWING_TABLES,
    IN_ORDER,
    Rows,
    sealed_as,
    sealed_rows,
)
from novel_engine.adapters.record.replies import RecordedReplies
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.errors import RecordError
from novel_engine.ports.record import Fallback
from novel_engine.story.asking.consultation import Rejection
from tests.support import cellar
from tests.support.cellar import begun
from tests.support.contracts.outlays import outlay
from tests.support.contracts.record import ONE, TELLING, TWO
from tests.support.damage import altered, made_older, remade
from tests.support.questions import kept


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The record of a story that was told, and for which models were asked."""
    with begun(tmp_path) as record:
        for turn in cellar.in_turns(cellar.the_letter()):
            record.append(turn)
        record.fallback(Fallback("deciding", 1, "late", "no answer came"))
        record.rejected(Rejection("deciding", 1, "ada", 0, "not-json", "the answer is not JSON"))
        record.keep(TELLING, (ONE, TWO), {"story.md": "0" * 64})
        with record.replies() as archive:
            for name in ("ada", "bo"):
                archive.begin(outlay(name, 0.5))
                archive.keep(kept(name, cost=0.25))
    return tmp_path / "story.db"


def everything(record: StoryRecord) -> list[object]:
    """All that a command can be told by a record."""
    told = [record.chapters(name) for name in record.tellings()]
    with record.replies() as archive:
        spent = archive.spending(), archive.all()
    return [
        record.meta(),
        record.inputs(),
        list(record.events()),
        record.fallbacks(),
        record.rejections(),
        record.asked(),
        record.costs(),
        record.files(),
        record.kept(),
        *told,
        spent,
    ]


CHANGES = (
    "UPDATE events SET fields = replace(fields, 'kitchen', 'cellar') WHERE id = 200",
    "UPDATE events SET verb = 'sing' WHERE id = 200",
    "UPDATE event_causes SET position = 7 WHERE event = 200 AND position = 1",
    "DELETE FROM event_causes WHERE event = 200 AND position = 1",
    "UPDATE turns SET scene = 9 WHERE turn = 2",
    "UPDATE event_seals SET sha256 = replace(sha256, '0', '1') WHERE event = 200",
    "UPDATE seals SET sha256 = replace(sha256, '0', '1') WHERE name = 'events'",
    "UPDATE story SET value = 'Another' WHERE key = 'title'",
    "INSERT INTO story VALUES ('budget', '100')",
    "UPDATE inputs SET path = 'other.yaml' WHERE id = 1",
    "UPDATE inputs SET bytes = x'00' WHERE id = 1",
    "DELETE FROM inputs WHERE id = 2",
    "UPDATE fallbacks SET reason = 'none'",
    "DELETE FROM rejections",
    "UPDATE files SET sha256 = replace(sha256, '0', '1')",
    "UPDATE tellings SET words = words + 1",
    "UPDATE chapters SET title = 'Another'",
    "UPDATE paragraphs SET text = 'Nothing happened.' WHERE n = 1",
    "DELETE FROM paragraph_events WHERE n = 1",
    "UPDATE replies SET cost_usd = 0",
    "UPDATE replies SET reply = 'no' WHERE rowid = 1",
    "DELETE FROM replies WHERE rowid = 2",
    "DELETE FROM outlays",
    "DELETE FROM seals WHERE name = 'files'",
)


@pytest.mark.parametrize("statement", CHANGES)
def test_a_changed_row_is_not_told_as_it_stands(path: Path, statement: str) -> None:
    with StoryRecord.read(path) as record:
        everything(record)
    altered(path, statement)
    with pytest.raises(RecordError) as failure, StoryRecord.read(path) as record:
        everything(record)
    assert failure.value.exit_code == 6


def test_the_first_event_that_is_not_as_it_was_written_is_named(path: Path) -> None:
    altered(path, "UPDATE events SET actor = 'cy' WHERE id IN (300, 400)")
    with StoryRecord.read(path) as record, pytest.raises(RecordError, match="event 300,"):
        list(record.events())


def cut_off(path: Path) -> None:
    """The last turn, and all that belongs to it."""
    last = "(SELECT max(turn) FROM turns)"
    altered(
        path,
        "DELETE FROM paragraph_events",
        f"DELETE FROM event_causes WHERE event / 100 = {last}",
        f"DELETE FROM event_seals WHERE event / 100 = {last}",
        f"DELETE FROM events WHERE turn = {last}",
        f"DELETE FROM turns WHERE turn = {last}",
    )


def head_lost(path: Path) -> None:
    altered(path, "DELETE FROM seals WHERE name = 'events'")


@pytest.mark.parametrize("damage", [cut_off, head_lost])
@pytest.mark.parametrize("opening", [StoryRecord.read, StoryRecord.open])
def test_a_tail_that_was_cut_off_is_missed_at_once(
    path: Path, damage: Callable[[Path], None], opening: Callable[[Path], StoryRecord]
) -> None:
    damage(path)
    with pytest.raises(RecordError, match="missing"):
        opening(path)


@pytest.mark.parametrize("table", FOLLOWING_TABLES)
def test_what_follows_the_events_is_sealed_when_the_story_has_ended(path: Path, table: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert sealed_rows(connection, path, table)
    altered(path, f"DELETE FROM {table}")
    with closing(sqlite3.connect(path)) as connection, pytest.raises(RecordError, match=table):
        sealed_rows(connection, path, table)


@pytest.mark.parametrize("table", FOLLOWING_TABLES)
def test_of_a_story_that_has_ended_no_seal_may_be_left_out(path: Path, table: str) -> None:
    altered(path, f"UPDATE seals SET sha256 = '' WHERE name = '{table}'")
    with pytest.raises(RecordError, match=table):
        StoryRecord.open(path)


def test_an_index_that_leads_elsewhere_than_its_table_is_damage(path: Path) -> None:
    take_out = "DELETE FROM sqlite_master WHERE name = 'paragraph_events_by_event'"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        index = connection.execute(
            "SELECT * FROM sqlite_master WHERE name = 'paragraph_events_by_event'"
        ).fetchone()
    remade(path, "PRAGMA writable_schema = ON", take_out)
    remade(path, "INSERT INTO paragraph_events VALUES ('story', 1, 99, 200)")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", index)
    for opening in (StoryRecord.read, StoryRecord.open):
        with pytest.raises(RecordError, match="paragraph_events_by_event"):
            opening(path)


@pytest.mark.parametrize("rows", [[], [("é", 1, None)], [("a",), ("b", 0.5)], [(1,)] * 3])
def test_a_table_is_sealed_as_it_always_was(rows: Rows) -> None:
    whole = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    assert sealed_as("story", rows) == sha256(f"story{whole}".encode()).hexdigest()


def test_every_table_is_sealed_but_those_that_sqlite_keeps(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ours = {name for (name,) in tables if not name.startswith(("memories_fts", "_sqlite"))}
    chained = {"events", "turns", "event_causes", "event_seals", "seals", "replies"}
    assert ours == IN_ORDER.keys() | chained


def test_a_record_from_before_there_were_seals_is_sealed_when_it_is_opened(path: Path) -> None:
    with StoryRecord.read(path) as record:
        before = everything(record)
    made_older(path, steps=4, number=3)
    with StoryRecord.read(path) as record:
        assert everything(record) == before
    altered(path, "UPDATE events SET verb = 'sing' WHERE id = 200")
    with StoryRecord.read(path) as record, pytest.raises(RecordError, match="event 200"):
        list(record.events())


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    "damage", [(), ("DELETE FROM event_seals", "DELETE FROM seals")], ids=["sealed", "bare"]
)
def test_a_record_that_says_it_is_older_than_its_tables_is_damage(
    path: Path, number: int, damage: tuple[str, ...]
) -> None:
    altered(path, "UPDATE events SET verb = 'sing' WHERE id = 200", *damage)
    remade(path, f"PRAGMA user_version = {number}")
    before = path.read_bytes()
    for opening in (StoryRecord.read, StoryRecord.open):
        with pytest.raises(RecordError, match=f"format {number}, and it is sealed"):
            opening(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", [0, -1, -(2**31)])
def test_a_format_that_there_never_was_is_damage(path: Path, number: int) -> None:
    remade(path, f"PRAGMA user_version = {number}")
    before = path.read_bytes()
    for opening in (StoryRecord.read, StoryRecord.open):
        with pytest.raises(RecordError, match="which there never was"):
            opening(path)
    assert path.read_bytes() == before


def test_a_reply_that_comes_meanwhile_is_no_damage(path: Path) -> None:
    with RecordedReplies(path) as archive, StoryRecord.read(path) as record:
        for name in ("cy", "dan"):
            archive.keep(kept(name))
            assert sum(place.calls for place in record.asked()) > 2
