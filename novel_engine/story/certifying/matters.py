"""What there is to be told of a story's facts, each as words to be looked for: its claim, and, of a reason,
the event behind it and how the deed serves it; of a deed, what it takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from novel_engine.story.certifying.bounds import FEWEST_OF_CONTENT
from novel_engine.story.certifying.reading import alike, is_denial
from novel_engine.story.english.stems import LEAST_WORD, STOP_STEMS, stems
from novel_engine.story.english.text import BY_THE_WAY
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import Fact
from novel_engine.story.realising.plain_phrases import without_wishes
from novel_engine.values import dataclass

OF_TENSE_ALONE = stems(
    "a an the is are was were be been has have had will would do does did s t to"
)
"""The small words that change with tense and person."""
FactPart = Literal["claim", "because", "serves", "takes", "shows"]
FACT_PARTS: Sequence[FactPart] = ("claim", "because", "serves", "takes", "shows")


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that can be told: `words` are the stems of its text, `own` those of them that what it is
    about does not have already, `person` whom it is of, `denies` whether there is a no in it, `small`
    whether it has so few words of content that all the others are wanted too.
    """

    fact: str
    part: FactPart
    text: str
    words: frozenset[str]
    own: frozenset[str]
    person: str
    denies: bool
    small: bool


def matters_of(setting: Setting) -> Mapping[tuple[str, FactPart], Matter]:
    """Everything that can be told of a setting's facts."""
    return {
        (one.fact, one.part): one for fact in setting.facts.values() for one in _of(setting, fact)
    }


def matter_words(setting: Setting, text: str) -> frozenset[str]:
    """The stems of a text by which it is known again: nobody's name, and nothing said in passing."""
    every = _every_word(setting, text)
    found = frozenset(s for s in every if len(s) >= LEAST_WORD and s not in STOP_STEMS)
    return found if len(found) >= FEWEST_OF_CONTENT else every - OF_TENSE_ALONE


def _every_word(setting: Setting, text: str) -> frozenset[str]:
    """The stems of a text without names and without what it says in passing: who somebody is, and what
    they wanted.
    """
    return alike(setting.nameless(without_wishes(BY_THE_WAY.sub("", text))))


def _of(setting: Setting, fact: Fact) -> Iterator[Matter]:
    ground = _ground(setting, fact)
    for part in FACT_PARTS:
        text: str = getattr(fact, part)
        if text:
            words = matter_words(setting, text)
            whom = fact.hurts if part == "takes" else fact.subject
            own = _own(setting, text, words - ground, ground) if part != "takes" else words
            small = not words.isdisjoint(STOP_STEMS)
            yield Matter(fact.id, part, text, words, own, whom, is_denial(text), small)


def _own(
    setting: Setting, text: str, found: frozenset[str], ground: frozenset[str]
) -> frozenset[str]:
    """The words that a text has to itself; the small ones, where it has no others."""
    every = _every_word(setting, text)
    return found or every - OF_TENSE_ALONE - ground


def _ground(setting: Setting, fact: Fact) -> frozenset[str]:
    """The words of what a fact is about: of what has happened, and, for a reason, of what was done and
    what that takes.
    """
    if setting.is_so("happened", fact):
        return frozenset()
    found: set[str] = set()
    for other in setting.facts_by_topic.get(fact.topic, ()):
        if other.id != fact.id and setting.is_so("happened", other):
            found |= matter_words(setting, other.claim)
        if setting.is_so("follows", fact) and setting.is_so("grave", other):
            found |= matter_words(setting, f"{other.claim} {other.takes} {other.by}")
    return frozenset(found)
