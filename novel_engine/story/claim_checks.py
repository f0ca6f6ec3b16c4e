"""Whether the strong acts that a paragraph states happened, and whether those that happened are told as they did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from novel_engine.story.chapter_briefs import ChapterBrief
from novel_engine.story.consulting import Fault
from novel_engine.story.passages import DOUBT, MEMORY, Names, Sentence, is_negated, sentences, speeches
from novel_engine.story.telling import Paragraph


@dataclass(frozen=True, slots=True)
class Act:
    """A strong act: how narration states it after its doer's name, how its doer says it, and the verbs that bear it out."""

    name: str
    told: str
    said: str
    borne_out: frozenset[str]


NAME = "NAME"  # stands for anybody's name, or a pronoun that is somebody's, in the patterns below
WHOM = rf"(?:{NAME}|him|them|her(?=[.,;:!?]|\Z|\s(?:across|on|in|over|hard|with|and|again|twice|down|for|to|that)\b))"
ACTS = (
    Act(
        "confess",
        r"(?:confessed(?! to (?:a|an|some)\b)|admitted (?:it|everything|all|what|that|to)|owned up"
        r"|owned to it|made a clean breast"
        r"|came clean|broke down and (?:told|said)|told (?:him|her|them) everything)",
        r"(?:\bit was me\b|\bI did it\b|\bI (?:confess|must own up|admit it)\b|\bI'm the one who did\b|\bI'm guilty\b)",
        frozenset("confess answer_part answer_true tell".split()),
    ),
    Act(
        "forgive",
        rf"(?:forgave {WHOM}|told {WHOM} (?:that )?(?:it was|all was) forgiven)",
        r"(?:\bI forgive you\b|\byou're forgiven\b|\byou are forgiven\b|\bI must forgive you\b"
        r"|\bI suppose I forgive\b)",
        frozenset(("forgive",)),
    ),
    Act(
        "strike",
        rf"(?:(?:slapped|punched|kicked|struck|hit|beat|stabbed|shot|throttled|shoved"
        rf"|struck out at|hurled (?:himself|herself) at) {WHOM}(?!'s"
        rf"| with (?:a|the) (?:look|word|question))"
        rf"|(?:hit|struck|slapped) {WHOM}|knocked {WHOM} (?:down|over))",
        r"(?!)",
        frozenset(("strike",)),
    ),
    Act(
        "die",
        r"(?:died\b(?! (?:down|away|out))|was dead\b(?! (?:tired|sure|right|set|certain))|lay dead"
        r"|killed (?:NAME|him|her|them|himself|herself)\b"
        r"|murdered NAME|fell dead|dropped dead|strangled)",
        r"(?!)",
        frozenset(),
    ),
    Act("kiss", rf"(?:kissed {WHOM}|married {WHOM}|proposed to {WHOM}|made love)", r"(?!)", frozenset()),
    Act(
        "accuse",
        rf"(?:accused {WHOM}|called {WHOM} (?:a )?(?:thief|liar|murderer))",
        r"(?:\bI accuse you\b)",
        frozenset(("accuse", "press", "test")),
    ),
    Act(
        "apologise",
        rf"(?:apologi[sz]ed (?:to|for)|begged {WHOM}'s (?:pardon|forgiveness)|begged (?:his|her"
        rf"|their) (?:pardon|forgiveness)"
        rf"|asked {WHOM} to forgive)",
        r"(?:\bI apologi[sz]e\b|\bforgive me, NAME\b|\bplease forgive me\b)",
        frozenset(("apologise", "confess")),
    ),
    Act(
        "leave",
        r"(?:left (?:the )?(?:station|house|place|valley|mountain|hut|village) for good|left for good"
        r"|left for ever|left forever"
        r"|was gone for good|set (?:out|off) (?:down the (?:mountain|road|pass)|for the (?:valley"
        r"|coast)) (?:alone|for good))",
        r"(?!)",
        frozenset(("leave_for_good",)),
    ),
    Act(
        "destroy",
        r"(?:(?:threw|tossed|flung|dropped|thrust|put|pushed|fed) the (?:\w+ )?ITEM (?:in|into|on"
        r"|to) the (?:stove|fire|flames|grate)"
        r"|burn(?:t|ed) the (?:\w+ )?ITEM\b|(?:smashed|crushed|ground) the (?:\w+ )?ITEM\b)",
        r"(?!)",
        frozenset(("destroy",)),
    ),
    Act(
        "break_with",
        rf"(?:broke with {WHOM}|disowned {WHOM}|swore never to speak to {WHOM})",
        r"(?:\bwe are finished\b|\bwe're finished\b|\bI never want to see you again\b)",
        frozenset(("break_with",)),
    ),
)
FLIPS: Mapping[str, tuple[str, str]] = {
    "confess": (
        r"(?:denied (?:it|everything|all|having|that)|(?:never|did not|didn't|would not|wouldn't"
        r"|refused to) (?:admit\w*|confess\w*|own\w*)"
        r"|admitted nothing|insisted that (?:he|she|they) had not|protested (?:his|her|their) innocence)",
        r"(?:\bI did(?:n't| not) do it\b|\bit was(?:n't| not) me\b|\bI never touched\b|\bI know nothing about\b)",
    ),
    "forgive": (
        r"(?:(?:could|did|would) (?:not|never) forgive|(?:couldn't|didn't|wouldn't) forgive"
        r"|refused to forgive|never forgave)",
        r"(?:\bI(?:'ll| will| shall| can| could) (?:never|not) forgive\b|\bI (?:can't|cannot"
        r"|won't) forgive\b|\bI'll never forgive\b)",
    ),
    **dict.fromkeys(
        ("ask", "press", "test"),
        (
            r"(?:(?:did not|didn't|never) (?:ask|press|question|put)\b|asked (?:nothing|no questions?)|let it drop"
            r"|decided not to ask|thought better of asking)",
            r"(?!)",
        ),
    ),
    **dict.fromkeys(
        ("tell", "warn", "betray"),
        (
            r"(?:(?:did not|didn't|never) (?:tell|mention|breathe|warn)\b|said nothing (?:of|about|to)|told (?:nobody|no one)"
            r"|kept (?:it|the news|that) (?:to|from)|decided not to (?:tell|say))",
            r"(?!)",
        ),
    ),
    **dict.fromkeys(
        ("show", "give"),
        (
            r"(?:(?:did not|didn't|never|refused to|would not) (?:show|give|hand|part with)\b|kept the (?:\w+ )?ITEM"
            r"|hid the (?:\w+ )?ITEM)",
            r"(?!)",
        ),
    ),
    **dict.fromkeys(
        ("comfort", "tend", "offer"),
        (
            r"(?:turned (?:away from|(?:his|her|their) back on) NAME"
            r"|(?:did not|didn't|refused to|would not) (?:comfort|help|offer)\b"
            r"|offered (?:nothing|no (?:help|comfort)))",
            r"(?!)",
        ),
    ),
    **dict.fromkeys(
        ("lie", "deflect", "plead_ignorance", "keep_silent"),
        (
            r"(?:told (?:NAME|him|her|them) (?:the (?:whole )?truth|everything|all of it)|answered (?:truthfully|honestly)"
            r"|confessed\b|admitted (?:it|everything|that (?:he|she|they) had)|owned up)",
            r"(?:\bI did it\b|\bit was me\b|\bI'll tell you (?:the truth|everything)\b)",
        ),
    ),
    **dict.fromkeys(
        ("answer_true", "answer_part"),
        (
            r"(?:refused to (?:answer|say|tell)|(?:would not|wouldn't|did not|didn't|never) (?:answer\b|reply\b|say a word)"
            r"|gave no (?:answer|reply)|lied to (?:NAME|him|her|them))",
            r"(?:\bI won't (?:tell|say)\b|\bI've nothing to say\b)",
        ),
    ),
    "break_with": (
        r"(?:forgave (?:NAME|him|her|them)|made (?:it up|peace) with|embraced (?:NAME|him|her)|took (?:NAME|him|her) back)",
        r"(?:\bI forgive you\b|\bwe're friends\b)",
    ),
    "walk_out": (
        r"(?:stayed (?:where|in (?:his|her|their) (?:chair|seat))|sat down again|(?:did not|didn't) (?:leave|walk out|go)\b)",
        r"(?!)",
    ),
    "promise": (
        r"(?:refused to (?:promise|give (?:his|her|their) word)|(?:would not|wouldn't|did not"
        r"|didn't) promise|promised nothing"
        r"|made no promise)",
        r"(?:\bI (?:can't|cannot|won't|will not) promise\b|\bno promises\b)",
    ),
    "accuse": (
        r"(?:did not accuse|didn't accuse|accused nobody|made no accusation)",
        r"(?:\bI'm not accusing (?:you|anyone|anybody)\b)",
    ),
    "leave_for_good": (
        r"(?:stayed\b(?! (?:on her|on his|behind her)| (?:long|where|a (?:moment|minute)))|turned back"
        r"|changed (?:his|her|their) mind|unpacked"
        r"|put down (?:his|her|their) bag|decided to stay|followed NAME back)",
        r"(?:\bI(?:'ll| will| shall) stay\b|\bI'm staying\b|\bI am staying\b)",
    ),
    "apologise": (
        r"(?:refused to apologi[sz]e|(?:would not|wouldn't|did not|didn't) apologi[sz]e|was not sorry)",
        r"(?:\bI(?:'m| am) not sorry\b(?! about| for| to))",
    ),
    "deny": (
        r"(?:confessed|admitted (?:it|everything)|owned up)",
        r"(?:\bI did it\b|\bit was me\b|\byes, I did\b)",
    ),
}
STATEMENTS = ("answer_true", "tell")
NOT_SO = re.compile(
    r"\b(?:story|joke|pretend\w*|play\w*|as if|as though|like|in (?:jest|his sleep|her sleep)|game|cards)\b", re.I
)


class ClaimChecks:
    """The checks of one chapter's paragraphs against what was done, in its focalizer's sight."""

    def __init__(self, brief: ChapterBrief, names: Names) -> None:
        self._brief = brief
        self._names = names
        items = "|".join(sorted({re.escape(name.split()[-1]) for name in brief.items.values()})) or "(?!)"
        who = rf"(?P<name>{names.pattern}|\b[Hh]e\b|\b[Ss]he\b)"
        adverb = (
            r"(?:\s(?:\w+ly|then|now|just|at last|finally|broke down(?: then)? and|"
            r"(?:leaned|leant|bent|reached|picked) [^,.;]{2,40} and))?"
        )
        more = r"(?:,[^,.;]{2,50},|,? and|[^.;]{2,60}?,? and(?: then)?)?"

        def filled(pattern: str) -> str:
            return pattern.replace("NAME", f"(?:{names.pattern})").replace("ITEM", f"(?:{items})")

        self._told = {act.name: re.compile(rf"{who}{more}{adverb}\s{filled(act.told)}") for act in ACTS}
        self._said = {act.name: re.compile(filled(act.said), re.I) for act in ACTS}
        self._flipped = {verb: re.compile(rf"{who}{more}{adverb}\s{filled(told)}") for verb, (told, _) in FLIPS.items()}
        self._unsaid = {verb: re.compile(filled(said), re.I) for verb, (_, said) in FLIPS.items()}

    def faults(self, paragraph: Paragraph) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph."""
        told = sentences(paragraph.text)
        for act in ACTS:
            for who, words in self._stated(act, paragraph, told):
                if not self._is_borne_out(act, who):
                    yield Fault("wrong-outcome", f"it tells an act that did not happen ({act.name})", words[:120])
        yield from self._flips(paragraph, told)

    def _stated(self, act: Act, paragraph: Paragraph, told: tuple[Sentence, ...]) -> Iterator[tuple[str, str]]:
        for sentence in told:
            if sentence.recalled or sentence.text.endswith("?"):
                continue
            for found in self._told[act.name].finditer(sentence.text):
                if not _is_assertion(sentence.text[: found.end()]):
                    continue
                if who := self._brief.meant(self._names, found["name"], paragraph.events):
                    yield who, sentence.text
        for said in speeches(paragraph.text):
            if paragraph.speaker and self._said[act.name].search(said) and not _is_unsure(said):
                yield paragraph.speaker, said

    def _is_borne_out(self, act: Act, who: str) -> bool:
        last = max(self._brief.may, default=0)
        about = {claim.fact: claim.subject for claim in self._brief.claims}
        return any(
            deed.event <= last
            and deed.actor == who
            and deed.verb in act.borne_out
            and (deed.verb not in STATEMENTS or about.get(deed.fact) == who)
            for deed in self._brief.deeds
        )

    def _flips(self, paragraph: Paragraph, told: tuple[Sentence, ...]) -> Iterator[Fault]:
        events = [self._brief.events[e] for e in paragraph.events if e in self._brief.events]
        for event in events:
            if event.verb not in FLIPS:
                continue
            reason = f"what happened is told the other way about ({event.verb})"
            for sentence in told:
                for found in self._flipped[event.verb].finditer(sentence.text):
                    if self._brief.meant(self._names, found["name"], paragraph.events) == event.actor and _is_flat(
                        sentence, found
                    ):
                        yield Fault("wrong-outcome", reason, sentence.text[:120])
            for said in speeches(paragraph.text):
                by = paragraph.speaker or self._tagged(paragraph)
                if by == event.actor and self._unsaid[event.verb].search(said):
                    yield Fault("wrong-outcome", reason, said[:120])

    def _tagged(self, paragraph: Paragraph) -> str:
        """Whoever a paragraph's own words say is speaking."""
        for sentence in sentences(paragraph.text):
            for found, who in self._names.found(sentence.text):
                if re.search(r'""\s(?:said|asked|told|cried|answered|repeated)\s\Z', sentence.text[: found.start()]):
                    return who
        return ""


def _is_assertion(text: str) -> bool:
    return not (DOUBT.search(text) or is_negated(text) or NOT_SO.search(text))


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
    before = sentence.text[: found.start()]
    if re.search(
        r"\b(?:if|had|not that|thought|afraid|wondered|as though|as if|expected|before|until)\b", before, re.I
    ):
        return False
    after = sentence.text[found.start() : found.end() + 12]
    return not re.search(r"\bhad (?:not|never)|hadn't\b|\bbut\b", after) and not MEMORY.search(before)


__all__ = ["ACTS", "FLIPS", "ClaimChecks"]
