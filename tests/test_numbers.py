"""A number has a reason: each stands in its room's home with its unit and its why, or at least says
why where it stands; each rule seen to fail.
"""

from __future__ import annotations

import pytest

from tests.tools.constants import HOMES, STORY, UNIT, Constant, constants, constants_in

OUTSIDE = 49
"""How many of the story's numbers may stand outside the homes; it only falls."""


def unsaid(found: list[Constant]) -> list[str]:
    """The numbers that nothing is said of."""
    return [f"{one.module}:{one.line}: {one.name}" for one in found if not one.said]


def without_a_unit(found: list[Constant]) -> list[str]:
    """The numbers of homes that are not said as a home says them: unit, colon, reason."""
    return [one.key for one in found if one.module in HOMES and not UNIT.fullmatch(one.said)]


def test_every_number_of_a_story_says_why() -> None:
    assert unsaid(list(constants(package=STORY))) == []


def test_in_the_homes_every_number_has_its_unit() -> None:
    assert without_a_unit(list(constants(package=STORY))) == []


def test_every_home_is_there_and_holds_numbers() -> None:
    assert {one.module for one in constants(package=STORY)} >= HOMES


def test_no_more_numbers_stand_outside_the_homes_than_did() -> None:
    outside = [one.key for one in constants(package=STORY) if one.module not in HOMES]
    assert len(outside) <= OUTSIDE, outside


# ── each rule can be seen to fail ─────────────────────────────────────────────────────────────────


def of(source: str) -> list[Constant]:
    return list(constants_in(source, "novel_engine.story.telling.measure"))


def test_a_number_of_which_nothing_is_said_is_named() -> None:
    found = of('"""A module."""\n\nA = 3\nB, C = 1, 2  # points: both\n')
    assert unsaid(found) == ["novel_engine.story.telling.measure:3: A"]


def test_a_number_of_a_home_without_a_unit_is_named() -> None:
    found = of('A = 3\n"""About three."""\nB = 4\n"""Words: about what a line runs to."""\n')
    assert without_a_unit(found) == ["telling.measure.A"]
    assert (found[1].unit, found[1].reason) == ("Words", "about what a line runs to.")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('A = 3\n"""Said\nafter."""', "Said after."),
        ("# Said above,\n# in two lines.\nA = 3", "Said above, in two lines."),
        ("A = 3  # said beside", "said beside"),
        ("# ── a heading ──────────\nA = 3", ""),
        ("# Of something else.\n\nA = 3", ""),
    ],
)
def test_what_is_said_of_a_number_stands_after_it_above_it_or_beside_it(
    source: str, said: str
) -> None:
    assert [one.said for one in of(source)] == [said]


@pytest.mark.parametrize(
    "value", ["3", "-0.5", "2**31", "(1, 2)", "((0, 30), (5, 9))", "{'a': 1}", "frozenset({1, 2})"]
)
def test_numbers_and_tables_of_numbers_are_counted(value: str) -> None:
    assert [one.value for one in of(f"A = {value}")] == [value]


@pytest.mark.parametrize("value", ["'3'", "True", "()", "{'a': 'b'}", "frozenset('ab')", "f(3)"])
def test_what_is_no_number_is_not_counted(value: str) -> None:
    assert of(f"A = {value}") == []


def test_a_number_inside_a_function_is_its_functions_own() -> None:
    assert of("def f():\n    A = 3\nlower = 4\n") == []
