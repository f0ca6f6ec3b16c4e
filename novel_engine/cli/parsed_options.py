"""Options as typed values: what is wrong is said plainly, before anything is written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from novel_engine.adapters.formats.registry import FORMATS
from novel_engine.adapters.printing import print_note
from novel_engine.adapters.untrusted_text import printable
from novel_engine.cli.environment import DEBUG, SHELF
from novel_engine.errors import UsageError
from novel_engine.story.givens.idiom import GrammaticalPerson, GrammaticalTense

if TYPE_CHECKING:
    from novel_engine.app.assembly import Materials
    from novel_engine.app.making import RunOptions
    from novel_engine.app.seats import ModelOptions
    from novel_engine.story.givens.config import Overrides, Price

# Words: of a telling; the same bounds that `words` has in a story file.
PERSONS: tuple[GrammaticalPerson, ...] = get_args(GrammaticalPerson)
TENSES: tuple[GrammaticalTense, ...] = get_args(GrammaticalTense)
SHORTEST_TELLING, LONGEST_TELLING = 300, 50_000


def known_words(asked: int | None) -> int:
    """The length of a telling that is asked for, or 0. Raises UsageError for what a story file
    could not ask for.
    """
    if asked is not None and not SHORTEST_TELLING <= asked <= LONGEST_TELLING:
        raise UsageError(
            f"--words {asked}: a telling has {SHORTEST_TELLING} to {LONGEST_TELLING:,} words"
        )
    return asked or 0


def known_person(asked: str | None) -> GrammaticalPerson | Literal[""]:
    """The person that is asked for, or none. Raises UsageError."""
    for known in PERSONS:
        if asked == known:
            return known
    if asked is None:
        return ""
    raise UsageError(f"--person {printable(asked)}: there are {' and '.join(PERSONS)}")


def known_tense(asked: str | None) -> GrammaticalTense | Literal[""]:
    """The tense that is asked for, or none. Raises UsageError."""
    for known in TENSES:
        if asked == known:
            return known
    if asked is None:
        return ""
    raise UsageError(f"--tense {printable(asked)}: there are {' and '.join(TENSES)}")


def known_formats(written: str) -> tuple[str, ...]:
    """The formats in a list with commas; `md` always among them, since the story is read there."""
    asked = tuple(
        dict.fromkeys(part.strip().lower() for part in written.split(",") if part.strip())
    )
    for form in asked:
        if form not in FORMATS:
            raise UsageError(
                f"--format {printable(form)}: there is no such format; there are {', '.join(FORMATS)}"
            )
    return tuple(form for form in FORMATS if form == "md" or form in asked)


def known_prices(written: Sequence[str]) -> tuple[Price, ...]:
    """The prices that are given, one for each model. Raises UsageError."""
    if not written:
        return ()
    from novel_engine.adapters.models.archive.prices import price_given

    prices = {price.model: price for price in map(price_given, written)}
    if len(prices) < len(written):
        raise UsageError("--price: one of the models has two prices; give each one once")
    return tuple(prices.values())


def materials_of(story: str | None, asked: Overrides) -> Materials:
    """What a command was asked to make, read and understood. Raises NovelError."""
    from novel_engine.adapters.reading.story_inputs import gather
    from novel_engine.app.assembly import understood

    return understood(gather(story, os.environ, asked, (DEBUG, SHELF)))


def another_teller(materials: Materials) -> str:
    """That a plain narrator tells it, where the usual one could not as it is asked; else nothing. Raises
    ConfigError.
    """
    from novel_engine.adapters.reading.validation.fitting import told_plainly
    from novel_engine.cli.wording import told_instead

    config, styles = materials.inputs.config, materials.genre.idiom.styles
    teller = told_plainly(config, materials.genre).style
    return told_instead(teller, styles[0].id) if teller != config.style else ""


def run_options(formats: str, strict: bool, models: ModelOptions) -> RunOptions:
    """The options of the telling and its models. Raises UsageError for a format there is not."""
    from novel_engine.app.making import RunOptions

    return RunOptions(known_formats(formats), strict, models)


def model_options(
    budget: float | None, record: Path | None, prices: Sequence[str] | None, quiet: bool
) -> ModelOptions:
    """How this command may use language models: keys and addresses are those of the environment.
    Raises UsageError.
    """
    from novel_engine.app.seats import ModelOptions

    options = ModelOptions(budget, record, dict(os.environ), known_prices(prices or ()))
    return options if quiet else replace(options, remark=print_note)


def ready_models(materials: Materials, options: RunOptions, *, asks: bool = True) -> None:
    """Raise NovelError, before anything is written, for a model that cannot be asked."""
    from novel_engine.app.seats import ready

    config = materials.inputs.config
    ready(config.models, options.models, asks=asks, where=config.where("model", "prices"))
