"""The event bus: tells each observer of each recorded turn, in the order they subscribed."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.ports import Observer, TurnRecord
from novel_engine.story.world import World


class EventBus:
    """Publishes recorded turns. Observers only look: what they do never reaches the story."""

    def __init__(self, observers: Sequence[Observer] = ()) -> None:
        self._observers = tuple(observers)

    def publish(self, record: TurnRecord, world: World) -> None:
        """Tell every observer that this turn is now in the record."""
        for observer in self._observers:
            observer.notice(record, world)
