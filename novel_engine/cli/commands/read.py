"""`read`: a story, in a pager."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novel_engine.adapters.printing import print_note
from novel_engine.cli.options import Folder
from novel_engine.errors import NovelError, UsageError

# Bytes: of a story that is read; one of fifty thousand words has half a million. What is no text may
# take twenty times as much when it is shown by its numbers.
LARGEST_PAGE = 8_000_000

EPILOG = """\b
Example:
  novel-engine read stories/the-closing-pass-7
  novel-engine read stories/the-closing-pass-7 --telling through-ruth-amsel
"""


def command(
    folder: Folder,
    telling: Annotated[
        str, typer.Option(metavar="NAME", help="Which telling: as `show` lists them.")
    ] = "story",
) -> None:
    """Read a story, in your pager.

    Where there is no terminal it is printed as it is.
    """
    from novel_engine.adapters.files.plain_files import plain_bytes
    from novel_engine.adapters.files.story_folder import safe_name, stem_of
    from novel_engine.adapters.formats.registry import file_name
    from novel_engine.adapters.terminal.pager import show_in_pager
    from novel_engine.adapters.untrusted_text import composed

    telling = composed(telling)
    path = folder / file_name("md", stem_of(safe_name(telling)))
    data = plain_bytes(path, LARGEST_PAGE) if telling == safe_name(telling) else None
    if data is None:
        raise _nothing_to_read(folder, telling)
    if _is_doubtful(folder, path.name, data):
        cure = f"`novel-engine resume {folder}` looks"
        print_note(f"{path} says something else than was told ({cure})")
    show_in_pager(data.decode("utf-8", "replace"))


def _is_doubtful(folder: Path, name: str, data: bytes) -> bool:
    """Whether the record knows of other bytes; a record that cannot be read keeps nobody from
    reading the story.
    """
    from hashlib import sha256

    from novel_engine.app.listing import story_heading

    try:
        noted = story_heading(folder).files.get(name)
    except NovelError:
        return False
    return noted not in (None, sha256(data).hexdigest())


def _nothing_to_read(folder: Path, telling: str) -> UsageError:
    from novel_engine.adapters.untrusted_text import printable, some_of
    from novel_engine.app.listing import is_story, story_heading

    if not is_story(folder):
        return UsageError(
            f"{folder}: there is no story here; `novel-engine list` shows the stories there are"
        )
    known = story_heading(folder).tellings
    if not known or telling == "story":
        return UsageError(
            f"{folder}: the story is not told to its end; `novel-engine resume {folder}` goes on"
        )
    if telling in known:
        return UsageError(
            f"{folder}: the file of '{printable(telling)}' is not here; "
            "`novel-engine tell` writes it again"
        )
    return UsageError(f"{folder} has no telling '{printable(telling)}'; there are {some_of(known)}")
