"""A cast changed for one that fits together better: so that what parts ask for, a secret, a tie to one
another, is had by those who play them, where anybody has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from math import perm

from novel_engine.story.directing.weights import (
    A_CROWD,
    BROUGHT,
    MOST_CASTS,
    MOST_OF_A_PART,
    RECASTINGS,
)
from novel_engine.story.givens.kernels import KernelRole
from novel_engine.story.givens.people import Person
from novel_engine.values import dataclass

Fitness = Callable[[KernelRole, Person], int]
"""How well a person fits a part by themself, in points."""
Has = Callable[[Person, str], bool]
"""Whether a person's file says something of a kind."""
Players = tuple[str, ...]
Deal = Callable[[Sequence[Players]], Players]
"""Whose turn it is, of several sets of people, over neighbouring seeds."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What casts are weighed by."""

    fitness: Fitness
    has: Has
    deal: Deal


def recast(
    roles: Sequence[KernelRole],
    taken: Mapping[str, str],
    people: Sequence[Person],
    by: Weighing,
) -> dict[str, str]:
    """Who plays which of these parts: as they are taken, unless another cast has more of what is wanted;
    then the best of those in which the parts that want something are played by those whose turn it
    is. What a part wants that can be left empty does not count where another wants the same. Of very
    many people only what two's changing places, or a part's going to somebody who has none, would
    better. `taken` holds the parts of others too, which stay.
    """
    players = [person for person in taken.values() if person]
    roles = [role for role in roles if players.count(taken[role.name]) == 1]
    known = {person.id: person for person in people}
    fits = (
        {(role.name, person.id): by.fitness(role, person) for role in roles for person in people}
        if len(people) <= A_CROWD
        else {}
    )

    wanting = _wanting(roles)

    def wants(cast: Mapping[str, str]) -> int:
        return sum(_wants_met(role, cast, known, by.has) for role in wanting)

    def worth(cast: Mapping[str, str]) -> int:
        return wants(cast) * BROUGHT + sum(fit(role, known[cast[role.name]]) for role in roles)

    def fit(role: KernelRole, person: Person) -> int:
        found = fits.get((role.name, person.id))
        return by.fitness(role, person) if found is None else found

    everybody = _everybody(roles, taken, people)
    most_wanted = max(map(wants, everybody), default=0)
    if everybody and not most_wanted:
        return dict(taken)
    if everybody:
        fitting = [cast for cast in everybody if wants(cast) == most_wanted]
        return max(_of_whose_turn_it_is(fitting, wanting, by.deal), key=worth)
    best, most = dict(taken), worth(taken)
    for _ in range(RECASTINGS):
        better = max(_others(roles, best, people), key=worth, default=best)
        if worth(better) <= most:
            break
        best, most = better, worth(better)
    return best


def _wanting(roles: Sequence[KernelRole]) -> list[KernelRole]:
    """The parts that want something of a whole cast: an innocent's secret only where no other has one
    to bring, or whoever has none would play what is left over in most stories.
    """
    had = {thing for role in roles if not role.optional for thing in role.has}
    return [
        role
        for role in roles
        if (role.tied and not role.optional)
        or (role.has and not (role.optional and had & {*role.has}))
    ]


def _of_whose_turn_it_is(
    casts: Sequence[dict[str, str]], wanting: Sequence[KernelRole], deal: Deal
) -> list[dict[str, str]]:
    """Those of the casts in which the parts that want something are played by those whose turn it is."""
    names = dict.fromkeys(name for role in wanting for name in (role.name, *role.tied))

    def players(cast: Mapping[str, str]) -> Players:
        return tuple(cast.get(name, "") for name in names)

    whose = deal(_evened(sorted(dict.fromkeys(map(players, casts)))))
    return [cast for cast in casts if players(cast) == whose]


def _evened(sets: Sequence[Players]) -> Sequence[Players]:
    """The sets of people, each as often as evens out the part that one person would have in most of
    them; as they are where nobody has so many, or somebody would then have as many of another part.
    """
    at, most = _oftenest(sets)
    if most * 100 <= MOST_OF_A_PART * len(sets):
        return sets
    turns = Counter(one[at] for one in sets)
    evened = [one for one in sets for _ in range(-(-most // turns[one[at]]))]
    return evened if _oftenest(evened)[1] * len(sets) < most * len(evened) else sets


def _oftenest(sets: Sequence[Players]) -> tuple[int, int]:
    """The part that one person has in most of these sets, and in how many."""
    parts = [max(Counter(people).values()) for people in zip(*sets, strict=True)]
    most = max(parts, default=0)
    return (parts.index(most) if parts else 0), most


def _everybody(
    roles: Sequence[KernelRole], cast: Mapping[str, str], people: Sequence[Person]
) -> list[dict[str, str]]:
    """Every cast there could be, the one that there is first; none where these are too many."""
    ours = [cast[role.name] for role in roles]
    free = [person.id for person in people if person.id not in cast.values()]
    if not roles or perm(len(ours) + len(free), len(ours)) > MOST_CASTS:
        return []
    names = [role.name for role in roles]
    return [
        {**cast, **dict(zip(names, one, strict=True))}
        for one in permutations(ours + free, len(ours))
    ]


def _wants_met(
    role: KernelRole, cast: Mapping[str, str], known: Mapping[str, Person], has: Has
) -> int:
    person = known[cast[role.name]]
    others = (known.get(cast.get(name, "")) for name in role.tied)
    ties = sum(other is not None and _are_tied(person, other) for other in others)
    return sum(has(person, thing) for thing in role.has) + ties


def _are_tied(one: Person, other: Person) -> bool:
    """Whether either's file says what the other is to them."""
    named = [tie for tie in one.ties if tie.other == other.id]
    named += [tie for tie in other.ties if tie.other == one.id]
    return any(tie.label for tie in named)


def _others(
    roles: Sequence[KernelRole], cast: Mapping[str, str], people: Sequence[Person]
) -> Iterator[dict[str, str]]:
    """Every cast that differs in one part, or in two that have changed places."""
    ours = {cast[role.name]: role.name for role in roles}
    free = [person.id for person in people if person.id not in cast.values()][:A_CROWD]
    for role in roles:
        for person in (*ours, *free):
            if person != cast[role.name]:
                changed = {role.name: person}
                if person in ours:
                    changed[ours[person]] = cast[role.name]
                yield {**cast, **changed}
