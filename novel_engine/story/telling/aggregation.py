"""Aggregation: two small acts told in one sentence, joined by how they stand to each other.

While one did this, another did that; the same person did both; the second came of the first, or was
done in return for it, or went against it. An act that matters is never joined: it has its own
paragraph, or several; nor is one that has words of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from novel_engine.story.telling.syuzhet import Beat

Relation: TypeAlias = Literal["while", "and", "because", "return", "but"]


def relation(first: Beat, second: Beat, causes: Mapping[int, tuple[int, ...]]) -> Relation:
    """How the second act stands to the first."""
    if any(event in causes.get(second.events[0], ()) for event in first.events):
        return "because"
    one, other = first.roles, second.roles
    if one.get("A") == other.get("A"):
        return "and"
    if (one.get("A"), one.get("B")) == (other.get("B"), other.get("A")) and not second.marked(
        "crosses"
    ):
        return "return"
    against = second.marked("crosses") and other.get("A") == one.get("B")
    return "but" if against else "while"


def joined(beats: Sequence[Beat], causes: Mapping[int, tuple[int, ...]]) -> list[Beat]:
    """The beats with neighbouring small acts made one, two at a time."""
    found: list[Beat] = []
    for beat in beats:
        if found and _go_together(found[-1], beat):
            found[-1] = _in_one(found[-1], beat, causes)
        else:
            found.append(beat)
    return found


def _go_together(first: Beat, second: Beat) -> bool:
    return first.scene == second.scene and _is_small(first) and _is_small(second)


def _in_one(first: Beat, second: Beat, causes: Mapping[int, tuple[int, ...]]) -> Beat:
    return Beat(
        tells=relation(first, second, causes),
        events=(*first.events, *second.events),
        scene=second.scene,
        features=first.features,
        roles=first.roles,
        present=first.present,
        unknown=second.unknown,
        parts=(first, second),
    )


def _is_small(beat: Beat) -> bool:
    return beat.marked("small") and not beat.parts and not beat.line and len(beat.events) == 1
