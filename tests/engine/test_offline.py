"""The offline seams: the best there is, every time."""

from __future__ import annotations

from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.story.deciding.menus import compile_joins
from novel_engine.story.deciding.utility import menu
from novel_engine.story.deciding.views import view_of
from novel_engine.story.directing.framing import FrameChoice
from novel_engine.story.givens.verbs import Proposal
from tests.support import worlds
from tests.support.worlds import ADA, HALL, house, learned


def test_the_offline_decision_is_the_top_of_the_menu() -> None:
    world = house(learned(ADA, "harm"))
    view = view_of(world.setting, world.minds[ADA], 3)
    choices = menu(world.setting, compile_joins(worlds.verbs()), view)
    assert OfflineDecisionMaker().decide(view, choices, 3) == Proposal(choices[0].action)


def test_the_offline_frame_is_the_best_one() -> None:
    choices = [FrameChoice("ask", HALL, (ADA,), 9), FrameChoice("wait", HALL, (ADA,), 3)]
    assert OfflineFramer().frame(house(), choices) == choices[0]
