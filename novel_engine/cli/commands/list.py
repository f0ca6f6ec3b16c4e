"""`list`: the stories that are here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from novel_engine.adapters.files.input_files import is_directory
from novel_engine.adapters.printing import print_json, print_note, print_table
from novel_engine.cli.options import Json, folder_on_disk
from novel_engine.errors import NovelError, UsageError

EPILOG = """\b
Examples:
  novel-engine list
  novel-engine list stories --json
"""


def command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Where to look: in it, and one folder below.", parser=folder_on_disk
        ),
    ] = Path(),
    json: Json = False,
) -> None:
    """List the stories that are here.

    They are looked for in the folder, one below it, and in its stories/.
    """
    if not is_directory(folder):
        raise UsageError(f"{folder}: there is no such folder; check the spelling")
    from novel_engine.app.listing import stories_in

    found = [_listed(path) for path in stories_in(folder)]
    if json:
        print_json(found)
    elif found:
        heads = tuple(ROW_KEYS)
        print_table([heads, *([one[ROW_KEYS[head]] for head in heads] for one in found)])
    else:
        print_note(f"there are no stories in {folder}; `novel-engine run` tells one")


ROW_KEYS = {
    "FOLDER": "folder",
    "TITLE": "title",
    "SEED": "seed",
    "TURNS": "turns",
    "STATE": "state",
    "ENDING": "ending_says",
}
"""The columns, and which of a row's values stands in each."""
SIGNS_LISTED = 300
"""Signs: of anything that a row says; an ending is a sentence."""
OF_NO_STORY = {"title": "", "seed": "", "turns": 0, "state": "", "ending": "", "ending_says": ""}


def _listed(folder: Path) -> dict[str, Any]:
    """One story's row; a record that cannot be read is said to be so, and the others are listed all
    the same.
    """
    from novel_engine.adapters.untrusted_text import printable
    from novel_engine.app.listing import story_heading

    row = {"folder": str(folder)} | OF_NO_STORY
    try:
        head = story_heading(folder)
    except NovelError as problem:
        why = printable(str(problem), SIGNS_LISTED)
        return row | {"state": "unreadable", "ending": why, "ending_says": why}
    keys = ("title", "seed", "state", "ending", "ending_says")
    told = {key: printable(str(head.meta.get(key, "")), SIGNS_LISTED) for key in keys}
    told["ending_says"] = told["ending_says"] or told["ending"]
    return row | told | {"turns": head.turns}
