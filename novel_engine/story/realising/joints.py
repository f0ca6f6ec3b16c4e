"""Two small acts in one sentence: what stands before, between and after the two clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from novel_engine.story.realising.referring_expressions import Said

JOINTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "while": (("While ", ", ", "."), ("", ", while ", "."), ("", "; ", ".")),
    "and": (("", ". After that ", "."), ("", "; and then ", ".")),
    "because": (("", ", and so ", "."), ("", "; it was on that account that ", ".")),
    "return": (("", "; in return ", "."), ("", ". Presently ", ".")),
    "but": (("", "; but ", "."), ("", ", and all the same ", ".")),
}
"""What stands before the first clause, between the two, and after the second."""


def joined_kind(verb: str) -> str:
    """Under which kind the clauses for a verb are kept."""
    return f"{verb} in a clause"


def put_together(joint: tuple[str, str, str], first: Said, second: Said) -> Said:
    """Two clauses in one sentence; a pronoun that begins the second has lost its capital."""
    before, between, after = joint
    begins = next((m for m in second.mentions if m.start == 0), None)
    if begins is None or begins.how == "pronoun":
        second = replace(second, words=second.words[:1].lower() + second.words[1:])
    return Said(before).then(first).then(Said(between)).then(second).then(Said(after))
