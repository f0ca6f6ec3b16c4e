"""Verbs that would agree with some people's pronouns only: "does {A.they}?", "{A.they} … and was".

A line is read with its slots left in it. What is named would be wrong for `they`, or for anybody
else; a line in which the verb may have another subject is let stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.english.grammar import ADVERBS, THINGS_TOO
from novel_engine.story.english.past_tense import PAST_OF_BASE, is_irregular

OF_ONE, OF_SEVERAL = "was|is|has|does", "are|have|do|were"
NOT_OF_ONE = "|".join(f"{verb}n't" for verb in OF_ONE.split("|"))
NOT_OF_SEVERAL = "|".join(f"{verb}n't" for verb in OF_SEVERAL.split("|"))
ANY_NUMBER = f"{OF_ONE}|{NOT_OF_ONE}|{OF_SEVERAL}|{NOT_OF_SEVERAL}"
SLOT_OF_THEY = r"\{(\w+)\.they\}"
AN_ADVERB = r"(?:(?:\w+ly|never|still|only|then|always|already|now|also|just|once|even|not"
AN_ADVERB += r"|seldom|rarely|often|hardly|scarcely|usually) )?"

AFTER_PRONOUN = re.compile(rf"{SLOT_OF_THEY},? {AN_ADVERB}(?P<verb>{ANY_NUMBER})\b")
RUN_ON = re.compile(rf"{SLOT_OF_THEY}(?P<verb>'s|'re|'ve)\b")
AND_WHO = re.compile(rf"{SLOT_OF_THEY}, who {AN_ADVERB}(?P<verb>{OF_ONE}|{NOT_OF_ONE})\b")
# Words, and what is somebody's or done to them, up to the verb.
UP_TO = r"[^.?!;:\"{}]*?(?:\{\w+\.(?:their|them|theirs|themself)\}[^.?!;:\"{}]*?)*?"
JOINED_VERB = re.compile(
    rf"(?:(?:\A|[.?!:;] |[.?!]\" |\" |\b(?:and|but|so|for) )){SLOT_OF_THEY} (?P<between>{UP_TO})"
    rf"\b(?:and|but|or) {AN_ADVERB}(?P<verb>{OF_ONE}|{NOT_OF_ONE}|were|weren't)\b(?! it\b| there\b)"
)
AFTER_AN_ASIDE = re.compile(
    rf"{SLOT_OF_THEY}, (?P<between>[^,.?!;:\"{{}}]+), {AN_ADVERB}(?P<verb>{ANY_NUMBER})\b"
    r"(?! it\b| there\b| \{)"
)
ENDS_AFTER_AN_ASIDE = re.compile(
    rf"{SLOT_OF_THEY} (?:seldom|rarely|often|hardly|scarcely|never|always)"
    r", [^,.?!;:\"{}]+, (?P<verb>[a-z]+s)\b"
)
SECOND_VERB = re.compile(
    rf"{SLOT_OF_THEY} {AN_ADVERB}[a-z]+\{{\w+\.s\}} (?P<between>{UP_TO})"
    rf"\b(?:and|but|or) {AN_ADVERB}(?P<verb>[a-z]+s)\b"
)
SHORT_BEFORE = re.compile(
    rf"\b(?P<lead>what|where|when|how|why|who)(?P<verb>'s) {SLOT_OF_THEY}", re.I
)
WITH_ANOTHER = re.compile(
    rf"(?:\A|[.?!] |\"){SLOT_OF_THEY} and (?:I|you|\{{\w+(?:\.they)?\}}) (?P<verb>{OF_ONE})\b"
)
PLAIN_PRESENT = re.compile(
    rf"(?:\"|[.?!;:] |\b(?:what|whatever|when|where|because|and|but|so|why|how|if) ){SLOT_OF_THEY} "
    rf"{AN_ADVERB}(?P<verb>[a-z]+)\b(?!\{{)",
    re.I,
)
NO_PAST = frozenset(base for base, gone in PAST_OF_BASE.items() if base != gone) - frozenset(
    "lay bid have do".split()
) | frozenset("want need like love hate live believe".split())
"""Verbs that in the third person are surely not meant as they stand here."""
SUBJUNCTIVE = re.compile(r"\b(?:if|though|wish|wished|unless|lest|suppose)(?: that)? \Z", re.I)
BEFORE_PRONOUN = re.compile(
    rf"(?P<lead>\S+ )??\b(?P<verb>{OF_ONE}|{NOT_OF_ONE}|were|weren't) {SLOT_OF_THEY}(?! to\b)", re.I
)
ASKED_OF_SEVERAL = re.compile(
    rf"(?:\A|[\".?!;:,] |\"|\b(?:what|where|when|why|how|who|whom|and|but|so|nor|or|than|as) )"
    rf"(?P<verb>are|have|do|aren't|haven't|don't) {SLOT_OF_THEY}",
    re.I,
)
ENDS_IN_S = re.compile(rf"{SLOT_OF_THEY} (?P<adverb>{AN_ADVERB})(?P<verb>[a-z]+s)\b")

ANOTHER_SUBJECT = re.compile(
    r"\b(?:that|which|who|what|whom|whose|where|how|why|when|while|as|than|if|because|since|until"
    r"|before|after|though)\b"
    r"|\b(?:it|there|nobody|somebody|everybody|nothing|something|everything|one)\b(?! ?\Z|,)"
)
"""Between a pronoun and a verb: the verb may be this one's."""
POINTS_OUT = frozenset("it that this all".split())
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
    yield from _short_before(whole)
    yield from _in_the_present(whole)
    yield from _plain(whole)


def _after(whole: str) -> Iterator[str]:
    for found in AFTER_PRONOUN.finditer(whole):
        before = whole[: found.start()]
        wished = found["verb"].startswith("were") and SUBJUNCTIVE.search(before)
        if not (wished or AFTER_MODAL.search(before)):
            yield _said(found[0], found[1], found["verb"])
    for found in AFTER_AN_ASIDE.finditer(whole):
        if not re.search(r"\b(?:and|but|or)\b", found["between"]):
            yield _said(found[0], found[1], found["verb"])
    for found in (*RUN_ON.finditer(whole), *AND_WHO.finditer(whole)):
        yield _said(found[0], found[1], found["verb"])


def _short_before(whole: str) -> Iterator[str]:
    for found in SHORT_BEFORE.finditer(whole):
        yield (
            f"'{found[0]}' is wrong for 'they'; write a slot before it, such as "
            f"{{{found[3]}.has}}, {{{found[3]}.is}} or {{{found[3]}.does}}"
        )
    for found in WITH_ANOTHER.finditer(whole):
        words = found[0].strip(' ".?!')
        yield f"'{words}' is of two people; write 'are', 'were', 'have' or 'do'"


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


def _plain(whole: str) -> Iterator[str]:
    """Plain verbs in speech, and a second verb that has an ending of its own."""
    for found in PLAIN_PRESENT.finditer(whole):
        spoken = whole[: found.start(1)].count('"') % 2
        sentence = re.split(r'[.?!"]', whole[: found.start(1)])[-1]
        if spoken and found["verb"] in NO_PAST and not ASKS_BEFORE.search(sentence):
            yield (
                f"'{found[0].strip(' .?!;:')}' is wrong for 'he' and 'she'; write the verb's ending "
                f"as a slot, such as {{{found[1]}.they}} {found['verb']}{{{found[1]}.s}}"
            )
    for found in (*SECOND_VERB.finditer(whole), *ENDS_AFTER_AN_ASIDE.finditer(whole)):
        between = found.groupdict().get("between", "")
        sure = is_irregular(found["verb"]) and found["verb"] not in THINGS_TOO
        if found["verb"] not in NO_VERB and (sure or not between):
            yield (
                f"'{found['verb']}' in '{found[0]}' is wrong for 'they'; write its ending as a slot, "
                f"such as {{{found[1]}.s}}"
            )


ASKS_BEFORE = re.compile(
    r"\b(?:did|do|does|could|would|should|might|must|will|can|may|shall|let|make|lest|suggest|insist"
    r"|rather|\w+n't|\w+'ll|\w+'d)\b|\{\w+\.(?:does|do)\}",
    re.IGNORECASE,
)


SLOT_OF = {"are": "is", "have": "has", "do": "does", "'s": "is", "'re": "is", "'ve": "has"}


def _said(words: str, root: str, verb: str) -> str:
    plain = verb.lower().removesuffix("n't")
    slot = f"{{{root}.{SLOT_OF.get(plain, plain)}}}"
    negated = f" and 'not' after it ({slot} not)" if verb.lower().endswith("n't") else ""
    wrong = "'they'" if re.fullmatch(rf"{OF_ONE}|'s", plain) else "'he' and 'she'"
    return f"'{words}' is wrong for {wrong}; write a slot, such as {slot}{negated}"
