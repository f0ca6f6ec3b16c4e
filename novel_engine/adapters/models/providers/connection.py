"""How one model is reached and asked."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from novel_engine.adapters.reading.model_names import ModelName
from novel_engine.values import dataclass

OWN_ADDRESSES = {
    "gemini": "https://generativelanguage.googleapis.com",
    "google-generativeai": "https://generativelanguage.googleapis.com",
    "openai": "https://api.openai.com/v1",
}
"""Where each provider's own server is."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """Through whom a server is reached, and which variable says so; both empty where it is reached
    directly. The address may hold a password, and is in no `repr`.
    """

    variable: str = ""
    address: str = field(default="", repr=False)


DIRECT = Proxy()


@dataclass(frozen=True, slots=True)
class Connection:
    """How one model is reached and asked: everything of a call that is not its question.

    The key is in no `repr`; an empty `base_url` is the provider's own. `timeout` is in seconds, for
    one attempt, all of it.
    """

    name: ModelName
    key: str = field(repr=False)
    base_url: str = field(default="", repr=False)
    temperature: float = 0.8
    timeout: float = 60
    output: Literal["native", "prompted"] = "native"
    seed: int = 0
    proxy: Proxy = DIRECT
