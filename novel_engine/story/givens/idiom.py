"""What a genre gives every telling in it: motifs to thread, and narrators."""

from __future__ import annotations

from typing import Literal, TypeAlias

from novel_engine.values import dataclass

GrammaticalPerson: TypeAlias = Literal["third", "first"]
"""In which a story is told of whoever it is told through: she did, or I did."""
GrammaticalTense: TypeAlias = Literal["past", "present"]
"""In which it is told what happens: she did, or she does."""


@dataclass(frozen=True, slots=True)
class Style:
    """A narrator that a genre ships, and how near it stands: 0 inside one mind, 1 at a shoulder, 2
    outside everyone. One that is `plain` tells in the plain voice, in any world.
    """

    id: str
    about: str = ""
    distance: int = 1
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Idiom:
    """What a genre gives every telling in it: motifs to thread, and narrators, the usual one
    first.
    """

    motifs: tuple[str, ...] = ()
    styles: tuple[Style, ...] = ()
