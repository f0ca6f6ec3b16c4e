"""The program as a person at a terminal meets it: in this process, which is quick, or in one of its
own.
"""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from novel_engine.cli.app import run

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
LAMP_OIL = FIXTURES / "the-lamp-oil.yaml"
PEOPLE = FIXTURES / "people"
HEADS = ("error: ", "note: ")
# Of a message: three lines are read; and a path, which may have 4,096 signs, stands in one twice.
LINES_OF_A_MESSAGE = 3
SIGNS_OF_A_MESSAGE = 10_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer, which must be one JSON value."""
        assert self.code == 0, self.err
        return json.loads(self.out)


def novel_engine(*words: str | Path, at: Path | None = None) -> Said:
    """Run a command in this process; `at` is the folder it is given in."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), chdir(at or Path()):
        code = run([str(word) for word in words])
    return _measured(Said(code, out.getvalue(), err.getvalue()))


def messages(err: str) -> list[str]:
    """What standard error says, message by message; where something was raised is none."""
    lines = err.rstrip("\n").split("\n")
    starts = [at for at, line in enumerate(lines) if line.startswith(HEADS)]
    return [
        "\n".join(lines[start:end]).partition("\nTraceback ")[0]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=False)
    ]


def _measured(said: Said) -> Said:
    """The same, if nobody has to read more than is promised."""
    for message in messages(said.err):
        assert message.count("\n") < LINES_OF_A_MESSAGE, message
        assert len(message) <= SIGNS_OF_A_MESSAGE, message
    return said


def on_a_terminal(
    words: Sequence[str | Path], at: Path | None = None, **more: str | None
) -> tuple[int, str]:
    """The code of a command on a terminal, and everything seen there; a variable that is None is
    not set.
    """
    return seen_on_a_terminal(command(*words), at, **more)


def seen_on_a_terminal(
    program: Sequence[str], at: Path | None = None, **more: str | None
) -> tuple[int, str]:
    """The same of any program."""
    told = {"TERM": "xterm", **more}
    kept = {name: value for name, value in environment().items() if name not in told}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        program,
        cwd=at,
        env=kept | {name: value for name, value in told.items() if value is not None},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as shown:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 65536):
                said += part
        except OSError:  # the other end is closed
            pass
        finally:
            os.close(ours)
    return shown.returncode, said.decode().replace("\r\n", "\n")


def command(*words: str | Path) -> list[str]:
    """The words that start the program in a process of its own."""
    return [sys.executable, "-m", "novel_engine", *(str(word) for word in words)]


def environment(**more: str) -> dict[str, str]:
    """The environment in which the program is found from any folder."""
    return os.environ | {"PYTHONPATH": str(ROOT)} | more


def process(
    *words: str | Path, at: Path, more: Mapping[str, str] | None = None, within: float = 120
) -> Said:
    """Run a command in a process of its own."""
    done = subprocess.run(
        command(*words),
        cwd=at,
        env=environment(**(more or {})),
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=within,
        check=False,
    )
    return _measured(Said(done.returncode, done.stdout, done.stderr))


def files_in(folder: Path) -> list[str]:
    """Everything under a folder, by relative path."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def character(folder: Path, text: str) -> Path:
    """A character written down: the text is the file, or only the name when it is one line without
    a colon.
    """
    folder.mkdir(parents=True, exist_ok=True)
    body = (
        text if ":" in text or "\n" in text else f"name: {json.dumps(text, ensure_ascii=False)}\n"
    )
    (folder / "character.yaml").write_text(body, encoding="utf-8")
    return folder
