"""Fails unless every line and branch of the modules that carry the promises was run by the tests.

Run after pytest has written its coverage data: python tests/tools/full_coverage.py
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

# Fold, perception, adjudication and codecs: an untested line here is a promise nobody has checked.
CARRY_THE_PROMISES = (
    "novel_engine/story/adjudicating/adjudication.py",
    "novel_engine/story/fabula/codec.py",
    "novel_engine/story/fabula/mind.py",
    "novel_engine/story/fabula/percepts.py",
    "novel_engine/story/fabula/world.py",
)


def shortfalls(measured: dict[str, Any], paths: Sequence[str], root: Path) -> Iterator[str]:
    """One sentence for each path that is missing, was not measured, or was not run whole."""
    for path in paths:
        if not (root / path).is_file():
            yield (
                f"{path}: there is no such file; if it was renamed, say so in "
                "tests/tools/full_coverage.py"
            )
        elif path not in measured:
            yield f"{path}: was not measured; run pytest with --cov over the whole suite first"
        else:
            yield from _gaps(path, measured[path])


def _gaps(path: str, found: dict[str, Any]) -> Iterator[str]:
    unrun = set(found["missing_lines"])
    branches = [(start, end) for start, end in found["missing_branches"] if start not in unrun]
    gaps = [str(line) for line in sorted(unrun)]
    gaps += [f"{start}->{'exit' if end < 0 else end}" for start, end in branches]
    if gaps:
        yield f"{path}: must be covered whole; never run: {', '.join(gaps)}"


def main() -> int:
    """Print what falls short, if anything; 0 when nothing does."""
    command = [sys.executable, "-m", "coverage", "json", "--quiet", "--fail-under=0", "-o", "-"]
    report = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if report.returncode:
        print(report.stdout or "there is no coverage data; run pytest --cov first", file=sys.stderr)
        return 1
    measured = json.loads(report.stdout)["files"]
    found = list(shortfalls(measured, CARRY_THE_PROMISES, ROOT))
    print(
        "\n".join(found)
        or f"{len(CARRY_THE_PROMISES)} modules that carry the promises: covered whole"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
