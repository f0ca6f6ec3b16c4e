"""Which conditions beliefs alone decide: what they leave possible is kept for as long as beliefs and
goals stay.
"""

from __future__ import annotations

from inspect import signature

from novel_engine.story.deciding.predicates import PREDICATES
from novel_engine.story.givens.conditions import Call, Condition, Name, calls_in

OF_BELIEF = frozenset(
    (
        "believes",
        "disbelieves",
        "suspects",
        "confidence",
        "secret_of",
        "about",
        "same_topic",
        "to_the_point",
        "kind",
        "accounts",
        "puzzling",
        "grounds",
        "matters",
        "hides",
        "seeks",
    )
)
"""Predicates that, asked of the actor, read nothing of the mind but what is believed and wanted. One
that is missing here is only asked more often than it need be."""


def rests_on_belief(condition: Condition, actor: str) -> bool:
    """Whether beliefs and goals alone decide it: all its predicates are of them, and about nobody
    but the actor.
    """
    return all(
        call.name in OF_BELIEF and _is_of_nobody_but(actor, call) for call in calls_in(condition)
    )


def _is_of_nobody_but(actor: str, call: Call) -> bool:
    takes = list(signature(PREDICATES[call.name]).parameters)[1:]
    people = [arg for arg, name in zip(call.args, takes, strict=False) if name == "person"]
    return all(person == Name(actor) for person in people)
