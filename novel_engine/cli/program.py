"""The program as a command that can be invoked; only the one that is asked for is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from novel_engine import __version__
from novel_engine.adapters.printing import print_line

COMMANDS: Mapping[str, str] = {
    "run": "Simulate a story and tell it.",
    "resume": "Go on with a story that was stopped.",
    "tell": "Tell a finished story again.",
    "explain": "Say what stands behind a paragraph.",
    "certify": "Say what is proven of a telling.",
    "show": "Read a story's record.",
    "list": "List the stories that are here.",
    "read": "Read a story, in your pager.",
    "why": "Say why a character acted as they did.",
    "validate": "Check story, character and genre files.",
    "schema": "Print the JSON Schema of a kind of file.",
    "preview": "Tell lines at once, for whoever writes them.",
    "lint-genre": "Say what a genre's author needs to know.",
    "batch": "Tell a story for each of many seeds.",
}
"""Each command with the first line of its help; `cli/commands` has a module of its name."""
EPILOG = """\b
A first story:   novel-engine run
Your own people: novel-engine run --cast people/ada --cast people/ben
Many stories:    novel-engine batch --seeds 1..20 --jobs 2 --out twenty
Look into one:   novel-engine show stories/the-closing-pass-1
"""


def _without_commands() -> typer.Typer:
    app = typer.Typer(
        name="novel-engine",
        rich_markup_mode=None,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        epilog=EPILOG,
    )
    app.callback()(start)
    return app


def program(arguments: Sequence[str]) -> Any:
    """The program, ready for these arguments: only the command that they name can be invoked."""
    app = _without_commands()
    # The program's own options are flags, so the first word without a dash names the command.
    named = next((word for word in arguments if not word.startswith("-")), "")
    for name, about in COMMANDS.items():
        if name == named:
            module = import_module(f"novel_engine.cli.commands.{name.replace('-', '_')}")
            app.command(name, epilog=module.EPILOG)(module.command)
        else:
            app.command(name, help=about)(_not_named)
    return typer.main.get_command(app)


def _not_named() -> None:
    """Stands for a command in the list of them."""


def _print_version(asked: bool) -> None:
    if asked:
        print_line(f"novel-engine {__version__}")
        raise typer.Exit


def start(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and leave.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Set a cast of characters loose in a situation, and read what comes of it.

    Each acts only on what that one knows; everything is recorded, and the record is told as a
    chaptered story. It needs no key and no network, and the same story, cast and seed give the same
    bytes.
    """
