"""What the commands may be given, each option once, and what is made of those that several commands
take.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from novel_engine.adapters.formats.registry import FORMS
from novel_engine.cli.environment import DEBUG, SHELF
from novel_engine.cli.output import print_note

if TYPE_CHECKING:
    from novel_engine.app.assembly import Materials
    from novel_engine.app.making import RunOptions
    from novel_engine.app.seats import ModelOptions
    from novel_engine.story.givens.config import Overrides

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The story's folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
Story = Annotated[
    str | None,
    typer.Argument(
        metavar="STORY", help="A story file, or the name of a bundled story.", show_default=False
    ),
]
Cast = Annotated[
    list[str] | None,
    typer.Option("--cast", metavar="DIR", help="A character's directory or name; repeat for each."),
]
GenreName = Annotated[
    str | None, typer.Option("--genre", help="A bundled genre, or a genre's directory.")
]
Scenes = Annotated[int | None, typer.Option(help="How many scenes are planned.")]
Words = Annotated[int | None, typer.Option(help="About how long the telling is.")]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Who decides, frames and narrates: offline, gemini:NAME, openai:NAME, or replay:DIR.",
    ),
]
DeciderModel = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who chooses what the characters do.")
]
FramerModel = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who chooses the next scene.")
]
NarratorModel = Annotated[str | None, typer.Option(metavar="NAME", help="Who words the chapters.")]
Record = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Keep every reply there too, for --model replay:DIR."),
]
Formats = Annotated[
    str, typer.Option("--format", help=f"What to write: any of {','.join(FORMS)}; md always.")
]
ThroughWhom = Annotated[
    str | None,
    typer.Option("--focalizer", metavar="NAME", help="Through whom it is told; by default chosen."),
]
StyleName = Annotated[
    str | None, typer.Option("--style", metavar="NAME", help="One of the genre's narrators.")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Fail, with code 9, rather than fall back on anything.")
]
Budget = Annotated[
    float | None,
    typer.Option(metavar="USD", min=0.0, help="Stop, with code 5, before more than this is spent."),
]
Prices = Annotated[
    list[str] | None,
    typer.Option(
        "--price",
        metavar="MODEL=IN,OUT",
        help="US dollars a million tokens asked and answered; repeat for each model.",
    ),
]
# What `tell` takes in another way: left out, it is as the story was told.
Focalizer = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="Through whom: a character's id, name, short name or nickname."
    ),
]
Style = Annotated[
    str, typer.Option(metavar="NAME", help="One of the narrators that the genre ships.")
]
AsRun = Annotated[
    str,
    typer.Option(
        "--format", help="Any of md,html,epub,fountain,jsonl; by default what the run wrote."
    ),
]


def materials_of(story: str | None, asked: Overrides) -> Materials:
    """What a command was asked to make, read and understood. Raises NovelError."""
    from novel_engine.adapters.reading.story_inputs import gather
    from novel_engine.app.assembly import understood

    return understood(gather(story, os.environ, asked, (DEBUG, SHELF)))


def run_options(formats: str, strict: bool, models: ModelOptions) -> RunOptions:
    """The options that concern the telling and its models. Raises UsageError for a format there is
    not.
    """
    from novel_engine.app.making import RunOptions
    from novel_engine.cli.wishes import known_formats

    return RunOptions(known_formats(formats), strict, models)


def model_options(
    budget: float | None, record: Path | None, prices: Sequence[str] | None, quiet: bool
) -> ModelOptions:
    """How this command may use language models: keys and addresses are those of the environment.
    Raises UsageError.
    """
    from novel_engine.app.seats import ModelOptions
    from novel_engine.cli.wishes import known_prices

    options = ModelOptions(budget, record, dict(os.environ), known_prices(prices or ()))
    return options if quiet else replace(options, remark=print_note)


def ready_models(materials: Materials, options: RunOptions, *, asks: bool = True) -> None:
    """Raise NovelError, before anything is written, for a model that cannot be asked."""
    from novel_engine.app.seats import ready

    config = materials.inputs.config
    ready(config.models, options.models, asks=asks, where=config.where("model", "prices"))
