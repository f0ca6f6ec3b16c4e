"""A persona: one mind's view, menu and proposal."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.engine.offline import OfflineDecisionMaker
from novel_engine.engine.persona import PersonaAgent
from novel_engine.story.kernels import Bias
from novel_engine.story.menus import compile_joins
from novel_engine.story.utility import Staging
from novel_engine.story.verbs import Choice, Proposal
from novel_engine.story.views import PersonaView
from novel_engine.story.world import begin
from tests.story import worlds
from tests.story.worlds import ADA, BO, CY, house, learned


def persona(who: str = ADA) -> PersonaAgent:
    return PersonaAgent(who, compile_joins(worlds.verbs()), OfflineDecisionMaker())


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
    assert {choice.action.verb for choice in persona().menu(world, persona().view(world, 0), Staging())} >= {"wait"}


def test_a_persona_proposes_what_its_decider_decides() -> None:
    asked: list[tuple[str, int, int]] = []

    class Last:
        def decide(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> Proposal:
            asked.append((view.card.id, len(menu), turn))
            return Proposal(menu[-1].action, line="Well.")

    world = house(learned(ADA, "harm"))
    agent = PersonaAgent(ADA, compile_joins(worlds.verbs()), Last())
    view = agent.view(world, 3)
    menu = agent.menu(world, view, Staging())
    assert agent.propose(view, menu) == Proposal(menu[-1].action, line="Well.")
    assert asked == [(ADA, len(menu), 3)]
