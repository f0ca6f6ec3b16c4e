"""Words of somebody's own, in which they are he or she."""

from __future__ import annotations

import pytest

from novel_engine.story.english.own_pronouns import named_first, of_myself, owned_by
from novel_engine.story.givens.people import HE, SHE, THEY, Pronouns


@pytest.mark.parametrize(
    ("claim", "forms", "named"),
    [
        ("he sold his father's tools", HE, "{bo} sold his father's tools"),
        ("they have sent the recipe away", THEY, "{bo} has sent the recipe away"),
        ("she can no longer see", SHE, "{bo} can no longer see"),
        ("the brother went to prison", HE, "the brother went to prison"),
        ("she can no longer see", HE, "she can no longer see"),
    ],
)
def test_whoever_it_is_of_is_named_where_it_begins_with_them(
    claim: str, forms: Pronouns, named: str
) -> None:
    assert named_first(claim, "{bo}", forms) == named


@pytest.mark.parametrize(
    ("claim", "forms", "owned"),
    [
        ("{bo} sold his father's tools", HE, "{bo} sold {bo}'s father's tools"),
        ("{bo} has spent her savings", SHE, "{bo} has spent {bo}'s savings"),
        ("somebody told her and went", SHE, "somebody told her and went"),
    ],
)
def test_what_is_theirs_is_theirs_by_name(claim: str, forms: Pronouns, owned: str) -> None:
    assert owned_by(claim, "{bo}", forms) == owned


def test_what_they_did_to_themselves_they_say_of_themselves() -> None:
    assert of_myself("{bo} wrote the report on herself", SHE) == "{bo} wrote the report on myself"
