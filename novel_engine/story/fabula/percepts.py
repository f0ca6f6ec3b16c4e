"""What each person notices of an event: the only door through which anything enters a mind.

A percept never tells more than its event, and tells a bystander only that something passed between
two people. A lie is perceived as a telling: nobody can hear that it is false.
"""

from __future__ import annotations

from typing import Literal, Protocol, assert_never

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
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.values import dataclass, replace

Clarity = Literal["whole", "outline", "own"]
HEARD_AS_TOLD = "lied_to"


class Ground(Protocol):
    """What perception must know of the world after the event: who and what can be seen where."""

    def place_of(self, person: str) -> str:
        """Where a person is; empty when gone."""
        ...

    def people_at(self, place: str) -> tuple[str, ...]:
        """Who is there, by id."""
        ...

    def visible_items(self, place: str) -> tuple[str, ...]:
        """What lies there in sight, by id."""
        ...

    def items_of(self, person: str) -> tuple[str, ...]:
        """What a person holds, by id."""
        ...

    def heard_as(self, verb: str) -> str:
        """What others take an act for: were a true answer not heard as a lie is, hearing would tell
        them apart.
        """
        ...


@dataclass(frozen=True, slots=True)
class Percept:
    """One person's share of one event. `arrived` says that a new place came in sight, with `people`
    and `items`.

    `company` is everyone who took the whole of it in; `line` is what was said, or done, in the
    words of the event, and only who took the whole of it in has it.
    """

    person: str
    event: int
    clarity: Clarity
    tag: str
    scene: int = 0
    actor: str = ""
    verb: str = ""
    tactic: str = ""
    manner: int = 0
    reason: str = ""
    roles: Roles = NO_ROLES
    effects: tuple[Effect, ...] = ()
    arrived: str = ""
    people: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    day: int = 0
    hour: int = 0
    line: str = ""


def percepts(ground: Ground, event: Event) -> list[Percept]:
    """Each perceiver's percept of the event, by person id; `ground` is the world after it."""
    match event:
        case StoryOpened() | SceneClosed() | StoryEnded():
            return [_own(event, person, ground) for person in _touched(event.effects)]
        case SceneOpened():
            return _of_opening(event, ground)
        case Acted():
            return _of_act(event, ground)
        case Refused():
            return [_refusal(event, person) for person in sorted(event.witnesses)]
        case Complicated():
            return _of_complication(event, ground)
        case _:
            assert_never(event)


def _of_opening(event: SceneOpened, ground: Ground) -> list[Percept]:
    found = []
    for person in sorted({*event.cast, *_movers(event.effects)}):
        visible = _perceived(event.effects, person)
        percept = Percept(person, id_of(event), "whole", event.tag, event.scene, effects=visible)
        percept = replace(percept, day=event.day, hour=event.hour)
        found.append(_sighted(percept, ground))
    return found


def _of_act(event: Acted, ground: Ground) -> list[Percept]:
    found = []
    movers = _movers(event.effects)
    for person in sorted(event.witnesses):
        percept = _whole(event, person, ground)
        found.append(_sighted(percept, ground) if person in movers else percept)
    found += [
        _own(event, person, ground)
        for person in sorted(set(_touched(event.effects)) - set(event.witnesses))
    ]
    for person in sorted(set(event.bystanders) - {p.person for p in found}):
        found.append(_outline(event, person))
    return sorted(found, key=lambda p: p.person)


def _whole(event: Acted, person: str, ground: Ground) -> Percept:
    return Percept(
        person=person,
        event=id_of(event),
        clarity="whole",
        tag=event.tag,
        scene=event.scene,
        actor=event.actor,
        verb=event.verb if person == event.actor else ground.heard_as(event.verb),
        tactic=event.tactic,
        manner=event.manner,
        roles=event.roles,
        effects=_perceived(event.effects, person, event.actor),
        company=event.witnesses,
        line=event.line,
    )


def _outline(event: Acted, person: str) -> Percept:
    """That something passed between two people, and no more."""
    return Percept(
        person=person,
        event=id_of(event),
        clarity="outline",
        tag=event.tag,
        scene=event.scene,
        actor=event.actor,
        verb="spoke",
        roles=event.roles.only(("A", "B")),
    )


def _of_complication(event: Complicated, ground: Ground) -> list[Percept]:
    found = []
    movers = _movers(event.effects)
    for person in sorted({*event.witnesses, *_touched(event.effects)}):
        visible = _perceived(event.effects, person)
        percept = Percept(person, id_of(event), "whole", event.tag, event.scene, effects=visible)
        found.append(_sighted(percept, ground) if person in movers else percept)
    return found


def _refusal(event: Refused, person: str) -> Percept:
    own = person == event.actor
    return Percept(
        person=person,
        event=id_of(event),
        clarity="whole" if own else "outline",
        tag=event.tag,
        scene=event.scene,
        actor=event.actor,
        verb=event.verb if own else "tried",
        reason=event.reason if own else "",
        roles=event.roles if own else event.roles.only(("A",)),
        effects=_perceived(event.effects, person),
    )


def _own(event: Event, person: str, ground: Ground) -> Percept:
    effects = tuple(_as_perceived(e, person) for e in event.effects if _inner_of(e) == person)
    held = tuple(e for e in event.effects if isinstance(e, ItemMoved) and e.holder == person)
    percept = Percept(person, id_of(event), "own", event.tag, effects=(*effects, *held))
    return _sighted(percept, ground) if person in _movers(event.effects) else percept


def _sighted(percept: Percept, ground: Ground) -> Percept:
    place = ground.place_of(percept.person)
    if not place:
        return percept
    if place == OFFSTAGE:
        return replace(percept, arrived=place)
    people = tuple(p for p in ground.people_at(place) if p != percept.person)
    items = tuple(sorted({*ground.visible_items(place), *ground.items_of(percept.person)}))
    return replace(percept, arrived=place, people=people, items=items)


def _movers(effects: tuple[Effect, ...]) -> tuple[str, ...]:
    return tuple(sorted({e.person for e in effects if isinstance(e, Moved)}))


def _touched(effects: tuple[Effect, ...]) -> tuple[str, ...]:
    inner = {_inner_of(e) for e in effects} | {e.person for e in effects if isinstance(e, Moved)}
    return tuple(sorted(inner - {""}))


def _inner_of(effect: Effect) -> str:
    """Whose inner state the effect changes; empty for what anybody could see."""
    match effect:
        case Learned() | Related() | Felt() | GoalTaken() | GoalDropped() | Obliged() | Released():
            return effect.person
        case Moved() | Departed() | ItemMoved() | ItemDestroyed() | ThreadMoved() | StageSet():
            return ""
        case _:
            assert_never(effect)


def _perceived(effects: tuple[Effect, ...], person: str, actor: str = "") -> tuple[Effect, ...]:
    """What a witness perceives of an event's effects, as they perceive it."""
    return tuple(_as_perceived(e, person) for e in effects if _visible(e, person, actor))


def _visible(effect: Effect, person: str, actor: str) -> bool:
    """Whether a witness perceives the effect: their own mind, and what eyes can see. Never
    another's mind.
    """
    if isinstance(effect, ThreadMoved):
        return False
    if isinstance(effect, ItemMoved):
        return not effect.hidden or person in (effect.holder, actor)
    return _inner_of(effect) in ("", person)


def _as_perceived(effect: Effect, person: str) -> Effect:
    """A lie told to me is something told to me."""
    if isinstance(effect, Learned) and effect.person == person and effect.source == HEARD_AS_TOLD:
        return replace(effect, source="told")
    return effect
