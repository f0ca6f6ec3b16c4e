"""A log is lived through once, and everything that is asked of it afterwards is one value."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace

import pytest

from novel_engine.story.fabula.events import (
    Acted,
    Event,
    SceneClosed,
    StoryEnded,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.fabula import Fabula, is_suspicion
from novel_engine.story.fabula.world import begin, fold
from novel_engine.story.givens.patterns import Pattern, parse_step
from novel_engine.story.givens.roles import NO_ROLES, Roles
from tests.support import cellar, worlds
from tests.support.sampling import sample
from tests.support.stories import story_of
from tests.support.worlds import ADA, BO, CY, acted, learned, scene_opened

SHOWN = Pattern("shown", "", (parse_step("lie A=one B=other"), parse_step("show A=other B=one")), 8)
ANSWERED = ThreadMoved("who", "answered")
LETTER = Fabula(cellar.setting(), tuple(cellar.the_letter()))


def closed(scene: int, changed: int) -> SceneClosed:
    return SceneClosed(scene * 10, 0, (100,), scene, 1, changed, ())


def thought(turn: int, *, sure: int) -> Acted:
    return acted(
        turn,
        verb="infer",
        causes=((turn - 1) * 100,),
        roles=Roles.of(A=ADA, F="deed"),
        effects=(learned(ADA, "deed", sure, "inferred"),),
        witnesses=(ADA,),
    )


def folded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the events that are folded from now on."""
    found: list[int] = []

    def percepts(world: object, event: Event) -> list[object]:
        found.append(id_of(event))
        return []

    monkeypatch.setattr("novel_engine.story.fabula.world.percepts", percepts)
    return found


def test_a_log_is_folded_when_it_is_first_asked_and_never_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lived = folded(monkeypatch)
    fabula = worlds.fabula(worlds.setting(), [scene_opened(), acted(2)])
    ada = fabula.through(ADA)

    assert (set(fabula.scenes), fabula.ending, ada.known_from) == ({1}, "", {"harm": 200})
    assert lived == []

    assert (fabula.world.last_event, fabula.percepts, fabula.patterns) == (200, (), ())
    assert (ada.perceived, fabula.world_at(100).last_event) == (frozenset(), 100)
    assert lived == [100, 200]


def todays_story() -> Fabula:
    """One of sixty, another with each commit."""
    (seed,) = sample(range(1, 61), 1, "fabula")[:1]
    return story_of(5, seed).fabula


@pytest.mark.parametrize("lived", [lambda: LETTER, todays_story], ids=["letter", "story"])
def test_the_world_after_each_event_is_what_a_fold_of_the_log_up_to_it_gives(
    lived: Callable[[], Fabula],
) -> None:
    fabula = lived()
    for number, happening in enumerate(fabula.happenings, 1):
        assert happening.after == fold(fabula.setting, fabula.events[:number])
        assert happening.before == fold(fabula.setting, fabula.events[: number - 1])


def test_the_world_before_the_first_event_and_after_none_is_the_one_that_begins() -> None:
    made = cellar.setting()

    assert LETTER.happenings[0].before == begin(made)
    assert Fabula(made, ()).world == begin(made)
    assert LETTER.world_at(-1) == begin(made)
    assert LETTER.world_at(id_of(LETTER.events[-1])) is LETTER.world


def test_minds_in_which_nothing_came_are_shared_and_not_copied() -> None:
    apart = acted(2, witnesses=(ADA, BO))
    _, happening = worlds.fabula(worlds.setting(), [scene_opened(), apart]).happenings

    assert happening.after.minds[CY] is happening.before.minds[CY]
    assert happening.after.minds[BO] is not happening.before.minds[BO]


def test_a_story_sent_to_another_process_is_its_log() -> None:
    whole = Fabula(LETTER.setting, LETTER.events)
    assert whole.world.is_over

    sent = pickle.loads(pickle.dumps(whole))  # noqa: S301  # made here

    assert sent == whole
    assert vars(sent).keys() == {"setting", "events"}


def test_a_scene_turns_when_its_variable_does_or_somebody_owns_up() -> None:
    events: list[Event] = [
        acted(2),
        closed(1, 0),
        acted(12, scene=2),
        closed(2, 1),
        acted(22, scene=3, verb="confess"),
        closed(3, 0),
    ]

    assert worlds.fabula(worlds.setting(), events).turning_scenes == {2, 3}


def test_a_scene_turns_when_a_question_is_answered_in_it() -> None:
    events: list[Event] = [acted(2, effects=(ANSWERED,)), closed(1, 0)]

    assert worlds.fabula(worlds.setting(), events).turning_scenes == {1}


def test_a_story_has_the_ending_that_it_came_to() -> None:
    ended = StoryEnded(9, 0, (), "told", NO_ROLES, ())

    assert worlds.fabula(worlds.setting(), [ended]).ending == "told"
    assert worlds.fabula(worlds.setting(), [acted(2)]).ending == ""


def test_only_a_pattern_that_one_person_saw_whole_counts_for_them() -> None:
    made = worlds.setting(patterns=(SHOWN,))
    events: list[Event] = [
        scene_opened(),
        acted(2, actor=BO, verb="lie", roles=Roles.of(A=BO, B=ADA), witnesses=(ADA, BO, CY)),
        acted(3, actor=ADA, verb="show", roles=Roles.of(A=ADA, B=BO), witnesses=(ADA, BO)),
    ]
    fabula = worlds.fabula(made, events)

    assert [match.events for match in fabula.patterns] == [(200, 300)]
    assert [len(fabula.through(who).patterns) for who in (ADA, BO, CY)] == [1, 1, 0]


def test_what_somebody_sees_from_afar_they_perceive_too() -> None:
    events: list[Event] = [
        scene_opened(),
        acted(2, actor=BO, witnesses=(BO, CY), bystanders=(ADA,)),
    ]
    ada = worlds.fabula(worlds.setting(), events).through(ADA)

    assert ada.perceived == {100, 200}
    assert [percept.clarity for percept in ada.percepts if percept.event == 200] == ["outline"]


def test_a_person_is_one_view_of_a_story_and_nobody_one_that_saw_nothing() -> None:
    fabula = worlds.fabula(worlds.setting(), [scene_opened(), acted(2)])

    assert fabula.through(ADA) is fabula.through(ADA)
    assert fabula.through("").perceived == frozenset()


def test_a_fact_is_known_from_when_it_is_named_before_somebody_or_brought_home_to_them() -> None:
    events: list[Event] = [
        acted(2, witnesses=(ADA, BO)),
        acted(3, roles=Roles.of(A=ADA, B=CY, F="harm"), effects=(learned(CY, "deed"),)),
    ]
    fabula = worlds.fabula(worlds.setting(), events)

    assert fabula.through(BO).known_from == {"harm": 200}
    assert fabula.through(CY).known_from == {"harm": 300, "deed": 300}


def test_a_thought_that_is_not_told_hands_on_its_causes() -> None:
    events: list[Event] = [
        acted(2, causes=(100,)),
        thought(3, sure=90),
        acted(4, causes=(300, 100)),
    ]
    fabula = worlds.fabula(worlds.setting(), events)

    assert fabula.through(ADA).reasons[400] == (100, 300)
    assert fabula.through(ADA).reasons_from_outside[400] == (100, 200)
    assert fabula.through(BO).reasons[400] == (100, 200)


def test_a_suspicion_is_no_thought_to_be_told() -> None:
    made = worlds.setting()
    sure, unsure = thought(3, sure=60), thought(3, sure=59)

    assert [is_suspicion(made, one) for one in (sure, unsure)] == [False, True]
    assert worlds.fabula(made, [acted(2, causes=(100,)), unsure, acted(4, causes=(300,))]).through(
        ADA
    ).reasons[400] == (200,)


def test_the_hash_of_a_story_is_that_of_its_log() -> None:
    other = replace(LETTER, setting=worlds.setting())

    assert LETTER.sha256 == other.sha256
    assert LETTER.sha256 != Fabula(LETTER.setting, LETTER.events[:-1]).sha256
