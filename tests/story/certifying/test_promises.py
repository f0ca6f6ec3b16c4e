"""The promises to a reader are paid."""

from __future__ import annotations

from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.promises import ending_told, promises
from tests.support.told_vase import vase_chapters, vase_fabula, vase_inquiry
from tests.support.worlds import CY

UNANSWERED = ("inferred", "accused", "confessed")


def test_the_question_is_answered_and_what_was_at_stake_is_lost() -> None:
    assert [(one.about, one.paragraph) for one in promises(vase_inquiry())] == [
        ("Who broke it?", 7),
        ("what was at stake: the sale of the vase", 11),
    ]


def test_a_question_that_is_dropped_is_found_where_it_could_be_answered() -> None:
    (failed,) = [one for one in promises(vase_inquiry(*UNANSWERED)) if one.state == "failed"]

    assert failed.about == "Who broke it?"
    assert failed.paragraph == 7


def test_what_nobody_there_ever_learns_is_left_open() -> None:
    inquiry = Inquiry(vase_fabula(), vase_chapters(*UNANSWERED), CY)

    assert next(one.state for one in promises(inquiry)) == "unknowable"


def test_the_end_may_say_what_became_of_the_stakes() -> None:
    found = list(promises(vase_inquiry("lost")))

    assert (found[-1].state, found[-1].paragraph) == ("proven", 14)


def test_stakes_that_are_heard_of_no_more_are_found() -> None:
    found = list(promises(vase_inquiry("lost", "end")))

    assert found[-1].state == "failed"
    assert ending_told(vase_inquiry("end")) == 0


def test_what_the_telling_does_not_raise_need_not_be_paid() -> None:
    assert "Will Cy say it?" not in [one.about for one in promises(vase_inquiry())]
