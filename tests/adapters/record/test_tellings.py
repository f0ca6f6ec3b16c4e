"""Tellings are kept whole, counted from paragraph 1, and tied to the events they tell."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.errors import RecordError
from novel_engine.ports.record import KeptTelling
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from tests.support import cellar

TELLING = Telling("story", "The Letter", cellar.ADA, "known", "ash", 40, ())
ONE = RenderedChapter(
    1,
    "The Kitchen",
    cellar.ADA,
    (
        Paragraph("The kitchen was dim.", (100,), fragment="light.dusk"),
        Paragraph("“Was it you?”", (200,), speaker=cellar.ADA),
        Paragraph("Nobody <answered> & nobody moved.", ()),
    ),
    ("no words left for: wait",),
)
TWO = RenderedChapter(
    2, "The Cellar", cellar.BO, (Paragraph("It had begun with a lie.", (300, 200, 300)),)
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[StoryRecord]:
    with cellar.begun(tmp_path) as made:
        for turn in cellar.in_turns(cellar.the_letter()):
            made.append(turn)
        yield made


def test_a_telling_is_read_back_as_it_was_kept(record: StoryRecord) -> None:
    record.keep(TELLING, (ONE, TWO))
    assert record.tellings() == ("story",)
    assert record.chapters("story") == (ONE, TWO)


def test_paragraphs_are_counted_through_the_whole_body(record: StoryRecord) -> None:
    record.keep(TELLING, (ONE, TWO))
    assert record.paragraphs("story") == (*ONE.paragraphs, *TWO.paragraphs)
    connection = sqlite3.connect(record.path)
    found = connection.execute("SELECT n, chapter, speaker FROM paragraphs ORDER BY n").fetchall()
    assert found == [(1, 1, ""), (2, 1, "ada"), (3, 1, ""), (4, 2, "")]
    connection.close()


def test_a_telling_gives_way_to_another_of_its_name_and_to_no_other(record: StoryRecord) -> None:
    record.keep(TELLING, (ONE, TWO))
    record.keep(Telling("short", "The Letter", cellar.BO, "known", "ash", 10, ()), (TWO,))
    record.keep(TELLING, (ONE,))
    assert record.chapters("story") == (ONE,)
    assert record.chapters("short") == (TWO,)


def test_a_telling_of_what_never_happened_is_refused_whole(record: StoryRecord) -> None:
    record.keep(TELLING, (ONE, TWO))
    invented = RenderedChapter(2, "The Sea", cellar.BO, (Paragraph("A ship sank.", (999,)),))
    with pytest.raises(RecordError, match="paragraph_events names one of events"):
        record.keep(TELLING, (ONE, invented))
    assert record.chapters("story") == (ONE, TWO)


def test_what_was_never_told_has_no_paragraphs(record: StoryRecord) -> None:
    assert record.chapters("nothing") == ()
    assert record.paragraphs("nothing") == ()


def test_a_telling_outlives_the_rebuilding_of_the_tables(record: StoryRecord) -> None:
    record.keep(TELLING, (ONE, TWO))
    record.rebuild(Fabula(cellar.setting(), tuple(record.events())))
    assert record.chapters("story") == (ONE, TWO)


def test_of_every_telling_there_is_said_through_whom_it_is_and_how_long(
    record: StoryRecord,
) -> None:
    record.keep(TELLING, (ONE, TWO))
    record.keep(Telling("through-bo", "The Letter", cellar.BO, "known", "ash", 10, ()), (TWO,))

    assert record.kept() == (
        KeptTelling("story", cellar.ADA, 40, 18, 2, 4),
        KeptTelling("through-bo", cellar.BO, 10, 6, 1, 1),
    )
