"""How often, and how long, a telling is mended."""

from __future__ import annotations

ROUNDS = 5
"""Rounds: of planning what is missed and wording it again. Measured: of twenty tellings in the written
voice eighteen need one; others look for words that speak of nothing that was not shown, one at a time."""
LONGEST_MENDED = 2_000
"""Paragraphs: of a telling that is mended; one of fifty thousand words has half as many, and a longer one
would be worded for minutes."""
