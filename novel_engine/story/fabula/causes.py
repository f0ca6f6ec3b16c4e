"""What stands behind events: their causes back to the opening, what they are about, and who held
what by then.
"""

from __future__ import annotations

from collections.abc import Iterable

from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Event,
    Learned,
    Refused,
    SceneOpened,
    id_of,
)
from novel_engine.story.fabula.fabula import Seen
from novel_engine.story.fabula.mind import Belief
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.roles import NO_ROLES
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """An event that others rest on, the fewest steps from those that are told; 0 for what is told
    itself.
    """

    event: Event
    steps: int


def causes_behind(events: Iterable[Event], told: Iterable[int]) -> tuple[Cause, ...]:
    """The told events and all their causes back to the opening, each once, the latest first; so the
    opening is the last.
    """
    known = {id_of(event): event for event in events}
    steps: dict[int, int] = {}
    reached = sorted(set(told), reverse=True)
    distance = 0
    while reached:
        steps |= dict.fromkeys(reached, distance)
        causes = {cause for number in reached for cause in known[number].causes}
        reached = sorted(causes - steps.keys(), reverse=True)
        distance += 1
    return tuple(Cause(known[number], steps[number]) for number in sorted(steps, reverse=True))


def topics_of(setting: Setting, told: Iterable[Event]) -> tuple[str, ...]:
    """What the events are about: the topics of the facts they name or teach, by id."""
    facts = {fact for event in told for fact in _facts_of(event) if fact in setting.facts}
    return tuple(sorted({setting.facts[fact].topic for fact in facts}))


def beliefs_at(seen: Seen, number: int) -> tuple[Belief, ...]:
    """What the person held of every fact once this event had happened, the surest first."""
    mind = seen.fabula.world_at(number).minds[seen.person]
    return tuple(sorted(mind.beliefs.values(), key=lambda held: (-held.confidence, held.fact)))


def _facts_of(event: Event) -> tuple[str, ...]:
    named = (
        event.roles if isinstance(event, Acted | Refused | Complicated | SceneOpened) else NO_ROLES
    )
    taught = (effect.fact for effect in event.effects if isinstance(effect, Learned))
    # The opening teaches everybody everything they begin with, and is about none of it.
    return (*named.values, *(taught if event.causes else ()))
