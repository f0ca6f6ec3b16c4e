"""The world as a fold of events: what holds after any of them, and what each of them changes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.fabula.codec import canonical_line, from_plain
from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Departed,
    Event,
    Felt,
    ItemDestroyed,
    ItemMoved,
    Moved,
    Obliged,
    Refused,
    Related,
    Released,
    SceneClosed,
    StageSet,
    StoryEnded,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.world import SCENES_KEPT, SceneRecord, World, advance, begin, fold
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.roles import NO_ROLES, Roles
from tests.support import worlds
from tests.support.strategies import few, stories
from tests.support.worlds import ADA, ANSWERS, BO, CY, GARDEN, HALL, PEOPLE, STUDY, learned

# ── laws ──────────────────────────────────────────────────────────────────────────────────────────


def everybody_is_somewhere(world: World) -> None:
    for person in world.setting.people:
        place = world.place_of(person)
        assert bool(place) != (person in world.gone)
        assert place == "" or person in world.people_at(place)
    at = [person for place in world.occupants for person in world.people_at(place)]
    assert len(at) == len(set(at))


def everything_is_in_one_place(world: World) -> None:
    for item in world.setting.items:
        found = (item in world.holders) + (item in world.lying) + (item in world.destroyed)
        assert found <= 1, item


journeys = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from((HALL, STUDY, GARDEN, OFFSTAGE, "")))
)


@given(journeys)
def test_nobody_is_ever_nowhere_but_who_has_departed(legs: list[tuple[str, str]]) -> None:
    world = worlds.world()
    for turn, (person, place) in enumerate(legs, 2):
        if person in world.gone:
            continue
        effect = Moved(person, world.place_of(person), place) if place else Departed(person, "left")
        advance(world, worlds.acted(turn, effects=(effect,)))
        everybody_is_somewhere(world)


def test_in_real_stories_everybody_and_everything_is_somewhere() -> None:
    for seed in range(1, 16):
        for world, _ in worlds.unfolded(worlds.story(seed)):
            everybody_is_somewhere(world)
            everything_is_in_one_place(world)


@few
@given(stories(), st.data())
def test_a_partial_fold_continues_to_the_whole(
    events: tuple[Event, ...], data: st.DataObject
) -> None:
    """The rest may come from the record, on another day."""
    cut = data.draw(st.integers(0, len(events)))
    world = fold(worlds.setting(), events[:cut])
    for event in events[cut:]:
        advance(world, from_plain(json.loads(canonical_line(event))))
    assert world == fold(worlds.setting(), events)


@pytest.mark.slow
@few
@given(st.integers(1, 10), st.integers(0, 200))
def test_so_does_the_partial_fold_of_a_real_story(seed: int, cut: int) -> None:
    told = worlds.story(seed)
    world = fold(told.setting, told.events[:cut])
    for event in told.events[cut:]:
        advance(world, event)
    assert world == told.last


@pytest.mark.slow
@few
@given(stories())
def test_the_fold_reads_an_event_and_leaves_it_as_it_was(events: tuple[Event, ...]) -> None:
    before = [canonical_line(event) for event in events]
    fold(worlds.setting(), events)
    assert [canonical_line(event) for event in events] == before


def causes_come_first(events: tuple[Event, ...]) -> None:
    known = set[int]()
    for event in events:
        assert set(event.causes) <= known
        assert list(event.causes) == sorted(set(event.causes))
        assert id_of(event) not in known
        known.add(id_of(event))


@pytest.mark.slow
def test_an_events_causes_exist_and_come_before_it() -> None:
    for size in (2, 3, 5):
        for seed in range(1, 11):
            causes_come_first(worlds.story(seed, worlds.KERNELS[seed % 2], size).events)


def test_only_openings_are_without_a_cause() -> None:
    """A complication either cites what planted it, or plants it."""
    for seed in range(1, 16):
        uncaused = [event for event in worlds.story(seed).events if not event.causes]
        assert [
            type(event).__name__ for event in uncaused if not isinstance(event, Complicated)
        ] == ["StoryOpened"]


def test_what_changes_stays_within_its_bounds() -> None:
    for seed in range(1, 16):
        for event in worlds.story(seed).events:
            for effect in event.effects:
                if isinstance(effect, Related):
                    assert -3 <= effect.after <= 3
                    assert abs(effect.before) <= 3
                    assert effect.person != effect.other
                if isinstance(effect, Felt):
                    assert 0 <= effect.after <= 5
                    assert 0 <= effect.before <= 5


def test_a_change_begins_where_the_last_one_left_off() -> None:
    for seed in range(1, 16):
        told = worlds.story(seed)
        world = begin(told.setting)
        for event in told.events:
            for effect in event.effects:
                mind = world.minds.get(getattr(effect, "person", ""))
                if isinstance(effect, Related) and mind:
                    assert effect.before == mind.relation(effect.axis, effect.other)
                if isinstance(effect, Felt) and mind:
                    felt = mind.emotions.get((effect.emotion, effect.target))
                    assert effect.before == (felt.now(mind.scene) if felt else 0)
            advance(world, event)


def test_the_people_of_a_scene_know_who_and_what_is_there_with_them() -> None:
    for seed in range(1, 16):
        for world, _ in worlds.unfolded(worlds.story(seed)):
            cast = world.scene.cast if world.scene else ()
            for person in (
                p for p in cast if world.scene and world.place_of(p) == world.scene.place
            ):
                mind, place = world.minds[person], world.place_of(person)
                assert mind.place == place
                assert mind.people == tuple(p for p in world.people_at(place) if p != person)
                assert mind.items == world.visible_items(place)


# ── what each event changes ───────────────────────────────────────────────────────────────────────


def test_before_its_first_event_a_world_is_empty() -> None:
    world = begin(worlds.setting())
    assert (world.seq, world.last_event, world.scene, world.is_over) == (-1, 0, None, False)
    assert (world.place_of(ADA), world.people_at(HALL), world.items_of(ADA)) == ("", (), ())
    assert list(world.minds) == list(PEOPLE)
    assert world.threads == {"sea": "latent", "who": "latent"}


def test_people_are_where_they_last_went() -> None:
    world = worlds.after(
        worlds.world(), worlds.acted(effects=(Moved(BO, HALL, STUDY), Moved(BO, HALL, STUDY)))
    )
    assert (world.place_of(BO), world.people_at(STUDY), world.people_at(HALL)) == (
        STUDY,
        (BO,),
        (ADA, CY),
    )


def test_who_departs_is_nowhere_and_is_remembered_as_gone() -> None:
    world = worlds.after(worlds.world(), worlds.acted(effects=(Departed(BO, "left"),)))
    assert (world.place_of(BO), world.gone, world.people_at(HALL)) == ("", {BO: "left"}, (ADA, CY))


def test_a_thing_is_held_lies_in_sight_or_lies_hidden() -> None:
    world = worlds.world(
        ItemMoved("shoe", BO, "", 0),
        ItemMoved("lamp", "", HALL, 0),
        ItemMoved("latch", "", HALL, 1),
    )
    assert (world.items_of(BO), world.visible_items(HALL), world.hidden_items(HALL)) == (
        ("shoe",),
        ("lamp",),
        ("latch",),
    )
    worlds.after(
        world,
        worlds.acted(effects=(ItemMoved("shoe", "", HALL, 1), ItemMoved("latch", ADA, "", 0))),
    )
    assert (world.items_of(BO), world.items_of(ADA)) == ((), ("latch",))
    assert world.hidden_items(HALL) == ("shoe",)


def test_what_is_destroyed_is_in_no_hand_and_no_place() -> None:
    world = worlds.world(ItemMoved("shoe", BO, "", 0), ItemMoved("lamp", "", HALL, 0))
    worlds.after(world, worlds.acted(effects=(ItemDestroyed("shoe"), ItemDestroyed("lamp"))))
    assert (world.holders, world.lying, world.destroyed) == ({}, {}, {"shoe": 200, "lamp": 200})


def test_who_owes_an_answer_longest_comes_first() -> None:
    owing = tuple(Obliged(who, ADA, "harm", "ask", ANSWERS) for who in (CY, BO, CY))
    world = worlds.after(worlds.world(), worlds.acted(effects=owing))
    assert world.obligations == (BO, CY)
    worlds.after(world, worlds.acted(3, effects=(Released(BO),)))
    assert list(world.obligations) == [CY]


def test_a_fact_is_taught_when_anybody_first_learns_it() -> None:
    world = worlds.world(learned(BO, "deed"))
    worlds.after(world, worlds.acted(effects=(learned(ADA, "deed"), learned(ADA, "harm"))))
    assert world.taught == {"deed": 0, "harm": 200}


def test_questions_and_the_stage_are_kept() -> None:
    world = worlds.after(
        worlds.world(), worlds.acted(effects=(ThreadMoved("who", "open"), StageSet("fire", "out")))
    )
    assert world.threads["who"] == "open"
    assert world.stage == {"day": "1", "hour": "8", "fire": "out"}


def test_a_scene_is_kept_with_what_framed_it() -> None:
    world = worlds.world()
    opened = SceneRecord(
        1, "talk", HALL, PEOPLE, "stance", 0, 100, want=ADA, against=BO, fact="harm"
    )
    assert (world.scene, world.scene_count, world.frames_used) == (opened, 1, {"talk": 1})


def test_a_scene_counts_its_turns_and_its_highest_tension() -> None:
    world = worlds.after(worlds.world(), worlds.acted(2, tension=6), worlds.acted(3, tension=2))
    roles = Roles.of(A=BO, B=ADA)
    worlds.after(world, Refused(4, 0, (100,), 1, HALL, BO, "give", roles, "no", PEOPLE, ()))
    assert world.scene is not None
    assert (world.scene.turns, world.scene.tension) == (3, 6)
    assert world.spotlight == {ADA: 3, BO: 4}
    assert world.done["tell", ADA, BO] == 300
    assert ("give", BO, ADA) not in world.done


def test_a_scene_that_changed_nothing_bars_its_pair_and_fact_and_counts_as_fruitless() -> None:
    world = worlds.after(worlds.world(), SceneClosed(5, 0, (100,), 1, 0, 0, ()))
    assert (world.scene, world.fruitless, world.barred) == (None, 1, {(ADA, BO, "harm"): 500})
    worlds.after(world, worlds.scene_opened(6, 2), SceneClosed(7, 0, (600,), 2, 4, 1, ()))
    assert world.fruitless == 0
    assert [(scene.closed, scene.changed) for scene in world.scenes] == [
        (True, False),
        (True, True),
    ]


def test_a_complication_ends_a_run_of_fruitless_scenes() -> None:
    world = worlds.after(
        worlds.world(), SceneClosed(5, 0, (100,), 1, 0, 0, ()), worlds.scene_opened(6, 2)
    )
    worlds.after(world, Complicated(6, 1, (0,), 2, HALL, "letter", NO_ROLES, PEOPLE, ()))
    assert (world.fruitless, world.complications) == (0, {"letter": 601})


def test_only_the_last_scenes_are_kept_and_all_are_counted() -> None:
    world = worlds.world()
    for scene in range(2, SCENES_KEPT + 5):
        worlds.after(world, worlds.scene_opened(scene, scene))
    assert (len(world.scenes), world.scene_count) == (SCENES_KEPT, SCENES_KEPT + 4)


def test_a_story_is_over_when_it_has_ended() -> None:
    world = worlds.after(worlds.world(), StoryEnded(5, 0, (100,), "told", NO_ROLES, ()))
    assert (world.is_over, world.ending) == (True, "told")


def test_the_world_knows_its_last_event() -> None:
    world = worlds.after(worlds.world(), worlds.acted(4, seq=2))
    assert (world.turn, world.seq, world.last_event) == (4, 2, 402)


def test_folding_says_who_noticed() -> None:
    noticed = advance(worlds.world(), worlds.acted(witnesses=(ADA, BO)))
    assert [percept.person for percept in noticed] == [ADA, BO]


def test_every_kind_of_event_has_been_folded_here() -> None:
    kinds = {type(event) for seed in range(10, 25) for event in worlds.story(seed).events}
    assert {Acted, Refused, Complicated} <= kinds
