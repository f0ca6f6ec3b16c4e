"""Putting bound ids in the place of a kernel's own names, in conditions, effects, frames and
claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from novel_engine.story.givens.conditions import (
    And,
    Call,
    Compare,
    Condition,
    Name,
    Not,
    Number,
    Or,
    Term,
)
from novel_engine.story.givens.kernels import Bias, Complication, Ending, Frame, Way
from novel_engine.values import replace

Bindings = Mapping[str, str]
NAME_SLOT = re.compile(r"\{([a-z_]+)\}")


def bound_term(term: Term, names: Bindings) -> Term:
    """The term with its names replaced."""
    match term:
        case Name():
            return Name(names.get(term.name, term.name))
        case Number():
            return term
        case Call():
            return bound_call(term, names)


def bound_call(call: Call, names: Bindings) -> Call:
    """The call with its arguments' names replaced; its own name stands."""
    return Call(call.name, tuple(bound_term(arg, names) for arg in call.args))


def bound(condition: Condition, names: Bindings) -> Condition:
    """The condition with its names replaced. Verbs and words that name nothing of the kernel's
    stand for themselves.
    """
    match condition:
        case Call():
            return bound_call(condition, names)
        case Compare():
            return replace(condition, left=bound_call(condition.left, names))
        case Not():
            return Not(bound(condition.part, names))
        case And():
            return And(tuple(bound(part, names) for part in condition.parts))
        case Or():
            return Or(tuple(bound(part, names) for part in condition.parts))


def bound_text(text: str, names: Bindings) -> str:
    """The claim with `{culprit}` become `{bram-holt}`; whoever is named by id already stays so."""
    players = frozenset(names.values())

    def meant(name: str) -> str:
        return names.get(name, name if name in players else "")

    return NAME_SLOT.sub(lambda found: "{" + meant(found[1]) + "}", text)


def mentions_nobody(text: str, names: Bindings) -> bool:
    """Whether a text names a part that nobody plays."""
    return any(names.get(name, name) == "" for name in NAME_SLOT.findall(text))


def bound_frame(frame: Frame, names: Bindings, part: str) -> Frame | None:
    """The frame as cast; None when a part it stands on is played by nobody."""
    if not _is_played(frame, names):
        return None
    return replace(
        frame,
        id=f"{part}.{frame.id}",
        needs=bound(frame.needs, names),
        place=names.get(frame.place, frame.place),
        cast=_cast(frame, names),
        want=names[frame.want],
        against=names.get(frame.against, ""),
        fact=names.get(frame.fact, ""),
        variable=bound_call(frame.variable, names),
        thread=names.get(frame.thread, frame.thread),
        bias=tuple(b for bias in frame.bias if (b := _bound_bias(bias, names)) is not None),
    )


def _cast(frame: Frame, names: Bindings) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[name] for name in frame.cast))


def _is_played(frame: Frame, names: Bindings) -> bool:
    """Whether everybody and everything that it stands on is there, and it takes two where it is one
    against another.
    """
    cast = _cast(frame, names)
    stands_on = [name for name in (frame.want, frame.against, frame.fact) if name]
    if "" in cast or not frame.want or not all(names.get(name) for name in stands_on):
        return False
    against = names.get(frame.against, "")
    alone = len(cast) < len(set(frame.cast)) and len(cast) < 2
    return names[frame.want] != against and not (alone and against)


def _bound_bias(bias: Bias, names: Bindings) -> Bias | None:
    actor = names.get(bias.actor, bias.actor)
    target = names.get(bias.target, bias.target) if bias.target else ""
    matter = names.get(bias.matter, bias.matter) if bias.matter else ""
    unfilled = not actor or (bias.target and not target) or (bias.matter and not matter)
    return None if unfilled else Bias(actor, bias.verb, target, matter, bias.amount)


def bound_complication(one: Complication, names: Bindings, part: str) -> Complication | None:
    """The complication as cast; None when what it stands on is missing."""
    plants = tuple(names.get(plant, plant) for plant in one.plants)
    who = names.get(one.who, "")
    if not who or "" in plants:
        return None
    fact, before = names.get(one.fact, ""), names.get(one.before, "")
    if (one.fact and not fact) or (one.before and before in ("", who)):
        return None
    return replace(
        one,
        id=f"{part}.{one.id}",
        who=who,
        fact=fact,
        before=before,
        ways=tuple(_bound_way(way, names) for way in one.ways),
        needs=bound(one.needs, names),
        effects=tuple(bound_call(call, names) for call in one.effects),
        plants=plants,
        thread=names.get(one.thread, one.thread),
    )


def _bound_way(way: Way, names: Bindings) -> Way:
    return replace(way, worth=bound_text(way.worth, names), price=names.get(way.price, ""))


def bound_ending(one: Ending, names: Bindings, part: str) -> Ending:
    """The ending as cast."""
    needs = tuple(bound(need, names) for need in one.needs)
    return replace(
        one,
        id=f"{part}.{one.id}",
        needs=needs,
        thread=names.get(one.thread, one.thread),
        says=bound_text(one.says, names),
    )
