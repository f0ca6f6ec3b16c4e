"""Where in a plan a beat may stand."""

from __future__ import annotations

from novel_engine.story.givens.roles import Roles
from novel_engine.story.mending.places import PlanPlaces
from novel_engine.story.telling.syuzhet import Beat
from tests.support.stories import bundled_genre

VERBS = bundled_genre().verbs


def beat(tells: str, number: int, scene: int = 1, fact: str = "") -> Beat:
    return Beat(tells, (number,), scene, roles=Roles.of(F=fact), verb=VERBS.get(tells))


PLAN = PlanPlaces(
    [
        beat("opening", 0),
        beat("search", 100, fact="shard"),
        beat("inner", 100, fact="shard"),
        beat("ask", 300, fact="harm"),
        beat("lie", 400, fact="blame"),
        beat("scene", 500, 2),
        beat("stakes", 500, 2),
        beat("infer", 700, 2, fact="deed"),
        beat("ending", 900, 2),
    ]
)


def told_before(at: int) -> str:
    return f"{PLAN.beats[at].tells} {PLAN.beats[at].events[-1]}"


def test_behind_an_event_is_behind_all_that_tells_it() -> None:
    assert told_before(PLAN.since(100)) == "ask 300"


def test_nothing_stands_between_a_question_and_its_answer() -> None:
    assert told_before(PLAN.since(300)) == "scene 500"


def test_what_is_not_told_would_stand_before_what_comes_after_it() -> None:
    assert told_before(PLAN.since(600)) == "infer 700"
    assert told_before(PLAN.since(200)) == "ask 300"


def test_into_a_scene_it_goes_behind_the_ground_of_it() -> None:
    assert told_before(PLAN.since(450)) == "infer 700"


def test_it_stands_behind_what_is_about_it_already_and_never_past_its_limit() -> None:
    assert told_before(PLAN.about("deed", 0, PLAN.end)) == "ending 900"
    assert told_before(PLAN.about("deed", 700, PLAN.first_of(700))) == "infer 700"
    assert told_before(PLAN.about("shard", 0, PLAN.end)) == "ask 300"


def test_an_event_that_is_not_told_is_nowhere_before_the_end() -> None:
    assert PLAN.first_of(800) == PLAN.end
    assert told_before(PLAN.end) == "ending 900"
