"""Who tells it, where the plain voice says I, and the lines of the plain voice in every way they are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from novel_engine.story.english.narration.verbs import base_of_past
from novel_engine.story.givens.fragments import Alternatives, Piece, Pieces
from novel_engine.story.realising.plain_person import (
    OwnMentions,
    PersonAndTense,
    as_told,
    in_one_text,
    introduction,
)
from novel_engine.story.realising.plain_voice import in_their_own_words
from tests.support.stories import bundled_genre
from tests.support.worlds import ADA, BO, setting

AS_IN_THE_PRESENT = "put let set read hit cut bit left hurt cost".split()
SPEECH = re.compile(r'"[^"]*"?')
SLOTS = re.compile(r"\{[^{}]*\}")
WORDS = re.compile(r"\{[^{}]*\}|[a-z']+|[,.;:!?]", re.IGNORECASE)
BEFORE_A_PARTICIPLE = frozenset(
    """is are am be been being has have had having could would not never soon so really generally either
    still easily nearly also and for stays get nobody""".split()
)
PAST_ALL_THE_SAME = re.compile(
    r"as if (?:they meant|{A[^}]*})[^,.]*|how it (?:was once|came about|happened|really was)"
    r"|than {A[^}]*} thought|did not (?:expect|know)|(?:hoped|expected|wanted|thought) (?:it|to|for|of)"
    r"|what (?:they|anybody) (?:thought|supposed)|what it led to|what {B[^}]*} (?:brought|said)"
    r"|where nobody looked"
    r"|What {A[^}]*} was keeping back|more than either had|If anybody asked|{B[^}]*} blamed|half inclined"
    r"|it said in passing"
    r"|have it told|(?:was|not) (?:not )?meant|nothing left to|left before"
    r"|doubt left|more thought|first thought|made up|charge"
    r"|no sooner|Taken together|had enough|had no proper|wanted to know",
    re.IGNORECASE,
)
"""What was so before, or is imagined, or is no verb."""


def flat(pieces: Pieces) -> Iterator[Pieces]:
    """The pieces with each of their alternatives."""
    yield from (tuple(p for part in parts for p in part) for parts in product(*map(each, pieces)))


def each(piece: Piece) -> list[Pieces]:
    if isinstance(piece, Alternatives):
        return [found for option in piece.options for found in flat(option)]
    return [(piece,)]


def lines() -> list[str]:
    """Every line of the plain voice, and every verb's own words."""
    genre = bundled_genre()
    plain = [fragment for fragment in genre.fragments if fragment.plain]
    own = in_their_own_words(genre.verbs.values())
    return [
        in_one_text(found)
        for fragment in (*plain, *own)
        for line in fragment.lines
        for found in flat(line.pieces)
    ]


LINES = lines()


def told(text: str, *mine: str, present: bool = False) -> str:
    return SPEECH.sub('"…"', in_one_text(as_told(text, mine, present=present)))


def left_in_the_past(text: str) -> list[str]:
    """The words of a line told in the present that may still be finite pasts."""
    words = WORDS.findall(PAST_ALL_THE_SAME.sub("", text))
    return [
        word
        for before, word in zip(["", *words], words, strict=False)
        if word.lower() not in AS_IN_THE_PRESENT
        and (base_of_past(word.lower()) or word.lower() in ("was", "were", "had", "did"))
        and before.lower() not in BEFORE_A_PARTICIPLE
        and not re.match(r"\{\w+\.(?:is|has|have|are)\}", before)
    ]


@pytest.mark.parametrize("mine", [(), ("A",), ("B",)])
def test_no_line_told_in_the_present_is_left_in_the_past(mine: tuple[str, ...]) -> None:
    found = {text: left_in_the_past(told(text, *mine, present=True)) for text in LINES}

    assert {text: words for text, words in found.items() if words} == {}


@pytest.mark.parametrize("present", [False, True])
@pytest.mark.parametrize("mine", ["A", "B"])
def test_every_line_has_a_form_of_i_for_whoever_tells_it(mine: str, present: bool) -> None:
    for text in LINES:
        line = told(text, mine, present=present)

        assert f"{{{mine}}}" not in line, line
        assert not re.search(rf"\b(?:to|for|of|from|with|told|asked) \{{{mine}\.they\}}", line), (
            line
        )
        assert not re.search(
            rf"(?<!from )\{{{mine}\.them\}} (?:was|had|did|said|is|has)\b", line
        ), line
        assert not re.search(rf"\{{{mine}\.they\}} (?!was\b)[a-z]+s\b(?<!ss)(?<!always)", line), (
            line
        )


def test_whoever_tells_it_says_once_who_they_are() -> None:
    made = setting()
    me = made.people[ADA]

    assert introduction(made, me, present=False).words.startswith(f"My name is {me.name}")


def test_i_am_always_clear_and_make_nobody_unclear() -> None:
    mentions = OwnMentions(setting().people)
    mentions.voice = PersonAndTense(ADA)

    assert mentions.name(ADA).words == "I"
    assert mentions.refer(ADA, "their").words == "my"
    assert [mentions.agree(ADA, form) for form in ("were", "is", "s")] == ["was", "am", ""]
    assert mentions.is_clear(ADA)
    assert mentions.copy().me == ADA
    assert mentions.name(BO).words != "I"
