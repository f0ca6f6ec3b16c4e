"""`why`: why a character acted as they did."""

from __future__ import annotations

from typing import Annotated

import typer

from novel_engine.adapters.printing import print_json, print_line
from novel_engine.cli.options import Folder, Json
from novel_engine.cli.people import person_in

EPILOG = """\b
Examples:
  novel-engine why stories/the-closing-pass-7 ida-kessel 12
  novel-engine why stories/the-closing-pass-7 Ida 12 --json
"""


def command(
    folder: Folder,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="One of the characters: id, name or short name.")
    ],
    turn: Annotated[int, typer.Argument(metavar="TURN", help="A turn, as `show` numbers them.")],
    json: Json = False,
) -> None:
    """Say why a character acted as they did.

    What could have been done in that turn, how each act scored, what was done, and what was
    refused. The mind is made again as it was at that moment, from the record alone; so are its
    choices.
    """
    from novel_engine.app.looking import read_story
    from novel_engine.cli.answers.choice import choice_as_json, choice_as_lines

    story = read_story(folder)
    person = person_in(story, name)
    if json:
        print_json(choice_as_json(story, person, turn))
    else:
        for line in choice_as_lines(story, person, turn):
            print_line(line)
