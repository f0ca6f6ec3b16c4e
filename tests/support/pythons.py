"""The other Pythons that are installed here, and what the engine needs to run in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"


def places() -> Iterator[Path]:
    """Where Pythons lie: on the path, and where pyenv and uv put theirs."""
    yield from (Path(one) for one in os.get_exec_path())
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(pyenv.glob("versions/3.*/bin"))
    yield from sorted((Path.home() / ".local" / "share" / "uv" / "python").glob("cpython-*/bin"))


def found(version: str) -> Path | None:
    """A Python of this version that starts; None where there is none."""
    for place in places():
        program = place / f"python{version}"
        if program.is_file() and os.access(program, os.X_OK):
            asked = [str(program), "-c", "import sqlite3, sys; print(sys.version_info[:2])"]
            said = subprocess.run(asked, capture_output=True, text=True, check=False)
            if said.stdout.strip() == str(tuple(int(part) for part in version.split("."))):
                return program
    return None


def libraries(version: str, into: Path) -> str:
    """Put the pinned libraries for this version there. What went wrong, or nothing."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    what = ["--require-hashes", "--requirement", str(ROOT / "requirements" / "run.txt")]
    how = ["--no-deps", "--no-compile", "--only-binary=:all:", "--python-version", version]
    done = subprocess.run(
        [*pip, "--target", str(into), *how, *what],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(into, ignore_errors=True)
        return (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
    return ""


def asked(python: Path, on_path: tuple[Path, ...], *words: str) -> str:
    """What a program of this Python prints, when run from the checkout with these libraries."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "PYTHONPATH": os.pathsep.join(str(one) for one in (ROOT, *on_path)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "NOVEL_ENGINE_CACHE": "",
    }
    done = subprocess.run(
        [str(python), *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
