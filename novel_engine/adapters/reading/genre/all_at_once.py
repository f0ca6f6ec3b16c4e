"""Mistakes in a genre's files, named all at once: what is wrong in one part keeps no other part from
being looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from novel_engine.adapters.reading.too_many import readably_many
from novel_engine.adapters.reading.yaml_part import Part
from novel_engine.adapters.untrusted_text import nearest, printable, suggestion
from novel_engine.errors import GenreError

T = TypeVar("T")

# Problems: of one genre named at once; who has more begins with these.
MOST_MISTAKES = 40
# What stands in the place of what cannot be read.
NO_TEXTS: tuple[str, ...] = ()
NO_PARTS: list[Part] = []
NO_BODIES: list[tuple[str, Part]] = []


class Faults:
    """The problems met so far, one a line. Reading goes on past each with something neutral in the
    place of what is wrong, so that all are met; `settle` raises them.
    """

    def __init__(self) -> None:
        """No problem is known yet."""
        self.problems: list[str] = []

    def take(self, make: Callable[[], T], otherwise: T) -> T:
        """What is made; `otherwise` where that raises GenreError, whose problems are kept."""
        try:
            return make()
        except GenreError as problem:
            self.problems += str(problem).splitlines()
            return otherwise

    def look(self, check: Callable[[], object]) -> None:
        """Take one look, and keep what it raises."""
        self.take(check, None)

    def known(self, part: Part, keys: Collection[str]) -> Part:
        """The part with each key that is none of these kept as a fault, and read on as the one that
        was meant, where there is one like it.
        """
        names = self.take(part.names, NO_TEXTS)
        strange = [name for name in names if name not in keys]
        for name in strange:
            cure = suggestion(name, keys)
            self.look(partial(part.fail, f"unknown key '{printable(name)}'; {cure}", name))
        if not strange:
            return part
        meant = {name: nearest(name, sorted(set(keys) - set(names))) or name for name in strange}
        value = {meant.get(name, name): part.value[name] for name in names}
        return replace(part, value=value)

    def each(self, make: Callable[..., T], rows: Iterable[tuple[object, ...]]) -> list[T]:
        """What is made of each row, without those of which nothing can be made."""
        none: list[T] = []
        made = (self.take(partial(_alone, make, row), none) for row in rows)
        return [one for found in made for one in found]

    def told(self) -> tuple[str, ...]:
        """These problems, each once, and no more than can be read."""
        return tuple(readably_many(list(dict.fromkeys(self.problems)), MOST_MISTAKES))

    def settle(self) -> None:
        """Raise GenreError for all of these, if there are any."""
        if told := self.told():
            raise GenreError("\n".join(told))


def each(make: Callable[..., T], rows: Iterable[tuple[object, ...]]) -> list[T]:
    """What is made of each row. Raises GenreError with the problems of all of them, one a line."""
    faults = Faults()
    made = faults.each(make, rows)
    faults.settle()
    return made


def all_sound(*looks: Callable[[], object]) -> None:
    """Take every look. Raises GenreError with the problems of all of them, one a line."""
    faults = Faults()
    for look in looks:
        faults.look(look)
    faults.settle()


def _alone(make: Callable[..., T], row: tuple[object, ...]) -> list[T]:
    return [make(*row)]
