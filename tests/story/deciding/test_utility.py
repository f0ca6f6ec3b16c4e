"""Deciding offline: what speaks for an act, and the best eight."""

from __future__ import annotations

from typing import Any

import pytest

from novel_engine.story.deciding.menus import compile_joins
from novel_engine.story.deciding.utility import Staging, menu
from novel_engine.story.deciding.views import view_of
from novel_engine.story.deciding.weights import MENU, NEVER_SAY_NEVER, NOISE
from novel_engine.story.fabula.events import Felt, GoalTaken, ItemMoved, Obliged, Related
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.kernels import Bias
from novel_engine.story.givens.verbs import Choice, Scales
from tests.support import worlds
from tests.support.worlds import ADA, ANSWERS, BO, CY, HALL, house, learned, person, verb

LOUDEST = 100 * NOISE
"""Enough of anything to drown the noise."""


def as_menu(
    world: World, who: str = ADA, biases: tuple[Bias, ...] = (), tension: int = 0, turn: int = 3
) -> tuple[Choice, ...]:
    """The menu of one who is here."""
    joins = compile_joins(world.setting.verbs)
    staging = Staging(biases, tension=tension)
    return menu(world.setting, joins, view_of(world.setting, world.minds[who], turn), staging)


def scales(**changes: Any) -> Scales:
    empty: dict[str, Any] = {"base": {}, "traits": {}, "emotions": {}, "goals": {}, "relations": {}}
    return Scales(**{**empty, **changes})


def reasons(choices: tuple[Choice, ...], name: str, **roles: str) -> dict[str, int]:
    """The points of the one choice of this verb about these."""
    found = [
        c
        for c in choices
        if c.action.verb == name and all(c.action.roles.get(r) == v for r, v in roles.items())
    ]
    return dict(found[0].reasons)


# ── laws of real stories ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(1, 6))
def test_everything_offered_can_be_explained_from_inside(seed: int) -> None:
    joins = compile_joins(worlds.bundled_genre().verbs)
    for world, event in worlds.unfolded(worlds.story(seed)):
        for mind in [world.minds[name] for name in getattr(event, "witnesses", ())[:2]]:
            view = view_of(world.setting, mind, event.turn)
            choices = menu(world.setting, joins, view)
            assert len(choices) <= MENU
            assert [c.utility for c in choices] == sorted(
                (c.utility for c in choices), reverse=True
            )
            if view.obligation:
                assert {c.action.verb for c in choices} <= set(view.obligation.answers)
                assert choices
            else:
                assert all(any(points > 0 for _, points in c.reasons) for c in choices)
                assert not any(world.setting.verbs[c.action.verb].answers for c in choices)


# ── what speaks for an act ────────────────────────────────────────────────────────────────────────


def weighed(world: World) -> dict[str, int]:
    """What speaks for Ada's telling Bo that the vase is in pieces."""
    return reasons(as_menu(world), "tell", B=BO, F="harm")


def test_a_drive_weighs_what_nature_temper_and_feeling_make_it() -> None:
    nature = {"candour": 10}
    base = house(learned(ADA, "harm"), scales=scales(base=nature))
    assert weighed(base) == {"candour": 10}
    bold = {name: person(name, traits={"nerve": 2}) for name in worlds.PEOPLE}
    tempered = scales(base=nature, traits={"nerve": {"candour": 5, "own": 50}})
    assert weighed(house(learned(ADA, "harm"), scales=tempered, people=bold)) == {"candour": 20}
    moved = scales(base=nature, emotions={"joy": {"candour": 7}})
    assert weighed(house(learned(ADA, "harm"), Felt(ADA, "joy", "", 0, 2), scales=moved)) == {
        "candour": 24
    }


def test_how_one_stands_to_the_other_weighs_and_to_a_third_does_not() -> None:
    tied = scales(base={"candour": 10}, relations={"trust": {"candour": 4}})
    world = house(learned(ADA, "harm"), Related(ADA, BO, "trust", 0, 2), scales=tied)
    assert weighed(world) == {"candour": 18}
    assert reasons(as_menu(world), "tell", B=CY, F="harm") == {"candour": 10}


@pytest.mark.parametrize(
    ("goal", "weight"),
    [
        (GoalTaken(ADA, "learn", "vase", "", 3), 16),
        (GoalTaken(ADA, "learn", "", BO, 3), 16),
        (GoalTaken(ADA, "learn", "sea", "", 3), 10),
        (GoalTaken(ADA, "learn", "", CY, 3), 10),
        (GoalTaken(ADA, "learn", "", "", 3), 10),
        (GoalTaken(ADA, "leave", "vase", "", 3), 10),
    ],
)
def test_a_goal_weighs_where_the_act_is_about_its_matter_or_its_target(
    goal: GoalTaken, weight: int
) -> None:
    aimed = scales(base={"candour": 10}, goals={"learn": {"candour": 2}})
    assert weighed(house(learned(ADA, "harm"), goal, scales=aimed)) == {"candour": weight}


def test_a_thing_is_about_what_one_knows_it_to_show_and_about_nothing_before() -> None:
    aimed = scales(base={"calm": 10}, goals={"learn": {"calm": 2}})
    wants = GoalTaken(ADA, "learn", "vase", "", 3)
    lies_here = ItemMoved("shoe", "", HALL, 0)
    assert reasons(as_menu(house(wants, lies_here, scales=aimed)), "take", I="shoe") == {"calm": 10}
    knowing = house(wants, lies_here, learned(ADA, "shard"), scales=aimed)
    assert reasons(as_menu(knowing), "take", I="shoe") == {"calm": 16}


def test_an_act_with_no_positive_drive_is_never_offered() -> None:
    world = house(learned(ADA, "harm"), scales=scales(base={"candour": -10, "calm": 5}))
    assert {c.action.verb for c in as_menu(world)} == {"ask", "wait", "go", "whisper", "shout"}
    assert as_menu(house(scales=scales())) == ()


def test_but_whoever_owes_an_answer_must_give_one() -> None:
    world = house(Obliged(ADA, BO, "harm", "ask", ANSWERS), scales=scales(base={"calm": -10}))
    assert {c.action.verb for c in as_menu(world)} == {"keep_silent", "walk_out"}


# ── what the director, habit and chance add ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("bias", "moves"),
    [
        (Bias(ADA, "tell", "", "", LOUDEST), True),
        (Bias(ADA, "tell", CY, "", LOUDEST), True),
        (Bias(ADA, "tell", CY, "harm", LOUDEST), True),
        (Bias(ADA, "tell", CY, "deed", LOUDEST), False),
        (Bias(ADA, "tell", "dan", "", LOUDEST), False),
        (Bias(BO, "tell", CY, "harm", LOUDEST), False),
        (Bias(ADA, "shout", CY, "harm", LOUDEST), False),
    ],
)
def test_a_frame_inclines_only_those_acts_it_names(bias: Bias, moves: bool) -> None:
    world = house(learned(ADA, "harm"), scales=scales(base={"candour": 10, "calm": 30}))
    found = {c.action.key: c.utility for c in as_menu(world, biases=(bias,))}
    plain = {c.action.key: c.utility for c in as_menu(world)}
    assert (found["tell ada cy harm"] - plain["tell ada cy harm"] == LOUDEST) == moves


def test_a_bias_may_name_a_thing() -> None:
    world = house(ItemMoved("lamp", "", HALL, 0))
    assert as_menu(world, biases=(Bias(ADA, "take", "", "lamp", LOUDEST),))[0].action.verb == "take"


def test_a_bias_never_brings_in_what_does_not_appeal() -> None:
    world = house(learned(ADA, "harm"), scales=scales(base={"calm": 5}))
    assert "tell" not in {
        c.action.verb for c in as_menu(world, biases=(Bias(ADA, "tell", "", "", LOUDEST),))
    }


def test_what_was_just_done_is_worth_less_and_the_same_thing_again_least() -> None:
    def worth(*acts: tuple[str, str, str]) -> int:
        verbs = {
            n: one if n in ("tell", "wait") else worlds.never_done(one)
            for n, one in worlds.verbs().items()
        }
        world = house(learned(ADA, "harm"), verbs=verbs)
        world.minds[ADA].acts = acts
        return next(c.utility for c in as_menu(world) if c.action.key == "tell ada bo harm")

    fresh, similar, same = worth(), worth(("tell", CY, "harm")), worth(("tell", BO, "harm"))
    assert same < similar < fresh
    assert worth(("wait", "", "")) == fresh
    assert worth(("tell", CY, "harm"), *[("wait", "", "")] * 4) == fresh


def test_chance_is_small_and_drawn_by_seed_turn_and_person() -> None:
    world = house(scales=scales(base={"calm": 10}))

    def luck(turn: int = 3, **changes: Any) -> list[tuple[str, int]]:
        other = house(scales=scales(base={"calm": 10}), **changes)
        return [(c.action.key, c.utility) for c in as_menu(other, turn=turn)]

    assert luck() == [(c.action.key, c.utility) for c in as_menu(world)]
    assert luck() != luck(turn=4)
    assert luck() != luck(seed="8")
    assert all(10 <= utility < 10 + NOISE for _, utility in luck())


def test_at_most_eight_are_offered_best_first_and_ties_by_key() -> None:
    world = house(*(learned(ADA, name) for name in ("harm", "motive", "trace", "seen")))
    choices = as_menu(world)
    assert len(choices) == MENU
    assert list(choices) == sorted(choices, key=lambda c: (-c.utility, c.action.key))


# ── what is not done ──────────────────────────────────────────────────────────────────────────────


def violent(**changes: Any) -> World:
    verbs = {
        name: verb(name, "A:actor B:present", believes="present(B)")
        for name in ("strike", "threaten", "hug")
    }
    return house(verbs=verbs, **changes)


def test_a_story_may_avoid_violence() -> None:
    assert {c.action.verb for c in as_menu(violent())} == {"strike", "threaten", "hug"}
    assert {c.action.verb for c in as_menu(violent(avoid=("violence",)), tension=10)} == {"hug"}


def test_what_a_character_never_does_is_not_offered_until_things_have_gone_too_far() -> None:
    gentle = {name: person(name, never=("strike",)) for name in worlds.PEOPLE}
    for tension in range(NEVER_SAY_NEVER):
        assert {c.action.verb for c in as_menu(violent(people=gentle), tension=tension)} == {
            "threaten",
            "hug",
        }
    assert "strike" in {
        c.action.verb for c in as_menu(violent(people=gentle), tension=NEVER_SAY_NEVER)
    }


def test_whoever_owes_an_answer_gives_one_they_would_give() -> None:
    silent = {name: person(name, never=("keep_silent",)) for name in worlds.PEOPLE}
    world = house(Obliged(ADA, BO, "harm", "ask", ANSWERS), people=silent)
    assert {c.action.verb for c in as_menu(world)} == {"walk_out"}


def test_whoever_would_never_give_any_answer_gives_one_all_the_same() -> None:
    stubborn = {name: person(name, never=ANSWERS) for name in worlds.PEOPLE}
    world = house(Obliged(ADA, BO, "harm", "ask", ANSWERS), people=stubborn)
    assert {c.action.verb for c in as_menu(world)} == {"keep_silent", "walk_out"}


# ── how it is done ────────────────────────────────────────────────────────────────────────────────


def test_a_tactic_is_the_characters_own_and_fits_the_verb() -> None:
    made = {"tactics": {"joke": ("tell",), "feed": ("wait",), "needle": ("tell",)}}
    world = house(
        learned(ADA, "harm"),
        **made,
        people={ADA: person(ADA, tactics=("joke", "needle", "feed"))} | OTHERS,
    )
    chosen = {
        c.action.verb: c.action.tactic for turn in range(40) for c in as_menu(world, turn=turn)
    }
    assert chosen["wait"] == "feed"
    assert chosen["go"] == ""
    told = [
        c.action.tactic
        for turn in range(60)
        for c in as_menu(world, turn=turn)
        if c.action.verb == "tell"
    ]
    assert set(told) == {"joke", "needle"}
    assert told.count("joke") > told.count("needle")


OTHERS = {name: person(name) for name in (BO, CY)}


def test_whoever_has_no_tactic_just_does_it() -> None:
    assert {c.action.tactic for c in as_menu(house(tactics={"joke": ("tell",)}))} == {""}


# ── what the director adds ────────────────────────────────────────────────────────────────────────


def directed(staging: Staging, verb: str) -> int:
    """The utility Ada has for a verb to Cy about the harm, as staged."""
    world = house(learned(ADA, "harm"))
    found = menu(
        world.setting,
        compile_joins(worlds.verbs()),
        view_of(world.setting, world.minds[ADA], 3),
        staging,
    )
    return max((choice.utility for choice in found if choice.action.verb == verb), default=-999)


def test_a_scene_keeps_people_to_what_it_is_about() -> None:
    offhand = directed(Staging(), "tell")
    assert (
        directed(Staging(topic="vase"), "tell") > offhand > directed(Staging(topic="sea"), "tell")
    )


def test_an_act_tenser_or_slacker_than_the_story_should_be_costs() -> None:
    usual = directed(Staging(), "tell")
    assert directed(Staging(aimed=10), "tell") == usual
    assert directed(Staging(aimed=90), "tell") < directed(Staging(aimed=40), "tell") < usual
