"""Tellings in the record: chapters, and paragraphs counted from 1, each with its events."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from itertools import groupby

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


def read_tellings(connection: sqlite3.Connection) -> tuple[KeptTelling, ...]:
    """Every telling there is, by name."""
    heads = connection.execute(
        "SELECT name, focalizer, words FROM tellings ORDER BY name"
    ).fetchall()
    found = []
    for name, focalizer, asked in heads:
        told = _read_paragraphs(connection, name)
        words = sum(len(paragraph.text.split()) for _, paragraph in told)
        found.append(
            KeptTelling(
                name, focalizer, asked, words, len({chapter for chapter, _ in told}), len(told)
            )
        )
    return tuple(found)


def read_chapters(connection: sqlite3.Connection, telling: str) -> tuple[RenderedChapter, ...]:
    """The telling's chapters as they were kept; none when there is no such telling."""
    told: dict[int, list[Paragraph]] = {}
    for chapter, paragraph in _read_paragraphs(connection, telling):
        told.setdefault(chapter, []).append(paragraph)
    rows = connection.execute(
        (
            "SELECT number, title, focalizer, shortfalls FROM chapters "
            "WHERE telling = ? ORDER BY number"
        ),
        (telling,),
    )
    return tuple(
        RenderedChapter(
            number, title, focalizer, tuple(told.get(number, ())), tuple(json.loads(shortfalls))
        )
        for number, title, focalizer, shortfalls in rows
    )


def read_paragraphs(connection: sqlite3.Connection, telling: str) -> tuple[Paragraph, ...]:
    """The telling's paragraphs; the first is paragraph 1."""
    return tuple(paragraph for _, paragraph in _read_paragraphs(connection, telling))


def _read_paragraphs(connection: sqlite3.Connection, telling: str) -> list[tuple[int, Paragraph]]:
    ties = connection.execute(
        "SELECT n, event FROM paragraph_events WHERE telling = ? ORDER BY n, position", (telling,)
    )
    events = {
        n: tuple(event for _, event in group) for n, group in groupby(ties, key=lambda row: row[0])
    }
    rows = connection.execute(
        "SELECT n, chapter, text, speaker, fragment FROM paragraphs WHERE telling = ? ORDER BY n",
        (telling,),
    )
    return [
        (chapter, Paragraph(text, events.get(n, ()), speaker, fragment))
        for n, chapter, text, speaker, fragment in rows
    ]
