"""What a character acts on: own card, own mind, and nothing else."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from novel_engine.story.deciding.menus import compile_joins
from novel_engine.story.deciding.utility import menu
from novel_engine.story.deciding.views import PersonaView, foremost, view_of
from novel_engine.story.deciding.weights import MEMORIES, SALIENT
from novel_engine.story.fabula.events import Felt, GoalTaken, ItemMoved, Obliged, Related
from novel_engine.story.fabula.mind import Memory
from novel_engine.story.fabula.world import World, begin
from novel_engine.story.givens.roles import NO_ROLES
from tests.support import worlds
from tests.support.worlds import ADA, ANSWERS, BO, CY, HALL, STUDY, house, learned


def view(world: World, who: str = ADA) -> PersonaView:
    return view_of(world.setting, world.minds[who], 9)


def test_a_view_is_what_one_has_in_mind() -> None:
    world = house(
        learned(ADA, "harm"),
        learned(ADA, "cover", -80, "told", BO),
        learned(BO, "deed"),
        Related(ADA, BO, "trust", 0, -1),
        Felt(ADA, "anger", BO, 0, 2),
        GoalTaken(ADA, "learn", "vase", "", 4),
        Obliged(ADA, CY, "harm", "ask", ANSWERS),
        ItemMoved("shoe", ADA, "", 0),
        ItemMoved("latch", "", HALL, 0),
    )
    found = view(world)
    assert (found.card.id, found.turn, found.scene, found.day, found.hour) == (ADA, 9, 1, 1, 8)
    assert (found.place, found.people, found.items, found.held) == (
        HALL,
        (BO, CY),
        ("latch",),
        ("shoe",),
    )
    assert set(found.exits) == {STUDY, "garden"}
    assert [belief.fact for belief in found.beliefs] == ["cover", "harm"]
    assert (found.salient, found.puzzles, found.secrets) == (("harm",), ("harm",), ())
    assert found.relations == ((BO, "trust", -1),)
    assert found.emotions == (("anger", BO, 2),)
    assert [goal.kind for goal in found.goals] == ["learn"]
    assert found.obligation is not None
    assert found.obligation.by == CY


def test_a_person_nowhere_has_no_way_out() -> None:
    assert view(begin(worlds.setting())).exits == ()


def test_ones_own_secrets_are_those_one_holds() -> None:
    assert view(house(learned(BO, "deed"), learned(BO, "shard", -90)), BO).secrets == ("deed",)


def test_what_has_faded_or_been_undone_is_not_there() -> None:
    world = house(Felt(ADA, "anger", BO, 0, 1), Related(ADA, BO, "trust", 2, 0))
    assert view(worlds.after(world, worlds.scene_opened(5, 5))).emotions == ()
    assert view(world).relations == ()


def test_what_one_suspects_comes_foremost_then_what_puzzles_then_what_one_is_after() -> None:
    world = house(
        GoalTaken(ADA, "learn", "sea", "", 3),
        *(learned(ADA, f) for f in ("motive", "sailing", "harm")),
    )
    worlds.after(
        world, worlds.acted(4, effects=(learned(ADA, "blame", 60), learned(ADA, "cover", -60)))
    )
    assert view(world).salient == ("blame", "harm", "sailing", "motive")


def test_only_a_few_facts_are_foremost() -> None:
    assert len(view(house(*(learned(ADA, fact) for fact in worlds.facts()))).salient) == SALIENT


def test_memories_are_the_weightiest_and_the_latest_in_order() -> None:
    def memory(event: int, scene: int, weight: int) -> Memory:
        return Memory(event, scene, "tell", BO, NO_ROLES, weight)

    old = [memory(number, 1, 9) for number in range(MEMORIES)]
    kept = foremost((*old, memory(900, 5, 6), memory(901, 5, 4), memory(902, 5, 20)), 5)
    assert [m.event for m in kept] == [*range(2, MEMORIES), 900, 902]
    assert foremost((), 5) == ()


def test_the_canonical_view_is_one_sorted_line_of_plain_values() -> None:
    line = view(house(learned(ADA, "harm"), Obliged(ADA, BO, "harm", "ask", ANSWERS))).canonical()
    plain = json.loads(line)
    assert line == json.dumps(plain, sort_keys=True, ensure_ascii=False)
    assert plain["owes"] == [BO, "harm", "ask"]
    assert plain["claims"] == {"harm": "the vase is in pieces"}
    assert json.loads(view(house()).canonical())["owes"] == []


def test_a_view_holds_no_truth_no_question_no_stakes_no_tension_and_no_frame() -> None:
    names = {field.name for field in fields(PersonaView)}
    assert names & {"truth", "threads", "stakes", "tension", "frame", "minds", "world"} == set()
    plain = json.loads(view(house(learned(ADA, "deed"))).canonical())
    for secret in ("truth", "threads", "stakes", "tension", "frame"):
        assert secret not in plain
    assert '"who"' not in json.dumps(plain)
    assert "talk" not in json.dumps(plain)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_earlier_view_beside_it_changes_nothing_of_a_view_and_its_menu(seed: int) -> None:
    """What was thought and felt then is taken up only while it is still so."""
    told = worlds.story(seed)
    joins = compile_joins(told.setting.verbs)
    last: dict[str, PersonaView] = {}
    for world, event in worlds.unfolded(told):
        for name in getattr(event, "witnesses", ()):
            anew = view_of(world.setting, world.minds[name], event.turn)
            again = view_of(world.setting, world.minds[name], event.turn, last.get(name))
            assert again.canonical() == anew.canonical()
            assert menu(world.setting, joins, again) == menu(world.setting, joins, anew)
            last[name] = again
