"""Tells a story, then tells it again and again, killed each time at another moment and resumed;
prints what came of each.

The program is imported once and every telling is a forked process of its own, so that the moments
fall in the story and not in the imports. Run as: python tests/tools/kill_points.py FOLDER FRACTION…
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from novel_engine.cli.app import run  # noqa: E402

STORY = str(ROOT / "tests" / "fixtures" / "the-lamp-oil.yaml")
OPTIONS = ("--seed", "2", "--scenes", "6", "--words", "900", "--nights", "3")


def started(*words: str) -> int:
    """Run a command in a process of its own, whose id this is."""
    pid = os.fork()
    if not pid:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os._exit(run(words))
    return pid


def ended(pid: int) -> int:
    """The exit code of a process; −9 when it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def begun(folder: Path) -> int:
    """Begin to tell the story into a folder, in a process of its own."""
    return started("run", STORY, *OPTIONS, "--out", str(folder))


def turns(folder: Path) -> int:
    """How many turns are in the record; −1 without one."""
    path = folder / "story.db"
    if not path.exists():
        return -1
    with closing(sqlite3.connect(path)) as connection:
        found: int = connection.execute("SELECT count(*) FROM turns").fetchone()[0]
    return found


def wait_for(folder: Path, number: int, pid: int) -> None:
    """Wait until so many turns are recorded, or the process has ended."""
    while (
        turns(folder) < number
        and os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    ):
        time.sleep(0.0005)


def log(folder: Path) -> list[tuple[object, ...]]:
    """Every row of the log, and of what each person noticed and holds."""
    with closing(sqlite3.connect(folder / "story.db")) as connection:
        return [
            row
            for table in (
                "story",
                "turns",
                "events",
                "event_causes",
                "percepts",
                "beliefs",
                "memories",
                "paragraphs",
            )
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        ]


def sleeping(seconds: float) -> Callable[[int], None]:
    """Wait for so long, whatever the process does."""

    def moment(pid: int) -> None:
        time.sleep(seconds)

    return moment


def killed_and_resumed(
    folder: Path, straight: Path, moment: Callable[[int], None]
) -> dict[str, object]:
    """Kill a telling at a moment, go on with it, and compare it with one that was left alone."""
    pid = begun(folder)
    moment(pid)
    os.kill(pid, signal.SIGKILL)
    killed, seen = ended(pid), turns(folder)
    code = ended(started("resume", str(folder)) if seen >= 0 else begun(folder))
    same = code == 0 and log(folder) == log(straight)
    same = same and (folder / "story.md").read_bytes() == (straight / "story.md").read_bytes()
    return {"killed": killed, "turns": seen, "code": code, "same": same}


def main(folder: Path, fractions: list[float]) -> None:
    """Print one JSON line for each moment: by turns their even half, by the clock the others."""
    run(["run", STORY, *OPTIONS, "--dry-run"])
    straight, began = folder / "straight", time.monotonic()
    assert ended(begun(straight)) == 0
    took, last = time.monotonic() - began, turns(straight)
    for number, fraction in enumerate(fractions):
        place = folder / str(number)
        by_turns = partial(wait_for, place, int(fraction * (last + 1)))
        moment = by_turns if number % 2 else sleeping(fraction * took)
        print(json.dumps(killed_and_resumed(place, straight, moment)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [float(word) for word in sys.argv[2:]])
