"""What is known of scenes, complications and tactics beyond their names: `scenes.yaml`, the genre's
too, and `tactics.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import GenreError
from novel_engine.story.givens.kernels import Ways

PURPOSES, COMPLICATIONS = "purposes", "complications"
PURPOSE_MARKS = ("reveals", "seeks")


def ways_of(scenes: Sequence[Document], tactics: Document) -> Ways:
    """All of it. Raises GenreError with file and line."""
    parts = [
        whole(document).known((PURPOSES, COMPLICATIONS))
        for document in scenes
        if document.data is not None
    ]
    return Ways(
        purposes={name: _purpose(body) for part in parts for name, body in part.named(PURPOSES)},
        complications={
            name: _note(body) for part in parts for name, body in part.named(COMPLICATIONS)
        },
        tactics=_sayings(tactics),
    )


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
