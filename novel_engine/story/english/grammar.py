"""Small, sure pieces of English: articles, the past of a verb phrase, a claim said by or to the
person it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from novel_engine.story.english.past_tense import (
    PAST_OF_FORM,
    PASTS,
    is_irregular,
    past,
    third_person,
)

VOWELS = frozenset("aeiou")
LIKE_A_CONSONANT = (
    "one",
    "once",
    "unic",
    "unif",
    "union",
    "uniq",
    "unis",
    "unit",
    "univ",
    "use",
    "usu",
    "ute",
    "eu",
    "ewe",
)
LIKE_A_VOWEL = ("hour", "honest", "honour", "heir")
LEADS_TO_VERB = frozenset(
    "and then or but whatever what that which who whoever it than as while when".split()
)
ADVERBS = frozenset(
    "always never often seldom sometimes just only still almost half first perhaps usually once".split()
)
FOLLOWS_VERB = frozenset(
    """a an the his her their its zir my it them him one two something nothing everything anything
    somebody nobody each every both at to up down away off out on in into over through back for
    about whatever until with from straight once twice again too""".split()
)
VERBS_IN_LY = frozenset(
    """fly rely reply apply comply supply imply multiply ally rally tally dally sully bully belly
    outfly""".split()
)
LEADS_IN_ACTS = tuple(
    phrase.split()
    for phrase in """all but|no longer|every so often|every now and then|now and then|once in a while
    |from time to time|at times|without fail|more than once|again and again|as a rule|on occasion
    |all at once|little by little|by degrees|of late""".replace("\n    ", "").split("|")
)
"""What stands before a verb as an adverb does, of several words."""
NOUNS_TOO_AFTER = frozenset("gives makes hears utters heaves fakes hides lets swallows".split())
"""Verbs after whose object a word such as sighs is a thing."""
ENDS_ITS_PHRASE = frozenset(
    """sighs stops waits shrugs nods frowns coughs sniffs blinks blushes swallows stammers mumbles
    purrs smiles laughs""".split()
)
"""Verbs that end a phrase, where their object or what they join would have to follow."""
DEGREE_WORDS = frozenset("rather too quite very all so".split())
ENDS_A_VERB_PHRASE = frozenset(
    "it them him up down away off out back twice once again something nothing".split()
)
VERB_ANYWHERE = frozenset("is are has does isn't hasn't doesn't".split())
WHERE_ONE_LIES = frozenset(
    """down in on at across along under beneath beside behind between against among near over flat
    back still low awake asleep prone sideways motionless there here face""".split()
)
SUBJECTS_OF_ONE = frozenset(
    """he she it ze xe ey fae ve ae who which whoever someone somebody anyone anybody
    everyone""".split()
)
KEEP_THEIR_TENSE = frozenset("must might should ought may never all both each".split())
STRENGTHENS = frozenset("very so quite perfectly completely absolutely all almost always".split())
THINGS_TOO = frozenset(
    """strings casts costs bursts deals wins slings speeds sheds slits swings stings springs hits
    rings drinks bites cuts bets bids beats shakes leaves lights leads""".split()
)
"""Verbs that after `and` may as well be things: ropes and strings."""


def article(noun: str) -> str:
    """The noun with a or an before it, by its sound."""
    low = noun.lower()
    vowel = low.startswith(LIKE_A_VOWEL) or (
        low[:1] in VOWELS and not low.startswith(LIKE_A_CONSONANT)
    )
    return f"an {noun}" if vowel else f"a {noun}"


OWNED_BY_A_NAME = re.compile(r"(?:[A-Z]\S* ){0,2}[A-Z]\S*(?:['’]s|s['’]) .+")
CALLED_BY_NAME = re.compile(r"(?:[A-Z][a-zà-ÿ]+)(?: [A-Z][a-zà-ÿ]+)*")
HAS_ITS_OWN = re.compile(r"(?:the|his|her|their|its|my|your|our|this|that) ", re.IGNORECASE)


def stands_alone(thing: str) -> bool:
    """Whether a thing is said without an article: Ruth's watch, Excalibur, her ring."""
    return bool(
        OWNED_BY_A_NAME.fullmatch(thing)
        or CALLED_BY_NAME.fullmatch(thing)
        or HAS_ITS_OWN.match(thing)
    )


def with_the(thing: str) -> str:
    """The thing with `the` before it, unless it is said without an article."""
    return thing if stands_alone(thing) else f"the {thing}"


PLURAL_AT_THE_END = re.compile(
    r"(?:.* (?:of|with|in) (?:the )?(?:\S+ )?[A-Z]|[Tt]he (?:\S+ )*[A-Za-z])[a-z]+(?<![aiosu])s"
)
SINGULAR_IN_S = frozenset(
    """Wales Athens Naples Versailles Hastings Amiens Orleans Orléans Cyclops Hermes Hercules Mars
    Lens Rhodes Brussels Holmes Jones James Charles""".split()
)
"""That look like plurals, and are none."""


def possessive(name: str) -> str:
    """The name's possessive; an s after every name, as British usage has it for most.

    None after a phrase that ends in a plural: the Hounds' and the Queen of Hearts', but the Prince
    of Wales's.
    """
    is_plural = PLURAL_AT_THE_END.fullmatch(name) and name.rpartition(" ")[2] not in SINGULAR_IN_S
    return f"{name}'" if is_plural else f"{name}'s"


HAS_OR_IS = re.compile(r"'s (?:got|been|gone|not|in|on|at|a|an|the|here|there|going to)\b")
"""Before anything else in -ing it is the possessive: the Queen of Hearts' going."""


def after_name(name: str, text: str) -> str:
    """What follows a name: its `'s` as the name's possessive is made, unless it is a verb."""
    if not text.startswith("'s") or possessive(name).endswith("s") or HAS_OR_IS.match(text):
        return text
    return f"'{text[2:]}"


def called(name: str) -> str:
    """The name as somebody is called by it: nobody is called with an article."""
    return re.sub(r"\A(?:the|an?) (?=\S)", "", name)


def past_phrase(phrase: str) -> str:
    """A verb phrase a person wrote in the present, in the past: its verb, those joined to it, and
    those of its clauses.
    """
    words = phrase.strip().rstrip(".").split()
    first = verb_at(words)
    verbs: list[int] = []
    for at in range(len(words)):
        if at == first or _is_verb(words, at, verbs):
            verbs.append(at)
    return " ".join(
        _past_with_tail(words, at) if at in verbs else word for at, word in enumerate(words)
    )


def verb_at(words: Sequence[str]) -> int:
    """Where the verb of a phrase without a subject stands: after its adverbs."""
    at = 0
    while at < len(words):
        low = [word.lower().strip(",") for word in words[at:]]
        led = next((len(lead) for lead in LEADS_IN_ACTS if low[: len(lead)] == lead), 0)
        if not (led or is_adverb(words[at]) or _is_degree(words, at)):
            return at
        at += led or 1
    return 0


def _is_degree(words: Sequence[str], at: int) -> bool:
    """Whether the word says how much of the adverb after it: rather too quickly."""
    following = words[at + 1 : at + 3]
    return words[at].lower() in DEGREE_WORDS and any(is_adverb(word) for word in following)


def is_adverb(word: str) -> bool:
    """Whether the word may stand before a verb: an adverb in -ly, or a common one."""
    return word.lower() in ADVERBS or (word.endswith("ly") and word.lower() not in VERBS_IN_LY)


def _is_verb(words: Sequence[str], at: int, verbs: Sequence[int]) -> bool:
    """Whether this later word is a verb, as far as the words around it and the verbs before it
    tell.
    """
    word = _bare(words[at])
    if at == 0 or word in VERB_ANYWHERE:
        return at > 0
    following = _bare(words[at + 1]) if at + 1 < len(words) else ""
    before = at - 1
    while before > 0 and is_adverb(_bare(words[before])):
        before -= 1
    if _bare(words[at - 1]) in SUBJECTS_OF_ONE:
        return word.endswith("s") or word in PAST_OF_FORM
    if _bare(words[at - 1]) == "they":
        return not (is_adverb(word) or word.endswith("ed") or word in PASTS | KEEP_THEIR_TENSE)
    if _bare(words[before]) not in LEADS_TO_VERB:
        return False
    is_last = at + 1 == len(words) and word in ENDS_ITS_PHRASE
    if (is_irregular(word) and word not in THINGS_TOO) or (is_last and _is_act_before(words)):
        return True
    ended = before - 1 in verbs or (before > 0 and _bare(words[before - 1]) in ENDS_A_VERB_PHRASE)
    leads = before < at - 1 or ended or following in FOLLOWS_VERB
    return word.endswith("s") and (leads or _bare(words[before]) == "then")


def _is_act_before(words: Sequence[str]) -> bool:
    """Whether the phrase's verb gives nothing out that the last word could be a thing of."""
    return _bare(words[verb_at(words)]) not in NOUNS_TOO_AFTER


def _bare(word: str) -> str:
    return word.lower().rstrip(",;:")


def _past_with_tail(words: Sequence[str], at: int) -> str:
    stem = words[at].rstrip(",;:")
    tail = words[at][len(stem) :]
    if at and _bare(words[at - 1]) == "they" and stem.lower() not in PAST_OF_FORM:
        stem = third_person(stem)
    lay = stem.lower() == "lies" and is_of_place(words[at + 1 :])
    return ("lay" if lay else past(stem)) + tail


def is_of_place(following: Sequence[str]) -> bool:
    """Whether who `lies` so is lying down somewhere, and says nothing untrue."""
    after = [_bare(word) for word in following if _bare(word) not in STRENGTHENS]
    untrue = after[:2] in (["in", "his"], ["in", "her"], ["in", "their"]) and after[2:] == ["teeth"]
    return bool(after) and after[0] in WHERE_ONE_LIES and not untrue
