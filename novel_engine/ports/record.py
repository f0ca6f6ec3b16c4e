"""A story's record: what it was made from, its turns, its tellings, and what models did not do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Literal, Protocol, Self, TypeAlias

from novel_engine.ports.replies import Asked, Cost, Replies
from novel_engine.story.asking.consultation import Rejection
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.percepts import Percept
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Input:
    """One file the story was made from, of story, character, core or genre: name and bytes."""

    kind: str
    path: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Givens:
    """Everything that a record holds before its first turn; `meta` are the story's key values."""

    inputs: Sequence[Input]
    meta: Mapping[str, str]
    setting: Setting


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One whole turn for the record: its events, and what each person noticed of each."""

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
        """Record a whole turn, or nothing. Raises RecordError when the turn is already there."""
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


Whose: TypeAlias = Literal["this", "before"]
"""Of this story, or of the one that stood in its place before it."""


@dataclass(frozen=True, slots=True)
class KeptTelling:
    """A telling that is in the record: through whom, about how many words were asked for, and what
    came of it.
    """

    name: str
    focalizer: str
    asked: int
    words: int
    chapters: int
    paragraphs: int


class Tellings(Protocol):
    """A story's tellings, each kept under its name; and what is known of their files."""

    def keep(
        self,
        telling: Telling,
        chapters: Sequence[RenderedChapter],
        files: Mapping[str, str] | None = None,
    ) -> None:
        """Store a whole telling, or nothing at all; one of the same name gives way to it.

        `files`, by name, are the hashes of all the story's files as they are about to be written:
        so that what lies somewhere later can be compared with what was told.
        """
        ...

    def tellings(self) -> tuple[str, ...]:
        """The names of the tellings that are kept."""
        ...

    def kept(self) -> tuple[KeptTelling, ...]:
        """What there is to say of each telling that is kept, by name."""
        ...

    def chapters(self, telling: str) -> tuple[RenderedChapter, ...]:
        """The chapters of a telling as they were kept; none when there is no such telling."""
        ...

    def note_files(self, whose: Whose, files: Mapping[str, str]) -> None:
        """Set down the hashes of a story's files, in place of those set down before."""
        ...

    def files(self, whose: Whose = "this") -> dict[str, str]:
        """The hashes of a story's files as they were written, by name."""
        ...


class Record(EventLog, Recall, Journal, Tellings, Protocol):
    """One story's record, open. What is written to it is there, whole, when the call returns; it is
    used from one thread.

    Everything that writes raises StorageError when the record no longer is where it was opened, or
    was opened only to be looked at.
    """

    @property
    def where(self) -> str:
        """What the record is called in messages: where a person finds it."""
        ...

    def last_turn(self) -> int | None:
        """The last turn that is recorded; None before the first."""
        ...

    def inputs(self) -> tuple[Input, ...]:
        """Every input, in the order given. Raises RecordError when the bytes have changed."""
        ...

    def meta(self) -> dict[str, str]:
        """The story's key values: those it was given, `state` (running, ended) and `ending`."""
        ...

    def mark(self, key: str, value: str) -> None:
        """Set one of the story's key values."""
        ...

    def rebuild(self, fabula: Fabula) -> None:
        """Make everything that follows the events again, whatever is there: `fabula` is what
        happened by this record.
        """
        ...

    def fallbacks(self) -> tuple[Fallback, ...]:
        """Every fall-back, in the order they came. One told again after a crash counts once."""
        ...

    def rejections(self) -> tuple[Rejection, ...]:
        """Every answer that was not taken, in the order they came. One told again after a crash
        counts once.
        """
        ...

    def replies(self) -> AbstractContextManager[Replies]:
        """The archive of what models replied, open for as long as a block lasts; it may be used
        from any number of threads.
        """
        ...

    def asked(self) -> tuple[Asked, ...]:
        """Every place at which a language model was asked."""
        ...

    def costs(self) -> tuple[Cost, ...]:
        """What the replies took and cost, by seam, model, and what each was about."""
        ...

    def check_there(self) -> None:
        """Raise StorageError when the record was deleted, moved or replaced since it was opened."""
        ...

    def close(self) -> None:
        """Let go of the record."""
        ...

    def __enter__(self) -> Self:
        """The record itself."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        ...
