"""Story sifting: patterns of events, looked for in the log as it grows (after Kreminski's Felt and
its incremental matching).

A pattern that is whole is a small story inside the story: it says what the spine is, what a chapter
may be called, and what may be called back to. One that is half there tells the director what would
complete it. Nothing a character decides by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from novel_engine.story.fabula.events import Acted, Event, id_of
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.patterns import Pattern, Step
from novel_engine.story.givens.roles import Roles
from novel_engine.values import dataclass

MOST_UNDER_WAY = 40
"""Matches: how many begun patterns are kept in view, the newest. A bound on work: each turn tries
every one of them."""
TOPIC = "topic"
Bound = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern as far as it has come: who and what its variables are, and the events and scenes of
    its steps so far.
    """

    pattern: Pattern
    bound: Bound
    events: tuple[int, ...]
    scenes: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every step has happened."""
        return len(self.events) == len(self.pattern.steps)

    @property
    def next_step(self) -> Step:
        """What it waits for."""
        return self.pattern.steps[len(self.events)]

    def of(self, variable: str) -> str:
        """Who or what a variable is; empty while nothing is bound to it."""
        return dict(self.bound).get(variable, "")


def sifted(
    patterns: Sequence[Pattern], facts: Mapping[str, Fact], under_way: Sequence[Match], event: Event
) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    """What is under way after an event, the newest last and never more than forty; and what the
    event made whole.
    """
    if not isinstance(event, Acted):
        return tuple(under_way), ()
    verb = event.verb
    due = [match for match in under_way if verb in match.next_step.verbs]
    due += [Match(one, (), (), ()) for one in patterns if verb in one.steps[0].verbs]
    grown = [found for match in due if (found := _grown(match, facts, event))]
    fresh = [match for match in grown if not any(_is_as(match, other) for other in under_way)]
    if not fresh:
        return tuple(under_way), ()
    whole = tuple([match for match in fresh if match.is_whole])
    going = [match for match in under_way if not any(_is_over(match, by) for by in whole)]
    going += [match for match in fresh if not match.is_whole]
    return tuple(going[-MOST_UNDER_WAY:]), whole


def _is_as(match: Match, other: Match) -> bool:
    """Whether the two have come as far, with the same people and things."""
    return (
        match.pattern.id == other.pattern.id
        and len(match.events) == len(other.events)
        and match.bound == other.bound
    )


def _is_over(match: Match, whole: Match) -> bool:
    """Whether it is what has become whole, or a part of it."""
    return match.pattern.id == whole.pattern.id and set(match.bound) <= set(whole.bound)


def _grown(match: Match, facts: Mapping[str, Fact], event: Acted) -> Match | None:
    """The match with this event as its next step, of which it has the verb; None where it is not
    that.
    """
    step = match.next_step
    fact = facts.get(event.roles.get("F"))
    if step.kinds and (fact is None or fact.kind not in step.kinds):
        return None
    bound = _bound(match, _topic(event.roles, facts), event.roles)
    if bound is None:
        return None
    scenes = (*match.scenes, event.scene)
    return Match(match.pattern, bound, (*match.events, id_of(event)), scenes)


def _bound(match: Match, topic: str, roles: Roles) -> Bound | None:
    """The match's variables once its next step is this; None where one of them would be two, or two
    of them one.
    """
    bound = dict(match.bound)
    if topic and bound.setdefault(TOPIC, topic) != topic:
        return None
    for name, variable in match.next_step.roles:
        value = roles.get(name)
        if not value or bound.setdefault(variable, value) != value:
            return None
    return tuple(sorted(bound.items())) if len(set(bound.values())) == len(bound) else None


def _topic(roles: Roles, facts: Mapping[str, Fact]) -> str:
    """What the event is about, so that a thing shown over one matter never ends a lie told over
    another.
    """
    fact = facts.get(roles.get("F"))
    return fact.topic if fact else roles.get("I").partition(".")[0]


def is_half_there(match: Match) -> bool:
    """Whether so much of it has happened that it is worth completing."""
    return 2 * len(match.events) >= len(match.pattern.steps)
