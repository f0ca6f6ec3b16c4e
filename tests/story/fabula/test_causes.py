"""What stands behind a paragraph: causes back to the opening, and what one person believed at the
time.
"""

from __future__ import annotations

from novel_engine.story.fabula.causes import beliefs_at, causes_behind, topics_of
from novel_engine.story.fabula.events import Event, id_of
from novel_engine.story.telling.extent import attendance, extent
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, acted, learned

TOLD = "told"


def record() -> tuple[Event, ...]:
    made = worlds.setting()
    return (
        worlds.opened(made, learned(BO, "deed")),
        worlds.scene_opened(1, causes=(0,)),
        acted(2, causes=(100,)),
        acted(3, causes=(200, 0), effects=(learned(ADA, "deed", 80, TOLD, BO),)),
        acted(4, causes=(100,)),
        acted(5, causes=(300, 400)),
    )


def test_causes_are_followed_to_the_opening_each_once_and_the_latest_first() -> None:
    found = causes_behind(record(), (300,))

    assert [(id_of(ground.event), ground.steps) for ground in found] == [
        (300, 0),
        (200, 1),
        (100, 2),
        (0, 1),
    ]


def test_a_cause_of_two_told_events_stands_as_near_as_the_nearer_has_it() -> None:
    found = {id_of(ground.event): ground.steps for ground in causes_behind(record(), (500, 200))}

    assert found == {500: 0, 200: 0, 300: 1, 400: 1, 100: 1, 0: 2}


def test_the_opening_has_nothing_behind_it() -> None:
    assert [(id_of(ground.event), ground.steps) for ground in causes_behind(record(), (0,))] == [
        (0, 0)
    ]
    assert causes_behind(record(), ()) == ()


def test_events_are_about_the_facts_they_name_or_teach_and_the_opening_about_none() -> None:
    made = worlds.setting()
    events = record()

    assert topics_of(made, [events[3]]) == (made.facts["deed"].topic,)
    assert topics_of(made, [events[0]]) == ()


def test_a_belief_is_held_from_the_event_that_brought_it() -> None:
    ada = worlds.fabula(worlds.setting(), record()).through(ADA)

    before = [belief.fact for belief in beliefs_at(ada, 200)]
    after = {belief.fact: belief for belief in beliefs_at(ada, 300)}

    assert "deed" not in before
    assert (after["deed"].confidence, after["deed"].teller, after["deed"].event) == (80, BO, 300)


def test_a_telling_is_short_below_seventeen_words_in_twenty() -> None:
    ada = worlds.fabula(worlds.setting(), record()).through(ADA)

    assert not extent(ada, 1000, 850).is_short
    assert extent(ada, 1000, 849).is_short


def test_scenes_are_counted_for_everybody() -> None:
    made = worlds.setting()
    scenes = (worlds.scene_opened(1, 1, cast=(ADA, BO)), worlds.scene_opened(2, 2, cast=(BO,)))

    fabula = worlds.fabula(made, scenes)
    found = extent(fabula.through(ADA), 10, 9)

    assert attendance(fabula) == ((BO, 2), (ADA, 1), (CY, 0))
    assert (found.who, found.there, found.scenes) == ("Ada", 1, 2)
