"""A claim as it is said by or to the person it is about."""

from __future__ import annotations

import pytest

from novel_engine.story.english.first_person import is_of_ones_own, said_of_self


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("{bo} broke the vase", "I broke the vase"),
        ("a jug of {bo}'s stood there", "a jug of mine stood there"),
        ("{bo}'s jug stood there", "my jug stood there"),
        ("Ada gave {bo} Ada's key", "Ada gave me Ada's key"),
    ],
)
def test_somebody_says_it_of_themself(claim: str, said: str) -> None:
    assert said_of_self(claim, "{bo}", "I") == said


@pytest.mark.parametrize(
    ("before", "after", "is_own"),
    [
        ("a jug of ", "'s stood by the vat", True),
        ("it was by rights ", "'s.", True),
        ("the lamp of ", "'s father stood there", False),
        ("", "'s jug stood there", False),
    ],
)
def test_what_is_somebodys_can_stand_without_a_thing_after_it(
    before: str, after: str, is_own: bool
) -> None:
    assert is_of_ones_own(before, after) is is_own
