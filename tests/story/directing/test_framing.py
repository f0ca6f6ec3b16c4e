"""Which scenes could be next, and how well each would serve."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from novel_engine.story.deciding.utility import OFFHAND
from novel_engine.story.directing.framing import (
    can_go_on,
    choices,
    company,
    frame_score,
    outsiders,
    position,
    possible,
    staging_of,
    value_of,
)
from novel_engine.story.directing.weights import A_CROWD, FRAME_LUCK, MOST_IN_A_SCENE
from novel_engine.story.fabula.events import Departed, Effect, SceneClosed, ThreadMoved
from novel_engine.story.fabula.world import World, begin
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.kernels import Frame
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, GARDEN, HALL, PEOPLE, STUDY, frame, learned, person


def between(*effects: Effect, scenes: int = 1, changed: int = 1, **changes: Any) -> World:
    """The house between two scenes, the last of them in the hall."""
    world = worlds.house(*effects, **changes)
    if scenes > 1:
        worlds.after(world, worlds.scene_opened(3, scenes))
    return worlds.after(world, SceneClosed(4, 0, (100,), scenes, 1, changed, ()))


def found(world: World) -> list[str]:
    return sorted(choice.frame for choice in choices(world))


def framed(*frames: Frame, **changes: Any) -> dict[str, Any]:
    return {"frames": frames, **changes}


# ── which are possible ────────────────────────────────────────────────────────────────────────────


def test_a_scene_is_possible_when_what_it_needs_is_so() -> None:
    frames = (
        frame("early", needs="!believes(ada, harm)"),
        frame("later", needs="believes(ada, harm)"),
    )
    assert found(between(**framed(*frames))) == ["early"]
    assert found(between(learned(ADA, "harm"), **framed(*frames))) == ["later"]


def test_nobody_is_framed_who_has_departed() -> None:
    frames = frame("with_cy", cast=(ADA, CY)), frame("without", cast=(ADA, BO))
    assert found(between(Departed(CY, "left"), **framed(*frames))) == ["without"]


def test_a_scene_is_used_as_often_as_it_repeats() -> None:
    once, twice = frame("talk", repeats=1), frame("walk", repeats=2)
    assert found(between(**framed(once, twice))) == ["walk"]
    assert found(between(**framed(once))) == ["talk"], (
        "before the deadline people go back to things"
    )
    assert found(between(**framed(once), scenes=10)) == []
    worn = between(**framed(once))
    worlds.after(worn, worlds.scene_opened(5, 2), SceneClosed(6, 0, (500,), 2, 1, 1, ()))
    assert found(worn) == []


def test_a_scene_that_changed_nothing_is_barred_until_there_is_news_of_its_matter() -> None:
    pair, other = frame("again"), frame("other", against=CY, cast=(ADA, CY))
    world = between(changed=0, **framed(pair, other))
    assert found(world) == ["other"]
    worlds.after(
        world, worlds.scene_opened(5, 2), worlds.acted(6, effects=(learned(ADA, "sailing"),))
    )
    assert found(world) == ["other"]
    worlds.after(world, worlds.acted(7, effects=(learned(ADA, "trace"),)))
    assert found(world) == ["again", "other"]


def test_a_scene_about_nothing_known_stays_barred() -> None:
    world = worlds.world(
        made=worlds.setting(frames=(frame("moot", fact=""), frame("other", want=BO, against=ADA)))
    )
    opening = worlds.scene_opened(3, 2, roles=Roles.of(want=ADA, against=BO))
    worlds.after(world, opening, SceneClosed(4, 0, (300,), 2, 0, 0, ()))
    assert found(world) == ["other"]


def test_a_story_without_end_never_runs_out_of_scenes() -> None:
    frames = frame("talk", repeats=1, needs="late()"), frame("alone", cast=(CY,), needs="late()")
    world = between(Departed(BO, "left"), **framed(*frames, open_ended=True))
    assert found(world) == ["alone"]
    assert [
        f.id for f in possible(between(**framed(frame("talk", repeats=1), open_ended=True)))
    ] == ["talk"]


# ── which is best ─────────────────────────────────────────────────────────────────────────────────


def margin(world: World, one: Frame, other: Frame) -> int:
    """How far apart the scores of two frames of one name are: the same name has the same luck."""
    return frame_score(world, replace(one, id="same")) - frame_score(
        world, replace(other, id="same")
    )


def test_the_nearer_the_curve_the_better() -> None:
    world = between(scenes=7)
    assert margin(world, frame(tension=8), frame(tension=2)) > 0
    assert margin(between(), frame(tension=3), frame(tension=10)) > 0


def test_the_main_question_comes_before_the_second() -> None:
    assert margin(between(), frame(thread="who"), frame(thread="sea")) > 0


def test_the_higher_the_stakes_the_better() -> None:
    assert margin(between(), frame(fact="deed"), frame(fact="harm")) > 0
    assert margin(between(), frame(fact="harm"), frame(fact="")) > 0


def test_the_same_place_and_the_same_people_again_are_worth_less() -> None:
    assert margin(between(), frame(place=STUDY), frame(place=HALL)) > 0
    again = worlds.after(between(), worlds.scene_opened(5, 2, cast=(ADA, BO)))
    assert margin(again, frame(cast=(ADA, CY)), frame(cast=(ADA, BO))) > 0


def test_a_used_scene_is_worth_less() -> None:
    world = between()
    before = frame_score(world, frame("talk"))
    world.frames_used = {"talk": 2}
    assert frame_score(world, frame("talk")) < before


def test_a_neglected_question_is_due_and_a_third_scene_running_of_one_is_not() -> None:
    frames = frame("talk"), frame("cry", thread="sea")
    world = between(**framed(*frames))
    due = margin(world, frames[1], frames[0])
    worlds.after(world, worlds.scene_opened(5, 2), SceneClosed(6, 0, (500,), 2, 1, 1, ()))
    assert margin(world, frames[1], frames[0]) > due


def test_a_scene_from_nowhere_counts_for_no_question() -> None:
    assert isinstance(frame_score(between(**framed(frame("other"))), frame("other")), int)


@pytest.mark.parametrize("purpose", sorted(worlds.bundled_genre().ways.purposes))
def test_towards_the_end_what_reveals_is_pushed_and_more_at_the_last(purpose: str) -> None:
    push = [
        margin(between(scenes=n), frame(purpose=purpose), frame(purpose="company"))
        for n in (1, 6, 9)
    ]
    assert push[0] == 0 < push[1] < push[2]
    second = frame(purpose=purpose, thread="sea"), frame(purpose="company", thread="sea")
    assert margin(between(scenes=9), *second) == (-90 if purpose == "search" else 0)


def test_what_whoever_tells_it_would_not_see_is_staged_less_and_hardly_ever_twice_running() -> None:
    unseen, seen = frame(cast=(ADA, BO)), frame(cast=(BO, CY))
    assert margin(between(scenes=1, eyes=CY), seen, unseen) > margin(
        between(scenes=1), seen, unseen
    )
    assert company(between(scenes=1, eyes=CY), frame(guests=1), (CY,)) == (ADA, BO, CY)


def test_a_scene_is_staged_by_its_frame_its_topic_and_the_curve_and_not_at_all_between_scenes() -> (
    None
):
    assert staging_of(begin(worlds.setting())) == OFFHAND
    staged = staging_of(worlds.world())
    assert (staged.topic, staged.tension, staged.aimed) == ("vase", 0, 36)
    assert staging_of(worlds.world(made=worlds.setting(open_ended=True))).aimed == -1


def test_an_answered_story_goes_on_only_for_what_bears_on_the_answer() -> None:
    aside = framed(frame("aside", thread="sea"))
    assert can_go_on(between(**aside))
    assert not can_go_on(between(ThreadMoved("who", "answered"), **aside))
    assert can_go_on(between(ThreadMoved("who", "answered"), open_ended=True, **aside))


def test_choices_come_best_first_and_luck_is_small() -> None:
    world = between(**framed(*(frame(f"f{number}", tension=number) for number in range(10))))
    scores = [choice.score for choice in choices(world)]
    assert scores == sorted(scores, reverse=True)
    twins = between(**framed(frame("one"), frame("two"), frame("three")))
    lucky = [choice.score for choice in choices(twins)]
    assert max(lucky) - min(lucky) < FRAME_LUCK


def test_the_position_is_that_of_the_next_scene() -> None:
    assert position(begin(worlds.setting(scenes=10))) == 10
    assert position(between(scenes=6)) == 70
    assert position(between(scenes=12)) == 100
    assert position(between(scenes=1)) == 20


# ── who is there ──────────────────────────────────────────────────────────────────────────────────


def casts(world: World) -> dict[str, tuple[str, ...]]:
    return {choice.frame: choice.cast for choice in choices(world)}


def crowd(size: int) -> dict[str, Any]:
    return {name: person(name) for name in (*PEOPLE, *(f"p{number:02}" for number in range(size)))}


def test_a_scene_has_its_people_and_its_guests() -> None:
    frames = frame("two", cast=(BO, ADA)), frame("guest", guests=1), frame("guests", guests=5)
    assert casts(between(**framed(*frames))) == {
        "two": (ADA, BO),
        "guest": PEOPLE,
        "guests": PEOPLE,
    }
    gone = casts(between(Departed(CY, "left"), **framed(*frames)))
    assert set(gone.values()) == {(ADA, BO)}


def test_guests_are_those_seen_least_lately_and_never_too_many() -> None:
    world = between(**framed(frame(guests=9), people=crowd(10)))
    assert len(casts(world)["talk"]) == MOST_IN_A_SCENE
    world = between(**framed(frame(guests=1), people=crowd(1)))
    world.spotlight = {CY: 90}
    assert casts(world)["talk"] == (ADA, BO, "p00")
    world.spotlight = {"p00": 90}
    assert casts(world)["talk"] == PEOPLE


def test_whoever_sees_most_of_the_story_is_asked_sooner() -> None:
    """Over many scenes, and by luck, but oftener."""
    asked = []
    for eyes in ("", "p00"):
        worlds_ = [
            between(**framed(frame(guests=1), people=crowd(4), eyes=eyes, seed=str(n)))
            for n in range(20)
        ]
        asked.append(sum("p00" in casts(world)["talk"] for world in worlds_))
    assert asked[1] > asked[0]


def test_in_a_crowd_only_some_are_thought_of_and_anybody_may_be() -> None:
    people = crowd(60)
    seen = set[str]()
    for seed in range(30):
        seen |= set(
            casts(between(**framed(frame(guests=4), people=people, seed=str(seed))))["talk"]
        )
    assert len(people) > A_CROWD
    assert len(seen) > A_CROWD


def test_somebody_more_in_the_cast_does_not_change_anothers_luck() -> None:
    """With the newcomer set aside, the others are asked as they would have been."""
    for seed in range(20):
        few = casts(between(**framed(frame(guests=2), people=crowd(3), seed=str(seed))))["talk"]
        more = casts(between(**framed(frame(guests=2), people=crowd(4), seed=str(seed))))["talk"]
        assert "p03" in more or more == few


# ── what it changes ───────────────────────────────────────────────────────────────────────────────


def test_a_frames_variable_is_asked_of_the_world() -> None:
    asked = frame(variable="confidence(bo, deed)")
    assert value_of(between(learned(BO, "deed", 70)), asked) == 70
    assert value_of(between(), asked) == 0


def test_whoever_is_in_the_place_and_not_in_the_scene_is_an_outsider() -> None:
    world = worlds.world()
    assert outsiders(world, HALL, (ADA, BO)) == (CY,)
    assert outsiders(world, GARDEN, (ADA, BO)) == ()
    assert outsiders(begin(worlds.setting()), OFFSTAGE, ()) == ()


def test_what_moves_a_question_moves_no_frame() -> None:
    """The director reads the fold; a frame's needs are conditions of the world."""
    assert found(between(ThreadMoved("who", "answered"))) == ["talk"]
