"""What is said on standard error: a message a mistake, no more than is read, and behind the answer."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from novel_engine.cli import app
from novel_engine.cli.app import MISTAKES_SAID, run
from tests.support.terminal import PEOPLE, command, environment, messages, novel_engine

CAST = f"cast: [{PEOPLE / 'ada-vane'}, {PEOPLE / 'dee-orr'}]\n"


def story_with(mistakes: int, at: Path) -> None:
    """A story file with so many keys that there are not."""
    keys = "".join(f"key_{n:02}: 1\n" for n in range(mistakes))
    (at / "s.yaml").write_text(CAST + keys, encoding="utf-8")


@pytest.mark.parametrize("name", ["run", "batch"])
def test_each_mistake_of_a_file_is_a_message_of_its_own(tmp_path: Path, name: str) -> None:
    story_with(3, tmp_path)

    said = novel_engine(name, "s.yaml", *(["--seeds", "1"] if name == "batch" else []), at=tmp_path)

    assert said.code == 3
    assert [line.partition(" unknown")[0] for line in messages(said.err)] == [
        "error: s.yaml:2:",
        "error: s.yaml:3:",
        "error: s.yaml:4:",
    ]
    assert len(said.err.splitlines()) == 3


@pytest.mark.parametrize(
    ("mistakes", "untold"), [(20, ""), (21, "1 more problem"), (60, "40 more")]
)
def test_of_many_mistakes_no_more_are_said_than_are_read(
    tmp_path: Path, mistakes: int, untold: str
) -> None:
    story_with(mistakes, tmp_path)

    said = messages(novel_engine("run", "s.yaml", at=tmp_path).err)

    assert len(said) == MISTAKES_SAID + bool(untold)
    if untold:
        assert said[-1].startswith(f"error: … and {untold}")


def test_of_findings_that_cannot_be_written_that_alone_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    err = io.StringIO()
    with open("/dev/full", "w", encoding="utf-8") as full:
        monkeypatch.setattr("sys.stdout", full)
        monkeypatch.setattr("sys.stderr", err)
        code = run(["validate", "nowhere"])

    assert code == 8
    assert [line.partition(" (")[0] for line in messages(err.getvalue())] == [
        "error: the output could not be written"
    ]


@pytest.mark.parametrize(
    ("problem", "code", "word"),
    [(KeyboardInterrupt(), 130, "stopped"), (LookupError("the cellar"), 1, "this is a bug")],
)
def test_a_lost_answer_keeps_no_other_failure_from_being_said(
    monkeypatch: pytest.MonkeyPatch, problem: BaseException, code: int, word: str
) -> None:
    def stumble(arguments: object) -> int:
        print("an answer")
        raise problem

    err = io.StringIO()
    monkeypatch.setattr(app, "_invoke", stumble)
    monkeypatch.setenv("NOVEL_ENGINE_DEBUG", "1")
    with open("/dev/full", "w", encoding="utf-8") as full:
        monkeypatch.setattr("sys.stdout", full)
        monkeypatch.setattr("sys.stderr", err)
        ended = run(["show"])

    assert ended == code
    assert len(messages(err.getvalue())) == 1
    assert messages(err.getvalue())[0].startswith(f"error: {word}")


def test_what_was_found_stands_before_how_much_it_is_where_both_go_to_one_file(
    tmp_path: Path,
) -> None:
    with open(tmp_path / "both", "w", encoding="utf-8") as both:
        subprocess.run(
            command("validate", "nowhere"),
            cwd=tmp_path,
            env=environment(),
            stdout=both,
            stderr=both,
            check=False,
        )

    *found, last = (tmp_path / "both").read_text(encoding="utf-8").splitlines()
    assert found[0].startswith("nowhere: ")
    assert last == "error: 1 problem in all; correct the lines named above"


SIGNALLED = """
import signal, sys
from novel_engine.cli import app
for number in app.STOPPING:  # whatever has been ignored of those who run the tests
    signal.signal(number, signal.SIG_DFL)
signal.signal(getattr(signal, sys.argv.pop(1)), signal.SIG_IGN)
def stopped(arguments):
    signal.raise_signal(getattr(signal, sys.argv[1]))
    return 0
app._invoke = stopped
app.main()
"""
# Exit code: stopped; it can be gone on with.
STOPPED = 130


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_stops_the_program_unless_whoever_started_it_has_it_ignored(
    tmp_path: Path, name: str
) -> None:
    ended = [
        subprocess.run(
            [sys.executable, "-c", SIGNALLED, ignored, name],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        for ignored in (name, "SIGUSR1")
    ]

    assert [one.returncode for one in ended] == [0, STOPPED]
    assert [one.stderr for one in ended] == ["", "error: stopped\n"]


PRESSED_EARLY = """
import runpy, signal, sys
class Pressed:
    def find_spec(self, name, path=None, target=None):
        if name == "novel_engine.cli.app":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Pressed())
runpy.run_module("novel_engine", run_name="__main__")
"""


def test_ctrl_c_before_the_program_has_begun_ends_it_without_a_word() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRESSED_EARLY],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")
