"""An answer that improvises, taken as an attempt: what is described, with declared effects."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.story.asking.consultation import Fault, Unfit
from novel_engine.story.asking.limits import LONGEST_DEED
from novel_engine.story.deciding.improvising import (
    ALLOWED,
    KINDS,
    MOST_EFFECTS,
    Declared,
    declarable,
    is_at_odds,
    why_not,
)
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.english.plain_line import plain_line
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import IMPROVISE, Action, Proposal


def improvised(view: PersonaView, does: str, target: str, names: Sequence[str]) -> Proposal:
    """The attempt to do what is described, with the declared effects of these names; `target` may
    be empty.

    Raises Unfit for what this character may not improvise, or cannot declare.
    """
    if why := why_not(view.obligation, view.acts):
        raise Unfit(Fault("illegal-choice", f"nothing can be improvised now: {why}"))
    line = _described(does)
    if target and target not in view.people:
        raise Unfit(Fault("absent-person", "the one it is done to is not here", target[:80]))
    declared = _found(view, names)
    roles = _roles(view.card.id, target, declared)
    effects = tuple(effect for effect in ALLOWED if any(one.effect == effect for one in declared))
    return Proposal(Action(IMPROVISE, view.card.id, roles), line, effects)


def _described(does: str) -> str:
    """What is done, on one line. Raises Unfit where that is nothing, or too much."""
    line = plain_line(does)
    if not line:
        raise Unfit(Fault("wrong-shape", "it is not said what is done", does[:80]))
    if len(line) > LONGEST_DEED:
        most = f"what is done is told in at most {LONGEST_DEED} characters"
        raise Unfit(Fault("too-long", most, line[-80:]))
    return line


def _found(view: PersonaView, names: Sequence[str]) -> tuple[Declared, ...]:
    if len(names) > MOST_EFFECTS:
        raise _illegal(f"at most {MOST_EFFECTS} effects can be declared", ", ".join(names))
    known = {one.name: one for one in declarable(view)}
    for name in names:
        if name not in known:
            raise _illegal("an effect is declared that is not among those listed", name)
    found = tuple(known[name] for name in dict.fromkeys(names))
    if is_at_odds([one.effect for one in found]):
        raise _illegal("the two effects undo each other", ", ".join(names))
    return found


def _illegal(reason: str, evidence: str) -> Unfit:
    return Unfit(Fault("illegal-effect", reason, evidence[:80]))


def _roles(actor: str, target: str, declared: Sequence[Declared]) -> Roles:
    filled = {"A": actor} | ({"B": target} if target else {})
    for one in declared:
        for role, value in one.roles:
            if filled.setdefault(role, value) != value:
                raise _illegal("one act is done to one person, with one thing", one.name)
    return Roles((role, filled[role]) for role in KINDS if role in filled)
