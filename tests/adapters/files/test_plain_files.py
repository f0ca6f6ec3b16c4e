"""Nothing but a plain file is opened in a story's folder: no link is followed, no pipe waited for,
no device read.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import struct
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from novel_engine.adapters.files.plain_files import (
    NotPlain,
    check_database,
    check_own,
    plain_bytes,
    plain_sha256,
)
from novel_engine.errors import RecordError, StorageError
from tests.support.privileges import ordinary_user
from tests.support.terminal import LAMP_OIL, Said, novel_engine

SHORT = ("--seed", "2", "--scenes", "4", "--words", "500")


def link_to_zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def listener(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as one:
        one.bind(os.path.relpath(path))


ODD: tuple[Callable[[Path], None], ...] = (link_to_zeros, dangling, pipe, folder, listener)


@pytest.mark.parametrize("make", ODD)
def test_what_is_no_plain_file_is_refused_by_name_at_once(
    tmp_path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "story.md")

    with pytest.raises(
        NotPlain, match=r"story.md: this is a (link|pipe|folder|socket), and only a plain file"
    ):
        plain_bytes(tmp_path / "story.md")
    if make is not folder:
        with pytest.raises(RecordError, match="only a plain file is opened"):
            check_database(tmp_path / "story.md")


def test_a_plain_file_is_read_whole_and_an_absent_one_is_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"all of it")

    assert plain_bytes(tmp_path / "a") == b"all of it"
    assert plain_bytes(tmp_path / "b") is None
    assert (plain_sha256(tmp_path / "b"), len(plain_sha256(tmp_path / "a"))) == ("", 64)


def test_a_file_larger_than_anything_we_write_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 11)

    with pytest.raises(NotPlain, match="larger than 10 bytes"):
        plain_bytes(tmp_path / "a", most=10)


def test_a_file_that_may_not_be_read_is_said_to_be_so() -> None:
    with ordinary_user() as place:
        (place / "a").write_bytes(b"mine")
        (place / "a").chmod(0)
        with pytest.raises(StorageError, match="it may not be read"):
            plain_bytes(place / "a")


def test_what_sqlite_keeps_beside_a_database_must_be_plain_too(tmp_path: Path) -> None:
    (tmp_path / "story.db").write_bytes(b"")
    check_database(tmp_path / "story.db")
    os.mkfifo(tmp_path / "story.db-wal")

    with pytest.raises(RecordError, match=r"story\.db-wal: this is a pipe"):
        check_database(tmp_path / "story.db")


def test_a_database_larger_than_any_record_is_not_opened(tmp_path: Path) -> None:
    for name in ("story.db", "story.db-wal"):
        (tmp_path / name).touch()
        os.truncate(tmp_path / name, 300_000_000)
        with pytest.raises(RecordError, match="larger than"):
            check_database(tmp_path / "story.db")
        (tmp_path / name).unlink()


def journal_that_names(path: Path, other: Path) -> None:
    """A journal of SQLite's, as it is left by a change of several databases that a further file
    lists: when the first of them is opened again, that file is deleted.
    """
    magic = bytes.fromhex("d9d505f920a163d7")
    pages = path.stat().st_size // 4096
    named = str(other).encode()
    head = (magic + struct.pack(">5I", 0, 1234, pages, 512, 4096)).ljust(512, b"\0")
    length_and_sum = struct.pack(">2I", len(named), sum(named))
    tail = struct.pack(">I", 2**30 // 4096 + 1) + named + length_and_sum + magic
    path.with_name(path.name + "-journal").write_bytes(head + tail)


@pytest.mark.parametrize(
    "command", [("show",), ("list",), ("resume",), ("tell", "--style", "spare")]
)
def test_no_command_deletes_a_file_that_a_journal_in_a_folder_names(
    two_stories: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    shutil.copytree(two_stories / "a", tmp_path / "o")
    (tmp_path / "diary").write_text("my own\n")
    journal_that_names(tmp_path / "o" / "story.db", tmp_path / "diary")

    said = novel_engine(command[0], "o", *command[1:], at=tmp_path)

    assert (tmp_path / "diary").read_text() == "my own\n"
    assert "names a file elsewhere" in said.out + said.err
    assert said.code == (0 if command == ("list",) else 6)


def test_a_database_with_another_name_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "story.db").write_bytes(b"")
    check_own(tmp_path / "story.db")
    (tmp_path / "other.db").hardlink_to(tmp_path / "story.db")

    with pytest.raises(RecordError, match="stands under another name too"):
        check_own(tmp_path / "story.db")


# ── every command, in a folder that somebody else has arranged ────────────────────────────────────

MEMORY = 4_000_000_000  # bytes of address space: a link to /dev/zero that is followed takes more
SECONDS = 20  # a pipe is waited for without end


def told(*words: str | Path, at: Path) -> Said:
    """A command, with no more memory and time than it may need."""

    def give_up(*_: object) -> None:
        raise AssertionError(f"{words} does not come to an end")

    before, allowed = resource.getrlimit(resource.RLIMIT_AS), signal.signal(signal.SIGALRM, give_up)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, before[1]))
    signal.alarm(SECONDS)
    try:
        return novel_engine(*words, at=at)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, allowed)
        resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.fixture(scope="module")
def two_stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same story twice, under `a` and `b`."""
    place = tmp_path_factory.mktemp("stories")
    for name in ("a", "b"):
        assert told("run", LAMP_OIL, *SHORT, "--out", name, at=place).code == 0
    return place


def as_it_was(place: Path) -> dict[str, bytes]:
    """Every file of the other story."""
    return {path.name: path.read_bytes() for path in sorted((place / "b").iterdir())}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["story.db", "story.db-wal", "story.md"])
@pytest.mark.parametrize("make", [link_to_zeros, pipe, folder])
def test_no_command_follows_a_link_or_waits_for_a_pipe_in_a_storys_folder(
    two_stories: Path, tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    subprocess.run(["cp", "-r", two_stories, tmp_path / "in"], check=True)
    (tmp_path / "in" / "a" / name).unlink(missing_ok=True)
    make(tmp_path / "in" / "a" / name)
    before = as_it_was(tmp_path / "in")

    commands = (
        [("resume", "a"), ("read", "a")]
        if name == "story.md"
        else [("resume", "a"), ("show", "a"), ("tell", "a")]
    )
    for words in commands:
        said = told(*words, at=tmp_path / "in")
        assert said.code in (2, 6), (words, said)
        assert said.err.count("error:") == 1
        assert "only a plain file" in said.err or (make, name) == (folder, "story.db")
    listed = told("list", "--json", at=tmp_path / "in").json
    assert {"ended", "unreadable"} >= {row["state"] for row in listed}
    assert [row["state"] for row in listed if row["folder"] == "b"] == ["ended"]
    assert as_it_was(tmp_path / "in") == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["batch.db", "batch.yaml", "batch.db-wal"])
@pytest.mark.parametrize("make", [link_to_zeros, pipe])
def test_no_batch_follows_a_link_or_waits_for_a_pipe(
    tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    (tmp_path / "o").mkdir()
    make(tmp_path / "o" / name)

    said = told(
        "batch", LAMP_OIL, "--seeds", "1", *SHORT[2:], "--jobs", "1", "--out", "o", at=tmp_path
    )

    assert (said.code, said.err.count("error:")) == (6 if ".db" in name else 2, 1), said
    assert "only a plain file" in said.err


@pytest.mark.slow
def test_a_story_reached_by_a_link_is_not_written_to_through_it(
    two_stories: Path, tmp_path: Path
) -> None:
    """`resume` of `a`, whose record is a link to that of `b`, would work in `b` without holding
    it.
    """
    subprocess.run(["cp", "-r", two_stories, tmp_path / "in"], check=True)
    (tmp_path / "in" / "a" / "story.db").unlink()
    (tmp_path / "in" / "a" / "story.db").symlink_to("../b/story.db")
    before = as_it_was(tmp_path / "in")

    assert told("resume", "a", at=tmp_path / "in").code == 6
    (tmp_path / "in" / "a" / "story.db").unlink()
    (tmp_path / "in" / "a" / "story.db").hardlink_to(tmp_path / "in" / "b" / "story.db")
    assert told("resume", "a", at=tmp_path / "in").code == 6
    assert told("show", "a", at=tmp_path / "in").code == 0
    assert as_it_was(tmp_path / "in") == before


@pytest.mark.slow
def test_a_telling_in_the_place_of_a_link_replaces_it_only_by_force(
    two_stories: Path, tmp_path: Path
) -> None:
    subprocess.run(["cp", "-r", two_stories, tmp_path / "in"], check=True)
    (tmp_path / "in" / "mine.txt").write_text("mine")
    place = tmp_path / "in" / "a" / "story.words-700.md"
    place.symlink_to("../mine.txt")

    assert told("tell", "a", "--words", "700", at=tmp_path / "in").code == 2
    assert told("tell", "a", "--words", "700", "--force", at=tmp_path / "in").code == 0
    assert (place.is_symlink(), (tmp_path / "in" / "mine.txt").read_text()) == (False, "mine")
