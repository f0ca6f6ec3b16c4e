"""How long a telling was to be and came to be, and for how many scenes each person was there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from novel_engine.story.fabula.events import Event, SceneOpened
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.measure import NEARLY


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


def extent(
    setting: Setting, events: Sequence[Event], focalizer: str, asked: int, words: int
) -> Extent:
    """What came of asking for so many words of these events through this person."""
    there = dict(attendance(setting, events))[focalizer]
    return Extent(asked, words, setting.people[focalizer].short, there, scenes_in(events))


def attendance(setting: Setting, events: Iterable[Event]) -> tuple[tuple[str, int], ...]:
    """For how many scenes each person was there, who was there most often first."""
    casts = [event.cast for event in events if isinstance(event, SceneOpened)]
    counted = [(person, sum(person in cast for cast in casts)) for person in setting.people]
    return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))


def scenes_in(events: Iterable[Event]) -> int:
    """How many scenes there were."""
    return sum(isinstance(event, SceneOpened) for event in events)
