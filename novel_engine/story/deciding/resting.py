"""Which conditions beliefs alone decide, or feelings: what they leave possible is kept for as long as
these stay, which in most turns they do.
"""

from __future__ import annotations

from inspect import signature

from novel_engine.story.deciding.predicates import PREDICATES
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.givens.conditions import Call, Condition, Name, calls_in

GIVEN = frozenset(("secret_of", "about", "same_topic", "kind", "accounts", "portable"))
"""Predicates that read no mind: so they are asked first."""

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


OF_FEELING = frozenset(
    (
        *(axis for axis in AXES if axis != "fear"),
        "fear_of",
        *EMOTIONS,
        "goal",
        "trait",
        "keeps",
    )
)
"""Predicates that, asked of the actor, read nothing of the mind but how the person stands to others,
what is felt, and what is wanted."""


def rests_on_mind(condition: Condition) -> bool:
    """Whether anybody's mind has to be looked at for it."""
    return not all(call.name in GIVEN for call in calls_in(condition))


def rests_on_belief(condition: Condition, actor: str) -> bool:
    """Whether beliefs and goals alone decide it: all its predicates are of them, and about nobody
    but the actor.
    """
    return _rests_on(OF_BELIEF, condition, actor)


def rests_on_feeling(condition: Condition, actor: str) -> bool:
    """Whether feelings, ties, goals and nature alone decide it, and nobody's but the actor's."""
    return _rests_on(OF_FEELING, condition, actor)


def _rests_on(predicates: frozenset[str], condition: Condition, actor: str) -> bool:
    calls = calls_in(condition)
    return all(call.name in predicates and _is_of_nobody_but(actor, call) for call in calls)


def _is_of_nobody_but(actor: str, call: Call) -> bool:
    takes = list(signature(PREDICATES[call.name]).parameters)[1:]
    people = [arg for arg, name in zip(call.args, takes, strict=False) if name == "person"]
    return all(person == Name(actor) for person in people)
