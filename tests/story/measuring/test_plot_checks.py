"""What a telling owes its reader is checked from the record; a telling that has been tampered with
is found out.
"""

from __future__ import annotations

from dataclasses import replace

from novel_engine.story.fabula.events import Event, ItemMoved, SceneClosed, StoryEnded, ThreadMoved
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.measuring.plot_checks import structure_problems
from novel_engine.story.telling.syuzhet import Beat, Chapter, Telling
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, acted, ending, learned

ANSWERED = ThreadMoved("who", "answered")


def house(*needs: str) -> Setting:
    return worlds.setting(endings=(ending("told", *needs), ending("untold", unsolved=True)))


def events(made: Setting, *more: Event, end: str = "told") -> list[Event]:
    """One scene: Ada tells, Bo answers, it is answered; and the end."""
    return [
        worlds.opened(made),
        worlds.scene_opened(),
        acted(2, causes=(100,)),
        acted(3, causes=(200,), actor=BO, verb="answer_true"),
        *more,
        SceneClosed(8, 0, (100,), 1, 1, 1, (ANSWERED,) if end == "told" else ()),
        StoryEnded(9, 0, (100,), end, NO_ROLES, ()),
    ]


def telling(
    *told: int, scenes: tuple[int, ...] = (1,), end: str = "told", tells: str = "tell"
) -> Telling:
    beats = tuple(Beat("scene" if number == 100 else tells, (number,), 1) for number in told)
    return Telling("story", "The Vase", ADA, end, "", 100, (Chapter(1, ADA, scenes, (), beats),))


def test_a_telling_that_owes_nothing_is_whole() -> None:
    made = house("believes(ada, harm)")

    assert structure_problems(worlds.fabula(made, events(made)), telling(100, 200, 300)) == []


def test_an_act_whose_cause_is_not_told_is_found() -> None:
    made = house()

    assert structure_problems(worlds.fabula(made, events(made)), telling(100, 300)) == [
        "answer_true (300) is told, and none of its causes (200,) before it"
    ]


def test_a_cause_told_after_its_effect_is_no_cause() -> None:
    made = house()

    assert len(structure_problems(worlds.fabula(made, events(made)), telling(100, 300, 200))) == 1


def test_two_beats_may_tell_one_act() -> None:
    made = house()

    assert structure_problems(worlds.fabula(made, events(made)), telling(100, 200, 200, 300)) == []


def test_two_who_speak_apart_need_no_cause() -> None:
    made = house()
    apart = acted(4, causes=(55,))
    told = telling(100, 200)
    (chapter,) = told.chapters
    beats = (*chapter.beats, Beat("aside", (400,), 1))

    assert (
        structure_problems(
            worlds.fabula(made, events(made, apart)),
            replace(told, chapters=(replace(chapter, beats=beats),)),
        )
        == []
    )


def test_a_scene_in_which_nothing_changed_is_found() -> None:
    made = house()
    still = SceneClosed(8, 0, (100,), 1, 0, 0, ())
    told = [
        still if isinstance(event, SceneClosed) else event for event in events(made, end="untold")
    ]

    assert structure_problems(worlds.fabula(made, told), telling(100, 200, end="untold")) == [
        "scene 1 is told, and nothing changed in it"
    ]


def test_a_scene_in_which_nobody_does_anything_is_found() -> None:
    made = house()

    assert structure_problems(worlds.fabula(made, events(made)), telling(100)) == [
        "scene 1 is told, and nobody does anything in it"
    ]


def test_an_ending_for_the_other_case_is_found() -> None:
    made = house()

    assert (
        structure_problems(
            worlds.fabula(made, events(made, end="untold")), telling(100, 200, end="untold")
        )
        == []
    )
    assert structure_problems(
        worlds.fabula(made, events(made)), telling(100, 200, end="untold")
    ) == ["the main question is answered, and the ending 'untold' is for the other case"]
    assert structure_problems(
        worlds.fabula(made, events(made, end="untold")), telling(100, 200)
    ) == ["the main question is not answered, and the ending 'told' is for the other case"]


def test_an_ending_nobody_wrote_is_found() -> None:
    made = house()

    assert structure_problems(worlds.fabula(made, events(made)), telling(100, 200, end="fire")) == [
        "the ending 'fire' is none of the story's"
    ]


def test_a_fact_the_ending_needs_is_planted_when_anything_on_its_topic_is_met_early() -> None:
    early = house("believes(ada, deed)")
    late = house("believes(ada, sailing)")
    news = acted(7, effects=(learned(ADA, "sailing"),), roles=Roles.of(A=CY, B=ADA))

    assert structure_problems(worlds.fabula(early, events(early)), telling(100, 200)) == []
    assert structure_problems(worlds.fabula(late, events(late, news)), telling(100, 200)) == [
        "the ending 'told' needs 'sailing', which nobody met before the last third"
    ]


def test_what_was_so_before_the_first_scene_has_not_been_met() -> None:
    made = house("believes(ada, sailing)")
    known = [worlds.opened(made, learned(CY, "sailing")), *events(made)[1:]]

    assert len(structure_problems(worlds.fabula(made, known), telling(100, 200))) == 1


def test_a_thing_the_ending_needs_must_have_turned_up() -> None:
    made = house("holds(ada, shoe)")
    turned_up = acted(4, effects=(ItemMoved("shoe", ADA, "", 0),))

    assert structure_problems(worlds.fabula(made, events(made)), telling(100, 200)) == [
        "the ending 'told' needs 'shoe', which nobody met before the last third"
    ]
    assert structure_problems(worlds.fabula(made, events(made, turned_up)), telling(100, 200)) == []


def test_a_person_the_ending_needs_must_have_been_in_a_scene() -> None:
    made = house("did(tell, ada, cy)")
    without = events(made)
    without[1] = worlds.scene_opened(cast=(ADA, BO))

    assert structure_problems(worlds.fabula(made, without), telling(100, 200)) == [
        "the ending 'told' needs 'cy', which nobody met before the last third"
    ]


def test_words_that_name_nothing_of_the_storys_need_no_planting() -> None:
    made = house("goal(ada, leave) = 0")

    assert structure_problems(worlds.fabula(made, events(made)), telling(100, 200)) == []
