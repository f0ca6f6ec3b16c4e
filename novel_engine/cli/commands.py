"""The commands, by name."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from novel_engine import __version__
from novel_engine.cli import checking, linting, making, many, reading, telling

EPILOG = """\b
A first story:   novel-engine run
Your own people: novel-engine run --cast people/ada --cast people/ben
Many stories:    novel-engine batch --seeds 1..20 --jobs 2 --out nights
Look into one:   novel-engine show stories/the-closing-pass-1
"""


def program() -> Any:
    """The program as a command that can be invoked."""
    app = typer.Typer(
        name="novel-engine",
        rich_markup_mode=None,
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        epilog=EPILOG,
    )
    app.callback()(start)
    for group in (making, telling, reading, checking, linting, many):
        for name, command, epilog in group.COMMANDS:
            app.command(name, epilog=epilog)(command)
    return typer.main.get_command(app)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"novel-engine {__version__}")
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
