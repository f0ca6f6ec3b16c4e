"""A folder that somebody sent leads no command to read, write or delete anything outside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from novel_engine.adapters.files.story_folder import STAGE
from tests.support.damage import forged
from tests.support.terminal import LAMP_OIL, novel_engine

pytestmark = pytest.mark.law
SHORT = ("--scenes", "4", "--words", "500", "--seed", "2")
READERS = (("show",), ("list",), ("read",), ("show", "--json"))
PRECIOUS = b"all that I have written\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("told")
    assert novel_engine("run", LAMP_OIL, *SHORT, "--out", place / "story").code == 0
    return place


@pytest.fixture
def story(told: Path, tmp_path: Path) -> Path:
    """A story, and beside it what is precious to somebody."""
    shutil.copytree(told, tmp_path, dirs_exist_ok=True)
    (tmp_path / "precious.txt").write_bytes(PRECIOUS)
    return tmp_path / "story"


def all_commands(story: Path) -> list[int]:
    """The codes of every command that takes a story's folder."""
    return [
        *(novel_engine(name, story, *words).code for name, *words in READERS),
        novel_engine("tell", story, "--style", "spare").code,
        novel_engine("resume", story).code,
    ]


@pytest.mark.parametrize(
    "name", ["{}/precious.txt", "../precious.txt", "story.db", "a/../../precious.txt", "notes.txt"]
)
@pytest.mark.parametrize("noted", [sha256(PRECIOUS).hexdigest(), "0" * 64])
def test_a_record_that_names_a_file_of_no_storys_is_damaged_and_the_file_stays(
    story: Path, name: str, noted: str
) -> None:
    named = name.format(story.parent)
    (story / "notes.txt").symlink_to(story.parent / "precious.txt")
    forged(story / "story.db", f"INSERT INTO files VALUES ('before', '{named}', '{noted}')")

    said = novel_engine("resume", story)

    assert said.code == 6, said.err
    assert "no file of a story" in said.err
    assert (story.parent / "precious.txt").read_bytes() == PRECIOUS
    assert (story / "story.db").exists()
    assert (story / "notes.txt").is_symlink()


@pytest.mark.parametrize("target", ["../other", ".", "..", "/nowhere/at/all"])
def test_a_stage_that_is_a_link_is_not_gone_into(story: Path, target: str) -> None:
    other = story.parent / "other"
    shutil.copytree(story, other)
    (story / STAGE).symlink_to(target)
    before = {
        path: path.read_bytes() for path in (*story.iterdir(), *other.iterdir()) if path.is_file()
    }

    for words in (("resume", story), ("run", LAMP_OIL, *SHORT, "--force", "--out", story)):
        said = novel_engine(*words)
        assert said.code == 2, said.err
        assert "this is a link" in said.err

    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path.name for path in other.iterdir()) == sorted(
        path.name for path in before if path.parent == other
    )


@pytest.mark.parametrize("end", ["-shm", "-wal", "-journal"])
def test_a_side_file_that_stands_elsewhere_too_is_not_written_to(story: Path, end: str) -> None:
    for left in story.glob(f"story.db{end}"):
        left.unlink()
    os.link(story.parent / "precious.txt", story / f"story.db{end}")

    assert set(all_commands(story)) == {6, 0}  # `list` says of this one that it is damaged
    assert (story.parent / "precious.txt").read_bytes() == PRECIOUS


@pytest.mark.parametrize(
    "words",
    [
        ("resume", "around/.new-story"),
        ("run", LAMP_OIL, *SHORT, "--out", "around/.new-story"),
        ("run", LAMP_OIL, *SHORT, "--force", "--out", "around/.new-story"),
    ],
)
def test_a_folder_named_as_a_stage_takes_no_other_place(
    story: Path, tmp_path: Path, words: tuple[str | Path, ...]
) -> None:
    around = tmp_path / "around"
    shutil.copytree(story, around)
    if words[0] == "resume":
        shutil.copytree(story, around / STAGE)
    before = {path: path.read_bytes() for path in around.rglob("*") if path.is_file()}

    said = novel_engine(*words, at=tmp_path)

    assert (said.code, said.err.count("\n")) == (2, 1), said.err
    assert "name that one, or another" in said.err
    assert {path: path.read_bytes() for path in around.rglob("*") if path.is_file()} == before


def test_somebodys_database_that_a_link_leads_to_is_not_opened(story: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with closing(sqlite3.connect(elsewhere / "work.db", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE mine (x)")
        connection.execute("INSERT INTO mine SELECT zeroblob(9000) FROM sqlite_master")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE mine SET x = randomblob(9000)")
        for end in ("", "-journal"):
            shutil.copy(elsewhere / f"work.db{end}", elsewhere / f"story.db{end}")
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "x").symlink_to("../elsewhere")
    before = {path.name: path.read_bytes() for path in elsewhere.iterdir()}
    assert before["story.db-journal"]

    for words in (("list", "--json"), ("show", "stories/x"), ("resume", "stories/x")):
        said = novel_engine(*words, at=tmp_path)
        assert said.code == (0 if words[0] == "list" else 6), said.err

    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == before


def test_a_file_is_no_folder_to_tell_into(story: Path) -> None:
    said = novel_engine("tell", story, "--words", "600", "--out", story.parent / "precious.txt")

    assert (said.code, said.err.count("\n")) == (2, 1), said.err
    assert (story.parent / "precious.txt").read_bytes() == PRECIOUS


def test_a_page_longer_than_any_story_is_not_shown(story: Path) -> None:
    (story / "story.md").write_bytes(b"\xff" * 8_000_001)

    said = novel_engine("read", story)

    assert (said.code, said.out) == (2, "")
    assert "larger than 8,000,000 bytes" in said.err


def test_a_folder_that_is_sound_is_not_refused(story: Path) -> None:
    assert all_commands(story)[:3] == [0, 0, 0]
