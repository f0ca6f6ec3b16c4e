"""Searching what is kept in memory, over the same index as a record's: the same is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from novel_engine.adapters.closing import Closing
from novel_engine.adapters.record.memory.tables import MemoryTables
from novel_engine.adapters.record.recall import remembered
from novel_engine.adapters.record.schema import MEMORY_TABLES
from novel_engine.adapters.record.views import SEARCHABLE

INDEX = "INSERT INTO memories (id, person, event, text) VALUES (?, ?, ?, ?)"


class MemoryIndex(Closing):
    """An index of what these tables remember, brought abreast of them whenever it is asked. Used
    from one thread.
    """

    def __init__(self, tables: MemoryTables) -> None:
        self._tables = tables
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        for statement in (*MEMORY_TABLES, SEARCHABLE):
            self._connection.execute(statement)
        self._indexed = 0

    def remembered(self, person: str, words: Sequence[str], before: int) -> tuple[int, ...]:
        """What a record's own index would find."""
        new = self._tables.rows("memories")[self._indexed :]
        self._connection.executemany(INDEX, new)
        self._indexed += len(new)
        return remembered(self._connection, person, words, before)

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()
