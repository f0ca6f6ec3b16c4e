"""The tables of a record in memory are those of one in SQLite, row by row."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings

from novel_engine.adapters.record.folder_library import FolderLibrary
from novel_engine.adapters.record.memory.library import MemoryLibrary
from novel_engine.adapters.record.memory.record import MemoryRecord
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.ports.library import StoryId
from novel_engine.ports.record import Givens
from novel_engine.story.fabula.events import Event
from tests.support import cellar, worlds
from tests.support.contracts.record import GIVENS, tell
from tests.support.made_up_stories import stories

TABLES = (
    *("story", "places", "characters", "items", "facts", "threads", "scenes", "percepts"),
    *("beliefs", "relationships", "emotions", "goals", "memories"),
)


@contextmanager
def both(givens: Givens = GIVENS) -> Iterator[tuple[StoryRecord, MemoryRecord]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        FolderLibrary().create(StoryId(folder), givens) as on_disk,
        MemoryLibrary().create(StoryId("o"), givens) as in_memory,
    ):
        yield on_disk, in_memory


def in_sqlite(path: Path, table: str) -> set[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return set(connection.execute(f"SELECT * FROM {table}"))
    finally:
        connection.close()


def check_same(on_disk: StoryRecord, in_memory: MemoryRecord) -> None:
    for table in TABLES:
        rows = in_memory.tables.rows(table)
        assert len(set(rows)) == len(rows)
        assert set(rows) == in_sqlite(on_disk.path, table)


@given(story=stories())
@settings(max_examples=40)
def test_any_story_leaves_the_same_rows_in_both(story: list[Event]) -> None:
    with both() as records:
        for record in records:
            tell(record, story)
        check_same(*records)


def test_the_tables_are_the_same_after_every_turn() -> None:
    with both() as records:
        check_same(*records)
        for turn in cellar.in_turns(cellar.the_letter()):
            for record in records:
                record.append(turn)
            check_same(*records)


@pytest.mark.slow
def test_a_whole_story_leaves_the_same_rows_and_the_same_is_remembered() -> None:
    told = worlds.story(3)
    with both(Givens((), {"story": "test", "seed": "3"}, told.setting)) as records:
        for turn in told.turns:
            for record in records:
                record.append(turn)
            words = ("ask", "bram", "harm")
            for person in told.setting.people:
                on_disk, in_memory = (one.remembered(person, words, turn.turn) for one in records)
                assert on_disk == in_memory
        check_same(*records)
