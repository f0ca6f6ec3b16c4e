"""A turn looked at again: what one character had in mind, could have done, did, and was refused."""

from __future__ import annotations

from novel_engine.engine.persona import PersonaAgent
from novel_engine.story.adjudicating.adjudication import refusal_of
from novel_engine.story.deciding.menus import compile_joins
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.directing.framing import staging_of
from novel_engine.story.fabula.events import Acted, Refused, event_id, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.verbs import Choice
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class PastOption:
    """One line of the menu as it was, and why, if at all, the world would have refused it."""

    choice: Choice
    refusal: str


@dataclass(frozen=True, slots=True)
class Hindsight:
    """What one character had at one turn.

    `act` is what was done that turn, by whomever; None when nobody acted. `refusals` are the
    attempts of this character that the world refused, up to and including this turn.
    """

    view: PersonaView
    options: tuple[PastOption, ...]
    act: Acted | Refused | None
    refusals: tuple[Refused, ...]
    scene: int
    is_here: bool


def _act_of(fabula: Fabula, turn: int) -> Acted | Refused | None:
    acts = (event for event in fabula.events if isinstance(event, Acted | Refused))
    return next((one for one in acts if one.turn == turn), None)


def hindsight(fabula: Fabula, person: str, turn: int) -> Hindsight:
    """Look from the moment at which somebody acted in this turn, or from its end, if nobody did."""
    act = _act_of(fabula, turn)
    last = id_of(act) if act else event_id(turn + 1, 0) - 1
    world = fabula.world_at(last - 1 if act else last)
    view, menu = _considered(world, person, turn)
    return Hindsight(
        view=view,
        options=tuple(PastOption(choice, _refusal(world, choice)) for choice in menu),
        act=act,
        refusals=_refusals(fabula, person, last),
        scene=world.scene_count,
        is_here=_is_in_scene(world, person),
    )


def _is_in_scene(world: World, person: str) -> bool:
    scene = world.scene
    return scene is not None and person in scene.cast and world.place_of(person) == scene.place


def _refusals(fabula: Fabula, person: str, last: int) -> tuple[Refused, ...]:
    """What the world refused this person, up to and including an event."""
    refused = (event for event in fabula.events if isinstance(event, Refused))
    return tuple(one for one in refused if one.actor == person and id_of(one) <= last)


def _considered(world: World, person: str, turn: int) -> tuple[PersonaView, tuple[Choice, ...]]:
    persona = PersonaAgent(person, compile_joins(world.setting.verbs))
    view = persona.view(world, turn)
    return view, persona.menu(world, view, staging_of(world))


def _refusal(world: World, choice: Choice) -> str:
    return refusal_of(world, world.setting.verbs[choice.action.verb], choice.action)
