"""The whole gate: every check the project has, side by side where they can be, and where the time
went.

Run by `make test` as: python tests/tools/gate.py JOBS [PYTEST-OPTION…]. What does not hold is told
at the end, and every part is run, so that one run tells of everything.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Part:
    """One check, and the words that run it. What it prints is shown at once, or, where that is no
    use, if it fails.
    """

    name: str
    words: tuple[str, ...]
    is_shown: bool = False


@dataclass(frozen=True)
class Came:
    """What came of a part: its exit code, what it printed if that was kept, and the seconds it took
    and computed.
    """

    part: Part
    code: int
    text: str
    wall: float
    computed: float


def run(part: Part) -> Came:
    """Run one part."""
    begun = time.monotonic()
    # Every worker would read, rewrite and compile all of the tests again.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as kept:
        where = None if part.is_shown else kept
        started = subprocess.Popen(part.words, cwd=ROOT, env=env, stdout=where, stderr=where)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        kept.seek(0)
        text = kept.read().decode("utf-8", "replace")
    return Came(
        part, started.returncode, text, time.monotonic() - begun, used.ru_utime + used.ru_stime
    )


def static() -> tuple[Part, ...]:
    """What is checked without running anything."""
    return (
        Part("layout", (str(BIN / "ruff"), "format", "--check", ".")),
        Part("rules", (str(BIN / "ruff"), "check", ".")),
        Part("imports", (str(BIN / "lint-imports"), "--no-logo")),
        Part("types", (str(BIN / "mypy"),)),
    )


def tests(jobs: str, options: Sequence[str]) -> tuple[Part, ...]:
    """The tests, of which laws and slow ones run bare (tests/tools/bare.py) and the others are
    measured; and whether what carries the promises was run whole.

    All in one run: its workers import the tests once, and none waits for the last of two others.
    """
    pytest = (str(BIN / "pytest"), "-n", jobs, "--dist=loadgroup", "--no-loadscope-reorder")
    measured = ("-m", "not experiment", "--cov", "--cov-report=term")
    return (
        Part("tests", (*pytest, *measured, *options), is_shown=True),
        Part("promises", (sys.executable, "tests/tools/full_coverage.py"), is_shown=True),
    )


def in_turn(parts: Sequence[Part]) -> list[Came]:
    """Run these one after another."""
    return [run(part) for part in parts]


def told(came: Sequence[Came], wall: float) -> int:
    """Print what did not hold, and where the time went; 1 if anything did not hold."""
    for one in came:
        if one.code and one.text:
            print(f"\n{one.part.name}: {' '.join(one.part.words)}\n{one.text}")
    print(f"\n{'part':10} {'wall s':>7} {'computed s':>11}")
    for one in came:
        print(
            f"{one.part.name:10} {one.wall:7.0f} {one.computed:11.0f}   "
            f"{'holds' if not one.code else 'DOES NOT HOLD'}"
        )
    print(f"{'all':10} {wall:7.0f} {sum(one.computed for one in came):11.0f}")
    return int(any(one.code for one in came))


def main(jobs: str, *options: str) -> int:
    """Run everything."""
    begun = time.monotonic()
    with ThreadPoolExecutor(1) as beside:
        still: Future[list[Came]] = beside.submit(in_turn, static())
        came = in_turn(tests(jobs, options))
        came = [*still.result(), *came]
    return told(came, time.monotonic() - begun)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
