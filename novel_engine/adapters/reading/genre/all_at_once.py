"""Mistakes in a genre's files, named all at once: what is wrong in one part keeps no other part from
being looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from novel_engine.adapters.reading.too_many import readably_many
from novel_engine.errors import GenreError

T = TypeVar("T")

# Problems: of one genre named at once; who has more begins with these.
MOST_MISTAKES = 40


def each(make: Callable[..., T], rows: Iterable[tuple[object, ...]]) -> list[T]:
    """What is made of each row. Raises GenreError with the problems of all of them, one a line."""
    made: list[T] = []
    problems: list[str] = []
    for row in rows:
        try:
            made.append(make(*row))
        except GenreError as problem:
            problems += str(problem).splitlines()
    _raise(problems)
    return made


def all_sound(*looks: Callable[[], object]) -> None:
    """Take every look. Raises GenreError with the problems of all of them, one a line."""
    each(lambda look: look(), ((look,) for look in looks))


def _raise(problems: list[str]) -> None:
    """Raise GenreError for these, if there are any: each once, and no more than can be read."""
    if told := readably_many(list(dict.fromkeys(problems)), MOST_MISTAKES):
        raise GenreError("\n".join(told))
