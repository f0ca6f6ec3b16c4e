"""What a language model is called.

A model is named by a person, in a story file, a variable or an option: text from outside, and
treated as such.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, get_args

from novel_engine.adapters.untrusted_text import UNWANTED, nearest, printable
from novel_engine.errors import UsageError
from novel_engine.values import dataclass

Provider: TypeAlias = Literal["offline", "gemini", "openai", "google-generativeai", "replay"]
PROVIDERS: tuple[Provider, ...] = get_args(Provider)
WRITTEN = {
    "offline": "offline",
    "gemini": "gemini:NAME",
    "openai": "openai:NAME",
    "google-generativeai": "google-generativeai:NAME",
    "replay": "replay:DIR",
}
# Characters: of a model's name, paths of local ones included.
LONGEST_MODEL_NAME = 200
HOSTED_NAME = re.compile(r"[A-Za-z0-9@](?:[\w:/@+-]|\.(?!\.))*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ModelName:
    """A language model as it is asked for; as text again, it is what was written."""

    provider: Provider
    name: str = ""

    def __str__(self) -> str:
        return f"{self.provider}:{self.name}" if self.name else self.provider

    @property
    def is_asked(self) -> bool:
        """Whether anybody is asked at all."""
        return self.provider != "offline"


def model_name(text: str) -> ModelName:
    """The model that is meant: `offline`, `gemini:NAME`, `openai:NAME`, `google-generativeai:NAME`
    or `replay:DIR`.

    Raises UsageError saying what there is. Whether the model answers is found out when it is asked.
    """
    written = text.strip()
    if len(written) > LONGEST_MODEL_NAME or "\n" in written or UNWANTED.search(written):
        raise UsageError(
            f"'{printable(written)}' is no model's name: "
            f"give one line of at most {LONGEST_MODEL_NAME} characters"
        )
    before, _, name = written.partition(":")
    provider = next((known for known in PROVIDERS if known == before), None)
    if provider is None:
        close = nearest(before, PROVIDERS)
        meant = f"did you mean {WRITTEN[close]}? " if close else ""
        raise UsageError(
            f"no model '{printable(written)}': {meant}there are {', '.join(WRITTEN.values())}"
        )
    return ModelName(provider, _checked(provider, name.strip(), written))


def _checked(provider: Provider, name: str, written: str) -> str:
    if provider == "offline" and written != "offline":
        raise UsageError(f"no model '{printable(written)}': `offline` has no name after it")
    if provider != "offline" and not name:
        raise UsageError(f"'{printable(written)}' does not say which: write {WRITTEN[provider]}")
    if provider not in ("offline", "replay") and not HOSTED_NAME.fullmatch(name):
        raise UsageError(
            f"'{printable(name)}' is no model's name: one has letters, digits and . _ - / : @ + "
            "and starts with one of the first two, or with @"
        )
    return name
