"""What there is to thank for, to take back, to be sorry for, to stand up against: of one mind."""

from __future__ import annotations

from typing import Any

from novel_engine.story.adjudicating.world_lens import WorldLens
from novel_engine.story.deciding.lens import MindLens
from novel_engine.story.deciding.reactions import (
    REACTIONS,
    at_odds,
    belongs,
    beyond_suspicion,
    charged,
    confronted,
    favoured,
    gives_reason,
    has_evidence,
    has_owned,
    has_said,
    hurts,
    in_answer,
    knows_why,
    liked,
    nearer,
    offered,
    open_with,
    owned_up,
    put_on_the_spot,
    shields,
    sorry_for,
    spent,
    uninvolved,
)
from novel_engine.story.fabula.events import Effect, GoalTaken, ItemMoved, Obliged, Related
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, house, learned


def lens(world: World, person: str) -> MindLens:
    return MindLens(world.setting, world.minds[person])


def said(world: World, verb: str, turn: int = 5, **roles: Any) -> World:
    """Somebody does this to somebody before everybody; `effects` come of it."""
    effects: tuple[Effect, ...] = roles.pop("effects", ())
    event = worlds.acted(
        turn, actor=roles["A"], verb=verb, roles=Roles.of(**roles), effects=effects
    )
    return worlds.after(world, event)


def owing(person: str, by: str, fact: str, verb: str) -> Obliged:
    return Obliged(person, by, fact, verb, ("keep_silent",))


def test_one_has_said_what_one_told_and_believed_until_it_is_taken_back() -> None:
    world = said(house(learned(ADA, "cover", 60)), "tell", A=ADA, B=BO, F="cover")
    assert has_said(lens(world, ADA), ADA, BO, "cover")
    assert has_said(lens(world, ADA), ADA, CY, "cover")
    said(world, "take_back", 6, A=ADA, B=BO, F="cover")
    assert not has_said(lens(world, ADA), ADA, BO, "cover")


def test_a_lie_is_nothing_one_could_find_out_to_be_wrong() -> None:
    world = said(house(learned(BO, "cover", -100)), "lie", A=BO, B=ADA, F="harm", G="cover")
    assert not has_said(lens(world, BO), BO, ADA, "cover")


def test_whoever_owned_to_an_account_has_owned_to_the_case() -> None:
    world = said(house(learned(BO, "deed")), "confess", A=BO, B=ADA, F="deed")
    assert has_owned(lens(world, BO), BO, ADA, "deed")
    assert has_owned(lens(world, BO), BO, CY, "cover")
    assert not has_owned(lens(world, BO), BO, ADA, "motive")
    assert open_with(lens(world, BO), BO, ADA, "motive")
    assert not open_with(lens(world, BO), BO, ADA, "sailing")


def test_what_one_has_from_somebodys_own_mouth() -> None:
    world = house(learned(ADA, "deed", 97, "told", BO), learned(CY, "deed", 97, "told", ADA))
    assert owned_up(lens(world, ADA), ADA, BO, "deed")
    assert not owned_up(lens(world, CY), CY, BO, "deed")


def test_a_charge_is_heard_until_it_is_taken_back() -> None:
    world = said(house(), "accuse", A=ADA, B=CY, F="blame")
    assert charged(lens(world, BO), "blame", ADA)
    assert not charged(lens(world, ADA), "blame", ADA)
    assert at_odds(lens(world, BO), ADA, CY)
    assert at_odds(lens(world, BO), CY, ADA)
    assert not at_odds(lens(world, BO), BO, CY)
    said(world, "take_back", 6, A=ADA, B=CY, F="blame")
    assert not charged(lens(world, BO), "blame", ADA)


def test_one_thanks_for_a_favour_and_takes_an_offer_while_it_is_the_last_thing_done_to_one() -> (
    None
):
    world = said(house(), "offer", A=ADA, B=BO)
    assert favoured(lens(world, BO), BO, ADA)
    assert offered(lens(world, BO), BO, ADA)
    assert not favoured(lens(world, CY), CY, ADA)
    said(world, "wait", 6, A=BO)
    assert not offered(lens(world, BO), BO, ADA)


def test_an_answer_that_is_owed_may_be_thanks_and_a_charge_puts_one_on_the_spot() -> None:
    world = house(owing(BO, ADA, "deed", "accuse"))
    assert favoured(lens(world, BO), BO, ADA)
    assert not offered(lens(world, BO), BO, CY)
    assert put_on_the_spot(lens(world, BO), BO)
    assert not put_on_the_spot(lens(house(owing(BO, ADA, "deed", "ask")), BO), BO)


def test_what_is_owned_to_in_answer_is_of_the_matter() -> None:
    world = house(owing(BO, ADA, "harm", "ask"))
    assert in_answer(lens(world, BO), BO, ADA, "deed")
    assert not in_answer(lens(world, BO), BO, CY, "deed")
    assert not in_answer(lens(world, BO), BO, ADA, "sailing")
    assert in_answer(lens(house(), BO), BO, CY, "sailing")


def test_who_is_asked_why_may_give_the_reason_and_nothing_else() -> None:
    world = house(owing(BO, ADA, "deed", "ask_why"))
    assert gives_reason(lens(world, BO), BO, "motive")
    assert not gives_reason(lens(world, BO), BO, "seen")
    assert not gives_reason(lens(house(owing(BO, ADA, "deed", "ask")), BO), BO, "motive")
    assert knows_why(lens(house(learned(ADA, "motive", 60)), ADA), ADA, "deed")
    assert not knows_why(lens(house(), ADA), ADA, "deed")


def test_a_thing_that_points_at_one_confronts_one_and_leaves_others_out_of_it() -> None:
    world = house(owing(BO, ADA, "shard", "show"), owing(CY, ADA, "shard", "show"))
    assert confronted(lens(world, BO), BO, "deed")
    assert not confronted(lens(world, BO), BO, "cover")
    assert not uninvolved(lens(world, BO), BO)
    assert uninvolved(lens(world, CY), CY)


def test_one_is_sorry_for_what_one_did_and_the_other_knows_of() -> None:
    world = house(learned(BO, "deed"))
    assert not sorry_for(lens(world, BO), BO, ADA, "deed")
    said(world, "confess", A=BO, B=ADA, F="deed")
    assert sorry_for(lens(world, BO), BO, ADA, "deed")
    assert not sorry_for(lens(world, CY), CY, ADA, "blame")
    assert hurts(lens(world, BO), "deed", ADA)
    assert not hurts(lens(world, BO), "deed", CY)


def test_one_shields_whom_one_knows_to_have_done_it_and_is_fond_of() -> None:
    fond = Related(CY, BO, "affection", 0, 2)
    assert shields(lens(house(learned(CY, "deed", 90), fond), CY), CY, "cover")
    assert not shields(lens(house(learned(CY, "deed", 90)), CY), CY, "cover")
    assert not shields(lens(house(learned(CY, "deed", 60), fond), CY), CY, "cover")


def test_one_speaks_up_for_whom_one_does_not_think_ill_of() -> None:
    assert liked(lens(house(), BO), BO, "blame")
    assert not liked(lens(house(Related(BO, CY, "affection", 0, -1)), BO), BO, "blame")
    assert not liked(lens(house(), CY), CY, "blame")


def test_of_two_one_stands_nearer_to_whom_one_likes_and_trusts() -> None:
    world = house(Related(ADA, BO, "trust", 0, 1))
    assert nearer(lens(world, ADA), ADA, BO, CY)
    assert not nearer(lens(world, ADA), ADA, CY, BO)


def test_one_is_done_with_what_one_has_found_out_with_its_reason() -> None:
    wants = GoalTaken(ADA, "learn", "vase", "", 3)
    assert not spent(lens(house(wants, learned(ADA, "deed", 90)), ADA), ADA, "deed")
    known = house(wants, learned(ADA, "deed", 90), learned(ADA, "motive", 90))
    assert spent(lens(known, ADA), ADA, "deed")
    assert not spent(lens(house(learned(ADA, "deed", 90)), ADA), ADA, "deed")


def test_a_thing_belongs_to_whoever_had_it_before() -> None:
    world = house(ItemMoved("shoe", BO, "", 0))
    said(world, "give", A=BO, B=ADA, I="shoe", effects=(ItemMoved("shoe", ADA, "", 0),))
    assert belongs(lens(world, ADA), "shoe", BO)
    assert not belongs(lens(world, ADA), "shoe", CY)


def test_evidence_is_set_beside_that_of_whom_nothing_is_held_against() -> None:
    world = house(learned(ADA, "harm"), learned(ADA, "trace"), learned(ADA, "seen", 54))
    assert has_evidence(lens(world, ADA), ADA, "harm")
    assert beyond_suspicion(lens(world, ADA), CY, "harm")
    assert not beyond_suspicion(lens(world, ADA), BO, "harm")


def test_where_there_is_no_mind_nothing_of_it_is_so() -> None:
    nobody = WorldLens(worlds.world(), "nobody")
    facts, people = {"fact", "given"}, {"person", "other", "target"}
    for name, function in REACTIONS.items():
        takes = list(function.__annotations__)[1:-1]
        values = [
            "deed" if one in facts else "nobody" if one in people else "shoe" for one in takes
        ]
        if name not in ("at_odds", "hurts"):
            assert not function(nobody, *values), name
