"""What a text measures: the figures of three texts, worked out once by another program, and what
each figure tells.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from novel_engine.story.english.text import words
from novel_engine.story.english.words import plain_prose, sentences
from novel_engine.story.measuring.prose_measures import (
    GATES,
    Failure,
    failures,
    measured,
    medians,
    missed,
    overlap_failures,
    overlaps,
)

FIXTURES = Path(__file__).parents[2] / "fixtures" / "prose"
EXPECTED: Mapping[str, Any] = json.loads((FIXTURES / "figures.json").read_text(encoding="utf-8"))
NAMES = ("whole", "short", "marks")
TEXTS = {name: (FIXTURES / f"{name}.md").read_text(encoding="utf-8") for name in NAMES}
GOOD = {gate.name: gate.low if gate.low is not None else gate.high or 0.0 for gate in GATES}


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_are_those_of_the_other_program(name: str) -> None:
    assert dict(measured(TEXTS[name])) == pytest.approx(EXPECTED[name], abs=1e-9)


def test_what_stories_share_is_what_the_other_program_says() -> None:
    assert overlaps([TEXTS[name] for name in NAMES]) == pytest.approx(
        EXPECTED["overlaps"], abs=1e-9
    )


def test_nothing_is_said_of_a_text_that_is_too_short() -> None:
    assert measured("It was late. Nobody came.") == {}
    assert measured("") == {}
    assert medians([{}]) == {}


def test_only_the_first_three_thousand_words_are_measured() -> None:
    text = TEXTS["whole"] + "\n\nAgain and again. " * 400

    assert len(words(plain_prose(text))) > 3000
    assert measured(text)["words"] == 3000


def test_marks_front_matter_and_headings_are_no_words() -> None:
    assert words(plain_prose("---\ntitle: No\n---\n# Nor this\n*Yes*, “and” `this`")) == [
        "yes",
        "and",
        "this",
    ]


def test_a_sentence_ends_at_its_mark_and_not_at_a_title() -> None:
    told = 'Mr. Holt went. "Where?" said Dr. Amsel. "Out."\n\nNo mark at all'

    assert sentences(told) == [
        "Mr Holt went.",
        '"Where?" said Dr Amsel.',
        '"Out."',
        "No mark at all",
    ]


def test_every_gate_has_a_side_that_it_holds_on() -> None:
    assert missed(GOOD) == ()
    assert missed({gate.name: 1e9 if gate.high is not None else -1e9 for gate in GATES}) == tuple(
        gate.name for gate in GATES
    )


def test_a_set_passes_whose_medians_pass_and_none_of_which_misses_more_than_two() -> None:
    odd = {**GOOD, "zlib": 0.1, "rep4": 0.5}

    assert failures([GOOD, GOOD, odd]) == ()


def test_a_set_fails_by_a_median_by_a_text_that_misses_three_and_by_one_that_repeats_itself() -> (
    None
):
    poor = {**GOOD, "zlib": 0.1, "rep4": 0.5, "dialogue": 0.0}
    echo = {**GOOD, "longest_repeat": 20, "exact_duplicates": 2}

    assert failures([poor, poor, GOOD])[:3] == (
        Failure("rep4", 0.5),
        Failure("zlib", 0.1),
        Failure("dialogue", 0.0),
    )
    assert failures([GOOD, GOOD, poor]) == (Failure("misses", 3, 2),)
    assert failures([GOOD, echo, GOOD]) == (
        Failure("longest_repeat", 20, 1),
        Failure("exact_duplicates", 2, 1),
    )


def test_stories_that_share_too_much_fail_on_average_or_as_a_pair() -> None:
    assert overlap_failures(()) == ()
    assert overlap_failures((0.1, 0.15)) == ()
    assert overlap_failures((0.2, 0.2)) == (Failure("overlap_mean", 0.2),)
    assert overlap_failures((0.0, 0.0, 0.0, 0.4)) == (Failure("overlap_worst", 0.4),)
