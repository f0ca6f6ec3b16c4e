"""What puzzles a mind, and what it could do about it."""

from __future__ import annotations

from typing import Any

import pytest

from novel_engine.story.adjudicating.world_lens import WorldLens
from novel_engine.story.deciding.lens import Lens, MindLens
from novel_engine.story.deciding.questions import (
    TOP_RUNG,
    can_ask,
    can_press,
    evidence_held,
    fact_of,
    grounds,
    inferable_by,
    matters,
    puzzles_of,
    puzzling,
    seeks,
    worth_searching,
    wronged,
)
from novel_engine.story.fabula.certainty import HEARSAY, STRONG
from novel_engine.story.fabula.events import Effect, GoalTaken, ItemMoved, Moved
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.facts import Rule
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, GARDEN, HALL, learned

NOBODY = WorldLens(worlds.world(), "nobody")


def knowing(*effects: Effect) -> World:
    """The house after Ada, before everybody, came to know things."""
    return worlds.after(worlds.world(), worlds.acted(effects=effects))


def through(world: World, person: str = ADA) -> MindLens:
    return MindLens(world.setting, world.minds[person])


def asked(world: World, turn: int, manner: int, **changes: Any) -> World:
    """Ada asks Bo about the vase, on this rung."""
    return worlds.after(world, worlds.acted(turn, verb="ask", manner=manner, **changes))


def evaded(world: World, turn: int) -> World:
    """Bo will not say."""
    roles = Roles.of(A=BO, B=ADA, F="harm")
    return worlds.after(world, worlds.acted(turn, actor=BO, verb="keep_silent", roles=roles))


# ── questions ─────────────────────────────────────────────────────────────────────────────────────


def test_what_is_amiss_puzzles_whoever_has_no_account_of_it() -> None:
    world = knowing(learned(ADA, "harm"), learned(ADA, "motive"), learned(ADA, "sailing"))
    assert puzzles_of(through(world), world.minds[ADA]) == ("harm",)
    assert puzzling(through(world), "harm")
    assert not puzzling(through(world), "trace")
    assert not puzzling(through(world, BO), "harm")


@pytest.mark.parametrize(("sureness", "still"), [(79, True), (80, False), (-90, True)])
def test_an_account_satisfies_from_a_certain_sureness_on(sureness: int, still: bool) -> None:
    world = knowing(learned(ADA, "harm"), learned(ADA, "cover", sureness))
    assert puzzling(through(world), "harm") == still


def test_a_doubtful_trace_raises_no_question() -> None:
    assert not puzzling(through(knowing(learned(ADA, "harm", 40))), "harm")


# ── conclusions ───────────────────────────────────────────────────────────────────────────────────


HARM, TRACE = learned(ADA, "harm"), learned(ADA, "trace")


def test_whoever_holds_every_premise_may_conclude() -> None:
    world = knowing(HARM, learned(ADA, "shard"), learned(ADA, "seen"))
    assert inferable_by(through(world), world.minds[ADA]) == ("deed",)
    assert grounds(through(world), "deed")
    assert not grounds(through(knowing(HARM, learned(ADA, "shard"))), "deed")
    assert not grounds(
        through(knowing(HARM, learned(ADA, "shard"), learned(ADA, "seen", -90))), "deed"
    )


def test_a_trace_is_only_a_trace_to_whoever_knows_of_no_harm() -> None:
    traces = learned(ADA, "shard"), learned(ADA, "seen")
    assert not grounds(through(knowing(*traces)), "deed")
    assert not matters(through(knowing(*traces)), ADA, "deed")
    assert matters(through(knowing(HARM)), ADA, "deed")
    assert matters(through(knowing()), ADA, "harm")
    assert matters(through(knowing()), ADA, "sailing")
    assert not matters(through(knowing(HARM)), ADA, "moon")
    assert not matters(through(knowing(HARM)), BO, "deed")


@pytest.mark.parametrize(
    ("held", "can"),
    [
        (learned(ADA, "cover", STRONG + 9), True),
        (learned(ADA, "cover", STRONG + 10), False),
        (learned(ADA, "cover", -STRONG - 9), True),
        (learned(ADA, "cover", -STRONG - 10), False),
        (learned(ADA, "cover", STRONG + HEARSAY - 1, "told", BO), True),
        (learned(ADA, "cover", -STRONG - 10, "told", BO), False),
    ],
)
def test_a_conclusion_must_be_surer_than_what_is_held_and_hearsay_gives_way(
    held: Effect, can: bool
) -> None:
    rules = (Rule(("trace",), "cover", STRONG + 10, value=False),)
    world = worlds.after(
        worlds.world(made=worlds.setting(rules=rules)), worlds.acted(effects=(HARM, TRACE, held))
    )
    assert grounds(through(world), "cover") == can


def test_hearsay_gives_way_to_no_weak_conclusion() -> None:
    rules = (Rule(("trace",), "cover", STRONG - 1, value=False),)
    for source, weaker in (("told", STRONG - 1), ("inferred", STRONG - 1)):
        held = learned(ADA, "cover", weaker, source)
        world = worlds.after(
            worlds.world(made=worlds.setting(rules=rules)),
            worlds.acted(effects=(HARM, TRACE, held)),
        )
        assert not grounds(through(world), "cover")


def test_a_rule_may_rule_out() -> None:
    assert grounds(through(knowing(HARM, TRACE)), "cover")
    assert not grounds(through(knowing(HARM, TRACE, learned(ADA, "cover", -100))), "cover")


# ── whom to ask again ─────────────────────────────────────────────────────────────────────────────


def test_a_question_is_put_once_and_again_only_on_news() -> None:
    world = knowing(learned(ADA, "harm"))
    assert can_ask(through(world), BO, "harm")
    asked(world, 3, 1)
    assert not can_ask(through(world), BO, "harm")
    assert can_ask(through(world), CY, "harm")
    worlds.after(world, worlds.acted(4, effects=(learned(ADA, "sailing"),)))
    assert not can_ask(through(world), BO, "harm")
    worlds.after(world, worlds.acted(5, effects=(learned(ADA, "trace"),)))
    assert can_ask(through(world), BO, "harm")


def test_the_last_rung_is_the_last() -> None:
    world = asked(knowing(learned(ADA, "harm")), 3, TOP_RUNG)
    worlds.after(world, worlds.acted(4, effects=(learned(ADA, "trace"),)))
    evaded(world, 5)
    assert not can_ask(through(world), BO, "harm")
    assert not can_press(through(world), BO, "harm")


def test_only_an_evasion_may_be_pressed() -> None:
    world = asked(knowing(learned(ADA, "harm")), 3, 1)
    assert not can_press(through(world), BO, "harm")
    evaded(world, 4)
    assert can_press(through(world), BO, "harm")
    assert not can_press(through(world), CY, "harm")


def test_to_press_beyond_the_plain_question_takes_evidence() -> None:
    world = evaded(asked(knowing(learned(ADA, "harm")), 3, 2), 4)
    assert not can_press(through(world), BO, "harm")
    worlds.after(world, worlds.acted(5, effects=(learned(ADA, "trace"),)))
    assert can_press(through(world), BO, "harm")


def test_evidence_is_another_trace_or_sighting_of_the_matter() -> None:
    world = knowing(
        *(learned(ADA, name) for name in ("harm", "trace", "seen", "motive")),
        learned(ADA, "shard", 30),
    )
    assert evidence_held(through(world), world.minds[ADA], "harm") == ("seen", "trace")
    assert evidence_held(through(world), world.minds[ADA], "trace") == ("seen",)
    assert evidence_held(through(world), world.minds[ADA], "moon") == ()


# ── where to look, and why ────────────────────────────────────────────────────────────────────────


def test_it_is_worth_searching_where_something_seen_to_bear_on_the_matter_lies() -> None:
    world = worlds.after(worlds.world(), worlds.acted(effects=(ItemMoved("pieces", "", HALL, 0),)))
    assert not worth_searching(through(world), "harm")
    worlds.after(world, worlds.acted(3, effects=(learned(ADA, "harm"),)))
    assert worth_searching(through(world), "harm")
    assert worth_searching(through(world), "trace")
    assert not worth_searching(through(world), "sailing")


def test_what_a_thing_would_show_moves_nobody_who_has_not_looked() -> None:
    """Two houses that differ only in what an unread thing shows."""
    seen = worlds.acted(effects=(learned(ADA, "harm"), ItemMoved("latch", "", HALL, 0)))
    shows = [worlds.world(), worlds.world(made=worlds.setting(items={}))]
    dull = dict(shows[0].setting.items) | {"latch": worlds.setting().items["lamp"]}
    shows[1] = worlds.world(made=worlds.setting(items=dull))
    assert [worth_searching(through(worlds.after(world, seen)), "harm") for world in shows] == [
        False,
        False,
    ]


def test_somebody_seen_is_worth_looking_into_once_they_are_out_of_the_way() -> None:
    world = knowing(learned(ADA, "seen"))
    assert not worth_searching(through(world), "seen")
    worlds.after(world, worlds.acted(3, effects=(Moved(BO, HALL, GARDEN),)))
    assert not worth_searching(through(world), "seen")  # Cy would see it
    worlds.after(world, worlds.acted(4, effects=(Moved(CY, HALL, GARDEN),)))
    assert worth_searching(through(world), "seen")
    assert not worth_searching(through(world, BO), "seen")


LIES_HERE = ItemMoved("pieces", "", HALL, 0)


def looked(world: World, turn: int) -> World:
    """Ada looks through the hall, and finds nothing."""
    roles = Roles.of(A=ADA, F="harm")
    return worlds.after(world, worlds.acted(turn, verb="search", roles=roles))


def test_nobody_looks_for_what_was_nobodys_doing() -> None:
    world = knowing(learned(ADA, "harm"), LIES_HERE, learned(ADA, "cover", 60))
    assert not worth_searching(through(world), "harm")
    worlds.after(world, worlds.acted(3, effects=(learned(ADA, "cover", -80),)))
    assert worth_searching(through(world), "harm")


def test_a_place_is_looked_through_once_until_there_is_new_evidence() -> None:
    world = looked(knowing(learned(ADA, "harm"), LIES_HERE), 3)
    assert not worth_searching(through(world), "harm")
    worlds.after(world, worlds.acted(4, effects=(learned(ADA, "motive"),)))
    assert not worth_searching(through(world), "harm")
    worlds.after(world, worlds.acted(5, effects=(learned(ADA, "trace"),)))
    assert worth_searching(through(world), "harm")


def test_nobody_goes_on_looking_with_what_they_looked_for_in_hand() -> None:
    shard = ItemMoved("shoe", ADA, "", 0)
    world = knowing(learned(ADA, "harm"), LIES_HERE, learned(ADA, "shard"), shard)
    assert not worth_searching(through(world), "harm")


def test_where_whom_one_suspects_had_something_in_hand_is_worth_searching() -> None:
    world = knowing(learned(ADA, "harm"), learned(ADA, "deed", 42))
    assert not worth_searching(through(world), "harm")
    took = worlds.acted(3, actor=BO, verb="take", roles=Roles.of(A=BO, I="shoe"))
    assert worth_searching(through(worlds.after(world, took)), "harm")


# ── one hundred of confidence ─────────────────────────────────────────────────────────────────────


def test_what_is_outweighed_is_not_concluded() -> None:
    rules = (Rule(("trace",), "blame", 60), Rule(("seen",), "deed", 70))
    made = worlds.setting(rules=rules)
    held = (HARM, TRACE)
    world = worlds.after(worlds.world(made=made), worlds.acted(effects=held))
    assert grounds(through(world), "blame")
    worlds.after(world, worlds.acted(3, effects=(learned(ADA, "seen"),)))
    assert inferable_by(through(world), world.minds[ADA]) == ("deed",)


def test_whoever_wants_to_know_or_was_wronged_seeks() -> None:
    wants = knowing(GoalTaken(ADA, "learn", "vase", "", 2), GoalTaken(BO, "conceal", "vase", "", 2))
    assert seeks(through(wants), ADA, "deed")
    assert not seeks(through(wants), ADA, "sailing")
    assert not seeks(through(wants, BO), BO, "deed")
    assert seeks(through(knowing(learned(ADA, "deed", 60))), ADA, "motive")


def test_one_is_wronged_by_whom_a_hurtful_belief_points_at() -> None:
    world = knowing(learned(ADA, "deed", 60), learned(BO, "deed"), learned(CY, "blame", 90))
    assert wronged(through(world), ADA, BO)
    assert not wronged(through(world), ADA, CY)
    assert not wronged(through(world, BO), BO, BO)
    assert not wronged(through(world, CY), ADA, BO)
    assert not wronged(through(knowing(learned(ADA, "deed", 40))), ADA, BO)
    assert not wronged(through(knowing(learned(ADA, "deed", -90))), ADA, BO)


def test_nobody_is_puzzled_where_there_is_no_mind_to_be() -> None:
    lens: Lens = NOBODY
    assert not puzzling(lens, "harm")
    assert not grounds(lens, "deed")
    assert not worth_searching(lens, "harm")
    assert not seeks(lens, "nobody", "harm")
    assert not can_ask(lens, BO, "harm")
    assert not can_press(lens, BO, "harm")
    assert not wronged(lens, "nobody", BO)


def test_of_a_fact_that_is_none_nothing_is_asked() -> None:
    lens = through(
        asked(knowing(learned(ADA, "harm")), 3, 1, roles=Roles.of(A=ADA, B=BO, F="moon"))
    )
    assert fact_of(lens, "moon") is None
    assert not worth_searching(lens, "moon")
    assert not seeks(lens, ADA, "moon")
    assert not can_ask(lens, BO, "moon")
