"""A turn looked at again: what one character had in mind, could have done, did, and was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from novel_engine.engine.persona import PersonaAgent
from novel_engine.story.adjudicating.adjudication import refusal_of
from novel_engine.story.deciding.menus import compile_joins
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.directing.framing import staging_of
from novel_engine.story.fabula.events import Acted, Event, Refused
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, advance, begin
from novel_engine.story.givens.verbs import Choice


@dataclass(frozen=True, slots=True)
class Option:
    """One line of the menu as it was, and why the world would have refused it; empty when it would
    not.
    """

    choice: Choice
    refusal: str


@dataclass(frozen=True, slots=True)
class Hindsight:
    """What one character had at one turn.

    `act` is what was done that turn, by whomever; None when nobody acted. `refusals` are the
    attempts of this character that the world refused, up to and including this turn.
    """

    view: PersonaView
    options: tuple[Option, ...]
    act: Acted | Refused | None
    refusals: tuple[Refused, ...]
    scene: int
    is_here: bool


def hindsight(setting: Setting, events: Iterable[Event], person: str, turn: int) -> Hindsight:
    """Live the story again up to the moment somebody acted in this turn, and look from there."""
    world, act, refusals = begin(setting), None, []
    for event in events:
        if event.turn > turn:
            break
        if isinstance(event, Refused) and event.actor == person:
            refusals.append(event)
        if event.turn == turn and isinstance(event, Acted | Refused):
            act = event
            break
        advance(world, event)
    view, menu = _considered(world, person, turn)
    scene = world.scene
    return Hindsight(
        view=view,
        options=tuple(Option(choice, _refusal(world, choice)) for choice in menu),
        act=act,
        refusals=tuple(refusals),
        scene=world.scene_count,
        is_here=scene is not None
        and person in scene.cast
        and world.place_of(person) == scene.place,
    )


def _considered(world: World, person: str, turn: int) -> tuple[PersonaView, tuple[Choice, ...]]:
    persona = PersonaAgent(person, compile_joins(world.setting.verbs))
    view = persona.view(world, turn)
    return view, persona.menu(world, view, staging_of(world))


def _refusal(world: World, choice: Choice) -> str:
    return refusal_of(world, world.setting.verbs[choice.action.verb], choice.action)
