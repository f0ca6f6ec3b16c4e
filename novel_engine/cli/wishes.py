"""What was asked for, held against what there is: said plainly, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.adapters.formats.registry import FORMS
from novel_engine.adapters.untrusted_text import shown
from novel_engine.errors import UsageError
from novel_engine.story.givens.config import Price

FEWEST_WORDS, MOST_WORDS = 300, 50_000


def known_words(asked: int | None) -> int:
    """The length of a telling that is asked for, or 0. Raises UsageError for what a story file
    could not ask for.
    """
    if asked is not None and not FEWEST_WORDS <= asked <= MOST_WORDS:
        raise UsageError(f"--words {asked}: a telling has {FEWEST_WORDS} to {MOST_WORDS:,} words")
    return asked or 0


def known_formats(written: str) -> tuple[str, ...]:
    """The formats in a list with commas; `md` always among them, since the story is read there."""
    asked = tuple(
        dict.fromkeys(part.strip().lower() for part in written.split(",") if part.strip())
    )
    for form in asked:
        if form not in FORMS:
            raise UsageError(
                f"--format {shown(form)}: there is no such format; there are {', '.join(FORMS)}"
            )
    return tuple(form for form in FORMS if form == "md" or form in asked)


def known_prices(written: Sequence[str]) -> tuple[Price, ...]:
    """The prices that are given, one for each model. Raises UsageError."""
    if not written:
        return ()
    from novel_engine.adapters.models.archive.prices import price_given

    prices = {price.model: price for price in map(price_given, written)}
    if len(prices) < len(written):
        raise UsageError("--price: one of the models has two prices; give each one once")
    return tuple(prices.values())
