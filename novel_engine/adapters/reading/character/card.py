"""What a character's file says, as plain values, before the seed gives what it leaves out."""

from __future__ import annotations

from novel_engine.story.givens.people import Person
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """One character file: the person as it is written, and what is left open.

    The person's tactics and refusals are words that nobody has looked up yet, the ties lead to
    names, and what the file does not say is empty. `words` and `axes` (−2 … 2 for each axis, in
    their order) are what it says of the temperament. `called` is the short name that goes with the
    whole one, for a file that gives none.
    """

    person: Person
    words: tuple[str, ...]
    axes: tuple[int, ...]
    says_axes: bool
    says_age: bool
    says_voice: bool
    called: str = ""
