"""The words conditions are made of, each asked of a mind and of the world."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from novel_engine.story.adjudicating.world_lens import WorldLens
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.deciding.lens import MindLens
from novel_engine.story.deciding.predicates import PREDICATES
from novel_engine.story.fabula.events import (
    Departed,
    Effect,
    Felt,
    GoalTaken,
    ItemMoved,
    Moved,
    Obliged,
    Related,
    Released,
)
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.conditions import calls_in, parse_condition
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.worlds import ADA, ANSWERS, BO, CY, HALL, RULES, STUDY, learned, person


def told(*effects: Effect, **changes: Any) -> World:
    """The house after one act with these effects, seen by all."""
    return worlds.after(worlds.world(), worlds.acted(effects=effects, **changes))


def in_mind(world: World, text: str, actor: str = ADA) -> int:
    """The query's answer, as the actor sees it."""
    return compiled(parse_condition(text), ())(MindLens(world.setting, world.minds[actor]), ())


def in_world(world: World, text: str, actor: str = ADA) -> int:
    """The query's answer, as it is."""
    return compiled(parse_condition(text), ())(WorldLens(world, actor), ())


def both(world: World, text: str) -> int:
    """The query's answer, where the actor sees what is so."""
    assert in_mind(world, text) == in_world(world, text), text
    return in_mind(world, text)


# ── who and what is where ─────────────────────────────────────────────────────────────────────────


def test_somebody_else_who_is_here_is_present() -> None:
    world = told(Moved(CY, HALL, STUDY))
    assert both(world, "present(bo)")
    assert not both(world, "present(cy)")
    assert not both(world, "present(ada)")
    assert not in_world(world, "present(bo)", "nobody")


def test_one_is_alone_when_nobody_else_is_here() -> None:
    assert not both(worlds.world(), "alone()")
    assert both(told(Moved(BO, HALL, STUDY), Moved(CY, HALL, STUDY)), "alone()")
    assert not in_world(worlds.world(), "alone()", "nobody")


def test_somebody_is_at_a_place() -> None:
    world = told(Departed(CY, "left"))
    assert both(world, "at(bo, hall)")
    assert not both(world, "at(bo, study)")
    assert compiled(parse_condition("at(cy, P)"), ("P",))(WorldLens(world, ADA), [""]) == 0
    assert both(world, "gone(cy)")
    assert not both(world, "gone(bo)")


def test_a_place_next_door_is_adjacent() -> None:
    assert both(worlds.world(), "adjacent(study)")
    assert not both(worlds.world(), "adjacent(hall)")
    assert not in_world(worlds.world(), "adjacent(study)", "nobody")


def test_things_are_held_lie_here_and_can_be_carried() -> None:
    world = told(ItemMoved("shoe", BO, "", 0), ItemMoved("latch", "", HALL, 0))
    assert both(world, "holds(bo, shoe)")
    assert not both(world, "holds(ada, shoe)")
    assert both(world, "here(latch)")
    assert not both(world, "here(shoe)")
    assert both(world, "portable(shoe)")
    assert not both(world, "portable(latch)")
    assert not both(world, "portable(moon)")


# ── what people hold ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sureness", "true_of_it"),
    [
        (90, "believes"),
        (50, "believes"),
        (49, "suspects"),
        (1, "suspects"),
        (-50, "disbelieves"),
        (-49, ""),
        (0, ""),
    ],
)
def test_a_fact_is_believed_suspected_or_disbelieved(sureness: int, true_of_it: str) -> None:
    world = told(*((learned(ADA, "deed", sureness),) if sureness else ()))
    for name in ("believes", "suspects", "disbelieves"):
        assert bool(both(world, f"{name}(ada, deed)")) == (name == true_of_it)
    assert both(world, f"confidence(ada, deed) = {sureness}")


def test_another_is_thought_to_know_what_they_were_told() -> None:
    world = worlds.after(worlds.world(), worlds.acted())
    assert in_mind(world, "thinks_knows(ada, bo, harm)")
    assert not in_mind(world, "thinks_knows(ada, bo, deed)")
    assert not in_mind(world, "thinks_knows(bo, ada, harm)")
    assert in_world(world, "thinks_knows(bo, ada, harm)")


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("secret_of(deed, bo)", True),
        ("secret_of(deed, ada)", False),
        ("secret_of(moon, bo)", False),
        ("about(blame, cy)", True),
        ("about(blame, bo)", False),
        ("about(moon, bo)", False),
        ("same_topic(deed, cover)", True),
        ("same_topic(deed, sailing)", False),
        ("same_topic(deed, moon)", False),
        ("same_topic(moon, deed)", False),
        ("kind(deed, deed)", True),
        ("kind(deed, cover)", False),
        ("kind(moon, deed)", False),
        ("accounts(blame)", True),
        ("accounts(harm)", False),
        ("accounts(moon)", False),
        ("evidence(shoe, shard)", True),
        ("evidence(shoe, deed)", False),
        ("evidence(moon, deed)", False),
    ],
)
def test_what_facts_and_things_are_is_the_same_for_everybody(text: str, so: bool) -> None:
    assert bool(both(worlds.world(), text)) == so


def test_a_thing_tells_something_once_the_actor_knows_what_it_shows() -> None:
    assert not both(worlds.world(), "telling_item(shoe) | incriminates(shoe, bo)")
    world = told(learned(ADA, "shard"))
    assert both(world, "telling_item(shoe) & incriminates(shoe, bo)")
    assert not both(
        world,
        "incriminates(shoe, cy) | telling_item(lamp) | telling_item(moon) | incriminates(moon, bo)",
    )
    assert not in_world(world, "telling_item(shoe) | incriminates(shoe, bo)", "nobody")


def test_a_thing_is_unread_until_all_it_shows_is_known() -> None:
    assert both(worlds.world(), "unread(shoe)")
    assert not both(told(learned(ADA, "shard")), "unread(shoe)")
    assert not both(worlds.world(), "unread(lamp) | unread(moon)")
    assert not in_world(worlds.world(), "unread(shoe)", "nobody")


def test_somebody_has_been_shown_a_thing_when_they_hold_all_it_tells() -> None:
    assert not both(worlds.world(), "shown(ada, shoe)")
    assert both(told(learned(ADA, "shard")), "shown(ada, shoe)")
    assert not both(worlds.world(), "shown(ada, lamp) | shown(ada, moon)")


def test_a_person_hides_what_they_did_about_a_matter() -> None:
    world = told(learned(BO, "deed"))
    assert in_mind(world, "hides(bo, harm)", BO)
    assert not in_mind(world, "hides(bo, harm)", ADA)
    assert in_world(world, "hides(bo, harm)")
    assert not in_world(world, "hides(bo, sailing) | hides(ada, harm) | hides(bo, moon)")


def test_a_friend_keeps_ones_plans() -> None:
    world = told(learned(BO, "sailing"), Related(BO, CY, "affection", 0, 1))
    assert in_mind(world, "keeps(bo, sailing)", BO)
    assert not in_mind(told(learned(BO, "sailing")), "keeps(bo, sailing)", BO)
    assert not in_mind(world, "keeps(cy, sailing)", CY)
    assert not in_world(world, "keeps(ada, sailing) | keeps(bo, deed) | keeps(bo, moon)")


# ── what is owed, wanted, felt ────────────────────────────────────────────────────────────────────


def test_an_answer_is_owed_to_one_about_one_fact() -> None:
    world = told(Obliged(ADA, BO, "harm", "ask", ANSWERS))
    assert both(world, "obliged(ada, bo, harm) & owes(ada)")
    assert not both(world, "obliged(ada, cy, harm) | obliged(ada, bo, deed) | accused(ada, harm)")
    assert not in_mind(world, "obliged(bo, ada, harm) | owes(bo) | accused(bo, harm)")
    worlds.after(world, worlds.acted(3, effects=(Released(ADA),)))
    assert not both(world, "obliged(ada, bo, harm) | owes(ada)")


def test_an_accusation_is_owed_an_answer_about_its_own_fact() -> None:
    world = told(Obliged(ADA, BO, "deed", "accuse", ANSWERS))
    assert both(world, "accused(ada, deed)")
    assert not both(world, "accused(ada, harm)")


def test_of_several_goals_the_heaviest_counts() -> None:
    world = told(GoalTaken(ADA, "learn", "vase", "", 2), GoalTaken(ADA, "learn", "sea", "", 4))
    assert both(world, "goal(ada, learn) = 4")
    assert both(world, "goal(ada, leave) = 0")
    assert in_mind(world, "goal(bo, learn) = 0")


@pytest.mark.parametrize("axis", AXES)
def test_ties_are_asked_by_axis(axis: str) -> None:
    name = "fear_of" if axis == "fear" else axis
    world = told(Related(ADA, BO, axis, 0, -2))
    assert both(world, f"{name}(ada, bo) = -2")
    assert both(world, f"{name}(ada, cy) = 0")
    assert in_mind(world, f"{name}(ada, bo) = 0", CY)


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_feelings_are_asked_towards_one_or_at_all(emotion: str) -> None:
    world = told(Felt(ADA, emotion, BO, 0, 3))
    assert both(world, f"{emotion}(ada, bo) = 3")
    assert both(world, f"{emotion}(ada, cy) = 0")
    assert both(world, f"{emotion}(ada) = 3")
    assert in_mind(world, f"{emotion}(ada) = 0", CY)


def test_a_stance_moves_with_what_is_held_of_the_matter_and_with_how_one_stands() -> None:
    changes: list[tuple[Effect, ...]] = [
        (),
        (learned(ADA, "cover", 70),),
        (Related(ADA, BO, "trust", 0, 1),),
        (Related(ADA, BO, "affection", 0, 1),),
        (Felt(ADA, "anger", BO, 0, 1),),
        (Felt(ADA, "grief", BO, 0, 1),),
    ]
    asked = [in_world(told(*effects), "stance(ada, bo, harm)") for effects in changes]
    assert asked[0] == 0
    assert len(set(asked)) == len(asked)
    assert in_world(told(learned(ADA, "sailing")), "stance(ada, bo, harm)") == 0
    assert in_world(told(learned(ADA, "cover")), "stance(ada, bo, moon)") == 0
    assert in_mind(told(learned(ADA, "cover")), "stance(bo, ada, harm)") == 0


def test_whoever_learnt_what_one_hid_and_is_hurt_by_it_is_owed_something() -> None:
    confession = worlds.acted(actor=BO, roles=Roles.of(A=BO, B=ADA, F="deed"))
    world = worlds.after(worlds.world(), confession)
    assert in_mind(world, "owns_to(bo, ada)", BO)
    assert not in_mind(world, "owns_to(bo, cy)", BO)
    assert not in_mind(worlds.world(), "owns_to(bo, ada)", BO)


# ── what has been done ────────────────────────────────────────────────────────────────────────────


def test_a_deed_is_done_to_one_person_and_ever() -> None:
    world = told()
    assert both(world, "did(tell, ada, bo)")
    assert not both(world, "did(tell, ada, cy) | did(tell, bo, ada) | did(ask, ada, bo)")
    assert both(world, "ever(tell, ada)")
    assert not both(world, "ever(tell, bo) | ever(ask, ada)")


def test_a_deed_done_to_nobody_counts_as_ever() -> None:
    assert both(told(verb="search", roles=Roles.of(A=ADA)), "ever(search, ada)")


def test_ones_own_temper_is_known_and_anothers_is_not() -> None:
    made = worlds.setting(
        people={name: person(name, traits={"nerve": 2}) for name in worlds.PEOPLE}
    )
    world = worlds.world(made=made)
    assert both(world, "trait(ada, nerve) = 2")
    assert both(world, "trait(ada, pride) = 0")
    assert in_mind(world, "trait(bo, nerve) = 0")
    assert in_world(world, "trait(bo, nerve) = 2")
    assert in_world(world, "trait(moon, nerve) = 0")


def test_it_is_late_when_six_scenes_in_ten_are_behind() -> None:
    world = worlds.world(made=worlds.setting(scenes=10))
    assert both(world, "scene() = 1")
    assert not both(world, "late()")
    worlds.after(world, worlds.scene_opened(3, 6))
    assert both(world, "late() & scene() = 6")


# ── all of them ───────────────────────────────────────────────────────────────────────────────────


def test_every_predicate_says_what_it_asks() -> None:
    assert all(function.__doc__ for function in PREDICATES.values())


def test_every_condition_of_the_bundled_genre_is_made_of_these() -> None:
    genre = worlds.bundled_genre()
    used = set[str]()
    for verb in genre.verbs.values():
        used |= {call.name for part in (verb.believes, verb.world) for call in calls_in(part)}
    for kernel in genre.kernels.values():
        for frame in kernel.frames:
            used |= {call.name for call in (*calls_in(frame.needs), frame.variable)}
    assert used <= set(PREDICATES)


def test_a_question_about_nothing_known_is_answered_no_and_never_fails() -> None:
    """Whatever a genre's author writes in the place of an argument."""
    made: Setting = worlds.setting()
    for lens in (
        MindLens(made, worlds.world().minds[ADA]),
        WorldLens(worlds.world(), ADA),
        WorldLens(worlds.world()),
    ):
        for name, function in PREDICATES.items():
            if name == "trait":
                continue
            arguments = function.__code__.co_argcount - 1 - len(function.__defaults__ or ())
            assert function(lens, *["moon"] * arguments) in (0, 1, False, True), name


# ── what has been between people ──────────────────────────────────────────────────────────────────


def between_us(verb: str, **changes: Any) -> World:
    """The house after Ada did this to Bo about the deed, seen by all."""
    roles = changes.pop("roles", Roles.of(A=ADA, B=BO, F="deed"))
    return told(verb=verb, roles=roles, **changes)


def test_whoever_has_denied_a_thing_has_just_denied_it_until_they_own_to_it_or_the_scene_is_over() -> (
    None
):
    world = between_us("deny")
    assert in_mind(world, "just_denied(ada, bo)")
    assert not in_mind(told(), "just_denied(ada, bo)")
    roles = Roles.of(A=ADA, B=BO, F="deed")
    assert not in_mind(
        worlds.after(between_us("deny"), worlds.acted(3, verb="confess", roles=roles)),
        "just_denied(ada, bo)",
    )
    assert not in_mind(worlds.after(world, worlds.scene_opened(5, 2)), "just_denied(ada, bo)")


def test_two_have_talked_of_what_one_has_asked_the_other() -> None:
    world = between_us("ask", manner=1)
    assert in_mind(world, "talked_of(bo, deed)")
    assert in_mind(world, "talked_of(ada, deed)", BO)
    assert not in_mind(world, "talked_of(ada, deed)", CY)


def test_a_reason_comes_out_only_after_what_it_is_the_reason_for() -> None:
    assert not in_mind(told(), "is_out_with(ada, motive)", BO)
    assert in_mind(between_us("tell"), "is_out_with(ada, motive)", BO)
    assert in_mind(told(), "is_out_with(ada, deed)", BO)
    assert not in_mind(told(), "is_out_with(ada, nothing)", BO)


def test_a_thing_has_been_shown_to_everybody_who_was_there_when_it_was() -> None:
    world = between_us("show", roles=Roles.of(A=ADA, B=BO, I="latch"))
    assert in_mind(world, "shown(bo, latch)")
    assert in_mind(world, "shown(cy, latch)", BO)
    assert not in_mind(told(), "shown(bo, latch)")


def test_it_is_ripe_from_shortly_before_the_forms_peak() -> None:
    assert [in_world(worlds.world(made=worlds.setting(scenes=n)), "ripe()") for n in (1, 2)] == [
        1,
        0,
    ]


def test_whoever_has_been_told_who_did_it_does_not_infer_on_less_that_another_did() -> None:
    clue = replace(RULES[0], premises=("harm",), conclusion="blame", confidence=66, value=True)
    rules = worlds.setting(rules=(*RULES, clue))
    plain = worlds.after(worlds.world(made=rules), worlds.acted(effects=(learned(ADA, "harm"),)))
    assert in_mind(plain, "grounds(blame)")
    knows = (learned(ADA, "harm"), learned(ADA, "deed", 60, "told", BO))
    assert not in_mind(
        worlds.after(worlds.world(made=rules), worlds.acted(effects=knows)), "grounds(blame)"
    )
