"""The director's events: how the story opens, how scenes open, are complicated, and close."""

from __future__ import annotations

from novel_engine.story.adjudicating.adjudication import MOST_CAUSES, thread_effects
from novel_engine.story.adjudicating.effects import can_surface
from novel_engine.story.adjudicating.world_lens import holds_in
from novel_engine.story.directing.framing import FrameChoice, outsiders, position, so_far, value_of
from novel_engine.story.directing.pacing import (
    FEWEST_TURNS,
    FIRST_TURN_OF_PLOT,
    FRUITLESS,
    HOURS,
    LAST_WORD,
    MOST_TURNS,
    PATIENCE,
    SECOND_TURN_OF_PLOT,
    SHORT_OF,
    SKIPPED_HOUR,
    TOO_LATE,
)
from novel_engine.story.fabula.events import (
    OPENING,
    Effect,
    Moved,
    Released,
    SceneClosed,
    SceneOpened,
    StageSet,
    StoryOpened,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import SceneRecord, World
from novel_engine.story.givens import draws
from novel_engine.story.givens.conditions import Name
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.kernels import Complication
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.tension_curve import target
from novel_engine.values import replace

CAUSES = 4
"""Events: how many causes a scene names at most, the latest: as many as a reader can be told."""


def story_opened(setting: Setting) -> StoryOpened:
    """The first event: the situation as cast."""
    return StoryOpened(
        0, 0, (), setting.title, setting.seed, setting.kernels, setting.roles, setting.opening
    )


def open_scene(world: World, chosen: FrameChoice, turn: int, seq: int) -> SceneOpened:
    """The scene's opening: who comes, when it is, and the variable that must change."""
    frame = world.setting.frames_by_id[chosen.frame]
    day, hour = next_hour(world)
    return SceneOpened(
        turn=turn,
        seq=seq,
        causes=_grounds(world, frame.want, frame.fact),
        scene=world.scene_count + 1,
        frame=frame.id,
        roles=Roles.of(want=frame.want, against=frame.against, fact=frame.fact),
        place=chosen.place,
        cast=chosen.cast,
        variable=frame.variable.name,
        start=value_of(_on_coming_in(world, chosen.cast), frame),
        day=day,
        hour=hour,
        effects=(*_moves(world, chosen), *_weather(world, day)),
    )


def _moves(world: World, chosen: FrameChoice) -> list[Moved]:
    """Who is not of the scene goes, and who is comes."""
    place = chosen.place
    going = [Moved(p, world.place_of(p), OFFSTAGE) for p in outsiders(world, place, chosen.cast)]
    coming = [Moved(p, world.place_of(p), place) for p in chosen.cast if world.place_of(p) != place]
    return going + coming


def _on_coming_in(world: World, cast: tuple[str, ...]) -> World:
    """The world with the cast's feelings faded as the scene will find them: what only fades has not
    been changed.
    """
    scene = world.scene_count + 1
    return replace(
        world, minds=world.minds | {p: replace(world.minds[p], scene=scene) for p in cast}
    )


def _grounds(world: World, want: str, fact: str) -> tuple[int, ...]:
    """Why this scene now: what taught the one who wants something, else the scene before, else the
    opening.
    """
    belief = world.minds[want].beliefs.get(fact)
    found = {belief.event} if belief else set()
    if world.scenes:
        found.add(world.scenes[-1].opened)
    return tuple(sorted(found or {OPENING}))[-MOST_CAUSES:]


def next_hour(world: World) -> tuple[int, int]:
    """The day and hour of the next scene: one or two stretches of the day on from the last."""
    if not world.scenes:
        return 1, HOURS[0]
    day, hour = int(world.stage["day"]), int(world.stage["hour"])
    rng = world.setting.draws.generator(world.turn + 1, "hour", world.scene_count, "")
    step = HOURS.index(hour) + 1 + (rng.random() < SKIPPED_HOUR)
    days, at = divmod(step, len(HOURS))
    return day + days, HOURS[at]


def _weather(world: World, day: int) -> tuple[Effect, ...]:
    if world.stage.get("day") == str(day) or not world.setting.weathers:
        return ()
    rng = world.setting.draws.generator(world.turn + 1, "weather", day, "")
    return (StageSet("weather", draws.pick(rng, world.setting.weathers)),)


def complication_for(world: World, chosen: FrameChoice) -> Complication | None:
    """A complication that is due and whose person is here: after two scenes without progress, or at
    a turn of the plan.
    """
    setting = world.setting
    if setting.open_ended or (world.fruitless < FRUITLESS and not _is_at_a_turn(world)):
        return None
    for one in setting.complications:
        here = one.who in chosen.cast and not one.at_once
        if (
            here
            and _is_fresh(world, one)
            and _can_come_up(world, one)
            and holds_in(world, one.needs)
        ):
            return one
    return None


def _is_fresh(world: World, one: Complication) -> bool:
    """Whether it has not come up yet, and what it complicates is still asked; beside the main
    thread, nothing comes up towards the end.
    """
    if one.id in world.complications or world.threads[one.thread] == "answered":
        return False
    return one.thread == world.setting.main_thread.id or position(world) <= TOO_LATE


def _is_at_a_turn(world: World) -> bool:
    """Whether the plan has a turn of the plot by now, and no complication has yet been it."""
    here = world.scene_count * 100 // max(1, world.setting.scenes)
    turns = sum(here >= turn for turn in (FIRST_TURN_OF_PLOT, SECOND_TURN_OF_PLOT))
    brought = (one for one in world.setting.complications if not one.at_once)
    return sum(one.id in world.complications for one in brought) < turns


def _can_come_up(world: World, one: Complication) -> bool:
    """Whether the things that would turn up lie anywhere at all."""
    things = (call.args[0] for call in one.effects if call.name == "surface")
    return all(can_surface(world, thing.name) for thing in things if isinstance(thing, Name))


def should_end(world: World, *, acted: bool) -> bool:
    """Whether the scene is over: its variable changed, a party left, ten turns passed, or nobody
    has anything to do. Whoever has to choose something chooses first.
    """
    scene = world.scene
    if scene is None:
        return False
    frame = world.setting.frames_by_id[scene.frame]
    parties = [p for p in (frame.want, frame.against) if p]
    has_left = any(world.place_of(p) != scene.place for p in parties)
    if not acted or scene.turns >= LAST_WORD:
        return True
    if has_left and not _is_to_choose(world, scene.place):
        return True
    if any(world.place_of(p) == scene.place for p in world.obligations) or _is_waited_for(world):
        return False
    if scene.turns >= MOST_TURNS:
        return True
    changed = value_of(world, frame) != scene.start
    return changed and scene.turns >= FEWEST_TURNS and not _holds_back(world, scene)


def _is_to_choose(world: World, place: str) -> bool:
    """Whether somebody at the place has a choice to make, and has not made it, before one who is
    still there.
    """
    owed = (
        (person, obligation)
        for person in world.obligations
        if (obligation := world.minds[person].obligation) is not None
    )
    return any(
        world.place_of(person) == world.place_of(obligation.by) == place
        and obligation.verb not in world.setting.verbs
        for person, obligation in owed
    )


def _is_waited_for(world: World) -> bool:
    """Whether somebody here was spoken to, not in reply, and has yet to move."""
    scene = world.scene
    is_here = scene is not None and world.place_of(world.addressed) == scene.place
    return is_here and not world.replied


def _holds_back(world: World, scene: SceneRecord) -> bool:
    """Whether the scene has yet to come to what the story should have come to by now."""
    framed_for = world.setting.frames_by_id[scene.frame].bias
    if framed_for and not scene.to_the_point and scene.turns < PATIENCE:
        return True
    here = so_far(world, scene.scene)
    return scene.tension * 10 + SHORT_OF < target(world.setting.form, here)


def close(world: World, turn: int, seq: int) -> SceneClosed:
    """The scene's end: whether its variable changed, answers no longer owed, and what questions
    have moved.
    """
    scene = world.scenes[-1]
    frame = world.setting.frames_by_id[scene.frame]
    end = value_of(world, frame)
    released = tuple(Released(person) for person in world.obligations)
    return SceneClosed(
        turn=turn,
        seq=seq,
        causes=(scene.opened,),
        scene=scene.scene,
        end=end,
        changed=int(end != scene.start),
        effects=(*released, *thread_effects(world)),
    )
