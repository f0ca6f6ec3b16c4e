"""What the bodies of a kernel's file are made of: words, numbers, conditions and effects, each read as
far as it can be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from novel_engine.adapters.reading.genre.all_at_once import NO_BODIES, NO_PARTS, NO_TEXTS, Faults
from novel_engine.adapters.reading.yaml_part import LARGEST, SMALLEST, Part
from novel_engine.adapters.untrusted_text import printable
from novel_engine.story.adjudicating.effects import check_effect
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.givens.conditions import (
    And,
    Call,
    Condition,
    parse_condition,
    parse_effect,
)

# The scales of tension, of stakes and of certainty: each from 0.
MOST_TENSION, MOST_STAKES, SUREST = 10, 3, 100
# Of a complication where none is written; and how many others may be in a scene.
USUAL_TENSION, MOST_GUESTS = 5, 6
# What can be said again in a condition, or in lines after the kernel's part.
SAYABLE = re.compile(r"[^\s.,(){}|&!<>=]+")
# What stands in the place of what cannot be read, until it has been said.
ANYTHING: Condition = And(())
CALL_OF_NOTHING = Call("", ())
T = TypeVar("T")


class BodyReader:
    """Reads the bodies of one kernel: what cannot be read is among the faults, and something that
    says nothing stands in its place. What has no thread of its own belongs to the first.
    """

    def __init__(self, faults: Faults, part: Part) -> None:
        """The kernel is the whole of a file."""
        self.faults = faults
        self.main = next(iter(faults.take(lambda: part.under("threads").names(), NO_TEXTS)), "")

    def word(self, part: Part, key: str) -> str:
        """What must be written under a key."""
        return self.faults.take(lambda: part.word(key), "")

    def text(self, part: Part, key: str, default: str = "") -> str:
        """What may be written under a key."""
        return self.faults.take(lambda: part.text(key, default), "")

    def thread_of(self, part: Part) -> str:
        """The question that something serves: the first, where none is written."""
        return self.faults.take(lambda: part.word("thread", self.main), "")

    def flag(self, part: Part, key: str, default: bool = False) -> bool:  # noqa: FBT001  # what stands where none is written
        return self.faults.take(lambda: part.flag(key, default), default)

    def number(
        self, part: Part, key: str, default: int | None, bounds: tuple[int, int] | None = None
    ) -> int:
        least, most = bounds or (SMALLEST, LARGEST)
        return self.faults.take(lambda: part.number(key, default, least, most), default or least)

    def texts(self, part: Part, key: str) -> tuple[str, ...]:
        return self.faults.take(lambda: part.texts(key), NO_TEXTS)

    def rows(self, part: Part, key: str) -> list[Part]:
        return self.faults.take(lambda: part.rows(key), NO_PARTS)

    def needs(self, part: Part) -> Condition:
        return self.faults.take(lambda: part.made_of("needs", condition_in, ""), ANYTHING)

    def effects(self, part: Part, key: str) -> tuple[Call, ...]:
        rows = self.rows(part, key)
        return tuple(
            self.faults.take(partial(row.made, effect_in), CALL_OF_NOTHING) for row in rows
        )

    def named(self, part: Part, key: str, make: Callable[[str, Part], T]) -> tuple[T, ...]:
        """What is made of each name under a key, without what is no set of keys."""

        def made(name: str, body: Part) -> T:
            self.faults.look(lambda: _check_sayable(name, body))
            return make(name, body.known_as_keys())

        return tuple(self.faults.each(made, self.bodies_under(part, key)))

    def bodies_under(self, part: Part, key: str) -> list[tuple[str, Part]]:
        """The names under a key, each with what it holds."""
        return self.faults.take(lambda: list(part.named(key)), NO_BODIES)


def _check_sayable(name: str, body: Part) -> None:
    if not SAYABLE.fullmatch(name):
        cure = "write it without blanks, stops and brackets"
        body.fail(f"'{printable(name)}' can be no name here; {cure}")


def condition_in(text: str) -> Condition:
    """The condition that a text is. Raises GenreError."""
    found = parse_condition(text)
    compiled(found, ())
    return found


def effect_in(text: str) -> Call:
    """The effect that a text is. Raises GenreError."""
    found = parse_effect(text)
    check_effect(found)
    return found
