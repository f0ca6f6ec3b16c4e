"""Verbs that would agree with some people's pronouns only: "does {A.they}?", "{A.they} … and was".

A line is read with its slots left in it. What is named would be wrong for `they`, or for anybody
else; a line in which the verb may have another subject is let stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.english.grammar import ADVERBS

OF_ONE, OF_SEVERAL = "was|is|has|does", "are|have|do"
NOT_OF_ONE = "|".join(f"{verb}n't" for verb in OF_ONE.split("|"))
NOT_OF_SEVERAL = "|".join(f"{verb}n't" for verb in OF_SEVERAL.split("|"))
SLOT_OF_THEY = r"\{(\w+)\.they\}"
AN_ADVERB = r"(?:(?:\w+ly|never|still|only|then|always|already|now|also|just|once|even|not) )?"

AFTER_PRONOUN = re.compile(
    rf"{SLOT_OF_THEY},? {AN_ADVERB}(?P<verb>{OF_ONE}|{NOT_OF_ONE}|{OF_SEVERAL}|{NOT_OF_SEVERAL})\b"
)
RUN_ON = re.compile(rf"{SLOT_OF_THEY}(?P<verb>'s|'re|'ve)\b")
AND_WHO = re.compile(rf"{SLOT_OF_THEY}, who {AN_ADVERB}(?P<verb>{OF_ONE}|{NOT_OF_ONE})\b")
# Words, and what is somebody's or done to them, up to the verb.
UP_TO = r"[^.?!;:\"{}]*?(?:\{\w+\.(?:their|them|theirs|themself)\}[^.?!;:\"{}]*?)*?"
JOINED_VERB = re.compile(
    rf"(?:(?:\A|[.?!:;] |[.?!]\" |\" |\b(?:and|but|so|for) )){SLOT_OF_THEY} (?P<between>{UP_TO})"
    rf"\b(?:and|but|or) {AN_ADVERB}(?P<verb>{OF_ONE}|{NOT_OF_ONE})\b(?! it\b| there\b)"
)
BEFORE_PRONOUN = re.compile(
    rf"(?P<lead>\S+ )??\b(?P<verb>{OF_ONE}|{NOT_OF_ONE}) {SLOT_OF_THEY}", re.I
)
ASKED_OF_SEVERAL = re.compile(
    rf"(?:\A|[\".?!;:,] |\"|\b(?:what|where|when|why|how|who|whom|and|but|so|nor|or|than|as) )"
    rf"(?P<verb>{OF_SEVERAL}|{NOT_OF_SEVERAL}) {SLOT_OF_THEY}",
    re.I,
)
ENDS_IN_S = re.compile(rf"{SLOT_OF_THEY} (?P<adverb>{AN_ADVERB})(?P<verb>[a-z]+s)\b")

ANOTHER_SUBJECT = re.compile(
    r"\b(?:that|which|who|what|whom|whose|where|how|why|when|while|as|than|if|because|since|until"
    r"|before|after|though)\b"
    r"|\b(?:it|there|nobody|somebody|everybody|nothing|something|everything|one)\b(?! ?\Z|,)"
)
"""Between a pronoun and a verb: the verb may be this one's."""
POINTS_OUT = frozenset("it that this there here all".split())
"""Before was or is and a pronoun: the pronoun is no subject, as in "it was they who …"."""
AFTER_MODAL = re.compile(
    r"\b(?:did|could|would|should|might|must|will|can|may|shall|to|let|make|made|see|saw|hear|heard"
    r"|n't) \Z",
    re.I,
)
NO_VERB = ADVERBS | frozenset(
    """sometimes afterwards besides as this thus across towards backwards forwards upwards downwards
    inwards outwards indoors outdoors upstairs downstairs nevertheless nonetheless unawares alas
    less""".split()
)


def disagreements(whole: str) -> Iterator[str]:
    """What would be wrong for some pronouns in one reading of a paragraph, each with its cure."""
    yield from _after(whole)
    yield from _joined(whole)
    yield from _before(whole)
    yield from _in_the_present(whole)


def _after(whole: str) -> Iterator[str]:
    for found in AFTER_PRONOUN.finditer(whole):
        if not AFTER_MODAL.search(whole[: found.start()]):
            yield _said(found[0], found[1], found["verb"])
    for found in (*RUN_ON.finditer(whole), *AND_WHO.finditer(whole)):
        yield _said(found[0], found[1], found["verb"])


def _joined(whole: str) -> Iterator[str]:
    for found in JOINED_VERB.finditer(whole):
        if not ANOTHER_SUBJECT.search(found["between"]):
            yield _said(found[0].strip(' ".?!:;'), found[1], found["verb"])


def _before(whole: str) -> Iterator[str]:
    for found in BEFORE_PRONOUN.finditer(whole):
        if (found["lead"] or "").strip('" ').lower() not in POINTS_OUT:
            yield _said(f"{found['verb']} {{{found[3]}.they}}", found[3], found["verb"])
    for found in ASKED_OF_SEVERAL.finditer(whole):
        yield _said(f"{found['verb']} {{{found[2]}.they}}", found[2], found["verb"])


def _in_the_present(whole: str) -> Iterator[str]:
    for found in ENDS_IN_S.finditer(whole):
        verb = found["verb"]
        if verb not in NO_VERB and not re.fullmatch(rf"{OF_ONE}|\w+ss", verb):
            yield (
                f"'{found[0]}' is wrong for 'they'; write the verb's ending as a slot, "
                f"such as {{{found[1]}.they}} want{{{found[1]}.s}}"
            )


SLOT_OF = {"are": "is", "have": "has", "do": "does", "'s": "is", "'re": "is", "'ve": "has"}


def _said(words: str, root: str, verb: str) -> str:
    plain = verb.lower().removesuffix("n't")
    slot = f"{{{root}.{SLOT_OF.get(plain, plain)}}}"
    negated = f" and 'not' after it ({slot} not)" if verb.lower().endswith("n't") else ""
    wrong = "'they'" if re.fullmatch(rf"{OF_ONE}|'s", plain) else "'he' and 'she'"
    return f"'{words}' is wrong for {wrong}; write a slot, such as {slot}{negated}"
