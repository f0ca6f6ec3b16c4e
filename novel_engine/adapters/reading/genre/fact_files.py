"""Files of kinds of fact: the core's, and on top of them a genre's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import cast

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.all_at_once import Faults, each
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.untrusted_text import suggestion
from novel_engine.errors import GenreError
from novel_engine.story.givens.facts import FACT_MARKS, FactKind, FactMark


def kinds_of(core: Document, own: Document | None = None) -> dict[str, FactKind]:
    """The core's kinds of fact, then the genre's own. Raises GenreError with file and line."""
    faults = Faults()
    found = read_kinds(faults, core, own)
    faults.settle()
    return found


def read_kinds(faults: Faults, core: Document, own: Document | None = None) -> dict[str, FactKind]:
    """The same kinds, each as far as it can be read; what cannot is among the faults."""
    before = len(faults.problems)
    part = whole(core)
    found = _kinds(faults, part, {})
    if own and own.data is not None:
        found |= _kinds(faults, faults.take(lambda: whole(own), Part(own, (), None)), found)
    if before == len(faults.problems):
        faults.look(lambda: _check_usual(part, found))
    return found


def _check_usual(part: Part, found: Mapping[str, FactKind]) -> None:
    if sum("usual" in kind.marks for kind in found.values()) != 1:
        part.fail(
            "one kind of fact, and no more, must be `usual`: "
            "that of a fact which nobody gave a kind"
        )


def _kinds(faults: Faults, part: Part, core: Mapping[str, FactKind]) -> dict[str, FactKind]:
    none: frozenset[FactMark] = frozenset()
    return {
        name: FactKind(name, faults.take(partial(_marks, name, body, core), none))
        for name, body in part.parts()
    }


def _marks(name: str, body: Part, core: Collection[str]) -> frozenset[FactMark]:
    if name in core:
        body.fail(f"'{name}' is a kind of fact of the core's already; give this one another name")
    return frozenset(
        each(lambda row: row.made(_mark), ((row,) for row in body.known(("is",)).rows("is")))
    )


def _mark(text: str) -> FactMark:
    if text not in FACT_MARKS:
        raise GenreError(f"a kind of fact cannot be '{text}'; {suggestion(text, FACT_MARKS)}")
    return cast(FactMark, text)
