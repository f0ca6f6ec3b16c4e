"""Where a clause has its subject, as far as the words around it tell."""

from __future__ import annotations

from novel_engine.story.english.backshift import NEVER_A_VERB
from novel_engine.story.english.grammar import is_adverb
from novel_engine.story.english.past_tense import PAST_OF_FORM, PASTS

CLAUSE_BEGINS_AFTER = frozenset(
    """that and but so because since if when while whether as until though where what whom which
    than then now meanwhile once""".split()
)
"""After these a name that a finite verb follows is the subject of it."""
BEFORE_AN_OBJECT = frozenset("of to for with by at from on in against about around beside".split())
MAY_JOIN_NAMES = frozenset("and but than".split())
CLAUSE_ENDS = (":", ";", ",", ".")
SURELY_FINITE = frozenset(
    (*PAST_OF_FORM, *PASTS, "must", "may", "might", "should", "would", "could")
)


def is_subject(before: str, after: str) -> bool:
    """Whether whoever stands here does what comes next, and is not done something to."""
    lead = before.rstrip()
    last = lead.rpartition(" ")[2].lower()
    if " between " in f" {lead.rpartition(',')[2]} " and last in ("between", "and"):
        return False
    if last in MAY_JOIN_NAMES and not after.startswith(", who "):
        return is_finite(after)
    if is_finite(after) and last not in BEFORE_AN_OBJECT:
        return True
    return not lead or last in CLAUSE_BEGINS_AFTER or lead.endswith(CLAUSE_ENDS)


def is_finite(after: str) -> bool:
    """Whether a finite verb comes next, so that who stands before it does it."""
    words = after.split()
    while words and is_adverb(words[0]):
        words = words[1:]
    if not words or not after.startswith(" "):
        return False
    word = words[0].rstrip(",;:.")
    if word in SURELY_FINITE:
        return True
    return word.endswith(("s", "ed")) and not word.endswith("'s") and word not in NEVER_A_VERB
