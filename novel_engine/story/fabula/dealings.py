"""What one person remembers of their dealings with others: what they have said as so, owned to and
heard charged, where they have looked, who had what, and what was last done to them.

Part of a mind, and like it a fold of percepts and of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace

from novel_engine.story.fabula.percepts import Percept
from novel_engine.story.givens.verbs import Mark
from novel_engine.values import dataclass

NOTHING_MET = ("", "", 0)
"""What was last done to somebody to whom nothing has been done: by nobody, nothing, at no event."""


@dataclass(slots=True)
class Dealings:
    """What has passed between one person and others. Owned by the fold of the mind.

    By whom and fact: `said` what the person told or charged as so and believed, `owned` what they
    owned to, `charged` what others charged somebody with. By place and fact, where they `searched`;
    by person and place, where they saw a thing `handled`. `had` is who had a thing before whoever
    has it, `met_with` who last did something to the person, what, and when.
    """

    said: dict[tuple[str, str], int] = field(default_factory=dict)
    owned: dict[tuple[str, str], int] = field(default_factory=dict)
    charged: dict[tuple[str, str], int] = field(default_factory=dict)
    searched: dict[tuple[str, str], int] = field(default_factory=dict)
    handled: dict[tuple[str, str], int] = field(default_factory=dict)
    had: dict[str, str] = field(default_factory=dict)
    met_with: tuple[str, str, int] = NOTHING_MET


def copied_dealings(dealings: Dealings) -> Dealings:
    """The dealings as they now are, in a copy that nothing perceived later changes."""
    return replace(
        dealings,
        said=dealings.said.copy(),
        owned=dealings.owned.copy(),
        charged=dealings.charged.copy(),
        searched=dealings.searched.copy(),
        handled=dealings.handled.copy(),
        had=dealings.had.copy(),
    )


def deal(
    dealings: Dealings,
    percept: Percept,
    marks: frozenset[Mark],
    place: str,
    holds_true: Callable[[str], bool],
) -> None:
    """Take in what a whole percept says of what has passed between people; `place` is where it is
    perceived, `holds_true` whether its perceiver believes a fact.
    """
    if percept.actor == percept.person:
        _own_act(dealings, percept, marks, place, holds_true)
    elif percept.tag == "acted":
        _others_act(dealings, percept, marks, place)


def _own_act(
    dealings: Dealings,
    percept: Percept,
    marks: frozenset[Mark],
    place: str,
    holds_true: Callable[[str], bool],
) -> None:
    fact = percept.roles.get("F")
    dealings.met_with = NOTHING_MET
    if "finds" in marks:
        dealings.searched[(place, fact)] = percept.event
    if percept.tag != "acted":
        return
    others = tuple(other for other in percept.company if other != percept.person)
    if "admits" in marks:
        owned = percept.roles.filling(("F", "G"))
        dealings.owned |= {(other, one): percept.event for other in others for one in owned}
    if "takes_back" in marks:
        for other in others:
            dealings.said.pop((other, fact), None)
    elif not marks.isdisjoint(("informs", "charges")):
        told = percept.roles.filling(("G",)) or percept.roles.filling(("F",))
        believed = [one for one in told if holds_true(one)]
        dealings.said |= {(other, one): percept.event for other in others for one in believed}


def _others_act(dealings: Dealings, percept: Percept, marks: frozenset[Mark], place: str) -> None:
    fact = percept.roles.get("F")
    if percept.roles.get("B") == percept.person:
        dealings.met_with = (percept.actor, percept.verb, percept.event)
    if "charges" in marks:
        dealings.charged[(percept.actor, fact)] = percept.event
    if "takes_back" in marks:
        dealings.charged.pop((percept.actor, fact), None)
    if percept.roles.get("I") and not percept.roles.get("B"):
        dealings.handled[(percept.actor, place)] = percept.event
