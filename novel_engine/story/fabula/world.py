"""The world as a fold of events: where everyone and everything is, every mind, every thread.

`advance` is the only way it changes. A partial fold continues to the same whole, so resume, fork,
replay and inspection are one read of the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import assert_never

from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Departed,
    Effect,
    Event,
    Felt,
    GoalDropped,
    GoalTaken,
    ItemDestroyed,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Refused,
    Related,
    Released,
    SceneClosed,
    SceneOpened,
    StageSet,
    StoryEnded,
    StoryOpened,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.mind import ANYONE, Mind, copied, perceive
from novel_engine.story.fabula.percepts import Percept, percepts
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.sifting import Match, sifted
from novel_engine.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class SceneRecord:
    """One scene that has been opened: what framed it, and, once closed, whether its variable
    changed.
    """

    scene: int
    frame: str
    place: str
    cast: tuple[str, ...]
    variable: str
    start: int
    opened: int
    want: str = ""
    against: str = ""
    fact: str = ""
    tension: int = 0
    turns: int = 0
    closed: bool = False
    changed: bool = False
    to_the_point: bool = False


@dataclass(slots=True)
class World:
    """Everything that is so. Owned by the fold; read by everyone else.

    `under_way` are the patterns that have begun, `come_whole` those that the last event completed.
    `addressed` is to whom the last act was said, shown or given, and whose turn it is; `replied`
    says that it was done by somebody of whom the same was so.
    """

    setting: Setting
    turn: int = 0
    seq: int = -1
    whereabouts: dict[str, str] = field(default_factory=dict)
    occupants: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    lying: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, bool] = field(default_factory=dict)
    destroyed: dict[str, int] = field(default_factory=dict)
    minds: dict[str, Mind] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)
    obligations: tuple[str, ...] = ()
    stage: dict[str, str] = field(default_factory=dict)
    scenes: tuple[SceneRecord, ...] = ()
    scene_count: int = 0
    frames_used: dict[str, int] = field(default_factory=dict)
    barred: dict[tuple[str, str, str], int] = field(default_factory=dict)
    fruitless: int = 0
    complications: dict[str, int] = field(default_factory=dict)
    taught: dict[str, int] = field(default_factory=dict)
    done: dict[tuple[str, str, str], int] = field(default_factory=dict)
    spotlight: dict[str, int] = field(default_factory=dict)
    under_way: tuple[Match, ...] = ()
    come_whole: tuple[Match, ...] = ()
    addressed: str = ""
    replied: bool = False
    ending: str = ""
    last_event: int = 0

    def place_of(self, person: str) -> str:
        """Where a person is; empty when gone."""
        return self.whereabouts.get(person, "")

    def people_at(self, place: str) -> tuple[str, ...]:
        """Who is there, by id."""
        return self.occupants.get(place, ())

    def visible_items(self, place: str) -> tuple[str, ...]:
        """What lies there in sight, by id."""
        return tuple(
            sorted(i for i, p in self.lying.items() if p == place and not self.hidden.get(i))
        )

    def hidden_items(self, place: str) -> tuple[str, ...]:
        """What lies there out of sight, by id."""
        return tuple(sorted(i for i, p in self.lying.items() if p == place and self.hidden.get(i)))

    def items_of(self, person: str) -> tuple[str, ...]:
        """What a person holds, by id."""
        return tuple(sorted(i for i, p in self.holders.items() if p == person))

    def heard_as(self, verb: str) -> str:
        """What others take an act for: were a true answer not heard as a lie is, hearing would tell
        them apart.
        """
        found = self.setting.verbs.get(verb)
        return (found.heard_as if found else "") or verb

    @property
    def scene(self) -> SceneRecord | None:
        """The scene under way, if one is."""
        return self.scenes[-1] if self.scenes and not self.scenes[-1].closed else None

    @property
    def is_over(self) -> bool:
        """Whether the story has ended."""
        return bool(self.ending)


SCENES_KEPT = 40
"""Scenes: how many the world remembers, the newest: more than the longest story has (24), so that
only a story without an end forgets any."""


def begin(setting: Setting) -> World:
    """The world before its first event."""
    world = World(setting)
    world.minds = {person: Mind(person) for person in sorted(setting.people)}
    world.threads = dict.fromkeys(sorted(setting.threads), "latent")
    return world


def fold(setting: Setting, events: Iterable[Event]) -> World:
    """The world after these events."""
    world = begin(setting)
    for event in events:
        advance(world, event)
    return world


def snapshot(world: World, minds: Mapping[str, Mind] = MappingProxyType({})) -> World:
    """The world as it now is, in a copy that no later event changes.

    `minds` are those of which there is such a copy already, because nothing was noticed since.
    """
    return replace(
        world,
        whereabouts=world.whereabouts.copy(),
        occupants=world.occupants.copy(),
        gone=world.gone.copy(),
        holders=world.holders.copy(),
        lying=world.lying.copy(),
        hidden=world.hidden.copy(),
        destroyed=world.destroyed.copy(),
        minds={person: minds.get(person) or copied(mind) for person, mind in world.minds.items()},
        threads=world.threads.copy(),
        stage=world.stage.copy(),
        frames_used=world.frames_used.copy(),
        barred=world.barred.copy(),
        complications=world.complications.copy(),
        taught=world.taught.copy(),
        done=world.done.copy(),
        spotlight=world.spotlight.copy(),
    )


def advance(world: World, event: Event) -> list[Percept]:
    """Let the event have happened, and say who noticed what of it."""
    world.turn, world.seq, world.last_event = event.turn, event.seq, id_of(event)
    for effect in event.effects:
        _apply(world, effect)
    _note(world, event)
    setting = world.setting
    world.under_way, world.come_whole = sifted(
        setting.patterns, setting.facts, world.under_way, event
    )
    noticed = percepts(world, event)
    for percept in noticed:
        perceive(world.minds[percept.person], percept, setting.verbs.get(percept.verb))
    return noticed


def _apply(world: World, effect: Effect) -> None:
    match effect:
        case Moved():
            _move(world, effect.person, effect.place)
        case Departed():
            _move(world, effect.person, "")
            world.gone[effect.person] = effect.manner
        case ItemMoved():
            _put(world, effect)
        case ItemDestroyed():
            world.holders.pop(effect.item, None)
            world.lying.pop(effect.item, None)
            world.destroyed[effect.item] = world.last_event
        case Learned():
            world.taught.setdefault(effect.fact, world.last_event)
        case Obliged() | Released():
            others = tuple(p for p in world.obligations if p != effect.person)
            owing = (effect.person,) if isinstance(effect, Obliged) else ()
            world.obligations = (*others, *owing)
        case ThreadMoved():
            world.threads[effect.thread] = effect.status
        case StageSet():
            world.stage[effect.what] = effect.value
        case Related() | Felt() | GoalTaken() | GoalDropped():
            pass
        case _:
            assert_never(effect)


def _move(world: World, person: str, place: str) -> None:
    before = world.whereabouts.get(person, "")
    if before:
        world.occupants[before] = tuple(p for p in world.occupants.get(before, ()) if p != person)
    world.whereabouts[person] = place
    if place:
        world.occupants[place] = tuple(sorted((*world.occupants.get(place, ()), person)))


def _put(world: World, effect: ItemMoved) -> None:
    world.holders.pop(effect.item, None)
    world.lying.pop(effect.item, None)
    world.hidden[effect.item] = bool(effect.hidden)
    if effect.holder:
        world.holders[effect.item] = effect.holder
    else:
        world.lying[effect.item] = effect.place


def _note(world: World, event: Event) -> None:
    """Keep what the director reads: scenes, frames used, complications, who did what to whom."""
    match event:
        case SceneOpened():
            _open_scene(world, event)
        case SceneClosed():
            _close_scene(world, event)
        case Acted():
            world.done[(event.verb, event.actor, event.roles.get("B"))] = id_of(event)
            world.done[(event.verb, event.actor, ANYONE)] = id_of(event)
            world.spotlight[event.actor] = event.turn
            _address(world, event.actor, _spoken_to(world, event))
            _count_turn(world, event.tension, to_the_point=_is_to_the_point(world, event))
        case Refused():
            world.spotlight[event.actor] = event.turn
            _address(world, event.actor, "")
            _count_turn(world, 0)
        case Complicated():
            world.complications[event.complication] = id_of(event)
            world.done[(event.complication, "", "")] = id_of(event)
            world.fruitless = 0
        case StoryEnded():
            world.ending = event.ending
        case StoryOpened():
            pass
        case _:
            assert_never(event)


def _spoken_to(world: World, event: Acted) -> str:
    """To whom the act was said, shown or given, if they took it in; nobody for other acts."""
    verb, other = world.setting.verbs.get(event.verb), event.roles.get("B")
    if verb is None or other == event.actor or other not in event.witnesses:
        return ""
    return other if verb.said or not verb.marks.isdisjoint(("confronts", "gives")) else ""


def _address(world: World, actor: str, other: str) -> None:
    """It is the other's turn now; nobody's in particular where there is none."""
    world.replied = bool(other) and world.addressed == actor
    world.addressed = other


def _open_scene(world: World, event: SceneOpened) -> None:
    opened = SceneRecord(
        scene=event.scene,
        frame=event.frame,
        place=event.place,
        cast=event.cast,
        variable=event.variable,
        start=event.start,
        opened=id_of(event),
        want=event.roles.get("want"),
        against=event.roles.get("against"),
        fact=event.roles.get("fact"),
    )
    world.scenes = (*world.scenes, opened)[-SCENES_KEPT:]
    world.scene_count = event.scene
    world.addressed, world.replied = "", False
    world.frames_used[event.frame] = world.frames_used.get(event.frame, 0) + 1
    world.stage["day"], world.stage["hour"] = str(event.day), str(event.hour)


def _close_scene(world: World, event: SceneClosed) -> None:
    last = world.scenes[-1]
    changed = bool(event.changed)
    world.scenes = (*world.scenes[:-1], replace(last, closed=True, changed=changed))
    world.fruitless = 0 if changed else world.fruitless + 1
    if not changed:
        world.barred[(last.want, last.against, last.fact)] = id_of(event)


def _count_turn(world: World, tension: int, *, to_the_point: bool = False) -> None:
    last = world.scenes[-1]
    counted = replace(
        last,
        turns=last.turns + 1,
        tension=max(last.tension, tension),
        to_the_point=last.to_the_point or to_the_point,
    )
    world.scenes = (*world.scenes[:-1], counted)


def _is_to_the_point(world: World, event: Acted) -> bool:
    """Whether the act is one of those its scene was framed for."""
    frame = world.setting.frames_by_id.get(world.scenes[-1].frame)
    target = event.roles.get("B")
    return frame is not None and any(
        (bias.actor, bias.verb) == (event.actor, event.verb)
        and bias.target in ("", target)
        and bias.amount > 0
        for bias in frame.bias
    )
