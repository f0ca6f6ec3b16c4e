"""What lies on the disk is believed only after comparison with the record, and a folder that goes
is said to have gone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from novel_engine.adapters.record.ledger import Ledger
from novel_engine.cli.commands import run as run_command
from novel_engine.errors import StorageError
from novel_engine.ports.news import News, TurnRecorded
from tests.support.damage import forged, made_older
from tests.support.terminal import LAMP_OIL, novel_engine

pytestmark = pytest.mark.law
SHORT = ("--scenes", "4", "--words", "350")
RUN = (
    "run",
    LAMP_OIL,
    "--seed",
    "2",
    *SHORT,
    "--format",
    "html,epub,jsonl",
    "--json",
    "--out",
    "o",
)
FILES = ("story.md", "story.html", "story.epub", "story.jsonl")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A folder with a told story in it, and what `run` said of it."""
    place = tmp_path_factory.mktemp("told")
    return place, novel_engine(*RUN, at=place).json


@pytest.fixture
def copy(told: tuple[Path, Any], tmp_path: Path) -> Path:
    shutil.copytree(told[0], tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0, 0.3, 0.99])
def test_a_file_that_was_cut_off_is_not_taken_as_told(
    told: tuple[Path, Any], copy: Path, name: str, share: float
) -> None:
    whole = (copy / "o" / name).read_bytes()
    (copy / "o" / name).write_bytes(whole[: int(len(whole) * share)])

    again = novel_engine("resume", "o", "--json", at=copy)

    assert (copy / "o" / name).read_bytes() == whole
    assert again.json["story_sha256"] == told[1]["story_sha256"]
    assert (again.json["files_mended"], again.json["files_changed"]) == ([name], [])
    assert "was broken off, and is whole again" in again.err


def test_a_file_whose_end_is_zeros_was_cut_off_too(copy: Path) -> None:
    whole = (copy / "o" / "story.md").read_bytes()
    (copy / "o" / "story.md").write_bytes(whole[:100] + bytes(len(whole) - 100))

    assert novel_engine("resume", "o", "--quiet", at=copy).err == ""
    assert (copy / "o" / "story.md").read_bytes() == whole


def test_a_record_from_before_hashes_were_noted_is_compared_with_what_it_tells(copy: Path) -> None:
    whole = (copy / "o" / "story.md").read_bytes()
    made_older(copy / "o" / "story.db", steps=3, number=2)
    (copy / "o" / "story.md").write_bytes(whole[:99])

    assert novel_engine("resume", "o", "--json", at=copy).json["files_mended"] == ["story.md"]
    assert (copy / "o" / "story.md").read_bytes() == whole
    assert novel_engine("resume", "o", "--json", at=copy).json["files_mended"] == []


def test_what_a_person_has_changed_is_kept_and_said_and_its_hash_is_not_the_storys(
    told: tuple[Path, Any], copy: Path
) -> None:
    (copy / "o" / "story.md").write_text("as its reader has corrected it\n", encoding="utf-8")

    again = novel_engine("resume", "o", "--json", at=copy)

    assert (copy / "o" / "story.md").read_text(
        encoding="utf-8"
    ) == "as its reader has corrected it\n"
    assert again.json["files_changed"] == ["story.md"]
    assert again.json["story_sha256"] == told[1]["story_sha256"]
    assert "says something else than was told, and is left as it is" in again.err
    assert novel_engine("tell", "o", "--force", at=copy).code == 0
    assert novel_engine("resume", "o", "--json", at=copy).json["files_changed"] == []


def test_a_file_that_lies_there_before_a_story_is_told_is_not_taken_for_it(tmp_path: Path) -> None:
    """A story that was stopped, and a file of another beside it."""
    assert novel_engine(*RUN, at=tmp_path).code == 0
    undone = ("PRAGMA foreign_keys = ON", "DELETE FROM tellings", "DELETE FROM files")
    forged(tmp_path / "o" / "story.db", *undone)
    (tmp_path / "o" / "story.md").write_text("another story\n", encoding="utf-8")

    again = novel_engine("resume", "o", "--json", at=tmp_path).json

    assert again["files_changed"] == ["story.md"]
    assert again["story_sha256"] != sha256(b"another story\n").hexdigest()


def test_a_pager_is_told_what_it_shows_is_not_what_was_told(copy: Path) -> None:
    assert novel_engine("read", "o", at=copy).err == ""
    assert novel_engine("tell", "o", "--words", "700", at=copy).code == 0
    for telling, name in (("story", "story.md"), ("words-700", "story.words-700.md")):
        assert novel_engine("read", "o", "--telling", telling, at=copy).err == ""
        (copy / "o" / name).write_bytes((copy / "o" / name).read_bytes()[:50])
        assert (
            "says something else than was told"
            in novel_engine("read", "o", "--telling", telling, at=copy).err
        )


@pytest.mark.slow
def test_a_second_batch_mends_what_was_cut_off_and_keeps_its_hash(tmp_path: Path) -> None:
    words = ("batch", LAMP_OIL, "--seeds", "1..2", *SHORT, "--jobs", "1", "--out", "b", "--json")
    first = novel_engine(*words, at=tmp_path).json["stories"]
    cut = tmp_path / "b" / first[0]["folder"] / "story.md"
    whole = cut.read_bytes()
    cut.write_bytes(whole[:200])

    second = novel_engine(*words, at=tmp_path).json["stories"]

    assert cut.read_bytes() == whole
    assert second == first


# ── a folder that goes ────────────────────────────────────────────────────────────────────────────


@dataclass
class Meddler:
    """Does something to the folder when the story is at its fifth turn."""

    meddle: Callable[[Path], None]
    folder: Path

    def notice(self, news: News) -> None:
        """A turn was recorded."""
        if isinstance(news, TurnRecorded) and news.turn.turn == 5:
            self.meddle(self.folder)


def deleted(folder: Path) -> None:
    shutil.rmtree(folder)


def moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def without_its_record(folder: Path) -> None:
    (folder / "story.db").unlink()


def made_anew(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def with_another_record(folder: Path) -> None:
    shutil.copy(folder / "story.db", folder / "copy.db")
    (folder / "copy.db").replace(folder / "story.db")


MEDDLING = (deleted, moved, without_its_record, made_anew, with_another_record)


@pytest.mark.parametrize("meddle", MEDDLING)
def test_a_folder_that_goes_while_a_story_is_made_is_said_to_have_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meddle: Callable[[Path], None]
) -> None:
    @contextmanager
    def watched(quiet: bool) -> Iterator[tuple[Meddler, ...]]:
        yield (Meddler(meddle, tmp_path / "o"),)

    monkeypatch.setattr(run_command, "scenes_shown", watched)

    said = novel_engine(*RUN, at=tmp_path)

    assert said.code == 8, said
    assert said.err.startswith(
        "error: o/story.db: this file was deleted, moved or replaced while the program was at work"
    )
    assert said.err.count("\n") == 1
    if meddle is moved:
        monkeypatch.undo()
        went_on = novel_engine("resume", "elsewhere", "--json", at=tmp_path).json
        assert went_on["story_sha256"]


def test_a_ledger_that_goes_is_said_to_have_gone(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "batch.db") as ledger:
        ledger.plan({1: "a"})
        (tmp_path / "batch.db").unlink()
        with pytest.raises(StorageError, match="was deleted, moved or replaced"):
            ledger.fail(1, "no")
