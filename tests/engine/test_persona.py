"""A persona: one mind's view, menu and proposal."""

from __future__ import annotations

from novel_engine.engine.persona import PersonaAgent
from novel_engine.engine.questions import Answer, Decide, Question, answered
from novel_engine.story.deciding.menus import compile_joins
from novel_engine.story.deciding.utility import Staging
from novel_engine.story.fabula.world import begin
from novel_engine.story.givens.kernels import Bias
from novel_engine.story.givens.verbs import Proposal
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, house, learned


def persona(who: str = ADA) -> PersonaAgent:
    return PersonaAgent(who, compile_joins(worlds.verbs()))


def test_a_persona_sees_what_its_own_mind_holds() -> None:
    world = house(learned(ADA, "harm"), learned(BO, "deed"))
    assert [belief.fact for belief in persona().view(world, 3).beliefs] == ["harm"]
    assert [belief.fact for belief in persona(BO).view(world, 3).beliefs] == ["deed"]
    assert persona(CY).view(world, 7).turn == 7


def test_a_frame_inclines_its_menu() -> None:
    world = house(learned(ADA, "harm"))
    view = persona().view(world, 3)
    towards = Bias(ADA, "tell", CY, "", 10_000)
    assert persona().menu(world, view, Staging((towards,)))[0].action.key == "tell ada cy harm"


def test_a_persona_has_a_menu_between_scenes_too() -> None:
    world = begin(worlds.setting())
    assert {
        choice.action.verb for choice in persona().menu(world, persona().view(world, 0), Staging())
    } >= {"wait"}


def test_a_persona_proposes_what_whoever_decides_for_it_answers() -> None:
    world = house(learned(ADA, "harm"))
    view = persona().view(world, 3)
    menu = persona().menu(world, view, Staging())
    asked: list[Question] = []

    def last(question: Question) -> Answer:
        asked.append(question)
        return Proposal(menu[-1].action, line="Well.")

    assert answered(persona().propose(view, menu), last) == Proposal(menu[-1].action, line="Well.")
    assert asked == [Decide(view, menu)]
