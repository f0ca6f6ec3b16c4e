"""What comes up without anyone choosing it: a complication that the director brings, and whatever
follows of itself, a consequence or a choice that somebody has to make.
"""

from __future__ import annotations

from novel_engine.story.adjudicating.adjudication import MOST_CAUSES
from novel_engine.story.adjudicating.credence import SEEN
from novel_engine.story.adjudicating.draft import Draft
from novel_engine.story.adjudicating.effects import apply_effects
from novel_engine.story.adjudicating.moment import Moment
from novel_engine.story.adjudicating.world_lens import holds_in
from novel_engine.story.directing.causes_of_needs import grounds_of
from novel_engine.story.fabula.events import OPENING, Complicated, Effect, ThreadMoved
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.kernels import Complication
from novel_engine.story.givens.roles import NO_ROLES, Roles


def comes_about(world: World) -> Complication | None:
    """What follows of itself now, in the scene under way, if anything does: the first whose needs
    hold and whose people are there. Whoever owes an answer has to give it before they choose, and
    so has whoever owes one to them.
    """
    if world.scene is None:
        return None
    place = world.scene.place
    for one in world.setting.complications:
        if not one.at_once or one.id in world.complications or world.place_of(one.who) != place:
            continue
        if one.ways and (world.place_of(one.before) != place or _is_owing(world, one)):
            continue
        if holds_in(world, one.needs) and not (one.later and _is_of_this_scene(world, one)):
            return one
    return None


def _is_owing(world: World, choice: Complication) -> bool:
    """Whether an answer is still owed by whoever chooses, or to them by whom it is before."""
    owed = world.minds[choice.before].obligation
    to_them = owed is not None and owed.by == choice.who
    return world.minds[choice.who].obligation is not None or to_them


def is_to_come(world: World) -> bool:
    """Whether something has yet to come of what was done, in a scene after it."""
    return any(
        one.later and one.id not in world.complications and holds_in(world, one.needs)
        for one in world.setting.complications
    )


def _is_of_this_scene(world: World, one: Complication) -> bool:
    """Whether anything that it follows of was done in the scene under way."""
    opened = world.scene.opened if world.scene else OPENING
    return max(grounds_of(world, one.needs), default=OPENING) > opened


def come_up(world: World, one: Complication, turn: int, seq: int) -> Complicated:
    """The complication, as the one event it is; it cites what it was planted by."""
    place = world.place_of(one.who)
    witnesses = world.people_at(place)
    planted = {world.taught.get(fact, OPENING) for fact in one.plants}
    if one.at_once:
        planted = {*grounds_of(world, one.needs), *(planted - {OPENING})} or {OPENING}
    about = one.fact or (one.plants[0] if one.plants else "")
    return Complicated(
        turn=turn,
        seq=seq,
        causes=tuple(sorted(planted))[-MOST_CAUSES:],
        scene=world.scene_count,
        place=place,
        complication=one.id,
        roles=Roles.of(A=one.who, B=one.before, F=about),
        witnesses=witnesses,
        effects=(*_worse(world, one, place, witnesses), *_complicating(world, one)),
    )


def _worse(
    world: World, one: Complication, place: str, witnesses: tuple[str, ...]
) -> tuple[Effect, ...]:
    draft = Draft(world)
    if one.at_once and not one.ways:
        for person in (one.who, *(other for other in witnesses if other != one.who)):
            draft.learn(person, one.fact, "witnessed", SEEN)
    apply_effects(Moment(draft, one.who, place, witnesses), one.effects, NO_ROLES)
    if one.ways:
        draft.oblige(one.who, one.before, one.fact, one.id, tuple(way.verb for way in one.ways))
    return draft.finished()


def _complicating(world: World, one: Complication) -> tuple[ThreadMoved, ...]:
    is_simple = world.threads[one.thread] in ("latent", "open") and not one.at_once
    return (ThreadMoved(one.thread, "complicated"),) if is_simple else ()
