"""Spoken paragraphs taken apart: every quoted word is speech, bare tags go, and what is done is
kept.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.formats.script_parts import Action, Part, Speech, parts_of

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
        ('"The fuel\'s gone," said Ida.', [Speech("The fuel's gone.")]),
        ('"Gone?" Ida asked.', [Speech("Gone?")]),
        ('Ida Kessel said, "Gone."', [Speech("Gone.")]),
        (
            '"Sledge won\'t run," said Ida. "The fuel\'s gone."',
            [Speech("Sledge won't run. The fuel's gone.")],
        ),
        ('"Odd thing," she said, "with nobody by."', [Speech("Odd thing, with nobody by.")]),
        ('"Odd thing," said Ida. “With nobody by.”', [Speech("Odd thing. With nobody by.")]),
        ("“No,” said Ida.", [Speech("No.")]),
        ('"No", said Ida, "not yet".', [Speech("No, not yet.")]),
        ('She said, "No"', [Speech("No")]),
    ],
)
def test_a_bare_tag_goes_and_the_speech_is_whole_again(text: str, parts: list[Part]) -> None:
    assert list(parts_of(text, IDA)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            'The cane was dry. "It won\'t run."',
            [Action("The cane was dry."), Speech("It won't run.")],
        ),
        (
            '"It won\'t send." Ida heard how it sounded. "It hears."',
            [Speech("It won't send."), Action("Ida heard how it sounded."), Speech("It hears.")],
        ),
        (
            '"Hold still," said Ida, and licked a thumb. "There."',
            [Speech("Hold still."), Action("Ida licked a thumb."), Speech("There.")],
        ),
        ('"So," said Ida. It was ink.', [Speech("So."), Action("It was ink.")]),
        ('"No," said Ida, and that was all.', [Speech("No."), Action("That was all.")]),
        ('"No," said Ida, and she did stop, and went.', [Speech("No."), Action("She did stop, and "
         "went.")]),
        ('"No," said Ida, and having said it went.', [Speech("No."), Action("Ida, having said it "
         "went.")]),
        ('"No," said Ida, who had seen it, and left.', [Speech("No."), Action("Ida had seen it, "
         "and left.")]),
        ('"No," Ida said, and then went on, "not yet."',
         [Speech("No,"), Action("Ida then went on."), Speech("not yet.")]),
        ('"No," said Ida, and then, to it, "Not yet."',
         [Speech("No."), Action("Then, to it:"), Speech("Not yet.")]),
        ('"No," said Ida. "So," and held it out.', [Speech("No. So."), Action("Ida held it out.")]),
        ('"No." And then the wind took it.', [Speech("No."), Action("Then the wind took it.")]),
        ('She put down the pan and said: "No."', [Action("She put down the pan."), Speech("No.")]),
        ('"No," Ida asked the stove.', [Speech("No."), Action("Ida asked the stove.")]),
    ],
)  # fmt: skip
def test_what_is_done_around_the_words_is_kept(text: str, parts: list[Part]) -> None:
    assert list(parts_of(text, IDA)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"No," said Ida, to the lamp.', [Speech("No.", "to the lamp")]),
        ('"No," Ida said into the wool. "Not I."', [Speech("No. Not I.", "into the wool")]),
        (
            '"No," said Ida slowly, and sat down.',
            [Speech("No.", "slowly"), Action("Ida sat down.")],
        ),
        (
            '"No," said Ida, to the air, and it had to do.',
            [Speech("No.", "to the air"), Action("It had to do.")],
        ),
        ('"No," she whispered.', [Speech("No.", "whispering")]),
        ('"No," Ida told Bram.', [Speech("No.", "to Bram")]),
        (
            '"So," said Ida. "Well," said Ida, with feeling.',
            [Speech("So."), Speech("Well.", "with feeling")],
        ),
        ('Ida said, kindly, "No."', [Speech("No.", "kindly")]),
    ],
)
def test_how_it_is_said_stays_with_the_speech(text: str, parts: list[Part]) -> None:
    assert list(parts_of(text, IDA)) == parts


def test_a_manner_too_long_to_stand_in_brackets_is_something_seen() -> None:
    long = "with " + "one hand and then the other hand and " * 3 + "a thumb"

    assert parts_of(f'"No," said Ida, {long}.', IDA) == (Speech("No."), Action(f"Ida, {long}."))


def test_only_a_tag_is_taken_for_one() -> None:
    assert parts_of('"No." Bram said nothing.', IDA) == (
        Speech("No."),
        Action("Bram said nothing."),
    )
    assert parts_of('"No." Ida said so to the lamp.', IDA) == (
        Speech("No."),
        Action("Ida said so to the lamp."),
    )
    assert parts_of('"No?" Ida went on to the shelf.', IDA) == (
        Speech("No?"),
        Action("Ida went on to the shelf."),
    )
    assert parts_of('"No," said Idaho.', IDA) == (Speech("No."), Action("Said Idaho."))


def test_a_quotation_that_nobody_closed_is_speech_to_its_end() -> None:
    assert parts_of('She thought. "No, and then', IDA) == (
        Action("She thought."),
        Speech("No, and then"),
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            'She said "up" and "more" and Bram went up.',
            [Action('She said "up" and "more" and Bram went up.')],
        ),
        ('She called it "the tin". "Here."', [Action('She called it "the tin".'), Speech("Here.")]),
        (
            '"No," said Ida, of "the tin" as it was called.',
            [Speech("No.", 'of "the tin" as it was called')],
        ),
    ],
)
def test_words_only_mentioned_stay_in_their_sentence(text: str, parts: list[Part]) -> None:
    assert list(parts_of(text, IDA)) == parts


@given(pieces)
def test_every_quoted_word_is_spoken_or_still_stands_between_its_marks(found: list[str]) -> None:
    parts = parts_of('"'.join(found), IDA)

    spoken = [part.words for part in parts if isinstance(part, Speech)]
    narrated = [part.text if isinstance(part, Action) else part.manner for part in parts]
    mentioned = [quoted for text in narrated for quoted in text.split('"')[1::2]]
    assert sorted(words(" ".join(spoken + mentioned))) == sorted(words(" ".join(found[1::2])))
    assert '"' not in "".join(spoken)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
