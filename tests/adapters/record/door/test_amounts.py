"""How much a record may hold before nothing in it is read whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from novel_engine.adapters.record.door import amounts
from novel_engine.adapters.record.door.amounts import (
    LONGEST_TEXT,
    MOST_ROWS,
    MOST_TELLINGS,
    MOST_TOLD_ROWS,
)
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.errors import RecordError, StorageError
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from tests.support import cellar
from tests.support.cellar import begun
from tests.support.damage import altered

MANY = (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) "
    "INSERT INTO paragraphs SELECT 'story', i, 1, printf('%.*c', {letters}, 'x'), '', '' FROM n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The closed record of a story."""
    with begun(tmp_path) as record:
        for turn in cellar.in_turns(cellar.the_letter()):
            record.append(turn)
    return tmp_path / "story.db"


def test_more_rows_than_any_story_comes_to_are_refused_and_the_table_is_named(path: Path) -> None:
    altered(path, MANY.format(rows=MOST_TOLD_ROWS + 1, letters=1))

    for opened in (StoryRecord.open, StoryRecord.read):
        with pytest.raises(RecordError, match="paragraphs has more than 200,000 rows"):
            opened(path)


@pytest.mark.parametrize(
    ("table", "most", "columns"),
    [
        ("fallbacks (seam, turn, name, reason)", MOST_ROWS, "'deciding', i, 'x', 'x'"),
        ("tellings", MOST_TELLINGS, "i, 'x', 'ada', 'x', 'x', 1"),
    ],
)
def test_of_what_is_not_told_by_the_line_fewer_rows_are_too_many(
    path: Path, table: str, most: int, columns: str
) -> None:
    altered(
        path,
        f"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= {most}) "
        f"INSERT INTO {table} SELECT {columns} FROM n",
    )
    with pytest.raises(
        RecordError, match=f"{table.split(maxsplit=1)[0]} has more than {most:,} rows"
    ):
        StoryRecord.read(path)


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("events", "UPDATE events SET fields = json_array({})"),
        ("chapters", "INSERT INTO chapters VALUES ('story', 1, 'x', 'ada', json_array({}))"),
        ("paragraphs", "INSERT INTO paragraphs VALUES ('story', 1, 1, {}, '', '')"),
        ("fallbacks", "INSERT INTO fallbacks VALUES (1, 'deciding', 1, 'x', {})"),
        ("story", "INSERT INTO story VALUES ('budget', {})"),
        ("inputs", "UPDATE inputs SET path = {}"),
    ],
)
def test_a_text_longer_than_any_story_has_is_refused_and_the_table_is_named(
    path: Path, table: str, statement: str
) -> None:
    long = f"printf('%.*c', {LONGEST_TEXT + 1}, 'x')"
    altered(path, statement.format(long) + " WHERE rowid = 1" * statement.startswith("UPDATE i"))

    for opened in (StoryRecord.open, StoryRecord.read):
        with pytest.raises(RecordError, match=f"row of {table} has a text of more than 1,000,000"):
            opened(path)


def test_more_text_than_any_story_comes_to_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    altered(path, MANY.format(rows=100, letters=10_000))
    monkeypatch.setattr(amounts, "LARGEST_BESIDE_REPLIES", 1_000_000)

    with pytest.raises(RecordError, match="more than 1,000,000 bytes beside the replies"):
        StoryRecord.read(path)


def test_what_models_replied_does_not_count(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    altered(
        path,
        "INSERT INTO replies (key, question, occurrence, model, parameters, seam, system, user, "
        "schema, version, about, turn, reply, tokens_in, tokens_out, stopped, why, cost_usd) "
        "VALUES ('k', 'q', 0, 'm', '{}', 'narrating', printf('%.*c', 2000000, 'x'), '', '', 1, '', "
        "1, '', 0, 0, '', '', 0.0)",
    )
    monkeypatch.setattr(amounts, "LARGEST_BESIDE_REPLIES", 1_000_000)

    with closing(sqlite3.connect(path)) as connection:
        amounts.check_amount(connection, path)


def test_a_telling_for_which_there_is_no_room_is_not_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amounts, "MOST_OF", {"tellings": 1})
    with StoryRecord.open(path) as record:
        told = (RenderedChapter(1, "One", "ada", (Paragraph("It rained.", ()),)),)
        record.keep(Telling("story", "One", "ada", "", "", 2, ()), told)
        with pytest.raises(StorageError, match="no room for another telling"):
            record.keep(Telling("other", "One", "ada", "", "", 2, ()), told)
        assert record.tellings() == ("story",)
