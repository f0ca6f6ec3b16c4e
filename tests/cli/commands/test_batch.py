"""`batch`: a story for each of many seeds."""

from __future__ import annotations

from pathlib import Path

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
    assert "note: 1 of 1 stories fell short of the 9,000 words asked for, " in said.err
