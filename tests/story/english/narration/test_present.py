"""Narration that is written in the past, told in the present."""

from __future__ import annotations

import pytest

from novel_engine.story.english.narration.present import in_the_present


@pytest.mark.parametrize(
    ("past", "present"),
    [
        (
            "{A.they} looked {I} over, and left nothing out.",
            "{A.they} look{A.s} {I} over, and leave{A.s} nothing out.",
        ),
        (
            "{A.they} read {I}, and then read it again.",
            "{A.they} read{A.s} {I}, and then read{A.s} it again.",
        ),
        (
            "Before anybody could ask, {A} had taken {I}.",
            "Before anybody can ask, {A} {A.has} taken {I}.",
        ),
        ('"Yes," said {A}. "I was there."', '"Yes," say{A.s} {A}. "I was there."'),
        ("{A.they} had had no answer.", "{A.they} {A.has} had no answer."),
        (
            "{A.they} asked {B} whether {B.they} had eaten, and only then came in.",
            "{A.they} ask{A.s} {B} whether {B.they} {B.has} eaten, and only then come{A.s} in.",
        ),
        ("why had {B.they} done it?", "why {B.has} {B.they} done it?"),
        ("{A} could have lied, and did not.", "{A} could lie, and {A.does} not."),
        (
            "{A} would lose it, if it was not put right.",
            "{A} will lose it, if it is not put right.",
        ),
        ("If it was not, {A} would have lost it.", "If it is not, {A} will have lost it."),
        (
            "If anybody had asked {A}, the answer would have been no.",
            "If anybody asked {A}, the answer would be no.",
        ),
        (
            "{A.they} heard {B} blamed, and said nothing.",
            "{A.they} hear{A.s} {B} blamed, and say{A.s} nothing.",
        ),
        ("There was nothing left to guess at.", "There is nothing left to guess at."),
        (
            "{A.their} hands had come up, as if they meant to help, and it was over.",
            "{A.their} hands have come up, as if they meant to help, and it is over.",
        ),
        ("None of it explained how it had come about.", "None of it explains how it came about."),
        ("The others knew, or some of them did.", "The others know, or some of them do."),
        (
            "{A} went back to work, and so did the others.",
            "{A} go{A.s} back to work, and so do the others.",
        ),
        (
            "What {A} believed by then, and could not prove, was this.",
            "What {A} believe{A.s} by now, and cannot prove, is this.",
        ),
        (
            '{A} said "until then", and until then it was so.',
            '{A} say{A.s} "until then", and until now it is so.',
        ),
        ("{others} came up and listened.", "{others} come{others.s} up and listen{others.s}."),
        ("{A}, {B}{rest} were there and had work.", "{A}, {B}{rest} are there and have work."),
        ("{A} {A.was} alone.", "{A} {A.is} alone."),
        ("{A} {tell}, and took a moment.", "{A} {tell}, and take{A.s} a moment."),
        ("It was {A} who told {B}.", "It is {A} who tell{A.s} {B}."),
        (
            "{A} had given more thought to it, and now was there.",
            "{A} {A.has} given more thought to it, and now {A.is} there.",
        ),
        (
            "{A.they} had not expected it, and it was wrong, {A.they} said.",
            "{A.they} did not expect it, and it is wrong, {A.they} say{A.s}.",
        ),
        ("Somebody, {A} told {B}, had to do it.", "Somebody, {A} tell{A.s} {B}, has to do it."),
        ("To {do} would be right by {one}.", "To {do} would be right by {one}."),
        ("We talked until they had gone.", "We talk until they have gone."),
        (
            "{F.noun} turned up, where nobody had looked.",
            "{F.noun} turn{F.s} up, where nobody looked.",
        ),
    ],
)
def test_a_line_in_the_present(past: str, present: str) -> None:
    assert in_the_present(past) == present


def test_names_are_of_one() -> None:
    told = in_the_present("The water stood. {ida} and {bram} went, and {ida} wept.", agreeing=False)

    assert told == "The water stands. {ida} and {bram} go, and {ida} weeps."
