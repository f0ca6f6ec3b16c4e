"""Whether the strong acts that a paragraph states happened, and whether those that happened are
told as they did.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.english.text import SPEECH, straightened
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
    (
        r"\b(?:story|joke|pretend\w*|play\w*|as if|as though|like|in (?:jest|his sleep|her sleep)"
        r"|game|cards)\b"
    ),
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
CONCEDED = re.compile(r"\A(?:Whatever|Whoever|Though|Although|For all)\b[^,]*,")


class ClaimChecks:
    """The checks of one chapter's paragraphs against what was done, in its focalizer's sight."""

    def __init__(self, brief: ChapterBrief, names: Names) -> None:
        self._brief = brief
        self._names = names
        self._scenes = frozenset(scene.number for scene in brief.scenes_of(brief.may))
        self._complicated = any(
            e.tag == "complicated" and e.scene in self._scenes for e in brief.events.values()
        )
        self._last = max(brief.may, default=0)
        self._about = {claim.fact: claim.subject for claim in brief.claims}
        items = (
            "|".join(sorted({re.escape(name.split()[-1]) for name in brief.items.values()}))
            or "(?!)"
        )
        self._items = f"(?:{items})"
        who = rf"(?P<name>{names.pattern}|\b[Hh]e\b|\b[Ss]he\b)"
        self._doer = rf"{who}{MORE}{ADVERB}\s"
        self._acts = [_Worded.of(act, self._filled, self._doer) for act in brief.phrases.acts]
        other = rf"(?P<other>{names.pattern}|\b[Hh]e\b|\b[Ss]he\b)"
        self._swapped = [
            (verbs, re.compile(rf"\b[Ii]t was (?P<not>not )?{other} who (?:{told})\b"))
            for verbs, told in brief.phrases.swaps
        ]
        self._reversed: dict[str, _Reversed] = {}

    def faults(self, paragraph: Paragraph) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph."""
        told = narrated_sentences(paragraph.text)
        for act in self._acts:
            for who, sentence in self._stated(act, paragraph, told):
                if not self._is_borne_out(act.act, who, sentence):
                    yield Fault(
                        "wrong-outcome",
                        f"it tells an act that did not happen ({act.act.name})",
                        sentence[:120],
                    )
        for event in (self._brief.events[e] for e in paragraph.events if e in self._brief.events):
            yield from self._reversals(event, paragraph, told)
            yield from self._swaps(event, told)

    def _filled(self, pattern: str) -> str:
        return pattern.replace("NAME", f"(?:{self._names.pattern})").replace("ITEM", self._items)

    # Acts that nobody did.

    def _stated(
        self, act: _Worded, paragraph: Paragraph, told: tuple[Sentence, ...]
    ) -> Iterator[tuple[str, str]]:
        for sentence in told:
            text = sentence.text
            if (
                sentence.goes_on
                or RECOLLECTING.search(RELATIVE_CLAUSE.sub("", text))
                or text.endswith("?")
            ):
                continue
            for found in act.told.finditer(text) if act.core.search(text) else ():
                who = self._brief.meant(self._names, found["name"], paragraph.events)
                if (
                    who
                    and _is_assertion(text[: found.start("act")])
                    and not DENIAL.search(text[: found.end()])
                ):
                    yield who, text
            for found in act.anyhow.finditer(text):
                if _is_assertion(text[: found.start()]) and not DENIAL.search(text):
                    yield "", text
        for said in speeches(paragraph.text):
            by = paragraph.speaker or self._tagged(told)
            if by and act.said.search(said) and not _is_unsure(said):
                yield by, said

    def _is_borne_out(self, act: Act, who: str, text: str) -> bool:
        """Whether it was done in the chapter's scenes; or before, in words that look back."""
        if act.befalls and self._complicated:
            return True
        back = bool(LOOKING_BACK.search(text))
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
                said = r"(?:said|asked|told|cried|answered|repeated|shouted|whispered)"
                if re.search(rf'""\s{said}\s\Z', before) or (
                    re.match(rf"\s{said}\b", after) and '""' in before
                ):
                    return who
        return ""

    # Acts that are told the other way about.

    def _reversals(
        self, event: EventBrief, paragraph: Paragraph, told: tuple[Sentence, ...]
    ) -> Iterator[Fault]:
        if event.verb not in self._brief.phrases.reversals:
            return
        if event.verb not in self._reversed:
            self._reversed[event.verb] = _Reversed(
                self._brief.phrases.reversals[event.verb],
                self._filled,
                self._doer,
                self._names.pattern,
            )
        patterns = self._reversed[event.verb]
        reason = f"what happened is told the other way about ({event.verb})"
        for sentence in told:
            if any(
                self._reverses(found, event, sentence, paragraph)
                for found in patterns.found(sentence.text)
            ) or self._by_silence(patterns, event, sentence, paragraph):
                yield Fault("wrong-outcome", reason, sentence.text[:120])
        for said in speeches(paragraph.text):
            if (paragraph.speaker or self._tagged(told)) == event.actor and patterns.said.search(
                said
            ):
                yield Fault("wrong-outcome", reason, said[:120])

    def _reverses(
        self, found: re.Match[str], event: EventBrief, sentence: Sentence, paragraph: Paragraph
    ) -> bool:
        groups = found.groupdict()
        doer, other = groups.get("name"), groups.get("other")
        return (
            (doer is None or self._brief.meant(self._names, doer, paragraph.events) == event.actor)
            and (
                other is None
                or self._brief.meant(self._names, other, paragraph.events) == event.target
            )
            and _is_flat(sentence, found)
        )

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
        """Whether somebody else is said to have done it, who did nothing of the kind in the whole
        chapter.
        """
        if event.target not in self._brief.people:
            return
        for sentence in told:
            for verbs, pattern in self._swapped:
                found = pattern.search(sentence.text) if event.verb in verbs else None
                if (
                    not found
                    or sentence.recalled
                    or not _is_assertion(sentence.text[: found.start()])
                ):
                    continue
                who = self._brief.meant(self._names, found["other"], (event.id,))
                wrong = event.actor if found["not"] else event.target
                done = any(
                    self._brief.events[e].actor == who and self._brief.events[e].verb in verbs
                    for e in self._brief.may
                )
                if who == wrong and (found["not"] or not done):
                    yield Fault(
                        "wrong-outcome", f"somebody else did it ({event.verb})", sentence.text[:120]
                    )


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


def _is_assertion(text: str) -> bool:
    return not (HAD.search(RELATIVE_CLAUSE.sub("", text)) or DOUBT.search(text) or is_negated(text))


def _is_unsure(said: str) -> bool:
    return bool(
        re.search(
            r"\b(?:if|not|never|think|dare say|hop(?:e|ed|ing)|perhaps|maybe|wish|suppose you|would"
            r"|who says|did you)\b|n't\b|\?",
            said.split(".", maxsplit=1)[0],
            re.I,
        )
    )


def _is_flat(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the reversal is stated as such, and not undone, doubted or of another time."""
    before = CONCEDED.sub("", sentence.text[: found.start()])
    if re.search(
        r"\b(?:if|had|not that|thought|afraid|wondered|as though|as if|expected|before|until)\b",
        before,
        re.I,
    ):
        return False
    after = sentence.text[found.start() : found.end() + 12]
    return not re.search(
        r"\bhad (?:not|never)|hadn't\b|\bbut\b", after
    ) and not RECOLLECTING.search(before)


__all__ = ["ClaimChecks"]
