"""Phrases of the plain voice: several people or clauses in one, and what people wanted, which a plot's
facts say in passing and which is told where it is at stake.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from novel_engine.story.english.backshift import told_in_the_past
from novel_engine.story.english.text import BY_THE_WAY
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.realising.referring_expressions import Said

AS_A_SENTENCE = re.compile(
    r"(\{[^{}]+\}), who ((?:wanted|was afraid) .+?), (could|grudged|would)\b"
)
BY_WHO_WANTED = re.compile(r", who wanted [^,]+(?:,|\Z)")
WHAT_WAS_WANTED = re.compile(r"^wanted\b")


def wish_as_a_sentence(claim: str) -> str:
    """Of a reason: `Ida, who wanted to go, could not` as `Ida wanted to go, and could not`."""
    return AS_A_SENTENCE.sub(r"\1 \2, and \3", claim)


def without_wishes(text: str) -> str:
    """The text without what somebody wanted, by the way."""
    return BY_WHO_WANTED.sub("", text)


def wished_now(wished: str, *, is_mine: bool) -> str:
    """What somebody wanted, as they want it now: `wants to go`, `want to go`."""
    return WHAT_WAS_WANTED.sub("want" if is_mine else "wants", wished)


def wish_of(setting: Setting, person: str) -> str:
    """What a person wanted, as the facts have it: `wanted to keep the station open`; else nothing."""
    who = f"{{{person}}}"
    for fact in setting.facts.values():
        _, found, after = fact.claim.partition(f"{who}, who wanted ")
        aside = BY_THE_WAY.search(f"{who}, who wanted {after}") if found else None
        if found and (aside or "," not in after):
            wanted = aside[1].removeprefix("who ") if aside else f"wanted {after}"
            return told_in_the_past(f"{who} {wanted}").removeprefix(f"{who} ")
    return ""


def in_one_phrase(names: Sequence[str]) -> str:
    """Several in one phrase: `Bo, Cy and Ada`."""
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last


def and_the_rest(there: Sequence[str], form: str) -> str:
    """Whoever else is there, after somebody who is named; with a form, before somebody who is."""
    if form:
        return ", ".join(["", *there])
    return (", " if len(there) > 1 else " and ") + in_one_phrase(there)


def one_after_another(clauses: Sequence[str]) -> str:
    """One after the other, the last after `and`."""
    *before, last = dict.fromkeys(clauses)
    return f"{', '.join(before)}, and {last}" if before else last


def begun_anew(before: Said, after: Said) -> Said:
    """What comes after; a pronoun after a full stop begins a sentence."""
    if not before.words.rstrip().endswith((".", "!", "?")):
        return after
    return replace(after, words=after.words[:1].upper() + after.words[1:])
