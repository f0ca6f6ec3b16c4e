"""`batch`: a story for each of many seeds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from novel_engine.cli.commands.batch import seeds_in
from novel_engine.errors import UsageError
from tests.cli.commands.test_tell import focalizer_of, tell
from tests.support.terminal import LAMP_OIL, novel_engine


def test_a_batch_is_told_through_whom_and_by_whom_it_is_asked_to_be(tmp_path: Path) -> None:
    words = (
        "--seeds",
        "7",
        "--jobs",
        "1",
        "--focalizer",
        "ada",
        "--style",
        "spare",
        "--out",
        tmp_path / "o",
    )

    told = novel_engine("batch", LAMP_OIL, *words, "--json").json["stories"]

    folder = tmp_path / "o" / told[0]["folder"]
    assert focalizer_of(folder) == "ada-vane"
    assert tell(folder, "--json").json["style"] == "spare"


def test_a_batch_says_how_many_stories_fell_short_of_the_words_asked_for(tmp_path: Path) -> None:
    asked = ("batch", LAMP_OIL, "--seeds", "7", "--jobs", "1", "--words", "9000", "--quiet")

    said = novel_engine(*asked, "--out", tmp_path / "o", "--json")

    assert said.json["asked"] == 9000
    assert "note: 1 of 1 story fell short of the 9,000 words asked for, " in said.err


@pytest.mark.parametrize(
    ("seeds", "why"),
    [
        ("-3..2", "no seed of a batch is below 0; begin at 0, such as 0..2"),
        ("-3", "no seed of a batch is below 0; begin at 0, such as 0..0"),
        ("1234567890123", "a seed of a batch has at most 12 digits"),
        ("1..1234567890123", "a seed of a batch has at most 12 digits"),
        ("9" * 5000, "it takes the first and the last, such as 1..20"),
        ("3..1", "the first is larger than the last; write 1..3"),
        ("1-3", "it takes the first and the last, such as 1..20, or one, such as 7"),
        ("1..", "it takes the first and the last, such as 1..20"),
        ("1..999999", "at most 100,000 stories to a batch"),
    ],
)
def test_seeds_that_are_none_are_refused_with_why_and_what_would_be(seeds: str, why: str) -> None:
    with pytest.raises(UsageError, match=re.escape(why)) as refused:
        seeds_in(seeds)
    assert str(refused.value).startswith(f"--seeds {seeds[:9]}")
