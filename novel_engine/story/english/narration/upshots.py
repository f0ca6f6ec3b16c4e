"""How things stand and what they are called, in a story told in the present."""

from __future__ import annotations

import re

from novel_engine.story.english.backshift import (
    BEFORE_A_NOUN,
    NEVER_A_VERB,
    NOUNS_IN_S,
    told_in_the_past,
)
from novel_engine.story.english.narration.present import in_the_present
from novel_engine.story.english.narration.verbs import ALSO_BASES, base_of_participle
from novel_engine.story.english.past_tense import BASES, PAST_OF_BASE, bases, past, third_person
from novel_engine.story.english.text import BY_THE_WAY

BY_THE_BY = (
    (re.compile(r"(?<=\}), who wanted\b"), ", who wants"),
    (re.compile(r"(?<=\}), who was\b"), ", who is"),
)


def by_the_by(text: str) -> str:
    """The text with what is said in passing of somebody as it is now."""
    for pattern, now in BY_THE_BY:
        text = pattern.sub(now, text)
    return text


LOOKS_BACK = re.compile(r"\b(?:who|what|how|why)\b")
"""Of what was so before, asked or told in a text that is all past."""


def now_so(text: str) -> str:
    """How things stand in the end, as it is told now: a text in which all is past is put into the
    present, and one that tells what was from what is stays as it is.
    """
    stays = _tells_of_now(text) or LOOKS_BACK.search(text)
    return text if stays else in_the_present(text, agreeing=False)


def come_about(text: str) -> str:
    """What has come of something, as it comes about: a thing done is done now, and what was so before
    it has been.
    """
    is_past = not _tells_of_now(BY_THE_WAY.sub("", text))
    text = by_the_by(text)
    if is_past:
        return in_the_present(text, agreeing=False)
    return HAD_DONE.sub(lambda found: "has" if base_of_participle(found[1]) else found[0], text)


WORDS_IN_A_ROW = re.compile(r"(?=(\S+) ([a-z]+))")
BEFORE_A_VERB_OF_SEVERAL = frozenset("them they both we us".split())


def _tells_of_now(text: str) -> bool:
    """Whether any of its verbs is in the present already."""
    pairs = [(found[1].lower(), found[2]) for found in WORDS_IN_A_ROW.finditer(text)]
    return told_in_the_past(text) != text or any(_is_present(*pair) for pair in pairs)


def _is_present(before: str, word: str) -> bool:
    known = BASES | ALSO_BASES | frozenset(PAST_OF_BASE)
    if before in BEFORE_A_VERB_OF_SEVERAL:
        return word in known and past(third_person(word)) != word
    is_thing = before in BEFORE_A_NOUN | {"of"} or before.endswith("'s")
    if is_thing or not word.endswith("s") or word in NOUNS_IN_S | NEVER_A_VERB:
        return False
    return any(third_person(base) == word and base in known for base in bases(word))


HAD_DONE = re.compile(r"\bhad(?= (\w+))")
HEAD_ENDS = re.compile(
    r" (?:of|for|to|in|on|at|from|with|that|by|over|under|between|before|after)\b"
)
ENDS_IN_PLURAL = re.compile(r".*(?<![su'i])s|two .*|three .*|.* and .*", re.DOTALL)
NEVER_SEVERAL = ("news",)


def is_of_several(noun: str) -> bool:
    """Whether a noun phrase is of several things: the bright screws."""
    head = HEAD_ENDS.split(noun, maxsplit=1)[0]
    return not head.endswith(NEVER_SEVERAL) and ENDS_IN_PLURAL.fullmatch(head) is not None
