"""How the story opens, and how scenes open, are complicated, and close."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from novel_engine.story.directing.following import come_up
from novel_engine.story.directing.framing import FrameChoice, value_of
from novel_engine.story.directing.pacing import FEWEST_TURNS, HOURS, LAST_WORD, MOST_TURNS
from novel_engine.story.directing.scenes import (
    close,
    complication_for,
    next_hour,
    open_scene,
    should_end,
    story_opened,
)
from novel_engine.story.fabula.events import (
    Complicated,
    Effect,
    Felt,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Related,
    Released,
    SceneClosed,
    StageSet,
    ThreadMoved,
)
from novel_engine.story.fabula.world import World, begin
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.roles import NO_ROLES, Roles
from tests.support import worlds
from tests.support.worlds import (
    ADA,
    ANSWERS,
    BO,
    CY,
    GARDEN,
    HALL,
    STUDY,
    complication,
    frame,
    house,
    learned,
)

TALK = FrameChoice("talk", HALL, (ADA, BO), 9)


def closed(world: World, turn: int = 5, changed: int = 1) -> World:
    """The same, its scene over."""
    return worlds.after(world, SceneClosed(turn, 0, (100,), world.scene_count, 1, changed, ()))


# ── opening ───────────────────────────────────────────────────────────────────────────────────────


def test_the_first_event_is_the_situation_as_cast() -> None:
    made = worlds.setting(opening=(learned(BO, "deed"),))
    found = story_opened(made)
    assert (found.turn, found.seq, found.causes) == (0, 0, ())
    assert (found.title, found.seed, found.kernels, found.roles) == (
        made.title,
        made.seed,
        made.kernels,
        made.roles,
    )
    assert found.effects == made.opening


def test_a_scene_brings_its_people_and_sends_others_away() -> None:
    world = closed(house(Moved(BO, HALL, GARDEN)))
    found = open_scene(world, TALK, 6, 0)
    assert [effect for effect in found.effects if isinstance(effect, Moved)] == [
        Moved(CY, HALL, OFFSTAGE),
        Moved(BO, GARDEN, HALL),
    ]
    assert (found.turn, found.seq, found.scene, found.frame) == (6, 0, 2, "talk")
    assert (found.place, found.cast, found.roles) == (
        HALL,
        (ADA, BO),
        (("want", ADA), ("against", BO), ("fact", "harm")),
    )
    assert found.variable == "stance"


def test_a_scene_that_wants_nothing_of_anybody_says_only_what_it_has() -> None:
    made = worlds.setting(frames=(frame(against="", fact="", cast=(ADA,)),))
    found = open_scene(closed(worlds.world(made=made)), replace(TALK, cast=(ADA,)), 6, 0)
    assert found.roles == (("want", ADA),)


def test_a_scene_is_caused_by_what_taught_its_want_and_by_the_scene_before() -> None:
    world = closed(house(learned(ADA, "harm")))
    assert open_scene(world, TALK, 6, 0).causes == (100, 200)
    assert open_scene(closed(worlds.world()), TALK, 6, 0).causes == (100,)


def test_the_first_scene_is_caused_by_the_opening() -> None:
    made = worlds.setting()
    world = worlds.after(begin(made), story_opened(made))
    assert open_scene(world, TALK, 1, 0).causes == (0,)


def test_a_scenes_variable_starts_where_the_scene_finds_it() -> None:
    """What has faded by then was not changed in it."""
    world = closed(house(Felt(ADA, "anger", BO, 0, 3), learned(ADA, "harm")))
    worlds.after(
        world, worlds.scene_opened(6, 2, cast=(BO, CY)), SceneClosed(7, 0, (600,), 2, 1, 1, ())
    )
    opened = open_scene(world, TALK, 8, 0)
    worlds.after(world, opened)
    assert opened.start == value_of(world, world.setting.frames_by_id["talk"])


def test_opening_a_scene_leaves_the_world_as_it_was() -> None:
    world = closed(house(Felt(ADA, "anger", BO, 0, 3)))
    scenes = {name: mind.scene for name, mind in world.minds.items()}
    open_scene(world, TALK, 6, 0)
    assert {name: mind.scene for name, mind in world.minds.items()} == scenes


def test_no_real_scene_is_changed_by_fading_alone() -> None:
    for seed in range(1, 16):
        for world, event in worlds.unfolded(worlds.story(seed)):
            if event.tag == "scene_opened" and world.scene:
                assert world.scene.start == value_of(
                    world, world.setting.frames_by_id[world.scene.frame]
                )


# ── time and weather ──────────────────────────────────────────────────────────────────────────────


def test_a_story_begins_in_the_morning_of_its_first_day() -> None:
    assert next_hour(begin(worlds.setting())) == (1, HOURS[0])


def test_time_goes_on_by_a_stretch_of_the_day_or_two() -> None:
    steps = set()
    for seed in range(30):
        world = worlds.world(made=worlds.setting(seed=str(seed)))
        world.stage["hour"] = str(HOURS[2])
        steps.add(next_hour(world))
    assert steps == {(1, HOURS[3]), (2, HOURS[0])}


def test_each_day_has_its_weather() -> None:
    rainy = worlds.setting(weathers=("rain", "fog"))
    world = worlds.after(begin(rainy), story_opened(rainy))
    first = open_scene(world, TALK, 1, 0)
    assert [effect.what for effect in first.effects if isinstance(effect, StageSet)] == ["weather"]
    worlds.after(world, first, SceneClosed(2, 0, (100,), 1, 1, 1, ()))
    again = open_scene(world, TALK, 3, 0)
    assert [e for e in again.effects if isinstance(e, StageSet)] == [] or again.day == 2
    assert not any(
        isinstance(e, StageSet) for e in open_scene(closed(worlds.world()), TALK, 6, 0).effects
    )


# ── complications ─────────────────────────────────────────────────────────────────────────────────


def due(world: World, cast: tuple[str, ...] = (ADA, BO)) -> str:
    found = complication_for(world, replace(TALK, cast=cast))
    return found.id if found else ""


def stuck(*effects: Effect, **changes: Any) -> World:
    """Two scenes that changed nothing, in a house where something might turn up."""
    given: dict[str, Any] = {"complications": (complication(),), **changes}
    world = closed(house(*effects, **given), 5, changed=0)
    return worlds.after(world, worlds.scene_opened(6, 2), SceneClosed(7, 0, (600,), 2, 0, 0, ()))


def test_two_scenes_without_progress_bring_a_complication() -> None:
    assert due(stuck()) == "letter"
    assert due(closed(house(complications=(complication(),)), changed=0)) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"complications": ()},
        {"complications": (complication(needs="believes(ada, shard)"),)},
        {"complications": (complication(who=CY),)},
        {"open_ended": True},
    ],
)
def test_but_only_one_that_fits(changes: dict[str, Any]) -> None:
    assert due(stuck(**changes)) == ""


def test_no_complication_comes_up_twice_or_about_a_closed_question() -> None:
    twice = stuck()
    worlds.after(twice, Complicated(8, 0, (0,), 2, HALL, "letter", NO_ROLES, (), ()))
    twice.fruitless = 2
    assert due(twice) == ""
    assert due(stuck(ThreadMoved("who", "answered"))) == ""


def test_nothing_turns_up_out_of_a_hand() -> None:
    turns_up = (complication(effects=("surface(shoe, ada)",)),)
    assert due(stuck(ItemMoved("shoe", "", STUDY, 1), complications=turns_up)) == "letter"
    assert due(stuck(ItemMoved("shoe", CY, "", 0), complications=turns_up)) == ""


def test_nothing_new_comes_up_about_a_second_question_at_the_very_end() -> None:
    second = (complication(thread="sea"),)
    assert due(stuck(complications=second)) == "letter"
    assert due(stuck(complications=second, scenes=3)) == ""


def test_the_plan_has_its_turns_too() -> None:
    both = (complication("one"), complication("two"), complication("three"))
    world = closed(house(complications=both))
    assert due(world) == ""
    worlds.after(world, worlds.scene_opened(6, 4))
    assert due(world) == "one"
    worlds.after(world, Complicated(7, 0, (0,), 4, HALL, "one", NO_ROLES, (), ()))
    assert due(world) == ""
    worlds.after(world, worlds.scene_opened(8, 8))
    assert due(world) == "two"
    worlds.after(world, Complicated(9, 0, (0,), 4, HALL, "two", NO_ROLES, (), ()))
    assert due(world) == ""


def test_a_complication_happens_to_everybody_there_and_cites_what_planted_it() -> None:
    world = house(learned(BO, "shard"), Moved(CY, HALL, GARDEN))
    found = come_up(world, complication(), 3, 1)
    assert (found.turn, found.seq, found.scene, found.place) == (3, 1, 1, HALL)
    assert (found.causes, found.witnesses, found.roles) == (
        (200,),
        (ADA, BO),
        (("A", ADA), ("F", "shard")),
    )
    assert found.effects[-1] == ThreadMoved("who", "complicated")
    assert [(e.person, e.fact) for e in found.effects if isinstance(e, Learned)] == [(ADA, "shard")]


def test_a_complication_that_stands_on_nothing_told_stands_on_the_opening() -> None:
    assert come_up(house(), complication(), 3, 1).causes == (0,)
    bare = come_up(house(), complication(plants=()), 3, 1)
    assert bare.roles == (("A", ADA),)


def test_a_question_already_complicated_stays_so() -> None:
    world = house(ThreadMoved("who", "complicated"))
    assert not any(isinstance(e, ThreadMoved) for e in come_up(world, complication(), 3, 1).effects)


# ── closing ───────────────────────────────────────────────────────────────────────────────────────


def acted(world: World, turns: int, *effects: Effect) -> World:
    """So many turns later, the last of them with these effects."""
    start = world.turn
    alone = Roles.of(A=ADA)
    for turn in range(start + 1, start + turns + 1):
        done = effects if turn == start + turns else ()
        worlds.after(world, worlds.acted(turn, verb="wait", roles=alone, effects=done))
    return world


CHANGE = Related(ADA, BO, "trust", 0, 1)


def test_between_scenes_nothing_ends() -> None:
    assert not should_end(closed(worlds.world()), acted=True)


def test_a_scene_ends_when_its_variable_has_changed_and_not_at_once() -> None:
    assert not should_end(acted(worlds.world(), FEWEST_TURNS - 1, CHANGE), acted=True)
    assert should_end(acted(worlds.world(), FEWEST_TURNS, CHANGE), acted=True)
    assert not should_end(acted(worlds.world(), FEWEST_TURNS), acted=True)


def test_a_scene_in_which_nothing_changes_ends_all_the_same() -> None:
    assert not should_end(acted(worlds.world(), MOST_TURNS - 1), acted=True)
    assert should_end(acted(worlds.world(), MOST_TURNS), acted=True)


def test_a_scene_waits_for_whoever_was_spoken_to_and_not_for_an_answer_to_an_answer() -> None:
    said = worlds.acted(9, effects=(CHANGE,))
    answer = worlds.acted(10, actor=BO, roles=Roles.of(A=BO, B=ADA, F="harm"))
    spoken = worlds.after(acted(worlds.world(), FEWEST_TURNS), said)
    assert not should_end(spoken, acted=True)
    assert should_end(worlds.after(spoken, answer), acted=True)


def test_nobody_who_has_left_is_waited_for() -> None:
    said = worlds.acted(
        9, roles=Roles.of(A=ADA, B=CY, F="harm"), effects=(CHANGE, Moved(CY, HALL, STUDY))
    )
    assert should_end(worlds.after(acted(worlds.world(), FEWEST_TURNS), said), acted=True)


def test_a_scene_ends_when_nobody_has_anything_to_do() -> None:
    assert should_end(worlds.world(), acted=False)


@pytest.mark.parametrize("who", [ADA, BO])
def test_a_scene_ends_when_a_party_to_it_leaves(who: str) -> None:
    assert should_end(acted(worlds.world(), 1, Moved(who, HALL, STUDY)), acted=True)
    assert not should_end(acted(worlds.world(), 1, Moved(CY, HALL, STUDY)), acted=True)


def test_nobody_is_left_with_a_choice_to_make_when_a_party_leaves() -> None:
    has_left = (Moved(ADA, HALL, STUDY), Obliged(BO, CY, "harm", "a_choice", ANSWERS))
    assert not should_end(acted(worlds.world(), 1, *has_left), acted=True)
    assert should_end(acted(worlds.world(), LAST_WORD, *has_left), acted=True)
    assert should_end(acted(worlds.world(), 1, *has_left, Moved(CY, HALL, STUDY)), acted=True)


def test_a_scene_against_nobody_has_one_party() -> None:
    made = worlds.setting(frames=(frame(against=""),))
    assert not should_end(acted(worlds.world(made=made), 1, Moved(BO, HALL, STUDY)), acted=True)


def test_no_scene_ends_on_an_open_question_unless_it_goes_on_for_ever() -> None:
    owed = Obliged(BO, ADA, "harm", "ask", ANSWERS)
    assert not should_end(acted(worlds.world(), MOST_TURNS, CHANGE, owed), acted=True)
    assert should_end(acted(worlds.world(), LAST_WORD, CHANGE, owed), acted=True)
    gone = acted(
        worlds.world(),
        FEWEST_TURNS,
        CHANGE,
        Obliged(CY, ADA, "harm", "ask", ANSWERS),
        Moved(CY, HALL, STUDY),
    )
    assert should_end(gone, acted=True)


def test_a_closed_scene_says_whether_it_changed_anything() -> None:
    same, changed = (
        close(acted(worlds.world(), 3), 6, 1),
        close(acted(worlds.world(), 3, CHANGE), 6, 1),
    )
    assert (same.changed, same.end) == (0, 0)
    assert (changed.changed, changed.end != 0) == (1, True)
    assert (changed.turn, changed.seq, changed.scene, changed.causes) == (6, 1, 1, (100,))


def test_what_is_owed_at_the_end_of_a_scene_is_owed_no_more() -> None:
    world = acted(
        worlds.world(), 1, *(Obliged(who, ADA, "harm", "ask", ANSWERS) for who in (CY, BO))
    )
    assert close(world, 6, 0).effects == (Released(CY), Released(BO))


def test_questions_move_between_scenes() -> None:
    world = acted(worlds.world(), 1, learned(ADA, "harm"), learned(BO, "sailing"))
    assert close(world, 6, 0).effects == (
        ThreadMoved("who", "open"),
        ThreadMoved("sea", "answered"),
    )
