"""Files of fragments, as `docs/writing-lines.md` has them."""

from __future__ import annotations

from typing import Any

from novel_engine.adapters.plain_text import shown, suggestion
from novel_engine.adapters.yaml_source import Document
from novel_engine.errors import GenreError
from novel_engine.story.fragments import BEATS, VALUES, WHEN_KEYS, Fragment, check_template

KEYS = frozenset(("for", "when", "text"))


def fragments_of(document: Document, stem: str) -> list[Fragment]:
    """The fragments of one file, named by file and place in it. Raises GenreError with file and line."""
    rows: Any = document.data
    if rows is None:
        return []
    if not isinstance(rows, list):
        document.fail("the file must be a list of fragments, each begun with `- for:`")
    found = []
    for number, row in enumerate(rows):
        try:
            found.append(fragment_of(row, f"{stem}.{number + 1}"))
        except GenreError as problem:
            document.fail(str(problem), number)
    return found


def fragment_of(row: Any, name: str) -> Fragment:
    """One fragment. Raises GenreError for a key, beat, condition or slot nobody knows."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not isinstance(row.get("for"), str):
        raise GenreError("a fragment needs `for:` and `text:`, each with words after it")
    if unknown := [key for key in row if key not in KEYS]:
        raise GenreError(f"a fragment has no key '{shown(unknown[0])}'; it has for, when, text")
    if row["for"] not in BEATS:
        raise GenreError(f"`for: {shown(row['for'])}` is neither a verb nor a beat; {suggestion(row['for'], BEATS)}")
    if not row["text"].strip():
        raise GenreError("`text:` is empty; write the words, or take the fragment out")
    check_template(row["text"])
    return Fragment(name, row["for"], _conditions(row.get("when")), row["text"])


def _conditions(written: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if written is not None and not isinstance(written, dict):
        raise GenreError("`when:` must hold conditions, as in {actor: focal, rung: 1}")
    return tuple((key, _values(key, value)) for key, value in (written or {}).items())


def _values(key: str, written: Any) -> tuple[str, ...]:
    if key not in WHEN_KEYS:
        raise GenreError(f"there is no condition '{shown(key)}'; {suggestion(key, WHEN_KEYS)}")
    values = written if isinstance(written, list) else [written]
    if not values or not all(isinstance(value, str | int) for value in values):
        raise GenreError(f"the condition '{key}' must be a word or a list of words")
    words = tuple(str(value).lower() if isinstance(value, bool) else str(value) for value in values)
    for word in words:
        if word not in VALUES.get(key, (word,)):
            raise GenreError(f"'{key}: {shown(word)}' is never so; {suggestion(word, VALUES[key])}")
    return words
