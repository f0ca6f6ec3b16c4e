"""How long a telling was to be and came to be, and for how many scenes each person was there."""

from __future__ import annotations

from novel_engine.story.fabula.fabula import Fabula, Seen
from novel_engine.story.telling.measure import NEARLY
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """How long a telling was to be and came to be, and for how many of the scenes its focalizer, by
    short name, was there.
    """

    asked: int
    words: int
    who: str
    there: int
    scenes: int

    @property
    def is_short(self) -> bool:
        """Whether it came out far shorter than was asked for."""
        return self.words * 100 < self.asked * NEARLY


def extent(seen: Seen, asked: int, words: int) -> Extent:
    """What came of asking for so many words of what happened, through this person."""
    scenes = seen.fabula.scenes.values()
    there = sum(seen.person in scene.cast for scene in scenes)
    return Extent(asked, words, seen.setting.people[seen.person].short, there, len(scenes))


def attendance(fabula: Fabula) -> tuple[tuple[str, int], ...]:
    """For how many scenes each person was there, who was there most often first."""
    casts = [scene.cast for scene in fabula.scenes.values()]
    counted = [(person, sum(person in cast for cast in casts)) for person in fabula.setting.people]
    return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))
