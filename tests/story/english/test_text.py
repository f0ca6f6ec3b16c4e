"""Words, speech and sentences: what every reading of a text shares, and where readings mean to
differ.
"""

from __future__ import annotations

import re

import pytest

from novel_engine.story.english.text import (
    BREAK_IN_LINES,
    BREAK_IN_NARRATION,
    BREAK_IN_PRINT,
    COMPOUND,
    FIRST_STOP,
    MEASURED,
    QUOTED,
    SPEECH,
    WORD,
    stops_hidden,
    stops_shown,
    straightened,
    words,
)


def test_a_word_keeps_its_apostrophe_and_a_compound_its_hyphen() -> None:
    text = "Ida's half-shut eyes, 2 of them"
    assert words(text) == ["ida's", "half", "shut", "eyes", "of", "them"]
    assert COMPOUND.findall(text) == ["Ida's", "half-shut", "eyes", "of", "them"]
    assert WORD.findall("Jöns läßt grüßen") == ["Jöns", "läßt", "grüßen"]


def test_quotes_are_straight_for_whoever_reads_and_dashes_short_for_whoever_measures() -> None:
    assert straightened("“It’s” – so—") == '"It\'s" - so—'
    assert "“It’s” – so—".translate(MEASURED) == '"It\'s" - so-'


def test_a_speech_that_nobody_closes_is_no_narration_and_no_words_to_count() -> None:
    text = '"Come," she said. "At once'
    assert SPEECH.findall(text) == ['"Come,"', '"At once']
    assert QUOTED.findall(text) == ["Come,"]


@pytest.mark.parametrize(
    ("text", "in_print", "in_lines", "in_narration"),
    [
        ('It was late. "Go," he said.', 2, 2, 2),
        ('"Well!" said Ida.', 1, 2, 2),
        ("It was late. {A} went.", 1, 2, 1),
        ("She waited… And went.", 2, 1, 2),
        ("One line\nand another", 1, 1, 2),
    ],
)
def test_where_a_sentence_ends_depends_on_who_wrote_it(
    text: str, in_print: int, in_lines: int, in_narration: int
) -> None:
    def parts(pattern: re.Pattern[str]) -> int:
        return len(pattern.split(text))

    assert (parts(BREAK_IN_PRINT), parts(BREAK_IN_LINES), parts(BREAK_IN_NARRATION)) == (
        in_print,
        in_lines,
        in_narration,
    )


def test_the_stops_of_titles_and_initials_end_nothing() -> None:
    text = "J. R. saw Mr. T. and Sammy Davis Jr. at the door. I. It was I. Then it was late."
    hidden = stops_hidden(text)
    assert [stops_shown(part) for part in FIRST_STOP.split(hidden)] == [
        "J. R. saw Mr. T. and Sammy Davis Jr. at the door",
        " I",
        " It was I",
        " Then it was late.",
    ]
    assert stops_shown(stops_hidden(text)) == text
    assert stops_hidden("Mr. T. went.").count(".") == 1
