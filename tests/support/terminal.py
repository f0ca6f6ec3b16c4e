"""The program as a person at a terminal meets it: in this process, which is quick, or in one of its
own.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from novel_engine.cli.app import run

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
LAMP_OIL = FIXTURES / "the-lamp-oil.yaml"
PEOPLE = FIXTURES / "people"


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
    return Said(code, out.getvalue(), err.getvalue())


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
    return Said(done.returncode, done.stdout, done.stderr)


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
