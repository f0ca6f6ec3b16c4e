"""Markup made so that nothing a person wrote can become any: text is escaped because it is text.

What comes out is HTML that is well-formed XML too, so that any parser can be held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TypeAlias

from novel_engine.adapters.formats.html.typography import typeset
from novel_engine.values import dataclass

SPACE = re.compile(r"\s+")
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters, overrides of a line's direction, half surrogate pairs, noncharacters."""

VOID = frozenset("hr input link meta".split())


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that was made here, and goes into the page as it stands."""

    html: str


Content: TypeAlias = Markup | str


def element(name: str, /, *content: Content, **attributes: str) -> Markup:
    """One element. An underscore stands for a hyphen in an attribute's name; one at its end is left
    out (`class_`).
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(legible(value))}"'
        for key, value in attributes.items()
    )
    if name in VOID:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{''.join(html_of(part) for part in content)}</{name}>")


def html_of(content: Content) -> str:
    """Markup as it stands; text escaped."""
    return content.html if isinstance(content, Markup) else escape(legible(content))


def lines(parts: Iterable[Content]) -> Markup:
    """The parts, each on a line of its own."""
    return Markup("\n" + "".join(f"{html_of(part)}\n" for part in parts))


def name(text: str) -> Markup:
    """Somebody's name, which keeps the direction of its script to itself."""
    return element("bdi", typeset(text))


def named(names: Iterable[str]) -> tuple[Content, ...]:
    """Names in a row: `Ida, Bram and Otto`."""
    row: list[Content] = []
    found = list(names)
    for n, one in enumerate(found):
        row += [] if n == 0 else [" and " if n == len(found) - 1 else ", "]
        row.append(name(one))
    return tuple(row)


def legible(text: str) -> str:
    """The text without line breaks, forbidden signs, and what would turn a line about."""
    return UNFIT.sub("", SPACE.sub(" ", text))
