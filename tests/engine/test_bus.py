"""The bus: every observer hears of every recorded turn, and none of them reaches the story."""

from __future__ import annotations

from novel_engine.engine.bus import EventBus
from novel_engine.ports import TurnRecord
from novel_engine.story.world import World
from tests.story import worlds


class Listener:
    """Writes down its name and the turn, in a book it shares with others."""

    def __init__(self, name: str, book: list[tuple[str, int, int]]) -> None:
        self.name, self.book = name, book

    def notice(self, record: TurnRecord, world: World) -> None:
        self.book.append((self.name, record.turn, world.turn))


def test_observers_hear_of_each_turn_in_the_order_they_subscribed() -> None:
    book: list[tuple[str, int, int]] = []
    bus = EventBus([Listener("log", book), Listener("bar", book)])
    for turn in (3, 4):
        bus.publish(TurnRecord(turn, 1, (worlds.acted(turn),), ()), worlds.world())
    assert book == [("log", 3, 1), ("bar", 3, 1), ("log", 4, 1), ("bar", 4, 1)]


def test_a_bus_may_have_nobody_on_it() -> None:
    EventBus().publish(TurnRecord(0, 0, (), ()), worlds.world())
