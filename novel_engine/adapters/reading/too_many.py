"""Problems that are more than anybody reads: the first are told, the others counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from novel_engine.story.english.text import so_many

UNTOLD = re.compile(r"… and ([\d,]+) more problems?; correct these first")


def readably_many(lines: Sequence[str], most: int) -> list[str]:
    """These problems, one a line, at most so many of them, with a line that counts the others; what
    was counted before is counted again.
    """
    told = [line for line in lines if not UNTOLD.fullmatch(line)]
    untold = how_many(lines) - len(told[:most])
    if not untold:
        return told
    return [*told[:most], f"… and {so_many(untold, 'more problem')}; correct these first"]


def how_many(lines: Sequence[str]) -> int:
    """How many problems there are, with those that are only counted."""
    counted = [UNTOLD.fullmatch(line) for line in lines]
    return sum(int(found[1].replace(",", "")) if found else 1 for found in counted)
