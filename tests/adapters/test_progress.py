"""Progress on a terminal: the scene under way, or how many stories are told."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console
from rich.progress import Progress, TextColumn

from novel_engine.adapters.progress import SceneProgress, count_progress, scene_progress
from novel_engine.story.world import begin
from tests.adapters import cellar


@pytest.fixture
def terminal() -> Iterator[tuple[Progress, io.StringIO]]:
    """A terminal that keeps what was shown."""
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=100)
    with Progress(TextColumn("{task.completed:.0f}/{task.total} {task.description}"), console=console) as progress:
        yield progress, shown


def test_the_scene_under_way_is_named(terminal: tuple[Progress, io.StringIO]) -> None:
    progress, shown = terminal
    task = progress.add_task("opening", total=None)
    observer = SceneProgress(progress, task)

    for record in cellar.in_turns(cellar.the_letter()):
        observer.notice(record, begin(cellar.setting()))
        progress.refresh()

    assert "0/2 scene 1, kitchen: Ada, Bo, Cy" in shown.getvalue()
    assert "telling it" in shown.getvalue()


def test_what_a_name_holds_is_no_markup_of_the_terminals(terminal: tuple[Progress, io.StringIO]) -> None:
    progress, shown = terminal
    task = progress.add_task("opening", total=None)
    world = begin(cellar.setting())
    world.setting.people[cellar.ADA]
    SceneProgress(progress, task)._show("[red]Ada[/red]", 0, world)
    progress.refresh()

    assert "[red]Ada[/red]" in shown.getvalue()


def test_without_a_terminal_the_bars_say_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with scene_progress() as observers:
        for record in cellar.in_turns(cellar.the_letter()):
            for observer in observers:
                observer.notice(record, begin(cellar.setting()))
    with count_progress(3) as told:
        told()

    said = capsys.readouterr()
    assert said.out == ""
    assert "\x1b" not in said.err
