"""What there is of a story in a record: what it was made from, its turns, and what models did not
do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from novel_engine.story.asking.consultation import Rejection
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.percepts import Percept


@dataclass(frozen=True, slots=True)
class Input:
    """One file the story was made from: story, character, core or genre; its name, and every byte
    of it.
    """

    kind: str
    path: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One whole turn as it goes into the record: its events, and what each person noticed of
    each.
    """

    turn: int
    scene: int
    events: tuple[Event, ...]
    percepts: tuple[Percept, ...]


@dataclass(frozen=True, slots=True)
class Fallback:
    """The offline choice stood in for a model's: at which seam and turn, and why."""

    seam: str
    turn: int
    name: str
    reason: str


class EventLog(Protocol):
    """The append-only record of a story's events."""

    def append(self, record: TurnRecord) -> None:
        """Record a whole turn, or nothing at all. Raises RecordError when the turn is already
        there.
        """
        ...

    def events(self) -> Iterator[Event]:
        """Every event, in order. Raises RecordError when the record is damaged."""
        ...


class Journal(Protocol):
    """Where it is written down that a model did not do what was asked of it."""

    def rejected(self, rejection: Rejection) -> None:
        """An answer was not taken."""
        ...

    def fallback(self, fallback: Fallback) -> None:
        """The offline implementation stood in. Raises FallbackRefused where that is not allowed."""
        ...


class Recall(Protocol):
    """Searches what one person remembers."""

    def remembered(self, person: str, words: Sequence[str], before: int) -> tuple[int, ...]:
        """Ids of events this person perceived before this turn whose account shares a word, best
        first, at most forty.
        """
        ...
