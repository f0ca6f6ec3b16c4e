"""The record of a story in SQLite: an append-only log, tables that follow it, and its inputs.

A turn is one transaction, so a crash leaves whole turns. The file itself appears whole: it is made
beside its place and moved there. Opening looks the record over; failures are said as StorageError
or RecordError.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from novel_engine.adapters.closing import Closing
from novel_engine.adapters.files.atomic_files import storing
from novel_engine.adapters.files.plain_files import check_still, identity
from novel_engine.adapters.record.connection import connect, connect_to_read, transaction
from novel_engine.adapters.record.door.amounts import check_amount
from novel_engine.adapters.record.door.chain import (
    chain_events,
    chained_events,
    reseal_following,
)
from novel_engine.adapters.record.door.seals import (
    at_one_instant,
    seal_following,
    seal_tables,
    sealed_rows,
)
from novel_engine.adapters.record.event_rows import cause_rows, events_of, links_of, turn_row
from novel_engine.adapters.record.failures import said_plainly
from novel_engine.adapters.record.file_hashes import read_files, write_files
from novel_engine.adapters.record.given_rows import given_tables
from novel_engine.adapters.record.givens import build, insertion, read_inputs
from novel_engine.adapters.record.read_models import (
    CLEARING,
    INDEX_ANEW,
    SET_STORY,
    follow,
    sound_rows,
)
from novel_engine.adapters.record.recall import remembered
from novel_engine.adapters.record.replies import (
    RecordedReplies,
    check_calls,
    read_asked,
    read_costs,
)
from novel_engine.adapters.record.row_changes import Summarise, changes, outline
from novel_engine.adapters.record.tellings import (
    read_chapters,
    read_paragraphs,
    read_tellings,
    write_telling,
)
from novel_engine.adapters.record.turns import check_next, turns
from novel_engine.errors import RecordError, StorageError
from novel_engine.ports.record import Fallback, Givens, Input, KeptTelling, TurnRecord, Whose
from novel_engine.ports.replies import Asked, Cost
from novel_engine.story.asking.consultation import Rejection
from novel_engine.story.fabula.events import Event, StoryEnded
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling

TURN = "INSERT INTO turns (turn, scene, events) VALUES (?, ?, ?)"
EVENT = """
    INSERT INTO events (id, turn, seq, tag, version, scene, place, actor, verb, fields)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
CAUSE = "INSERT INTO event_causes (event, position, cause) VALUES (?, ?, ?)"
FALLBACK = """
    INSERT INTO fallbacks (seam, turn, name, reason) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET reason = excluded.reason"""
REJECTION = """
    INSERT INTO rejections (seam, turn, about, attempt, code, reason, n) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""


class StoryRecord(Closing):
    """One story's record, open. Keeps the promises of Record."""

    def __init__(self, path: Path, connection: sqlite3.Connection, summarise: Summarise) -> None:
        """Use `create`, `open` or `read`."""
        self.path = path
        self._connection = connection
        self._summarise = summarise
        with said_plainly(path):
            last: int | None = connection.execute("SELECT max(turn) FROM turns").fetchone()[0]
        with storing(path):
            self._file = identity(path)
        self._last = last
        self._knows_calls = False
        self._told: Counter[Rejection] = Counter()

    @classmethod
    def create(
        cls,
        path: Path,
        inputs: Sequence[Input],
        meta: Mapping[str, str],
        setting: Setting,
        summarise: Summarise = outline,
    ) -> Self:
        """Make the record, whole or not at all, and open it. Raises UsageError if one is there."""
        build(path, Givens(inputs, meta, setting))
        return cls.open(path, summarise)

    @classmethod
    def open(cls, path: Path, summarise: Summarise = outline) -> Self:
        """Open a record to go on with it. Raises RecordError when it is damaged or is not one."""
        return cls(path, connect(path), summarise)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open a record only to look at it; its folder may be read-only."""
        return cls(path, connect_to_read(path), outline)

    @property
    def where(self) -> str:
        """Its path, as a person wrote it."""
        return str(self.path)

    def append(self, record: TurnRecord) -> None:
        """Record a whole turn, or nothing. Raises RecordError for a turn that is not the next.

        Raises StorageError, as all that is kept here does, when the record no longer stands where
        it was opened.
        """
        check_next(record, self._last, self.where)
        self.check_there()
        with transaction(self._connection, self.path):
            links = links_of(record)
            self._connection.execute(TURN, turn_row(record))
            self._connection.executemany(EVENT, [row for _, row, _ in links])
            self._connection.executemany(CAUSE, cause_rows(record.events))
            follow(self._connection, changes(record, self._summarise))
            chain_events(self._connection, links)
            if any(isinstance(event, StoryEnded) for event in record.events):
                seal_tables(self._connection, "story")
            seal_following(self._connection)
        self._last = record.turn

    def events(self) -> Iterator[Event]:
        """Every event, in order. Raises RecordError when the record is damaged."""
        with said_plainly(self.path), at_one_instant(self._connection):
            links = chained_events(self._connection, self.path)
            marks: dict[str, str] = dict(sealed_rows(self._connection, self.path, "story"))
        yield from events_of(links, marks, self.path)

    def last_turn(self) -> int | None:
        """The last turn that is recorded; None before the first."""
        return self._last

    def inputs(self) -> tuple[Input, ...]:
        """Every input, in the order given. Raises RecordError when the bytes have changed."""
        with said_plainly(self.path):
            return read_inputs(self._connection, self.path)

    def meta(self) -> dict[str, str]:
        """The story's key values: those given, `state` (running, ended) and `ending`."""
        with said_plainly(self.path):
            return dict(sealed_rows(self._connection, self.path, "story"))

    def mark(self, key: str, value: str) -> None:
        """Set one of the story's key values."""
        with transaction(self._connection, self.path):
            self._connection.execute(SET_STORY, (key, value))
            seal_tables(self._connection, "story")

    def fallback(self, fallback: Fallback) -> None:
        """Count a fall-back. One told again after a crash counts once."""
        with transaction(self._connection, self.path):
            row = (fallback.seam, fallback.turn, fallback.name, fallback.reason)
            self._connection.execute(FALLBACK, row)
            seal_tables(self._connection, "fallbacks")

    def fallbacks(self) -> tuple[Fallback, ...]:
        """Every fall-back, in the order they came."""
        with said_plainly(self.path):
            rows = sealed_rows(self._connection, self.path, "fallbacks")
        return tuple(Fallback(*row) for _, *row in rows)

    def rejected(self, rejection: Rejection) -> None:
        """Count an answer that was not taken. One told again after a crash counts once."""
        row = (
            rejection.seam,
            rejection.turn,
            rejection.about,
            rejection.attempt,
            rejection.code,
            rejection.reason,
        )
        with transaction(self._connection, self.path):
            self._connection.execute(REJECTION, (*row, self._told[rejection]))
            seal_tables(self._connection, "rejections")
        self._told[rejection] += 1

    def rejections(self) -> tuple[Rejection, ...]:
        """Every answer that was not taken, in the order they came."""
        with said_plainly(self.path):
            rows = sealed_rows(self._connection, self.path, "rejections")
        return tuple(Rejection(*row) for _, *row, _ in rows)

    def replies(self) -> RecordedReplies:
        """The archive of what models replied, over a connection of its own."""
        return RecordedReplies(self.path)

    def asked(self) -> tuple[Asked, ...]:
        """Every place at which a language model was asked."""
        with said_plainly(self.path):
            self._check_calls()
            return read_asked(self._connection)

    def costs(self) -> tuple[Cost, ...]:
        """What the replies took and cost, by seam, model, and what each was about."""
        with said_plainly(self.path):
            self._check_calls()
            return read_costs(self._connection)

    def remembered(self, person: str, words: Sequence[str], before: int) -> tuple[int, ...]:
        """Ids of events this person perceived before this turn whose account shares a word, best
        first, at most forty.
        """
        with said_plainly(self.path):
            return remembered(self._connection, person, words, before)

    def keep(
        self,
        telling: Telling,
        chapters: Sequence[RenderedChapter],
        files: Mapping[str, str] | None = None,
    ) -> None:
        """Store a whole telling, or nothing at all; one of the same name gives way to it.

        `files` are the hashes of the files it is about to be written to, by name: so that what lies
        on the disk later can be compared with what was told.
        """
        self.check_there()
        with transaction(self._connection, self.path):
            write_telling(self._connection, telling, chapters)
            if files is not None:
                write_files(self._connection, "this", files)
            self._check_room()

    def _check_room(self) -> None:
        """Raise StorageError, before it is committed, for what would be too much to be opened."""
        try:
            check_amount(self._connection, self.path)
        except RecordError as problem:
            raise StorageError(
                f"{self.path}: the record has no room for another telling; `novel-engine run` the "
                "story into another folder, with the same seed, and tell it there"
            ) from problem

    def note_files(self, whose: Whose, files: Mapping[str, str]) -> None:
        """Set down the hashes of a story's files: of this one's, or of those of the story before it
        in the folder.
        """
        with transaction(self._connection, self.path):
            write_files(self._connection, whose, files)

    def check_there(self) -> None:
        """Raise StorageError when the record was deleted, moved or replaced since it was opened."""
        check_still(self.path, self._file)

    def files(self, whose: Whose = "this") -> dict[str, str]:
        """The hashes of a story's files as they were written, by name."""
        with said_plainly(self.path):
            return read_files(self._connection, self.path, whose)

    def tellings(self) -> tuple[str, ...]:
        """The names of the tellings that are kept."""
        with said_plainly(self.path):
            return tuple(name for name, *_ in sealed_rows(self._connection, self.path, "tellings"))

    def kept(self) -> tuple[KeptTelling, ...]:
        """What there is to say of each telling that is kept, by name."""
        with said_plainly(self.path):
            return read_tellings(self._connection, self.path)

    def chapters(self, telling: str) -> tuple[RenderedChapter, ...]:
        """The chapters of a telling as they were kept; none when there is no such telling."""
        with said_plainly(self.path):
            return read_chapters(self._connection, self.path, telling)

    def paragraphs(self, telling: str) -> tuple[Paragraph, ...]:
        """The paragraphs of a telling through its whole body; the first is paragraph 1."""
        with said_plainly(self.path):
            return read_paragraphs(self._connection, self.path, telling)

    def rebuild(self, fabula: Fabula) -> None:
        """Make everything that follows the events again, whatever is there: of what was given, and
        of these, which are the record's own. What is there as it should be stays to the byte.
        """
        with transaction(self._connection, self.path):
            before = sound_rows(self._connection)
            self._connection.execute("SAVEPOINT anew")
            for statement in CLEARING:
                self._connection.execute(statement)
            for table in given_tables(fabula.setting):
                self._connection.executemany(insertion(table), table.rows)
            for record in turns(fabula):
                follow(self._connection, changes(record, self._summarise))
            self._connection.execute(INDEX_ANEW)
            if before == sound_rows(self._connection):
                self._connection.execute("ROLLBACK TO anew")
            else:
                seal_tables(self._connection, "story")
                reseal_following(self._connection)

    def close(self) -> None:
        """Let go of the file; the side files of the write-ahead log go with it."""
        self._connection.close()

    def _check_calls(self) -> None:
        """Once: they may be many, and whoever adds to them looked at them too."""
        if not self._knows_calls:
            check_calls(self._connection, self.path)
            self._knows_calls = True
