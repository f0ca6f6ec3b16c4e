"""Whatever becomes of the standard streams, a command ends in a way that is promised, and says so once."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from novel_engine.cli.program import COMMANDS
from tests.support.sampling import sample
from tests.support.terminal import (
    FIXTURES,
    LAMP_OIL,
    PEOPLE,
    Said,
    command,
    environment,
    novel_engine,
    on_a_terminal,
)

pytestmark = [pytest.mark.law, pytest.mark.slow]

SHORT = ["--scenes", "3", "--words", "300"]
# One way to give each command; every one has an answer on standard output. What is looked over there
# is sound, but for the genre, which says too little.
WAYS: dict[str, list[str]] = {
    "run": ["run", str(LAMP_OIL), *SHORT, "--seed", "3", "--out", "new"],
    "resume": ["resume", "ok"],
    "tell": ["tell", "ok", "--style", "spare", "--force"],
    "explain": ["explain", "ok", "3"],
    "certify": ["certify", "ok"],
    "preview": [
        "preview",
        str(FIXTURES / "genres" / "ford-inn" / "lines" / "inn.yaml"),
        "--seeds",
        "1",
    ],
    "show": ["show", "ok", "--events"],
    "list": ["list", "."],
    "read": ["read", "ok"],
    "why": ["why", "ok", "Ada", "3"],
    "validate": ["validate", str(PEOPLE / "ada-vane")],
    "schema": ["schema", "story"],
    "lint-genre": ["lint-genre", str(FIXTURES / "genres" / "ford-inn"), "--seeds", "1"],
    "batch": ["batch", str(LAMP_OIL), *SHORT, "--seeds", "1..2", "--jobs", "1", "--out", "many"],
}
# Exit codes: done; bad input; what could not be written; what does not hold; stopped.
DONE, INPUT, UNWRITTEN, UNPROVEN, STOPPED = 0, 3, 8, 10, 130
ENDS = {"lint-genre": INPUT, "certify": UNPROVEN}


@pytest.fixture(scope="module")
def story_told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a story."""
    folder = tmp_path_factory.mktemp("told") / "ok"
    told = novel_engine("run", LAMP_OIL, "--seed", "7", "--out", folder)
    assert told.code == DONE, told.err
    return folder


@pytest.fixture
def place(story_told: Path, tmp_path: Path) -> Path:
    """A folder with a story in it."""
    shutil.copytree(story_told, tmp_path / "ok")
    return tmp_path


def redirected(redirection: str, words: Sequence[str], at: Path, **more: str) -> Said:
    """A command whose streams the shell has redirected."""
    done = subprocess.run(
        ["sh", "-c", f'"$@" {redirection}', "sh", *command(*words)],
        cwd=at,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def test_every_command_is_tried() -> None:
    assert set(WAYS) == set(COMMANDS)


CLOSED = ">&- 2>&- 0<&-"
CASES = [(name, "closed") for name in COMMANDS] + [
    (name, "full") for name in ("run", "batch", "show", "validate", "lint-genre")
]
# Of these cases a few at every commit: each is a process or more.
CASES_TRIED, COMMANDS_TRIED = 7, 5


@pytest.mark.parametrize(("name", "how"), sample(CASES, CASES_TRIED, "answer lost"))
def test_an_answer_that_cannot_be_written_is_said_once(place: Path, name: str, how: str) -> None:
    said = redirected(">&- 0<&-" if how == "closed" else ">/dev/full", WAYS[name], place)

    assert said.code == UNWRITTEN, said.err
    # What the telling had to note stands before it; what went wrong is one line, and the last.
    *noted, wrong = said.err.splitlines()
    assert wrong.startswith("error: the output could not be written (")
    assert all(line.startswith("note: ") for line in noted)


@pytest.mark.parametrize(("name", "how"), sample(CASES, CASES_TRIED, "messages lost"))
def test_what_is_not_the_answer_may_be_lost(place: Path, name: str, how: str) -> None:
    said = redirected("2>&- 0<&-" if how == "closed" else "2>/dev/full", WAYS[name], place)

    assert said.code == ENDS.get(name, DONE)
    assert said.out


@pytest.mark.parametrize("name", sample(tuple(COMMANDS), COMMANDS_TRIED, "nowhere to say it"))
def test_a_failure_with_nowhere_to_say_it_keeps_its_code(place: Path, name: str) -> None:
    wrong = redirected(CLOSED, [name, "nowhere", "--no-such-option"], place)

    assert (wrong.code, wrong.out, wrong.err) == (2, "", "")


@pytest.mark.parametrize("name", sample(tuple(COMMANDS), COMMANDS_TRIED, "no reader"))
def test_a_reader_that_wants_nothing_changes_no_code_and_no_story(place: Path, name: str) -> None:
    with subprocess.Popen(
        command(*WAYS[name]),
        cwd=place,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as teller:
        assert teller.stdout is not None
        assert teller.stderr is not None
        teller.stdout.close()
        err = teller.stderr.read()

    assert teller.returncode == ENDS.get(name, DONE)
    said = [line for line in err.splitlines() if not line.startswith("note: ")]
    assert len(said) == (name in ENDS)
    assert all(line.endswith("they are named above") for line in said)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_reader_at_the_other_end_of_a_socket_may_leave_as_well(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ours = socket.create_connection(server.getsockname())
        reader, _ = server.accept()
        # To leave in haste: what was sent meanwhile is answered with a reset.
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        reader.close()
        with ours:
            done = subprocess.run(
                command("show", "ok", "--events"),
                cwd=place,
                env=environment(),
                stdout=ours.fileno(),
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )

    assert (done.returncode, done.stderr) == (DONE, "")


def test_findings_that_nobody_reads_to_their_end_are_findings(place: Path) -> None:
    said = redirected("| true; exit 0", ["validate", "nowhere"], place)
    with subprocess.Popen(
        command("validate", "nowhere"), cwd=place, env=environment(), stdout=subprocess.PIPE
    ) as checker:
        assert checker.stdout is not None
        checker.stdout.close()

    assert said.code == DONE
    assert checker.returncode == INPUT


def test_no_file_of_a_story_gets_the_number_of_a_stream(place: Path) -> None:
    way = [word if word != "new" else "other" for word in WAYS["run"]]
    straight = novel_engine(*way, "--json", at=place)

    said = redirected(CLOSED, WAYS["run"], place)

    assert said.code == UNWRITTEN
    shown = novel_engine("resume", "new", "--json", at=place).json
    assert shown["story_sha256"] == straight.json["story_sha256"]


def test_a_slow_reader_gets_everything(place: Path) -> None:
    whole = novel_engine("show", "ok", "--events", "--json", at=place).out
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    with subprocess.Popen(
        command("show", "ok", "--events", "--json"), cwd=place, env=environment(), stdout=theirs
    ) as shower:
        os.close(theirs)
        fcntl.fcntl(ours, fcntl.F_GETFL)
        time.sleep(0.3)
        said = b""
        while part := os.read(ours, 4096):
            said += part
    os.close(ours)

    assert shower.returncode == DONE
    assert said.decode() == whole
    assert len(said) > 65536


@pytest.mark.parametrize("pager", ["nosuch", "nosuch --fast", "false", "./ok/story.md", "exit 3"])
def test_a_pager_that_fails_leaves_the_text_to_be_printed(place: Path, pager: str) -> None:
    code, said = on_a_terminal(["read", "ok"], place, PAGER=pager)

    assert code == DONE
    assert said.count("# The Lamp Oil") == 1
    assert f"note: the pager `{pager}` failed" in said


@pytest.mark.parametrize(
    ("pager", "shown"),
    [
        ("cat", "\n# The Lamp Oil"),
        ("sed s/^/PAGED:/", "PAGED:# The Lamp Oil"),
        ("sed 's/^/ PAGED:/' | cat", " PAGED:# The Lamp Oil"),
        ("", "\n# The Lamp Oil"),
        ("  ", "\n# The Lamp Oil"),
        ("head -n 1", "---\n"),
        ("true", ""),
    ],
)
def test_a_pager_is_taken_as_a_shell_takes_it(place: Path, pager: str, shown: str) -> None:
    code, said = on_a_terminal(["read", "ok"], place, PAGER=pager)

    assert code == DONE
    assert shown in said
    assert "note: " not in said
    assert "Traceback" not in said


def test_where_there_is_no_pager_the_text_is_printed(place: Path) -> None:
    (place / "bin").mkdir()
    for path, term in ((str(place / "bin"), "xterm"), (os.environ["PATH"], "dumb")):
        code, said = on_a_terminal(["read", "ok"], place, PAGER=None, PATH=path, TERM=term)

        assert code == DONE
        assert said.count("# The Lamp Oil") == 1
        assert "note: " not in said


def test_no_pager_is_asked_where_there_is_no_terminal(place: Path) -> None:
    said = redirected("", ["read", "ok"], place, PAGER="sed s/^/PAGED:/")

    assert said.out == (place / "ok" / "story.md").read_text(encoding="utf-8")
    assert shutil.which("sed")


def test_a_pager_ends_with_the_program_that_is_told_to(place: Path) -> None:
    code, said = on_a_terminal(
        ["read", "ok"], place, PAGER="sleep 1; kill -TERM $PPID; sleep 2; touch waited-for"
    )

    assert code == STOPPED
    assert said == "error: stopped\n"
    assert not (place / "waited-for").exists()
