"""Nothing is taken away before what replaces it is whole: the old story or the new one, never
neither, never a mixture.
"""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from novel_engine.adapters.files.story_folder import STAGE
from tests.support.terminal import LAMP_OIL, ROOT, environment, files_in, novel_engine

pytestmark = [pytest.mark.law, pytest.mark.slow]
SHORT = ("--scenes", "4", "--words", "500")
OLD = ("run", str(LAMP_OIL), "--seed", "2", *SHORT, "--format", "html,jsonl", "--out", "o")
NEW = ("run", str(LAMP_OIL), "--seed", "5", *SHORT, "--format", "jsonl", "--out", "o", "--force")
EVERY = 3  # of the steps of a replacement, one in so many is a moment to be killed at


def tables(folder: Path) -> list[str]:
    """Everything in a record, as SQL."""
    with closing(sqlite3.connect(folder / "story.db")) as connection:
        return list(connection.iterdump())


def story_of(folder: Path) -> dict[str, Any]:
    """What a folder holds, as far as a person or a script can see it: its files, and what the
    record says.
    """
    names = [
        name
        for name in files_in(folder)
        if not name.startswith("story.db") and (folder / name).is_file()
    ]
    files = {name: (folder / name).read_bytes() for name in names}
    return {"files": files, "record": tables(folder)}


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `o` with a told story, and a file of somebody's."""
    place = tmp_path_factory.mktemp("old")
    assert novel_engine(*OLD, at=place).code == 0
    (place / "o" / "notes.txt").write_text("mine")
    return place


@pytest.fixture(scope="module")
def new(old: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder, after another story has taken the place of the first."""
    place = tmp_path_factory.mktemp("new")
    shutil.copytree(old, place, dirs_exist_ok=True)
    assert novel_engine(*NEW, at=place).code == 0
    return place


def test_a_story_replaces_another_with_all_its_files(old: Path, new: Path, tmp_path: Path) -> None:
    assert novel_engine(*NEW[:-1], at=tmp_path).code == 0

    told, alone = story_of(new / "o"), story_of(tmp_path / "o")
    assert told["files"].pop("notes.txt") == b"mine"
    assert told == alone
    names = ["notes.txt", "run.yaml", "story.db", "story.html", "story.jsonl", "story.md"]
    assert (files_in(old / "o"), files_in(new / "o")) == (
        names,
        [name for name in names if name != "story.html"],
    )


BAD = (
    ("--genre", "nowhere"),
    ("--cast", "nobody"),
    ("--focalizer", "nobody"),
    ("--style", "nowhere"),
    ("--model", "gemini:m"),
    ("--words", "1"),
)


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_takes_nothing_away(old: Path, tmp_path: Path, bad: tuple[str, ...]) -> None:
    shutil.copytree(old, tmp_path, dirs_exist_ok=True)
    before = story_of(tmp_path / "o")

    assert novel_engine(*NEW, *bad, at=tmp_path).code in (2, 3)

    assert story_of(tmp_path / "o") == before


def test_a_cast_that_fits_no_plot_takes_nothing_away(old: Path, tmp_path: Path) -> None:
    """What is found only when the story is put together, after everything has been read."""
    shutil.copytree(old, tmp_path, dirs_exist_ok=True)
    alone = tmp_path / "alone.yaml"
    text = LAMP_OIL.read_text(encoding="utf-8").replace("people/", f"{LAMP_OIL.parent}/people/")
    alone.write_text(text + "\nopening_place: the-moon\n", encoding="utf-8")
    before = story_of(tmp_path / "o")

    said = novel_engine("run", alone, "--out", "o", "--force", at=tmp_path)

    assert said.code == 3, said
    assert story_of(tmp_path / "o") == before


def killed(source: Path, place: Path, share: int, *words: str) -> list[dict[str, Any]]:
    """What every share-th step of a command leaves when it is killed there."""
    done = subprocess.run(
        [
            sys.executable,
            str(ROOT / "tests/tools/kill_steps.py"),
            str(source),
            str(place),
            str(share),
            *words,
        ],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"step"')]


def test_killed_at_any_step_the_old_story_or_the_new_one_is_there(
    old: Path, new: Path, tmp_path: Path
) -> None:
    """What is there after the kill is readable at once, and `resume` brings it to the new story, to
    the last byte.
    """
    before, after = story_of(old / "o"), story_of(new / "o")

    points = killed(old, tmp_path, EVERY, *NEW)

    assert len(points) > 15  # and one that nothing stopped
    assert {point["code"] for point in points[:-1]} == {-signal.SIGKILL}
    seen = set()
    for point in points[:-1]:
        place = Path(point["folder"])
        shown = novel_engine("show", "o", "--json", at=place)
        assert shown.code == 0, (point, shown.err)
        is_new = shown.json["seed"] == "5"
        seen.add(is_new)
        if not is_new:
            told = {
                name: data
                for name, data in story_of(place / "o")["files"].items()
                if not name.startswith(STAGE)
            }
            assert told == before["files"], point
        went_on = novel_engine("resume", "o", at=place)
        assert went_on.code == 0, (point, went_on.err)
        # Where nothing of the new one was there yet, the old one is as it was.
        assert story_of(place / "o") in ([after] if is_new else [after, before]), point
        assert not (place / "o" / STAGE).exists(), point
    assert seen == {False, True}


def test_a_story_killed_on_its_stage_can_be_given_up_for_another(
    old: Path, new: Path, tmp_path: Path
) -> None:
    points = [
        point
        for point in killed(old, tmp_path, 15, *NEW)
        if (Path(point["folder"]) / "o" / STAGE).exists()
    ]

    assert points
    for point in points:
        assert novel_engine(*NEW, at=Path(point["folder"])).code == 0
        assert story_of(Path(point["folder"]) / "o") == story_of(new / "o")


def test_what_another_record_left_beside_its_place_is_not_taken_in(
    old: Path, tmp_path: Path
) -> None:
    """After a kill, `story.db` deleted by hand and its journal not, a new story is its own."""
    shutil.copytree(old / "o", tmp_path / "o")
    with closing(sqlite3.connect(tmp_path / "o" / "story.db")) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE story SET value = 'another' WHERE key = 'title'")
        connection.commit()
        journal = (tmp_path / "o" / "story.db-wal").read_bytes()
    shutil.rmtree(tmp_path / "o")
    (tmp_path / "o").mkdir()
    assert len(journal) > 32
    for name in ("story.db-wal", ".story.db.partial-wal", "story.db-journal"):
        (tmp_path / "o" / name).write_bytes(journal)

    words = tuple("p" if word == "o" else word for word in NEW[:-1])
    assert novel_engine(*NEW[:-1], at=tmp_path).code == 0
    assert novel_engine(*words, at=tmp_path).code == 0

    assert novel_engine("show", "o", at=tmp_path).code == 0
    assert tables(tmp_path / "o") == tables(tmp_path / "p")


def test_a_story_that_is_being_read_is_not_pulled_away(
    old: Path, new: Path, tmp_path: Path
) -> None:
    shutil.copytree(old, tmp_path, dirs_exist_ok=True)
    with closing(sqlite3.connect(tmp_path / "o" / "story.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM story").fetchall()
        waits = novel_engine(*NEW, at=tmp_path)
        assert (waits.code, "another program is using it" in waits.err) == (8, True), waits
        assert novel_engine("show", "o", "--json", at=tmp_path).json["seed"] == "2"

    assert novel_engine("resume", "o", at=tmp_path).code == 0
    assert story_of(tmp_path / "o") == story_of(new / "o")


def test_what_is_no_sound_record_is_replaced_all_the_same(new: Path, tmp_path: Path) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "story.db").write_bytes(b"no story at all" * 400)
    (tmp_path / "o" / "story.html").symlink_to(tmp_path / "mine.html")
    (tmp_path / "o" / "notes.txt").write_text("mine")

    assert novel_engine(*NEW, at=tmp_path).code == 0
    assert story_of(tmp_path / "o") == story_of(new / "o")
