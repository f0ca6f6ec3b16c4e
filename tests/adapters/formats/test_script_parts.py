"""Spoken paragraphs taken apart: every quoted word is speech, bare tags go, and what is done is
kept.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.formats.script_parts import (
    ActionLine,
    Dialogue,
    ScriptPart,
    script_parts_of,
)

IDA = ("Ida", "Ida Kessel", "Kessel", "she")
pieces = st.lists(
    st.sampled_from(
        [
            *(
                "Ida said,",
                "said Ida.",
                "said Ida, and waited,",
                "Ida told Bram.",
                "and held it out.",
                "She nodded.",
                ",",
            ),
            *(
                "",
                " ",
                "No",
                "the seams,",
                "Twice.",
                "(quite low)",
                "李雷",
                "?",
                "said",
                "said Ida and",
                "and ",
            ),
        ]
    ),
    max_size=9,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"The fuel\'s gone," said Ida.', [Dialogue("The fuel's gone.")]),
        ('"Gone?" Ida asked.', [Dialogue("Gone?")]),
        ('Ida Kessel said, "Gone."', [Dialogue("Gone.")]),
        (
            '"Sledge won\'t run," said Ida. "The fuel\'s gone."',
            [Dialogue("Sledge won't run. The fuel's gone.")],
        ),
        ('"Odd thing," she said, "with nobody by."', [Dialogue("Odd thing, with nobody by.")]),
        ('"Odd thing," said Ida. “With nobody by.”', [Dialogue("Odd thing. With nobody by.")]),
        ("“No,” said Ida.", [Dialogue("No.")]),
        ('"No", said Ida, "not yet".', [Dialogue("No, not yet.")]),
        ('She said, "No"', [Dialogue("No")]),
    ],
)
def test_a_bare_tag_goes_and_the_speech_is_whole_again(text: str, parts: list[ScriptPart]) -> None:
    assert list(script_parts_of(text, IDA)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            'The cane was dry. "It won\'t run."',
            [ActionLine("The cane was dry."), Dialogue("It won't run.")],
        ),
        (
            '"It won\'t send." Ida heard how it sounded. "It hears."',
            [Dialogue("It won't send."), ActionLine("Ida heard how it sounded."), Dialogue("It hears.")],
        ),
        (
            '"Hold still," said Ida, and licked a thumb. "There."',
            [Dialogue("Hold still."), ActionLine("Ida licked a thumb."), Dialogue("There.")],
        ),
        ('"So," said Ida. It was ink.', [Dialogue("So."), ActionLine("It was ink.")]),
        ('"No," said Ida, and that was all.', [Dialogue("No."), ActionLine("That was all.")]),
        ('"No," said Ida, and she did stop, and went.', [Dialogue("No."), ActionLine("She did stop, and "
         "went.")]),
        ('"No," said Ida, and having said it went.', [Dialogue("No."), ActionLine("Ida, having said it "
         "went.")]),
        ('"No," said Ida, who had seen it, and left.', [Dialogue("No."), ActionLine("Ida had seen it, "
         "and left.")]),
        ('"No," Ida said, and then went on, "not yet."',
         [Dialogue("No,"), ActionLine("Ida then went on."), Dialogue("not yet.")]),
        ('"No," said Ida, and then, to it, "Not yet."',
         [Dialogue("No."), ActionLine("Then, to it:"), Dialogue("Not yet.")]),
        ('"No," said Ida. "So," and held it out.', [Dialogue("No. So."), ActionLine("Ida held it out.")]),
        ('"No." And then the wind took it.', [Dialogue("No."), ActionLine("Then the wind took it.")]),
        ('She put down the pan and said: "No."', [ActionLine("She put down the pan."), Dialogue("No.")]),
        ('"No," Ida asked the stove.', [Dialogue("No."), ActionLine("Ida asked the stove.")]),
    ],
)  # fmt: skip
def test_what_is_done_around_the_words_is_kept(text: str, parts: list[ScriptPart]) -> None:
    assert list(script_parts_of(text, IDA)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"No," said Ida, to the lamp.', [Dialogue("No.", "to the lamp")]),
        ('"No," Ida said into the wool. "Not I."', [Dialogue("No. Not I.", "into the wool")]),
        (
            '"No," said Ida slowly, and sat down.',
            [Dialogue("No.", "slowly"), ActionLine("Ida sat down.")],
        ),
        (
            '"No," said Ida, to the air, and it had to do.',
            [Dialogue("No.", "to the air"), ActionLine("It had to do.")],
        ),
        ('"No," she whispered.', [Dialogue("No.", "whispering")]),
        ('"No," Ida told Bram.', [Dialogue("No.", "to Bram")]),
        (
            '"So," said Ida. "Well," said Ida, with feeling.',
            [Dialogue("So."), Dialogue("Well.", "with feeling")],
        ),
        ('Ida said, kindly, "No."', [Dialogue("No.", "kindly")]),
    ],
)
def test_how_it_is_said_stays_with_the_speech(text: str, parts: list[ScriptPart]) -> None:
    assert list(script_parts_of(text, IDA)) == parts


def test_a_manner_too_long_to_stand_in_brackets_is_something_seen() -> None:
    long = "with " + "one hand and then the other hand and " * 3 + "a thumb"

    assert script_parts_of(f'"No," said Ida, {long}.', IDA) == (
        Dialogue("No."),
        ActionLine(f"Ida, {long}."),
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            '"Well," said J. R. "It was Mr. T. who came."',
            [Dialogue("Well. It was Mr. T. who came.")],
        ),
        (
            '"Well," said J. R., to Mr. T. and the cat.',
            [Dialogue("Well.", "to Mr. T. and the cat")],
        ),
        ('"I saw Mr. T." J. R. nodded.', [Dialogue("I saw Mr. T."), ActionLine("J. R. nodded.")]),
        ('"Well." It was Mr. T.', [Dialogue("Well."), ActionLine("It was Mr. T.")]),
        ('"I came with J. R.," said J. R.', [Dialogue("I came with J. R.")]),
    ],
)
def test_a_stop_in_a_name_breaks_nothing(text: str, parts: list[ScriptPart]) -> None:
    assert list(script_parts_of(text, ("J. R.", "he"))) == parts


def test_only_a_tag_is_taken_for_one() -> None:
    assert script_parts_of('"No." Bram said nothing.', IDA) == (
        Dialogue("No."),
        ActionLine("Bram said nothing."),
    )
    assert script_parts_of('"No." Ida said so to the lamp.', IDA) == (
        Dialogue("No."),
        ActionLine("Ida said so to the lamp."),
    )
    assert script_parts_of('"No?" Ida went on to the shelf.', IDA) == (
        Dialogue("No?"),
        ActionLine("Ida went on to the shelf."),
    )
    assert script_parts_of('"No," said Idaho.', IDA) == (Dialogue("No."), ActionLine("Said Idaho."))


def test_a_quotation_that_nobody_closed_is_speech_to_its_end() -> None:
    assert script_parts_of('She thought. "No, and then', IDA) == (
        ActionLine("She thought."),
        Dialogue("No, and then"),
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            'She said "up" and "more" and Bram went up.',
            [ActionLine('She said "up" and "more" and Bram went up.')],
        ),
        (
            'She called it "the tin". "Here."',
            [ActionLine('She called it "the tin".'), Dialogue("Here.")],
        ),
        (
            '"No," said Ida, of "the tin" as it was called.',
            [Dialogue("No.", 'of "the tin" as it was called')],
        ),
    ],
)
def test_words_only_mentioned_stay_in_their_sentence(text: str, parts: list[ScriptPart]) -> None:
    assert list(script_parts_of(text, IDA)) == parts


@given(pieces)
def test_every_quoted_word_is_spoken_or_still_stands_between_its_marks(found: list[str]) -> None:
    parts = script_parts_of('"'.join(found), IDA)

    spoken = [part.words for part in parts if isinstance(part, Dialogue)]
    narrated = [part.text if isinstance(part, ActionLine) else part.manner for part in parts]
    mentioned = [quoted for text in narrated for quoted in text.split('"')[1::2]]
    assert sorted(words(" ".join(spoken + mentioned))) == sorted(words(" ".join(found[1::2])))
    assert '"' not in "".join(spoken)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
