"""Patterns are looked for in the log as it grows, and come whole in the order of their steps, with
one name one person.
"""

from __future__ import annotations

import pytest

from novel_engine.errors import GenreError
from novel_engine.story.directing.framing import choices
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.sifting import MOST_UNDER_WAY, Match, is_half_there, sifted
from novel_engine.story.givens.patterns import Pattern, parse_step
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, acted

FACTS = worlds.facts()


def pattern(*steps: str, name: str = "shown_up", worth: int = 7) -> Pattern:
    return Pattern(name, "", tuple(parse_step(step) for step in steps), worth)


SHOWN_UP = pattern("lie A=one B=other", "show|give A=other B=one")


def did(turn: int, who: str, verb: str, to: str = "", fact: str = "harm", scene: int = 1) -> Event:
    roles = Roles.of(A=who, B=to, F=fact)
    return acted(turn, actor=who, verb=verb, roles=roles, scene=scene)


def found(events: list[Event], *patterns: Pattern) -> list[Match]:
    """Every pattern that comes whole, in the order they do."""
    under_way: tuple[Match, ...] = ()
    came: list[Match] = []
    for event in events:
        under_way, whole = sifted(patterns or (SHOWN_UP,), FACTS, under_way, event)
        came += whole
    return came


def test_a_pattern_comes_whole_when_its_last_step_happens() -> None:
    (match,) = found(
        [did(2, BO, "lie", ADA), did(3, CY, "tell", ADA), did(4, ADA, "give", BO, scene=2)]
    )

    assert (match.events, match.scenes) == ((200, 400), (1, 2))
    assert (match.of("one"), match.of("other"), match.of("third")) == (BO, ADA, "")


@pytest.mark.parametrize(
    "events",
    [
        [did(3, ADA, "show", BO), did(4, BO, "lie", ADA)],
        [did(3, BO, "lie", ADA), did(4, CY, "show", BO)],
        [did(3, BO, "lie", ADA)],
        [],
    ],
    ids=["out of order", "another person", "half of it", "nothing"],
)
def test_what_is_not_the_pattern_is_not_found(events: list[Event]) -> None:
    assert found(events) == []


def test_two_names_are_never_one_person() -> None:
    told_back = pattern("tell A=one B=other", "tell A=other B=third")

    assert found([did(2, ADA, "tell", BO), did(3, BO, "tell", ADA)], told_back) == []
    assert len(found([did(2, ADA, "tell", BO), did(3, BO, "tell", CY)], told_back)) == 1


def test_a_step_may_ask_what_kind_of_thing_it_is_about() -> None:
    kinds = pattern("tell A=one B=other kind=harm", "tell A=other B=third")

    assert found([did(2, ADA, "tell", BO, "nothing"), did(3, BO, "tell", CY)], kinds) == []
    assert len(found([did(2, ADA, "tell", BO, "harm"), did(3, BO, "tell", CY)], kinds)) == 1


def test_the_same_thing_done_again_is_not_a_second_pattern() -> None:
    again = [did(2, BO, "lie", ADA), did(3, BO, "lie", ADA), did(4, ADA, "show", BO)]

    assert len(found(again)) == 1


def test_what_is_under_way_is_bounded_and_the_newest_is_kept() -> None:
    anything = pattern("tell A=one F=what", "lie A=one F=what")
    under_way: tuple[Match, ...] = ()
    for turn in range(2, 100):
        under_way, _ = sifted(
            (anything,), FACTS, under_way, did(turn, ADA, "tell", BO, f"fact-{turn}")
        )

    assert len(under_way) == MOST_UNDER_WAY
    assert under_way[-1].events == (9900,)


def test_a_pattern_is_half_there_when_half_its_steps_have_happened() -> None:
    three = pattern("ask A=one B=other", "press A=one B=other", "accuse A=one B=other")
    (one,), _ = sifted((three,), FACTS, (), did(2, ADA, "ask", BO))
    (_, two), _ = sifted((three,), FACTS, (one,), did(3, ADA, "press", BO))

    assert [is_half_there(one), is_half_there(two)] == [False, True]


def test_a_frame_that_could_complete_a_pattern_scores_higher() -> None:
    frames = (worlds.frame("one"), worlds.frame("two"))
    wanting = {bias.verb for bias in frames[0].bias}
    begun = pattern("lie A=one B=other", f"{'|'.join(sorted(wanting))} A=other B=one", worth=9)
    bare, sifting = (worlds.setting(frames=frames[:1], patterns=p) for p in ((), (begun,)))
    events = [did(2, BO, "lie", ADA)]
    scores = [
        choices(worlds.after(worlds.world(made=made), *events))[0].score for made in (bare, sifting)
    ]

    assert scores[1] - scores[0] == (9 if wanting else 0)


@pytest.mark.parametrize("text", ["", "lie", "lie Z=one", "lie A=", "lie A"])
def test_a_step_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(GenreError, match="step"):
        parse_step(text)
