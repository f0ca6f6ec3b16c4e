"""What was written in the past, in the present."""

from __future__ import annotations

import pytest

from novel_engine.story.english.present_tense import present_clause


@pytest.mark.parametrize(
    ("past", "present"),
    [
        ("{a} took it for chance, and let it go", "{a} takes it for chance, and lets it go"),
        ("{a} had been blamed for nothing", "{a} has been blamed for nothing"),
        ("{a} was late", "{a} is late"),
        ("{a} stopped and tried again", "{a} stops and tries again"),
        ("{a} refused help", "{a} refuses help"),
        ("{a} found the red bag", "{a} finds the red bag"),
    ],
)
def test_what_is_surely_past_is_said_in_the_present(past: str, present: str) -> None:
    assert present_clause(past, "{a}") == present


@pytest.mark.parametrize(
    "clause",
    [
        "{a} will do nothing more",
        "{a} has lost it",
        "{a} cut the page out",
        "{a} trusted it and glorped it",
        "{a} glorped it",
        "it is too late now, and {a} lost it",
    ],
)
def test_what_is_not_surely_past_stays_as_it_is(clause: str) -> None:
    assert present_clause(clause, "{a}") == clause
