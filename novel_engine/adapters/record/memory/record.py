"""One story's record in memory: the same promises as one on the disk, and nothing left of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field

from novel_engine.adapters.closing import Closing
from novel_engine.adapters.record.given_rows import first_marks
from novel_engine.adapters.record.memory.promises import Promises, check_text
from novel_engine.adapters.record.memory.recall import MemoryIndex
from novel_engine.adapters.record.memory.replies import Calls, MemoryReplies, asked_in, costs_in
from novel_engine.adapters.record.memory.tables import MemoryTables
from novel_engine.adapters.record.row_changes import StoryMarked, changes, compact, outline
from novel_engine.adapters.record.turns import check_next, turns
from novel_engine.errors import StorageError
from novel_engine.ports.record import Fallback, Input, KeptTelling, TurnRecord, Whose
from novel_engine.ports.replies import Asked, Cost
from novel_engine.story.asking.consultation import Rejection
from novel_engine.story.fabula.codec import to_plain
from novel_engine.story.fabula.events import Event, EventId, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from novel_engine.values import dataclass


@dataclass(slots=True)
class Kept:
    """Everything that one record holds, whoever has it open."""

    inputs: tuple[Input, ...]
    tables: MemoryTables
    events: list[Event] = field(default_factory=list)
    numbers: set[EventId] = field(default_factory=set)
    last_turn: int | None = None
    fallbacks: dict[tuple[str, int, str], Fallback] = field(default_factory=dict)
    rejections: dict[tuple[Rejection, int], Rejection] = field(default_factory=dict)
    tellings: dict[str, tuple[Telling, tuple[RenderedChapter, ...]]] = field(default_factory=dict)
    files: dict[Whose, dict[str, str]] = field(default_factory=dict)
    calls: Calls = field(default_factory=Calls)


class MemoryRecord(Closing):
    """One story's record, open. Keeps the promises of Record."""

    def __init__(
        self, where: str, kept: Kept, is_there: Callable[[], bool], *, is_read: bool = False
    ) -> None:
        """Use a MemoryLibrary. `is_read`: it is only looked at."""
        self._where = where
        self._kept = kept
        self._is_there = is_there
        self._is_read = is_read
        self._promises = Promises(where, kept.tables)
        self._index: MemoryIndex | None = None
        self._told: Counter[Rejection] = Counter()

    @property
    def where(self) -> str:
        """The story's id."""
        return self._where

    @property
    def tables(self) -> MemoryTables:
        """The tables that follow the log."""
        return self._kept.tables

    def append(self, record: TurnRecord) -> None:
        """Record a whole turn, or nothing. Raises RecordError for a turn that is not the next."""
        check_next(record, self._kept.last_turn, self.where)
        with self._written():
            self._promises.check_events(record.events, self._kept.numbers)
            for event in record.events:
                self._check_event(event)
            changed = tuple(changes(record, outline))
            self._promises.check(changed)
            for change in changed:
                self._kept.tables.follow(change)
        self._kept.events.extend(record.events)
        self._kept.numbers.update(map(id_of, record.events))
        self._kept.last_turn = record.turn

    def events(self) -> Iterator[Event]:
        """Every event, in order."""
        yield from self._kept.events

    def last_turn(self) -> int | None:
        """The last turn that is recorded; None before the first."""
        return self._kept.last_turn

    def inputs(self) -> tuple[Input, ...]:
        """Every input, in the order given."""
        return self._kept.inputs

    def meta(self) -> dict[str, str]:
        """The story's key values."""
        return dict(sorted(self._kept.tables.marks().items()))

    def mark(self, key: str, value: str) -> None:
        """Set one of the story's key values."""
        change = StoryMarked(key, value)
        with self._written():
            self._promises.check((change,))
            self._kept.tables.follow(change)

    def rebuild(self, fabula: Fabula) -> None:
        """Make everything that follows the events again: of what was given, and of these, which are
        the record's own.
        """
        marks = first_marks(self.meta())
        self.close()
        with self._written():
            self._kept.tables.begin_anew(fabula.setting, marks | {"ending": ""})
            for record in turns(fabula):
                for change in changes(record, outline):
                    self._kept.tables.follow(change)

    def fallback(self, fallback: Fallback) -> None:
        """Count a fall-back. One told again after a crash counts once."""
        with self._written():
            key = (fallback.seam, fallback.turn, fallback.name)
            self._kept.fallbacks[key] = fallback

    def fallbacks(self) -> tuple[Fallback, ...]:
        """Every fall-back, in the order they came."""
        return tuple(self._kept.fallbacks.values())

    def rejected(self, rejection: Rejection) -> None:
        """Count an answer that was not taken. One told again after a crash counts once."""
        with self._written():
            self._kept.rejections.setdefault((rejection, self._told[rejection]), rejection)
        self._told[rejection] += 1

    def rejections(self) -> tuple[Rejection, ...]:
        """Every answer that was not taken, in the order they came."""
        return tuple(self._kept.rejections.values())

    def replies(self) -> MemoryReplies:
        """The archive of what models replied."""
        return MemoryReplies(self._kept.calls)

    def asked(self) -> tuple[Asked, ...]:
        """Every place at which a language model was asked."""
        return asked_in(self._kept.calls)

    def costs(self) -> tuple[Cost, ...]:
        """What the replies took and cost, by seam, model, and what each was about."""
        return costs_in(self._kept.calls)

    def remembered(self, person: str, words: Sequence[str], before: int) -> tuple[int, ...]:
        """Ids of events this person perceived before this turn whose account shares a word, best
        first, at most forty.
        """
        if self._index is None:
            self._index = MemoryIndex(self._kept.tables)
        return self._index.remembered(person, words, before)

    def keep(
        self,
        telling: Telling,
        chapters: Sequence[RenderedChapter],
        files: Mapping[str, str] | None = None,
    ) -> None:
        """Store a whole telling, or nothing at all; one of the same name gives way to it."""
        with self._written():
            self._check_telling(telling, chapters)
            self._kept.tellings[telling.name] = (telling, tuple(chapters))
            if files is not None:
                self._kept.files["this"] = dict(files)

    def tellings(self) -> tuple[str, ...]:
        """The names of the tellings that are kept."""
        return tuple(sorted(self._kept.tellings))

    def kept(self) -> tuple[KeptTelling, ...]:
        """What there is to say of each telling that is kept, by name."""
        return tuple(_said(*self._kept.tellings[name]) for name in self.tellings())

    def chapters(self, telling: str) -> tuple[RenderedChapter, ...]:
        """The chapters of a telling as they were kept; none when there is no such telling."""
        return self._kept.tellings[telling][1] if telling in self._kept.tellings else ()

    def note_files(self, whose: Whose, files: Mapping[str, str]) -> None:
        """Set down the hashes of a story's files."""
        with self._written():
            self._kept.files[whose] = dict(files)

    def files(self, whose: Whose = "this") -> dict[str, str]:
        """The hashes of a story's files as they were written, by name."""
        return dict(sorted(self._kept.files.get(whose, {}).items()))

    def check_there(self) -> None:
        """Raise StorageError when the record was removed or replaced since it was opened."""
        if not self._is_there():
            raise StorageError(
                f"{self.where}: this record was removed "
                "or replaced while the program was at work in it"
            )

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            self._index.close()
            self._index = None

    @contextmanager
    def _written(self) -> Iterator[None]:
        """What is checked inside is then written."""
        if self._is_read:
            raise StorageError(f"{self.where}: it cannot be written; it is only looked at")
        self.check_there()
        yield

    def _check_event(self, event: Event) -> None:
        """Raise RecordError for an event of what there is not, or that no file could hold."""
        fields = to_plain(event)["fields"]
        self._promises.check_named("events", "places", fields.get("place") or None)
        self._promises.check_named("events", "characters", fields.get("actor") or None)
        check_text(self.where, compact(fields))

    def _check_telling(self, telling: Telling, chapters: Sequence[RenderedChapter]) -> None:
        check = self._promises.check_named
        check("tellings", "characters", telling.focalizer)
        check("chapters", "characters", *(chapter.focalizer for chapter in chapters))
        self._promises.check_told(
            (event for paragraph in _body(chapters) for event in paragraph.events),
            self._kept.numbers,
        )


def _body(chapters: Sequence[RenderedChapter]) -> list[Paragraph]:
    return [paragraph for chapter in chapters for paragraph in chapter.paragraphs]


def _said(telling: Telling, chapters: Sequence[RenderedChapter]) -> KeptTelling:
    told = _body(chapters)
    words = sum(len(paragraph.text.split()) for paragraph in told)
    counted = sum(bool(chapter.paragraphs) for chapter in chapters)
    return KeptTelling(telling.name, telling.focalizer, telling.words, words, counted, len(told))
