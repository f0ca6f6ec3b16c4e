"""The rows of the log say what its events say, in every column, or they are damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.errors import RecordError
from tests.support import cellar
from tests.support.cellar import begun
from tests.support.damage import forged

OF_200 = "UPDATE events SET {} WHERE id = 200"
COLUMNS = (
    "scene = 9",
    "scene = NULL",
    "place = 'cellar'",
    "place = NULL",
    "actor = 'bo'",
    "actor = NULL",
    "verb = 'sing'",
    "verb = NULL",
)
LETTERS = (
    "fields = fields || ' '",
    "fields = char(10) || fields",
    'fields = \'{"verb":"sing",\' || substr(fields, 2)',
    "fields = replace(fields, 'kitchen', '\\u006bitchen')",
    "fields = replace(fields, ',', ', ')",
)
TURNS = (
    "UPDATE turns SET scene = 9 WHERE turn = 2",
    "UPDATE turns SET scene = NULL WHERE turn = 2",
    "UPDATE turns SET scene = 0 WHERE turn = 0",
)
CAUSES = (
    "UPDATE event_causes SET position = position + 5 WHERE event = 200",
    "UPDATE event_causes SET position = position - 5 WHERE event = 200",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The closed record of a story."""
    with begun(tmp_path) as record:
        for turn in cellar.in_turns(cellar.the_letter()):
            record.append(turn)
    return tmp_path / "story.db"


@pytest.mark.parametrize("change", [*COLUMNS, *LETTERS])
def test_a_row_that_says_something_else_than_its_event_is_damage_however_well_it_is_sealed(
    path: Path, change: str
) -> None:
    forged(path, OF_200.format(change))
    with (
        StoryRecord.read(path) as record,
        pytest.raises(RecordError, match="row of event 200 says something else"),
    ):
        list(record.events())


@pytest.mark.parametrize("change", TURNS)
def test_so_is_a_turns_row(path: Path, change: str) -> None:
    forged(path, change)
    with StoryRecord.read(path) as record, pytest.raises(RecordError, match=r"row of turn \d says"):
        list(record.events())


@pytest.mark.parametrize("change", CAUSES)
def test_causes_are_counted_from_nothing_on(path: Path, change: str) -> None:
    forged(path, change)
    with StoryRecord.read(path) as record, pytest.raises(RecordError, match="event 200"):
        list(record.events())


def test_an_event_of_an_older_format_is_as_good(path: Path) -> None:
    with StoryRecord.read(path) as record:
        before = list(record.events())
    older = "UPDATE events SET version = 1, fields = json_remove(fields, '$.line')"
    forged(path, f"{older} WHERE tag = 'acted'", "UPDATE events SET version = 1")
    with StoryRecord.read(path) as record:
        assert list(record.events()) == before


@pytest.mark.parametrize("change", [*COLUMNS, *LETTERS])
def test_in_an_older_format_a_row_says_what_its_event_says_too(path: Path, change: str) -> None:
    older = "UPDATE events SET version = 1, fields = json_remove(fields, '$.line')"
    forged(path, older, OF_200.format(change))
    with StoryRecord.read(path) as record, pytest.raises(RecordError, match="event 200"):
        list(record.events())


def test_what_a_format_did_not_have_is_not_passed_over(path: Path) -> None:
    forged(path, OF_200.format("version = 1"))
    with StoryRecord.read(path) as record, pytest.raises(RecordError, match="event 200"):
        list(record.events())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE story SET value = 'running' WHERE key = 'state'",
        "UPDATE story SET value = 'another' WHERE key = 'ending'",
        "DELETE FROM story WHERE key = 'ending'",
    ],
)
def test_how_the_story_ended_is_said_by_its_events_alone(path: Path, change: str) -> None:
    forged(path, change)
    with StoryRecord.read(path) as record, pytest.raises(RecordError, match="state and ending"):
        list(record.events())


def test_a_story_that_goes_on_has_not_ended(tmp_path: Path) -> None:
    with begun(tmp_path) as record:
        record.append(next(cellar.in_turns(cellar.the_letter())))
    forged(tmp_path / "story.db", "UPDATE story SET value = 'ended' WHERE key = 'state'")
    with (
        StoryRecord.read(tmp_path / "story.db") as record,
        pytest.raises(RecordError, match="state and ending"),
    ):
        list(record.events())


@pytest.mark.parametrize("before", ["{", '"effects":[{'])
def test_a_name_of_any_length_that_no_event_has_is_said_in_one_short_line(
    path: Path, before: str
) -> None:
    long = '"' + "x" * 20_000 + '":1,'
    at = f"instr(fields, '{before}') + {len(before) - 1}"
    forged(
        path,
        OF_200.format(f"fields = substr(fields, 1, {at}) || '{long}' || substr(fields, {at} + 1)"),
    )
    with StoryRecord.read(path) as record, pytest.raises(RecordError) as refused:
        list(record.events())

    said = str(refused.value).replace(str(path), "")
    assert "event 200 cannot be read (no event is like this: " in said
    assert len(said) < 300
