"""Which scenes could be next, and how well each would serve: the director's judgement, as pure
functions.

A frame biases what people are inclined to; it never dictates an act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from novel_engine.story.adjudicating.world_lens import WorldLens, holds_in
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.deciding.utility import OFFHAND, Staging
from novel_engine.story.directing.weights import (
    A_CROWD,
    AT_PEAK,
    CLOSENESS,
    DUE,
    FOUND,
    FRAME_LUCK,
    GUEST_LUCK,
    LAST_PUSH,
    LATE_PUSH,
    MAIN,
    MOST_COMPLETING,
    MOST_IN_A_SCENE,
    MOST_NEGLECT,
    NEGLECTED,
    SAME_CAST,
    SAME_PLACE,
    SAME_THREAD,
    SECOND,
    SPELL,
    STAKES,
    TOO_LATE_TO_SEARCH,
    UNSEEN,
    UNSEEN_AGAIN,
    USED,
    WITNESS,
)
from novel_engine.story.fabula.sifting import Match, is_half_there
from novel_engine.story.fabula.world import SceneRecord, World
from novel_engine.story.givens import draws
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.kernels import Frame
from novel_engine.story.givens.tension_curve import BEFORE_PEAK, peak, target
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class FrameChoice:
    """A frame that could be opened now, where, with whom, and its score."""

    frame: str
    place: str
    cast: tuple[str, ...]
    score: int


@dataclass(frozen=True, slots=True)
class HalfThere:
    """A pattern that has half happened: by which verbs, and before whom, it would go on, and what
    it is worth.
    """

    verbs: tuple[str, ...]
    people: frozenset[str]
    worth: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is the same for every frame that could be next: how far the story is, in hundredths, the
    tension aimed at, in tenths, what is half there, and each thread's last scene.
    """

    here: int
    aimed: int
    half_there: tuple[HalfThere, ...]
    last_scenes: Mapping[str, int]


def outlook_of(world: World) -> Outlook:
    """The outlook as the next scene is chosen."""
    here = position(world)
    return Outlook(
        here,
        target(world.setting.form, here),
        tuple(_half_there(world, match) for match in world.under_way if is_half_there(match)),
        {_thread_of(world, scene): scene.scene for scene in world.scenes},
    )


def _half_there(world: World, match: Match) -> HalfThere:
    people = frozenset(value for _, value in match.bound if value in world.minds)
    return HalfThere(match.next_step.verbs, people, match.pattern.worth)


def position(world: World) -> int:
    """How far through the planned scenes the next scene stands, in hundredths."""
    return so_far(world, world.scene_count + 1)


def so_far(world: World, scene: int) -> int:
    """How far through the planned scenes this one stands, in hundredths."""
    return min(100, scene * 100 // max(1, world.setting.scenes))


def choices(world: World) -> tuple[FrameChoice, ...]:
    """Every frame that could be opened now, best first, ties by id."""
    frames, outlook = possible(world), outlook_of(world)
    order = _guest_order(world) if any(frame.guests for frame in frames) else ()
    found = (
        FrameChoice(f.id, f.place, company(world, f, order), frame_score(world, f, outlook))
        for f in frames
    )
    return tuple(sorted(found, key=lambda c: (-c.score, c.frame)))


def possible(world: World) -> list[Frame]:
    """The frames whose needs hold now.

    When nothing is left before the deadline, what was used up or barred may be tried once more:
    people do go back to things.
    """
    frames = [frame for frame in world.setting.frames if is_possible(world, frame)]
    if not frames and world.scene_count < world.setting.scenes:
        frames = [frame for frame in world.setting.frames if is_possible(world, frame, again=1)]
    if not frames and world.setting.open_ended:
        frames = [
            frame
            for frame in world.setting.frames
            if all(world.place_of(person) for person in frame.cast)
        ]
    return frames


def can_go_on(world: World) -> bool:
    """Whether there is anything left to stage: once the main question is answered, only what bears
    on it counts.
    """
    main = world.setting.main_thread.id
    if world.threads[main] == "answered" and not world.setting.open_ended:
        return any(frame.thread == main for frame in possible(world))
    return any(is_possible(world, frame) for frame in world.setting.frames) or bool(possible(world))


def is_possible(world: World, frame: Frame, again: int = 0) -> bool:
    """Whether the frame's needs hold, its people are there, and it is not used up or barred;
    `again` allows more uses.
    """
    if not world.setting.open_ended:
        used = world.frames_used.get(frame.id, 0)
        if used >= frame.repeats + again or (not again and _barred(world, frame)):
            return False
    return all(map(world.place_of, frame.cast)) and holds_in(world, frame.needs)


def _barred(world: World, frame: Frame) -> bool:
    """A scene that left its variable where it was bars the pair and the fact, until somebody learns
    something of it.
    """
    barred = world.barred.get((frame.want, frame.against, frame.fact), 0)
    if not barred:
        return False
    fact = world.setting.facts.get(frame.fact)
    topic = world.setting.facts_by_topic.get(fact.topic, ()) if fact else ()
    news = world.minds[frame.want].news
    return not any(news.get(f.id, 0) > barred for f in topic)


def frame_score(world: World, frame: Frame, outlook: Outlook | None = None) -> int:
    """How well the frame would serve: nearness to the curve, thread, stakes, variety, and a little
    luck.
    """
    setting, ahead = world.setting, outlook or outlook_of(world)
    fact = setting.facts.get(frame.fact)
    total = -CLOSENESS * abs(frame.tension * 10 - ahead.aimed)
    total += STAKES * fact.stakes if fact else 0
    total += _of_its_thread(world, frame, ahead.here) + _neglect(world, frame, ahead)
    total += _completing(frame, ahead) + _put_to_use(world, frame)
    total += DUE if 0 < frame.due <= ahead.here and frame.id not in world.frames_used else 0
    total -= USED * world.frames_used.get(frame.id, 0)
    total -= _sameness(world, frame) + _unseen(world, frame)
    rng = setting.draws.generator(world.turn + 1, "frame", world.scene_count, frame.id)
    return total + draws.below(rng, FRAME_LUCK)


def _of_its_thread(world: World, frame: Frame, here: int) -> int:
    """What the thread is worth by now: towards the end what reveals the main one, and no more of
    looking into another.
    """
    setting = world.setting
    if frame.thread == setting.main_thread.id:
        reveals = setting.ways.is_for(frame.purpose, "reveals")
        return MAIN + (_push(setting.form, here) if reveals else 0)
    too_late = here > TOO_LATE_TO_SEARCH and setting.ways.is_for(frame.purpose, "seeks")
    return SECOND - (LAST_PUSH if too_late else 0)


def _completing(frame: Frame, outlook: Outlook) -> int:
    """What is half there and could be completed in this frame: the next step's verb is looked for,
    and its people are in it.
    """
    if not outlook.half_there:
        return 0
    wanted, here = {bias.verb for bias in frame.bias}, {*frame.cast}
    found = sum(
        match.worth
        for match in outlook.half_there
        if match.people <= here and not wanted.isdisjoint(match.verbs)
    )
    return min(found, MOST_COMPLETING)


def _put_to_use(world: World, frame: Frame) -> int:
    """What was found is to be shown: a scene in which whoever has it is inclined to, of the
    question it bears on.
    """
    setting = world.setting
    showing = setting.verbs_by_mark.get("confronts", ())
    inclined = any(bias.verb in showing and bias.actor == frame.want for bias in frame.bias)
    if not inclined or any((verb, frame.want, frame.against) in world.done for verb in showing):
        return 0
    return FOUND if _has_evidence(world, frame.want, setting.threads[frame.thread].topic) else 0


def _has_evidence(world: World, person: str, topic: str) -> bool:
    """Whether they hold a thing that shows anything of the topic."""
    setting = world.setting
    return any(
        setting.facts[fact].topic == topic
        for item in world.items_of(person)
        for fact in setting.items[item].evidence
    )


def _push(form: str, here: int) -> int:
    """What brings the answer about in time for the form's peak, and not before."""
    until = peak(form) - here
    return LAST_PUSH if until <= AT_PEAK else LATE_PUSH if until <= BEFORE_PEAK else 0


def _neglect(world: World, frame: Frame, outlook: Outlook) -> int:
    """A thread that has had no scene for a while is due one."""
    last = outlook.last_scenes.get(frame.thread, 0)
    return min(MOST_NEGLECT, NEGLECTED * (world.scene_count - last))


def _sameness(world: World, frame: Frame) -> int:
    total = 0
    recent = world.scenes[-2:]
    if recent and recent[-1].place == frame.place:
        total += SAME_PLACE
    if recent and set(frame.cast) <= set(recent[-1].cast):
        total += SAME_CAST
    if len(recent) == 2 and all(_thread_of(world, scene) == frame.thread for scene in recent):
        total += SAME_THREAD
    return total


def _thread_of(world: World, scene: SceneRecord) -> str:
    """The thread that a scene was of; empty for one whose frame is none of the story's."""
    frame = world.setting.frames_by_id.get(scene.frame)
    return frame.thread if frame else ""


def _unseen(world: World, frame: Frame) -> int:
    """What it costs to stage what whoever sees most of the story will not be there for; twice
    running costs more.
    """
    eyes = world.setting.eyes
    if not eyes or eyes in frame.cast or frame.guests or not world.place_of(eyes):
        return 0
    last = world.scenes[-1:]
    return UNSEEN_AGAIN if last and eyes not in last[0].cast else UNSEEN


def company(world: World, frame: Frame, order: Sequence[str]) -> tuple[str, ...]:
    """The frame's people and its guests, the first in order who are not of them already."""
    most = min(frame.guests, MOST_IN_A_SCENE - len(frame.cast))
    guests = [person for person in order if person not in frame.cast][:most]
    return tuple(sorted((*frame.cast, *guests)))


def _guest_order(world: World) -> Sequence[str]:
    """Who would be asked to a scene now, in order: those seen least lately, by the luck of the
    scene.
    """
    there = [person for person in world.setting.people if world.place_of(person)]
    asked = there if len(there) <= A_CROWD else _some(world, there)
    return sorted(asked, key=lambda person: _guest_rank(world, person))


def _guest_rank(world: World, person: str) -> tuple[int, int, str]:
    rng = world.setting.draws.generator(world.turn + 1, "guest", world.scene_count, person)
    fresh = world.spotlight.get(person, 0) // SPELL
    witness = WITNESS if person == world.setting.eyes else 0
    return (fresh - witness, draws.below(rng, GUEST_LUCK), person)


def _some(world: World, people: list[str]) -> list[str]:
    rng = world.setting.draws.generator(world.turn + 1, "crowd", world.scene_count, "")
    start = draws.below(rng, len(people))
    return [people[(start + step) % len(people)] for step in range(A_CROWD)]


def staging_of(world: World) -> Staging:
    """What the scene under way inclines its people to; nothing between scenes."""
    scene, setting = world.scene, world.setting
    if scene is None:
        return OFFHAND
    frame = setting.frames_by_id[scene.frame]
    fact = setting.facts.get(frame.fact)
    aimed = -1 if setting.open_ended else target(setting.form, so_far(world, scene.scene))
    return Staging(frame.bias, fact.topic if fact else "", scene.tension, aimed)


def value_of(world: World, frame: Frame) -> int:
    """The framed variable's value now."""
    return int(compiled(frame.variable, ())(WorldLens(world, frame.want), ()))


def outsiders(world: World, place: str, cast: tuple[str, ...]) -> tuple[str, ...]:
    """Who is in the place and not in the scene, and so must be elsewhere."""
    return tuple(p for p in world.people_at(place) if p not in cast) if place != OFFSTAGE else ()
