"""Phrases that a person wrote for a slot of the prose, in the form that the slot wants.

What can only be meant one way is put right: a stop at the end, a subject before a verb phrase, a
capital that begins no name. What would read wrong is refused with a ValueError that says what to
write, without its subject, so that it can follow the name of a key.
"""

from __future__ import annotations

import re
from itertools import pairwise

from novel_engine.story.english.grammar import is_adverb, verb_at
from novel_engine.story.english.past_tense import (
    BASES,
    PASTS,
    is_irregular,
    third_person,
)

TELL_CURE = "write what the body does, a verb first, as in 'laughs through the nose'"
CLAIM_CURE = "write a whole clause that fits after 'that', as in 'the ledger was forged'"

STOPS_AT_END = " .,;:!?…"
QUOTE_SIGNS = '"“”'
SUBJECTS = frozenset("he she they it ze xe ey fae ve ae".split())
SUBJECT_IS = {f"{subject}'s": "is" for subject in SUBJECTS} | {"they're": "is"}
CONTRACTED = re.compile(
    r"(?:is|are|was|were|has|have|had|does|do|did|wo|would|ca|could|must|might|should)n't"
)
FOLLOWS_IS = frozenset(
    """been gone got not never dead still only always already all here there in on at under behind a
    an the his hers theirs ours yours mine""".split()
)
BEGINS_NO_CLAUSE = frozenset("because although though unless".split())
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
    toes nails knuckles palms eyelids nostrils pupils hairs veins muscles claws paws""".split()
)
"""Of a body: some are verbs too, before an object."""
ONE_OF_A_BODY = frozenset(
    """hand finger eye knee lip tooth shoulder foot leg arm thumb eyebrow brow cheek ear toe nail
    knuckle palm eyelid nostril pupil hair vein muscle voice gaze face jaw breath pulse sweat accent
    tail stomach mouth throat chin nose head heart smile skin forehead temple neck back tongue
    speech glance stare posture""".split()
)
OF_THE_BODY = PARTS_OF_A_BODY | ONE_OF_A_BODY
OF_SEVERAL_SUBJECTS = frozenset("get go are have become keep seem begin were grow come".split())
"""Verbs of several that are no nouns: before one stands its subject."""
AMOUNTS = frozenset("lots loads heaps tons bits plenty".split())
PLURALS = frozenset(
    """nerves jitters goosebumps hives tics tears mannerisms dimples words signs nothings
    habits whiskers wings antennae fins feathers gills hooves horns scales spines""".split()
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


TOLD_BY_SOMEBODY = re.compile(r".+ (?:is|was) what (?!I\b|we\b)\S+ (?:told|said|swore|wrote)\b.*")
"""Where `I` is whoever told it."""
OF_A_NOUN = frozenset("a an the his her their its my your our every no".split())
OF_SOME = frozenset("many several few some two three both all most such these those".split())
"""Before a noun of several, or alone for several who do something."""
ASKS = frozenset("what why who where how when whom whose which".split())
LEADS_IN = frozenset("in at on with under of from for by about".split())
SAYS_NO_ACT = re.compile(
    r"(?:there(?:['’]s| is| are| was)|it(?:['’]s| is) (?:the|a|an|all|when|how|in|not|that|just)) ",
    re.IGNORECASE,
)
IS_SOMEBODY = re.compile(
    r"(?:is|was) an? (?!(?:little|bit|touch|shade|beat|moment|second|fraction)\b)(?:\w+ )?\w+"
)
IS_DONE_TO = re.compile(
    r"(?:can|could|may|might|will|must) be (?:\w+ed|read|seen|heard|told|felt|known|caught)\b.*"
    r"|tends? to \w+ing\b.*"
)
HAS_NONE = re.compile(
    r"(?:doesn['’]t|does not|has|hasn['’]t|has not) (?:have |got )?(?:one|any|none|no tells?|a tell)"
)


def plain_ending(text: str) -> str:
    """The phrase without quotation marks around it or a stop after it."""
    text = text.strip().strip(QUOTE_SIGNS).rstrip(STOPS_AT_END + QUOTE_SIGNS)
    return text or "…"


def uncapitalised(text: str) -> str:
    """The phrase with a small letter first, where its first word can be no name."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text[:1].lower() + text[1:] if first.rstrip(",").lower() in CLOSED else text


def tell_phrase(text: str) -> str:
    """What a body does, in the third person present or in the past, without its subject."""
    phrase = plain_ending(text)
    if re.search(r"[.!?] ", phrase):
        raise ValueError(f"is more than one sentence; {TELL_CURE}")
    if re.search(f"[{QUOTE_SIGNS}]", phrase):
        raise ValueError(
            "holds quotation marks, which begin a speech; write single ones, as in "
            "'says \u2018never mind\u2019 softly'"
        )
    if SAYS_NO_ACT.match(phrase):
        raise ValueError(f"says no act of the person's; {TELL_CURE}")
    words = _without_subject(phrase.split())
    words[0] = words[0][:1].lower() + words[0][1:]
    at = verb_at(words)
    at += bare_word(words[at]) == "more" and at + 1 < len(words)
    _check_verb([bare_word(word) for word in words[at:]])
    _check_act(" ".join(words[at:]))
    return " ".join(words)


def _without_subject(words: list[str]) -> list[str]:
    """The words without the subject that they begin with, the verb as it is of one person."""
    first = words[0].lower().replace("’", "'")
    if not _is_name_like(words[0]) and words[0].isupper() and len(words) > 2 <= len(first):
        raise ValueError(
            f"has '{words[0]}' for its subject, and the slot has the person; {TELL_CURE}"
        )
    if first in SUBJECT_IS:
        return [SUBJECT_IS[first], *words[1:]]
    if words[0] in ("I", "I'm", "We", "we", "You", "you"):
        raise ValueError(f"speaks of 'I' or 'you'; {TELL_CURE}")
    if first in SUBJECTS and len(words) > 1:
        return _after_they(words[1:]) if first == "they" else words[1:]
    names = next((at for at, word in enumerate(words) if not _is_name_like(word)), len(words))
    followed = names < len(words) and _is_present(bare_word(words[names]))
    no_name = DETERMINERS | PARTS_OF_A_BODY | ONE_OF_A_BODY
    named = names and followed and not _is_present(first) and first not in no_name
    return words[names:] if named else words


def _is_name_like(word: str) -> bool:
    """Whether the word has a name's capital; one in capitals alone, such as LED, is a thing."""
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())


def _check_act(phrase: str) -> None:
    """Raise ValueError where the verb is there and what it says is what somebody is or lacks."""
    if any(one.fullmatch(phrase) for one in (IS_SOMEBODY, HAS_NONE, IS_DONE_TO)):
        raise ValueError(f"says no act of the person's; {TELL_CURE}")


def _after_they(words: list[str]) -> list[str]:
    """The words that followed `they`, with their verb as it is of one person."""
    at = next((at for at, word in enumerate(words) if not is_adverb(bare_word(word))), 0)
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
    if _is_subject(words):
        raise ValueError(f"has '{first}' for its subject, and the slot has the person; {TELL_CURE}")
    if first in AMOUNTS and following == "of":
        raise ValueError(f"begins with '{first} of' and says no act; {TELL_CURE}")
    if (
        (first in PAST_FORMS or first.endswith("ed"))
        and following in OF_THE_BODY
        and first != "bit"
    ):
        raise ValueError(f"has '{first} {following}', which says no act; {TELL_CURE}")
    if first.endswith("ing") or first in NO_VERB_FIRST:
        raise ValueError(f"begins with '{first}' and not with a verb; {TELL_CURE}")
    if first in BASES and first not in PAST_FORMS:
        raise ValueError(f"has '{first}' where the slot has '{_of_one(first)}'; write that")
    if not (_is_present(first) or first in PAST_FORMS or first.endswith("ed")):
        raise ValueError(
            f"begins with '{first}', which is no verb of the third person; {TELL_CURE}"
        )


def _is_subject(words: list[str]) -> bool:
    """Whether the first word is what acts, and not what the person does."""
    first, following, *_ = [*words, ""]
    if first in PLURALS:
        return True
    if first not in PARTS_OF_A_BODY:
        return following in OF_SEVERAL_SUBJECTS and first.endswith("s") and not is_irregular(first)
    things = following.endswith("s") and not following.endswith("ss") and not is_adverb(following)
    return not ((_is_object(following) and following != "that") or (things and len(words) > 2))


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
    found = None if TOLD_BY_SOMEBODY.fullmatch(phrase) else SPEAKS_OF_I.search(phrase)
    if found:
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
    bare = [bare_word(word) for word in words]
    first, following, *_ = [*bare, ""]
    told = first == "to" and not _has_subject_in_to(bare)
    gone = first.endswith("ed") and words[0].islower() and following in DETERMINERS
    acts = first in PAST_FORMS | AUXILIARIES and first not in BASES
    if told or acts or gone or CONTRACTED.fullmatch(first):
        raise ValueError(f"begins with '{first}' and says nothing of who; {CLAIM_CURE}")
    if is_adverb(first) and (_is_surely_past(following) or is_irregular(following)):
        raise ValueError(f"begins with '{first} {following}' and says nothing of who; {CLAIM_CURE}")
    if first in BEGINS_NO_CLAUSE and "," not in "".join(words):
        raise ValueError(f"begins with '{first}' and is half a sentence; {CLAIM_CURE}")
    finite = [word for before, word in pairwise(bare) if _is_surely_finite(word, before)]
    finite = [] if finite == bare[-1:] and _is_noun_at_the_end(bare) else finite
    more = any(word.endswith("s") and word not in finite for word in bare[3:])
    if first in ASKS and len(finite) + more <= 1:
        raise ValueError(f"begins with '{first}' and is no statement; {CLAIM_CURE}")
    some = any(_can_be_finite(word, before) for before, word in pairwise(bare))
    if not (finite or (first not in LEADS_IN and some) or _has_several_who_act(bare)):
        raise ValueError(f"has no verb; {CLAIM_CURE}")


def _has_subject_in_to(bare: list[str]) -> bool:
    """Whether what begins with `to` is itself the subject: to leave was her idea."""
    return any(
        word in AUXILIARIES and before not in ASKS | SUBJECTS | {"that", "it", "there"}
        for before, word in pairwise(bare[1:])
    )


def _is_surely_past(word: str) -> bool:
    return (word in PAST_FORMS and word not in AUXILIARIES) or word.endswith("ed")


def _is_surely_finite(word: str, before: str) -> bool:
    """Whether the word is a verb of its clause, whatever else: not so the forged of a ledger."""
    if word in AUXILIARIES or word.endswith(("n't", "'re", "'ve", "'ll", "'d")):
        return True
    short = before in SUBJECT_IS or before.endswith(("'re", "'ve", "'ll", "'d"))
    if short or (before.endswith("'s") and _follows_is(word)):
        return True
    return before not in OF_A_NOUN and (_is_surely_past(word) or is_irregular(word))


def _follows_is(word: str) -> bool:
    """Whether `'s` before the word is the verb, and not whose it is."""
    return word in FOLLOWS_IS or word.endswith("ing")


def _can_be_finite(word: str, before: str) -> bool:
    is_base = word in BASES and word not in PAST_FORMS and before not in DETERMINERS - OF_SOME
    of_a_noun = (OF_A_NOUN - {"her"}) | OF_SOME
    in_s = word.endswith("s") and not word.endswith("ss") and before not in of_a_noun
    return (is_base or in_s) and before not in LEADS_IN


def _has_several_who_act(bare: list[str]) -> bool:
    """Whether a plural is followed by what may be its verb, as in the doctors agree."""
    threes = zip(bare, bare[1:], bare[2:], strict=False)
    return any(
        before in OF_A_NOUN and word.endswith("s") and after not in LEADS_IN | PARTICLES
        for before, word, after in threes
        if not word.endswith(("ss", "'s"))
    )


def _is_noun_at_the_end(bare: list[str]) -> bool:
    """Whether a clause's only verb is its last word, and a thing: a forged will, the tin can."""
    return bare[-1] in ("will", "can", "might") and bare[0] in OF_A_NOUN


def bare_word(word: str) -> str:
    """The word in small letters, without the comma or colon after it."""
    return word.lower().replace("’", "'").strip(",;:")
