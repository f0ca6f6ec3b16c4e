"""What a person wrote for the smaller slots of the prose: interjections, nouns, places and things.

As with whole phrases, what can only be meant one way is put right, and what would read wrong is
refused with a ValueError that says what to write.
"""

from __future__ import annotations

import re

from novel_engine.story.english.grammar import is_adverb
from novel_engine.story.english.past_tense import PAST_OF_BASE, is_irregular
from novel_engine.story.english.written_phrases import (
    AUXILIARIES,
    CLOSED,
    DETERMINERS,
    PAST_FORMS,
    QUOTE_SIGNS,
    SUBJECTS,
    bare_word,
    plain_ending,
    uncapitalised,
)

SPOKEN_CURE = "write the words that are said, as in {}"
HEDGE, OATH = "'I suppose'", "'for pity's sake'"
NOUN_CURE = "write a noun with its article, as in 'the drained fuel'"
GERUND_CURE = "write a form that fits after 'of', as in 'draining the fuel'"
PLACE_CURE = "write what it is called, as in 'the old cellar'"
ITEM_CURE = "write what it is called, as in 'the brass key'"
QUESTION_CURE = "write it as a question, as in 'Will Ruth be told?'"

SENTENCES = re.compile(r"(?<!\bSt)(?<!\bMr)(?<!\bMrs)(?<!\bDr)[.!?] ")
SIGNS_UNSAID = re.compile(r"[*$%&#@|~^=+<>\[\]()]")
JOINS_SEVERAL = re.compile(r"(?<=[A-Za-z]{2})/(?=[A-Za-z]{2})| / |; |['’] and ['‘]")
"""Between two, of which one is wanted."""
IN_A_LANGUAGE = re.compile(r"in [A-Z]\w+")
PLACEHOLDERS = frozenset("none n/a na unknown tbd tba tbc todo null nil undefined xxx".split())
"""Words for what is still to be written."""
SEVERAL = re.compile(r"(?:[^,]*,){3}")
"""Three commas part several phrases: Jesus, Mary and Joseph is one."""
NO_WORDS = frozenset(
    """none n/a na nothing lots many few some often never always sometimes rarely seldom unknown no
    yes any various""".split()
)
OF_A_MANNER = frozenset(
    """polite vague hesitant blasphemous mild crude religious profane careful cautious evasive blunt
    direct strong casual frequent colourful coarse foul-mouthed tentative indirect uncertain
    hedging swearing cursing blaspheming mumbling qualifying unsure uncertain old-fashioned formal
    regional""".split()
)
"""Adjectives of how somebody speaks, and no words that are said."""
SPEAKS_OF_SPEECH = re.compile(
    r"(?:(?:he|she|ze|xe) .*"
    r"|(?:they |never |rarely |seldom |often |always )*(?:does|doesn['’]t|do|don['’]t)(?: not)? "
    r"(?:swear|curse|hedge|blaspheme|use)\b.*"
    r"|(?:they |never |rarely |seldom |often |always )*(?:swears|says(?! (?:who|you|I)\b)|uses"
    r"|hedges|blasphemes|exclaims|mutters|qualifies)(?: .*)?"
    r"|(?:never )?(?:trails|hesitates|pauses|stammers|stutters|mumbles|shrugs|avoids|talks|speaks|commits"
    r"|rambles|deflects|apologi[sz]es)\b.*|see (?!here|now)\w+"
    r"|(?:\S+ )?(?:ones|tone|manner)"
    r"|(?:\w+ly|sometimes|often|seldom|never) (?:curses|swears|hedges|certain|sure)\b.*"
    r"|curses (?:in|at|like|a lot|under|loudly|softly|often|freely)\b.*"
    r"|none (?:that|at all|whatsoever)\b.*|(?:lots|plenty|a lot) of .*|no (?:oaths|hedges|swearing|cursing)"
    r"|(?:.* )?(?:swearing|cursing|profanity|profanities|expletives|swearwords|oaths|hedges)"
    r"(?: .*)?)",
    re.IGNORECASE,
)
NUMBER_WORDS = frozenset(
    """four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy
    eighty ninety hundreds thousands""".split()
)
NOUNS_IN_LY = frozenset(
    "family reply supply belly lily bully ally folly jelly gully assembly anomaly monopoly".split()
)
NO_GERUND = frozenset(
    """evening morning something nothing anything everything king ring thing things string spring
    wing ceiling during sibling darling lightning pudding herring sterling shilling farthing
    earring sling sting fling swing bring sing viking wedding awning duckling sapling""".split()
)
IN_ING = frozenset(
    """landing building clearing crossing dwelling mooring opening siding footing wing spring ring
    ceiling railing outbuilding""".split()
)
"""Places that are called so."""
MADE_IN_ING = frozenset(
    """knitting sewing painting drawing etching engraving carving clothing bedding rigging wiring
    lining wrapping string earring stocking pudding herring icing stuffing writing filing""".split()
)
"""Things that are called so."""
NO_PLACES = frozenset("somewhere anywhere everywhere nowhere wherever elsewhere here there".split())
DOES_SOMETHING = re.compile(
    r"[a-z]+ed (?:an?|the|his|her|their|my) |(?:gives|gets|goes|comes|takes) (?:off|over|back) "
    r"|(?:still|always|never|already) (?:missing|lost|here|gone|\w+ed)\b|(?:various|some|many) things"
    r"|(?:hidden|stolen|forgotten|lost|kept|found|stuck|\w{3,}(?<!br)(?<!sl)(?<!we)ed)"
    r" (?:in|on|at|under|behind|beneath|inside) (?:an?|the|his|her|their) "
    r"|[a-z]+[^s'’]s (?:an?|the) (?!colou?r|size|shape)"
    r"|.* and (?:it|he|she|they) (?:is|was|are|were|has|had)\b"
)
"""A verb and its object, and no thing's name."""
BARE = frozenset(
    """number bed home church town school hospital prison court sea land deck board work camp market
    upstairs downstairs outside inside midfield""".split()
)
"""Places that are in, on or at without an article, alone or before more."""
WHERE = frozenset(
    """in on at of to from by with under behind over beside near inside outside below above into
    between beneath before after""".split()
)
LEADS_THERE = WHERE | frozenset("up down along across through past towards toward around".split())
BEGINS_A_QUESTION = frozenset(
    """who whose whom what which when where why how if whether will is are was were do does did has
    have had can could shall should would might may must isn't aren't wasn't weren't don't doesn't
    didn't hasn't haven't hadn't can't couldn't won't wouldn't shouldn't who's what's where's how's
    why's""".split()
)


def oath_phrase(text: str) -> str:
    """An oath, to stand within a sentence or before one."""
    return _spoken(text, OATH)


def hedge_phrase(text: str) -> str:
    """A hedge, to stand within a sentence or before one."""
    return _spoken(text, HEDGE)


def _spoken(text: str, right: str) -> str:
    phrase = uncapitalised(plain_ending(text))
    cure = SPOKEN_CURE.format(right)
    low = phrase.lower()
    if not any(sign.isalnum() for sign in phrase):
        raise ValueError(f"holds no word; {cure}")
    if found := re.search(f"[{QUOTE_SIGNS}]", phrase):
        raise ValueError(f"holds {found[0]}, and stands in a speech already; {cure}")
    if SENTENCES.search(phrase) or SEVERAL.match(phrase) or JOINS_SEVERAL.search(phrase):
        raise ValueError(f"is more than one; write each on a line of its own, as in {right}")
    if found := SIGNS_UNSAID.search(phrase):
        raise ValueError(f"holds '{found[0]}', which nobody says; {cure}")
    if low in NO_WORDS | PLACEHOLDERS:
        raise ValueError(f"says '{phrase}'; {cure}, or take the line out")
    how = low in OF_A_MANNER or IN_A_LANGUAGE.fullmatch(phrase)
    if how or SPEAKS_OF_SPEECH.fullmatch(low):
        raise ValueError(f"tells how the person speaks; {cure}, or take the line out")
    return phrase


def noun_phrase(text: str) -> str:
    """A noun phrase with its article, to stand within a sentence."""
    phrase = uncapitalised(plain_ending(text))
    words = [bare_word(word) for word in phrase.split()]
    first, following = words[0], words[1] if len(words) > 1 else ""
    _check_one(phrase, NOUN_CURE)
    if first in SUBJECTS or (first == "that" and following in SUBJECTS) or phrase[:2] == "I ":
        raise ValueError(f"is a clause; {NOUN_CURE}")
    opens = first in AUXILIARIES or first in ("to", "because")
    if opens or _is_past(phrase, first, following):
        raise ValueError(f"begins with '{first}' and is no noun; {NOUN_CURE}")
    if not following and is_adverb(first) and first not in NOUNS_IN_LY:
        raise ValueError(f"is no noun; {NOUN_CURE}")
    return f"the {phrase}" if _wants_article(phrase, first) else phrase


def _is_past(phrase: str, first: str, following: str) -> bool:
    """Whether it is a verb alone, or a verb and its object."""
    gone = first in PAST_FORMS or first.endswith("ed")
    return phrase[:1].islower() and gone and (not following or following in DETERMINERS)


def _wants_article(phrase: str, first: str) -> bool:
    if first in DETERMINERS | CLOSED | NUMBER_WORDS or first.endswith("ing") or "'" in first:
        return False
    return phrase.split(maxsplit=1)[0].isascii() and first.isalpha() and phrase[:1].islower()


def gerund_phrase(text: str) -> str:
    """What stands after `of`: an act in -ing."""
    phrase = plain_ending(text)
    words = [bare_word(word) for word in phrase.split()]
    if not any(word.endswith("ing") and word not in NO_GERUND for word in words):
        raise ValueError(f"has no verb in -ing; {GERUND_CURE}")
    _check_one(phrase, GERUND_CURE)
    if words[0] in SUBJECTS | AUXILIARIES or words[0] == "to":
        raise ValueError(f"begins with '{words[0]}'; {GERUND_CURE}")
    first, _, rest = phrase.partition(" ")
    low = first.lower()
    return f"{low} {rest}".strip() if low.endswith("ing") else uncapitalised(phrase)


def _check_one(phrase: str, cure: str) -> None:
    """Raise ValueError where the words are several, or stand for none."""
    if SENTENCES.search(phrase):
        raise ValueError(f"is more than one sentence; {cure}")
    if JOINS_SEVERAL.search(phrase):
        raise ValueError(f"names more than one; {cure}")
    if phrase.lower() in PLACEHOLDERS:
        raise ValueError(f"says '{phrase}'; {cure}")


def place_phrase(text: str) -> str:
    """The place as it was written, if it can be called so."""
    _check_called(text, PLACE_CURE)
    first, *more = [bare_word(word) for word in plain_ending(text).split()]
    if first in LEADS_THERE and more and more[0] in DETERMINERS:
        rest = " ".join(plain_ending(text).split()[1:])
        raise ValueError(
            f"says '{first}' already; write '{rest}', and in, on or at as its 'preposition'"
        )
    if (first in NO_PLACES or more[-1:] == ["somewhere"]) and not text[:1].isupper():
        raise ValueError(f"names no place; {PLACE_CURE}")
    if first.isdecimal() and not more:
        raise ValueError(f"is only a number; write 'number {first}'")
    return text


def item_phrase(text: str) -> str:
    """The thing as it was written, if it can be called so."""
    _check_called(text, ITEM_CURE)
    first = bare_word(plain_ending(text).split()[0])
    if first in WHERE:
        raise ValueError(f"begins with '{first}' and names nothing; {ITEM_CURE}")
    return text


def _check_called(text: str, cure: str) -> None:
    """Raise ValueError where the words are surely no name of a thing or a place."""
    phrase = plain_ending(text)
    words = [bare_word(word) for word in phrase.split()]
    first, last, following = words[0], words[-1], words[1] if len(words) > 1 else ""
    _check_one(phrase, cure)
    if phrase != text.strip() and text.rstrip().endswith("?"):
        raise ValueError(f"asks, and names nothing; {cure}")
    asks = first in ("where", "what", "who", "how", "why", "when")
    if first in SUBJECTS | AUXILIARIES or asks or (first == "there" and following in AUXILIARIES):
        raise ValueError(f"begins with '{first}' and names nothing; {cure}")
    if last in WHERE - {"inside", "outside", "below", "above", "under"} or last in ("the", "a"):
        raise ValueError(f"ends with '{last}' and names nothing; {cure}")
    if _is_act(phrase, first, following):
        raise ValueError(f"is no noun; {cure}")


def _is_act(phrase: str, first: str, following: str) -> bool:
    if following:
        acts = (first in PAST_FORMS and first not in PAST_OF_BASE) or (
            is_irregular(first) and first.endswith("s")
        )
        if phrase[:1].islower() and DOES_SOMETHING.match(phrase.lower()):
            return True
        return acts and following in DETERMINERS | WHERE | {"it", "away", "down", "up", "out"}
    adverb = first.endswith("ly") and first not in NOUNS_IN_LY
    acts = first.endswith("ing") and first not in IN_ING | MADE_IN_ING
    return phrase[:1].islower() and (adverb or acts)


def question_phrase(text: str) -> str:
    """The question as it was written, if it asks something."""
    words = [bare_word(word) for word in text.split()]
    asks = text.rstrip(QUOTE_SIGNS + "'’").endswith("?") and len(words) > 1
    if not (asks or (len(words) > 1 and words[0] in BEGINS_A_QUESTION)):
        raise ValueError(f"asks nothing; {QUESTION_CURE}")
    return text


def place_name(text: str) -> str:
    """A place as the prose says it: with an article, unless it is a name or wants none."""
    phrase = uncapitalised(plain_ending(text))
    first = phrase.split()[0]
    plain = first.isascii() and first.isalpha() and first.islower()
    if not plain or first in DETERMINERS | CLOSED or BARE & {phrase, first}:
        return phrase
    return f"the {phrase}"


def item_name(text: str) -> str:
    """A thing without the article that the prose gives it; with it, where a capital follows."""
    phrase = plain_ending(text)
    return re.sub(r"\A(?:[Tt]he|[Aa]n?) (?=\S)", _kept_before_a_capital(phrase), phrase)


def _kept_before_a_capital(phrase: str) -> str:
    _, _, rest = phrase.partition(" ")
    return "the " if rest[:1].isupper() else ""
