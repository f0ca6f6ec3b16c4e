"""A figure that is held against what it can never be is known before a story is told."""

from __future__ import annotations

import pytest

from novel_engine.adapters.reading.genre.ranges import senseless
from novel_engine.story.givens.conditions import parse_condition


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("confidence(a, f) >= 800", "'confidence(…) >= 800' is never so"),
        ("confidence(a, f) > 100", "never so; confidence is from -100 to 100"),
        ("late() & !(confidence(a, f) >= -100)", "'confidence(…) >= -100' is always so"),
        ("guilt(a) >= 9 | late()", "guilt is from 0 to 5"),
        ("trust(a, b) < 4", "trust is from -3 to 3"),
        ("believes(a, f) >= 50", "believes is from 0 to 1"),
        (f"affection(a, b) = {'8' * 900}", "= 888888888888…' is never so"),
    ],
)
def test_what_is_never_so_or_always_is_named(text: str, said: str) -> None:
    (problem,) = senseless(parse_condition(text))

    assert said in problem


@pytest.mark.parametrize(
    "text",
    [
        "confidence(a, f) >= 80 & confidence(a, g) < 60",
        "guilt(a) >= 2 | trait(a, pride) > 1",
        "stance(a, b, f) >= 900",
        "scene() > 400",
        "believes(a, f) = 0",
        "",
    ],
)
def test_what_can_be_so_and_otherwise_is_let_stand(text: str) -> None:
    assert list(senseless(parse_condition(text))) == []
