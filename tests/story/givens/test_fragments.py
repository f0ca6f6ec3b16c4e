"""A fragment is text with slots, alternatives and speakers, and conditions on when it may be
used.
"""

from __future__ import annotations

import pytest

from novel_engine.errors import GenreError
from novel_engine.story.givens.fragments import (
    Alternatives,
    Fragment,
    Line,
    Slot,
    check_template,
    parse_template,
    slots_in,
    words_in,
)
from tests.support.stories import bundled_terms

TERMS = bundled_terms()


def fragment(text: str = "Well.", **when: tuple[str, ...]) -> Fragment:
    return Fragment(
        "f.1", "ask", tuple((key.replace("__", "."), values) for key, values in when.items()), text
    )


def test_a_blank_line_ends_a_paragraph_and_a_line_end_does_not() -> None:
    assert parse_template("One\n  and one.\n\n \n\nTwo.\n") == (
        Line("", ("One and one.",)),
        Line("", ("Two.",)),
    )


def test_a_speaker_is_whoever_the_paragraph_begins_with() -> None:
    lines = parse_template('A> "Well," said {A}.\n\n  culprit> "No."\n\nNothing.')

    assert [line.speaker for line in lines] == ["A", "culprit", ""]
    assert lines[0].pieces == ('"Well," said ', Slot("A", ""), ".")


def test_slots_and_alternatives_are_found_wherever_they_stand() -> None:
    (line,) = parse_template("{A.they} {went|was {gone|off to {P}}} at {F.gerund}.")

    assert line.pieces[0] == Slot("A", "they")
    assert isinstance(line.pieces[2], Alternatives)
    assert [slot.root for slot in slots_in(line.pieces)] == ["A", "P", "F"]


@pytest.mark.parametrize(
    ("root", "form"),
    [
        ("A", ""),
        ("B", "they"),
        ("culprit", "called"),
        ("F", "claim"),
        ("G", "noun"),
        ("I", ""),
        ("I", "it"),
        ("P", ""),
        ("tell", ""),
    ],
)
def test_a_slot_that_means_something_is_known(root: str, form: str) -> None:
    assert TERMS.has_slot(root, form)


@pytest.mark.parametrize(
    ("root", "form"),
    [
        ("C", ""),
        ("A", "he"),
        ("F", ""),
        ("F", "they"),
        ("I", "their"),
        ("P", "a"),
        ("tell", "their"),
        ("", ""),
        ("clock", ""),
    ],
)
def test_a_slot_that_means_nothing_is_not(root: str, form: str) -> None:
    assert not TERMS.has_slot(root, form)


@pytest.mark.parametrize(
    "text",
    [
        "{A",
        "A}",
        "}{",
        "{one{A}two}",
        "{A{A}}",
        "{A.th{A}}",
        "{a|{b|{c|{d|{e|f}}}}}",
        "{a|\n\nb}",
        "{}",
    ],
)
def test_what_cannot_be_parsed_does_not_pass_the_check(text: str) -> None:
    with pytest.raises(GenreError):
        check_template(text, TERMS)
    with pytest.raises(GenreError):
        parse_template(text)


@pytest.mark.parametrize("text", ["{C}", "{A.he}", "{heir}", "X> 'Well.'", "{a|{C}}"])
def test_what_means_nothing_in_a_genre_does_not_pass_the_check(text: str) -> None:
    with pytest.raises(GenreError):
        check_template(text, TERMS)


@pytest.mark.parametrize(
    "text",
    ["", "{A}", "{ A }", "{a|b}", "{a|\nb}", "{a|{b|{A} c}}", "{a|{b|{c|{d|e}}}}", "B> {A.was}"],
)
def test_what_can_be_parsed_passes_the_check(text: str) -> None:
    check_template(text, TERMS)

    assert parse_template(text)


def test_a_fragment_fits_where_each_of_its_conditions_has_one_of_its_values() -> None:
    found = fragment(rung=("1", "2"), leave__means=("post",))

    assert found.fits({"rung": ("2",), "leave.means": ("post",), "hour": ("day",)})
    assert not found.fits({"rung": ("3",), "leave.means": ("post",)})
    assert not found.fits({"rung": ("1",)})
    assert fragment().fits({})


def test_what_it_is_about_makes_a_fragment_more_particular_than_where_it_happens() -> None:
    assert (
        fragment(fact=("harm.deed",)).particularity
        > fragment(place=("hall",), hour=("day",)).particularity
    )
    assert (
        fragment(tactic=("joke",)).particularity
        > fragment(place=("hall",)).particularity
        > fragment().particularity
        == 0
    )


def test_words_are_counted_with_every_alternative() -> None:
    assert (
        words_in(fragment("{A} went {slowly|by and by} home.\n\n{B} did not."))
        == 1 + 1 + 1 + 3 + 1 + 1 + 2
    )
