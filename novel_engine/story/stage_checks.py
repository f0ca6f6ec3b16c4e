"""Whether a paragraph is where and when its scene is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.chapter_briefs import ChapterBrief, SceneBrief
from novel_engine.story.consulting import Fault
from novel_engine.story.passages import DOUBT, HAD, Names, Sentence, is_negated, sentences
from novel_engine.story.telling import Paragraph

BY_NOW = re.compile(r"\bby (?:then|now)\b")
STRANGE_PLACE = re.compile(
    r"\b(?:into|in|inside|at) (?:the|a|an old) (?P<place>chapel|church|shed|woodshed|barn|cellar|attic"
    r"|loft|hotel|inn|tavern"
    r"|pub|caf[eé]|hospital|garage|library|village|town|city|school|shop|museum|train|car|garden|ballroom|castle|palace"
    r"|forest|cave|tunnel|laboratory|gym|parlour|dining room|bathroom|conservatory"
    r"|greenhouse)\b(?=[, ].*\b(?:and|out of|by|under|where|"
    r"met|stood|sat|waited|found|gave|said|asked|told)\b)"
)
HOURS_OF = {
    word: hours
    for words, hours in (
        ("morning breakfast mid-morning forenoon", (8, 13)),
        ("dawn sunrise daybreak", (8,)),
        ("noon midday lunch lunchtime", (13,)),
        ("afternoon", (13, 19)),
        ("evening dusk supper suppertime sunset nightfall twilight", (19, 23)),
        ("night", (19, 23)),
        ("midnight", (23,)),
    )
    for word in words.split()
}
_TIMES = "|".join(sorted(HOURS_OF, key=len, reverse=True))
HOUR_SAID = re.compile(
    rf"(?:\b(?:It was|They were|all were|were all)\s(?:already\s|now\s|nearly\s|past\s|at\s|just\s|late\s"
    rf"|early\s|the\s|a\s"
    rf"|bright\s|cold\s|in\s)*(?P<is>{_TIMES})\b(?!\s(?:before|after|when|that))"
    rf"|(?:\A|,\s)(?:At|Just before|Just after|Towards)\s(?:the\s)?(?P<at>midnight|noon|midday|dawn|dusk"
    rf"|sunset|breakfast|supper)\b"
    rf"|\ABy\s(?P<by>midnight|noon|midday|dawn|dusk|sunset|nightfall)\b"
    rf"|\A(?:That|This|The next|The following|The same)\s(?P<that>{_TIMES})\b(?!\s(?:before|after|train|watch|shift))"
    rf"|\b(?:at|before|after|towards) (?P<upon>midnight|noon|midday|dawn|sunrise|sunset|dusk|daybreak)\b(?=[ ,.])"
    rf"|\b(?:[Tt]he|the early|the late) (?P<lit>morning|afternoon|evening|noon|midday|midnight)"
    rf" (?:sun|sunlight|light|sky|dark|bell|air|shadows)\b"
    rf"|\A(?P<breaking>Dawn|Night|Evening) was (?:just )?(?:breaking|falling|coming))",
)
NUMBERS = {
    word: at
    for at, words in enumerate(
        "one 1|two 2|three 3|four 4|five 5|six 6|seven 7|eight 8|nine 9|ten 10|eleven 11|twelve 12".split("|"), 1
    )
    for word in words.split()
}
CLOCK = re.compile(
    r"\b(?:[Ii]t was|[Aa]t)\s(?:just\s|about\s|nearly\s|past\s|half\spast\s)*(?P<hour>\w+)(?:\so'clock)?\s(?:in\sthe\s"
    r"(?P<part>morning|afternoon|evening)|at\s(?P<night>night)|(?P<half>[ap]\.?m\b))"
)
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
DAY_SAID = re.compile(
    rf"\b(?:It was|On|By|It was now|This was)\s(?:now\s|already\s|still\s)?the\s(?P<day>{'|'.join(ORDINALS)})\sday\b"
    r"(?!\s(?:of|since|after|that|in|they|she|he|without|running))",
    re.I,
)
WEEKDAY = re.compile(
    r"\A(?:It was (?:a |now |already )?|On (?:a |the )?|By )(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"(?! (?:dinner|best|suit|soup|joint|bread|evening[s]?' ))"
)
NEXT_DAY = re.compile(
    r"\A(?:The (?:next|following) (?:day|morning|evening|night)|A day later|(?:Two|Three|Four|Five) days later)\b", re.I
)
LATER_ON = re.compile(
    r"\A(?:A|One|Two|Three|Four|Five|Six|Seven|Ten|Several|Some|Many|A few|The next|The following)\s"
    r"(?:week|month|year|weeks|months|years|fortnight)s?\s(?:later"
    r"|afterwards|had passed)\b",
    re.I,
)
PARTS = {"morning": (8, 13), "afternoon": (13, 19), "evening": (19, 23), "night": (23, 19)}


STANDING = (
    "were|was|sat|stood|waited|leaned|leant|knelt|faced|met|found|walked|paced|lay|worked|talked|spoke|said|asked|put|set"
    "|took|turned|looked|gathered"
)


class StageChecks:
    """The checks of place, day and hour in one chapter's paragraphs. Of an ending, which goes where it likes, none is made."""

    def __init__(self, brief: ChapterBrief, names: Names) -> None:
        self._brief = brief
        self._names = names
        self._somebody = re.compile(rf"(?>{names.pattern}|He|She)\s")
        first = min(brief.scenes, default=0)
        self._begun = frozenset(scene.day for number, scene in brief.scenes.items() if number == first)

    def faults(self, paragraph: Paragraph) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph."""
        scenes = self._brief.scenes_of(paragraph.events)
        if scenes and self._brief.ending not in paragraph.events:
            told = sentences(paragraph.text)
            yield from self._elsewhere(told, scenes)
            yield from self._another_time(told, scenes)

    def _elsewhere(self, told: tuple[Sentence, ...], scenes: tuple[SceneBrief, ...]) -> Iterator[Fault]:
        allowed = frozenset().union(*(scene.places for scene in scenes))
        for sentence in told:
            text = sentence.text
            if (
                (sentence.recalled and not BY_NOW.search(text))
                or DOUBT.search(text)
                or is_negated(text)
                or text.endswith("?")
            ):
                continue
            for place, name in self._brief.places.items():
                if place not in allowed and self._stands_in(text, name):
                    yield Fault("wrong-place", "the scene is somewhere else", text[:100])
            if (found := STRANGE_PLACE.search(text)) and not self._is_declared(found["place"]):
                yield Fault("wrong-place", "the scene is in a place that the story does not have", text[:100])

    def _is_declared(self, place: str) -> bool:
        return any(place.lower() in name.lower().split() for name in self._brief.places.values())

    def _stands_in(self, text: str, place: str) -> bool:
        """Whether the words put somebody, or the scene, there."""
        bare = re.escape(place.removeprefix("the "))
        there = rf"(?:in|at|on|into|inside|across|round|around|among|by|beside|to)\s(?:the\s)?{bare}"
        if re.search(
            rf"\b(?:from|to|towards|of|beyond|behind|through|past|into|outside|between) (?:the )?{bare}\b", text
        ):
            return bool(
                re.search(
                    rf"\b(?:gone|come|moved) (?:in|out|on|over)?\s?(?:in)?to (?:the )?{bare} by (?:then|now)", text
                )
            )
        outset = rf"\A(?:Out|Down|Back|Over|Up|Alone|Here|Now|There|Outside|Meanwhile,)?\s?{there}(?: table)?\b,?\s"
        who = rf"(?:{self._names.pattern}|[Hh]e|[Ss]he|[Tt]hey|[Tt]he two of them|[Bb]oth of them)"
        standing = rf"{who}\s(?:\w+ly\s|both\s|all\s)?(?:{STANDING})\b[^.;]*\b{there}\b"
        is_it = rf"\AThe {bare} (?:was|lay|smelt|smelled|stood|had gone)\b"
        found = re.search(outset, text, re.I) and re.search(who, text)
        return bool(found or re.search(standing, text) or (re.search(is_it, text) and re.search(who, text)))

    def _another_time(self, told: tuple[Sentence, ...], scenes: tuple[SceneBrief, ...]) -> Iterator[Fault]:
        hours = {scene.hour for scene in scenes}
        days = {scene.day for scene in scenes}
        for sentence in told:
            text = sentence.text
            clause = text.split(",")[0]
            told_before = HAD.search(clause) and not clause.startswith("By ")
            if told_before or re.search(r"\b(?:would|if|like|as though|as if)\b", clause) or text.endswith("?"):
                continue
            of_somebody = bool(self._somebody.match(text))
            for found in HOUR_SAID.finditer(text):
                if found["upon"] and not of_somebody:
                    continue
                word = next(group for group in found.groups() if group).lower()
                if not any(hour in HOURS_OF[word] for hour in hours):
                    yield Fault("wrong-day", "it is another time of day", text[:100])
            if (
                (clock := CLOCK.search(text))
                and (clock.start() == 0 or of_somebody)
                and not any(_is_near(clock, hour) for hour in hours)
            ):
                yield Fault("wrong-day", "it is another hour", text[:100])
            if (day := DAY_SAID.search(text)) and ORDINALS.index(day["day"].lower()) + 1 not in days:
                yield Fault("wrong-day", "it is another day", text[:100])
            if WEEKDAY.search(text) and not sentence.recalled:
                yield Fault("wrong-day", "it is a day of the week, and the record has none", text[:100])
            if (
                LATER_ON.search(text) or (NEXT_DAY.search(text) and len(days) == 1 and days <= self._begun)
            ) and not sentence.recalled:
                yield Fault("wrong-day", "more time has gone by than in the record", text[:100])


def _is_near(clock: re.Match[str], hour: int) -> bool:
    """Whether the hour of a scene can be the one that is said."""
    said = NUMBERS.get(clock["hour"].lower())
    if said is None:
        return True
    part = clock["part"] or clock["night"] or ("morning" if (clock["half"] or "").startswith("a") else "evening")
    return hour in PARTS[part]
