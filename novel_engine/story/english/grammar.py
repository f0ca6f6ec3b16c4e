"""Small, sure pieces of English: articles, the past of a verb phrase, a claim said by or to the
person it is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

IRREGULAR: Mapping[str, str] = dict(
    pair.split(":")
    for pair in """is:was are:were has:had does:did goes:went says:said makes:made takes:took
    gives:gave gets:got keeps:kept holds:held puts:put sets:set lets:let cuts:cut sits:sat
    stands:stood runs:ran begins:began sings:sang drinks:drank rings:rang shrinks:shrank
    swings:swung wrings:wrung clings:clung digs:dug sticks:stuck strikes:struck finds:found
    winds:wound binds:bound grinds:ground feels:felt leaves:left means:meant meets:met leads:led
    feeds:fed reads:read spreads:spread bends:bent sends:sent lends:lent spends:spent builds:built
    bites:bit hides:hid rides:rode writes:wrote rises:rose drives:drove speaks:spoke breaks:broke
    wakes:woke shakes:shook draws:drew throws:threw blows:blew knows:knew grows:grew flies:flew
    wears:wore tears:tore bears:bore swears:swore thinks:thought brings:brought buys:bought
    catches:caught teaches:taught tells:told sells:sold falls:fell sees:saw comes:came
    becomes:became eats:ate lies:lay lays:laid pays:paid hears:heard loses:lost shoots:shot
    shuts:shut hits:hit hurts:hurt spins:spun sweeps:swept sleeps:slept creeps:crept weeps:wept
    bleeds:bled slides:slid stings:stung steals:stole freezes:froze chooses:chose swallows:swallowed
    forgets:forgot hums:hummed rubs:rubbed taps:tapped pats:patted drums:drummed tugs:tugged
    scratches:scratched stops:stopped straightens:straightened polishes:polished touches:touched
    stretches:stretched brushes:brushed fits:fitted hangs:hung kneels:knelt lights:lit quits:quit
    sheds:shed shines:shone sinks:sank slinks:slunk spits:spat splits:split springs:sprang
    strides:strode swims:swam thrusts:thrust treads:trod forgives:forgave understands:understood
    fights:fought seeks:sought flings:flung weaves:wove flees:fled will:would can:could
    won't:wouldn't can't:couldn't cannot:could-not doesn't:didn't isn't:wasn't
    hasn't:hadn't""".split()
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
VERB_ANYWHERE = frozenset("is are has does isn't hasn't doesn't".split())
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


def article(noun: str) -> str:
    """The noun with a or an before it, by its sound."""
    low = noun.lower()
    vowel = low.startswith(LIKE_A_VOWEL) or (
        low[:1] in VOWELS and not low.startswith(LIKE_A_CONSONANT)
    )
    return f"an {noun}" if vowel else f"a {noun}"


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


def past(verb: str) -> str:
    """The past of one third-person present verb: squares → squared."""
    low = verb.lower()
    if low in IRREGULAR:
        return IRREGULAR[low]
    if low.endswith("ies"):
        return low[:-3] + "ied"
    if low.endswith(("shes", "ches", "sses", "xes", "zzes")):
        return low[:-2] + "ed"
    if not low.endswith("s") or low.endswith("ss"):
        return low
    return _past_of_stem(low[:-1])


def _past_of_stem(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", stem):
        return stem + stem[-1] + "ed"
    return stem + "ed"


def past_phrase(phrase: str) -> str:
    """A verb phrase a person wrote in the present, in the past: its verb, those joined to it, and
    those of its clauses.
    """
    words = phrase.strip().rstrip(".").split()
    first = next((at for at, word in enumerate(words) if not is_adverb(word)), 0)
    return " ".join(
        _past_with_tail(word) if at == first or _is_verb(words, at) else word
        for at, word in enumerate(words)
    )


def is_adverb(word: str) -> bool:
    """Whether the word may stand before a verb: an adverb in -ly, or a common one."""
    return word.lower() in ADVERBS or word.endswith("ly")


def _is_verb(words: Sequence[str], at: int) -> bool:
    """Whether this later word is a verb, as far as the words around it tell."""
    word = _bare(words[at])
    if at == 0 or word in VERB_ANYWHERE:
        return at > 0
    following = _bare(words[at + 1]) if at + 1 < len(words) else ""
    leads = _bare(words[at - 1]) in LEADS_TO_VERB
    return leads and (word in IRREGULAR or (word.endswith("s") and following in FOLLOWS_VERB))


def _bare(word: str) -> str:
    return word.lower().rstrip(",;:")


def _past_with_tail(word: str) -> str:
    stem = word.rstrip(",;:")
    return past(stem).replace("-", " ") + word[len(stem) :]


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

    The slot that begins the claim is its subject; any other is an object, or with 's a possessive.
    """
    own, other, forms = (
        ("my", "me", FIRST_PERSON_VERBS) if pronoun == "I" else ("your", "you", SECOND_PERSON_VERBS)
    )
    text = claim.replace(slot + "'s", own)
    if text.startswith(slot + " "):
        verb, _, rest = text[len(slot) + 1 :].partition(" ")
        text = f"{pronoun} {forms.get(verb, verb)} {rest}".rstrip()
    return text.replace(slot, other)
