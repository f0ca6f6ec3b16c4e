"""Fakes that keep their port's promises, in memory."""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.errors import RecordError
from novel_engine.ports.record import TurnRecord
from novel_engine.story.fabula.events import Event, id_of


class MemoryLog:
    """An EventLog that forgets when the process ends."""

    def __init__(self) -> None:
        """A log with nothing in it."""
        self.turns: list[TurnRecord] = []

    def append(self, record: TurnRecord) -> None:
        """Record a whole turn, or nothing at all. Raises RecordError for a turn that is not the
        next.
        """
        allowed = (self.turns[-1].turn + 1,) if self.turns else (0, 1)
        if record.turn not in allowed or not record.events:
            raise RecordError(f"turn {record.turn} is not the next, or holds no event")
        known = {id_of(event) for turn in self.turns for event in turn.events}
        for event in record.events:
            late = [cause for cause in event.causes if cause not in known]
            if event.turn != record.turn or late or id_of(event) in known:
                raise RecordError(f"event {id_of(event)} does not stand where it should")
            known.add(id_of(event))
        self.turns.append(record)

    def events(self) -> Iterator[Event]:
        """Every event, in order."""
        return iter([event for turn in self.turns for event in turn.events])
