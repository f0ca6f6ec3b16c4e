"""Patterns of events, as a genre declares them: steps in order, and what they are worth to a
story.
"""

from __future__ import annotations

from novel_engine.errors import GenreError
from novel_engine.values import dataclass

PATTERN_ROLES = ("A", "B", "F", "G", "I")


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a pattern: any of these verbs, its roles bound to the pattern's variables,
    perhaps about such a fact.
    """

    verbs: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Steps in order, what it is, and its worth to a story, 1 … 9."""

    id: str
    about: str
    steps: tuple[Step, ...]
    worth: int


def parse_step(text: str) -> Step:
    """A step as it is written: `show|give A=hearer B=liar kind=trace`. Raises GenreError."""
    verbs, *rest = text.split() or [""]
    pairs = [part.partition("=")[::2] for part in rest]
    kinds = tuple(kind for key, value in pairs if key == "kind" for kind in value.split(","))
    roles = tuple((key, value) for key, value in pairs if key != "kind")
    for key, value in pairs:
        _check_part(key, value)
    if not verbs or not roles:
        raise GenreError(
            f"'{text}' is no step; write verbs and roles, as in 'show|give A=hearer B=liar'"
        )
    return Step(tuple(verbs.split("|")), roles, kinds)


def _check_part(key: str, value: str) -> None:
    if key not in (*PATTERN_ROLES, "kind") or not value:
        raise GenreError(
            f"'{key}={value}' is no part of a step; write A=name, B, F, G, I or kind=blame"
        )
