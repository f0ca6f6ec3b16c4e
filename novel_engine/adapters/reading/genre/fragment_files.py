"""Files of fragments, as `docs/writing-lines.md` has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from novel_engine.adapters.files.input_files import said
from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.all_at_once import each
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import GenreError
from novel_engine.story.givens.fragments import (
    FIXTURES,
    LIGHTS,
    POSTURES,
    STRICT,
    Fragment,
    Terms,
    check_template,
)

FRAGMENT_KEYS = (
    "for",
    "as",
    "when",
    "needs",
    "sets",
    "elsewhere",
    "spare",
    "plain",
    "once",
    "text",
)
HANDS = re.compile(r"[a-z][a-z -]*")


def fragments_of(document: Document, stem: str, terms: Terms) -> list[Fragment]:
    """The fragments of a file, named by it and place. Raises GenreError with file and line."""
    rows: Any = document.data
    if rows is None:
        return []
    if not isinstance(rows, list):
        document.fail("the file must be a list of fragments, each begun with `- for:`")

    def made(number: int, row: Any) -> Fragment:
        try:
            return fragment_of(row, f"{stem}.{number + 1}", terms)
        except GenreError:
            faults = [
                said(document.name, document.line(number, *path), what)
                for path, what in _faults(row, terms)
            ]
            raise GenreError("\n".join(faults)) from None

    return each(made, enumerate(rows))


def fragment_of(row: Any, name: str, terms: Terms) -> Fragment:
    """One fragment, in the terms of its genre. Raises GenreError for a key, beat, condition or slot
    that these have not.
    """
    _check_keys(row, terms)
    check_template(row["text"], terms)
    return Fragment(
        name,
        row["for"],
        _conditions(row.get("when"), terms),
        row["text"],
        _needs(row.get("needs"), terms),
        _sets(row.get("sets"), terms),
        _elsewhere(row.get("elsewhere")),
        _is_clause(row.get("as")),
        _is_flagged("spare", row.get("spare")),
        _is_flagged("plain", row.get("plain")),
        _is_flagged("once", row.get("once")),
    )


def _faults(row: Any, terms: Terms) -> Iterator[tuple[tuple[str, ...], str]]:
    """Everything that is wrong with a fragment: under which keys of it, and what."""
    try:
        _check_keys(row, terms)
    except GenreError as problem:
        yield (), str(problem)
        if not isinstance(row, dict):
            return
    text, when = row.get("text"), row.get("when")
    looks: list[tuple[tuple[str, ...], Callable[[], object]]] = [
        (("as",), lambda: _is_clause(row.get("as"))),
        (("spare",), lambda: _is_flagged("spare", row.get("spare"))),
        (("plain",), lambda: _is_flagged("plain", row.get("plain"))),
        (("once",), lambda: _is_flagged("once", row.get("once"))),
        (("needs",), lambda: _needs(row.get("needs"), terms)),
        (("sets",), lambda: _sets(row.get("sets"), terms)),
        (("elsewhere",), lambda: _elsewhere(row.get("elsewhere"))),
    ]
    if isinstance(when, dict):
        looks += [(("when", k), partial(_values, k, v, terms)) for k, v in when.items()]
    else:
        looks += [(("when",), lambda: _conditions(when, terms))]
    if isinstance(text, str):
        looks += [(("text",), lambda: check_template(text, terms))]
    for path, look in looks:
        try:
            look()
        except GenreError as problem:
            yield path, str(problem)


def _check_keys(row: Any, terms: Terms) -> None:
    """Raise GenreError unless it tells a beat that there is, and has words for it."""
    needed = [row.get(key) for key in ("for", "text")] if isinstance(row, dict) else [None]
    if not all(isinstance(value, str) for value in needed):
        raise GenreError(
            "a fragment needs `for:` and `text:`; write both, each with words after it"
        )
    if unknown := [key for key in row if key not in FRAGMENT_KEYS]:
        known = ", ".join(FRAGMENT_KEYS)
        raise GenreError(f"a fragment has no key '{printable(unknown[0])}'; it has {known}")
    if row["for"] not in terms.beats:
        cure = suggestion(row["for"], terms.beats)
        raise GenreError(f"`for: {printable(row['for'])}` is neither a verb nor a beat; {cure}")
    if not row["text"].strip():
        raise GenreError("`text:` is empty; write the words, or take the fragment out")


def _conditions(written: Any, terms: Terms) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if written is not None and not isinstance(written, dict):
        raise GenreError("`when:` must hold conditions, as in {actor: focal, rung: 1}")
    return tuple((key, _values(key, value, terms)) for key, value in (written or {}).items())


def _values(key: str, written: Any, terms: Terms) -> tuple[str, ...]:
    if key not in terms.conditions:
        raise GenreError(
            f"there is no condition '{printable(key)}'; {suggestion(key, terms.conditions)}"
        )
    values = written if isinstance(written, list) else [written]
    if not values or not all(isinstance(value, str | int) for value in values):
        raise GenreError(f"the condition '{key}' must be a word or a list of words")
    words = tuple(str(value).lower() if isinstance(value, bool) else str(value) for value in values)
    for word in words:
        if word not in terms.values.get(key, (word,)):
            raise GenreError(
                f"'{key}: {printable(word)}' is never so; {suggestion(word, terms.values[key])}"
            )
    return words


def _is_clause(written: Any) -> bool:
    if written not in (None, "sentence", "clause"):
        raise GenreError("`as:` is sentence, which need not be written, or clause")
    return bool(written == "clause")


def _is_flagged(key: str, written: Any) -> bool:
    if written not in (None, True, False):
        raise GenreError(f"`{key}:` is true, or is not written")
    return bool(written)


def _needs(written: Any, terms: Terms) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for key, value in _mapping("needs", written).items():
        values = value if isinstance(value, list) else [value]
        found.append((key, tuple(_state(key, one, terms, STRICT) for one in values)))
    return tuple(found)


def _sets(written: Any, terms: Terms) -> tuple[tuple[str, str], ...]:
    rows = _mapping("sets", written)
    if "light" in rows:
        raise GenreError(
            "`sets:` cannot hold 'light'; the hour makes the light, so write it under `needs:`"
        )
    return tuple((key, _state(key, value, terms)) for key, value in rows.items())


def _elsewhere(written: Any) -> tuple[str, ...]:
    words = written if isinstance(written, list) else [] if written is None else [written]
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise GenreError("`elsewhere:` must be a word, or a list of words, that the text has")
    return tuple(word.lower() for word in words)


def _mapping(key: str, written: Any) -> dict[str, Any]:
    if written is not None and (
        not isinstance(written, dict) or not all(isinstance(name, str) for name in written)
    ):
        raise GenreError(
            f"`{key}:` must hold what is so on the stage, as in {{A: sitting, lamp: lit}}"
        )
    return written or {}


def _state(key: str, written: Any, terms: Terms, mark: str = "") -> str:
    """One state, as a fragment wrote it. Raises GenreError for one that the stage has not."""
    if not isinstance(written, str):
        raise GenreError(
            f"the stage's '{printable(key)}' must be a word, or under `needs:` a list of words"
        )
    value = written.removesuffix(mark) if mark else written
    states = _states(key, terms)
    if states and value not in states:
        raise GenreError(
            f"'{key}' is never '{printable(value)}' on the stage; {suggestion(value, states)}"
        )
    if not states and not HANDS.fullmatch(value):
        raise GenreError(
            f"'{key}' must be free, full, or the thing they hold in small letters: {printable(value)}"
        )
    return written


def _states(key: str, terms: Terms) -> tuple[str, ...]:
    """The states of a key; none for hands, which may hold anything."""
    role, _, part = key.partition(".")
    if key in FIXTURES:
        return FIXTURES[key]
    if key == "light":
        return LIGHTS
    if role not in terms.people or part not in ("", "hands"):
        raise GenreError(
            f"the stage has no '{printable(key)}'; "
            "it has fire, lamp, door, light, A, A.hands and other roles"
        )
    return () if part else POSTURES
