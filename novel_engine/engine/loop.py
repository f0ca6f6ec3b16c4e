"""The loop: every turn that is left, each recorded before the next is made."""

from __future__ import annotations

from novel_engine.engine.bus import EventBus
from novel_engine.engine.director import DirectorAgent
from novel_engine.ports import EventLog


def simulate(director: DirectorAgent, log: EventLog, bus: EventBus) -> None:
    """Go on until the story is over. Whatever stops it, the log holds whole turns, and its fold goes on from there."""
    while not director.is_over:
        record = director.step()
        log.append(record)
        bus.publish(record, director.world)
