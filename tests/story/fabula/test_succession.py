"""The order in which events can follow one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from novel_engine.story.directing.pacing import HOURS
from novel_engine.story.fabula.events import Event, SceneClosed, SceneOpened, StageSet, StoryEnded
from novel_engine.story.fabula.succession import misplaced
from novel_engine.story.givens.roles import Roles
from tests.support.stories import Told, all_stories, smaller_stories

Change = Callable[[list[Event]], list[Event]]


def whole() -> Told:
    return smaller_stories()[0]


def why(change: Change) -> str:
    return misplaced(whole().setting, change(list(whole().events)), HOURS)


def kinds(events: list[Event], kind: type[Event]) -> list[int]:
    return [n for n, event in enumerate(events) if isinstance(event, kind)]


def last(kind: type[Event], **fields: Any) -> Change:
    """The last event of a kind has other fields."""

    def change(events: list[Event]) -> list[Event]:
        at = kinds(events, kind)[-1]
        return [*events[:at], replace(events[at], **fields), *events[at + 1 :]]

    return change


def opened(**fields: Any) -> Change:
    """The last scene is opened with other fields."""
    return last(SceneOpened, **fields)


def left_open(events: list[Event]) -> list[Event]:
    """The story ends within its last scene."""
    at = kinds(events, SceneClosed)[-1]
    before = events[at - 1]
    return [*events[:at], replace(events[-1], turn=before.turn, seq=before.seq + 1)]


def moved_to(turns: int, seqs: int) -> Change:
    return lambda events: [
        *events[:-1],
        replace(events[-1], turn=events[-1].turn + turns, seq=events[-1].seq + seqs),
    ]


def after(event: Callable[[list[Event]], Event]) -> Change:
    return lambda events: [*events, replace(event(events), turn=events[-1].turn + 1, seq=0)]


def with_a_clock(events: list[Event]) -> list[Event]:
    return [*events[:-1], replace(events[-1], effects=(StageSet("hour", "noon"),))]


def test_whatever_this_program_tells_is_in_order() -> None:
    assert [misplaced(told.setting, told.events, HOURS) for told in all_stories()] == [
        "" for _ in all_stories()
    ]


def test_a_story_that_stopped_anywhere_between_two_turns_is_in_order() -> None:
    events = whole().events
    for n in range(len(events)):
        assert misplaced(whole().setting, events[:n], HOURS) == ""


NOT_NEXT = "is not the next of its turn, nor the first"
IMPOSSIBLE: dict[str, tuple[Change, str]] = {
    "a second end": (after(lambda events: events[-1]), "comes after the story's end"),
    "an opening after the end": (after(lambda events: events[0]), "comes after the story's end"),
    "a second opening": (lambda e: [e[0], replace(e[0], turn=1), *e[1:]], "opens the story again"),
    "an event left out": (lambda e: [e[0], *e[2:]], NOT_NEXT),
    "a turn left out": (moved_to(1, 0), NOT_NEXT),
    "a place left out": (moved_to(0, 1), NOT_NEXT),
    "an event twice": (lambda e: [e[0], e[0], *e[1:]], NOT_NEXT),
    "an end within a scene": (left_open, "ends the story within a scene"),
    "another scene's close": (last(SceneClosed, scene=1), "is of scene 1, which is not open"),
    "a scene's number again": (opened(scene=1), "opens scene 1 after scene"),
    "no frame": (opened(frame="nobody"), "by a frame that the story does not have"),
    "roles of no frame": (opened(roles=Roles.of(want="nobody")), "otherwise than its frame has it"),
    "another variable": (opened(variable="weather"), "otherwise than its frame has it"),
    "an hour between": (opened(hour=7), "at an hour that cannot be the next"),
    "a day far off": (opened(day=10**30), "at an hour that cannot be the next"),
    "a day before": (opened(day=0), "at an hour that cannot be the next"),
    "an effect on the clock": (with_a_clock, "sets the clock"),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_an_event_that_cannot_come_where_it_stands_is_named(name: str) -> None:
    change, said = IMPOSSIBLE[name]

    assert said in why(change)
    assert why(change).startswith("event ")


def test_a_scene_is_not_opened_within_another() -> None:
    def twice(events: list[Event]) -> list[Event]:
        first = kinds(events, SceneOpened)[0]
        scene = events[first]
        return [*events[: first + 1], replace(scene, seq=scene.seq + 1), *events[first + 1 :]]

    assert "while scene 1 is open" in why(twice)


def test_an_ended_story_has_one_end() -> None:
    assert [type(event) for event in whole().events].count(StoryEnded) == 1
