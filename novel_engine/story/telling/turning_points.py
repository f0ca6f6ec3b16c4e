"""The ending as one person could tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from novel_engine.story.adjudicating.world_lens import holds_in
from novel_engine.story.fabula.certainty import KNOWS
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.conditions import Call, Name, conjuncts
from novel_engine.story.givens.kernels import Ending

NEVER: Literal["never_learns"] = "never_learns"
NeededDeed = tuple[str, str, str]


def ending_for(world: World, ended: str, person: str, witnessed: frozenset[NeededDeed]) -> str:
    """The ending that a telling through this person comes to: what happened, what they took it for,
    or that they never learnt.

    `witnessed` holds the (verb, actor, target) of everything they saw done.
    """
    ending = next((one for one in world.setting.endings if one.id == ended), None)
    if ending is None:
        return ended
    if ending.unsolved:
        return _without(world, ending).id if _has_found_out(world, person) else ended
    if not knows_answer(world, person):
        return f"{world.setting.main_thread.topic}.{NEVER}"
    seen_through = all(deed in witnessed for deed in _needed_deeds(ending))
    return ended if seen_through else _without(world, ending).id


def knows_answer(world: World, person: str, topic: str = "") -> bool:
    """Whether the person holds the gravest fact of a question true, of the main one by default."""
    beliefs = world.minds[person].beliefs
    grave = grave_truths(world.setting, topic or world.setting.main_thread.topic)
    held = (beliefs[fact] for fact in grave if fact in beliefs)
    return not grave or any(belief.value and belief.confidence >= KNOWS for belief in held)


def grave_truths(setting: Setting, topic: str) -> list[str]:
    """The grave facts that are the true answer to a question."""
    about = setting.facts_by_topic.get(topic, ())
    return [fact.id for fact in about if fact.truth and setting.is_so("grave", fact)]


def _has_found_out(world: World, person: str) -> bool:
    """Whether the person knows the answer, and it is not their own secret."""
    setting = world.setting
    own = any(
        fact.secret_of == person
        for fact in setting.facts_by_topic.get(setting.main_thread.topic, ())
    )
    return not own and knows_answer(world, person)


def _needed_deeds(ending: Ending) -> Iterator[NeededDeed]:
    for need in ending.needs:
        for part in conjuncts(need):
            if isinstance(part, Call) and part.name == "did":
                verb, actor, target = (arg.name for arg in part.args if isinstance(arg, Name))
                yield verb, actor, target


def _without(world: World, ending: Ending) -> Ending:
    """The ending next to this one that needs no deed: how it stood, for somebody who did not see
    how it came out.
    """
    open_ones = [
        one
        for one in world.setting.endings
        if one.late and not one.unsolved and not any(_needed_deeds(one))
    ]
    unmet = [
        (sum(not holds_in(world, need) for need in one.needs), at)
        for at, one in enumerate(open_ones)
    ]
    return open_ones[min(unmet)[1]] if unmet else ending
