"""When a story is over, and by which of its kernel's endings."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.story.adjudicating.world_lens import holds_in
from novel_engine.story.directing.following import is_to_come
from novel_engine.story.directing.pacing import AFTERMATHS
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.kernels import Ending


def is_answered(world: World) -> bool:
    """Whether the main thread is answered."""
    return world.threads[world.setting.main_thread.id] == "answered"


def is_met(world: World, ending: Ending) -> bool:
    """Whether everything an ending needs is so."""
    return all(holds_in(world, need) for need in ending.needs)


def unmet(world: World, ending: Ending) -> int:
    """How many of an ending's needs are still open."""
    return sum(not holds_in(world, need) for need in ending.needs)


def chosen_ending(world: World, *, can_go_on: bool) -> Ending | None:
    """The ending the story has come to; None while it should go on.

    An answered story goes on for as long as an aftermath may bring one of its fuller endings, or
    what comes of it, and no further; an unanswered one ends at its deadline by an authored unsolved ending.
    """
    setting = world.setting
    if setting.open_ended and can_go_on:
        return None
    answered = is_answered(world)
    endings = [e for e in setting.endings if e.unsolved != answered]
    full = next((e for e in endings if answered and not e.late and is_met(world, e)), None)
    if full and not (can_go_on and is_to_come(world)):
        return full
    until = setting.scenes + (AFTERMATHS if answered else 0)
    is_due = not can_go_on or world.scene_count >= until
    return _nearest(world, endings) if is_due else None


def _nearest(world: World, endings: Sequence[Ending]) -> Ending:
    """The ending with the fewest unmet needs, the first of equals."""
    return min(endings, key=lambda ending: unmet(world, ending))
