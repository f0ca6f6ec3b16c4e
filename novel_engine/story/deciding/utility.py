"""Deciding offline: the utility of each candidate, and the best eight as a menu.

    U = Σ drive × weight + director's bias − repetition + seeded noise            (integers,
    hundredths)

A person's weight for a drive comes from traits, goals about the matter in hand, feelings, and how
they stand to the other (`story/deciding/temper`). An act with no positive drive in the actor's own
mind is never as_menu: every act can be explained from inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from novel_engine.story.deciding.menus import Candidate, Joins, candidates
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.deciding.weights import (
    BESIDE_THE_POINT,
    ELSEWHERE,
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
    TORN,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens import draws
from novel_engine.story.givens.kernels import Bias
from novel_engine.story.givens.tension_curve import TENSEST
from novel_engine.story.givens.verbs import Action, Choice
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
BIASED = ("F", "G", "I")
"""The roles of what an act is about, as a bias may name it."""


Weighed: TypeAlias = tuple[int, Candidate, tuple[tuple[str, int], ...]]
"""The utility of something that could be done (hundredths), what it is, and the drives that made it."""


def menu(
    setting: Setting, joins: Joins, view: PersonaView, staging: Staging = OFFHAND
) -> tuple[Choice, ...]:
    """What this character would do now, best first: at most eight. Empty only when nothing
    appeals.
    """
    return as_menu(setting, view, weighed(setting, joins, view, staging))


def weighed(
    setting: Setting, joins: Joins, view: PersonaView, staging: Staging = OFFHAND
) -> list[Weighed]:
    """All that this character would do now, in no order: what a menu is made of, and enough to know
    how much they want to act. Empty only when nothing appeals.
    """
    chooses = view.obligation is not None and view.obligation.verb not in joins
    if chooses:
        staging = OFFHAND  # who they are decides, and nothing that the director wants
    could = _allowed(setting, view, candidates(joins, view), staging.tension)
    rng = setting.draws.generator(view.turn, "decide", view.turn, view.card.id)
    noise = draws.several(rng, len(could), NOISE * TORN if chooses else NOISE)
    owes, topics_of, motives = (
        view.obligation is not None,
        view.thoughts.topics,
        view.temper.motives,
    )
    swayed = _Swayed(view, staging)
    found: list[Weighed] = []
    for candidate, luck in zip(could, noise, strict=True):
        topics = topics_of(candidate.values)
        reasons, points, appeal = motives(candidate.join.verb, candidate.target, topics)
        if appeal or owes:
            utility = points + luck + swayed.by(candidate, topics)
            found.append((utility, candidate, reasons))
    return found


def as_menu(setting: Setting, view: PersonaView, found: Sequence[Weighed]) -> tuple[Choice, ...]:
    """The menu that these come to: the best eight, and how each would be done."""
    best = sorted(found, key=lambda one: (-one[0], one[1].key))[:MENU]
    verbs = dict.fromkeys(candidate.verb for _, candidate, _ in best)
    tactics = {verb: _tactic(setting, view, verb) for verb in verbs}
    return tuple(
        [
            Choice(_action(candidate, tactics[candidate.verb]), utility, reasons)
            for utility, candidate, reasons in best
        ]
    )


def _action(candidate: Candidate, tactic: str) -> Action:
    verb, actor = candidate.verb, candidate.values[0]
    return Action(verb, actor, candidate.roles, tactic, candidate.manner)


def _allowed(
    setting: Setting, view: PersonaView, found: list[Candidate], tension: int
) -> list[Candidate]:
    """The actions the story and the character's `never` leave; one who owes an answer and would
    never give any, gives one.
    """
    never = view.card.never if tension < NEVER_SAY_NEVER else ()
    gentle = "violence" in setting.avoid
    if not never and not gentle:
        return found
    kept = [
        one
        for one in found
        if one.verb not in never and not (gentle and "violent" in one.join.verb.marks)
    ]
    return kept or (found if view.obligation else [])


class _Swayed:
    """What habit and the director add to an act of one character: a frame's inclinations, what the
    scene is about, the tension the story should have by now, less what was done lately.
    """

    def __init__(self, view: PersonaView, staging: Staging) -> None:
        self._acts = view.acts
        self._done = frozenset(verb for verb, _, _ in view.acts)
        self._biases = [bias for bias in staging.biases if bias.actor == view.card.id]
        self._topic, self._aimed = staging.topic, staging.aimed
        mind = view.lens.mind(view.card.id)
        by = mind.dealings.met_with[0] if mind else ""
        self._met_with = by if by in view.people else ""

    def by(self, candidate: Candidate, topics: tuple[str, ...]) -> int:
        """What is added to this act, which is about these topics."""
        verb = candidate.join.verb
        bias = _bias(self._biases, candidate) if self._biases else 0
        tension = verb.tension + max(0, candidate.manner - 1)
        total = bias - _off_curve(self._aimed, tension if tension < TENSEST else TENSEST)
        if self._topic:
            if topics:
                total += TO_THE_POINT if self._topic in topics else -BESIDE_THE_POINT
            elif verb.tension <= SMALL and bias <= 0:
                total -= SMALL_TALK
        if self._met_with and candidate.target and candidate.target != self._met_with:
            total -= ELSEWHERE  # somebody who is here has just done something to the actor
        return total - self._repetition(candidate) if verb.name in self._done else total

    def _repetition(self, candidate: Candidate) -> int:
        verb = candidate.verb
        act = (verb, candidate.target, candidate.matter)
        alike = [done for done in self._acts[-LATELY:] if done[0] == verb and done != act]
        return REPEATED_SAME * self._acts.count(act) + REPEATED * len(alike) // REPEATED_SHARE


def _bias(biases: Sequence[Bias], candidate: Candidate) -> int:
    """What the frame inclines the actor by; of these biases all are the actor's."""
    total = 0
    for bias in biases:
        if bias.verb != candidate.verb or (bias.target and bias.target != candidate.target):
            continue
        if not bias.matter or bias.matter in candidate.roles.filling(BIASED):
            total += bias.amount
    return total


@lru_cache(maxsize=1024)
def _off_curve(aimed: int, tension: int) -> int:
    """What an act costs for being tenser, or slacker, than the story should be by now."""
    if aimed < 0:
        return 0
    over, under = tension * 10 - aimed, aimed - tension * 10
    return (TOO_TENSE * max(0, over - GIVE) + TOO_SLACK * max(0, under - GIVE)) // 10


def _tactic(setting: Setting, view: PersonaView, verb: str) -> str:
    """How it would be done: one of the character's own tactics that fits the verb, the first one
    favoured; empty when none does.
    """
    fitting = [t for t in view.card.tactics if verb in setting.tactics.get(t, ())]
    if len(fitting) <= 1:
        return "".join(fitting)
    rng = setting.draws.generator(view.turn, "tactic", view.turn, f"{view.card.id}/{verb}")
    return fitting[0] if rng.random() < FAVOURED_TACTIC else draws.pick(rng, fitting)
