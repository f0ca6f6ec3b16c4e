"""What the checks are given, and the findings they make of it."""

from __future__ import annotations

from novel_engine.story.certifying.inquiry import Inquiry, absent
from tests.support.told_vase import vase_chapters, vase_fabula, vase_inquiry
from tests.support.worlds import ADA, CY


def test_what_somebody_knows_when_all_is_over_can_be_told_through_them() -> None:
    ada, cy = vase_inquiry(), Inquiry(vase_fabula(), vase_chapters(), CY)

    assert ada.knows("deed")
    assert not cy.knows("deed")
    assert not ada.knows("nothing")
    assert ada.has_met("shard")
    assert not ada.has_met("sailing")
    assert cy.knows("sailing")


def test_a_choice_can_be_told_of_once_what_it_is_about_is_held_or_known_for_an_error() -> None:
    inquiry = vase_inquiry()

    assert not inquiry.can_tell_of("deed", 500)
    assert inquiry.can_tell_of("deed", 1100)
    assert inquiry.can_tell_of("blame", 500)
    assert inquiry.can_tell_of("blame", 1100)
    assert inquiry.can_tell_of("", 0)


def test_the_end_is_where_it_is_told_or_else_the_last_paragraph() -> None:
    assert vase_inquiry().last == 15
    assert vase_inquiry("end").last == 14
    assert (vase_inquiry().ending or absent("", "")) is not None


def test_a_finding_quotes_how_its_paragraph_begins_where_no_words_are_given() -> None:
    assert vase_inquiry().proven("x", "it", 11).quote == "On Friday Ada lost the sale of the vase."
    assert vase_inquiry().failed("x", "it", 1400, "say it").paragraph == 11
    assert vase_inquiry().short(ADA) == "Ada"
    assert vase_inquiry().short("nobody") == "nobody"
