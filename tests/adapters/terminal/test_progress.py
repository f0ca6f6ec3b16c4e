"""Progress on a terminal: the scene under way, or how many stories are told."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console
from rich.progress import Progress, TextColumn

from novel_engine.adapters.terminal.progress import SceneProgress, count_progress, scene_progress
from novel_engine.ports.news import News, StoryTakenUp, TellingBegun, TurnRecorded
from tests.support import cellar


@pytest.fixture
def terminal() -> Iterator[tuple[Progress, io.StringIO]]:
    """A terminal that keeps what was shown."""
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=100)
    with Progress(
        TextColumn("{task.completed:.0f}/{task.total} {task.description}"), console=console
    ) as progress:
        yield progress, shown


def the_letters_news() -> tuple[News, ...]:
    """What is heard while the small story is made."""
    return (
        StoryTakenUp(cellar.setting(), -1),
        *map(TurnRecorded, cellar.in_turns(cellar.the_letter())),
    )


def test_the_scene_under_way_is_named(terminal: tuple[Progress, io.StringIO]) -> None:
    progress, shown = terminal
    task = progress.add_task("opening", total=None)
    observer = SceneProgress(progress, task)

    for news in (*the_letters_news(), TellingBegun(9)):
        observer.notice(news)
        progress.refresh()

    assert "0/2 scene 1, kitchen: Ada, Bo, Cy" in shown.getvalue()
    assert "telling it" in shown.getvalue()


def test_what_a_name_holds_is_no_markup_of_the_terminals(
    terminal: tuple[Progress, io.StringIO],
) -> None:
    progress, shown = terminal
    task = progress.add_task("opening", total=None)
    SceneProgress(progress, task)._show("[red]Ada[/red]", 0)
    progress.refresh()

    assert "[red]Ada[/red]" in shown.getvalue()


def test_without_a_terminal_the_bars_say_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with scene_progress() as observers:
        for news in the_letters_news():
            for observer in observers:
                observer.notice(news)
    with count_progress(3) as told:
        told()

    said = capsys.readouterr()
    assert said.out == ""
    assert "\x1b" not in said.err
