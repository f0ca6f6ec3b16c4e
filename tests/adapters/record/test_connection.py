"""A record that is damaged, foreign, out of reach or cut off: one plain message, the right exit
code, whole turns.
"""

from __future__ import annotations

import os
import random
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from novel_engine.adapters.record import connection as record_connection
from novel_engine.adapters.record.failures import not_sound
from novel_engine.adapters.record.schema import RECORD_FORMAT
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.errors import RecordError, StorageError, UsageError
from novel_engine.ports.record import Fallback
from tests.support import cellar
from tests.support.cellar import begun, turn_of
from tests.support.damage import altered, forged, made_older, remade
from tests.support.privileges import ordinary_user


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The closed record of a story long enough to fill many pages."""
    with begun(tmp_path) as record:
        for turn in cellar.in_turns(cellar.the_letter()[:2]):
            record.append(turn)
        go_on(record)
    return tmp_path / "story.db"


def go_on(record: StoryRecord) -> None:
    for number in range(2, 300):
        record.append(turn_of(number))


# ── damage ────────────────────────────────────────────────────────────────────────────────────────


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_to_nothing(path: Path) -> None:
    os.truncate(path, 0)


def cut_to_a_stump(path: Path) -> None:
    os.truncate(path, 150)


def scribbled_over(path: Path) -> None:
    data = bytearray(path.read_bytes())
    noise = random.Random(3)
    for start in range(4096, len(data), 4096):
        data[start : start + 64] = noise.randbytes(64)
    path.write_bytes(data)


def not_a_database(path: Path) -> None:
    path.write_text("Once upon a time there was no database here at all. " * 100)


def somebody_elses(path: Path) -> None:
    path.unlink()
    remade(path, "CREATE TABLE turns (turn INTEGER)")


def from_the_future(path: Path) -> None:
    remade(path, "PRAGMA user_version = 99")


def with_a_turn_torn_out(path: Path) -> None:
    altered(path, "DELETE FROM turns WHERE turn = 100")


def with_an_event_torn_out(path: Path) -> None:
    altered(path, "DELETE FROM events WHERE turn = 100")


def with_a_table_dropped(path: Path) -> None:
    remade(path, "DROP TABLE turns")


DAMAGES = (
    cut_in_half,
    cut_to_nothing,
    cut_to_a_stump,
    scribbled_over,
    not_a_database,
    somebody_elses,
    from_the_future,
    with_a_turn_torn_out,
    with_an_event_torn_out,
    with_a_table_dropped,
)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("opening", [StoryRecord.open, StoryRecord.read], ids=["open", "read"])
def test_a_damaged_or_foreign_record_is_said_to_be_so(
    path: Path, damage: Callable[[Path], None], opening: Callable[[Path], StoryRecord]
) -> None:
    damage(path)
    with pytest.raises(RecordError) as failure:
        opening(path)
    assert str(failure.value).startswith(f"{path}: ")
    assert failure.value.exit_code == 6


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE events SET fields = '{}' WHERE id = 200", "cannot be read"),
        ("UPDATE events SET tag = 'sung' WHERE id = 200", "cannot be read"),
        ("UPDATE events SET version = 7 WHERE id = 200", "version"),
        ("UPDATE events SET fields = '[]' WHERE id = 200", "cannot be read"),
    ],
)
def test_an_event_that_cannot_be_read_is_not_passed_over(
    path: Path, statement: str, said: str
) -> None:
    forged(path, statement)
    with StoryRecord.open(path) as record, pytest.raises(RecordError, match=said):
        list(record.events())


def test_a_row_that_breaks_a_promise_is_found_on_opening(path: Path) -> None:
    altered(path, "UPDATE threads SET status = 'forgotten'")
    with pytest.raises(RecordError, match="damaged"):
        StoryRecord.open(path)


@pytest.mark.parametrize("fields", ["{", "[" * 1900 + "]" * 1900], ids=["cut off", "deep"])
def test_an_event_spoilt_while_the_record_is_open_is_not_passed_over(
    path: Path, fields: str
) -> None:
    with StoryRecord.open(path) as record:
        forged(path, f"UPDATE events SET fields = '{fields}' WHERE id = 200")
        with pytest.raises(RecordError, match="event 200 cannot be read"):
            list(record.events())


def test_a_record_used_after_it_was_closed_is_a_bug_and_is_not_hidden(path: Path) -> None:
    record = StoryRecord.open(path)
    record.close()
    with pytest.raises(sqlite3.ProgrammingError):
        record.append(turn_of(300))


def test_an_input_that_was_altered_is_found_out(path: Path) -> None:
    altered(path, "UPDATE inputs SET bytes = x'00' WHERE kind = 'story'")
    with StoryRecord.open(path) as record, pytest.raises(RecordError, match=r"story\.yaml"):
        record.inputs()


def test_a_record_of_an_older_format_is_brought_up_to_date(path: Path) -> None:
    made_older(path, steps=4, number=3)
    with StoryRecord.open(path) as record:
        assert record.last_turn() == 299
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (RECORD_FORMAT,)
    connection.close()


@pytest.mark.parametrize("opening", [StoryRecord.open, StoryRecord.read], ids=["open", "read"])
def test_a_folder_without_a_story_is_the_askers_mistake(
    tmp_path: Path, opening: Callable[[Path], StoryRecord]
) -> None:
    for nothing in (tmp_path / "story.db", tmp_path):
        with pytest.raises(UsageError, match="no story here"):
            opening(nothing)


@pytest.mark.parametrize("code", [10, 266, 8458])
def test_a_page_that_the_disk_does_not_give_is_no_damage(tmp_path: Path, code: int) -> None:
    """What SQLite said when a disk failed under it, and what it says of a page that is not what it
    should be.
    """
    found = f"*** in database main ***\nPage 11: unable to get the page. error code={code}"

    assert isinstance(not_sound(tmp_path / "story.db", found), StorageError)
    assert isinstance(
        not_sound(tmp_path / "story.db", "Page 11: btreeInitPage() returns error code 11"),
        RecordError,
    )


# ── out of reach ──────────────────────────────────────────────────────────────────────────────────


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """A disk that is full: no file may grow past this size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_whole_turns_and_the_story_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    with begun(tmp_path) as record:
        for turn in cellar.in_turns(cellar.the_letter()[:2]):
            record.append(turn)
        with (
            files_at_most(300_000),
            pytest.raises(StorageError, match="free some space") as failure,
        ):
            go_on(record)
        assert failure.value.exit_code == 8
        reached = record.last_turn()
        assert reached is not None
        assert 2 < reached < 299
        record.append(turn_of(reached + 1))
        assert [event.turn for event in record.events()] == list(range(reached + 2))
    with StoryRecord.open(tmp_path / "story.db") as record:
        assert record.last_turn() == reached + 1


def test_a_full_disk_at_the_start_leaves_no_file(tmp_path: Path) -> None:
    with files_at_most(20_000), pytest.raises(StorageError, match="free some space"):
        begun(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_said_to_be_so() -> None:
    with ordinary_user() as folder:
        folder.chmod(0o500)
        with pytest.raises(StorageError, match="permission"):
            begun(folder)
        assert list(folder.iterdir()) == []


def test_a_record_in_a_read_only_folder_can_be_read_and_not_gone_on_with() -> None:
    with ordinary_user() as folder:
        with begun(folder) as record:
            for turn in cellar.in_turns(cellar.the_letter()):
                record.append(turn)
        (folder / "story.db").chmod(0o400)
        folder.chmod(0o500)
        with StoryRecord.read(folder / "story.db") as record:
            assert list(record.events()) == cellar.the_letter()
            with pytest.raises(StorageError, match="cannot be written"):
                record.fallback(Fallback("deciding", 1, "ada", "no answer"))
        with pytest.raises(StorageError):
            StoryRecord.open(folder / "story.db")


def test_a_record_that_may_not_be_read_is_said_to_be_so() -> None:
    with ordinary_user() as folder:
        begun(folder).close()
        (folder / "story.db").chmod(0o000)
        for opening in (StoryRecord.open, StoryRecord.read):
            with pytest.raises(StorageError, match="permissions"):
                opening(folder / "story.db")


def test_a_record_that_another_program_holds_is_said_to_be_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_connection, "BUSY_SECONDS", 0.01)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with StoryRecord.open(path) as record, pytest.raises(StorageError, match="another program"):
        record.append(turn_of(300))
    other.close()


def test_a_record_can_be_read_while_it_is_written(path: Path) -> None:
    with StoryRecord.open(path) as writing, StoryRecord.read(path) as reading:
        writing.append(turn_of(300))
        assert [event.turn for event in reading.events()][-1] == 300


@pytest.mark.parametrize("at", [18, 19])
@pytest.mark.parametrize("version", [0, 3, 255])
def test_a_header_of_no_format_is_damage_and_no_matter_of_permissions(
    path: Path, at: int, version: int
) -> None:
    data = bytearray(path.read_bytes())
    data[at] = version
    path.write_bytes(data)
    for opening in (StoryRecord.open, StoryRecord.read):
        with pytest.raises(RecordError, match="its header is of no format"):
            opening(path)
    assert path.read_bytes() == data
