"""Whom it can have been, by what was told."""

from __future__ import annotations

from dataclasses import replace

from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.suspects import suspects_left
from tests.support import worlds
from tests.support.told_vase import (
    in_state,
    vase_chapters,
    vase_events,
    vase_fabula,
    vase_inquiry,
    vase_setting,
)
from tests.support.worlds import ADA, BO

EITHER = "Cy broke the vase, or Bo broke the vase"


def test_after_each_chapter_it_says_what_may_be() -> None:
    said = [one.about for one in suspects_left(vase_inquiry())]

    assert said[0] == f"after chapter 1 it may be that {EITHER}"
    assert said[2] == "after chapter 3 it may be that Bo broke the vase"
    assert in_state(list(suspects_left(vase_inquiry())), "failed") == []


def test_one_account_alone_before_its_time_is_one_too_few() -> None:
    inquiry = vase_inquiry("lie", "charged", after={"seen": "A shard was stuck in Bo's shoe."})

    (failed,) = [one for one in suspects_left(inquiry) if one.state == "failed"]
    assert failed.about.endswith("it may be that Bo broke the vase")
    assert failed.paragraph == 4


def test_a_bare_suspicion_leaves_it_open_who_it_was() -> None:
    inquiry = vase_inquiry("lie", "charged", "shard", "inferred", "accused")

    said = [one.about for one in suspects_left(inquiry)]
    assert said[1].endswith("anybody did it: nothing points at any one yet")


def test_at_the_reveal_nobody_else_is_left() -> None:
    (last,) = [one for one in suspects_left(vase_inquiry()) if one.about.startswith("from here on")]

    assert last.paragraph == 7


def test_an_answer_on_no_evidence_that_nobody_owns_to_leaves_the_other_in_question() -> None:
    inquiry = vase_inquiry(
        "confessed", shard="Ada looked at what stood by the door.", inferred="So Bo broke the vase."
    )

    (failed,) = [one for one in suspects_left(inquiry) if one.state == "failed"]
    assert failed.about == f"at the end it may still be that {EITHER}"


def test_to_own_to_it_settles_it() -> None:
    inquiry = vase_inquiry("shard", "inferred", "accused")

    (last,) = [one for one in suspects_left(inquiry) if one.about.startswith("from here on")]
    assert last.quote == '"I broke the vase," said Bo.'


def test_whoever_knew_it_from_the_start_asks_nothing() -> None:
    found = list(suspects_left(Inquiry(vase_fabula(), vase_chapters(), BO)))

    assert [one.state for one in found] == ["absent"]
    assert ADA not in found[0].about


def test_to_own_by_its_name_to_what_has_been_told_settles_it_too() -> None:
    made = vase_setting()
    named = replace(made.facts["deed"], noun="the mishap")
    setting = replace(made, facts={**made.facts, "deed": named})
    fabula = worlds.fabula(setting, vase_events(setting))
    by_name = '"About the mishap," said Bo. "It was me."'
    nothing = "Ada looked at what stood by the door."

    def failing(*without: str) -> list[str]:
        chapters = vase_chapters(*without, shard=nothing, confessed=by_name)
        return in_state(list(suspects_left(Inquiry(fabula, chapters, ADA))), "failed")

    assert failing() == []
    assert failing("inferred", "accused") == [f"at the end it may still be that {EITHER}"]
