"""A clause that says what is so, as it stands after `that` in a story told in the past: `the vat is
empty` becomes `the vat was empty`, `Ida has gone` becomes `Ida had gone`.

Only what is surely a finite verb in the present is changed (the backshift of reported speech, Quirk
et al., A Comprehensive Grammar of the English Language, 14.31); a past stays a past.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from novel_engine.story.english.grammar import is_of_place
from novel_engine.story.english.past_tense import PAST_OF_FORM, is_irregular, past

LIES = "lies"
SHIFTED: Mapping[str, str] = {
    **{form: gone.replace("_", " ") for form, gone in PAST_OF_FORM.items() if form != LIES},
    "am": "was",
    "have": "had",
    "haven't": "hadn't",
    "do": "did",
    "shall": "should",
    "may": "might",
    "must": "had to",
}
AFTER_THESE_PLAIN = frozenset(
    """to will would shall should can could may might must do does did not never cannot won't don't
    doesn't didn't wouldn't couldn't let""".split()
)
"""After these a verb is in its plain form, and has no tense."""
WHO_DOES = frozenset(
    """it he she they i we you who which that this there nobody somebody everybody anybody one
    all none nothing something what""".split()
)
JOINING_WORDS = frozenset("and but or then".split())
MAY_BE_A_THING = frozenset("will can may must do".split())
MAKES_IT_A_THING = frozenset(
    """later second last first old new own dead good a an the his her their its my your our any no every
    each some""".split()
)
"""After these a will is a paper, and a can is of tin."""
BEFORE_A_NOUN = frozenset("a an the his her their its my your our no any this that".split())
NEVER_A_VERB = frozenset(
    """his its this as us always perhaps besides sometimes afterwards towards across less alas yes thus
    plus indoors outdoors upstairs downstairs unawares sideways backwards forwards hers theirs yours
    ours others""".split()
)
CLEARLY_VERBS = frozenset(
    """means lies looks stands speaks says thanks shows waits knows keeps leads wants belongs goes comes
    gives asks tells rests begins names marks asks pays calls owes drinks holds""".split()
)
"""As the first verb of a clause, whatever stands before them."""
NOUNS_IN_S = frozenset(
    """rings leaves costs bets hits cuts sets casts deals stands runs drinks lights sheds springs
    strings wings winds wounds shuts puts lets bids bites breaks catches draws drives falls feeds
    finds grows hides holds keeps leads makes means meets rises sees sells sends sings sinks sleeps
    slides speaks spends swings takes tells thinks throws wears wins goes gets gives knows
    comes""".split()
)
"""Of these nothing but what stands before them tells whether they are verbs."""
A_PERSON = "{}"
"""A slot for a person, as who does what the next word says."""
A_SLOT = re.compile(r"\{[^{}]*\}[,\]]?")
WORD_IN_SIGNS = re.compile(r"([^\w']*)([\w'’-]+)(.*)", re.DOTALL)


def told_in_the_past(clause: str) -> str:
    """The clause, each of its verbs that is surely finite and present in the past."""
    words = clause.split(" ")
    bare = [_bare(word) for word in words]
    return " ".join(_shifted(word, bare, at) for at, word in enumerate(words))


def _bare(word: str) -> str:
    if A_SLOT.fullmatch(word):
        return A_PERSON
    found = WORD_IN_SIGNS.fullmatch(word)
    return found[2].lower().replace("’", "'") if found else ""


def _shifted(word: str, bare: Sequence[str], at: int) -> str:
    found = WORD_IN_SIGNS.fullmatch(word)
    if found is None or "{" in word:
        return word
    shifted = _past_of(bare, at)
    return f"{found[1]}{shifted}{found[3]}" if shifted else word


def _past_of(bare: Sequence[str], at: int) -> str:
    """The past of the word there; empty where it is no verb in the present, or that is unsure."""
    word, before = bare[at], bare[at - 1] if at else ""
    if word in SHIFTED:
        if word in ("have", "do") and before in AFTER_THESE_PLAIN:
            return ""
        is_thing = word in MAY_BE_A_THING and (before in MAKES_IT_A_THING or before.endswith("'s"))
        return "" if is_thing else SHIFTED[word]
    if not at or not word.endswith("s") or word.endswith("ss") or word in NEVER_A_VERB:
        return ""
    if before in BEFORE_A_NOUN or before in AFTER_THESE_PLAIN or before.endswith("'s"):
        return ""
    is_next = before in JOINING_WORDS or not _has_verb(bare[:at])
    if word in CLEARLY_VERBS and before not in BEFORE_A_NOUN and is_next:
        is_thing = before not in WHO_DOES and before != A_PERSON and A_PERSON not in bare[:at]
        lay = word == LIES and (is_thing or is_of_place(bare[at + 1 :]))
        return "lay" if lay else past(word)
    if before in WHO_DOES or before == A_PERSON:
        return "lay" if word == LIES and is_of_place(bare[at + 1 :]) else past(word)
    led = before in JOINING_WORDS and _has_verb(bare[:at]) and word not in NOUNS_IN_S
    return past(word) if led and is_irregular(word) else ""


def _has_verb(words: Sequence[str]) -> bool:
    return any(word in SHIFTED or is_irregular(word) for word in words)
