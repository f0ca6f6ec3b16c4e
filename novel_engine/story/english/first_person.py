"""A claim as it is said by or to the person it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping

from novel_engine.story.english.clauses import is_subject
from novel_engine.story.english.past_tense import BASES, bases, third_person

FIRST_PERSON_VERBS = {
    "has": "have",
    "is": "am",
    "means": "mean",
    "does": "do",
    "was": "was",
    "cannot": "cannot",
}
SECOND_PERSON_VERBS = {
    "has": "have",
    "is": "are",
    "means": "mean",
    "does": "do",
    "was": "were",
    "cannot": "cannot",
}


def _of_several(verb: str) -> str:
    """A verb of one person as it is after I and you: drinks, drink. Any other word is as it was."""
    bare = verb.rstrip(",;:.")
    if not bare.endswith("s") or bare.endswith("ss"):
        return verb
    found = (base for base in bases(bare) if third_person(base) == bare and base in BASES)
    return next(found, bare) + verb[len(bare) :]


OWNED = {"I": "mine", "you": "yours"}
NOTHING_OWNED = r"'s(?= (?:was|is|has|had|lay|lies|stood|stands|hung|hangs|were|are)\b)"
BEFORE_NOTHING = r"'s(?=[,.;]|\Z| (?:and|or|by|in|to|for|now|again)\b)"
OF_ONES_OWN = rf"(?:(?<=\bof ){{0}}{NOTHING_OWNED}|{{0}}{BEFORE_NOTHING})"
"""A jug of Jago's, what is Jago's by right: where no thing follows that is his."""
AS_SUBJECT = (
    r"(?P<before>\A|, (?:and|but|so) |; |\b(?:where|what|when|while|that|because|if|whether) ){}"
    r"(?P<who>, who \S+ .+?,(?= (?:has|is|was|does|had|will|would|could|cannot)\b))? (?P<verb>\S+)"
)


ALSO_DOES = re.compile(
    r"(?:I|you) (?:(?!\b(?:that|who|which|because|while|where|when|if)\b)[^,;])*? and (means|does|is|has)\b"
)
"""A second verb of whoever a claim begins with."""


def is_of_ones_own(before: str, after: str) -> bool:
    """Whether whoever stands between these words, with `'s`, is not followed by what they own."""
    after_of = before.endswith(" of ") and re.match(NOTHING_OWNED, after) is not None
    return after_of or re.match(BEFORE_NOTHING, after) is not None


def said_between(claim: str, me: str, you: str) -> str:
    """A claim as one person says it to another, where it is about either: their slots become I and
    you.
    """
    for person, pronoun in ((me, "I"), (you, "you")):
        claim = said_of_self(claim, f"{{{person}}}", pronoun) if person else claim
    return claim


def said_of_self(claim: str, slot: str, pronoun: str) -> str:
    """A claim about a person, said by them (`I`) or to them (`you`): '{bram} has gone' → 'I have
    gone'.

    A slot that begins the claim or a clause joined to it is the subject, also where something is
    said of it first: '{bram}, who was tired, has gone'. Any other is an object, or with 's a
    possessive.
    """
    own, other, forms = (
        ("my", "me", FIRST_PERSON_VERBS) if pronoun == "I" else ("your", "you", SECOND_PERSON_VERBS)
    )
    text = re.sub(OF_ONES_OWN.format(re.escape(slot)), OWNED[pronoun], claim)
    text = text.replace(slot + "'s", own)

    def as_subject(found: re.Match[str]) -> str:
        who = found["who"] or ""
        leads, _, what = who.removeprefix(", who ").partition(" ")
        said = (
            f", who {'were' if (pronoun, leads) == ('you', 'was') else leads} {what}" if who else ""
        )
        return f"{found['before']}{pronoun}{said} {_agreeing(found['verb'], forms)}"

    text = re.sub(AS_SUBJECT.format(re.escape(slot)), as_subject, text)
    while slot in text:
        before, _, after = text.partition(slot)
        if not is_subject(before, after):
            text = before + other + after
            continue
        if not after.startswith(" "):
            text = before + pronoun + after
            continue
        verb, space, rest = after.lstrip().partition(" ")
        text = f"{before}{pronoun} {_agreeing(verb, forms)}{space}{rest}"
    second = ALSO_DOES.match(text) if text.startswith(f"{pronoun} ") else None
    if second is None:
        return text
    return f"{text[: second.start(1)]}{forms[second[1]]}{text[second.end(1) :]}"


def _agreeing(verb: str, forms: Mapping[str, str]) -> str:
    """A verb of one person as it is after I or you, with the sign that is after it."""
    bare = verb.rstrip(",;:.")
    return forms[bare] + verb[len(bare) :] if bare in forms else _of_several(verb)
