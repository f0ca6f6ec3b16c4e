"""Phrases that a person wrote for a slot of the prose, in the form that the slot wants.

What can only be meant one way is put right: a stop at the end, a subject before a verb phrase, a
capital that begins no name. What would read wrong is refused with a ValueError that says what to
write, without its subject, so that it can follow the name of a key.
"""

from __future__ import annotations

import re
from itertools import pairwise

from novel_engine.story.english.grammar import is_adverb
from novel_engine.story.english.past_tense import PAST_OF_BASE, PASTS, is_irregular, third_person

TELL_CURE = "write what the body does, a verb first, as in 'laughs through the nose'"
CLAIM_CURE = "write a whole clause that fits after 'that', as in 'the ledger was forged'"
GERUND_CURE = "write a form that fits after 'of', as in 'draining the fuel'"

STOPS_AT_END = " .,;:!?…"
QUOTE_SIGNS = '"“”'
SUBJECTS = frozenset("he she they it ze xe ey fae".split())
SUBJECT_IS = {f"{subject}'s": "is" for subject in SUBJECTS} | {"they're": "is"}
SPEAKS_OF_I = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|[Mm]y|[Ww]e|[Oo]ur|me|us|myself)\b")
DETERMINERS = frozenset(
    """a an the his her their its my your our some any no every each one two three both this that
    these those another several many most all half such zir {their}""".split()
)
NO_VERB_FIRST = frozenset(
    """with without when whenever while if in on at by from of under over behind before after during
    because since as like to into when's whenever's too very so quite rather not""".split()
)
PARTS_OF_A_BODY = frozenset(
    """hands fingers eyes knees lips teeth shoulders feet legs arms thumbs eyebrows brows cheeks ears
    toes nails knuckles palms eyelids nostrils pupils hairs veins muscles""".split()
)
"""Of a body: some are verbs too, before an object."""
PLURALS = frozenset(
    """nerves jitters goosebumps hives tics tears mannerisms dimples words signs nothings
    habits""".split()
)
PARTICLES = frozenset("over out up round back down off".split())
CLOSED = frozenset(
    """a an the his her their its he she it they there here this that these those some any no every
    each one two three four five six somebody someone something nobody nothing everybody everyone
    everything anyone both all half several many most few in on at by for from of with without
    under over before after when if since while where how what why who as to more less perhaps maybe
    so sort kind you your well mind believe forgive frankly honestly good great dear oh not only
    once never always just still""".split()
)
"""Words that keep no capital but at the beginning of a sentence."""
AUXILIARIES = frozenset(
    """is are was were am has have had does do did will would can could shall should may might must
    ought cannot needs dares""".split()
)
PAST_FORMS = PASTS | frozenset(
    """burnt leant learnt dreamt spelt spilt spoilt smelt foresaw overheard overtook overcame
    withdrew withheld undid redid misled mistook mislaid lied rewrote retold""".split()
)
BASES = frozenset(PAST_OF_BASE) | frozenset(
    """hate love want need like use try move owe live work look laugh blink fear trust blame hope
    believe remember pretend talk walk ask help watch wait play call smile frown blush cough
    nod lie hum rub tap pat drum tug scratch stop straighten polish touch stretch brush fit
    swallow""".split()
)
BARE = frozenset(
    """number bed home church town school hospital prison court sea land deck board work camp market upstairs
    downstairs outside inside midfield""".split()
)
"""Places that are in, on or at without an article, alone or before more."""


def plain_ending(text: str) -> str:
    """The phrase without quotation marks around it or a stop after it."""
    text = text.strip().strip(QUOTE_SIGNS).rstrip(STOPS_AT_END + QUOTE_SIGNS)
    return text or "…"


def uncapitalised(text: str) -> str:
    """The phrase with a small letter first, where its first word can be no name."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text[:1].lower() + text[1:] if first.rstrip(",").lower() in CLOSED else text


def interjection(text: str) -> str:
    """A hedge or an oath, to stand within a sentence or before one."""
    return uncapitalised(plain_ending(text))


def tell_phrase(text: str) -> str:
    """What a body does, in the third person present or in the past, without its subject."""
    phrase = plain_ending(text)
    if re.search(r"[.!?] ", phrase):
        raise ValueError(f"is more than one sentence; {TELL_CURE}")
    words = _without_subject(phrase.split())
    words[0] = words[0][:1].lower() + words[0][1:]
    before = (_bare(word) for word in words)
    at = next((at for at, word in enumerate(before) if not (is_adverb(word) or word == "more")), 0)
    _check_verb([_bare(word) for word in words[at:]])
    return " ".join(words)


def _without_subject(words: list[str]) -> list[str]:
    """The words without the subject that they begin with, the verb as it is of one person."""
    first = words[0].lower().replace("’", "'")
    if first in SUBJECT_IS:
        return [SUBJECT_IS[first], *words[1:]]
    if words[0] in ("I", "I'm", "We", "we", "You", "you"):
        raise ValueError(f"speaks of 'I' or 'you'; {TELL_CURE}")
    if first in SUBJECTS and len(words) > 1:
        return _after_they(words[1:]) if first == "they" else words[1:]
    names = next((at for at, word in enumerate(words) if not word[:1].isupper()), len(words))
    followed = names < len(words) and _is_present(_bare(words[names]))
    named = names and followed and not _is_present(first) and first not in DETERMINERS
    return words[names:] if named else words


def _after_they(words: list[str]) -> list[str]:
    """The words that followed `they`, with their verb as it is of one person."""
    at = next((at for at, word in enumerate(words) if not is_adverb(_bare(word))), 0)
    return [*words[:at], _of_one(words[at]), *words[at + 1 :]]


def _of_one(verb: str) -> str:
    """A verb as it stands after `they`, as it stands after `he`."""
    low = verb.lower()
    if is_adverb(low) or low.endswith("ed") or (low in PAST_FORMS and low not in ("are", "were")):
        return low
    return low if _is_present(low) else third_person(low)


def _check_verb(words: list[str]) -> None:
    """Raise ValueError unless these words begin with a verb of one person."""
    first, following = words[0], words[1] if len(words) > 1 else ""
    if first in DETERMINERS:
        raise ValueError(f"begins with '{first}' and says no act; {TELL_CURE}")
    if first in PLURALS or (first in PARTS_OF_A_BODY and not _is_object(following)):
        raise ValueError(f"has '{first}' for its subject, and the slot has the person; {TELL_CURE}")
    if first.endswith("ing") or first in NO_VERB_FIRST:
        raise ValueError(f"begins with '{first}' and not with a verb; {TELL_CURE}")
    if first in BASES and first not in PAST_FORMS:
        raise ValueError(f"has '{first}' where the slot has '{_of_one(first)}'; write that")
    if not (_is_present(first) or first in PAST_FORMS or first.endswith("ed")):
        raise ValueError(
            f"begins with '{first}', which is no verb of the third person; {TELL_CURE}"
        )


def _is_object(word: str) -> bool:
    return word in DETERMINERS or word in PARTICLES or word in ("whatever", "whoever", "{them}")


def _is_present(word: str) -> bool:
    """Whether the word can be a verb in the third person present."""
    return is_irregular(word) or (
        len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "'s"))
    )


def claim_clause(text: str) -> str:
    """A clause to stand after `that`."""
    phrase = plain_ending(text)
    phrase = re.sub(r"\A[Tt]hat (?=\S+ \S)", "", phrase) if _is_led_in(phrase) else phrase
    if re.search(r"[.!?] [A-Z{]", phrase):
        raise ValueError(f"is more than one sentence; {CLAIM_CURE}")
    if found := SPEAKS_OF_I.search(phrase):
        raise ValueError(f"speaks of '{found[0]}', who would be whoever says it; {CLAIM_CURE}")
    phrase = uncapitalised(phrase)
    _check_clause(phrase.split())
    return phrase


def _is_led_in(phrase: str) -> bool:
    """Whether it begins with the `that` of the slot, and not with one that points at something."""
    words = phrase.split()
    return words[0].lower() == "that" and len(words) > 2 and words[1].lower() in CLOSED


def _check_clause(words: list[str]) -> None:
    """Raise ValueError where there is surely no subject or no verb."""
    first = _bare(words[0])
    if first == "to" or (first in PAST_FORMS | AUXILIARIES and first not in BASES):
        raise ValueError(f"begins with '{first}' and says nothing of who; {CLAIM_CURE}")
    if not any(_can_be_finite(word, before) for before, word in pairwise(map(_bare, words))):
        raise ValueError(f"has no verb; {CLAIM_CURE}")


def _can_be_finite(word: str, before: str) -> bool:
    if word in AUXILIARIES or word in PAST_FORMS or is_irregular(word):
        return True
    is_base = word in BASES and before not in DETERMINERS
    return is_base or word.endswith(("s", "ed", "n't", "'re", "'ve", "'ll", "'d"))


def noun_phrase(text: str) -> str:
    """A noun phrase with its article, to stand within a sentence."""
    return uncapitalised(plain_ending(text))


def gerund_phrase(text: str) -> str:
    """What stands after `of`: an act in -ing."""
    phrase = plain_ending(text)
    if not any(_bare(word).endswith("ing") for word in phrase.split()):
        raise ValueError(f"has no verb in -ing; {GERUND_CURE}")
    first, _, rest = phrase.partition(" ")
    low = first.lower()
    return f"{low} {rest}".strip() if low.endswith("ing") else uncapitalised(phrase)


def place_name(text: str) -> str:
    """A place as the prose says it: with an article, unless it is a name or wants none."""
    phrase = uncapitalised(plain_ending(text))
    first = phrase.split()[0]
    plain = first.isascii() and first.isalpha() and first.islower()
    if not plain or first in DETERMINERS | CLOSED or BARE & {phrase, first}:
        return phrase
    return f"the {phrase}"


def item_name(text: str) -> str:
    """A thing without the article that the prose gives it."""
    phrase = plain_ending(text)
    return re.sub(r"\A(?:[Tt]he|[Aa]n?) (?=\S)", "", phrase)


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").strip(",;:")
