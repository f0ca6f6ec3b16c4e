"""What `run` and `resume` say of the story that was told."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from novel_engine import __version__
from novel_engine.adapters.printing import print_json, print_line, print_note
from novel_engine.app.outcomes import ToldStory
from novel_engine.app.unheard import refuse_unheard
from novel_engine.cli.answers.plot_words import night_in_words, plot_as_json
from novel_engine.cli.wording import (
    models_in_words,
    money,
    plainly_said,
    shortness,
    unanswered,
)
from novel_engine.story.english.text import so_many

SHOWN_UNUSED = 6
"""Lines: of more things that are not used only their number is said. Chosen: they go before the story."""


def print_told(
    told: ToldStory, json: bool, quiet: bool, started: float, unused: Sequence[str] = ()
) -> None:
    """What came of a story, and on the last line its path; before it, of what its files say, what is
    `unused`. Raises FallbackRefused when nothing of what a model answered was used.
    """
    if told.extent.is_short:  # what was asked for did not come: a person who is quiet wants to know
        print_note(shortness(told.extent))
    for note in () if quiet else (*_notes(told), *_not_used(unused)):
        print_note(note)
    if json:
        elapsed = round(time.monotonic() - started, 3)
        described = _described(told) | {"unused": list(unused)}
        print_json(described | {"elapsed_s": elapsed, "version": __version__})
    else:
        for line in _lines(told):
            print_line(line)
    refuse_unheard(told.folder, told.unheard)


def _not_used(unused: Sequence[str]) -> Iterator[str]:
    """The first of what is not used, and how many more there are."""
    for line in unused[:SHOWN_UNUSED]:
        yield f"unused  {line}"
    if (more := len(unused) - SHOWN_UNUSED) > 0:
        yield f"unused  {so_many(more, 'thing')} more; `novel-engine validate` names every one"


def _lines(told: ToldStory) -> Iterator[str]:
    yield f"{told.title}, seed {told.seed}"
    size = ((told.scenes, "scene"), (told.turns, "turn"), (told.words, "word"))
    yield f"{', '.join(so_many(*one) for one in size)}; it ends: {told.ending_says}"
    yield night_in_words(told.night, told.plot.total)
    if told.said_plainly:
        yield plainly_said(told.said_plainly)
    yield from _bill_lines(told)
    if told.fallbacks:
        fallbacks = so_many(told.fallbacks, "fall-back")
        them = "it" if told.fallbacks == 1 else "them"
        yield f"{fallbacks} (`novel-engine show {told.folder} --json` lists {them})"
    yield str(told.path)


def _bill_lines(told: ToldStory) -> Iterator[str]:
    """What was asked of models, and what it cost; nothing of an offline story."""
    bill = told.bill
    if bill.calls:
        tokens = f"{so_many(bill.tokens_in, 'token')} asked, {bill.tokens_out:,} answered"
        models = ", ".join(bill.models)
        yield f"{so_many(bill.calls, 'call')} to {models}: {tokens}, {money(bill.usd)}"
    if bill.unanswered:
        yield unanswered(bill.unanswered, bill.unanswered_usd)


def _notes(told: ToldStory) -> Iterator[str]:
    """What became of files that did not say what was told."""
    for name in told.settled.mended:
        yield f"{told.folder / name} was broken off, and is whole again"
    for name in told.settled.changed:
        yield (
            f"{told.folder / name} says something else than was told, and is left as it is; "
            f"`novel-engine tell {told.folder} --force` writes it anew"
        )


def _described(told: ToldStory) -> dict[str, Any]:
    """What came of a story, as scripts read it: the same keys always."""
    threads = [
        {"id": t.id, "question": t.question, "main": t.main, "status": t.status}
        for t in told.threads
    ]
    return {
        "story": told.story,
        "seed": told.seed,
        "folder": str(told.folder),
        "files": list(told.files),
        "files_mended": list(told.settled.mended),
        "files_changed": list(told.settled.changed),
        "turns": told.turns,
        "scenes": told.scenes,
        "events": told.events,
        "asked": told.extent.asked,
        "words": told.words,
        "ending": told.ending,
        "ending_says": told.ending_says,
        "threads": threads,
        "night": told.night.number,
        "nights": told.night.nights,
        "plot": plot_as_json(told.plot),
        "model": models_in_words(told.models),
        "calls": told.bill.calls,
        "tokens_in": told.bill.tokens_in,
        "tokens_out": told.bill.tokens_out,
        "cost_usd": _rounded(told.bill.usd),
        "unanswered": told.bill.unanswered,
        "unanswered_usd": _rounded(told.bill.unanswered_usd),
        "said_plainly": told.said_plainly,
        "fallbacks": told.fallbacks,
        "unfilled": told.unfilled,
        "unheard": [asdict(one) for one in told.unheard],
        "events_sha256": told.events_sha256,
        "story_sha256": told.story_sha256,
    }


def _rounded(usd: float | None) -> float | None:
    return None if usd is None else round(usd, 9)
