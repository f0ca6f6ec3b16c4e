"""What is improvised, as the world takes it: the verb it would be, and why nobody may do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from novel_engine.story.deciding.improvising import (
    ALLOWED,
    KINDS,
    MOST_EFFECTS,
    is_at_odds,
    why_not,
)
from novel_engine.story.fabula.mind import Obligation
from novel_engine.story.givens.conditions import And, Call, Condition, Name
from novel_engine.story.givens.verbs import IMPROVISE, Proposal, Verb

TENSION = 2
"""Points of tension, 0 … 10: of whatever is improvised; that of small talk, so that it moves no curve."""
WORLD: Mapping[str, Condition] = {
    "B": Call("present", (Name("B"),)),
    "I": Call("holds", (Name("A"), Name("I"))),
    "P": Call("adjacent", (Name("P"),)),
}


def overreach(
    owed: Obligation | None, acts: Sequence[tuple[str, str, str]], proposal: Proposal
) -> str:
    """Why the world lets nobody improvise this, in plain words, whatever they thought; empty when
    it does.
    """
    effects = proposal.effects
    strange = any(e not in ALLOWED for e in effects) or any(
        role not in KINDS for role, _ in proposal.action.roles
    )
    if strange or len(effects) > MOST_EFFECTS or is_at_odds(effects):
        return "that is more than can come of it"
    return why_not(owed, acts)


def improvised_verb(proposal: Proposal) -> Verb:
    """The act as the verb it would be, were there one: the world demands what each of its roles
    does.
    """
    roles = tuple((role, KINDS[role]) for role, _ in proposal.action.roles if role in KINDS)
    return Verb(
        name=IMPROVISE,
        roles=roles,
        believes=And(()),
        world=And(tuple(WORLD[role] for role, _ in roles if role in WORLD)),
        drives={},
        effects=proposal.effects,
        perceive="all",
        tension=TENSION,
    )
