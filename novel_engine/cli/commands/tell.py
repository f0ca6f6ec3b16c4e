"""`tell`: a finished story told in other ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from novel_engine import __version__
from novel_engine.adapters.printing import print_json, print_line, print_note
from novel_engine.cli.options import (
    Budget,
    Folder,
    Json,
    NarratorModel,
    PersonOfTelling,
    Prices,
    Quiet,
    RepliesTo,
    RetoldFocalizer,
    RetoldFormats,
    RetoldStyle,
    Strict,
    TenseOfTelling,
    Words,
)
from novel_engine.cli.parsed_options import (
    known_formats,
    known_person,
    known_tense,
    known_words,
    model_options,
)
from novel_engine.errors import Interrupted, UsageError
from novel_engine.story.english.text import so_many

if TYPE_CHECKING:
    from novel_engine.app.retelling import Retold

EPILOG = """\b
Examples:
  novel-engine tell stories/the-closing-pass-7 --focalizer ruth-amsel    story.through-ruth-amsel.md
  novel-engine tell stories/the-closing-pass-7 --style spare --words 5000
  novel-engine tell stories/the-closing-pass-7 --lines my-genre/lines/asking.yaml    in edited lines
  novel-engine tell stories/the-closing-pass-7 --person first --tense present   I, and now: in the plain voice
  novel-engine tell stories/the-closing-pass-7 --format html,epub        the same telling in other forms
"""


def command(
    folder: Folder,
    focalizer: RetoldFocalizer = None,
    words: Words = None,
    style: RetoldStyle = None,
    lines: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Edited lines in the place of its own: a file, or a genre's folder.",
        ),
    ] = None,
    person: PersonOfTelling = None,
    tense: TenseOfTelling = None,
    formats: RetoldFormats = "",
    narrator_model: NarratorModel = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the files go: the story's folder.")
    ] = None,
    budget: Budget = None,
    price: Prices = None,
    record: RepliesTo = None,
    strict: Strict = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that say something else.")
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell a finished story again.

    Through another person, at another length, by another narrator, in edited lines or in another
    form. What happened is not touched, and not simulated again. The telling is kept in the record
    under a name made of what is other in it, such as through-ruth-amsel, and its files are named for
    it; without options, files of the first telling that are missing are written again. The last line
    printed is the path of the telling.
    """
    from novel_engine.app.retelling import Request, tell_again
    from novel_engine.story.telling.syuzhet import Wish

    wish = Wish(
        known_words(words),
        _given("--focalizer", focalizer),
        _given("--style", style),
        known_person(person),
        known_tense(tense),
    )
    request = Request(
        wish,
        known_formats(formats) if formats else (),
        out,
        force,
        strict,
        (narrator_model or "").strip(),
        model_options(budget, record, price, quiet),
        lines=lines,
    )
    try:
        told = tell_again(folder, request)
    except KeyboardInterrupt as stop:
        raise Interrupted("stopped; the same command tells it from the start") from stop
    _print_retold(told, folder, json)


def _given(option: str, text: str | None) -> str:
    """What an option names; empty when it was left out. Raises UsageError for an empty name."""
    if text is not None and not text.strip():
        raise UsageError(f"{option} names nobody and nothing; write a name, or leave it out")
    return (text or "").strip()


def _print_retold(told: Retold, folder: Path, json: bool) -> None:
    from novel_engine.app.unheard import refuse_unheard
    from novel_engine.cli.wording import shortness, told_instead

    if told.in_place_of:
        print_note(told_instead(told.style, told.in_place_of))
    if told.extent.is_short:
        print_note(shortness(told.extent))
    if json:
        print_json(_described(told, folder))
    else:
        for line in _lines(told):
            print_line(line)
    refuse_unheard(folder, told.unheard)


def _lines(told: Retold) -> Iterator[str]:
    from novel_engine.cli.wording import plainly_said

    yield f"{told.title}, seed {told.seed}, the telling '{told.name}'"
    size = f"{so_many(told.chapters, 'chapter')}, {so_many(told.extent.words, 'word')}"
    yield f"{size}; it ends: {told.ending_says}"
    if told.said_plainly:
        yield plainly_said(told.said_plainly)
    if told.fallbacks:
        them = "it" if told.fallbacks == 1 else "them"
        fallbacks = so_many(told.fallbacks, "fall-back")
        yield f"{fallbacks}: no words were left for {them}, or no answer held"
    yield str(told.path)


def _described(told: Retold, folder: Path) -> dict[str, Any]:
    """What came of a telling, as scripts read it: the same keys always."""
    return {
        "story": told.story,
        "seed": told.seed,
        "folder": str(folder),
        "telling": told.name,
        "focalizer": told.focalizer,
        "style": told.style,
        "person": told.person,
        "tense": told.tense,
        "files": [str(path) for path in told.files],
        "chapters": told.chapters,
        "paragraphs": told.paragraphs,
        "asked": told.extent.asked,
        "words": told.extent.words,
        "scenes": told.extent.scenes,
        "scenes_there": told.extent.there,
        "ending": told.ending,
        "ending_says": told.ending_says,
        "said_plainly": told.said_plainly,
        "fallbacks": told.fallbacks,
        "unheard": [asdict(one) for one in told.unheard],
        "events_sha256": told.events_sha256,
        "telling_sha256": told.telling_sha256,
        "version": __version__,
    }
