"""What people do with their hands before they evade a question, and before they own up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens import draws
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.texture import Gesture
from novel_engine.story.givens.verbs import Mark
from novel_engine.story.telling.chaptering import ToldScene
from novel_engine.story.telling.measure import MOST_HANDS
from novel_engine.story.telling.syuzhet import Beat
from novel_engine.story.telling.woven.strands import Strand, beside, length_of, place_of_beat
from novel_engine.values import dataclass

EVADING: Sequence[Mark] = ("evades", "conceals")
OWNING_UP: Sequence[Mark] = ("admits",)
HANDS_TIMES = ("first", "second")
"""The times that one person's hands are told of, each on another occasion."""


@dataclass(frozen=True, slots=True)
class HandsOccasion:
    """Before which beat of which scene somebody's hands may be told of, and why."""

    scene: int
    at: int
    beat: Beat
    before: str

    @property
    def actor(self) -> str:
        """Whose hands they are."""
        return self.beat.roles.get("A")


def handiwork(scenes: Sequence[ToldScene], setting: Setting, person: str) -> Iterator[Strand]:
    """What hands do, for each person once before an evasion and once before they own up: those first
    who do both, since then it means something that they stop.
    """
    times: Counter[str] = Counter()
    for one in _chosen(_occasions(scenes, setting, person)):
        gestures = _gestures(setting, one.actor, place_of_beat(one.beat))
        does = draws.dealt("hands", setting.seed, one.actor, gestures)
        told = _beat(one, person, HANDS_TIMES[times[one.actor]], does)
        times[one.actor] += 1
        yield Strand(one.scene, one.at, told, length_of(does))


def _chosen(occasions: Sequence[HandsOccasion]) -> Sequence[HandsOccasion]:
    """So many as a story bears, in their order."""
    many = Counter(one.actor for one in occasions)
    ranked = sorted(
        range(len(occasions)),
        key=lambda n: (-many[occasions[n].actor], occasions[n].before != "owning", n),
    )
    return [occasions[n] for n in sorted(ranked[:MOST_HANDS])]


def _occasions(
    scenes: Sequence[ToldScene], setting: Setting, person: str
) -> Sequence[HandsOccasion]:
    """The first occasion of each sort for each person, where it is seen and there is something that
    they do.
    """
    found: dict[tuple[str, str], HandsOccasion] = {}
    for number, scene in enumerate(scenes):
        for at, beat in enumerate(scene.beats):
            one = HandsOccasion(number, at, beat, _occasion(beat))
            shown = at > 0 and scene.beats[at - 1].tells == "body"
            seen = {person, one.actor} <= set(beat.present) and not shown
            if one.before and seen and _gestures(setting, one.actor, place_of_beat(beat)):
                found.setdefault((one.actor, one.before), one)
    return list(found.values())


def _occasion(beat: Beat) -> str:
    if any(map(beat.marked, OWNING_UP)):
        return "owning"
    goes = beat.marked("stands")
    return "evading" if not goes and any(map(beat.marked, EVADING)) else ""


def _gestures(setting: Setting, person: str, place: str) -> list[str]:
    work = setting.people[person].work if person in setting.people else ""
    return [
        one.does
        for one in setting.texture.hands
        if one.who in (person, work) and _can_be_done(one, place)
    ]


def _can_be_done(gesture: Gesture, place: str) -> bool:
    return not gesture.at or place in gesture.at


def _beat(one: HandsOccasion, person: str, time: str, does: str) -> Beat:
    return beside(
        one.beat,
        "hands",
        Roles.of(A=one.actor, B=one.beat.roles.get("B")),
        ("actor", "focal" if one.actor == person else "other"),
        ("before", one.before),
        ("time", time),
        ("hands", does),
    )
