"""Two ways of looking at the same questions: through one mind, or at the world as it is.

A menu is made through a `MindLens`, which can read nothing but that person's mind; adjudication looks through a
`WorldLens`. Predicates are written once, over either.
"""

from __future__ import annotations

from typing import Protocol

from novel_engine.story.fabula.mind import Mind
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World

HEARD_OF = 60


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


def _sureness(mind: Mind, fact: str) -> int:
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
            return _sureness(self._mind, fact)
        return HEARD_OF if (person, fact) in self._mind.known_to else 0

    def did(self, verb: str, person: str, other: str) -> int:
        return self._mind.deeds.get((verb, person, other), 0)

    def scene(self) -> int:
        return self._mind.scene


class WorldLens:
    """The questions answered from what is so."""

    __slots__ = ("actor", "setting", "world")

    def __init__(self, world: World, actor: str = "") -> None:
        self.setting = world.setting
        self.actor = actor
        self.world = world

    def mind(self, person: str) -> Mind | None:
        return self.world.minds.get(person)

    def place_of(self, person: str) -> str:
        return self.world.place_of(person)

    def holder_of(self, item: str) -> str:
        return self.world.holders.get(item, "")

    def lies_here(self, item: str) -> bool:
        place = self.world.place_of(self.actor)
        return bool(place) and self.world.lying.get(item) == place and not self.world.hidden.get(item)

    def confidence(self, person: str, fact: str) -> int:
        mind = self.world.minds.get(person)
        return _sureness(mind, fact) if mind else 0

    def did(self, verb: str, person: str, other: str) -> int:
        return self.world.done.get((verb, person, other), 0)

    def scene(self) -> int:
        return self.world.scene_count
