"""What the commands may be given, each option once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novel_engine.adapters.files.input_files import as_on_disk, can_be_there, is_directory, is_file
from novel_engine.adapters.formats.registry import FORMATS
from novel_engine.adapters.reading.story.settings import MOST_NIGHTS, NIGHTS
from novel_engine.errors import UsageError


def folder_on_disk(written: str) -> Path:
    """The folder that is meant, in the letters that the disk has, if one can be there. Raises
    UsageError for a file, a pipe and what else is none.
    """
    path = as_on_disk(Path(written))
    if is_directory(path):
        return path
    from novel_engine.adapters.files.recognition import recognised

    what = recognised(path) or ("this is a file; name a story's folder" if is_file(path) else "")
    if not what and not can_be_there(path):
        what = "there is no such folder; check the spelling"
    what = what or ("" if path.exists() else _of_the_program(written))
    if what:
        raise UsageError(f"{path}: {what}")
    return path


def _of_the_program(written: str) -> str:
    from novel_engine.adapters.files.bundled import meant_otherwise

    return meant_otherwise(written)


Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The story's folder.", parser=folder_on_disk)
]
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
Words = Annotated[
    int | None,
    typer.Option(
        help=(
            "About how long the telling is, 300 to 50,000. Nothing is padded: the bundled genre "
            "carries some 3,000 with two people, 4,500 with five, and more asked is never less told."
        ),
    ),
]
Nights = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help=(
            f"How many nights of the story are simulated, 1 to {MOST_NIGHTS}, of which the one with "
            f"the best plot is told: {NIGHTS}, or 1 where a model decides or frames."
        ),
    ),
]
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
RepliesTo = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Keep every reply there too, for --model replay:DIR."),
]
Formats = Annotated[
    str, typer.Option("--format", help=f"What to write: any of {','.join(FORMATS)}; md always.")
]
ThroughWhom = Annotated[
    str | None,
    typer.Option("--focalizer", metavar="NAME", help="Through whom it is told; by default chosen."),
]
StyleName = Annotated[
    str | None, typer.Option("--style", metavar="NAME", help="One of the genre's narrators.")
]
PersonOfTelling = Annotated[
    str | None,
    typer.Option(
        "--person",
        metavar="first|third",
        help="First: whoever it is told through says I. Plain voice only.",
    ),
]
TenseOfTelling = Annotated[
    str | None,
    typer.Option("--tense", metavar="past|present", help="In which it is told. Plain voice only."),
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
RetoldFocalizer = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Through whom: a character's id, name, short name or nickname."
    ),
]
RetoldStyle = Annotated[
    str | None, typer.Option(metavar="NAME", help="One of the narrators that the genre ships.")
]
RetoldFormats = Annotated[
    str,
    typer.Option("--format", help=f"Any of {','.join(FORMATS)}; by default what the run wrote."),
]
