"""What people's files say of their wishes, fears and ties, in the forms that a sentence about them wants.

A wish stands after "wanted", a fear after "was afraid"; what one is to another is a clause. Written
is whatever people write: a verb phrase, a noun phrase, a clause, in the third person or the first.
"""

from __future__ import annotations

import re
from typing import Protocol

from novel_engine.story.english.grammar import possessive
from novel_engine.story.english.past_tense import BASES, third_person
from novel_engine.story.english.written_phrases import (
    AUXILIARIES,
    DETERMINERS,
    PARTICLES,
    PAST_FORMS,
    SUBJECTS,
    plain_ending,
    uncapitalised,
)

SAYS_WANTS = re.compile(r"(?:wants?|wishes|hopes|longs|means|would like|needs) (?=to |that |for )")
SAYS_FEARS = re.compile(
    r"(?:fears?|dreads?|is afraid|afraid|is scared|scared|is terrified)(?: of)? "
)
GERUND = re.compile(r"(?:not |never )?[a-z]+ing\b")
AS_A_VERB_FIRST = frozenset(
    PARTICLES
    | DETERMINERS
    | {"to", "it", "them", "him", "her", "me", "us", "where", "what", "how", "whoever"}
    | {"everybody", "everyone", "everything", "nobody", "nothing", "somebody", "something"}
    | {"anybody", "anything"}
)
"""What follows a verb and no noun: `secure the deal`, but `security at last`."""
AS_A_NOUN = re.compile(r"(?:[^s]s|ness|ion)$")
"""How what follows nouns ends all the same: `ships at sea`, and not `pass the examination`."""


class Forms(Protocol):
    """The forms of somebody's pronouns that stand for what they wrote of themself."""

    @property
    def subject(self) -> str: ...
    @property
    def object(self) -> str: ...
    @property
    def possessive(self) -> str: ...
    @property
    def own(self) -> str: ...
    @property
    def reflexive(self) -> str: ...


def wish(written: str, pronouns: Forms) -> str:
    """A wish as it stands after "wanted": `to keep the station open`, `a place of her own`."""
    text = _of_them(_plain(SAYS_WANTS.sub("", _plain(written), count=1)), pronouns)
    first = _first(text)
    if first == "that":
        return f"it to be so {text}"
    if first in ("to", "for") or _is_named(text):
        return text
    if _is_gerund(text):
        return f"to go on {text}" if not text.startswith(("not ", "never ")) else f"to be {text}"
    return f"to {text}" if _is_verb_first(text) else text


def dread(written: str, pronouns: Forms) -> str:
    """A fear as it stands after "was afraid": `of being thanked`, `to go home`, `that it would shut`."""
    text = _of_them(_plain(SAYS_FEARS.sub("", _plain(written), count=1)), pronouns)
    first = _first(text)
    if first in ("to", "that", "of"):
        return text
    after = text.split()[1:2]
    is_noun = not _is_verb_first(text) or (after and after[0] in PARTICLES)
    return f"of {text}" if _is_gerund(text) or is_noun else f"to {text}"


def tie(label: str, holder: str, other: str, pronouns: Forms) -> str:
    """What one person is to another, as a clause: `Bram is Ida's old colleague`, `Bram knew him of
    old`. `pronouns` are the holder's, in whose file it stands; where it says he or she of the
    holder, the name is put, since nobody has been named yet.
    """
    text = _of_them(_plain(label), pronouns)
    first, named = _first(text), _naming(text, holder, pronouns)
    is_article = first in DETERMINERS and first != pronouns.possessive
    if is_article or first in ("one", "like", "as", "almost", "nearly"):
        is_whose = holder in named or OF_SOMEBODY.search(named)
        by_whom = "" if is_whose else f", in {possessive(holder)} words,"
        return f"{other} is{by_whom} {named}"
    is_verb = first in BASES | PAST_FORMS or first.endswith(("ed", "s"))
    if first in AUXILIARIES or (is_verb and _takes_an_object(text)):
        return f"{other} {named}"
    return f"{other} is {possessive(holder)} {named}"


HAVING_DO = re.compile(r"\b(?:makes?|made|lets?|sees?|saw|hears?|heard|helps?|helped|watche[sd]) $")
"""Before whoever is made to do a thing, or seen to do it."""
OF_SOMEBODY = re.compile(r"\b(?:he|she|they|him|her|them|his|their|me|my)\b")
"""A label that says whose it is, or as good as says it."""
THEY_WOULD = re.compile(r"\bthey(?= (?:would|could|will|can|might|should|must|had|did)\b)")
SEVERAL_DO = re.compile(rf"\bthey ({'|'.join(sorted(BASES | {'have', 'are', 'do'}))})\b")
"""A label of whoever says they of themself: `the loudest person they like`."""


def _naming(text: str, holder: str, pronouns: Forms) -> str:
    """The label with whoever it stands with named, where it first speaks of them and it is plain that
    it does: `her` may be whose or whom, and after `they` the verb would be another.
    """
    subject, whom, whose = pronouns.subject, pronouns.object, pronouns.possessive
    if subject == "they":
        text = SEVERAL_DO.sub(lambda found: f"{holder} {third_person(found[1])}", text, count=1)
        text = THEY_WOULD.sub(holder, text, count=1)
    if _first(text) == whose:
        return text.split(maxsplit=1)[-1]
    forms = [subject] if subject != "they" else []
    forms += [whom, whose] if whose != "their" else []
    written = "|".join(dict.fromkeys(forms)) if forms else rf"(?<!of ){whom}"
    found = re.search(rf"\b(?:{written})\b", text)
    if found is None:
        return text
    is_whose = found[0] == whose and (whom != whose or _owns(text, found))
    named = possessive(holder) if is_whose else holder
    return text[: found.start()] + named + text[found.end() :]


def _owns(text: str, her: re.Match[str]) -> bool:
    """Whether `her` is whose, and not whom: `her boots`, but `asked her`, `take her down`, `makes her
    laugh`.
    """
    after = text[her.end() :]
    following = _first(after)
    does = following in BASES and HAVING_DO.search(text[: her.start()])
    is_whom = not following or not after[0].isspace() or following in PARTICLES | {"to", "and"}
    return not (is_whom or does)


def _plain(text: str) -> str:
    return uncapitalised(plain_ending(text))


def _first(text: str) -> str:
    return text.split(maxsplit=1)[0].lower().rstrip(",") if text.split() else ""


def _is_gerund(text: str) -> bool:
    return bool(GERUND.match(text)) and _first(text) not in BASES


def _is_named(text: str) -> bool:
    """Whether it begins as a noun phrase does."""
    return _first(text) in DETERMINERS or _first(text) in SUBJECTS


def _is_verb_first(text: str) -> bool:
    words = text.lower().split()
    if not words or words[0] in DETERMINERS:
        return False
    if words[0] == "be" or words[0] in BASES:
        return True
    return len(words) > 1 and words[1] in AS_A_VERB_FIRST and not AS_A_NOUN.search(words[0])


def _takes_an_object(text: str) -> bool:
    words = text.lower().split()
    objects = {"him", "her", "them", "it", "everybody", "nobody", *DETERMINERS}
    return len(words) > 1 and words[1] in objects


def _of_them(text: str, pronouns: Forms) -> str:
    """The phrase of whoever wrote of themself, said of them."""
    forms = {
        "i": pronouns.subject,
        "me": pronouns.object,
        "my": pronouns.possessive,
        "mine": pronouns.own,
        "myself": pronouns.reflexive,
    }
    return re.sub(
        r"\b(?:I|me|my|mine|myself)\b",
        lambda found: forms[found[0].lower()],
        text,
        flags=re.IGNORECASE,
    )
