"""What a record measures is counted from its events, and says what a reader would say of it."""

from __future__ import annotations

from collections import Counter

import pytest

from novel_engine.story.fabula.events import Event, ItemMoved, SceneClosed, StoryEnded
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.measuring.gates import (
    StructureGate,
    ending_gate,
    flip_gate,
    likeness_gate,
    role_gate,
    structure_report,
)
from novel_engine.story.measuring.record_measures import (
    Measured,
    NaiveBayes,
    belief_reversals,
    changed_scenes_with,
    curve_fit,
    longest_error,
    named_right,
    pairs_of,
    peak_position,
    scene_sequence,
    spearman,
    total_variation,
    unplanted_items,
)
from novel_engine.story.telling.planted import unused_items
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, acted, learned, scene_opened

SETTING = worlds.setting()


def story(*tensions: int) -> tuple[Event, ...]:
    """A scene for each tension, two turns long."""
    events: list[Event] = [worlds.opened(SETTING)]
    for number, tension in enumerate(tensions, 1):
        events += [
            scene_opened(2 * number, number),
            acted(2 * number + 1, scene=number, tension=tension),
        ]
    return tuple(events)


def measured(*events: Event) -> Measured:
    return Measured(worlds.fabula(SETTING, events))


def test_an_error_lasts_from_when_it_was_believed_until_it_is_corrected() -> None:
    wrong = acted(2, effects=(learned(ADA, "cover", 80),))
    right = acted(9, scene=4, effects=(learned(ADA, "cover", -90),))
    scenes = [scene_opened(number * 2, number) for number in (2, 3, 4, 5)]
    assert (
        longest_error(
            worlds.fabula(SETTING, [scene_opened(), wrong, *scenes[:3], right, scenes[3]])
        )
        == 3
    )
    assert longest_error(worlds.fabula(SETTING, [scene_opened(), wrong, *scenes])) == 4
    assert (
        longest_error(
            worlds.fabula(
                SETTING, [scene_opened(), acted(2, effects=(learned(ADA, "harm", 80),)), *scenes]
            )
        )
        == 0
    )


@pytest.mark.parametrize(
    ("sureness", "turned"), [([60, -60], 1), ([60, 40], 1), ([60, 90], 0), ([40, 60, -40, 50], 2)]
)
def test_a_belief_is_reversed_when_it_changes_sides_or_becomes_unlikely(
    sureness: list[int], turned: int
) -> None:
    events = [
        acted(turn, effects=(learned(ADA, "cover", sure),)) for turn, sure in enumerate(sureness, 2)
    ]
    assert belief_reversals(events) == turned


def test_ranks_agree_disagree_or_say_nothing() -> None:
    assert spearman([1, 2, 3], [10, 20, 90]) == pytest.approx(1)
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert spearman([1, 1, 1], [3, 2, 1]) == 0
    assert 0 < spearman([1, 1, 2], [1, 2, 3]) < 1


def test_a_story_that_rises_to_its_peak_and_falls_follows_its_curve() -> None:
    rising = story(3, 4, 5, 6, 5, 5, 7, 9, 9, 6)
    assert curve_fit(worlds.fabula(SETTING, rising)) > 0.7
    assert (
        curve_fit(worlds.fabula(SETTING, rising[:1] + story(9, 8, 6, 5, 5, 6, 4, 3, 2, 5)[1:])) < 0
    )
    assert peak_position(worlds.fabula(SETTING, rising)) == 90


def test_a_thing_looked_at_must_come_to_something() -> None:
    looked = acted(2, verb="inspect", roles=Roles.of(A=ADA, I="latch"))
    drawn = acted(3, verb="infer", roles=Roles.of(A=ADA, F="cover"))
    assert unused_items(worlds.fabula(SETTING, [looked])) == ["latch"]
    assert unused_items(worlds.fabula(SETTING, [looked, drawn])) == []
    assert unused_items(
        worlds.fabula(SETTING, [acted(2, effects=(ItemMoved("shoe", ADA, "", 0),))])
    ) == ["shoe"]


def test_a_thing_made_use_of_must_have_been_there_before() -> None:
    shown = acted(3, verb="show", roles=Roles.of(A=ADA, B=BO, I="shoe"))
    assert unplanted_items(worlds.fabula(SETTING, [shown])) == ["shoe"]
    assert (
        unplanted_items(
            worlds.fabula(
                SETTING, [worlds.opened(SETTING, ItemMoved("shoe", "", "study", 1)), shown]
            )
        )
        == []
    )


def test_scenes_endings_and_who_was_in_what_are_read_off_the_record() -> None:
    closed = SceneClosed(3, 0, (100,), 1, 1, 1, ())
    events: list[Event] = [
        scene_opened(cast=(ADA, BO)),
        acted(2, tactic="joke"),
        closed,
        StoryEnded(4, 0, (), "told", NO_ROLES, ()),
    ]
    assert scene_sequence(events) == ("talk",)
    assert [changed_scenes_with(events, person) for person in (ADA, CY)] == [1, 0]
    assert pairs_of(events) == {ADA: [("tell", "joke")]}


def test_distributions_differ_by_what_they_do_not_share() -> None:
    assert total_variation({"ask": 2, "tell": 2}, {"ask": 2, "lie": 2}) == pytest.approx(0.5)
    assert total_variation({"ask": 1}, {"ask": 7}) == 0


def test_whoever_acts_like_nobody_else_is_known_by_it() -> None:
    habits = {ADA: [("ask", "joke")] * 20, BO: [("ask", "")] * 20}
    assert NaiveBayes(habits).name([("ask", "")] * 3) == BO
    assert NaiveBayes({}).name([("ask", "")]) == ""
    assert named_right([habits] * 5) == (20, 20)
    assert likeness_gate([habits] * 5).holds


def test_gates_say_what_came_of_what_was_asked() -> None:
    flat = measured(*story(5, 5, 5), StoryEnded(9, 0, (), "told", NO_ROLES, ()))
    missed = [gate.name for gate in structure_report([flat]) if not gate.holds]
    assert [name.split(" (")[0] for name in missed] == [
        "a false belief for 3 scenes",
        "2 reversals of belief",
        "tension follows the form's curve",
        "the peak",
        "the commonest ending",
    ]
    assert not ending_gate([flat]).holds
    assert role_gate([flat]) == StructureGate(
        "the commonest casting", f"{BO} as vase.culprit 100%", "at most 50%", False
    )


@pytest.mark.parametrize(
    ("high", "floor", "holds"),
    [({"ask": 5, "tell": 5}, 0.1, True), ({"ask": 9, "tell": 1}, 0, False)],
)
def test_a_trait_must_move_a_person_and_by_more_than_chance(
    high: dict[str, int], floor: float, holds: bool
) -> None:
    assert flip_gate("nerve", Counter(ask=10), high, floor).holds == holds
    assert not flip_gate("nerve", Counter(ask=10), high, 0.6).holds
