"""How far a story has come, scene by scene, on a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from novel_engine.adapters.printing import bare_stream, visible_streams
from novel_engine.adapters.untrusted_text import printable
from novel_engine.ports.news import News, Observer, StoryTakenUp, TellingBegun, TurnRecorded
from novel_engine.story.fabula.events import SceneOpened
from novel_engine.story.fabula.setting import Setting

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class SceneProgress:
    """Shows the scene under way. Keeps the promise of Observer."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        """Use `scene_progress`."""
        self._progress = progress
        self._task = task
        self._setting: Setting | None = None
        self._scenes = 0

    def notice(self, news: News) -> None:
        """Move on when a scene opens, and when the story is told."""
        match news:
            case StoryTakenUp():
                self._setting = news.setting
            case TurnRecorded() if self._setting is not None:
                for event in news.turn.events:
                    if isinstance(event, SceneOpened):
                        self._open(event, self._setting)
            case TellingBegun():
                self._show("telling it", self._scenes)
            case _:
                return

    def _open(self, scene: SceneOpened, setting: Setting) -> None:
        self._scenes = scene.scene
        place = setting.places[scene.place].name
        company = ", ".join(setting.people[person].short for person in scene.cast[:4])
        self._show(f"scene {scene.scene}, {place}: {company}", scene.scene - 1)

    def _show(self, what: str, done: int) -> None:
        from rich.markup import escape

        total = max(self._setting.scenes if self._setting else 0, done)
        self._progress.update(
            self._task, description=escape(printable(what)), completed=done, total=total
        )


@contextmanager
def scene_progress() -> Iterator[tuple[Observer, ...]]:
    """The observers that show progress on standard error while the block runs.

    What is printed meanwhile goes through the bar, and stays as visible as ever.
    """
    with _bar() as progress, visible_streams():
        yield (SceneProgress(progress, progress.add_task("opening", total=None)),)


@contextmanager
def count_progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar for so many stories; each call moves it on by one."""
    with _bar() as progress, visible_streams():
        task = progress.add_task("stories", total=total)
        yield lambda: progress.advance(task)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    # The clock shows that it goes on while a language model thinks.
    columns = (
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    return Progress(*columns, console=Console(file=bare_stream(sys.stderr)), transient=True)
