"""What is on no menu: small, in plain sight, decided by code, and no door into the plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from novel_engine.app.hindsight import hindsight
from novel_engine.story.adjudicating.adjudication import adjudicate
from novel_engine.story.adjudicating.effects import check_effect
from novel_engine.story.asking.consultation import Unfit
from novel_engine.story.asking.improvisation import improvised
from novel_engine.story.deciding.improvising import ALLOWED, declarable, may_improvise
from novel_engine.story.deciding.menus import candidates, compile_joins
from novel_engine.story.deciding.views import PersonaView, view_of
from novel_engine.story.fabula.events import (
    Acted,
    Event,
    Felt,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Refused,
    Related,
    StoryOpened,
)
from novel_engine.story.fabula.world import World, fold
from novel_engine.story.givens.conditions import Call, Name, Number
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import IMPROVISE, Action, Proposal
from novel_engine.story.measuring.genre_checks import in_vain, scanty
from novel_engine.story.measuring.record_measures import pairs_of, unplanted_items
from novel_engine.story.telling.planted import idle_looks, unused_items
from tests.support import worlds
from tests.support.worlds import ADA, ANSWERS, BO, CY, GARDEN, HALL, STUDY, after, house

DOES = "Ada turned the lamp down"
LAMP = ItemMoved("lamp", ADA, "", 0)


def view(world: World, who: str = ADA) -> PersonaView:
    return view_of(world.setting, world.minds[who], world.turn + 1)


def names(world: World, who: str = ADA) -> list[str]:
    return [one.name for one in declarable(view(world, who))]


def attempted(world: World, *declared: str, target: str = "", who: str = ADA) -> Acted | Refused:
    """What comes of an improvised act."""
    event = adjudicate(
        world, improvised(view(world, who), DOES, target, declared), world.turn + 1, 0
    )
    assert isinstance(event, Acted | Refused)
    return event


def fault(world: World, does: str, target: str, declared: Sequence[str]) -> str:
    """The code of what is wrong with it."""
    with pytest.raises(Unfit) as raised:
        improvised(view(world), does, target, declared)
    (found,) = raised.value.faults
    assert found.reason
    return found.code


# What can be declared.


def test_what_can_be_declared_is_named_after_people_things_and_places() -> None:
    found = names(house(LAMP))

    assert {"warmer-to-bo", "cy-trusts-you-less", "more-fear-of-cy", "more-anger"} <= set(found)
    assert [n for n in found if n.startswith(("hand-", "go-"))] == [
        "hand-the-lamp-to-bo",
        "hand-the-lamp-to-cy",
        "go-to-the-study",
        "go-to-the-garden",
    ]
    assert len(found) == len(set(found))


def test_nothing_declared_names_a_fact_or_an_id_of_a_thing() -> None:
    for seed in (1, 2):
        told = worlds.story(seed)
        hidden = {
            *told.setting.facts,
            *told.setting.items,
            *(part for part, _ in told.setting.roles),
        }
        for world, _ in worlds.unfolded(told):
            for person in told.setting.people:
                assert not hidden.intersection(names(world, person))
                assert not any("." in name for name in names(world, person))


def test_what_is_felt_already_bounds_what_can_be_declared() -> None:
    found = names(house(Related(ADA, BO, "trust", 0, 3), Felt(ADA, "anger", BO, 0, 5)))

    assert "more-trust-in-bo" not in found
    assert "less-trust-in-bo" in found
    assert "bo-trusts-you-more" in found
    assert "more-anger" not in found
    assert "less-anger" in found
    assert "less-grief" not in found


def test_two_of_one_name_are_told_apart() -> None:
    people = {
        ADA: worlds.person(ADA),
        BO: worlds.person(BO, short="Ada"),
        CY: replace(worlds.person(CY), short="Lund", name="Lund"),
        "di": replace(worlds.person("di"), short="Lund", name="Lund"),
        "nn": replace(worlds.person("nn"), short="!", name="?!"),
    }
    found = names(house(people=people))

    assert [n for n in found if n.startswith("warmer-to-")] == [
        "warmer-to-bo-marsh",
        "warmer-to-lund",
        "warmer-to-lund-2",
        "warmer-to-nameless-1",
    ]


def test_everything_that_can_be_declared_is_an_effect_of_the_language() -> None:
    for effect in ALLOWED:
        check_effect(effect)
    assert all(one.effect in ALLOWED for one in declarable(view(house(LAMP))))


def test_what_one_can_declare_depends_on_ones_own_mind_alone() -> None:
    world, other = house(LAMP), house(LAMP)
    other.minds[BO].relations[(ADA, "trust")] = 3
    other.holders["shoe"] = BO

    assert names(other) == names(world)


def test_nobody_improvises_while_an_answer_is_owed() -> None:
    world = house(Obliged(ADA, CY, "harm", "ask", ANSWERS))

    assert not may_improvise(view(world))
    assert declarable(view(world)) == ()
    assert fault(world, DOES, "", []) == "illegal-choice"


def test_nobody_improvises_twice_running() -> None:
    world = house()
    after(world, attempted(world))

    assert not may_improvise(view(world))
    assert may_improvise(view(world, BO))
    assert fault(world, DOES, "", []) == "illegal-choice"
    after(world, worlds.acted(world.turn + 1))
    assert may_improvise(view(world))


@pytest.mark.parametrize(
    ("does", "target", "declared", "code"),
    [
        ("  ", "", [], "wrong-shape"),
        ("x" * 161, "", [], "too-long"),
        (DOES, "nobody", [], "absent-person"),
        (DOES, ADA, [], "absent-person"),
        (DOES, "", ["warmer-to-bo", "more-joy", "less-trust-in-bo"], "illegal-effect"),
        (DOES, "", ["learn-everything"], "illegal-effect"),
        (DOES, "", ["warmer-to-bo", "cooler-to-bo"], "illegal-effect"),
        (DOES, "", ["warmer-to-bo", "warmer-to-cy"], "illegal-effect"),
        (DOES, "", ["warmer-to-bo", "more-trust-in-cy"], "illegal-effect"),
        (DOES, CY, ["warmer-to-bo"], "illegal-effect"),
        (DOES, "", ["go-to-the-study", "go-to-the-garden"], "illegal-effect"),
    ],
)
def test_what_cannot_be_declared_is_said_plainly(
    does: str, target: str, declared: list[str], code: str
) -> None:
    assert fault(house(LAMP), does, target, declared) == code


# What comes of it.


def test_an_improvised_act_is_seen_by_all_who_are_there_and_told_in_its_own_words() -> None:
    found = attempted(house(), target=CY)

    assert isinstance(found, Acted)
    assert (found.verb, found.line, found.roles) == (IMPROVISE, DOES, (("A", ADA), ("B", CY)))
    assert (found.witnesses, found.bystanders, found.tension, found.effects) == (
        (ADA, BO, CY),
        (),
        2,
        (),
    )


@pytest.mark.parametrize(
    ("declared", "effect"),
    [
        ("warmer-to-bo", Related(ADA, BO, "affection", 0, 1)),
        ("bo-trusts-you-less", Related(BO, ADA, "trust", 0, -1)),
        ("less-fear-of-bo", Related(ADA, BO, "fear", 0, -1)),
        ("more-grief", Felt(ADA, "grief", "", 0, 1)),
        ("hand-the-lamp-to-bo", ItemMoved("lamp", BO, "", 0)),
        ("go-to-the-study", Moved(ADA, HALL, STUDY)),
    ],
)
def test_what_is_declared_comes_about(declared: str, effect: Any) -> None:
    assert attempted(house(LAMP), declared).effects == (effect,)


def test_whoever_goes_goes_last() -> None:
    found = attempted(house(LAMP), "go-to-the-garden", "hand-the-lamp-to-bo")

    assert found.roles == (("A", ADA), ("B", BO), ("I", "lamp"), ("P", GARDEN))
    assert found.effects == (ItemMoved("lamp", BO, "", 0), Moved(ADA, HALL, GARDEN))


def test_handing_a_thing_over_teaches_nothing() -> None:
    world = house(ItemMoved("shoe", ADA, "", 0))
    event = attempted(world, "hand-the-left-shoe-to-bo")
    after(world, event)

    assert not any(isinstance(e, Learned) for e in event.effects)
    assert world.minds[BO].held == ("shoe",)
    assert "shard" not in world.minds[CY].beliefs


@pytest.mark.parametrize(
    ("roles", "effects", "reason"),
    [
        (Roles.of(A=ADA, B=BO), (), "Bo is not here"),
        (Roles.of(A=ADA, B=CY, I="shoe"), (Call("hold", (Name("B"), Name("I"))),),
         "Ada does not have the left shoe"),
        (Roles.of(A=ADA, P="elsewhere"), (Call("move", (Name("A"), Name("P"))),), ("there is no "
         "way from here to elsewhere")),
        (Roles.of(A=ADA, F="deed"), (Call("learn", (Name("A"), Name("F"))),), ("that is more "
         "than can come of it")),
        (Roles.of(A=ADA), (Call("joy", (Name("A"), Number(2))),), "that is more than can come of it"),
        (Roles.of(A=ADA, B=CY), (Call("trust", (Name("A"), Name("B"), Number(1))),) * 2,
         "that is more than can come of it"),
    ],
)  # fmt: skip
def test_what_the_world_will_not_have_is_refused(roles: Any, effects: Any, reason: str) -> None:
    world = after(house(), worlds.acted(3, actor=BO, verb="go", effects=(Moved(BO, HALL, GARDEN),)))
    found = adjudicate(world, Proposal(Action(IMPROVISE, ADA, roles), DOES, effects), 4, 0)

    assert isinstance(found, Refused)
    assert (found.reason, found.effects, found.verb) == (reason, (), IMPROVISE)


def test_the_world_lets_nobody_off_an_answer() -> None:
    world = house()
    proposal = improvised(view(world), DOES, "", [])
    world = house(Obliged(ADA, CY, "harm", "ask", ANSWERS))
    found = adjudicate(world, proposal, 3, 0)

    assert isinstance(found, Refused)
    assert found.reason == "somebody is waiting for an answer"


def test_a_refused_attempt_counts_as_one() -> None:
    world = house(LAMP)
    proposal = improvised(view(world), DOES, "", ["hand-the-lamp-to-bo"])
    after(world, worlds.acted(3, actor=BO, verb="go", effects=(Moved(BO, HALL, GARDEN),)))
    event = adjudicate(world, proposal, 4, 0)

    assert isinstance(event, Refused)
    assert not may_improvise(view(after(world, event)))


def test_a_record_with_improvised_acts_folds_to_the_same_world() -> None:
    world = house(LAMP)
    made = world.setting
    before = (
        worlds.opened(made),
        worlds.scene_opened(),
        worlds.acted(effects=(LAMP,), verb="infer", roles=Roles.of(A=ADA)),
    )
    events: tuple[Event, ...] = (*before, attempted(world, "hand-the-lamp-to-bo", "warmer-to-bo"))

    assert fold(made, events) == after(fold(made, events[:3]), events[3])


# What never meets it.


def test_no_menu_offers_it() -> None:
    world = house(LAMP)

    assert IMPROVISE not in world.setting.verbs
    assert all(
        action.verb != IMPROVISE
        for action in candidates(compile_joins(world.setting.verbs), view(world))
    )


def test_no_genre_owes_it_any_words() -> None:
    genre = worlds.bundled_genre()

    assert not any(IMPROVISE in problem for problem in scanty(genre))
    assert not any(
        IMPROVISE in problem
        for fragment in genre.fragments[:40]
        for problem in in_vain(genre, fragment)
    )


def test_hindsight_and_measures_take_it_in_their_stride() -> None:
    world = house(LAMP)
    made = world.setting
    opening = replace(worlds.opened(made), effects=(*worlds.opened(made).effects, LAMP))
    assert isinstance(opening, StoryOpened)
    events: tuple[Event, ...] = (
        opening,
        worlds.scene_opened(),
        attempted(world, "hand-the-lamp-to-bo"),
    )

    turn = events[-1].turn
    assert hindsight(worlds.fabula(made, events), ADA, turn).act == events[-1]
    assert pairs_of(events) == {ADA: [(IMPROVISE, "")]}
    assert unplanted_items(worlds.fabula(made, events)) == []
    assert unused_items(worlds.fabula(made, events)) == ["lamp"]
    assert len(idle_looks(worlds.fabula(made, events))) == 1
