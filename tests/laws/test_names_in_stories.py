"""Whatever people are called, a story's sentences end once, begin once, and say whose things are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from novel_engine.story.english.text import NAME_STOP
from tests.support.terminal import character, novel_engine

CAST = {
    "jr": "name: J. R.\npronouns: he/him",
    "sammy": "name: Sammy Davis Jr.\nshort: Sammy Jr.\npronouns: he/him",
    "queen": "name: Queen of Hearts\npronouns: she/her\nvoice: {address: surname}",
    "knight": "name: The Green Knight\npronouns: they/them",
    "jim": 'name: James "Jim" Hawkins\npronouns: they/them',
    "green": "name: Rev. Green\npronouns: they/them",
}
STOPPED = r"(?:J\. R\.|Sammy (?:Davis )?Jr\.)"
SLIPS = {
    "two stops": re.compile(rf"{STOPPED}\.(?!\.)"),
    "a possessive": re.compile(r"Hearts's\b"),
    "a large article within a sentence": re.compile(r"[a-z,;] The (?:Green|Queen)"),
    "a small article at a beginning": re.compile(
        r"(?:\A|\n\n\"?|[a-z][.!?]\"? )the (?:Green|Queen)"
    ),
    "a pronoun's capital within a sentence": re.compile(
        rf"\b(?:and|to|of|with) {STOPPED} (?:He|She)\b"
    ),
    "a nickname in quotes": re.compile(r"\"Jim\""),
    "an abbreviated title": re.compile(r"\bRev\."),
    "a verb after they": re.compile(r"\b[Tt]hey (?:was|is|has|does)\b"),
}


@pytest.mark.law
@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 3])
def test_names_of_every_form_are_told_as_a_careful_writer_tells_them(
    tmp_path: Path, seed: int
) -> None:
    people = [
        word for name, text in CAST.items() for word in ("--cast", character(tmp_path / name, text))
    ]
    asked = ("--seed", str(seed), "--out", "o", "--quiet", "--format", "md,fountain")

    told = novel_engine("run", *people, *asked, at=tmp_path)

    assert told.code == 0, told.err
    for page in ("story.md", "story.fountain"):
        text = (tmp_path / "o" / page).read_text(encoding="utf-8")
        assert NAME_STOP not in text
        assert len(re.findall(rf"{STOPPED}|Queen of Hearts|Green Knight|Jim\b", text)) > 20
        slips = {name: found[0] for name, slip in SLIPS.items() if (found := slip.search(text))}
        assert slips == {}, page
