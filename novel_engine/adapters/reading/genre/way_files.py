"""What is known of scenes, complications and tactics beyond their names: `scenes.yaml`, the genre's
too, and `tactics.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.all_at_once import NO_BODIES, Faults
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import GenreError
from novel_engine.story.givens.kernels import Ways

T = TypeVar("T")
PURPOSES, COMPLICATIONS = "purposes", "complications"
PURPOSE_MARKS = ("reveals", "seeks")


def read_ways(faults: Faults, scenes: Sequence[Document], tactics: Document) -> Ways:
    """All of it, as far as it can be read; what cannot is among the faults, with file and line."""
    parts = faults.each(whole, ((document,) for document in scenes if document.data is not None))
    for part in parts:
        faults.look(partial(part.known, (PURPOSES, COMPLICATIONS)))

    def found(key: str, make: Callable[[Part], T], otherwise: T) -> dict[str, T]:
        named = (
            body for part in parts for body in faults.take(partial(_named, part, key), NO_BODIES)
        )
        return {name: faults.take(partial(make, body), otherwise) for name, body in named}

    none: dict[str, str] = {}
    return Ways(
        purposes=found(PURPOSES, _purpose, frozenset()),
        complications=found(COMPLICATIONS, _note, ""),
        tactics=faults.take(lambda: _sayings(tactics), none),
    )


def _named(part: Part, key: str) -> list[tuple[str, Part]]:
    return list(part.named(key))


def _sayings(tactics: Document) -> dict[str, str]:
    """How each tactic is spoken of; some have no words."""
    said = {name: body.text("saying", "") for name, body in whole(tactics).named("tactics")}
    return {name: words for name, words in said.items() if words}


def _purpose(part: Part) -> frozenset[str]:
    return frozenset(row.made(_mark) for row in part.known(("is",)).rows("is"))


def _note(part: Part) -> str:
    return part.known(("note",)).text("note")


def _mark(text: str) -> str:
    if text not in PURPOSE_MARKS:
        raise GenreError(
            f"a scene's purpose cannot be '{printable(text)}'; {suggestion(text, PURPOSE_MARKS)}"
        )
    return text
