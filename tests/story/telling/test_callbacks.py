"""What sifting finds is kept in a telling, names its chapters, and is called back to."""

from __future__ import annotations

from novel_engine.story.fabula.sifting import Match
from novel_engine.story.givens.patterns import Pattern, parse_step
from novel_engine.story.givens.roles import Roles
from novel_engine.story.telling.callbacks import (
    call_back,
    note_patterns,
    spine,
)
from novel_engine.story.telling.chaptering import ToldScene
from novel_engine.story.telling.measure import MOST_CALLBACKS
from novel_engine.story.telling.syuzhet import Beat
from tests.support.worlds import ADA, BO

SHOWN = Pattern("shown", "", (parse_step("lie A=one B=other"), parse_step("show A=other B=one")), 8)
SMALL = Pattern("small", "", SHOWN.steps, 3)


def match(first: tuple[int, int], last: tuple[int, int], pattern: Pattern = SHOWN) -> Match:
    """A pattern whose steps are (event, scene)."""
    return Match(pattern, (("one", BO), ("other", ADA)), (first[0], last[0]), (first[1], last[1]))


def scene(number: int, *events: int, day: str = "1", place: str = "hall") -> ToldScene:
    features = (("day", (day,)), ("place", (place,)), ("actor", ("other",)))
    beats = [
        Beat("lie", (event,), number, features, Roles.of(A=BO, B=ADA), (ADA, BO))
        for event in events
    ]
    return ToldScene(
        number, 1, (), [Beat("scene", (number,), number), *beats, Beat("cut", (number,), number)]
    )


def callbacks(*scenes: ToldScene) -> list[Beat]:
    return [beat for one in scenes for beat in one.beats if beat.tells == "callback"]


def test_what_is_worth_much_is_the_spine() -> None:
    assert spine([match((200, 1), (300, 2)), match((400, 2), (500, 3), SMALL)]) == {200, 300}


def test_a_scene_is_told_what_comes_whole_in_it_if_all_of_it_is_told() -> None:
    scenes = [scene(1, 200), scene(2, 300)]
    note_patterns(scenes, [match((200, 1), (300, 2)), match((250, 1), (300, 2), SMALL)])

    assert [one.patterns for one in scenes] == [(), ("shown",)]


def test_the_end_of_a_pattern_recalls_its_beginning() -> None:
    scenes = [scene(1, 200, place="study"), scene(2, 300, day="3")]
    call_back(scenes, [match((200, 1), (300, 2))])
    (beat,) = callbacks(*scenes)
    features = dict(beat.features)

    assert [b.tells for b in scenes[1].beats] == ["scene", "lie", "callback", "cut"]
    assert beat.events == (200, 300)
    assert (features["pattern"], features["then"], features["gap"], features["place"]) == (
        ("shown",),
        ("study",),
        ("days",),
        ("hall",),
    )


def test_nothing_is_called_back_to_within_a_scene_or_in_its_place_or_when_it_was_not_told() -> None:
    scenes = [
        scene(1, 200, 210),
        scene(2, 300),
        scene(3, 400, place="study"),
        scene(4, 500, place="study"),
    ]
    call_back(
        scenes, [match((200, 1), (210, 1)), match((250, 1), (300, 2)), match((400, 3), (500, 4))]
    )

    assert callbacks(*scenes) == []


def test_a_story_calls_back_twice_at_most() -> None:
    scenes = [
        scene(number, number * 100, place=("hall", "study")[number % 2]) for number in range(1, 9)
    ]
    call_back(scenes, [match((n * 100, n), (n * 100 + 100, n + 1)) for n in (1, 3, 5, 7)])

    assert len(callbacks(*scenes)) == MOST_CALLBACKS
