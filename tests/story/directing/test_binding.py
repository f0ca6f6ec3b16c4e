"""Bound ids in the place of a kernel's own names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.directing.binding import (
    bound,
    bound_call,
    bound_complication,
    bound_ending,
    bound_frame,
    bound_text,
    mentions_nobody,
)
from novel_engine.story.givens.conditions import (
    Condition,
    calls_in,
    names_in,
    parse_condition,
    parse_effect,
)
from novel_engine.story.givens.kernels import Bias, Frame
from tests.support import worlds
from tests.support.strategies import conditions, few, words

NAMES = {
    "culprit": "bo",
    "finder": "ada",
    "friend": "",
    "deed": "vase.deed",
    "who": "vase.who",
    "spot": "hall",
}


@few
@given(conditions, st.dictionaries(words, words, max_size=5))
def test_binding_changes_names_and_nothing_else(
    condition: Condition, names: dict[str, str]
) -> None:
    found = bound(condition, names)
    assert names_in(found) == tuple(names.get(name, name) for name in names_in(condition))
    assert [call.name for call in calls_in(found)] == [call.name for call in calls_in(condition)]


@few
@given(conditions)
def test_what_names_nothing_of_the_kernels_stands_for_itself(condition: Condition) -> None:
    assert bound(condition, {}) == condition


def test_conditions_are_bound_all_through() -> None:
    text = "believes(culprit, deed) & !(guilt(culprit) >= 2 | at(finder, spot))"
    assert bound(parse_condition(text), NAMES) == parse_condition(
        "believes(bo, vase.deed) & !(guilt(bo) >= 2 | at(ada, hall))"
    )


def test_an_effect_keeps_its_name_its_numbers_and_what_it_is_not_told_of() -> None:
    assert bound_call(parse_effect("trust(culprit, ida, -2)"), NAMES) == parse_effect(
        "trust(bo, ida, -2)"
    )
    assert bound_call(parse_effect("culprit(near(culprit))"), NAMES) == parse_effect(
        "culprit(near(bo))"
    )


def test_a_text_names_persons_by_slots() -> None:
    assert bound_text("{culprit}'s shoe, near {finder}", NAMES) == "{bo}'s shoe, near {ada}"
    assert bound_text("{stranger} and {friend}", NAMES) == "{} and {}"
    assert bound_text("{ada} is {bo}'s rival", NAMES) == "{ada} is {bo}'s rival"


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("{culprit} did it", False),
        ("{friend} did it", True),
        ("it broke", False),
        ("{stranger} did it", False),
    ],
)
def test_a_text_may_mention_a_part_that_nobody_plays(text: str, nobody: bool) -> None:
    assert mentions_nobody(text, NAMES) == nobody


# ── frames ────────────────────────────────────────────────────────────────────────────────────────


def written(**changes: object) -> Frame:
    """A frame as a kernel has it."""
    plain = worlds.frame(
        "ask",
        needs="believes(finder, deed)",
        variable="stance(finder, culprit, deed)",
        bias=(Bias("finder", "ask", "culprit", "deed", 90), Bias("friend", "tell", "", "", 50)),
    )
    own = {
        "place": "spot",
        "cast": ("finder", "culprit"),
        "want": "finder",
        "against": "culprit",
        "fact": "deed",
    }
    return replace(plain, **{**own, "thread": "who", **changes})  # type: ignore[arg-type]


def test_a_frame_is_bound_to_its_people() -> None:
    found = bound_frame(written(), NAMES, "vase")
    assert found is not None
    assert (found.id, found.place, found.cast, found.thread) == (
        "vase.ask",
        "hall",
        ("ada", "bo"),
        "vase.who",
    )
    assert (found.want, found.against, found.fact) == ("ada", "bo", "vase.deed")
    assert found.needs == parse_condition("believes(ada, vase.deed)")
    assert found.variable == parse_effect("stance(ada, bo, vase.deed)")


def test_an_inclination_of_or_towards_nobody_is_dropped() -> None:
    biases = (
        Bias("finder", "ask", "culprit", "deed", 90),
        Bias("finder", "wait", "", "", 10),
        Bias("friend", "ask", "", "", 50),
        Bias("finder", "ask", "friend", "", 50),
        Bias("finder", "tell", "culprit", "friend", 50),
    )
    found = bound_frame(written(bias=biases), NAMES, "vase")
    assert found is not None
    assert found.bias == (
        Bias("ada", "ask", "bo", "vase.deed", 90),
        Bias("ada", "wait", "", "", 10),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"cast": ("finder", "friend")},
        {"want": "friend"},
        {"against": "friend"},
        {"fact": "friend"},
        {"want": "culprit", "against": "culprit"},
    ],
)
def test_a_frame_that_stands_on_nobody_is_none(changes: dict[str, object]) -> None:
    assert bound_frame(written(**changes), NAMES, "vase") is None


def test_a_frame_may_be_against_nobody_and_about_nothing() -> None:
    found = bound_frame(written(cast=("finder",), against="", fact=""), NAMES, "vase")
    assert found is not None
    assert (found.against, found.fact) == ("", "")


def test_two_parts_played_by_one_person_are_one_person_there() -> None:
    names = {**NAMES, "victim": "ada"}
    found = bound_frame(written(cast=("finder", "victim", "culprit")), names, "vase")
    assert found is not None
    assert found.cast == ("ada", "bo")
    assert bound_frame(written(cast=("finder", "victim"), against="culprit"), names, "vase") is None


# ── complications and endings ─────────────────────────────────────────────────────────────────────


def test_a_complication_is_bound_with_all_it_stands_on() -> None:
    one = worlds.complication(effects=("learn(finder, deed)",), needs="believes(culprit, deed)")
    found = bound_complication(replace(one, who="finder", plants=("deed",)), NAMES, "vase")
    assert found is not None
    assert (found.id, found.who, found.plants, found.thread) == (
        "vase.letter",
        "ada",
        ("vase.deed",),
        "vase.who",
    )
    assert found.effects == (parse_effect("learn(ada, vase.deed)"),)
    assert found.needs == parse_condition("believes(bo, vase.deed)")


@pytest.mark.parametrize(
    "changes",
    [{"who": "friend"}, {"who": "stranger"}, {"who": "finder", "plants": ("deed", "friend")}],
)
def test_a_complication_that_stands_on_nothing_is_none(changes: dict[str, object]) -> None:
    one = replace(worlds.complication(), **changes)  # type: ignore[arg-type]
    assert bound_complication(one, NAMES, "vase") is None


def test_an_ending_is_bound() -> None:
    found = bound_ending(worlds.ending("told", "believes(finder, deed)", late=True), NAMES, "vase")
    assert (found.id, found.late, found.thread) == ("vase.told", True, "vase.who")
    assert found.needs == (parse_condition("believes(ada, vase.deed)"),)
