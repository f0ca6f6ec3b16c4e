"""What is people's own in the facts of a plot: filled in where their files say it, and an option
fallen away where they do not.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from novel_engine.story.directing.own_material import OwnMaterial, asks_for_own
from novel_engine.story.givens.kernels import NOTHING_SAID, FactSlot, Option
from novel_engine.story.givens.people import Secret, Tie
from tests.support.worlds import ADA, BO, person

ADA_CARD = person(
    ADA,
    goals=("keep the vase whole",),
    fears=("the dark",),
    secrets=(Secret("she never liked it"),),
    work="potter",
)
BO_CARD = person(BO, ties=(Tie(ADA, "old friend"),))
ROLES = {"culprit": ADA, "finder": BO, "nobody": ""}


def fact(**said: str) -> FactSlot:
    found = replace(NOTHING_SAID, **said)  # type: ignore[arg-type]
    return FactSlot(found, frozenset(said))


def material() -> OwnMaterial:
    return OwnMaterial((ADA_CARD, BO_CARD), ROLES, "1")


def option(**facts: FactSlot) -> Option:
    return Option("motive", "one", {}, facts, {}, (), (), (), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{culprit} wanted {culprit.wish}", "{culprit} wanted to keep the vase whole"),
        ("{culprit} was afraid {culprit.dread}", "{culprit} was afraid of the dark"),
        ("{culprit.secret}", f"{{{ADA}}} never liked it"),
        ("the {culprit.work}", "the potter"),
        ("{finder.tie.culprit}", f"{{{ADA}}} is {{{BO}}}'s old friend"),
        ("{culprit.tie.finder}", f"{{{ADA}}} is {{{BO}}}'s old friend"),
        (
            "{culprit}[, who wanted {culprit.wish},] left",
            "{culprit}, who wanted to keep the vase whole, left",
        ),
        ("{finder}[, who wanted {finder.wish},] left", "{finder} left"),
        ("{finder} [sic] left", "{finder} [sic] left"),
        ("nothing of anybody's", "nothing of anybody's"),
    ],
)
def test_a_text_is_filled_with_what_their_files_say(text: str, said: str) -> None:
    assert material().text(text) == said


@pytest.mark.parametrize(
    "text",
    ["{finder.wish}", "{nobody.wish}", "{culprit.tie.nobody}", "{culprit.skill}", "{world.until}"],
)
def test_what_no_file_says_cannot_be_said(text: str) -> None:
    assert material().text(text) is None
    assert not material().can_say(option(motive=fact(claim=text)))
    assert material().slot(fact(claim=text, noun="it")).said == {"noun"}


def test_one_fact_quotes_another_and_the_world_says_until_when() -> None:
    facts = {"deed": fact(takes="{culprit.wish} at all"), "shy": fact(claim="x")}
    filled = OwnMaterial((ADA_CARD, BO_CARD), ROLES, "1", "Saturday", facts)

    assert filled.text("before {world.until}: {deed.takes}") == (
        "before Saturday: to keep the vase whole at all"
    )
    assert filled.text("{shy.takes}") is None


def test_the_secrets_that_went_into_facts_are_known_and_options_of_ones_own_are_told_apart() -> (
    None
):
    filled = material()
    filled.slot(fact(claim="{culprit.secret}"))

    assert filled.secrets == [(ADA, "she never liked it")]
    assert asks_for_own(option(motive=fact(claim="{culprit.wish}")), ROLES)
    assert not asks_for_own(option(motive=fact(claim="{deed.takes} {world.until}")), ROLES)


def test_which_of_several_is_the_seeds_to_choose_and_stays_so() -> None:
    many = replace(ADA_CARD, goals=tuple(f"see place {number}" for number in range(9)))
    found = {
        seed: OwnMaterial((many,), ROLES, str(seed)).text("{culprit.wish}") for seed in range(20)
    }

    assert len(set(found.values())) > 3
    assert found[3] == OwnMaterial((many,), ROLES, "3").text("{culprit.wish}")
