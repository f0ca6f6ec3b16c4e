"""The loop: every turn that is left, each recorded before the next is made."""

from __future__ import annotations

from collections.abc import Callable

from novel_engine.engine.bus import EventBus
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.questions import Answer, Decide, Question, answered
from novel_engine.errors import Interrupted
from novel_engine.ports.news import SomebodyAsked, TurnRecorded
from novel_engine.ports.record import EventLog


def never() -> bool:
    """Nobody wants it stopped."""
    return False


def simulate(
    director: DirectorAgent, log: EventLog, bus: EventBus, is_stopped: Callable[[], bool] = never
) -> None:
    """Go on until the story is over. Whatever stops it, the log holds whole turns, and its fold
    goes on from there.

    Raises Interrupted between two turns when `is_stopped` says so.
    """

    def asked(question: Question) -> Answer:
        bus.publish(_news_of(question))
        return director.answer(question)

    while not director.is_over:
        if is_stopped():
            raise Interrupted(
                "stopped; the story goes on from its last whole turn when it is resumed"
            )
        record = answered(director.turn(), asked)
        log.append(record)
        bus.publish(TurnRecorded(record))


def _news_of(question: Question) -> SomebodyAsked:
    if isinstance(question, Decide):
        return SomebodyAsked("deciding", question.view.turn, question.view.card.id)
    return SomebodyAsked("framing", question.world.turn + 1, "")
