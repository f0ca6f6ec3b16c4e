"""The effects verbs and kernels are made of, each on its own."""

from __future__ import annotations

from typing import Any

import pytest

from novel_engine.errors import GenreError
from novel_engine.story.adjudicating.draft import Draft
from novel_engine.story.adjudicating.effects import (
    EFFECTS,
    apply_effects,
    check_effect,
    findable,
)
from novel_engine.story.adjudicating.moment import Moment
from novel_engine.story.fabula.events import (
    Departed,
    Effect,
    Felt,
    GoalDropped,
    GoalTaken,
    ItemDestroyed,
    ItemMoved,
    Learned,
    Moved,
    Related,
)
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.conditions import parse_effect
from novel_engine.story.givens.facts import OFFSTAGE, Item
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, GARDEN, HALL, STUDY, learned


def house(*effects: Effect, **changes: Any) -> World:
    return worlds.world(*effects, made=worlds.setting(**changes))


def comes_to(
    world: World, *texts: str, actor: str = ADA, place: str = HALL, **roles: str
) -> tuple[Effect, ...]:
    """What these effects come to when the actor brings them about, before everybody else."""
    draft = Draft(world)
    listeners = tuple(name for name in worlds.PEOPLE if name != actor)
    moment = Moment(draft, actor, place, listeners)
    apply_effects(moment, [parse_effect(text) for text in texts], Roles(roles.items()))
    return draft.finished()


def sureness(effects: tuple[Effect, ...]) -> dict[tuple[str, str], int]:
    learnt = [e for e in effects if isinstance(e, Learned)]
    return {(e.person, e.fact): e.confidence if e.value else -e.confidence for e in learnt}


# ── how they are read ─────────────────────────────────────────────────────────────────────────────


def test_roles_are_replaced_by_what_fills_them_and_other_names_stand() -> None:
    found = comes_to(house(), "trust(B, ada, 1)", "move(B, study)", B=BO)
    assert found == (Related(BO, ADA, "trust", 0, 1), Moved(BO, HALL, STUDY))


def test_an_effect_on_nobody_is_left_out() -> None:
    assert comes_to(house(), "trust(B, ada, 1)", "guilt(ada, 1)", B="") == (
        Felt(ADA, "guilt", "", 0, 1),
    )


def test_an_effect_inside_another_is_refused() -> None:
    with pytest.raises(GenreError, match=r"'know\(…\)' cannot stand inside an effect"):
        comes_to(house(), "say(know(ada, harm))")


@pytest.mark.parametrize(
    "text",
    ["say(F)", "trust(A, B, 1)", "guilt(A, -2)", "guilt(A, 1, B)", "take_up(A, atone, F, 3)"],
)
def test_a_good_effect_passes(text: str) -> None:
    check_effect(parse_effect(text))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("curse(A)", "there is no effect 'curse'; there are affection,.* trust"),
        ("say()", "arguments; write"),
        ("say(F, G)", "arguments; write"),
        ("trust(A, B, much)", "a whole number must stand for the amount"),
        ("trust(A, 1, 1)", "a name must stand for the other"),
        ("say(know(A, F))", "a name must stand for the fact"),
    ],
)
def test_a_bad_effect_is_refused_before_anybody_acts(text: str, problem: str) -> None:
    with pytest.raises(GenreError, match=problem):
        check_effect(parse_effect(text))


def test_every_effect_says_what_it_does() -> None:
    assert all(function.__doc__ for function in EFFECTS.values())


def test_every_effect_of_the_bundled_genre_passes() -> None:
    genre = worlds.bundled_genre()
    for verb in genre.verbs.values():
        for call in verb.effects:
            check_effect(call)
    for kernel in genre.kernels.values():
        for call in (
            *kernel.opening,
            *(call for one in kernel.complications for call in one.effects),
        ):
            check_effect(call)


# ── telling ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("name", "source"), [("say", "told"), ("lie", "lied_to"), ("own", "told")])
def test_everybody_who_hears_a_telling_is_told(name: str, source: str) -> None:
    found = comes_to(house(), f"{name}(F)", F="cover")
    assert [
        (e.person, e.fact, e.value, e.source, e.teller) for e in found if isinstance(e, Learned)
    ] == [
        (BO, "cover", 1, source, ADA),
        (CY, "cover", 1, source, ADA),
    ]


def test_whoever_owns_to_a_thing_is_believed_more_than_whoever_tells_it() -> None:
    owned, said = (
        sureness(comes_to(house(), "own(cover)")),
        sureness(comes_to(house(), "say(cover)")),
    )
    assert owned[BO, "cover"] > said[BO, "cover"]


def test_a_lie_is_lost_on_whoever_knows_better() -> None:
    found = comes_to(house(learned(BO, "cover", -95)), "lie(cover)")
    assert [e.person for e in found if isinstance(e, Learned)] == [CY]


# ── seeing ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "source", "value"),
    [
        ("learn(ada, harm)", "witnessed", 1),
        ("read(ada, harm)", "read", 1),
        ("know(ada, harm)", "witnessed", 1),
        ("know_false(ada, harm)", "witnessed", 0),
        ("believe(ada, harm)", "inferred", 1),
    ],
)
def test_a_person_comes_to_hold_a_fact(text: str, source: str, value: int) -> None:
    found = comes_to(house(), text)
    held = [
        (e.person, e.value, e.source) for e in found if isinstance(e, Learned) and e.fact == "harm"
    ]
    assert held == [(ADA, value, source)]


def test_the_strongest_rule_that_fits_is_drawn() -> None:
    world = house(learned(ADA, "seen"), learned(ADA, "trace"))
    assert sureness(comes_to(world, "infer(ada, deed)", "infer(ada, cover)")) == {
        (ADA, "deed"): 55,
        (ADA, "cover"): -80,
    }
    assert comes_to(house(), "infer(ada, deed)") == ()


def test_a_thing_is_looked_at_by_one_or_shown_to_all() -> None:
    assert set(sureness(comes_to(house(), "examine(ada, shoe)"))) == {(ADA, "shard")}
    assert set(sureness(comes_to(house(), "display(shoe)"))) == {(BO, "shard"), (CY, "shard")}


def test_a_search_turns_up_what_is_hidden_and_in_reach() -> None:
    hidden = (
        ItemMoved("latch", "", HALL, 1),
        ItemMoved("shoe", "", HALL, 1),
        ItemMoved("lamp", "", STUDY, 1),
    )
    world = house(*hidden)
    assert findable(Draft(world), HALL) == ("latch",)
    found = comes_to(world, "find(ada)")
    assert [e for e in found if isinstance(e, ItemMoved)] == [ItemMoved("latch", ADA, "", 0)]
    assert set(sureness(found)) == {(ADA, "trace")}


def test_what_decides_is_in_reach_once_most_of_the_story_is_told() -> None:
    world = house(
        ItemMoved("shoe", "", HALL, 1), frames=(worlds.frame(purpose="search", fact="shard"),)
    )
    assert findable(Draft(world), HALL) == ()
    assert findable(Draft(worlds.after(world, worlds.scene_opened(5, 6))), HALL) == ("shoe",)


def test_nobody_comes_on_what_decides_in_passing() -> None:
    world = house(ItemMoved("shoe", "", HALL, 1))
    assert findable(Draft(worlds.after(world, worlds.scene_opened(5, 6))), HALL) == ()


def test_whoever_watches_leans_towards_blaming_the_one_who_hides_it() -> None:
    world = house(learned(ADA, "deed", 40), learned(ADA, "blame", 40))
    noticed = sureness(comes_to(world, "suspect(ada, bo)"))
    assert noticed[ADA, "deed"] > 40
    assert noticed.get((ADA, "blame"), 0) <= 0
    assert comes_to(world, "suspect(ada, cy)") == ()
    assert comes_to(house(learned(ADA, "deed", 60)), "suspect(ada, bo)") == ()
    assert comes_to(house(), "suspect(ada, bo)") == ()


# ── conscience ────────────────────────────────────────────────────────────────────────────────────


def test_kindness_pricks_whoever_hides_what_would_hurt_the_kind_one() -> None:
    assert comes_to(house(), "prick(bo, ada)") == (Felt(BO, "guilt", ADA, 0, 1),)
    assert comes_to(house(), "prick(bo, cy)") == ()
    assert comes_to(house(), "prick(ada, bo)") == ()


def test_hearing_another_blamed_pricks_whoever_did_it() -> None:
    assert comes_to(house(), "prick_hearers(blame)") == (Felt(BO, "guilt", CY, 0, 1),)
    assert comes_to(house(), "prick_hearers(deed)") == ()
    assert comes_to(house(), "prick_hearers(sailing)") == ()


# ── bodies and things ─────────────────────────────────────────────────────────────────────────────


def test_people_go_where_they_are_sent_and_step_out_next_door() -> None:
    assert comes_to(house(), "move(bo, garden)") == (Moved(BO, HALL, GARDEN),)
    assert comes_to(house(), "step_out(bo)") == (Moved(BO, HALL, STUDY),)
    assert comes_to(house(), "step_out(bo)", place=OFFSTAGE) == ()
    assert comes_to(house(), "step_out(bo)", place="") == ()


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("hold(bo, lamp)", ItemMoved("lamp", BO, "", 0)),
        ("hide(lamp)", ItemMoved("lamp", "", HALL, 1)),
        ("put_hidden(lamp, study)", ItemMoved("lamp", "", STUDY, 1)),
        ("put(lamp, study)", ItemMoved("lamp", "", STUDY, 0)),
        ("destroy(lamp)", ItemDestroyed("lamp")),
        ("depart(bo)", Departed(BO, "left")),
    ],
)
def test_things_and_people_go(text: str, moved: Effect) -> None:
    assert comes_to(house(), text) == (moved,)


def test_what_turns_up_is_looked_at_unless_it_is_no_more() -> None:
    lying = house(ItemMoved("shoe", "", STUDY, 1))
    assert set(sureness(comes_to(lying, "surface(shoe, bo)"))) == {(BO, "shard")}
    assert comes_to(house(ItemDestroyed("shoe")), "surface(shoe, bo)") == ()


def test_what_somebody_holds_turns_up_in_nobody_elses_hands() -> None:
    assert comes_to(house(ItemMoved("shoe", CY, "", 0)), "surface(shoe, bo)") == ()


@pytest.mark.parametrize(("so", "trusted"), [(80, True), (-80, False)])
def test_what_is_said_is_trusted_as_far_as_it_is_believed(so: int, trusted: bool) -> None:
    found = comes_to(house(learned(BO, "harm", so)), "take_at_word(bo, ada, harm)")
    assert bool(found) == trusted


def test_a_denial_gives_away_only_the_guilty_and_only_to_whoever_has_good_reason_to_ask() -> None:
    told = house(learned(ADA, "deed", 70), learned(CY, "deed", 40))
    assert sureness(comes_to(told, "give_away(bo, deed)", actor=BO)) == {(ADA, "deed"): 85}
    assert comes_to(house(learned(ADA, "blame", 70)), "give_away(cy, blame)", actor=CY) == ()


def test_whoever_is_pointed_at_by_a_thing_takes_it_ill_that_it_is_handled() -> None:
    (felt,) = comes_to(house(), "nettle(ada, shoe)")
    assert felt == Felt(BO, "anger", ADA, 0, 2)
    assert comes_to(house(), "nettle(ada, latch)") == ()


def test_what_is_common_is_held_by_everybody_who_has_no_idea_of_it() -> None:
    held = sureness(comes_to(house(learned(BO, "cover", -100)), "common(cover)"))
    assert set(held) == {(ADA, "cover"), (CY, "cover")}


def test_a_harm_is_taken_at_first_for_nobodys_doing_and_only_just_by_the_suspicious() -> None:
    people = {
        name: worlds.person(name, traits={"trustfulness": -2 * (name == CY)})
        for name in worlds.PEOPLE
    }
    seen = sureness(comes_to(house(people=people), "learn(ada, harm)", "learn(cy, harm)"))
    assert {who: sure for (who, fact), sure in seen.items() if fact == "cover"} == {ADA: 55, CY: 51}


# ── wanting and feeling ───────────────────────────────────────────────────────────────────────────


def test_a_goal_is_about_a_facts_topic_or_about_a_person() -> None:
    assert comes_to(house(), "take_up(ada, learn, deed, 4)") == (
        GoalTaken(ADA, "learn", "vase", BO, 4),
    )
    assert comes_to(house(), "take_up(ada, protect, cy)") == (GoalTaken(ADA, "protect", "", CY, 3),)
    assert comes_to(house(), "take_up(ada, leave, moon)") == (GoalTaken(ADA, "leave", "", "", 3),)


def test_a_goal_is_given_up_by_the_topic_of_a_fact() -> None:
    world = house(GoalTaken(ADA, "learn", "vase", "", 3), GoalTaken(ADA, "leave", "", "", 3))
    assert comes_to(world, "give_up(ada, learn, harm)") == (GoalDropped(ADA, "learn", "vase"),)
    assert comes_to(world, "give_up(ada, leave, moon)") == (GoalDropped(ADA, "leave", ""),)


@pytest.mark.parametrize("axis", AXES)
def test_every_axis_has_its_effect(axis: str) -> None:
    name = "fear_of" if axis == "fear" else axis
    assert comes_to(house(), f"{name}(ada, bo, -1)") == (Related(ADA, BO, axis, 0, -1),)


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_every_feeling_has_its_effect(emotion: str) -> None:
    assert comes_to(house(), f"{emotion}(ada, 1)") == (Felt(ADA, emotion, "", 0, 1),)
    assert comes_to(house(), f"{emotion}(ada, 1, bo)") == (Felt(ADA, emotion, BO, 0, 1),)


def test_a_thing_that_teaches_nothing_teaches_nothing() -> None:
    assert (
        comes_to(house(items={"lamp": Item("lamp", "lamp")}), "examine(ada, lamp)", "display(lamp)")
        == ()
    )


def test_a_search_turns_up_what_bears_on_what_is_looked_for() -> None:
    hidden = house(
        ItemMoved("shoe", "", HALL, 1),
        ItemMoved("lamp", "", HALL, 1),
        scenes=1,
        frames=(worlds.frame(purpose="search", fact="shard"),),
    )
    assert set(sureness(comes_to(hidden, "find(ada, harm)"))) >= {(ADA, "shard")}
    other = comes_to(hidden, "find(ada, sailing)")
    assert [e.item for e in other if isinstance(e, ItemMoved)] == []
