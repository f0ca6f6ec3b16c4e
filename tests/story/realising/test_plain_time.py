"""When a scene is."""

from __future__ import annotations

import pytest

from novel_engine.story.realising.plain_time import number_in_words, when_it_is


@pytest.mark.parametrize(
    ("gap", "days", "hour", "own", "said"),
    [
        ("none", 1, "morning", "", "One morning"),
        ("same_day", 0, "evening", "", "That evening"),
        ("next_day", 1, "morning", "", "The next morning"),
        ("days", 3, "night", "", "Three days later, late at night,"),
        ("none", 1, "evening", "after the second house", "After the second house"),
        ("same_day", 0, "evening", "after the second house", "That day, after the second house,"),
        ("next_day", 1, "day", "at the rehearsal", "The next day, at the rehearsal,"),
        ("days", 2, "day", "at the rehearsal", "Two days later, at the rehearsal,"),
    ],
)
def test_a_scene_says_when_it_is(gap: str, days: int, hour: str, own: str, said: str) -> None:
    assert when_it_is(gap, days, hour, own) == said


def test_a_number_is_a_word_as_long_as_there_is_one() -> None:
    assert [number_in_words(many) for many in (2, 8, 9)] == ["two", "eight", "9"]
