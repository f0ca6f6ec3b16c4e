"""What a batch has done: one row a seed in `batch.db`, so that a batch started again does only what
is missing.

One process writes it, the parent; the children write only their own story's folder. A row that
another hand changed, added or took away is seen by its seal, which is a sum: so that a row can be
written without reading all the others.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from novel_engine.adapters.closing import Closing
from novel_engine.adapters.files.atomic_files import storing
from novel_engine.adapters.files.plain_files import check_database, check_own, check_still, identity
from novel_engine.adapters.record.connection import BUSY_SECONDS
from novel_engine.adapters.record.door.bounds import confine, set_free
from novel_engine.adapters.record.door.known_schema import (
    DatabaseSchema,
    check_schema,
    schemas_after,
)
from novel_engine.adapters.record.door.seals import (
    CREATE_SEALS,
    HAS_SEALS,
    canonical,
    fetched,
    put_seal,
    seal_of,
)
from novel_engine.adapters.record.failures import not_sound, said_plainly
from novel_engine.adapters.record.migrating import bring_up_to_date
from novel_engine.errors import RecordError
from novel_engine.values import dataclass

if TYPE_CHECKING:
    from sqlite_utils import Database

# A mark: "NovB", by which a file of SQLite's is known to be a ledger.
LEDGER_ID = 0x4E6F7642

State = Literal["pending", "running", "done", "failed"]

CREATE_STORIES = """
    CREATE TABLE stories (
        seed INTEGER PRIMARY KEY,
        folder TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'running', 'done', 'failed')),
        ending TEXT NOT NULL DEFAULT '',
        words INTEGER NOT NULL DEFAULT 0 CHECK (words >= 0),
        events_sha256 TEXT NOT NULL DEFAULT '',
        story_sha256 TEXT NOT NULL DEFAULT '',
        error TEXT NOT NULL DEFAULT '',
        attempts INTEGER NOT NULL DEFAULT 0,
        CHECK (state <> 'done' OR (length(events_sha256) = 64 AND length(story_sha256) = 64)),
        CHECK (state <> 'failed' OR error <> '')
    ) STRICT"""
LEDGER_SET = "novel-engine-batch"
LEDGER_STEPS = (("0001_stories", (CREATE_STORIES,)), ("0002_seals", (CREATE_SEALS,)))
LEDGER_TABLE = "stories"
# A number: more than any hash of 256 bits.
MODULUS = 2**256
# What a ledger is known by at a glance: the hash of its schema.
LEDGER_SHA256 = "06fbe0d3764adb874e1ee33e59f0c245dfe47f6843c7d406a01ecd77eacecf8f"
BEGIN_ANEW = "delete it, and the batch begins anew"
PLAN = """
    INSERT INTO stories (seed, folder) VALUES (?, ?)
    ON CONFLICT (seed) DO UPDATE SET folder = excluded.folder, state = 'pending', error = '', attempts = 0
    WHERE state <> 'done' OR folder <> excluded.folder"""
ALL_STORIES = "SELECT * FROM stories ORDER BY seed"
FOLDER_OF_A_STORY = re.compile(r"(?!\.\.?$)[^/\\\0]+")
"""A story's folder is in the batch's own, and goes nowhere else."""
# Attempts, letters: of one story, and of an ending's name; more than anybody makes or writes.
MOST_ATTEMPTED, LONGEST_ENDING = 1_000_000, 200
PENDING = "SELECT seed FROM stories WHERE state = 'pending' ORDER BY seed LIMIT 1"
ONE_STORY = "SELECT * FROM stories WHERE seed = ?"
TAKE = "UPDATE stories SET state = 'running', attempts = attempts + 1 WHERE seed = ?"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one story."""

    ending: str
    words: int
    events_sha256: str
    story_sha256: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One seed's row. `folder` is within the batch's; `error` is empty unless the story failed."""

    seed: int
    folder: str
    state: State
    ending: str
    words: int
    events_sha256: str
    story_sha256: str
    error: str
    attempts: int


class Ledger(Closing):
    """One batch's ledger, open. Keeps the promise of BatchLedger."""

    def __init__(self, path: Path, database: Database) -> None:
        """Use `open`."""
        self.path = path
        self._database = database
        with storing(path):
            self._file = identity(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the ledger, or begin one. Raises RecordError when it is damaged or no ledger."""
        from sqlite_utils import Database

        check_database(path)
        check_own(path)
        with said_plainly(path, BEGIN_ANEW):
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                confine(connection)
                database = Database(connection, execute_plugins=False)
                _check(database, path)
            except BaseException:
                connection.close()
                raise
        return cls(path, database)

    def plan(self, folders: Mapping[int, str]) -> None:
        """Have a story for each of these seeds: what is done in its folder stays done, all else is
        to be told.
        """
        with said_plainly(self.path, BEGIN_ANEW), self._database.atomic():
            self.rows()
            for seed, folder in sorted(folders.items()):
                self._database.execute(PLAN, (seed, folder))
            _seal_all(self._database)

    def claim(self) -> int | None:
        """The smallest seed that is to be told, now running; None when there is none."""
        with said_plainly(self.path, BEGIN_ANEW):
            found = self._database.execute(PENDING).fetchone()
        if found is None:
            return None
        self.take(found[0])
        return int(found[0])

    def take(self, seed: int) -> None:
        """This very story is now running."""
        with said_plainly(self.path, BEGIN_ANEW), self._changing(seed):
            self._database.execute(TAKE, (seed,))

    def finish(self, seed: int, outcome: Outcome) -> None:
        """The story is whole."""
        self._write(
            seed,
            state="done",
            ending=outcome.ending,
            words=outcome.words,
            events_sha256=outcome.events_sha256,
            story_sha256=outcome.story_sha256,
            error="",
        )

    def fail(self, seed: int, error: str) -> None:
        """The story could not be told, for this reason."""
        self._write(seed, state="failed", error=error)

    def again(self, seed: int) -> None:
        """The story is to be told again: its worker died, or its folder is gone."""
        self._write(seed, state="pending")

    def rows(self) -> tuple[LedgerRow, ...]:
        """Every row, by seed."""
        with said_plainly(self.path, BEGIN_ANEW):
            rows = fetched(self._database.conn, self.path, LEDGER_TABLE, ALL_STORIES, BEGIN_ANEW)
            kept = seal_of(self._database.conn, LEDGER_TABLE)
        found = tuple(LedgerRow(*row) for row in rows)
        for row in found:
            if wrong := _wrong_in(row):
                raise RecordError(f"{self.path}: row {row.seed} of stories {wrong}; {BEGIN_ANEW}")
        if kept != _sealed(rows):
            raise RecordError(
                f"{self.path}: rows of stories were changed, added or taken away since they were "
                f"written; {BEGIN_ANEW}"
            )
        return found

    def done(self) -> Mapping[str, str]:
        """Story folder by seed, for each story that is whole."""
        return {str(row.seed): row.folder for row in self.rows() if row.state == "done"}

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _write(self, seed: int, **columns: str | int) -> None:
        check_still(self.path, self._file)
        with said_plainly(self.path, BEGIN_ANEW), self._changing(seed):
            self._database.table(LEDGER_TABLE).update(seed, columns)

    @contextmanager
    def _changing(self, seed: int) -> Iterator[None]:
        """One row may be changed inside; its share in the seal is changed with it."""
        with self._database.atomic():
            before = self._share(seed)
            yield
            kept = int(seal_of(self._database.conn, LEDGER_TABLE) or "0", 16)
            put_seal(self._database.conn, LEDGER_TABLE, _as_seal(kept - before + self._share(seed)))

    def _share(self, seed: int) -> int:
        return _sum(self._database.execute(ONE_STORY, (seed,)).fetchall())


def _sum(rows: Iterable[tuple[object, ...]]) -> int:
    """What these rows add to the seal; in whatever order."""
    return sum(int(sha256(canonical(row).encode()).hexdigest(), 16) for row in rows)


def _as_seal(total: int) -> str:
    return f"{total % MODULUS:064x}"


def _sealed(rows: Iterable[tuple[object, ...]]) -> str:
    """The seal of a whole ledger."""
    return _as_seal(_sum(rows))


def _seal_all(database: Database) -> None:
    put_seal(database.conn, LEDGER_TABLE, _sealed(database.execute(ALL_STORIES).fetchall()))


def _wrong_in(row: LedgerRow) -> str:
    """What a row says that no batch ever wrote; empty where there is nothing."""
    if not FOLDER_OF_A_STORY.fullmatch(row.folder):
        return "names no folder of the batch"
    if not 0 <= row.attempts <= MOST_ATTEMPTED:
        return "counts attempts that nobody made"
    if len(row.ending) > LONGEST_ENDING:
        return "names no ending"
    return ""


def _check(database: Database, path: Path) -> None:
    found = database.execute("PRAGMA application_id").fetchone()[0]
    if found == 0 and not database.table_names():
        database.execute(f"PRAGMA application_id = {LEDGER_ID}")
        database.enable_wal()
    elif found != LEDGER_ID:
        raise RecordError(
            f"{path}: this is not the ledger of a batch; choose another folder with --out"
        )
    if database.table_names():
        check_schema(database.conn, path, LEDGER_SHA256, _schemas, BEGIN_ANEW)
    state = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if state != "ok":
        raise not_sound(path, state, BEGIN_ANEW)
    database.execute("PRAGMA synchronous = NORMAL")
    with database.atomic():
        has_seals = database.execute(HAS_SEALS).fetchone() is not None
        bring_up_to_date(database.conn, LEDGER_SET, LEDGER_STEPS)
        if not has_seals:
            _seal_all(database)
    set_free(database.conn)


def _schemas() -> Iterator[DatabaseSchema]:
    return schemas_after(LEDGER_SET, LEDGER_STEPS, 1)
