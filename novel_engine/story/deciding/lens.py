"""A way of looking at the questions that predicates put, and one of its two kinds: through one
mind.

A menu is made through a `MindLens`, which can read nothing but that person's mind; adjudication
looks through the `WorldLens` of its own room. Predicates are written once, over either.
"""

from __future__ import annotations

from typing import Protocol

from novel_engine.story.fabula.certainty import HEARD_OF
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.fabula.setting import Setting


class Lens(Protocol):
    """The questions a predicate may put."""

    setting: Setting
    actor: str

    def mind(self, person: str) -> Mind | None:
        """A mind that can be read from here, if it can."""
        ...

    def place_of(self, person: str) -> str:
        """Where a person is, or is believed to be."""
        ...

    def holder_of(self, item: str) -> str:
        """Who holds a thing, or is believed to."""
        ...

    def lies_here(self, item: str) -> bool:
        """Whether a thing lies in sight where the actor is."""
        ...

    def confidence(self, person: str, fact: str) -> int:
        """How sure a person is that a fact is so: 0 … 100, negative when sure that it is not."""
        ...

    def did(self, verb: str, person: str, other: str) -> int:
        """The event in which a person last did this to another; 0 when never."""
        ...

    def scene(self) -> int:
        """The number of the scene under way."""
        ...


def sureness(mind: Mind, fact: str) -> int:
    """How sure a mind is that a fact is so: 0 … 100, negative when sure that it is not."""
    belief = mind.beliefs.get(fact)
    if belief is None:
        return 0
    return belief.confidence if belief.value else -belief.confidence


class MindLens:
    """The questions answered from one mind."""

    __slots__ = ("_mind", "actor", "setting")

    def __init__(self, setting: Setting, mind: Mind) -> None:
        self.setting = setting
        self.actor = mind.person
        self._mind = mind

    def mind(self, person: str) -> Mind | None:
        return self._mind if person == self.actor else None

    def place_of(self, person: str) -> str:
        return self._mind.whereabouts.get(person, "")

    def holder_of(self, item: str) -> str:
        return self.actor if item in self._mind.held else self._mind.holders.get(item, "")

    def lies_here(self, item: str) -> bool:
        return item in self._mind.items

    def confidence(self, person: str, fact: str) -> int:
        if person == self.actor:
            return sureness(self._mind, fact)
        return HEARD_OF if (person, fact) in self._mind.known_to else 0

    def did(self, verb: str, person: str, other: str) -> int:
        return self._mind.deeds.get((verb, person, other), 0)

    def scene(self) -> int:
        return self._mind.scene
