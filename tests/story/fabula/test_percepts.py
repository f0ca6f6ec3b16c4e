"""What each person notices: never more than happened, never another's mind, and never that a lie is
one.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Departed,
    Effect,
    Event,
    Felt,
    GoalDropped,
    GoalTaken,
    ItemDestroyed,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Refused,
    Related,
    Released,
    SceneClosed,
    SceneOpened,
    StageSet,
    StoryEnded,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.percepts import Percept, percepts
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.roles import NO_ROLES, Roles
from tests.support import worlds
from tests.support.strategies import few, stories
from tests.support.worlds import ADA, BO, CY, GARDEN, HALL, PEOPLE, STUDY, learned

INNER = (Learned, Related, Felt, GoalTaken, GoalDropped, Obliged, Released)


def noticed(event: Event, world: World | None = None) -> dict[str, Percept]:
    """The percepts of an event by person, in the house as it is."""
    return {percept.person: percept for percept in percepts(world or worlds.world(), event)}


def as_it_was(effect: Effect) -> Effect:
    """The effect with the one thing disguised that perception may disguise."""
    return (
        replace(effect, source="told")
        if isinstance(effect, Learned) and effect.source == "lied_to"
        else effect
    )


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────


def never_more_than_happened(percept: Percept, event: Event) -> None:
    happened = {as_it_was(effect) for effect in event.effects}
    assert {as_it_was(effect) for effect in percept.effects} <= happened
    assert set(percept.roles) <= set(getattr(event, "roles", ()))
    assert percept.actor in ("", getattr(event, "actor", ""))
    assert percept.event == id_of(event)
    assert percept.scene in (0, getattr(event, "scene", 0))


def never_another_mind(percept: Percept) -> None:
    touched = [effect for effect in percept.effects if isinstance(effect, INNER)]
    assert {effect.person for effect in touched} <= {percept.person}
    assert not any(isinstance(effect, ThreadMoved) for effect in percept.effects)
    assert not any(
        isinstance(effect, Learned) and effect.source == "lied_to" for effect in percept.effects
    )


def only_its_audience(percept: Percept, event: Event) -> None:
    if percept.clarity == "whole" and isinstance(event, Acted | Refused):
        assert percept.person in event.witnesses
    if percept.clarity == "outline":
        assert percept.effects == () or isinstance(event, Refused)
        assert {key for key, _ in percept.roles} <= {"A", "B"}
        assert percept.verb in ("spoke", "tried")
        assert percept.company == ()
    if percept.clarity == "own":
        assert percept.roles == ()
        assert percept.verb == ""


def lawful(event: Event, found: list[Percept]) -> None:
    assert [p.person for p in found] == sorted({p.person for p in found})
    for percept in found:
        never_more_than_happened(percept, event)
        never_another_mind(percept)
        only_its_audience(percept, event)


@few
@given(stories())
def test_a_percept_never_tells_more_than_its_event(events: tuple[Event, ...]) -> None:
    world = worlds.world()
    for event in events:
        worlds.after(world, event)
        lawful(event, percepts(world, event))


def test_in_real_stories_too_a_percept_never_tells_more_than_its_event() -> None:
    for seed in range(1, 11):
        told = worlds.story(seed)
        for turn in told.turns:
            for event in turn.events:
                lawful(event, [p for p in turn.percepts if p.event == id_of(event)])


@pytest.mark.slow
@few
@given(stories())
def test_what_goes_on_in_another_changes_nothing_that_one_notices(
    events: tuple[Event, ...],
) -> None:
    """The same event, but nobody else learns, feels, owes or wants anything by it."""
    world = worlds.world()
    for event in events:
        worlds.after(world, event)
        for person in PEOPLE:
            others = tuple(
                e for e in event.effects if not (isinstance(e, INNER) and e.person != person)
            )
            without = replace(event, effects=others)
            assert noticed(event, world).get(person) == noticed(without, world).get(person)


@few
@given(stories())
def test_a_lie_and_a_true_answer_are_heard_as_the_same(events: tuple[Event, ...]) -> None:
    world = worlds.world()
    worlds.after(world, *events)
    for event in events:
        if not isinstance(event, Acted):
            continue
        lie = replace(event, verb="lie", effects=tuple(_lied(as_it_was(e)) for e in event.effects))
        truth = replace(
            event, verb="answer_true", effects=tuple(as_it_was(e) for e in event.effects)
        )
        for person in set(PEOPLE) - {event.actor}:
            assert noticed(lie, world).get(person) == noticed(truth, world).get(person)


def _lied(effect: Effect) -> Effect:
    return (
        replace(effect, source="lied_to")
        if isinstance(effect, Learned) and effect.source == "told"
        else effect
    )


# ── acts ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_witness_has_the_whole_act_and_a_bystander_only_that_two_people_spoke() -> None:
    event = worlds.acted(
        tactic="joke",
        manner=2,
        witnesses=(ADA, BO),
        bystanders=(CY,),
        effects=(learned(BO, "harm", 80, "told", ADA),),
    )
    found = noticed(event)
    assert (found[BO].clarity, found[BO].verb, found[BO].tactic, found[BO].manner) == (
        "whole",
        "tell",
        "joke",
        2,
    )
    assert (found[BO].roles, found[BO].effects, found[BO].company) == (
        event.roles,
        event.effects,
        (ADA, BO),
    )
    assert (found[ADA].roles, found[ADA].effects) == (event.roles, ())
    assert (found[CY].clarity, found[CY].verb, found[CY].roles) == (
        "outline",
        "spoke",
        (("A", ADA), ("B", BO)),
    )
    assert (found[CY].effects, found[CY].tactic, found[CY].company) == ((), "", ())


def test_the_liar_knows_that_it_was_a_lie() -> None:
    lie = worlds.acted(verb="lie", effects=(learned(BO, "cover", 60, "lied_to", ADA),))
    found = noticed(lie)
    assert {name: percept.verb for name, percept in found.items()} == {
        ADA: "lie",
        BO: "tell",
        CY: "tell",
    }
    assert found[BO].effects == (learned(BO, "cover", 60, "told", ADA),)


def test_whoever_an_act_touches_from_afar_notices_what_it_did_to_them_and_no_more() -> None:
    effects = (Related(CY, ADA, "trust", 0, 1), learned(BO, "harm"))
    found = noticed(worlds.acted(witnesses=(ADA, BO), bystanders=(CY,), effects=effects))
    assert (found[CY].clarity, found[CY].effects, found[CY].roles) == ("own", effects[:1], ())
    assert (found[CY].actor, found[CY].verb) == ("", "")


def test_everybody_sees_where_people_and_things_go_and_nobody_sees_a_question_move() -> None:
    seen = (
        Moved(ADA, HALL, STUDY),
        Departed(CY, "left"),
        ItemDestroyed("lamp"),
        StageSet("fire", "out"),
    )
    world = worlds.after(worlds.world(), worlds.acted(effects=seen))
    event = worlds.acted(effects=(*seen, ThreadMoved("who", "answered")))
    assert noticed(event, world)[BO].effects == seen


def test_only_the_one_who_hides_a_thing_sees_where_it_went() -> None:
    event = worlds.acted(
        verb="hide", roles=Roles.of(A=ADA, I="lamp"), effects=(ItemMoved("lamp", "", HALL, 1),)
    )
    found = noticed(event)
    assert found[ADA].effects == event.effects
    assert found[BO].effects == ()


def test_whoever_is_handed_a_hidden_thing_has_it() -> None:
    event = worlds.acted(effects=(ItemMoved("lamp", BO, "", 1),))
    assert {name: percept.effects for name, percept in noticed(event).items()} == {
        ADA: event.effects,
        BO: event.effects,
        CY: (),
    }


def test_whoever_goes_somewhere_sees_who_and_what_is_there() -> None:
    world = worlds.world(
        ItemMoved("lamp", "", STUDY, 0),
        ItemMoved("latch", "", STUDY, 1),
        ItemMoved("shoe", ADA, "", 0),
    )
    worlds.after(world, worlds.acted(effects=(Moved(CY, HALL, STUDY),)))
    event = worlds.acted(
        3, verb="go", roles=Roles.of(A=ADA, P=STUDY), effects=(Moved(ADA, HALL, STUDY),)
    )
    worlds.after(world, event)
    found = noticed(event, world)
    assert (found[ADA].arrived, found[ADA].people, found[ADA].items) == (
        STUDY,
        (CY,),
        ("lamp", "shoe"),
    )
    assert (found[BO].arrived, found[BO].people, found[BO].items) == ("", (), ())


def test_whoever_is_taken_somewhere_unseen_sees_it_too() -> None:
    event = worlds.acted(witnesses=(ADA,), effects=(Moved(BO, HALL, GARDEN),))
    world = worlds.after(worlds.world(), event)
    assert (noticed(event, world)[BO].clarity, noticed(event, world)[BO].arrived) == ("own", GARDEN)


def test_whoever_leaves_the_story_arrives_nowhere() -> None:
    event = worlds.acted(effects=(Moved(ADA, HALL, GARDEN), Departed(ADA, "left")))
    world = worlds.after(worlds.world(), event)
    assert noticed(event, world)[ADA].arrived == ""


# ── refusals ──────────────────────────────────────────────────────────────────────────────────────


def test_who_is_refused_knows_why_and_others_see_only_that_something_was_tried() -> None:
    roles = Roles.of(A=ADA, B=BO, F="deed")
    event = Refused(
        2, 0, (100,), 1, HALL, ADA, "ask", roles, "Bo is not here", (ADA, CY), (Released(ADA),)
    )
    found = noticed(event)
    assert (found[ADA].clarity, found[ADA].verb, found[ADA].reason) == (
        "whole",
        "ask",
        "Bo is not here",
    )
    assert (found[ADA].roles, found[ADA].effects) == (roles, (Released(ADA),))
    assert (found[CY].clarity, found[CY].verb, found[CY].reason) == ("outline", "tried", "")
    assert (found[CY].roles, found[CY].effects) == ((("A", ADA),), ())


# ── scenes and stories ────────────────────────────────────────────────────────────────────────────


def test_a_scene_opens_on_what_its_people_see_and_not_on_why_it_was_framed() -> None:
    moves = (Moved(CY, HALL, OFFSTAGE), StageSet("weather", "fog"))
    event = worlds.scene_opened(5, 2, cast=(ADA, BO), effects=moves, day=2, hour=19)
    world = worlds.after(worlds.world(), event)
    found = noticed(event, world)
    assert sorted(found) == [ADA, BO, CY]
    assert (found[ADA].arrived, found[ADA].people, found[ADA].day, found[ADA].hour) == (
        HALL,
        (BO,),
        2,
        19,
    )
    assert (found[ADA].effects, found[ADA].roles, found[ADA].verb) == (moves, (), "")
    assert (found[CY].arrived, found[CY].people, found[CY].items) == (OFFSTAGE, (), ())


def test_those_who_wait_elsewhere_do_not_wait_together() -> None:
    away = worlds.scene_opened(
        5, 2, cast=(ADA,), effects=(Moved(BO, HALL, OFFSTAGE), Moved(CY, HALL, OFFSTAGE))
    )
    found = noticed(away, worlds.after(worlds.world(), away))
    assert {name: percept.people for name, percept in found.items()} == {ADA: (), BO: (), CY: ()}


def test_an_opening_is_each_ones_own() -> None:
    effects = (learned(BO, "deed"), Related(ADA, BO, "trust", 0, 1), ItemMoved("shoe", BO, "", 0))
    event = worlds.opened(worlds.setting(), *effects)
    found = noticed(event)
    assert (found[BO].clarity, found[BO].effects, found[BO].arrived) == (
        "own",
        (effects[0], effects[2]),
        HALL,
    )
    assert (found[ADA].effects, found[ADA].people) == ((effects[1],), (BO, CY))


@pytest.mark.parametrize(
    "event",
    [
        SceneClosed(3, 0, (100,), 1, 5, 1, (Released(BO), ThreadMoved("who", "open"))),
        StoryEnded(3, 0, (100,), "told", NO_ROLES, (Released(BO), ThreadMoved("who", "unsolved"))),
    ],
)
def test_nobody_notices_that_a_scene_or_a_story_ends_but_for_what_it_lifts_from_them(
    event: Event,
) -> None:
    found = noticed(event)
    assert sorted(found) == [BO]
    assert (found[BO].clarity, found[BO].effects, found[BO].arrived) == ("own", (Released(BO),), "")


def test_a_complication_is_perceived_without_the_name_its_author_gave_it() -> None:
    effects = (learned(ADA, "shard"), ItemMoved("shoe", ADA, "", 0), Felt(CY, "fear", "", 0, 1))
    roles = Roles.of(A=ADA, F="shard")
    event = Complicated(3, 0, (0,), 1, HALL, "vase.false_witness", roles, (ADA, BO), effects)
    found = noticed(event)
    assert {name: (p.verb, p.roles, p.actor) for name, p in found.items()} == dict.fromkeys(
        PEOPLE, ("", (), "")
    )
    assert found[ADA].effects == effects[:2]
    assert found[BO].effects == effects[1:2]
    assert found[CY].effects == effects[1:]


def test_a_complication_may_carry_people_off() -> None:
    event = Complicated(
        3, 0, (0,), 1, HALL, "storm", NO_ROLES, (ADA, BO), (Moved(ADA, HALL, GARDEN),)
    )
    world = worlds.after(worlds.world(), event)
    assert {name: p.arrived for name, p in noticed(event, world).items()} == {ADA: GARDEN, BO: ""}


def test_the_opening_of_a_real_scene_says_nothing_of_its_frame() -> None:
    for turn in worlds.story(1).turns:
        opening = [event for event in turn.events if isinstance(event, SceneOpened)]
        for percept in turn.percepts:
            if opening and percept.event == id_of(opening[0]):
                assert opening[0].frame not in repr(percept)
                assert opening[0].variable not in repr(percept)
