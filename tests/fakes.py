"""Fakes that keep their port's promises, in memory."""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.errors import RecordError
from novel_engine.ports import KeptReply, TurnRecord
from novel_engine.story.consulting import Reply
from novel_engine.story.events import Event, id_of


class MemoryLog:
    """An EventLog that forgets when the process ends."""

    def __init__(self) -> None:
        """A log with nothing in it."""
        self.turns: list[TurnRecord] = []

    def append(self, record: TurnRecord) -> None:
        """Record a whole turn, or nothing at all. Raises RecordError for a turn that is not the next."""
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


class MemoryArchive:
    """A ReplyArchive that forgets when the process ends; what is kept is kept in one step."""

    def __init__(self) -> None:
        """An archive with nothing in it."""
        self.kept: dict[str, KeptReply] = {}

    def find(self, key: str) -> Reply | None:
        """The reply under this key, if there is one."""
        return self.kept[key].reply if key in self.kept else None

    def times(self, question: str, before: int) -> int:
        """How many replies to this very question were stored at turns before this one."""
        return sum(one.question == question and one.prompt.turn < before for one in tuple(self.kept.values()))

    def keep(self, kept: KeptReply) -> None:
        """Store a reply; one that is there already stays."""
        self.kept.setdefault(kept.key, kept)
