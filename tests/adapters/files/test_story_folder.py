"""Story folders: safe names, one process at a time, whole files, and nothing half-written."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import unicodedata
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from novel_engine.adapters.files.atomic_files import write_bytes, write_text
from novel_engine.adapters.files.story_folder import (
    clear_story,
    default_folder,
    folder_held,
    free_seed,
    holds_story,
    new_folder,
    next_folder,
    safe_name,
    staged_folder,
    write_run,
)
from novel_engine.errors import CastError, StorageError, UsageError
from tests.support.privileges import ordinary_user

ROOT = Path(__file__).resolve().parents[3]


def with_a_story(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "story.db").write_bytes(b"a story")
    return folder


def begin_and_fail(folder: Path, problem: BaseException, story: bytes = b"") -> None:
    with new_folder(folder):
        write_run(folder, {"title": "Fuel"})
        if story:
            write_bytes(folder / "story.db", story)
        raise problem


# ── names ─────────────────────────────────────────────────────────────────────────────────────────


@given(st.text())
@example("../../etc/passwd")
@example("..")
@example("Zoë O'Brien-Łukasz")
@example("<script>")
@example("\0\n\x1b[31m")
@example("𝔘" * 1000)
@example("한" * 1000)
@example("e\u0301" * 100)
def test_a_safe_name_is_one_plain_component(text: str) -> None:
    name = safe_name(text)
    assert name == safe_name(name)
    assert name == unicodedata.normalize("NFC", name)
    assert 0 < len(name.encode()) <= 120
    assert not set(name) & set("/\\.\0<>:|?* \n")
    assert not name.startswith("-")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Sledge Fuel", "the-sledge-fuel"),
        ("../../etc/passwd", "etc-passwd"),
        ("李雷", "李雷"),
        ("…", "story"),
        ("", "story"),
        ("<script>", "script"),
    ],
)
def test_a_safe_name_can_be_read(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_every_story_and_seed_has_its_folder(tmp_path: Path) -> None:
    assert (
        default_folder(tmp_path, "The Sledge Fuel", "7")
        == tmp_path / "stories" / "the-sledge-fuel-7"
    )
    assert default_folder(tmp_path, "x", "../..").parent == tmp_path / "stories"


# ── whose folder ──────────────────────────────────────────────────────────────────────────────────


def test_the_smallest_seed_that_is_free_is_taken(tmp_path: Path) -> None:
    assert free_seed(tmp_path, "fuel") == 1
    for taken in ("1", "2", "4"):
        with_a_story(default_folder(tmp_path, "fuel", taken))
    default_folder(tmp_path, "fuel", "3").write_text("a file is in the way")
    assert free_seed(tmp_path, "fuel") == 5
    with next_folder(tmp_path, "fuel") as (seed, folder):
        assert (seed, folder) == (5, default_folder(tmp_path, "fuel", "5"))
        assert folder.is_dir()


def test_two_stories_begun_at_once_get_two_folders(tmp_path: Path) -> None:
    with ExitStack() as stack:
        taken = [stack.enter_context(next_folder(tmp_path, "fuel"))[0] for _ in range(3)]
    assert taken == [1, 2, 3]


def test_a_folder_that_holds_a_story_is_refused(tmp_path: Path) -> None:
    folder = with_a_story(tmp_path / "fuel-1")
    with pytest.raises(UsageError, match="--force"), new_folder(folder):
        pass
    assert (folder / "story.db").read_bytes() == b"a story"


def test_a_story_is_cleared_with_its_files_and_no_others(tmp_path: Path) -> None:
    folder = with_a_story(tmp_path / "fuel-1")
    mine = {"notes.txt", "cover.png", "story.notes", "storyboard.md"}
    theirs = {
        "story.db-wal",
        "story.db-shm",
        ".story.db.partial",
        "story.md",
        "story.ada.html",
        "run.yaml",
    }
    for name in mine | theirs:
        (folder / name).write_text(name)
    (folder / "story.epub").symlink_to(folder / "notes.txt")
    clear_story(folder)
    assert {path.name for path in folder.iterdir()} == mine


def test_a_story_that_is_to_be_replaced_stays_while_another_is_made_beside_it(
    tmp_path: Path,
) -> None:
    folder = with_a_story(tmp_path / "fuel-1")
    stages: list[Path] = []

    def make_another_and_fail() -> None:
        with staged_folder(folder) as stage:
            stages.append(stage)
            write_run(stage, {"title": "Fuel"})
            raise CastError("no")

    with pytest.raises(CastError):
        make_another_and_fail()
    assert [stage.parent for stage in stages] == [folder]
    assert [path.name for path in folder.iterdir()] == ["story.db"]


def test_a_folder_without_a_story_needs_no_stage(tmp_path: Path) -> None:
    with staged_folder(tmp_path / "a" / "b") as folder:
        assert folder == tmp_path / "a" / "b"
        assert folder.is_dir()


def test_a_folder_that_goes_away_hides_no_failure(tmp_path: Path) -> None:
    def lose_the_folder_and_fail() -> None:
        with new_folder(tmp_path / "a") as folder:
            write_run(folder, {"title": "Fuel"})
            shutil.rmtree(folder)
            raise CastError("no")

    with pytest.raises(CastError):
        lose_the_folder_and_fail()


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(CastError):
        begin_and_fail(tmp_path / "stories" / "fuel-1", CastError("no"))
    assert list(tmp_path.iterdir()) == []


def test_a_creation_that_fails_leaves_what_others_put_there(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CastError):
        begin_and_fail(tmp_path, CastError("no"))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_story_that_stops_after_it_began_stays_and_can_be_resumed(tmp_path: Path) -> None:
    folder = tmp_path / "fuel-1"
    with pytest.raises(KeyboardInterrupt):
        begin_and_fail(folder, KeyboardInterrupt(), b"a story")
    assert holds_story(folder)
    assert {path.name for path in folder.iterdir()} == {"run.yaml", "story.db"}


@pytest.mark.parametrize("taken", ["a file", "a file/below"])
def test_a_file_where_a_folder_should_be_is_the_askers_mistake(tmp_path: Path, taken: str) -> None:
    (tmp_path / "a file").write_text("mine")
    with pytest.raises(UsageError, match="another folder"), new_folder(tmp_path / taken):
        pass
    assert (tmp_path / "a file").read_text() == "mine"


def test_a_name_no_file_can_have_is_the_askers_mistake(tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match="no file can have this name"),
        new_folder(tmp_path / ("x" * 300)),
    ):
        pass


def test_a_folder_that_is_not_there_cannot_be_held(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"), folder_held(tmp_path / "nowhere"):
        pass


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    with (
        folder_held(tmp_path),
        pytest.raises(UsageError, match="another novel-engine"),
        folder_held(tmp_path),
    ):
        pass
    with folder_held(tmp_path):
        assert list(tmp_path.iterdir()) == []


HOLDER = """
import sys
from pathlib import Path
from novel_engine.adapters.files.story_folder import folder_held
with folder_held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(UsageError), folder_held(tmp_path):
            pass
        holder.send_signal(signal.SIGKILL)
    with folder_held(tmp_path):
        pass


# ── whole files ───────────────────────────────────────────────────────────────────────────────────


def test_a_text_is_written_byte_for_byte(tmp_path: Path) -> None:
    text = "“Zoë,” she said.\r\n\n\t李雷 — \x0b\u2028end"
    write_text(tmp_path / "story.md", text)
    assert (tmp_path / "story.md").read_bytes() == text.encode("utf-8")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    write_text(path, "before")
    (tmp_path / ".story.md.partial").write_text("left by a crash")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(StorageError, match="disk is full"):
            write_text(path, "after" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "before"
    write_text(path, "after")
    assert [found.name for found in tmp_path.iterdir()] == ["story.md"]
    assert path.read_text() == "after"


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "story.md").symlink_to(tmp_path / "mine.txt")
    write_text(tmp_path / "story.md", "a story")
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert not (tmp_path / "story.md").is_symlink()


def test_a_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("plain")
    write_text(tmp_path / "story.md", "a story")
    assert (tmp_path / "story.md").stat().st_mode == (tmp_path / "plain.txt").stat().st_mode


def test_a_folder_in_the_place_of_a_file_is_the_askers_mistake(tmp_path: Path) -> None:
    (tmp_path / "story.md").mkdir()
    with pytest.raises(UsageError, match="another folder"):
        write_text(tmp_path / "story.md", "a story")
    assert [path.name for path in tmp_path.iterdir()] == ["story.md"]


def test_a_read_only_folder_is_said_to_be_so() -> None:
    with ordinary_user() as folder:
        folder.chmod(0o500)
        with pytest.raises(StorageError, match="may not be written") as failure:
            write_text(folder / "story.md", "a story")
        assert failure.value.exit_code == 8
        with pytest.raises(StorageError, match="may not be written"), new_folder(folder / "new"):
            pass
        assert list(folder.iterdir()) == []


def test_a_run_is_written_as_plain_yaml(tmp_path: Path) -> None:
    config = {
        "title": "Zoë's Letter",
        "cast": ["ada", "李雷"],
        "seed": "7",
        "roles": {"culprit": "bo"},
    }
    write_run(tmp_path, config)
    text = (tmp_path / "run.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text) == config
    assert text.startswith("title: Zoë's Letter\n")
    assert os.listdir(tmp_path) == ["run.yaml"]
