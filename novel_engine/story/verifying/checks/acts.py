"""Whether the strong acts that a paragraph states happened, and whether those that happened are
told as they did.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.english.text import SPEECH, straightened
from novel_engine.story.fabula.events import StoryEnded
from novel_engine.story.givens.act_phrases import Act
from novel_engine.story.givens.reversal_phrases import Reversal
from novel_engine.story.telling.syuzhet import Paragraph
from novel_engine.story.verifying.brief import ChapterBrief, Deed, EventBrief
from novel_engine.story.verifying.passages import (
    DOUBT,
    HAD,
    RECOLLECTING,
    RELATIVE_CLAUSE,
    Names,
    Sentence,
    is_negated,
    narrated_sentences,
    speeches,
)

DENIAL = re.compile(
    r"\b(?:story|joke|pretend\w*|play\w*|game|cards|as if|as though|like"
    r"|in (?:jest|his sleep|her sleep))\b",
    re.I,
)
LOOKING_BACK = re.compile(
    r"\b(?:after|since|when|once|because|now that|that|the (?:day|night|time|morning|evening))\b",
    re.I,
)
ADVERB = (
    r"(?:\s(?:\w+ly|then|now|just|at last|finally|in the end|all the same|broke down(?: then)? and|"
    r"(?:leaned|leant|bent|reached|picked) [^,.;]{2,40} and))?"
)
MORE = r"(?:,[^,.;]{2,50},|,? and|[^.;]{2,60}?,? and(?: then)?)?"
SAYS = r"(?:said|asked|told|cried|answered|repeated|shouted|whispered)"
UNDONE_BEFORE = re.compile(
    r"\b(?:if|had|not that|thought|afraid|wondered|as though|as if|expected|before|until)\b", re.I
)
UNDONE = re.compile(r"\bhad (?:not|never)|hadn't\b|\bbut\b")
UNSURE = re.compile(
    r"\b(?:if|not|never|think|dare say|hop(?:e|ed|ing)|perhaps|maybe|wish|suppose you|would"
    r"|who says|did you)\b|n't\b|\?",
    re.I,
)
CONCEDED = re.compile(r"\A(?:Whatever|Whoever|Though|Although|For all)\b[^,]*,")


class ClaimChecks:
    """The checks of one chapter's paragraphs against what was done, in its focalizer's sight."""

    def __init__(self, brief: ChapterBrief, names: Names) -> None:
        self._brief = brief
        self._names = names
        self._scenes = frozenset(scene.number for scene in brief.scenes_of(brief.may))
        here = (event for event in brief.events.values() if event.scene in self._scenes)
        self._complicated = any(event.tag == "complicated" for event in here)
        self._last = max(brief.may, default=0)
        self._about = {claim.fact: claim.subject for claim in brief.claims}
        self._items = _any_of_things(brief.items.values())
        anybody = rf"{names.pattern}|\b[Hh]e\b|\b[Ss]he\b"
        self._doer = rf"(?P<name>{anybody}){MORE}{ADVERB}\s"
        self._acts = [_Worded.of(act, self._filled, self._doer) for act in brief.phrases.acts]
        it_was = rf"\b[Ii]t was (?P<not>not )?(?P<other>{anybody}) who"
        self._swapped = [
            (verbs, re.compile(rf"{it_was} (?:{told})\b")) for verbs, told in brief.phrases.swaps
        ]
        self._reversed: dict[str, _Reversed] = {}

    def faults(self, paragraph: Paragraph) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph."""
        told = narrated_sentences(paragraph.text)
        events = self._brief.events_of(paragraph.events)
        at_the_end = any(event.tag == StoryEnded.tag for event in events)
        for worded in self._acts:
            reason = f"it tells an act that did not happen ({worded.act.name})"
            for who, sentence in self._stated(worded, paragraph, told):
                if not self._is_borne_out(worded.act, who, sentence, at_the_end=at_the_end):
                    yield Fault("wrong-outcome", reason, sentence[:120])
        for event in self._brief.events_of(paragraph.events):
            yield from self._reversals(event, paragraph, told)
            yield from self._swaps(event, told)

    def _filled(self, pattern: str) -> str:
        return pattern.replace("NAME", f"(?:{self._names.pattern})").replace("ITEM", self._items)

    # Acts that nobody did.

    def _stated(
        self, act: _Worded, paragraph: Paragraph, told: tuple[Sentence, ...]
    ) -> Iterator[tuple[str, str]]:
        for sentence in told:
            if not _is_of_another_time(sentence):
                for who in self._doers(act, sentence.text, paragraph):
                    yield who, sentence.text
        for said in speeches(paragraph.text):
            by = paragraph.speaker or self._tagged(told)
            if by and act.said.search(said) and not _is_unsure(said):
                yield by, said

    def _doers(self, act: _Worded, text: str, paragraph: Paragraph) -> Iterator[str]:
        """Whoever a sentence says did it; '' where it was done, whoever did it."""
        for found in act.told.finditer(text) if act.core.search(text) else ():
            who = self._meant(found["name"], paragraph)
            stated = _is_assertion(text[: found.start("act")])
            if who and stated and not DENIAL.search(text[: found.end()]):
                yield who
        for found in act.anyhow.finditer(text):
            if _is_assertion(text[: found.start()]) and not DENIAL.search(text):
                yield ""

    def _is_borne_out(self, act: Act, who: str, text: str, *, at_the_end: bool) -> bool:
        """Whether it was done in the chapter's scenes; or before, in words that look back, as all do
        with which a story ends.
        """
        if act.befalls and self._complicated:
            return True
        back = at_the_end or bool(LOOKING_BACK.search(text))
        return any(
            deed.event <= self._last
            and who in ("", deed.actor)
            and (deed.verb in act.borne_out or not self._brief.is_known(deed.verb))
            and (back or self._brief.events[deed.event].scene in self._scenes)
            and self._is_of(deed, who)
            for deed in self._brief.deeds
        )

    def _is_of(self, deed: Deed, who: str) -> bool:
        """Whether what was stated, where it was a statement, was about whoever stated it."""
        return (
            not self._brief.marked(deed.verb, "informs")
            or not who
            or self._about.get(deed.fact) == who
        )

    def _tagged(self, told: tuple[Sentence, ...]) -> str:
        """Whoever a paragraph's own words say is speaking."""
        for sentence in told:
            for found, who in self._names.found(sentence.text):
                before, after = sentence.text[: found.start()], sentence.text[found.end() :]
                follows = '""' in before and re.match(rf"\s{SAYS}\b", after)
                if follows or re.search(rf'""\s{SAYS}\s\Z', before):
                    return who
        return ""

    # Acts that are told the other way about.

    def _reversals(
        self, event: EventBrief, paragraph: Paragraph, told: tuple[Sentence, ...]
    ) -> Iterator[Fault]:
        patterns = self._reversal_of(event.verb)
        if patterns is None:
            return
        reason = f"what happened is told the other way about ({event.verb})"
        for sentence in told:
            contrary = patterns.found(sentence.text)
            if any(
                self._reverses(found, event, sentence, paragraph) for found in contrary
            ) or self._by_silence(patterns, event, sentence, paragraph):
                yield Fault("wrong-outcome", reason, sentence.text[:120])
        for said in speeches(paragraph.text):
            by = paragraph.speaker or self._tagged(told)
            if by == event.actor and patterns.said.search(said):
                yield Fault("wrong-outcome", reason, said[:120])

    def _reversal_of(self, verb: str) -> _Reversed | None:
        """The patterns of its reversal, made when they are first asked for."""
        reversal = self._brief.phrases.reversals.get(verb)
        if reversal is not None and verb not in self._reversed:
            names = self._names.pattern
            self._reversed[verb] = _Reversed(reversal, self._filled, self._doer, names)
        return self._reversed.get(verb)

    def _reverses(
        self, found: re.Match[str], event: EventBrief, sentence: Sentence, paragraph: Paragraph
    ) -> bool:
        groups = found.groupdict()
        for word, person in (
            (groups.get("name"), event.actor),
            (groups.get("other"), event.target),
        ):
            meant = person if word is None else self._meant(word, paragraph)
            if meant != person:
                return False
        return _is_flat(sentence, found)

    def _meant(self, word: str, paragraph: Paragraph) -> str:
        return self._brief.meant(self._names, word, paragraph.events)

    def _by_silence(
        self, patterns: _Reversed, event: EventBrief, sentence: Sentence, paragraph: Paragraph
    ) -> bool:
        """Whether the doer does nothing of the kind, and no other words of the paragraph show that
        it was done.
        """
        found = patterns.perhaps.search(sentence.text)
        if not found or not self._reverses(found, event, sentence, paragraph):
            return False
        rest = straightened(paragraph.text).replace(found[0], " ", 1)
        return not (SPEECH.search(rest) or patterns.shown.search(rest))

    def _swaps(self, event: EventBrief, told: tuple[Sentence, ...]) -> Iterator[Fault]:
        """Whether somebody else is said to have done it, who did no such thing in the chapter."""
        if event.target not in self._brief.people:
            return
        patterns = [(verbs, pattern) for verbs, pattern in self._swapped if event.verb in verbs]
        for sentence in told if patterns else ():
            for verbs, pattern in patterns:
                found = pattern.search(sentence.text)
                if found and not sentence.recalled and self._swaps_them(found, event, verbs):
                    reason = f"somebody else did it ({event.verb})"
                    yield Fault("wrong-outcome", reason, sentence.text[:120])

    def _swaps_them(self, found: re.Match[str], event: EventBrief, verbs: Collection[str]) -> bool:
        """Whether it is stated that the other did it, or that whoever did it did not."""
        if not _is_assertion(found.string[: found.start()]):
            return False
        who = self._brief.meant(self._names, found["other"], (event.id,))
        if found["not"]:
            return who == event.actor
        acts = self._brief.events_of(self._brief.may)
        done = any(act.actor == who and act.verb in verbs for act in acts)
        return who == event.target and not done


class _Worded:
    """An act's patterns, for one cast."""

    def __init__(self, act: Act, patterns: tuple[str, str, str, str]) -> None:
        self.act = act
        self.core, self.told, self.anyhow = (re.compile(pattern) for pattern in patterns[:3])
        self.said = re.compile(patterns[3], re.I)

    @classmethod
    def of(cls, act: Act, filled: Callable[[str], str], doer: str) -> _Worded:
        """With the names of a cast, or a pronoun, before the act."""
        told = filled(act.told)
        return cls(act, (told, rf"{doer}(?P<act>{told})", filled(act.anyhow), filled(act.said)))


class _Reversed:
    """A reversal's patterns, for one cast."""

    def __init__(
        self, reversal: Reversal, filled: Callable[[str], str], doer: str, names: str
    ) -> None:
        """With the names of a cast, or a pronoun, for the doer and the other."""
        somebody = rf"{names}|\b[Hh]e\b|\b[Ss]he\b|\bhim\b|\bher\b"

        def made(pattern: str) -> re.Pattern[str]:
            named = pattern.replace("DOER", f"(?P<name>{somebody})", 1).replace(
                "OTHER", f"(?P<other>{somebody})", 1
            )
            return re.compile(filled(named))

        self._whole = tuple(made(pattern) for pattern in (doer + reversal.flatly, *reversal.anyhow))
        self.perhaps = made(doer + reversal.perhaps)
        self.said = re.compile(filled(reversal.said), re.I)
        self.shown = re.compile(reversal.shown, re.I)

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Wherever the words say the contrary, whoever they say it of."""
        for pattern in self._whole:
            yield from pattern.finditer(text)


def _any_of_things(names: Iterable[str]) -> str:
    """A pattern for any of these things, by the last word of its name."""
    things = sorted({re.escape(name.split()[-1]) for name in names})
    return f"(?:{'|'.join(things) or '(?!)'})"


def _is_of_another_time(sentence: Sentence) -> bool:
    """Whether it tells of what was before, or asks."""
    bare = RELATIVE_CLAUSE.sub("", sentence.text)
    return sentence.goes_on or sentence.text.endswith("?") or bool(RECOLLECTING.search(bare))


def _is_assertion(text: str) -> bool:
    return not (HAD.search(RELATIVE_CLAUSE.sub("", text)) or DOUBT.search(text) or is_negated(text))


def _is_unsure(said: str) -> bool:
    return bool(UNSURE.search(said.split(".", maxsplit=1)[0]))


def _is_flat(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the reversal is stated as such, and not undone, doubted or of another time."""
    before = CONCEDED.sub("", sentence.text[: found.start()])
    if UNDONE_BEFORE.search(before) or RECOLLECTING.search(before):
        return False
    return not UNDONE.search(sentence.text[found.start() : found.end() + 12])


__all__ = ["ClaimChecks"]
