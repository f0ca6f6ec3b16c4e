"""How things stand and what they are called, in a story told in the present."""

from __future__ import annotations

import pytest

from novel_engine.story.english.narration.upshots import come_about, is_of_several, now_so


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The water stood for a week.", "The water stands for a week."),
        (
            "{c} owned to it; what was lost stays lost.",
            "{c} owned to it; what was lost stays lost.",
        ),
        ("The two of them know what it cost.", "The two of them know what it cost."),
        ("It was never found out who did it.", "It was never found out who did it."),
    ],
)
def test_an_ending_that_tells_what_was_from_what_is_stays(said: str, told: str) -> None:
    assert now_so(said) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "{v} took it for nobody's fault, and did nothing",
            "{v} takes it for nobody's fault, and does nothing",
        ),
        (
            "{x}, who was afraid of dogs, had sat there and let {b} go on",
            "{x}, who is afraid of dogs, has sat there and let {b} go on",
        ),
        (
            "{a} had been blamed, and {b} has to say so",
            "{a} has been blamed, and {b} has to say so",
        ),
        ("{a}, who wanted to go, has gone", "{a}, who wants to go, has gone"),
    ],
)
def test_what_comes_of_it_comes_about_now(said: str, told: str) -> None:
    assert come_about(said) == told


def test_some_things_are_several() -> None:
    several = ["the bright screws", "the keys to the house", "the wages"]
    one = ["the glass", "the credit for the year's readings", "the news", "the empty vat"]

    assert [noun for noun in (*several, *one) if is_of_several(noun)] == several
