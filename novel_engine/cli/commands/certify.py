"""`certify`: what is proven of a telling."""

from __future__ import annotations

from typing import Annotated

import typer

from novel_engine.adapters.printing import print_json, print_line
from novel_engine.cli.options import Folder, Json

EPILOG = """\b
Examples:
  novel-engine certify stories/the-closing-pass-7          one line a check, and what fails
  novel-engine certify stories/the-closing-pass-7 --all    every finding, quoted
  novel-engine certify stories/the-closing-pass-7 --telling through-ruth-amsel --json
"""


def command(
    folder: Folder,
    telling: Annotated[
        str, typer.Option(metavar="NAME", help="Which telling: as `show` lists them.")
    ] = "story",
    everything: Annotated[
        bool, typer.Option("--all", help="Every finding, with the words that it rests on.")
    ] = False,
    json: Json = False,
) -> None:
    """Say what is proven of a telling.

    Whether each why is answered in plain words, whom it can have been by what was told, whether clues
    are shown before the answer, promises paid, charges grounded, choices put with their price, and
    everybody introduced: each with its paragraph. If something fails, the exit code is 10.
    """
    from novel_engine.adapters.untrusted_text import composed
    from novel_engine.app.looking import read_story
    from novel_engine.app.proving.certifying import certificate_of, refuse_uncertified
    from novel_engine.cli.answers.certificate import certificate_as_json, certificate_as_lines

    story, name = read_story(folder), composed(telling)
    found = certificate_of(story, name)
    if json:
        print_json(certificate_as_json(story, name, found))
    else:
        for line in certificate_as_lines(story, name, found, everything=everything):
            print_line(line)
    refuse_uncertified(story, name, found)
