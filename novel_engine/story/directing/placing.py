"""Which places of a story's ground a kernel means by its own names of places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from novel_engine.story.directing.weights import LESS_WANTED, UNUSED_PLACE
from novel_engine.story.givens.facts import Place
from novel_engine.story.givens.kernels import PlaceSlot

NOT_OVERHEARD, OPEN_TO_ALL, CENTRAL = "private", "shared", "central"
"""What can be wanted of a place beside what it affords: that nobody overhears, that anybody may,
and that most ways lead to it."""


def places_meant(slots: Mapping[str, PlaceSlot], ground: Mapping[str, Place]) -> dict[str, str]:
    """Each name and the id of the place that is meant: the one it is given, or, in the order of the
    slots, what fits best of those that no other name has yet; and one more than once where there
    are not enough.
    """
    found: dict[str, str] = {name: slot.id for name, slot in slots.items() if slot.id in ground}
    for name, slot in slots.items():
        if not slot.id and ground:
            found[name] = _best(slot, ground, found.values())
    for name, slot in slots.items():
        if name not in found:
            found[name] = found.get(_followed(slot.id, slots), slot.id)
    return found


def _followed(name: str, slots: Mapping[str, PlaceSlot]) -> str:
    """The name that another one leads to, however many stand between."""
    seen: list[str] = []
    while name in slots and slots[name].id in slots and name not in seen:
        seen.append(name)
        name = slots[name].id
    return name


def _best(slot: PlaceSlot, ground: Mapping[str, Place], used: Iterable[str]) -> str:
    taken = set(used)
    most = max(len(place.adjacent) for place in ground.values())
    return max(
        ground, key=lambda one: _fitness(ground[one], slot, is_taken=one in taken, most=most)
    )


def _fitness(place: Place, slot: PlaceSlot, *, is_taken: bool, most: int) -> int:
    """Points: the first thing that is wanted counts most, and each after it less."""
    total = 0 if is_taken else UNUSED_PLACE
    for at, want in enumerate(slot.wants):
        if _has(place, want, most):
            total += LESS_WANTED * (len(slot.wants) - at)
    return total


def _has(place: Place, want: str, most: int) -> bool:
    if want == CENTRAL:
        return len(place.adjacent) == most
    if want in (NOT_OVERHEARD, OPEN_TO_ALL):
        return place.private == (want == NOT_OVERHEARD)
    return want in place.affords
