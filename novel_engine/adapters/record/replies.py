"""A language model's replies in `story.db`: every one there has been, committed before it is used.

The archive is what resuming, replaying and adding up costs stand on. It is no part of the story's
state: an answer that was rejected stands here as it came, and nowhere else. With it goes what is
spent on replies, answered or not.
"""

from __future__ import annotations

import math
import sqlite3
from pathlib import Path
from threading import Lock
from typing import Any

from novel_engine.adapters.closing import Closing
from novel_engine.adapters.files.atomic_files import storing
from novel_engine.adapters.files.plain_files import check_still, identity
from novel_engine.adapters.record.connection import connect_beside, transaction
from novel_engine.adapters.record.door.chain import (
    REPLY_COLUMNS,
    REPLY_ROWS,
    chain_reply,
    reply_costs,
)
from novel_engine.adapters.record.door.seals import at_one_instant, seal_tables, sealed_rows
from novel_engine.adapters.record.failures import said_plainly
from novel_engine.adapters.record.outlays import (
    BEGIN,
    SETTLE,
    STRIKE_OUT,
    outlay_row,
    read_spending,
    read_stretch,
    read_unpriced,
)
from novel_engine.errors import USE_A_COPY, RecordError
from novel_engine.ports.replies import Asked, Cost, KeptReply, Outlay, Spending, Stretch, Unpriced
from novel_engine.story.asking.consultation import Prompt, Reply

KEEP = (
    f"INSERT INTO replies ({REPLY_COLUMNS}) VALUES ({', '.join('?' * 18)}) ON CONFLICT DO NOTHING"
)
FIND = "SELECT reply, tokens_in, tokens_out, stopped, why FROM replies WHERE key = ?"
TIMES = "SELECT count(*) FROM replies WHERE question = ? AND turn < ?"
SELECT_ASKED = """
    SELECT seam, turn, about, model, count(*) FROM replies
    GROUP BY seam, turn, about, model ORDER BY min(rowid)"""
SELECT_COSTS = """
    SELECT seam, model, about, calls, tokens_in, tokens_out, cost_usd, unpriced, unanswered, unanswered_usd
    FROM v_costs"""


class RecordedReplies(Closing):
    """The archive of one story's replies, open, and of what is spent on them.

    Keeps the promises of Replies; used from any number of threads.
    """

    def __init__(self, path: Path) -> None:
        """Open the archive of a record that is already open, or was just now. Raises StorageError
        or RecordError.
        """
        self.path = path
        self._connection = connect_beside(path)
        with storing(path):
            self._file = identity(path)
        try:
            with said_plainly(path):
                check_calls(self._connection, path)
        except BaseException:
            self._connection.close()
            raise
        self._one_at_a_time = Lock()
        self._begun: dict[str, int] = {}

    def find(self, key: str) -> Reply | None:
        """The reply under this key, if there is one."""
        found = self._rows(FIND, key)
        return Reply(*found[0]) if found else None

    def times(self, question: str, before: int) -> int:
        """How many replies to this very question were stored at turns before this one."""
        count: int = self._rows(TIMES, question, before)[0][0]
        return count

    def keep(self, kept: KeptReply) -> None:
        """Store a reply, whole or not at all; one that is there already stays. It is on the disk
        when this returns.

        The outlay that was begun last for its question, by whoever has this archive open, is
        settled in the same step.
        """
        check_still(self.path, self._file)
        with self._one_at_a_time:
            outlay = self._begun.get(kept.question)
            with transaction(self._connection, self.path):
                is_new = self._connection.execute(KEEP, _row(kept)).rowcount == 1
                if is_new:
                    chain_reply(self._connection, kept.key)
                if is_new and outlay is not None:
                    self._connection.execute(SETTLE, (kept.key, outlay))
                    seal_tables(self._connection, "outlays")
            self._begun.pop(kept.question, None)

    def begin(self, outlay: Outlay) -> None:
        """Write down an attempt that is about to be made. It is on the disk when this returns."""
        check_still(self.path, self._file)
        with self._one_at_a_time:
            with transaction(self._connection, self.path):
                row = self._connection.execute(BEGIN, outlay_row(outlay)).lastrowid
                seal_tables(self._connection, "outlays")
            assert row is not None
            self._begun[outlay.question] = row

    def unspent(self, question: str) -> None:
        """Strike out the outlay that was begun last for this question: nothing was spent on it."""
        with self._one_at_a_time:
            outlay = self._begun.pop(question)
            with transaction(self._connection, self.path):
                self._connection.execute(STRIKE_OUT, (outlay,))
                seal_tables(self._connection, "outlays")

    def all(self) -> tuple[KeptReply, ...]:
        """Every reply, in the order they were stored; of its prompt, what is not sent is left
        empty, but for what and when.
        """
        return tuple(_kept(row) for row in self._rows(REPLY_ROWS))

    def spending(self) -> Spending:
        """What everything cost, as far as prices are known: replies, and outlays without one at
        their most.
        """
        with self._one_at_a_time, said_plainly(self.path):
            return read_spending(self._connection)

    def unpriced(self) -> tuple[Unpriced, ...]:
        """What is in no sum, because its price was not known, by model."""
        with self._one_at_a_time, said_plainly(self.path):
            return read_unpriced(self._connection)

    def stretch(self, model: str) -> Stretch:
        """The worst of this model's replies, each beside its outlay; never less than once."""
        with self._one_at_a_time, said_plainly(self.path):
            return read_stretch(self._connection, model)

    def close(self) -> None:
        """Let go of the file."""
        with self._one_at_a_time:
            self._connection.close()

    def _rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        with self._one_at_a_time, said_plainly(self.path):
            return self._connection.execute(query, values).fetchall()


def check_calls(connection: sqlite3.Connection, path: Path) -> None:
    """Raise RecordError when replies and outlays are not as they were written, or cost what no call
    can.
    """
    with at_one_instant(connection):
        replies = reply_costs(connection, path)
        outlays = sealed_rows(connection, path, "outlays")
    for table, number, cost in (
        *(("replies", number, cost) for number, cost in enumerate(replies, start=1)),
        *(("outlays", row[0], row[8]) for row in outlays),
    ):
        if cost is not None and not cost < math.inf:
            raise RecordError(f"{path}: row {number} of {table} has no cost in it; {USE_A_COPY}")


def read_asked(connection: sqlite3.Connection) -> tuple[Asked, ...]:
    """Every place at which a model was asked, in the order they came."""
    return tuple(Asked(*row) for row in connection.execute(SELECT_ASKED))


def read_costs(connection: sqlite3.Connection) -> tuple[Cost, ...]:
    """What calls took and cost, by seam, model, and what each was about."""
    return tuple(Cost(*row) for row in connection.execute(SELECT_COSTS))


def _row(kept: KeptReply) -> tuple[object, ...]:
    prompt, reply = kept.prompt, kept.reply
    return (
        *(kept.key, kept.question, kept.occurrence, kept.model, kept.parameters),
        *(
            prompt.seam,
            prompt.system,
            prompt.user,
            prompt.schema,
            prompt.version,
            prompt.about,
            prompt.turn,
        ),
        *(reply.text, reply.tokens_in, reply.tokens_out, reply.stopped, reply.why),
        kept.cost_usd,
    )


def _kept(row: tuple[Any, ...]) -> KeptReply:
    (
        key,
        question,
        occurrence,
        model,
        parameters,
        seam,
        system,
        user,
        schema,
        version,
        about,
        turn,
        *answer,
        cost,
    ) = row
    prompt = Prompt(seam, system, user, schema, 0, version, about, turn, "")
    return KeptReply(key, question, occurrence, model, parameters, prompt, Reply(*answer), cost)
