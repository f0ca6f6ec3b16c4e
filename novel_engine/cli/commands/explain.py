"""`explain`: what stands behind a paragraph."""

from __future__ import annotations

from typing import Annotated

import typer

from novel_engine.adapters.printing import print_json, print_line
from novel_engine.cli.options import Folder, Json

EPILOG = """\b
Examples:
  novel-engine explain stories/the-closing-pass-7 12
  novel-engine explain stories/the-closing-pass-7 12 --telling through-ruth-amsel --json
"""


def command(
    folder: Folder,
    number: Annotated[
        int, typer.Argument(metavar="N", help="The paragraph, from 1; headings are not counted.")
    ],
    telling: Annotated[
        str, typer.Option(metavar="NAME", help="Which telling: as `show` lists them.")
    ] = "story",
    everything: Annotated[
        bool, typer.Option("--all", help="Every belief, whatever it is about.")
    ] = False,
    json: Json = False,
) -> None:
    """Say what stands behind a paragraph.

    The events it tells, their causes back to the story's opening, and what the person it is told
    through believed at that moment, and from whom.
    """
    from novel_engine.adapters.untrusted_text import composed
    from novel_engine.app.looking import read_story, world_of
    from novel_engine.cli.answers.explanation import (
        explanation,
        explanation_as_json,
        explanation_as_lines,
    )

    story = read_story(folder)
    world_of(story)
    found = explanation(story, composed(telling), number)
    if json:
        print_json(explanation_as_json(story, found, everything=everything))
        return
    for line in explanation_as_lines(story, found, everything=everything):
        print_line(line)
