"""Deciding offline: the utility of each candidate, and the best eight as a menu.

    U = Σ drive × weight + director's bias − repetition + seeded noise            (integers,
    hundredths)

A person's weight for a drive comes from traits, goals about the matter in hand, feelings, and how
they stand to the other. An act with no positive drive in the actor's own mind is never offered:
every act can be explained from inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from novel_engine.story.deciding.menus import Join, candidates
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.deciding.weights import (
    BESIDE_THE_POINT,
    FAVOURED_TACTIC,
    GIVE,
    LATELY,
    MENU,
    NEVER_SAY_NEVER,
    NOISE,
    REPEATED,
    REPEATED_SAME,
    REPEATED_SHARE,
    SMALL,
    SMALL_TALK,
    TO_THE_POINT,
    TOO_SLACK,
    TOO_TENSE,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens import draws
from novel_engine.story.givens.kernels import Bias
from novel_engine.story.givens.people import TRAIT_AXES, Person
from novel_engine.story.givens.tension_curve import TENSEST
from novel_engine.story.givens.verbs import Action, Choice, Verb
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Staging:
    """What the director brings to a turn: the frame's inclinations and topic, and the tension there
    is and should be.

    `aimed` is in tenths, and negative where no curve is aimed at.
    """

    biases: Sequence[Bias] = ()
    topic: str = ""
    tension: int = 0
    aimed: int = -1


OFFHAND = Staging()


def menu(
    setting: Setting,
    joins: Mapping[str, Join],
    view: PersonaView,
    staging: Staging = OFFHAND,
) -> tuple[Choice, ...]:
    """What this character would do now, best first: at most eight. Empty only when nothing
    appeals.
    """
    rng = setting.draws.generator(view.turn, "decide", view.turn, view.card.id)
    weigher = _Weigher(setting, view)
    found = []
    for action in _allowed(setting, view, candidates(joins, view), staging.tension):
        verb = setting.verbs[action.verb]
        noise = draws.below(rng, NOISE)
        reasons = weigher.reasons(verb, action)
        if not view.obligation and not any(points > 0 for _, points in reasons):
            continue
        total = sum(points for _, points in reasons) + noise - _repetition(view, action)
        total += _directed(setting, view, staging, action)
        found.append(Choice(action, total, reasons))
    found.sort(key=lambda c: (-c.utility, c.action.key))
    return tuple(_with_tactic(setting, view, choice) for choice in found[:MENU])


def _allowed(
    setting: Setting, view: PersonaView, actions: list[Action], tension: int
) -> list[Action]:
    """The actions the story and the character's `never` leave; one who owes an answer and would
    never give any, gives one.
    """
    kept = [action for action in actions if not _barred(setting, view.card, action.verb, tension)]
    return kept or (actions if view.obligation else [])


def _barred(setting: Setting, person: Person, verb: str, tension: int) -> bool:
    if setting.marked(verb, "violent") and "violence" in setting.avoid:
        return True
    return verb in person.never and tension < NEVER_SAY_NEVER


class _Weigher:
    """How much each drive weighs for one character now: temperament, feeling, ties to a target,
    goals at stake.
    """

    def __init__(self, setting: Setting, view: PersonaView) -> None:
        self._setting = setting
        self._view = view
        self._own = self._temperament()
        self._ties: dict[str, dict[str, int]] = {"": {}}
        self._aims: dict[tuple[str, ...], dict[str, int]] = {}

    def reasons(self, verb: Verb, action: Action) -> tuple[tuple[str, int], ...]:
        """Each drive that speaks for or against the act, in points."""
        target = action.roles.get("B")
        ties, aims = self._towards(target), self._about(action, target)
        return tuple(
            (
                drive,
                coefficient
                * (self._own.get(drive, 0) + ties.get(drive, 0) + aims.get(drive, 0))
                // 100,
            )
            for drive, coefficient in verb.drives.items()
        )

    def _temperament(self) -> dict[str, int]:
        scales = self._setting.scales
        weights = dict(scales.base)
        for axis, value in zip(TRAIT_AXES, self._view.card.traits, strict=True):
            _add(weights, scales.traits.get(axis, {}), value)
        for name, _, level in self._view.emotions:
            _add(weights, scales.emotions.get(name, {}), level)
        return weights

    def _towards(self, target: str) -> dict[str, int]:
        if target not in self._ties:
            weights: dict[str, int] = {}
            for other, axis, value in self._view.relations:
                if other == target:
                    _add(weights, self._setting.scales.relations.get(axis, {}), value)
            self._ties[target] = weights
        return self._ties[target]

    def _about(self, action: Action, target: str) -> dict[str, int]:
        topics = _topics(self._setting, self._view, action)
        key = (target, *topics)
        if key not in self._aims:
            weights: dict[str, int] = {}
            for goal in self._view.goals:
                if (goal.topic and goal.topic in topics) or (goal.target and goal.target == target):
                    _add(weights, self._setting.scales.goals.get(goal.kind, {}), goal.weight)
            self._aims[key] = weights
        return self._aims[key]


def _add(weights: dict[str, int], points: Mapping[str, int], times: int) -> None:
    if times:
        for drive, each in points.items():
            weights[drive] = weights.get(drive, 0) + each * times


def _topics(setting: Setting, view: PersonaView, action: Action) -> tuple[str, ...]:
    """What an act is about, as far as the actor can tell: a thing not yet looked at could be about
    anything.
    """
    known = {belief.fact for belief in view.beliefs}
    found = []
    for value in action.roles.values:
        if value in setting.facts:
            found.append(setting.facts[value].topic)
        elif value in setting.items:
            found.extend(
                setting.facts[f].topic for f in setting.items[value].evidence if f in known
            )
    return tuple(found)


def _bias(biases: Sequence[Bias], action: Action) -> int:
    total = 0
    for bias in biases:
        if bias.actor != action.actor or bias.verb != action.verb:
            continue
        if bias.target and bias.target != action.roles.get("B"):
            continue
        if bias.matter and bias.matter not in (
            action.roles.get("F"),
            action.roles.get("G"),
            action.roles.get("I"),
        ):
            continue
        total += bias.amount
    return total


def _directed(setting: Setting, view: PersonaView, staging: Staging, action: Action) -> int:
    """What the director adds: the frame's inclinations, what it is about, and the tension the story
    should have by now.
    """
    bias = _bias(staging.biases, action)
    verb = setting.verbs[action.verb]
    total = bias - _off_curve(staging.aimed, min(TENSEST, verb.tension + max(0, action.manner - 1)))
    topics = _topics(setting, view, action) if staging.topic else ()
    if topics:
        total += TO_THE_POINT if staging.topic in topics else -BESIDE_THE_POINT
    elif staging.topic and verb.tension <= SMALL and bias <= 0:
        total -= SMALL_TALK
    return total


def _off_curve(aimed: int, tension: int) -> int:
    """What an act costs for being tenser, or slacker, than the story should be by now."""
    if aimed < 0:
        return 0
    over, under = tension * 10 - aimed, aimed - tension * 10
    return (TOO_TENSE * max(0, over - GIVE) + TOO_SLACK * max(0, under - GIVE)) // 10


def _repetition(view: PersonaView, action: Action) -> int:
    target, matter = action.roles.get("B"), action.roles.get("F") or action.roles.get("I")
    act = (action.verb, target, matter)
    alike = [done for done in view.acts[-LATELY:] if done[0] == action.verb and done != act]
    return REPEATED_SAME * view.acts.count(act) + REPEATED * len(alike) // REPEATED_SHARE


def _with_tactic(setting: Setting, view: PersonaView, choice: Choice) -> Choice:
    """How the act would be done: one of the character's own tactics that fits the verb, the first
    one favoured.
    """
    act, verb = choice.action, choice.action.verb
    fitting = [t for t in view.card.tactics if verb in setting.tactics.get(t, ())]
    if not fitting:
        return choice
    rng = setting.draws.generator(view.turn, "tactic", view.turn, f"{view.card.id}/{verb}")
    tactic = fitting[0] if rng.random() < FAVOURED_TACTIC else draws.pick(rng, fitting)
    done = Action(verb, act.actor, act.roles, tactic, act.manner)  # `replace` would cost twice this
    return Choice(done, choice.utility, choice.reasons)
