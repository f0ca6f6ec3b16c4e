"""Searching what one person remembers, in the record's index; bounded, however long a story is.

The index only proposes: how well a row matches moves when later rows arrive, so the order made here
is by the words shared, then by which came last.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from novel_engine.story.english.text import PART
from novel_engine.story.fabula.events import event_id

RECALL_WINDOW = 5_000
"""Memories: the newest that are searched, everybody's; more than a story of usual length has."""
MOST_MATCHES = 400
"""Rows: the newest of those with a word in common that are looked at, so that a search is short."""
MOST_FOUND = 40
"""Events: that a search brings; several times what any prompt shows."""
MOST_PARTS = 12
"""Words: that are searched for, the first of those asked; each costs the index a look."""
NEWEST = "SELECT max(id) FROM memories WHERE event < ?"
MATCHING = """
    SELECT m.event, m.text FROM memories_fts JOIN memories AS m ON m.id = memories_fts.rowid
    WHERE memories_fts MATCH ? AND memories_fts.rowid BETWEEN ? AND ? AND m.person = ? AND m.event < ?
    ORDER BY memories_fts.rowid DESC LIMIT ?"""


def remembered(
    connection: sqlite3.Connection, person: str, words: Sequence[str], before: int
) -> tuple[int, ...]:
    """Ids of events this person perceived before this turn whose account shares a word, best first,
    at most forty.
    """
    sought = search_words(words)
    newest: int | None = connection.execute(NEWEST, (event_id(before, 0),)).fetchone()[0]
    if not sought or newest is None:
        return ()
    query = " OR ".join(f'"{word}"' for word in sought)
    bounds = (newest - RECALL_WINDOW, newest, person, event_id(before, 0), MOST_MATCHES)
    shared: dict[int, int] = {}
    for event, text in connection.execute(MATCHING, (query, *bounds)):
        words_shared = len(sought.keys() & set(PART.findall(text.lower())))
        shared[event] = max(shared.get(event, 0), words_shared)
    return tuple(sorted(shared, key=lambda event: (-shared[event], -event))[:MOST_FOUND])


def search_words(words: Sequence[str]) -> dict[str, None]:
    """The words as they may be searched for: letters and figures alone, so that no text can be a
    query's syntax.
    """
    found = (part for word in words for part in PART.findall(word.lower()))
    return dict.fromkeys(list(dict.fromkeys(found))[:MOST_PARTS])
