"""Files of kinds of fact: the core's, and on top of them a genre's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.untrusted_text import suggestion
from novel_engine.errors import GenreError
from novel_engine.story.givens.facts import FACT_MARKS, FactKind, FactMark


def kinds_of(core: Document, own: Document | None = None) -> dict[str, FactKind]:
    """The core's kinds of fact, then the genre's own. Raises GenreError with file and line."""
    part = whole(core)
    found = _kinds(part, {})
    if own and own.data is not None:
        found |= _kinds(whole(own), found)
    if sum("usual" in kind.marks for kind in found.values()) != 1:
        part.fail(
            "one kind of fact, and no more, must be `usual`: "
            "that of a fact which nobody gave a kind"
        )
    return found


def _kinds(part: Part, core: Mapping[str, FactKind]) -> dict[str, FactKind]:
    found: dict[str, FactKind] = {}
    for name, body in part.parts():
        if name in core:
            body.fail(
                f"'{name}' is a kind of fact of the core's already; give this one another name"
            )
        marks = frozenset(row.made(_mark) for row in body.known(("is",)).rows("is"))
        found[name] = FactKind(name, marks)
    return found


def _mark(text: str) -> FactMark:
    if text not in FACT_MARKS:
        raise GenreError(f"a kind of fact cannot be '{text}'; {suggestion(text, FACT_MARKS)}")
    return cast(FactMark, text)
