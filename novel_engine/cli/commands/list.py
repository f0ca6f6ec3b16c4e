"""`list`: the stories that are here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from novel_engine.cli.options import Json
from novel_engine.cli.output import print_json, print_table
from novel_engine.errors import NovelError, UsageError

EPILOG = """\b
Examples:
  novel-engine list
  novel-engine list stories --json
"""


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to look: in it, and one folder below.")
    ] = Path(),
    json: Json = False,
) -> None:
    """List the stories that are here.

    They are looked for in the folder, one below it, and in its stories/.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder; check the spelling")
    found = [_listed(path) for path in _folders_with_stories(folder)]
    if json:
        print_json(found)
    elif found:
        heads = ("FOLDER", "TITLE", "SEED", "TURNS", "STATE", "ENDING")
        print_table([heads, *([one[head.lower()] for head in heads] for one in found)])
    else:
        print(f"there are no stories in {folder}; `novel-engine run` tells one", file=sys.stderr)


def _folders_with_stories(folder: Path) -> list[Path]:
    from novel_engine.adapters.files.atomic_files import storing
    from novel_engine.adapters.files.story_folder import RECORD

    with storing(folder):
        found = [
            *folder.glob(RECORD),
            *folder.glob(f"*/{RECORD}"),
            *folder.glob(f"stories/*/{RECORD}"),
        ]
    return sorted({path.parent for path in found})


def _listed(folder: Path) -> dict[str, Any]:
    """One story's row; a record that cannot be read is said to be so, and the others are listed all
    the same.
    """
    from novel_engine.adapters.files.story_folder import RECORD
    from novel_engine.adapters.record.story_record import StoryRecord
    from novel_engine.adapters.untrusted_text import printable

    row = {"folder": str(folder), "title": "", "seed": "", "turns": 0, "state": "", "ending": ""}
    try:
        with StoryRecord.read(folder / RECORD) as record:
            meta, last = record.meta(), record.last_turn()
    except NovelError as problem:
        return row | {"state": "unreadable", "ending": printable(str(problem), 300)}
    told = {key: printable(str(meta.get(key, ""))) for key in ("title", "seed", "state", "ending")}
    return row | told | {"turns": last or 0}
