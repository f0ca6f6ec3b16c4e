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
    one, other = dict(first.roles), dict(second.roles)
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
        last = found[-1] if found else None
        if last is None or not _is_small(last) or not _is_small(beat) or last.scene != beat.scene:
            found.append(beat)
            continue
        found[-1] = Beat(
            tells=relation(last, beat, causes),
            events=(*last.events, *beat.events),
            scene=beat.scene,
            features=last.features,
            roles=last.roles,
            present=last.present,
            unknown=beat.unknown,
            parts=(last, beat),
        )
    return found


def _is_small(beat: Beat) -> bool:
    return beat.marked("small") and not beat.parts and not beat.line and len(beat.events) == 1
