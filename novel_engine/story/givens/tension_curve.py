"""Target tension by form: a curve over the story's length, in the verbs' own units (0 … 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, get_args

TensionForm = Literal["reversal", "slow_burn", "tragedy", "release"]
TENSEST = 10
"""Points of tension: the most an act has; the scale that verbs are written in, 0 … 10."""
TENSION_FORMS: tuple[TensionForm, ...] = get_args(TensionForm)
CURVES: Mapping[str, tuple[tuple[int, int], ...]] = {
    "reversal": ((0, 30), (25, 45), (45, 65), (55, 45), (80, 92), (100, 55)),
    "slow_burn": ((0, 20), (30, 35), (60, 55), (88, 92), (100, 50)),
    "tragedy": ((0, 30), (35, 55), (65, 75), (85, 95), (100, 75)),
    "release": ((0, 40), (30, 55), (70, 92), (85, 55), (100, 20)),
}
"""Points of a curve: hundredths of the planned scenes, and tenths of a point of tension there.
Chosen, one for each way of going up and down; all have their peak between seven and nine tenths,
and none ends at it."""

REVEAL_AT = 60
"""Hundredths of the planned scenes: from here on the gravest fact may come out. Chosen: the
larger part of a story is for being wrong in, and every curve has its peak still ahead."""

BEFORE_PEAK = 18
"""Hundredths of the planned scenes: so far before its form's peak a story is ripe, and what would
have it out is pushed. Of thirteen scenes these are two and a third: time for one to fail."""


def target(form: str, position: int) -> int:
    """The tension aimed at, in tenths (0 … 100), at a position in hundredths of the planned
    scenes.
    """
    points = CURVES.get(form, CURVES["reversal"])
    here = max(0, min(100, position))
    return _between(points, here)


def _between(points: Sequence[tuple[int, int]], here: int) -> int:
    (left, low), (right, high) = next(pair for pair in pairwise(points) if here <= pair[1][0])
    return low + (high - low) * (here - left) // (right - left)


def peak(form: str) -> int:
    """Where the form's tension is greatest, in hundredths of the planned scenes."""
    return max(CURVES.get(form, CURVES["reversal"]), key=lambda point: point[1])[0]
