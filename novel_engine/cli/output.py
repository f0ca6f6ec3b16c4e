"""What a command shows while it works, and what it says when it is stopped."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from novel_engine.errors import DiskFull, Interrupted

if TYPE_CHECKING:
    from novel_engine.ports.news import Observer


def shows_progress(quiet: bool) -> bool:
    """Whether progress belongs on standard error: on a terminal, unless asked to be quiet."""
    return not quiet and sys.stderr.isatty()


def scenes_shown(quiet: bool) -> AbstractContextManager[tuple[Observer, ...]]:
    """Those who show each scene on standard error as it comes; nobody where no progress belongs."""
    if not shows_progress(quiet):
        return nullcontext(())
    from novel_engine.adapters.terminal.progress import scene_progress

    return scene_progress()


@contextmanager
def stoppable(folder: Path) -> Iterator[None]:
    """Say how to go on when the person stops the work in this folder, or the disk does. Raises
    Interrupted, DiskFull.
    """
    try:
        yield
    except KeyboardInterrupt as stop:
        way = _way_to_go_on(folder)
        raise Interrupted(f"stopped; {way or 'nothing was written'}") from stop
    except DiskFull as problem:
        way = _way_to_go_on(folder)
        raise DiskFull(f"{problem}, and {way}" if way else str(problem)) from problem


def _way_to_go_on(folder: Path) -> str:
    """How to go on with what is recorded in the folder; empty where nothing is."""
    from novel_engine.adapters.files.story_folder import holds_story, home_of, is_stage, stage_of

    home = home_of(folder)
    going_on = f"`novel-engine resume {home}` goes on from the last whole turn"
    if is_stage(folder) and holds_story(folder):
        return f"{going_on}; until it has ended the story that was here stays"
    is_begun = holds_story(home) or holds_story(stage_of(home))
    return going_on if is_begun and not is_stage(folder) else ""
