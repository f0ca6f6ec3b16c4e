"""When a story is over, and by which ending."""

from __future__ import annotations

from typing import Any

import pytest

from novel_engine.story.directing.endings import chosen_ending, is_answered, is_met, unmet
from novel_engine.story.directing.pacing import AFTERMATHS
from novel_engine.story.fabula.events import Effect, ThreadMoved
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.worlds import ADA, BO, ending, learned

ENDINGS = (
    ending("made_up", "believes(ada, deed)", "did(forgive, ada, bo)"),
    ending("broken", "believes(ada, deed)", "did(break_with, ada, bo)"),
    ending("known", "believes(ada, deed)", late=True),
    ending("kept", "!believes(ada, deed)", "believes(bo, deed)", late=True),
    ending("accused", "did(accuse, ada, bo)", unsolved=True),
    ending("never_told", unsolved=True),
)
ANSWERED = ThreadMoved("who", "answered")


def house(*effects: Effect, scene: int = 1, **changes: Any) -> World:
    world = worlds.house(*effects, endings=ENDINGS, **changes)
    return worlds.after(world, worlds.scene_opened(3, scene)) if scene > 1 else world


def chosen(world: World, *, can_go_on: bool = True) -> str:
    """The ending's id; nothing while the story goes on."""
    found = chosen_ending(world, can_go_on=can_go_on)
    return found.id if found else ""


def test_an_ending_is_met_when_all_it_needs_is_so() -> None:
    world = house(learned(ADA, "deed"))
    assert [unmet(world, one) for one in ENDINGS] == [1, 1, 0, 2, 1, 0]
    assert [is_met(world, one) for one in ENDINGS] == [False, False, True, False, False, True]


def test_a_question_is_answered_when_the_record_says_so() -> None:
    assert not is_answered(house(learned(ADA, "deed")))
    assert is_answered(house(ANSWERED))


def test_an_open_story_goes_on_until_its_deadline() -> None:
    assert chosen(house(scene=9)) == ""
    assert chosen(house(scene=10)) == "never_told"


def test_an_open_story_that_cannot_go_on_ends_unsolved() -> None:
    assert chosen(house(), can_go_on=False) == "never_told"


def test_an_answered_story_ends_by_the_first_full_ending_that_is_met() -> None:
    world = house(ANSWERED, learned(ADA, "deed"))
    assert chosen(world) == ""
    worlds.after(world, worlds.acted(3, verb="forgive", roles=Roles.of(A=ADA, B=BO)))
    assert chosen(world) == "made_up"


def test_an_answered_story_waits_for_an_aftermath_and_no_longer() -> None:
    answered = ANSWERED, learned(ADA, "deed")
    assert chosen(house(*answered, scene=10 + AFTERMATHS - 1)) == ""
    assert chosen(house(*answered, scene=10 + AFTERMATHS)) == "known"
    assert chosen(house(*answered), can_go_on=False) == "known"


@pytest.mark.parametrize("scene", [1, 10, 20])
def test_a_story_that_can_go_no_further_always_ends(scene: int) -> None:
    """By the ending with the fewest needs unmet, the first of equals."""
    assert chosen(house(ANSWERED, learned(BO, "deed"), scene=scene), can_go_on=False) == "kept"
    assert chosen(house(ANSWERED, learned(ADA, "deed"), scene=scene), can_go_on=False) == "known"
    only = (
        ending("told", "believes(ada, deed)"),
        ending("untold", "did(accuse, ada, bo)", unsolved=True),
    )
    world = worlds.after(worlds.house(endings=only), worlds.scene_opened(3, scene))
    assert chosen(world, can_go_on=False) == "untold"


def test_an_answered_story_never_ends_unsolved_nor_an_open_one_solved() -> None:
    for scene in (1, 9, 10, 13):
        for effects in ((), (learned(ADA, "deed"),)):
            open_, answered = house(*effects, scene=scene), house(*effects, ANSWERED, scene=scene)
            assert chosen(open_, can_go_on=False) in ("accused", "never_told")
            assert chosen(answered, can_go_on=False) in ("made_up", "broken", "known", "kept")


def test_a_story_without_end_has_none_for_as_long_as_there_is_anything_to_stage() -> None:
    assert chosen(house(ANSWERED, scene=50, open_ended=True), can_go_on=True) == ""
    assert chosen(house(ANSWERED, scene=50, open_ended=True), can_go_on=False) != ""
