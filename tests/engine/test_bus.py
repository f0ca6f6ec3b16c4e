"""The bus: every observer hears of everything that happens, and none of them reaches the story."""

from __future__ import annotations

from novel_engine.engine.bus import EventBus
from novel_engine.ports.news import News, SomebodyAsked, TellingKept, TurnRecorded
from novel_engine.ports.record import TurnRecord
from tests.support import worlds


class Listener:
    """Writes down its name and the news, in a book it shares with others."""

    def __init__(self, name: str, book: list[tuple[str, News]]) -> None:
        self.name, self.book = name, book

    def notice(self, news: News) -> None:
        self.book.append((self.name, news))


def test_observers_hear_of_everything_in_the_order_they_subscribed() -> None:
    book: list[tuple[str, News]] = []
    bus = EventBus([Listener("log", book), Listener("bar", book)])
    news: tuple[News, ...] = (
        SomebodyAsked("deciding", 3, "ada"),
        TurnRecorded(TurnRecord(3, 1, (worlds.acted(3),), ())),
        TellingKept(4),
    )
    for one in news:
        bus.publish(one)
    assert book == [(name, one) for one in news for name in ("log", "bar")]


def test_a_bus_may_have_nobody_on_it() -> None:
    EventBus().publish(TurnRecorded(TurnRecord(0, 0, (), ())))
