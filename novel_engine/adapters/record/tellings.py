"""Tellings in the record: chapters, and paragraphs counted from 1, each with its events."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from novel_engine.adapters.record.door.seals import (
    TOLD_TABLES,
    at_one_instant,
    seal_tables,
    sealed_rows,
)
from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import USE_A_COPY, RecordError
from novel_engine.ports.record import KeptTelling
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling

TELLING = (
    "INSERT INTO tellings (name, title, focalizer, ending, motif, words) VALUES (?, ?, ?, ?, ?, ?)"
)
INSERT_CHAPTER = (
    "INSERT INTO chapters (telling, number, title, focalizer, shortfalls) VALUES (?, ?, ?, ?, ?)"
)
INSERT_PARAGRAPH = (
    "INSERT INTO paragraphs (telling, n, chapter, text, speaker, fragment) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
PARAGRAPH_EVENT = "INSERT INTO paragraph_events (telling, n, position, event) VALUES (?, ?, ?, ?)"


def _chapter_row(telling: str, one: RenderedChapter) -> tuple[object, ...]:
    shortfalls = json.dumps(one.shortfalls, ensure_ascii=False)
    return telling, one.number, one.title, one.focalizer, shortfalls


def write_telling(
    connection: sqlite3.Connection, telling: Telling, chapters: Sequence[RenderedChapter]
) -> None:
    """Put a telling in the place of any other of its name, inside the caller's transaction."""
    name = telling.name
    connection.execute("DELETE FROM tellings WHERE name = ?", (name,))
    head = (name, telling.title, telling.focalizer, telling.ending, telling.motif, telling.words)
    connection.execute(TELLING, head)
    connection.executemany(INSERT_CHAPTER, [_chapter_row(name, one) for one in chapters])
    counted = list(enumerate(((c.number, p) for c in chapters for p in c.paragraphs), start=1))
    paragraphs = [(name, n, chapter, p.text, p.speaker, p.fragment) for n, (chapter, p) in counted]
    connection.executemany(INSERT_PARAGRAPH, paragraphs)
    events = [(n, at, event) for n, (_, p) in counted for at, event in enumerate(p.events)]
    connection.executemany(PARAGRAPH_EVENT, [(name, *row) for row in events])
    seal_tables(connection, *TOLD_TABLES)


def read_tellings(connection: sqlite3.Connection, path: Path) -> tuple[KeptTelling, ...]:
    """Every telling there is, by name. Raises RecordError, as all that reads here does, when what is
    there is not what was written.
    """
    with at_one_instant(connection):
        heads = sealed_rows(connection, path, "tellings")
        told = _paragraphs_told(connection, path)
    return tuple(
        _said_of(name, focalizer, asked, told.get(name, []))
        for name, _, focalizer, _, _, asked in heads
    )


def read_chapters(
    connection: sqlite3.Connection, path: Path, telling: str
) -> tuple[RenderedChapter, ...]:
    """The telling's chapters as they were kept; none when there is no such telling."""
    with at_one_instant(connection):
        paragraphs = _paragraphs_told(connection, path).get(telling, [])
        chapters = sealed_rows(connection, path, "chapters")
        is_kept = any(name == telling for name, *_ in sealed_rows(connection, path, "tellings"))
    if is_kept and not paragraphs:
        raise RecordError(
            f"{path}: the telling {printable(telling)} has lost its paragraphs; {USE_A_COPY}"
        )
    told: dict[int, list[Paragraph]] = {}
    for chapter, paragraph in paragraphs:
        told.setdefault(chapter, []).append(paragraph)
    return tuple(
        RenderedChapter(
            number,
            title,
            focalizer,
            tuple(told.get(number, ())),
            _shortfalls(path, telling, number, shortfalls),
        )
        for name, number, title, focalizer, shortfalls in chapters
        if name == telling
    )


def read_paragraphs(
    connection: sqlite3.Connection, path: Path, telling: str
) -> tuple[Paragraph, ...]:
    """The telling's paragraphs; the first is paragraph 1."""
    told = _paragraphs_told(connection, path).get(telling, [])
    return tuple(paragraph for _, paragraph in told)


def _said_of(
    name: str, focalizer: str, asked: int, told: Sequence[tuple[int, Paragraph]]
) -> KeptTelling:
    words = sum(len(paragraph.text.split()) for _, paragraph in told)
    chapters = len({chapter for chapter, _ in told})
    return KeptTelling(name, focalizer, asked, words, chapters, len(told))


def _paragraphs_told(
    connection: sqlite3.Connection, path: Path
) -> dict[str, list[tuple[int, Paragraph]]]:
    """The paragraphs of each telling, each with the number of its chapter."""
    with at_one_instant(connection):
        rows = sealed_rows(connection, path, "paragraphs")
        ties = sealed_rows(connection, path, "paragraph_events")
    events: dict[tuple[str, int], tuple[int, ...]] = {
        key: tuple(event for *_, event in group)
        for key, group in groupby(ties, key=lambda row: (row[0], row[1]))
    }
    told: dict[str, list[tuple[int, Paragraph]]] = {}
    for telling, n, chapter, text, speaker, fragment in rows:
        one = Paragraph(text, events.get((telling, n), ()), speaker, fragment)
        told.setdefault(telling, []).append((chapter, one))
    return told


def _shortfalls(path: Path, telling: str, number: int, written: str) -> tuple[str, ...]:
    """Raises RecordError for what is no list of words."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return tuple(found)
    raise RecordError(
        f"{path}: row ({printable(telling)}, {number}) of chapters holds no list of shortfalls; "
        f"{USE_A_COPY}"
    )
