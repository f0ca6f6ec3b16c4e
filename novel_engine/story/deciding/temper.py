"""How much each drive weighs for one character now: temperament, feeling, ties to a target, goals
at stake.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from novel_engine.story.deciding.leeway import Leeway
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.people import TRAIT_AXES
from novel_engine.story.givens.verbs import Verb


class Motives(NamedTuple):
    """What speaks for or against an act: each drive in points, their sum, and whether any of them
    speaks for it.
    """

    reasons: tuple[tuple[str, int], ...]
    points: int
    appeal: bool


class Temper:
    """One person's, while their feelings, ties and goals are these.

    `relations` are how they stand to others: to whom, on which axis, how far, what is nothing left
    out; `emotions` what they feel by now: what, towards whom, how strongly.
    """

    __slots__ = (
        "_felt",
        "_goals",
        "_leeway",
        "_motives",
        "_own",
        "_person",
        "_scene",
        "_setting",
        "_stands",
        "_towards",
        "emotions",
        "relations",
    )

    def __init__(self, setting: Setting, mind: Mind) -> None:
        self._setting, self._person = setting, mind.person
        self._stands, self._goals = dict(mind.relations), mind.goals
        self._felt, self._scene = dict(mind.emotions), mind.scene
        self.emotions = _emotions(mind)
        self.relations = tuple(
            (other, axis, value) for (other, axis), value in sorted(mind.relations.items()) if value
        )
        self._own = self._temperament()
        self._towards: dict[tuple[str, tuple[str, ...]], dict[str, int]] = {}
        self._leeway = Leeway()
        self._motives: dict[tuple[str, str, tuple[str, ...]], Motives] = {}

    def is_of(self, setting: Setting, mind: Mind) -> bool:
        """Whether this mind is in the same temper: it is the same person's, of the same story, and
        feels and wants the same.
        """
        return (
            setting is self._setting
            and mind.person == self._person
            and mind.goals == self._goals
            and mind.relations == self._stands
            and self._feels_the_same(mind)
        )

    def _feels_the_same(self, mind: Mind) -> bool:
        if mind.scene == self._scene and mind.emotions == self._felt:
            return True
        return _emotions(mind) == self.emotions

    def leeway(self, verbs: object) -> Leeway:
        """What these feelings leave possible of the verbs."""
        self._leeway = self._leeway.for_verbs(verbs)
        return self._leeway

    def motives(self, verb: Verb, target: str, topics: tuple[str, ...]) -> Motives:
        """What speaks for or against doing this to somebody, about these matters."""
        key = (verb.name, target, topics)
        found = self._motives.get(key)
        if found is None:
            found = self._motives[key] = self._weighed(verb, target, topics)
        return found

    def _weighed(self, verb: Verb, target: str, topics: tuple[str, ...]) -> Motives:
        weights = self._weights(target, topics)
        reasons = tuple(
            [
                (drive, coefficient * weights.get(drive, 0) // 100)
                for drive, coefficient in verb.drives.items()
            ]
        )
        points = [each for _, each in reasons]
        return Motives(reasons, sum(points), max(points, default=0) > 0)

    def _weights(self, target: str, topics: tuple[str, ...]) -> dict[str, int]:
        """What each drive weighs when it is done to this one, about these matters."""
        key = (target, topics)
        if key not in self._towards:
            weights = dict(self._own)
            for other, axis, value in self.relations:
                if other == target:
                    _add(weights, self._setting.scales.relations.get(axis, {}), value)
            for goal in self._goals:
                if (goal.topic and goal.topic in topics) or (goal.target and goal.target == target):
                    _add(weights, self._setting.scales.goals.get(goal.kind, {}), goal.weight)
            self._towards[key] = weights
        return self._towards[key]

    def _temperament(self) -> dict[str, int]:
        scales = self._setting.scales
        weights = dict(scales.base)
        traits = self._setting.people[self._person].traits
        for axis, value in zip(TRAIT_AXES, traits, strict=True):
            _add(weights, scales.traits.get(axis, {}), value)
        for name, _, level in self.emotions:
            _add(weights, scales.emotions.get(name, {}), level)
        return weights


def _emotions(mind: Mind) -> tuple[tuple[str, str, int], ...]:
    """What the person feels by now: which emotion, towards whom, how strongly."""
    felt = sorted(
        [(name, target, one.now(mind.scene)) for (name, target), one in mind.emotions.items()]
    )
    return tuple([one for one in felt if one[2]])


def _add(weights: dict[str, int], points: Mapping[str, int], times: int) -> None:
    if times:
        for drive, each in points.items():
            weights[drive] = weights.get(drive, 0) + each * times
