"""Whether a paragraph is where its scene is."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    r"|attic"
    r"|loft|hotel|inn|tavern"
    r"|pub|caf[eé]|hospital|garage|library|village|town|city|school|shop|museum|train|car|garden"
    r"|ballroom|castle|palace"
    r"|forest|cave|tunnel|laboratory|gym|parlour|dining room|bathroom|conservatory"
    r"|greenhouse)\b(?=[, ].*\b(?:and|out of|by|under|where|"
    r"met|stood|sat|waited|found|gave|said|asked|told)\b)"
)
STANDING_VERBS = (
    "were|was|sat|stood|waited|leaned|leant|knelt|faced|met|found|walked|paced|lay|worked|talked"
    "|spoke|said|asked|told"
    "|put|set"
    "|took|turned|looked|gathered|crossed|shut|closed|opened|stamped|settled|crouched|bent|rested"
    "|stopped|paused"
    "|halted|lingered"
    "|laughed|nodded|shrugged|smiled|frowned|sighed|whispered|answered|replied|poured|ate|drank"
    "|warmed|hung|dropped|held|gave"
    "|handed|showed|laid|stayed|remained|went on|came on|came upon|shivered|slept"
)


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
        for sentence in told:
            text = sentence.text
            head = NEXT_CLAUSE.split(text)[0]
            if (
                (sentence.recalled and not BY_NOW.search(text))
                or DOUBT.search(head)
                or is_negated(head)
                or text.endswith("?")
            ):
                continue
            for place, name in self._brief.places.items():
                if place not in allowed and self._stands_in(text, name):
                    yield Fault("wrong-place", "the scene is somewhere else", text[:100])
            if (found := STRANGE_PLACE.search(text)) and not self._is_declared(found["place"]):
                yield Fault(
                    "wrong-place",
                    "the scene is in a place that the story does not have",
                    text[:100],
                )

    def _is_declared(self, place: str) -> bool:
        return any(place.lower() in name.lower().split() for name in self._brief.places.values())

    def _stands_in(self, text: str, place: str) -> bool:
        """Whether the words put somebody, or the scene, there."""
        bare = re.escape(place.removeprefix("the "))
        there = (
            rf"(?:in|at|on|into|inside|across|round|around|among|by|beside|to)\s(?:the\s)?{bare}"
        )
        if re.search(
            (
                r"\b(?:from|to|towards|of|beyond|behind|through|past|into|outside|between) (?:the "
                rf")?{bare}\b"
            ),
            text,
        ):
            return bool(
                re.search(
                    (
                        rf"\b(?:gone|come|moved) (?:in|out|on|over)?\s?(?:in)?to (?:the )?{bare} by "
                        r"(?:then|now)"
                    ),
                    text,
                )
            )
        outset = (
            r"\A(?:Out|Down|Back|Over|Up|Alone|Here|Now|There|Outside"
            rf"|Meanwhile,)?\s?{there}(?: table)?\b,?\s"
        )
        who = rf"(?:{self._names.pattern}|[Hh]e|[Ss]he|[Tt]hey|[Tt]he two of them|[Bb]oth of them)"
        standing = rf"{who}\s(?:\w+ly\s|both\s|all\s)?(?:{STANDING_VERBS})\b[^.;]*\b{there}\b"
        around = (
            rf"\b(?:[Tt]he|[Rr]ound the|[Aa]ll of the)?\s?{bare} (?:around|about|round) "
            r"(?:them|him|her|both|the two)\b"
        )
        subject = r"(?:[Aa]ll (?:of it|this|that)|[Ii]t|[Tt]his|[Tt]hat|[Ee]verything"
        subject += r"|[Tt]he (?:rest|talk|question|answer|whole \w+))"
        went_on = r"(?:was|were|went|came|happened|took place|passed|began|ended)(?: all| both)?"
        of_talk = (
            rf"\b{subject} {went_on}(?: (?:said|spoken|told|asked|done|settled|put|heard"
            rf"|over|out))?\s{there}\b"
        )
        it_was = (
            rf"(?:\A(?:Here,? |Now,? |There,? )?(?:in|at|on) (?:the )?{bare},? it was\b"
            rf"|\b[Ii]t was (?:\w+ ){{1,3}}{there}\b(?= and\b|,|\.))"
        )
        if re.search(around, text) or re.search(of_talk, text) or re.search(it_was, text, re.I):
            return True
        is_it = rf"\AThe {bare} (?:was|lay|smelt|smelled|stood|had gone)\b"
        found = re.search(outset, text, re.I) and re.search(who, text)
        return bool(
            found or re.search(standing, text) or (re.search(is_it, text) and re.search(who, text))
        )


__all__ = ["StageChecks"]
