"""The curve of each form: what tension is aimed at, where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.givens.tension_curve import CURVES, TENSION_FORMS, peak, target


def test_every_form_has_its_curve() -> None:
    assert set(CURVES) == set(TENSION_FORMS)


@given(st.sampled_from(sorted(CURVES)), st.integers(-50, 200))
def test_tension_stays_between_none_and_all(form: str, position: int) -> None:
    assert 0 <= target(form, position) <= 100


@pytest.mark.parametrize("form", sorted(CURVES))
def test_a_curve_passes_through_its_points_and_never_jumps(form: str) -> None:
    points = dict(CURVES[form])
    assert {here: target(form, here) for here in points} == points
    steepest = max(abs(target(form, here + 1) - target(form, here)) for here in range(100))
    assert steepest <= 8


@pytest.mark.parametrize("form", sorted(CURVES))
def test_the_peak_comes_late_and_the_end_is_quieter(form: str) -> None:
    heights = [target(form, here) for here in range(101)]
    assert 65 <= heights.index(max(heights)) <= 95
    assert heights[-1] < max(heights)


def test_beyond_its_ends_a_curve_stays_as_it_was() -> None:
    assert target("reversal", -9) == target("reversal", 0)
    assert target("reversal", 999) == target("reversal", 100)


def test_a_form_nobody_has_drawn_is_a_reversal() -> None:
    assert [target("ode", here) for here in range(101)] == [
        target("reversal", here) for here in range(101)
    ]


def test_a_forms_peak_is_where_its_curve_is_highest() -> None:
    assert [peak(form) for form in ("reversal", "slow_burn", "tragedy", "release", "")] == [
        80,
        88,
        85,
        70,
        80,
    ]
