"""Which events brought it about that what something needs is so."""

from __future__ import annotations

from novel_engine.story.fabula.events import OPENING
from novel_engine.story.fabula.mind import ANYONE
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.conditions import Call, Condition, Name, calls_in


def grounds_of(world: World, condition: Condition) -> frozenset[int]:
    """The events by which what the condition speaks of came to be so: what was done, what taught
    somebody what they hold, what had come about before. The opening is none.
    """
    found = (_ground(world, call) for call in calls_in(condition))
    return frozenset(event for event in found if event > OPENING)


def _ground(world: World, call: Call) -> int:
    names = [arg.name for arg in call.args if isinstance(arg, Name)]
    held = [event for event in (_taught(world, names), _done(world, names)) if event]
    return max(held, default=0)


def _taught(world: World, names: list[str]) -> int:
    """What taught the first person named the fact that is named."""
    people = [name for name in names if name in world.minds]
    facts = [name for name in names if name in world.setting.facts]
    if not people or not facts:
        return 0
    belief = world.minds[people[0]].beliefs.get(facts[0])
    return belief.event if belief else 0


def _done(world: World, names: list[str]) -> int:
    """When what is named was done, by whom and to whom as far as that is said, or came about."""
    if not names:
        return 0
    verb, *people = names
    who = people[0] if people else ""
    other = people[1] if len(people) > 1 else ANYONE if who else ""
    return world.done.get((verb, who, other), 0)
