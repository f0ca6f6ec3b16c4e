"""A choice is put with both its sides, and its price is told."""

from __future__ import annotations

from novel_engine.story.certifying.choices import choices_put
from novel_engine.story.certifying.inquiry import Inquiry
from tests.support.told_vase import in_state, vase_chapters, vase_fabula, vase_inquiry
from tests.support.worlds import ADA, CY


def test_both_sides_and_the_price_have_their_paragraphs() -> None:
    assert [(one.state, one.paragraph) for one in choices_put(vase_inquiry())] == [
        ("proven", 12),
        ("proven", 14),
    ]


def test_a_choice_with_one_side_is_none() -> None:
    found = list(choices_put(vase_inquiry(choice="Ada could forgive Bo, if she wanted to.")))

    assert in_state(found, "failed") == ["Ada chooses: to forgive Bo or to break with Bo for good"]


def test_a_choice_that_is_not_put_is_missed_where_it_would_be() -> None:
    (failed,) = [one for one in choices_put(vase_inquiry("choice")) if one.state == "failed"]

    assert failed.paragraph == 12


def test_a_price_that_is_not_told_is_missed() -> None:
    (failed,) = [one for one in choices_put(vase_inquiry("alone")) if one.state == "failed"]

    assert failed.about == "what that costs Ada: Ada has nobody to dust the shelves for"


def test_what_a_side_is_for_the_sake_of_will_do() -> None:
    said = "On the one side was old friendship, and on the other her self-respect."

    assert in_state(list(choices_put(vase_inquiry(choice=said))), "failed") == []


def test_whoever_cannot_know_what_it_is_about_sees_nobody_choose() -> None:
    told = vase_chapters("choice", "broken", "alone")

    assert [one.state for one in choices_put(Inquiry(vase_fabula(), told, CY))] == ["absent"]
    assert [one.state for one in choices_put(Inquiry(vase_fabula(), told, ADA))] == [
        "failed",
        "failed",
    ]
