"""A telling as a reader meets it: numbers, sentences, what is said and what is only asked or denied."""

from __future__ import annotations

from novel_engine.story.certifying.bounds import LONGEST_QUOTE
from novel_engine.story.certifying.reading import (
    ReadParagraph,
    ReadTelling,
    alike,
    is_denial,
    sentences_of,
    shortened_quote,
)
from tests.support.told_vase import TEXTS, vase_chapters, vase_setting
from tests.support.worlds import ADA, BO, CY


def read(*without: str) -> ReadTelling:
    return ReadTelling(vase_setting(), vase_chapters(*without))


def paragraph(text: str) -> ReadParagraph:
    return ReadParagraph(1, 1, text, (), "")


def test_paragraphs_are_counted_from_one_through_all_chapters() -> None:
    assert [one.number for one in read().paragraphs] == list(range(1, len(TEXTS) + 1))
    assert {one.chapter for one in read().paragraphs} == {1, 2, 3, 4}


def test_a_sentence_does_not_end_at_a_title_and_keeps_its_marks() -> None:
    assert sentences_of("Dr. Marsh came. He sat.") == ("Dr. Marsh came.", "He sat.")


def test_what_is_asked_is_not_said_and_what_is_denied_is_not_affirmed() -> None:
    one = paragraph("Did Bo burn it? Cy never tore it. Ada sold it.")

    assert {"burn"} <= one.asked
    assert not {"burn"} & one.said
    assert {"tear"} <= alike("tore")
    assert not alike("tore") & one.affirmed
    assert alike("sold") <= one.affirmed
    assert alike("tore") <= one.said


def test_a_clause_beside_one_with_a_no_in_it_is_affirmed() -> None:
    one = paragraph("Nobody had expected it: the lamp was broken.")

    assert alike("lamp broken") <= one.affirmed


def test_cannot_is_a_no() -> None:
    assert is_denial("Bo cannot look at her")
    assert not is_denial("Bo looks at her")


def test_a_reflexive_is_no_word_of_content() -> None:
    assert alike("wrote it on herself") == alike("wrote it on myself")


def test_a_quotation_is_the_nearest_sentence_in_short() -> None:
    one = paragraph(f"Nothing was here. The vase {'very ' * 60}broke.")

    assert one.quote(alike("vase broke")).startswith("The vase very")
    assert len(shortened_quote(one.text)) <= LONGEST_QUOTE + 2
    assert paragraph("").quote(alike("vase")) == ""


def test_who_is_named_stands_by_paragraph() -> None:
    assert read().named[0] == {ADA, BO, CY}
    assert read().named[8] == {BO}


def test_an_event_is_told_in_its_first_paragraph_or_would_be_where_the_next_is() -> None:
    assert read().told_in(900) == 7
    assert read().told_in(899) == 0
    assert read("inferred").about(900) == 7
    assert read().about(10**6) == len(TEXTS)


def test_what_has_been_read_before_an_event_ends_with_the_paragraph_before_it() -> None:
    assert read().last_before(900) == 6
    assert read().last_before(10**6) == len(TEXTS)
    assert read().share_by(len(TEXTS)) == 100
    assert 0 < read().share_by(6) < 60
    assert read().paragraph(7).words == len(TEXTS["inferred"][2].split())
