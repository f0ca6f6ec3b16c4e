"""The program: a command to each module, and no more imported than is asked for."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from novel_engine.cli import commands
from novel_engine.cli.program import COMMANDS
from tests.support.terminal import environment, novel_engine

PLACE = Path(commands.__path__[0])
IMPORTED = """
import sys
from novel_engine.cli.app import run
run(sys.argv[1:])
there = "novel_engine.cli.commands."
print(*sorted(name for name in sys.modules if name.startswith(there)), file=sys.stderr)
print("novel_engine.story" in sys.modules, file=sys.stderr)
"""


def test_every_module_is_a_command_and_every_command_a_module() -> None:
    modules = {path.stem.replace("_", "-") for path in PLACE.glob("*.py")} - {"--init--"}

    assert set(COMMANDS) == modules


@pytest.mark.parametrize("name", COMMANDS)
def test_what_the_list_says_of_a_command_is_what_its_own_help_begins_with(name: str) -> None:
    module = import_module(f"novel_engine.cli.commands.{name.replace('-', '_')}")

    assert (inspect.getdoc(module.command) or "").splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own_with_an_example(name: str) -> None:
    said = novel_engine(name, "--help")

    assert said.code == 0
    assert f"Usage: novel-engine {name} " in said.out
    assert f"  novel-engine {name}" in said.out.partition("Example")[2]


@pytest.mark.parametrize(("words", "loaded"), [(("--help",), ""), (("why", "--help"), "why")])
def test_only_the_command_that_is_asked_for_is_imported(
    words: tuple[str, ...], loaded: str
) -> None:
    said = subprocess.run(
        [sys.executable, "-c", IMPORTED, *words],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    there = f"novel_engine.cli.commands.{loaded}" if loaded else ""
    assert said.stderr.splitlines() == [there, "False"]


def test_a_command_that_is_nearly_right_is_suggested() -> None:
    said = novel_engine("shwo", "stories")

    assert said.code == 2
    assert "Did you mean 'show'?" in said.err
