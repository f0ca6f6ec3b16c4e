"""A clause that says he or she of one person, as it stands where that person is named by a slot."""

from __future__ import annotations

import re

from novel_engine.story.english.own_words import Forms

FOLLOWS_AN_OBJECT = (
    r"(?: (?:to|in|on|at|for|and|with|from|again|now|back|up|down|out|off|by|as|that|when|if)\b"
    r"|[.,;]|\Z)"
)
VERBS_OF_ONE = {"have": "has", "are": "is", "were": "was", "do": "does", "haven't": "hasn't"}


def named_first(claim: str, slot: str, forms: Forms) -> str:
    """The clause with a slot where it begins with the pronoun of whoever it is of: `he sold his tools`
    becomes `{jago} sold his tools`; any other as it is.
    """
    first, _, rest = claim.partition(" ")
    if first.lower() != forms.subject or not rest:
        return claim
    if forms.subject == "they":
        verb, _, after = rest.partition(" ")
        rest = f"{VERBS_OF_ONE.get(verb, verb)} {after}".rstrip()
    return f"{slot} {rest}"


def owned_by(claim: str, slot: str, forms: Forms) -> str:
    """The clause with the slot's possessive wherever it says his or her, and nobody else's can be
    meant: `{jago} sold his tools` becomes `{jago} sold {jago}'s tools`.
    """
    whose = re.compile(rf"\b{re.escape(forms.possessive)}\b(?!{FOLLOWS_AN_OBJECT})")
    return whose.sub(f"{slot}'s", claim)


def of_myself(claim: str, forms: Forms) -> str:
    """The clause as whoever it is of says it: `he lied to himself`, `I lied to myself`."""
    return re.sub(rf"\b{re.escape(forms.reflexive)}\b", "myself", claim)
