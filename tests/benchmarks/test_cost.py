"""What a turn, a start and a story cost. `make bench` prints the table; the gate runs each once,
small and untimed.

A turn late in a long story must cost what an early one does: compare `turn 5000` with `turn 100` of
the same row.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from novel_engine.adapters.files.bundled import bundled_root
from novel_engine.adapters.reading.genre.genre_files import genre_files
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.fabula.world import begin
from novel_engine.story.givens import draws
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.givens.people import THEY, TRAIT_AXES, Person

ROUNDS, SMALL = 400, 30
BARE = (
    "import typer\napp = typer.Typer()\n@app.command()\ndef hello(name: str = 'x') -> "
    "None:\n  "
    "  print(name)\napp()\n"
)


def crowd(size: int) -> tuple[Person, ...]:
    """So many people of drawn temperament."""
    return tuple(_person(number) for number in range(size))


def _person(number: int) -> Person:
    rng = draws.generator("crowd", "traits", number, "")
    traits = tuple(draws.below(rng, 5) - 2 for _ in TRAIT_AXES)
    return Person(f"person-{number}", f"Person {number}", f"P{number}", THEY, traits=traits)


def endless(size: int, folder: Path) -> tuple[DirectorAgent, StoryRecord]:
    """A story whose ending is disabled, with its record on disk."""
    genre = read_genre(genre_files(bundled_root() / "configs", "winter-station"), "winter-station")
    config = StoryConfig("bench", kernel="concealed_harm", second="departure")
    setting = replace(setting_of(config, crowd(size), genre, "7"), open_ended=True)
    director = DirectorAgent(begin(setting), OfflineDecisionMaker(), OfflineFramer())
    return director, StoryRecord.create(folder / "story.db", [], {"seed": "7"}, setting)


@pytest.mark.parametrize("turn", [100, 5000])
@pytest.mark.parametrize("size", [5, 200])
def test_a_turn_with_its_record_on_disk(
    benchmark: BenchmarkFixture, tmp_path: Path, size: int, turn: int
) -> None:
    director, record = endless(size, tmp_path)
    with record:

        def one_turn() -> None:
            record.append(director.step())

        for _ in range(turn if benchmark.enabled else SMALL):
            one_turn()
        timed(benchmark, one_turn, ROUNDS)
        assert not director.is_over


def timed(benchmark: BenchmarkFixture, action: Callable[[], None], rounds: int) -> None:
    """Time so many rounds; where benchmarks are disabled, one."""
    benchmark.pedantic(action, rounds=rounds if benchmark.enabled else 1)  # type: ignore[no-untyped-call]


def started(*arguments: str, cwd: Path) -> Callable[[], None]:
    """A program, run to its end."""

    def run() -> None:
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=cwd)

    return run


def test_the_help_of_a_bare_typer_program(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    (tmp_path / "bare.py").write_text(BARE, encoding="utf-8")
    timed(benchmark, started("bare.py", "--help", cwd=tmp_path), 10)


def test_the_help_of_novel_engine(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    timed(benchmark, started("-m", "novel_engine", "--help", cwd=tmp_path), 10)


def test_a_default_run(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    run = started("-m", "novel_engine", "run", "--quiet", cwd=tmp_path)
    timed(benchmark, run, 5)
