"""Whether a paragraph is where its scene is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.telling.syuzhet import Paragraph
from novel_engine.story.verifying.brief import ChapterBrief, SceneBrief
from novel_engine.story.verifying.passages import (
    DOUBT,
    Names,
    Sentence,
    is_negated,
    narrated_sentences,
)

BY_NOW = re.compile(r"\bby (?:then|now)\b")
NEXT_CLAUSE = re.compile(r", (?:where|which|and|but|for)\b|;")
STRANGE_PLACE = re.compile(
    r"\b(?:into|in|inside|at) (?:the|a|an old) (?P<place>chapel|church|shed|woodshed|barn|cellar"
    r"|attic|loft|hotel|inn|tavern|pub|caf[eé]|hospital|garage|library|village|town|city|school"
    r"|shop|museum|train|car|garden|ballroom|castle|palace|forest|cave|tunnel|laboratory|gym"
    r"|parlour|dining room|bathroom|conservatory|greenhouse)\b(?=[, ].*\b(?:and|out of|by|under"
    r"|where|met|stood|sat|waited|found|gave|said|asked|told)\b)"
)
STANDING_VERBS = (
    "were|was|sat|stood|waited|leaned|leant|knelt|faced|met|found|walked|paced|lay|worked|talked"
    "|spoke|said|asked|told|put|set|took|turned|looked|gathered|crossed|shut|closed|opened|stamped"
    "|settled|crouched|bent|rested|stopped|paused|halted|lingered|laughed|nodded|shrugged|smiled"
    "|frowned|sighed|whispered|answered|replied|poured|ate|drank|warmed|hung|dropped|held|gave"
    "|handed|showed|laid|stayed|remained|went on|came on|came upon|shivered|slept"
)


NOT_IN = "from|to|towards|of|beyond|behind|through|past|into|outside|between"
OUTSET = "Out|Down|Back|Over|Up|Alone|Here|Now|There|Outside|Meanwhile,"
SUBJECT = (
    r"(?:[Aa]ll (?:of it|this|that)|[Ii]t|[Tt]his|[Tt]hat|[Ee]verything"
    r"|[Tt]he (?:rest|talk|question|answer|whole \w+))"
)
WENT_ON = r"(?:was|were|went|came|happened|took place|passed|began|ended)(?: all| both)?"
OF_TALK = r"(?: (?:said|spoken|told|asked|done|settled|put|heard|over|out))?"


class StageChecks:
    """The checks of place in one chapter's paragraphs. Of an ending, which goes where it likes,
    none is made.
    """

    def __init__(self, brief: ChapterBrief, names: Names) -> None:
        self._brief = brief
        self._names = names

    def faults(self, paragraph: Paragraph) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph."""
        scenes = self._brief.scenes_of(paragraph.events)
        if scenes and self._brief.ending not in paragraph.events:
            told = narrated_sentences(paragraph.text)
            yield from self._elsewhere(told, scenes)

    def _elsewhere(
        self, told: tuple[Sentence, ...], scenes: tuple[SceneBrief, ...]
    ) -> Iterator[Fault]:
        allowed = frozenset().union(*(scene.places for scene in scenes))
        others = [name for place, name in self._brief.places.items() if place not in allowed]
        for sentence in told:
            if not _states_nothing(sentence):
                yield from self._strays(sentence.text, others)

    def _strays(self, text: str, others: Sequence[str]) -> Iterator[Fault]:
        for name in others:
            if self._stands_in(text, name):
                yield Fault("wrong-place", "the scene is somewhere else", text[:100])
        found = STRANGE_PLACE.search(text)
        if found and not self._is_declared(found["place"]):
            reason = "the scene is in a place that the story does not have"
            yield Fault("wrong-place", reason, text[:100])

    def _is_declared(self, place: str) -> bool:
        return any(place.lower() in name.lower().split() for name in self._brief.places.values())

    def _stands_in(self, text: str, place: str) -> bool:
        """Whether the words put somebody, or the scene, there."""
        bare = re.escape(place.removeprefix("the "))
        if re.search(rf"\b(?:{NOT_IN}) (?:the )?{bare}\b", text):
            arrived = rf"\b(?:gone|come|moved) (?:in|out|on|over)?\s?(?:in)?to (?:the )?{bare}"
            return bool(re.search(rf"{arrived} by (?:then|now)", text))
        there = (
            rf"(?:in|at|on|into|inside|across|round|around|among|by|beside|to)\s(?:the\s)?{bare}"
        )
        return _is_set_in(text, bare, there) or self._has_somebody_in(text, bare, there)

    def _has_somebody_in(self, text: str, bare: str, there: str) -> bool:
        """Whether somebody does something there."""
        who = rf"(?:{self._names.pattern}|[Hh]e|[Ss]he|[Tt]hey|[Tt]he two of them|[Bb]oth of them)"
        standing = rf"{who}\s(?:\w+ly\s|both\s|all\s)?(?:{STANDING_VERBS})\b[^.;]*\b{there}\b"
        if re.search(standing, text):
            return True
        outset = rf"\A(?:{OUTSET})?\s?{there}(?: table)?\b,?\s"
        is_it = rf"\AThe {bare} (?:was|lay|smelt|smelled|stood|had gone)\b"
        begins = re.search(outset, text, re.I) or re.search(is_it, text)
        return bool(begins and re.search(who, text))


def _states_nothing(sentence: Sentence) -> bool:
    """Whether it is of another time, in doubt, denied or asked."""
    head = NEXT_CLAUSE.split(sentence.text)[0]
    recalled = sentence.recalled and not BY_NOW.search(sentence.text)
    stated = not DOUBT.search(head) and not is_negated(head)
    return recalled or not stated or sentence.text.endswith("?")


def _is_set_in(text: str, bare: str, there: str) -> bool:
    """Whether the place is around them, or the talk or the hour was there."""
    around = (
        rf"\b(?:[Tt]he|[Rr]ound the|[Aa]ll of the)?\s?{bare} (?:around|about|round) "
        r"(?:them|him|her|both|the two)\b"
    )
    of_talk = rf"\b{SUBJECT} {WENT_ON}{OF_TALK}\s{there}\b"
    it_was = (
        rf"(?:\A(?:Here,? |Now,? |There,? )?(?:in|at|on) (?:the )?{bare},? it was\b"
        rf"|\b[Ii]t was (?:\w+ ){{1,3}}{there}\b(?= and\b|,|\.))"
    )
    by_words = re.search(around, text) or re.search(of_talk, text)
    return bool(by_words or re.search(it_was, text, re.I))


__all__ = ["StageChecks"]
