"""Whether a paragraph is at the hour and on the day that its scene is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.telling.syuzhet import Paragraph
from novel_engine.story.verifying.brief import ChapterBrief, SceneBrief
from novel_engine.story.verifying.passages import (
    DOUBT,
    HAD,
    RECOLLECTING,
    Names,
    Sentence,
    narrated_sentences,
)

MORNING, NOON, EVENING, NIGHT = 8, 13, 19, 23
"""Hours of the clock at which scenes are, as `story/directing/pacing` has them."""
# What may be said at which hour. A winter's morning and evening may both be dark, and have a moon.
HOURS_OF = {
    word: hours
    for words, hours in (
        ("morning|breakfast|mid-morning|forenoon", (MORNING, NOON)),
        ("early morning|dawn|sunrise|sunup|daybreak|first light|barely light|cockcrow", (MORNING,)),
        ("noon|midday|lunch|lunchtime|high noon|early afternoon|mid-afternoon", (NOON,)),
        ("afternoon|late afternoon", (NOON, EVENING)),
        (
            "evening|dusk|supper|suppertime|sunset|sundown|nightfall|twilight|late evening|bedtime",
            (EVENING, NIGHT),
        ),
        ("night", (EVENING, NIGHT)),
        ("midnight|dead of night|dead of the night|small hours|middle of the night", (NIGHT,)),
    )
    for word in words.split("|")
}
_TIMES = "|".join(sorted(HOURS_OF, key=len, reverse=True))
_FILLED = (
    r"(?:(?:already|now|nearly|past|long past|well past|at|just|just past|just after|barely"
    r"|late|early|the|a|bright|cold|in|still|almost) )*"
)
HOUR_SAID = re.compile(
    rf"(?:\b(?:[Ii]t was|[Tt]hey were|all were|were all)\s{_FILLED}(?P<is>{_TIMES})\b(?!\s(?:before"
    r"|after|that|again))|(?:\A|,\s)(?:At|Just before|Just after|Towards|Long after"
    r"|Well after|Shortly after|Close on)\s(?:the\s)?(?P<at>midnight|noon|midday|dawn"
    r"|dusk|sunrise|sunset|breakfast|supper|nightfall|lunch)\b|\ABy\s(?P<by>midnight"
    r"|noon|midday|dawn|dusk|sunset|nightfall)\b|\A(?:That|This|The next|The following"
    rf"|The same)\s(?P<that>{_TIMES})\b(?!\s(?:before|after|train|watch|shift))|\b(?:at|before"
    r"|after|towards) (?P<upon>midnight|noon|midday|dawn|sunrise|sunset|dusk|daybreak)\b(?=[ ,.])"
    r"|\b(?:[Tt]he|the early|the late) (?P<lit>morning|afternoon|evening|noon|midday"
    r"|midnight) (?:sun|sunlight|light|sky|dark|bell|air|shadows)\b|\A(?P<breaking>Dawn|Night"
    r"|Evening|Day|Morning|Dusk) (?:was (?:just )?(?:breaking|falling|coming)|broke|came up|fell)\b"
    r"|\b[Ii]n the (?P<deep>dead of (?:the )?night|small hours|middle of the night)\b)",
)
# What is up in the sky where somebody is, and the only hours at which it is not.
SKY = (
    (
        re.compile(
            r"\b(?:[Tt]he|[Aa]|full) (?:\w+ )?moon (?:was (?:up|out|high|full|bright)|stood"
            r"|hung|shone|rose|had risen|lit)\b|\b[Tt]he stars (?:were out|shone|came out"
            r"|had come out)\b|\b[Bb]y (?:moonlight|starlight)\b"
        ),
        (NOON,),
    ),
    (
        re.compile(
            r"\b(?:[Tt]he|[Aa]|bright|hot|noonday) (?:\w+ )?sun (?:was (?:high|up|shining"
            r"|bright|hot)|stood|shone|beat down|blazed|poured|streamed|climbed)\b"
            r"|\b(?:[Bb]road|full) daylight\b|\b[Ss]unlight (?:fell|lay|poured|came|streamed)\b"
        ),
        (EVENING, NIGHT),
    ),
)
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
NUMBERS = {word: at for at, name in enumerate(_NUMBER_WORDS, 1) for word in (name, str(at))}
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINALS = {word: at for at, word in enumerate(_ORDINAL_WORDS, 1)}
CLOCK = re.compile(
    r"\b(?:[Ii]t was|[Aa]t)\s(?:just\s|about\s|nearly\s|past\s"
    r"|half\spast\s)*(?P<hour>\w+)(?:\so'clock)?\s(?:in\sthe\s"
    r"(?P<part>morning|afternoon|evening)|at\s(?P<night>night)|(?P<half>[ap]\.?m\b))"
)
PARTS_OF_DAY = {
    "morning": (MORNING, NOON),
    "afternoon": (NOON, EVENING),
    "evening": (EVENING, NIGHT),
    "night": (NIGHT, EVENING),
}
_TO_NOW = (
    r"(?:[Ii]t was|[Tt]his was|[Nn]ow it was|which (?:this|it) was|came to|had come to"
    r"|reached|[Oo]n|[Bb]y)"
)
DAY_SAID = re.compile(
    rf"(?:\b{_TO_NOW}\s(?:now\s|already\s|still\s|by now\s|by then\s|only\s)?the\s"
    r"|\A(?:On|In|By) the (?:morning|afternoon|evening|night) of the "
    rf"|\AThe )(?P<day>{'|'.join(ORDINALS)})\s(?:day|morning|evening"
    r"|night)\b(?!\s(?:of|since|after|that|in|they|she|he|without|running))",
    re.I,
)
DAY_NUMBER = re.compile(
    r"(?:\A|\b(?:it was|this was|by|on|of|now|then|already) )day (?P<day>\d+"
    rf"|{'|'.join(_NUMBER_WORDS)})\b(?! (?:of|since|after|without|by))",
    re.I,
)
_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WEEKDAY = re.compile(
    r"\A(?:(?:By now |By then |Now |Outside )?[Ii]t was (?:a |now |already |still |only "
    r"|by then |by now )*(?:\w+ )?|(?:Late |Early )?[Oo]n (?:a |the )?|By |Come |That "
    rf"|This was (?:a )?){_DAYS}\b(?! (?:dinner|best|suit|soup|joint|bread|evening[s]?' ))"
    rf"|\A{_DAYS} (?:came|dawned|broke|arrived|began|morning (?:came|dawned|broke|found))\b"
)
DAYS_LATER = re.compile(r"(?P<many>\w+) days later\b")
NEXT_DAY = re.compile(
    r"\A(?:[Oo]n )?(?:The (?:next|following) (?:day|morning|afternoon|evening|night)|A day later"
    r"|(?:Two|Three|Four|Five|Six|Several|A few|Some) (?:days|nights) (?:later|afterwards"
    r"|after that)|Next (?:day|morning)|The day after)\b",
    re.I,
)
_MUCH = (
    "A|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Several|Some|Many|A few|The next"
    "|The following|Another|Nearly a|Almost a"
)
LATER_ON = re.compile(
    rf"\A(?:(?:Nearly |Almost |More than |Over |About )?(?:{_MUCH})\s(?:whole\s|full\s"
    r"|long\s)?(?:week|month|year|fortnight|decade|season)s?\s(?:later|afterwards|after|on\b|passed"
    r"|went by|went past|slipped by|had passed(?! since)|had gone by(?! since)|had slipped by"
    r"|rolled by|crawled by|went on like that|ran out)|(?:Weeks|Months|Years|Days) (?:later"
    r"|afterwards|passed|went by|had passed|had gone by)\b|(?:For|In) (?:days|weeks|months|years"
    r"|(?:two|three|four|five|six|several) (?:weeks|months|years)) (?:afterwards|after that"
    r"|to come)\b|(?:The (?:next|following)|That (?:next )?|By (?:the )?)\s?(?:week|month|year"
    r"|spring|summer|autumn)\b(?! (?:before|they|he|she|when|that)))",
    re.I,
)
SEASON = re.compile(
    r"\A(?:(?:By now |By then |Now )?[Ii]t was (?:now |already |by now |by then )(?:early |late "
    r"|the middle of )?)(?P<month>January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b(?! (?:last|before|of that))"
)


SUPPOSED = re.compile(r"\b(?:would|if|as though|as if)\b")
LIKENED = re.compile(r"\b(?:would|if|like|as though|as if)\b")


class TimeChecks:
    """The checks of day and hour in one chapter's paragraphs, in order, but for an ending's."""

    def __init__(self, brief: ChapterBrief, names: Names) -> None:
        self._brief = brief
        self._somebody = re.compile(rf"(?>{names.pattern}|He|She)\s")
        self._met = sorted(
            (s for s in brief.scenes.values() if brief.focalizer in s.people),
            key=lambda scene: scene.number,
        )
        self._told: set[int] = set()

    def faults(self, paragraph: Paragraph) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph."""
        scenes = self._brief.scenes_of(paragraph.events)
        if scenes and self._brief.ending not in paragraph.events:
            for sentence in narrated_sentences(paragraph.text):
                yield from self._of_hours(sentence, scenes)
                yield from self._of_days(sentence, scenes)
        acts = self._brief.events_of(paragraph.events)
        self._told |= {event.scene for event in acts if event.verb}

    def _of_hours(self, sentence: Sentence, scenes: tuple[SceneBrief, ...]) -> Iterator[Fault]:
        hours = {scene.hour for scene in scenes}
        text = sentence.text
        if _is_of_another_hour(text):
            return
        for word in self._hours_said(text):
            if hours.isdisjoint(HOURS_OF.get(word, HOURS_OF["morning"])):
                yield Fault("wrong-day", "it is another time of day", text[:100])
        if sentence.recalled or DOUBT.search(text) or RECOLLECTING.search(text):
            return
        if any(hours.issubset(never) and sky.search(text) for sky, never in SKY):
            yield Fault("wrong-day", "it is another time of day, by the sky", text[:100])
        if self._is_off_the_clock(text, hours):
            yield Fault("wrong-day", "it is another hour", text[:100])

    def _is_off_the_clock(self, text: str, hours: set[int]) -> bool:
        """Whether an hour is told that is near none of these."""
        clock = CLOCK.search(text)
        if clock is None or not self._is_of_now(clock):
            return False
        return not any(_is_near(clock, hour) for hour in hours)

    def _hours_said(self, text: str) -> Iterator[str]:
        """The words for a time of day that are said of the scene."""
        for found in HOUR_SAID.finditer(text):
            placed = self._is_of_now(found) or not (found["upon"] or found["deep"])
            if placed and not HAD.search(text[: found.start()]):
                yield next(group for group in found.groups() if group).lower()

    def _is_of_now(self, found: re.Match[str]) -> bool:
        """Whether the words begin their sentence, or it begins with somebody."""
        return found.start() == 0 or bool(self._somebody.match(found.string))

    def _of_days(self, sentence: Sentence, scenes: tuple[SceneBrief, ...]) -> Iterator[Fault]:
        text = sentence.text
        if sentence.goes_on or text.endswith("?") or SUPPOSED.search(text):
            return
        days = {scene.day for scene in scenes}
        for day in _days_said(text):
            if day not in days:
                yield Fault("wrong-day", "it is another day", text[:100])
        if WEEKDAY.search(text) and not sentence.recalled:
            yield Fault("wrong-day", "it is a day of the week, and the record has none", text[:100])
        month = SEASON.search(text)
        if month and not HAD.search(text) and month["month"] not in self._brief.declared:
            yield Fault("wrong-day", "it is a month that the story does not know of", text[:100])
        is_long = LATER_ON.search(text) and not self._is_so_many_days(text, scenes)
        if is_long or self._is_next_day(sentence, scenes):
            yield Fault("wrong-day", "more time has gone by than in the record", text[:100])

    def _is_so_many_days(self, text: str, scenes: tuple[SceneBrief, ...]) -> bool:
        """Whether it says how many days it is since a scene of before, and it is so many."""
        found = DAYS_LATER.match(text)
        if found is None:
            return False
        many = NUMBERS.get(found["many"].lower(), 0)
        first = min((scene.number for scene in scenes), default=0)
        before = {scene.day for scene in self._brief.scenes.values() if scene.number < first}
        return any(scene.day - many in before for scene in scenes)

    def _is_next_day(self, sentence: Sentence, scenes: tuple[SceneBrief, ...]) -> bool:
        """Whether it says that another day has come, and none has."""
        if sentence.recalled or not NEXT_DAY.search(sentence.text):
            return False
        return self._is_the_same_day(scenes)

    def _is_the_same_day(self, scenes: tuple[SceneBrief, ...]) -> bool:
        """Whether no scene begins another day for the focalizer, or it is under way already."""
        new = [scene for scene in scenes if scene.number not in self._told]
        return not any(self._begins_a_day(scene) or self._is_first_told(scene) for scene in new)

    def _is_first_told(self, scene: SceneBrief) -> bool:
        """Whether it is the first scene of its day that is told, whatever came before it untold."""
        every = self._brief.scenes
        told = [every[number] for number in sorted(self._told) if number in every]
        came = any(other.day < scene.day for other in self._met if other.number < scene.number)
        return came and all(other.day < scene.day for other in told)

    def _begins_a_day(self, scene: SceneBrief) -> bool:
        before = [other.day for other in self._met if other.number < scene.number]
        return bool(before) and scene.day > before[-1]


def _is_of_another_hour(text: str) -> bool:
    """Whether the first clause tells of what was before, or supposes; or the whole asks."""
    clause = text.split(",", maxsplit=1)[0]
    told_before = HAD.search(clause) and not clause.startswith("By ")
    return bool(told_before or LIKENED.search(clause)) or text.endswith("?")


def _days_said(text: str) -> Iterator[int]:
    """The days that are said to have come, by their order or number."""
    for found, numbers in ((DAY_SAID.search(text), ORDINALS), (DAY_NUMBER.search(text), NUMBERS)):
        if found and not HAD.search(text[: found.start()]):
            yield _day(found, numbers)


def _day(found: re.Match[str], numbers: Mapping[str, int]) -> int:
    said = found["day"].lower()
    return numbers.get(said, 0) or int(said)


def _is_near(clock: re.Match[str], hour: int) -> bool:
    """Whether the hour of a scene can be the one that is said."""
    said = NUMBERS.get(clock["hour"].lower())
    if said is None:
        return True
    part = (
        clock["part"]
        or clock["night"]
        or ("morning" if (clock["half"] or "").startswith("a") else "evening")
    )
    return hour in PARTS_OF_DAY[part]


__all__ = ["TimeChecks"]
