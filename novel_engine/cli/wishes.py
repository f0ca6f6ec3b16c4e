"""What can be asked for and is not there yet: said plainly, before anything is written."""

from __future__ import annotations

from dataclasses import astuple
from typing import NoReturn

from novel_engine.errors import UsageError
from novel_engine.story.config import OFFLINE, StoryConfig

WRITTEN = ("md", "jsonl")
TO_COME = ("html", "epub", "fountain")


def refuse_models(config: StoryConfig) -> None:
    """Raise UsageError unless every seam is offline."""
    for model in astuple(config.models):
        if model != OFFLINE:
            raise UsageError(
                f"the model '{model}' cannot be used: language models come with the `models` extra in a later version; "
                "leave --model out, or write --model offline"
            )


def refuse_later_option(option: str) -> NoReturn:
    """Raise UsageError for an option that only language models need."""
    raise UsageError(f"{option} comes with language models, in a later version; leave it out")


def known_formats(written: str) -> tuple[str, ...]:
    """The formats in a list with commas; `md` always among them, since the story is read there."""
    asked = tuple(dict.fromkeys(part.strip().lower() for part in written.split(",") if part.strip()))
    for form in asked:
        if form in TO_COME:
            raise UsageError(f"--format {form} is not there yet; it comes in a later version. There are {_there_are()}")
        if form not in WRITTEN:
            raise UsageError(f"--format {form}: there is no such format; there are {_there_are()}")
    return tuple(form for form in WRITTEN if form == "md" or form in asked)


def _there_are() -> str:
    return " and ".join(WRITTEN)
