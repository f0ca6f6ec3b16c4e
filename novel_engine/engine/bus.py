"""The event bus: tells observers what happens while a story is made, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.ports.news import News, Observer


class EventBus:
    """Publishes what has happened. Observers only look: what they do never reaches the story."""

    def __init__(self, observers: Sequence[Observer] = ()) -> None:
        self._observers = tuple(observers)

    def publish(self, news: News) -> None:
        """Tell every observer."""
        for observer in self._observers:
            observer.notice(news)
