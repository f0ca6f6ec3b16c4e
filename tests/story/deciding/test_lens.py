"""Two ways of looking: through one mind, which may be wrong, and at the world as it is."""

from __future__ import annotations

import pytest

from novel_engine.story.adjudicating.world_lens import WorldLens
from novel_engine.story.deciding.lens import Lens, MindLens
from novel_engine.story.fabula.certainty import HEARD_OF
from novel_engine.story.fabula.events import ItemMoved, Moved, SceneOpened
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, HALL, PEOPLE, STUDY, learned


def house() -> World:
    """Ada has the shoe and saw Bo leave for the study; he has since gone on, and the lamp with him,
    unseen.
    """
    world = worlds.world(
        ItemMoved("shoe", ADA, "", 0), ItemMoved("lamp", "", HALL, 0), learned(BO, "deed")
    )
    leaving = worlds.acted(
        2, verb="go", actor=BO, roles=Roles.of(A=BO, P=STUDY), effects=(Moved(BO, HALL, STUDY),)
    )
    taking = (ItemMoved("latch", BO, "", 0), ItemMoved("pieces", "", STUDY, 1))
    return worlds.after(
        world, leaving, worlds.acted(3, actor=BO, place=STUDY, witnesses=(BO,), effects=taking)
    )


def through(world: World, person: str) -> MindLens:
    return MindLens(world.setting, world.minds[person])


def test_a_mind_is_open_to_itself_alone() -> None:
    world = house()
    lens = through(world, ADA)
    assert lens.mind(ADA) is world.minds[ADA]
    assert lens.mind(BO) is None
    assert WorldLens(world, ADA).mind(BO) is world.minds[BO]
    assert WorldLens(world).mind("nobody") is None


def test_people_and_things_are_where_one_last_saw_them() -> None:
    world = house()
    ada, all_of_it = through(world, ADA), WorldLens(world, ADA)
    assert (ada.place_of(ADA), ada.place_of(BO), ada.place_of("nobody")) == (HALL, STUDY, "")
    assert (ada.holder_of("shoe"), ada.holder_of("latch")) == (ADA, "")
    assert (all_of_it.holder_of("latch"), all_of_it.holder_of("pieces")) == (BO, "")
    assert all_of_it.place_of(BO) == STUDY


def test_what_lies_hidden_lies_here_for_nobody() -> None:
    world = house()
    assert WorldLens(world, ADA).lies_here("lamp")
    assert not WorldLens(world, BO).lies_here("pieces")
    assert not WorldLens(world, BO).lies_here("lamp")
    assert not WorldLens(world).lies_here("lamp")
    assert through(world, ADA).lies_here("lamp")
    assert not through(world, BO).lies_here("lamp")


def test_what_is_seen_lying_here_lies_here() -> None:
    seen = worlds.acted(2, effects=(ItemMoved("lamp", "", HALL, 0),))
    assert through(worlds.after(worlds.world(), seen), BO).lies_here("lamp")


def test_what_another_holds_is_guessed_from_what_they_heard() -> None:
    told = worlds.acted(2, effects=(learned(BO, "harm", 60, "told", ADA), learned(CY, "harm", -60)))
    world = worlds.after(worlds.world(learned(BO, "deed")), told)
    assert through(world, ADA).confidence(BO, "harm") == HEARD_OF
    assert through(world, ADA).confidence(BO, "deed") == 0
    assert [WorldLens(world).confidence(name, "harm") for name in (BO, CY, ADA, "nobody")] == [
        60,
        -60,
        0,
        0,
    ]
    assert [through(world, name).confidence(name, "harm") for name in PEOPLE] == [0, 60, -60]


@pytest.mark.parametrize("look", [through, WorldLens])
def test_deeds_are_known_to_those_who_saw_them_and_to_the_world(look: type[WorldLens]) -> None:
    world = worlds.after(worlds.world(), worlds.acted(2, witnesses=(ADA, BO)))
    lens: Lens = look(world, ADA)
    assert lens.did("tell", ADA, BO) == 200
    assert lens.did("tell", BO, ADA) == 0
    assert through(world, CY).did("tell", ADA, BO) == 0


def test_whoever_is_in_no_scene_does_not_count_them() -> None:
    away: SceneOpened = worlds.scene_opened(5, 2, cast=(ADA, BO))
    world = worlds.after(worlds.world(), away)
    assert (through(world, ADA).scene(), through(world, CY).scene(), WorldLens(world).scene()) == (
        2,
        1,
        2,
    )
