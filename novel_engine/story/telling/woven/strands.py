"""One strand of a world's own: a beat, where it goes into the told scenes, and how long it is."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.story.givens.roles import Roles
from novel_engine.story.telling.chaptering import ToldScene
from novel_engine.story.telling.measure import AROUND_A_PHRASE
from novel_engine.story.telling.syuzhet import Beat, FeaturePairs
from novel_engine.values import dataclass

OF_THE_GROUND = frozenset("place affords hour day weather purpose form company distinct".split())
"""What is so of the place and hour of a beat, whatever is done there."""


@dataclass(frozen=True, slots=True)
class Strand:
    """A beat of the world's own, before the beat `at` of the scene that stands so far on."""

    scene: int
    at: int
    beat: Beat
    words: int


def beside(ground: Beat, tells: str, roles: Roles, *more: tuple[str, str]) -> Beat:
    """A beat where another stands, of which nothing holds but where and when it is, and what more is
    said; it gives away no more than the other may.
    """
    kept = tuple(pair for pair in ground.features if pair[0] in OF_THE_GROUND)
    features: FeaturePairs = (*kept, *((key, (value,)) for key, value in more))
    return Beat(
        tells,
        ground.events[-1:],
        ground.scene,
        features,
        roles,
        ground.present,
        unknown=ground.unknown,
    )


def place_of_beat(beat: Beat) -> str:
    """The place where it is told; empty for none."""
    return next((values[0] for key, values in beat.features if key == "place" and values), "")


def length_of(phrase: str) -> int:
    """About how many words a phrase takes, with those around it."""
    return len(phrase.split()) + AROUND_A_PHRASE


def put_in(scenes: Sequence[ToldScene], strands: Sequence[Strand]) -> None:
    """The strands in their places, those of one place in the order they are given."""
    for number, scene in enumerate(scenes):
        own = [one for one in strands if one.scene == number]
        found: list[Beat] = []
        for at in range(len(scene.beats) + 1):
            found += [one.beat for one in own if one.at == at]
            found += scene.beats[at : at + 1]
        scene.beats = found
