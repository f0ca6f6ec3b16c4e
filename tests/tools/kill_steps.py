"""Runs a command again and again, killed each time before another of the steps it takes on the
disk.

A step is a call that names, moves, removes or brings to the disk something. The program is imported
once and every run is a forked process of its own. Run as: python tests/tools/kill_steps.py
FOLDER-TO-COPY PLACE SHARE WORD…, where every SHARE-th step is tried. Prints a JSON line for each:
the step, how it ended, and the folder that was left.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from novel_engine.adapters.record.story_record import StoryRecord  # noqa: E402
from novel_engine.cli.app import run  # noqa: E402

STEPS = ("replace", "unlink", "rmdir", "mkdir", "fsync")


def killing(step: int) -> None:
    """Have this process killed before its step of that number, counted from 1."""
    numbers = count(1)

    def counted(known: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **more: Any) -> Any:
            if next(numbers) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return known(*words, **more)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    StoryRecord.append = counted(StoryRecord.append)  # type: ignore[method-assign]
    StoryRecord.keep = counted(StoryRecord.keep)  # type: ignore[method-assign]
    StoryRecord.note_files = counted(StoryRecord.note_files)  # type: ignore[method-assign]


def ended(folder: Path, step: int, words: list[str]) -> int:
    """Run the command in a process of its own, in this folder, killed before a step; its exit code,
    or −9.
    """
    pid = os.fork()
    if not pid:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        os.chdir(folder)
        killing(step)
        os._exit(run(words))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main(source: Path, place: Path, share: int, words: list[str]) -> None:
    """Print what came of every one of the steps, until there is none left to be killed before."""
    run([*words[:2], "--dry-run"])  # imports everything once
    for step in count(1, share):
        folder = place / str(step)
        shutil.copytree(source, folder)
        code = ended(folder, step, words)
        print(json.dumps({"step": step, "code": code, "folder": str(folder)}), flush=True)
        if code != -signal.SIGKILL:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
