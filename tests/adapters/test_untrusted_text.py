"""Text from outside is safe to keep, to show and to name things by."""

from __future__ import annotations

import re
import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.settled_signs import unsettled
from novel_engine.adapters.untrusted_text import (
    MOST_MARKS,
    TOO_MANY_MARKS,
    as_seen,
    clean_line,
    clean_text,
    inside_fence,
    is_visible,
    named_sign,
    nearest,
    printable,
    slug,
    strange_sign,
    suggestion,
    visible_line,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ida Kessel", "ida-kessel"),
        ("Zoë O'Brien-Łukasz", "zoë-obrien-łukasz"),
        ("李雷", "李雷"),
        ("हिन्दी नाम", "हिन्दी-नाम"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("!!!", ""),
        ("a" * 100, "a" * 60),
    ],
)
def test_an_id_is_made_of_the_letters_of_any_alphabet(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_an_id_is_never_a_path_and_is_its_own_id(text: str) -> None:
    found = slug(text)
    assert not set(found) & set("/\\. \0{}<>'\"")
    assert slug(found) == found
    assert len(found) <= 60


@given(st.text())
def test_a_message_shows_one_short_line_without_controls(text: str) -> None:
    found = printable(text)
    assert len(found) <= 60
    assert not any(unicodedata.category(sign) == "Cc" for sign in found)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


NO_TEXT = [
    *range(9),
    0xB,
    0xC,
    *range(0xE, 0x20),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    *range(0xD800, 0xE000),
]
NO_TEXT += [
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
]


def test_what_no_text_should_hold_is_taken_out_and_nothing_beside_it() -> None:
    everything = [chr(number) for number in range(0x110000)]
    gone = {ord(sign) for sign in everything if clean_text(f"a{sign}b") == "ab"}
    gone -= {ord(sign) for sign in unsettled("".join(everything))} - set(NO_TEXT)

    assert set(NO_TEXT) == gone - {0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def test_a_sign_that_is_no_text_is_named_by_kind_and_number() -> None:
    assert named_sign("\x1b") == "a control character (U+001B)"
    assert named_sign("\U0003ffff") == "a noncharacter (U+3FFFF)"
    assert named_sign("\udc80") == "half a character (U+DC80)"


def test_a_text_is_seen_without_what_shows_nothing_in_it() -> None:
    hidden = [
        0xAD,
        0x34F,
        0x61C,
        0x115F,
        0x1160,
        0x17B4,
        0x17B5,
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
    ]
    hidden += [
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        0x3164,
        *range(0xFE00, 0xFE10),
        0xFEFF,
        0xFFA0,
    ]
    hidden += [*range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0)]

    assert {number for number in hidden if as_seen(f"po{chr(number)}ur") != "pour"} == set()
    assert as_seen("a\u00a0b\u2009c – “ḍ̌é” 🦊\n\t") == "a\u00a0b\u2009c – “ḍ̌é” 🦊\n\t"


@pytest.mark.parametrize(
    "name", ["علی\u200cرضا", "نرگس\u200cخانم", "क्\u200dषमा", "श्रीमान्\u200cजी", "ශ්\u200dරී"]
)
def test_a_joiner_stays_where_letters_join_and_nowhere_else(name: str) -> None:
    assert as_seen(name) == name
    assert as_seen(f"\u200c{name}\u200d, \u200cIda\u200d") == f"{name}, Ida"
    assert as_seen("\u200d\u200c".join(name)) == "".join(
        sign for sign in name if sign not in "\u200c\u200d"
    )


@given(st.text())
def test_what_is_seen_is_seen_again(text: str) -> None:
    assert as_seen(as_seen(text)) == as_seen(text)


def test_a_combining_mark_is_joined_to_its_letter() -> None:
    assert clean_line("Zoe\u0308") == "Zoë"


def test_a_text_of_invisible_signs_is_not_visible() -> None:
    assert not is_visible("\u200b \u200d\u0301")
    assert is_visible("🦊")


def test_the_nearest_word_is_found_whatever_its_case_and_by_its_first_part() -> None:
    assert nearest("SCENS", ["scenes", "words"]) == "scenes"
    assert nearest("idaa", ["ida-kessel", "bram-holt"]) == "ida-kessel"
    assert nearest("zzz", ["ida-kessel"]) == ""


def test_a_suggestion_says_how_to_go_on() -> None:
    assert suggestion("scens", ["scenes"]) == "did you mean 'scenes'?"
    assert suggestion("zzz", ["b", "a"]) == "known: a, b"
    assert suggestion("zzz", []) == "there are none"
    assert suggestion("zzz", [f"word{n}" for n in range(31)]) == "there are 31, and none is like it"


HEAPS = {
    "in turns": "a" + "\u0301\u0323" * 50_000,
    "of one kind": "a" + "\u0301" * 100_000,
    "with what is taken out between": "a" + ("\u0301\u0323" * 15 + "\x01") * 4_000,
    "with what is newer than the table between": "a" + ("\u0301\u0323" * 15 + "\U0001fae8") * 4_000,
    "above the basic plane": "a" + "\U0001d165\U0001d16d\U0001d17b" * 30_000,
    "on many letters": ("a" + "\u0301\u0323" * 500) * 100,
}


@pytest.mark.parametrize("text", HEAPS.values(), ids=HEAPS)
def test_marks_without_end_on_a_letter_are_put_in_order_in_no_time(text: str) -> None:
    begun = process_time()
    kept = clean_text(text)
    assert process_time() - begun < 1
    assert 1 < len(kept) <= text.count("a") * (MOST_MARKS + 1)


@pytest.mark.parametrize("mark", ["\u0f73", "\u0f75", "\u0f81", "\u0f73\u0f71\u0f72", "\u0344"])
def test_marks_that_are_two_in_one_are_marks_however_they_are_classed(mark: str) -> None:
    text = "\u0f40" + mark * 20_000

    assert len(clean_text(text)) <= 2 * MOST_MARKS + 1
    assert strange_sign(text) == (MOST_MARKS + 1, TOO_MANY_MARKS)


def test_a_heap_of_marks_is_strange_and_as_many_as_there_may_be_are_not() -> None:
    assert strange_sign("ab" + "\u0301\u0323" * 15) is None
    assert strange_sign("ab" + "\u0301\u0323" * 15 + "\u0301") == (32, TOO_MANY_MARKS)
    assert clean_text("a" + "\u0323" * 30) == unicodedata.normalize("NFC", "a" + "\u0323" * 30)
    assert strange_sign("王小明" * 50 + "각" * 50 + "नि" * 50) is None


@given(st.lists(st.sampled_from([*"` \n\tJj{}", "```", "```\n", "\n```", "\u2028"]), max_size=9))
def test_a_fence_that_is_all_there_is_is_taken_off(bits: list[str]) -> None:
    text = "".join(bits)
    fence = re.fullmatch(r"\s*```[a-zA-Z]*\s*\n(.*?)\n?\s*```\s*", text, re.DOTALL)

    assert inside_fence(text) == (fence[1] if fence else None)


@pytest.mark.parametrize(
    "text", ["☃\ufe0f", "1\ufe0f\u20e3", "李\ufe00", "∩\ufe00", "👍🏽", "क्षत्रिय", "min\u0303a"]
)
def test_signs_that_shape_another_stay_in_a_line(text: str) -> None:
    assert visible_line(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ad\ufe0fa", "ad\\ufe0fa"),
        ("α\ufe0e", "α\\ufe0e"),
        (" \ufe0f", " \\ufe0f"),
        ("☃\ufe0f\ufe0f", "☃\ufe0f\\ufe0f"),
        ("a\U00013430b\U0001343fc", "a\\U00013430b\\U0001343fc"),
        ("a" + "\u0301" * 32, "a" + "\u0301" * 30 + "\\u0301" * 2),
        ("a" + "\u20dd" * 31, "a" + "\u20dd" * 30 + "\\u20dd"),
        ("ก" + "\u0e47" * 31, "ก" + "\u0e47" * 30 + "\\u0e47"),
        ("\U0001d15f" + "\U0001d165" * 31, "\U0001d15f" + "\U0001d165" * 30 + "\\U0001d165"),
    ],
)
def test_signs_that_show_nothing_or_cover_other_lines_are_shown_by_their_numbers(
    text: str, shown: str
) -> None:
    assert visible_line(text) == shown


@pytest.mark.parametrize("mark", ["\u20dd", "\u0e47", "\u0489"])
def test_marks_that_have_no_place_in_an_order_are_counted_too(mark: str) -> None:
    assert strange_sign("a" + mark * 30) is None
    assert strange_sign("a" + mark * 31) == (31, TOO_MANY_MARKS)
