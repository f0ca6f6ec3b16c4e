"""`schema`: the form of a kind of file, for an editor."""

from __future__ import annotations

from typing import Annotated

import typer

from novel_engine.adapters.printing import print_json

EPILOG = """\b
Example, for an editor's YAML support:
  novel-engine schema character > character.schema.json
  novel-engine schema kernel > kernel.schema.json
"""


def command(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="story, character, genre, kernel or lines.")
    ],
) -> None:
    """Print the JSON Schema of a kind of file."""
    from novel_engine.adapters.reading.schemas import json_schema

    print_json(json_schema(kind))
