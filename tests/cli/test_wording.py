"""A count and its noun agree, and no message is put together so that they might not."""

from __future__ import annotations

import re

import pytest

from novel_engine.story.english.text import so_many
from tests.support.terminal import ROOT

NOUNS = (
    "scenes turns words calls stories chapters paragraphs beliefs fragments problems things tokens "
    "fall-backs events"
).split()
# A figure and a noun in one string, as in `{count} scenes`.
UNCHECKED = re.compile(rf"\{{[^{{}}]*\}} (?:{'|'.join(NOUNS)})\b")
# What stands for a limit, in capitals, is never one.
LIMIT = re.compile(r"\{[A-Z_]+(?::,)?\} ")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 turns"), (1, "1 turn"), (2, "2 turns"), (1200, "1,200 turns")]
)
def test_one_is_one_and_all_others_are_several(count: int, said: str) -> None:
    assert so_many(count, "turn") == said


def test_several_may_be_called_otherwise() -> None:
    assert (so_many(1, "story", "stories"), so_many(3, "story", "stories")) == (
        "1 story",
        "3 stories",
    )


def test_no_message_of_the_command_line_counts_without_looking() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in sorted((ROOT / "novel_engine" / "cli").rglob("*.py"))
        for hit in UNCHECKED.finditer(path.read_text(encoding="utf-8"))
        if not LIMIT.match(hit[0])
    ]

    assert found == []
