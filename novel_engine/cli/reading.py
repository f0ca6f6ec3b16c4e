"""`show`, `list`, `read` and `why`: look into stories that are there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from novel_engine.cli.options import Folder, Json
from novel_engine.cli.output import print_json, print_table
from novel_engine.cli.people import person_in
from novel_engine.errors import NovelError, UsageError

SHOW_EPILOG = """\b
Examples:
  novel-engine show stories/the-closing-pass-7                        what happened, in the order it happened
  novel-engine show stories/the-closing-pass-7 --beliefs ida-kessel   what she holds to be so, and from whom
  novel-engine show stories/the-closing-pass-7 --costs                what models were asked, and what it cost
"""
LIST_EPILOG = """\b
Examples:
  novel-engine list
  novel-engine list stories --json
"""
READ_EPILOG = """\b
Example:
  novel-engine read stories/the-closing-pass-7
  novel-engine read stories/the-closing-pass-7 --telling through-ruth-amsel
"""
WHY_EPILOG = """\b
Examples:
  novel-engine why stories/the-closing-pass-7 ida-kessel 12
  novel-engine why stories/the-closing-pass-7 Ida 12 --json
"""


def show(
    folder: Folder,
    events: Annotated[
        bool, typer.Option("--events", help="Every event, with its causes and effects.")
    ] = False,
    cast: Annotated[
        bool, typer.Option("--cast", help="Who is in it, and how they stand now.")
    ] = False,
    threads: Annotated[
        bool, typer.Option("--threads", help="The questions it asks, and what became of them.")
    ] = False,
    beliefs: Annotated[
        str | None, typer.Option(metavar="NAME", help="What one of them holds to be so.")
    ] = None,
    costs: Annotated[
        bool, typer.Option("--costs", help="What language models took, and what it cost.")
    ] = False,
    json: Json = False,
) -> None:
    """Read a story's record.

    Without an option: what happened, in the order it happened. This tells everything, whoever the
    story is told through. The record itself is story.db, for any SQLite tool.
    """
    if sum((events, cast, threads, costs, beliefs is not None)) > 1:
        raise UsageError(
            "--events, --cast, --threads, --beliefs and --costs show different things; give one "
            "of them"
        )
    from novel_engine.app.looking import read_story
    from novel_engine.cli import showing

    story = read_story(folder)
    if json:
        print_json(
            showing.as_json(story, beliefs, events=events, cast=cast, threads=threads, costs=costs)
        )
    else:
        for line in showing.as_lines(
            story, beliefs, events=events, cast=cast, threads=threads, costs=costs
        ):
            print(line)


def stories(
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


def read(
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

    path = folder / file_name("md", stem_of(safe_name(telling)))
    data = plain_bytes(path) if telling == safe_name(telling) else None
    if data is None:
        raise _nothing_to_read(folder, telling)
    if _is_doubtful(folder, path.name, data):
        print(
            (
                f"note: {path} says something else than was told (`novel-engine resume "
                f"{folder}` looks)"
            ),
            file=sys.stderr,
        )
    text = data.decode("utf-8", "replace")
    if sys.stdout.isatty():
        import pydoc

        pydoc.pager(text)
    else:
        print(text, end="")


def _is_doubtful(folder: Path, name: str, data: bytes) -> bool:
    """Whether the record knows of other bytes; a record that cannot be read keeps nobody from
    reading the story.
    """
    from hashlib import sha256

    from novel_engine.adapters.files.story_folder import RECORD
    from novel_engine.adapters.record.story_record import StoryRecord

    try:
        with StoryRecord.read(folder / RECORD) as record:
            noted = record.files().get(name)
    except NovelError:
        return False
    return noted not in (None, sha256(data).hexdigest())


def _nothing_to_read(folder: Path, telling: str) -> UsageError:
    from novel_engine.adapters.files.story_folder import RECORD, holds_story
    from novel_engine.adapters.record.story_record import StoryRecord
    from novel_engine.adapters.untrusted_text import shown

    if not holds_story(folder):
        return UsageError(
            f"{folder}: there is no story here; `novel-engine list` shows the stories there are"
        )
    with StoryRecord.read(folder / RECORD) as record:
        known = record.tellings()
    if not known or telling == "story":
        return UsageError(
            f"{folder}: the story is not told to its end; `novel-engine resume {folder}` goes on"
        )
    if telling in known:
        return UsageError(
            f"{folder}: the file of '{shown(telling)}' is not here; `novel-engine tell` writes it "
            "again"
        )
    return UsageError(f"{folder} has no telling '{shown(telling)}'; there are {', '.join(known)}")


def why(
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
    from novel_engine.cli import asking

    story = read_story(folder)
    person = person_in(story, name)
    if json:
        print_json(asking.as_json(story, person, turn))
    else:
        for line in asking.as_lines(story, person, turn):
            print(line)


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
    from novel_engine.adapters.untrusted_text import shown

    row = {"folder": str(folder), "title": "", "seed": "", "turns": 0, "state": "", "ending": ""}
    try:
        with StoryRecord.read(folder / RECORD) as record:
            meta, last = record.meta(), record.last_turn()
    except NovelError as problem:
        return row | {"state": "unreadable", "ending": shown(str(problem), 300)}
    told = {key: shown(str(meta.get(key, ""))) for key in ("title", "seed", "state", "ending")}
    return row | told | {"turns": last or 0}


COMMANDS = (
    ("show", show, SHOW_EPILOG),
    ("list", stories, LIST_EPILOG),
    ("read", read, READ_EPILOG),
    ("why", why, WHY_EPILOG),
)
