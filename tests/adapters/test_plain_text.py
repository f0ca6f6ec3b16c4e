"""Text from outside is safe to keep, to show and to name things by."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.plain_text import clean_line, clean_text, is_visible, nearest, shown, slug, suggestion


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
    found = shown(text)
    assert len(found) <= 60
    assert not any(unicodedata.category(sign) == "Cc" for sign in found)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


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
