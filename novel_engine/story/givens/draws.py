"""Every draw the engine makes, each from a generator named by seed, purpose, turn and id.

Nothing is saved between draws, so adding a character does not change another's luck. Only
`Random.random()` is used, the one method whose stream Python promises to keep from version to
version.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from novel_engine.values import dataclass

T = TypeVar("T")


def generator(seed: str, purpose: str, turn: int, name: str) -> Random:
    """The generator for one draw, or one run of draws, that has this name."""
    return Random(f"{seed}/{purpose}/{turn}/{name}")


def luck_of_night(seed: str, night: int) -> tuple[tuple[int, str], ...]:
    """Where a night of a seed's story leaves its first night's luck: after the opening, which all
    its nights share. Nights are counted from 1. No other seed is called what a night is: a seed
    holds no spaces.
    """
    return () if night == 1 else ((1, f"{seed} night {night}"),)


@dataclass(frozen=True, slots=True)
class Draws:
    """The draws of one story: from its seed, and from a turn on from another's, where it was
    forked.

    `forks` are turns and seeds, the turns growing: from each of these turns on its seed is drawn
    from. A story that shares the turns before a fork with another has had the same luck in them.
    """

    seed: str
    forks: tuple[tuple[int, str], ...] = ()

    def seed_at(self, turn: int) -> str:
        """The seed that this turn is drawn from."""
        found = self.seed
        for first, seed in self.forks:
            if turn >= first:
                found = seed
        return found

    def generator(self, turn: int, purpose: str, number: int, name: str) -> Random:
        """The generator for one draw of the turn that is being made, or one run of draws, that has
        this name.
        """
        return generator(self.seed_at(turn), purpose, number, name)


def below(rng: Random, bound: int) -> int:
    """An integer in 0 … bound − 1."""
    return scaled(rng.random(), bound)


def several(rng: Random, many: int, bound: int) -> list[int]:
    """So many integers in 0 … bound − 1, one draw after another."""
    draw = rng.random
    return [scaled(draw(), bound) for _ in range(many)]


def scaled(drawn: float, bound: int) -> int:
    """What was drawn between 0 and 1, as an integer in 0 … bound − 1."""
    return min(int(drawn * bound), bound - 1)


def pick(rng: Random, options: Sequence[T]) -> T:
    """One of the options, each as likely as the others."""
    return options[below(rng, len(options))]


def shuffled(rng: Random, options: Sequence[T]) -> list[T]:
    """The options in a drawn order (Fisher and Yates)."""
    order = list(options)
    for last in range(len(order) - 1, 0, -1):
        other = below(rng, last + 1)
        order[last], order[other] = order[other], order[last]
    return order


def dealt(purpose: str, place: str, name: str, options: Sequence[T]) -> T:
    """One of the options, by a seed's place, a number from 1: over so many neighbouring places as
    there are options each of them once, in an order that is another every time. What is no number
    has one drawn.
    """
    if not place.isdecimal():
        return pick(generator(place, f"{purpose}/dealt", 0, name), options)
    return dealt_order(purpose, place, name, options)[0]


def dealt_order(purpose: str, place: str, name: str, options: Sequence[T]) -> list[T]:
    """The options in an order, by a seed's place: over so many neighbouring places as there are
    options each of them comes first once, and at every other rank of the order once. What is no
    number has an order drawn.
    """
    if not place.isdecimal():
        return shuffled(generator(place, f"{purpose}/dealt", 0, name), options)
    which, at = divmod(int(place) - 1, len(options))
    order = shuffled(generator("", purpose, which, name), options)
    return [*order[at:], *order[:at]]


def deal_of(place: str, many: int) -> str:
    """The how manieth time it is that the same of so many is dealt at this place, counted from 1; of
    what is no number, itself.
    """
    return str((int(place) - 1) // many + 1) if place.isdecimal() else place
