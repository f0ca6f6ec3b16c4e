"""The questions of a lens answered from what is so. Adjudication looks through it; no character
does.
"""

from __future__ import annotations

from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.deciding.lens import sureness
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.conditions import Condition


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
        return (
            bool(place) and self.world.lying.get(item) == place and not self.world.hidden.get(item)
        )

    def confidence(self, person: str, fact: str) -> int:
        mind = self.world.minds.get(person)
        return sureness(mind, fact) if mind else 0

    def did(self, verb: str, person: str, other: str) -> int:
        return self.world.done.get((verb, person, other), 0)

    def scene(self) -> int:
        return self.world.scene_count


def holds_in(world: World, condition: Condition) -> bool:
    """Whether a condition holds in the world."""
    return bool(compiled(condition, ())(WorldLens(world), ()))
