"""The clues stand before the answer."""

from __future__ import annotations

from novel_engine.story.certifying.clues import clues
from novel_engine.story.certifying.inquiry import Inquiry
from tests.support.told_vase import vase_chapters, vase_fabula, vase_inquiry
from tests.support.worlds import BO


def test_each_thing_that_the_answer_is_concluded_from_is_quoted_with_its_paragraph() -> None:
    assert [(one.paragraph, one.quote) for one in clues(vase_inquiry())] == [
        (6, "A shard was stuck in Bo's shoe."),
        (5, "Ada learned one thing more: Bo was up in the night."),
    ]


def test_a_clue_that_is_first_told_with_the_answer_is_unshown() -> None:
    (failed,) = [one for one in clues(vase_inquiry("shard")) if one.state == "failed"]

    assert "a shard is stuck in Bo's shoe" in failed.about
    assert failed.paragraph == 6
    assert "event 800" in failed.cure


def test_one_paragraph_may_tell_how_it_is_found_and_what_is_made_of_it() -> None:
    chapters = vase_chapters()
    merged = [one for one in chapters[2].paragraphs if one.events != (700, 800)]
    both = [one if one.events != (900,) else type(one)(one.text, (800, 900)) for one in merged]
    third = type(chapters[2])(3, "", chapters[2].focalizer, tuple(both))
    inquiry = Inquiry(vase_fabula(), (*chapters[:2], third, chapters[3]), chapters[0].focalizer)

    assert {one.state for one in clues(inquiry)} == {"proven"}


def test_whoever_concludes_nothing_needs_no_clue() -> None:
    inquiry = Inquiry(vase_fabula(), vase_chapters(), BO)

    assert [one.state for one in clues(inquiry)] == ["absent"]
