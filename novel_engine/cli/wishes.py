"""What was asked for, held against what there is: said plainly, before anything is written."""

from __future__ import annotations

from novel_engine.adapters.forms_of_telling import FORMS
from novel_engine.adapters.plain_text import shown
from novel_engine.errors import UsageError

FEWEST_WORDS, MOST_WORDS = 300, 50_000


def known_words(asked: int | None) -> int:
    """The length of a telling that is asked for, or 0. Raises UsageError for what a story file could not ask for."""
    if asked is not None and not FEWEST_WORDS <= asked <= MOST_WORDS:
        raise UsageError(f"--words {asked}: a telling has {FEWEST_WORDS} to {MOST_WORDS:,} words")
    return asked or 0


def known_formats(written: str) -> tuple[str, ...]:
    """The formats in a list with commas; `md` always among them, since the story is read there."""
    asked = tuple(dict.fromkeys(part.strip().lower() for part in written.split(",") if part.strip()))
    for form in asked:
        if form not in FORMS:
            raise UsageError(f"--format {shown(form)}: there is no such format; there are {', '.join(FORMS)}")
    return tuple(form for form in FORMS if form == "md" or form in asked)
