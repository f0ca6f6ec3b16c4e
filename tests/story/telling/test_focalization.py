"""Whom a story is told through."""

from __future__ import annotations

from novel_engine.story.fabula.events import Event, SceneClosed
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.focalization import chosen_focalizer
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, learned


def scenes(made: Setting, *casts: tuple[str, ...], changed: int = 1) -> list[Event]:
    """A scene for each of these casts, one after another, in each of which something changes."""
    found: list[Event] = [worlds.opened(made)]
    for number, cast in enumerate(casts, 1):
        found.append(worlds.scene_opened(number * 10, number, cast=cast))
        found.append(SceneClosed(number * 10 + 5, 0, (number * 1000,), number, 1, changed, ()))
    return found


EVERYBODY = ((ADA, BO, CY),) * 6


def test_of_those_in_as_many_scenes_it_is_whoever_comes_to_hold_most_of_the_main_question() -> None:
    made = worlds.setting()
    events = scenes(made, *EVERYBODY)
    events.insert(3, worlds.acted(12, effects=(learned(BO, "shard"), learned(CY, "sailing"))))

    assert chosen_focalizer(worlds.fabula(made, events)) == BO


def test_what_was_known_from_the_start_counts_for_nothing() -> None:
    made = worlds.setting()
    events = scenes(made, *EVERYBODY)
    events[0] = worlds.opened(made, learned(CY, "deed"), learned(CY, "shard"))

    assert chosen_focalizer(worlds.fabula(made, events)) == ADA


def test_only_who_learns_the_answer_will_do_if_anybody_does() -> None:
    made = worlds.setting()
    events = scenes(made, *EVERYBODY)
    events.insert(
        3,
        worlds.acted(
            12, effects=(learned(ADA, "shard"), learned(ADA, "seen"), learned(ADA, "motive"))
        ),
    )
    events.insert(4, worlds.acted(13, effects=(learned(CY, "deed", 80, "told", BO),)))

    assert chosen_focalizer(worlds.fabula(made, events)) == CY


def test_an_answer_half_believed_is_none() -> None:
    made = worlds.setting()
    events = scenes(made, *EVERYBODY)
    events.insert(3, worlds.acted(12, effects=(learned(ADA, "shard"), learned(ADA, "seen"))))
    events.insert(4, worlds.acted(13, effects=(learned(CY, "deed", 40, "told", BO),)))

    assert chosen_focalizer(worlds.fabula(made, events)) == ADA


def test_who_is_in_more_of_the_scenes_that_changed_something_is_nearer() -> None:
    made = worlds.setting()
    casts = (*EVERYBODY, (BO, CY), (BO, CY), (ADA, CY))

    assert chosen_focalizer(worlds.fabula(made, scenes(made, *casts))) == CY


def test_scenes_in_which_nothing_changed_count_for_nothing() -> None:
    made = worlds.setting()

    assert chosen_focalizer(worlds.fabula(made, scenes(made, *EVERYBODY, changed=0))) == ADA
