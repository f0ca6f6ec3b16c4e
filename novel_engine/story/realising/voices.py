"""Voices that can be told apart: a finished speech, coloured by how its speaker talks.

An oath stands before something said in heat, a hedge beside a plain statement, and whoever is most
formal contracts nothing. Each is put only where the sentence is sure to bear it, and seldom: what
everybody notices is soon a tic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from novel_engine.story.english.text import QUOTED, SAID
from novel_engine.story.givens import draws
from novel_engine.story.givens.people import Voice
from novel_engine.story.givens.verbs import Mark
from novel_engine.story.realising.referring_expressions import Said
from novel_engine.story.realising.taste import (
    ACCUSING_WORDS,
    FEWEST_WORDS,
    HEATED_WORDS,
    MOST_FORMAL,
    MOST_WORDS,
    PHRASE_MOST,
    PHRASE_REST,
    PHRASE_REST_FROM_ITSELF,
)
from novel_engine.values import dataclass

HEATED = frozenset(("refused", "complication"))
COOL = frozenset("go_quiet feed flatter confide plead stonewall".split())
ECHOED = 5
"""Letters: a word of a hedge of so many and more is not put where the sentence has it already."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reader has heard of phrases: how often each, how many speeches ago the last was."""

    speeches: int = 0
    last: int = -PHRASE_REST
    phrases: tuple[str, ...] = ()

    def bears(self, phrase: str) -> bool:
        """Whether the phrase can be heard again; the last that was heard must rest the longer."""
        rest = PHRASE_REST_FROM_ITSELF if self.phrases[-1:] == (phrase,) else PHRASE_REST
        return self.speeches - self.last >= rest and self.phrases.count(phrase) < PHRASE_MOST

    def after(self, phrase: str) -> Heard:
        """After one more speech, with this phrase in it, or none."""
        if not phrase:
            return replace(self, speeches=self.speeches + 1)
        return Heard(self.speeches + 1, self.speeches, (*self.phrases, phrase))


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who speaks, in what beat and by what tactic; `marks` are the verb's whose act it is."""

    voice: Voice
    tells: str
    tactic: str = ""
    marks: frozenset[Mark] = frozenset()
    swears: bool = True


@dataclass(frozen=True, slots=True)
class Edit:
    """Words to stand in the place of what is from `start` to before `end`."""

    start: int
    end: int
    words: str


def voiced(said: Said, occasion: Occasion, heard: Heard, rng: Random) -> tuple[Said, Heard]:
    """The speech as this person would say it, and what has been heard after it. What is outside
    speech is untouched.
    """
    if occasion.voice.formality >= MOST_FORMAL:
        said = edited(said, tuple(_in_full(said.words)))
    words = said.words.lower()
    found = [p for p in _phrases(occasion) if heard.bears(p) and p.lower() not in words]
    start = draws.below(rng, len(found)) if found else 0
    put = _way_to_put(occasion)
    for phrase in (*found[start:], *found[:start]):
        if edit := put(said.words, phrase):
            return edited(said, (edit,)), heard.after(phrase)
    return said, heard.after("")


def _way_to_put(occasion: Occasion) -> Callable[[str, str], Edit | None]:
    """How a phrase of theirs goes into a speech: as an oath, or as a hedge."""
    if "charges" in occasion.marks:
        return partial(_sworn, fewest=ACCUSING_WORDS)
    return partial(_sworn, fewest=HEATED_WORDS) if _is_heated(occasion) else _hedged


def _is_heated(occasion: Occasion) -> bool:
    """Whether one might swear at it; the rough do so at being asked at all."""
    marks = occasion.marks
    return (
        occasion.tells in HEATED
        or "heats" in marks
        or (occasion.voice.formality < 0 and "rankles" in marks)
    )


def _phrases(occasion: Occasion) -> Sequence[str]:
    if _is_heated(occasion) and occasion.tactic not in COOL:
        return occasion.voice.oaths if occasion.swears else ()
    hedges = occasion.voice.hedges if "asserts" in occasion.marks else ()
    return [
        h
        for h in hedges
        if "wavers" in occasion.marks or not (_kind(h) == "tag" or DOUBTS.match(h))
    ]


def edited(said: Said, edits: Sequence[Edit]) -> Said:
    """The words with the edits made, which follow one another, and the mentions moved with them."""
    for edit in sorted(edits, key=lambda e: -e.start):
        by = len(edit.words) - (edit.end - edit.start)
        words = said.words[: edit.start] + edit.words + said.words[edit.end :]
        said = Said(words, tuple(m.moved(by) if m.start >= edit.end else m for m in said.mentions))
    return said


# An oath leads a heated speech in.

# Those words that are capitals only because a sentence begins with them.
SMALL_OPENERS = frozenset(
    """a all and any anybody anyone anything as at but by do every everybody everything for from had
    have he her here his how if in is it its it's let my no nobody not nothing now of on one or our
    out perhaps she so some somebody someone something that that's the their them then there there's
    these they they're this those to was we we're we've were what what's when where which who
    whoever why with you you'd you'll you're you've your""".split()
)
OF_ITSELF = frozenset("i i'm i'd i'll i've i'd".split())
INTERJECTED = re.compile(
    r"(?:oh|ah|god|lord|well|no|yes|now|look|listen|please|sorry|good|thank|hell|for|by)\b", re.I
)
OF_SWEARING = ("by ", "for ", "in ", "upon ", "on ")


def _sworn(text: str, oath: str, fewest: int) -> Edit | None:
    """The oath before the first words of the speech; None where that speech would not bear it."""
    speech = QUOTED.search(text)
    first = SAID.match(speech[1]) if speech else None
    if speech is None or INTERJECTED.match(speech[1]) or not speech[1][:1].isupper():
        return None
    opening = first[0] if first else speech[1]
    if len(opening.split()) < fewest:
        return None
    at = speech.start(1)
    if oath.lower().startswith(OF_SWEARING) and (small := _uncapitalised(opening)):
        return Edit(at, at + 1, f"{_capitalised(oath)}, {small[0]}")
    return Edit(at, at, f"{_capitalised(oath)}. ")


# A hedge stands beside a plain statement.

ABOUT_THINGS = frozenset(
    "it it's that that's the there there's they they're this these those".split()
)
STATES = ABOUT_THINGS | frozenset(
    """we we're we've i i'm i've i'd i'll he she
    nobody nothing somebody something everybody everything""".split()
)
OPINION = re.compile(
    r"\b(?:say|think|thought|suppose|believe|expect|reckon|imagine|fancy|guess|dare say)\Z", re.I
)
FRONTED = re.compile(
    r"(?:that|this|these|those) (?!(?:is|was|are|were|has|had|will|would)\b)", re.I
)
EXPLAINS = frozenset(("I mean", "that is"))  # and there is nothing yet to explain
DOUBTS = re.compile(r"(?:on the whole|so far as\b.*)\Z", re.I)
TAGGED_AMISS = re.compile(r",|n't\b|\b(?:not|never|no|nobody|nothing|none|I|me|my|mine)\b")
FINITE = re.compile(
    r"\b(?:is|was|are|were|has|had|have|will|would|could|can|did|do|does|went|came|took|got|lay"
    r"|stood|saw|made|\w{3,}ed)\b|'(?:s|re|ve|d|ll|m) |n't\b|\A(?:I|We|They|He|She|It) [a-z]+ "
)
HEDGED_ALREADY = re.compile(
    r"\b(?:think|say|suppose|believe|expect|wonder|mean|know|perhaps|maybe|as like as|sort of"
    r"|afraid|sorry|please|if)\b|[:;]",
    re.I,
)
LEADING_HEDGE = re.compile(
    r"(?:if I may|forgive me|believe me|mind you|I mean|on the whole|to be (?:honest|fair)"
    r"|(?:as God|between|so far as)\b.*)\Z",
    re.I,
)
FOLLOWS = re.compile(
    r"(?:maybe|perhaps|as like as not|so to speak|in a manner of speaking|sort of|in a way)\Z", re.I
)


def _hedged(text: str, hedge: str) -> Edit | None:
    """The hedge before or after the first sentence that is a plain statement; None where there is
    no place for it.
    """
    for start, sentence in _sentences(text):
        if not _is_plain(sentence) or _echoes(hedge, sentence):
            continue
        begins, ends = text[start - 1] == '"', text[start + len(sentence)] == '"'
        if (begins and hedge in EXPLAINS) or (not ends and _kind(hedge) == "aside"):
            continue
        if edit := _beside(sentence, start, hedge):
            return edit
    return None


def _is_plain(sentence: str) -> bool:
    """Whether it states something, at no great length, and hedges nothing yet."""
    words = sentence.split()
    return (
        words[0].lower() in STATES
        and FEWEST_WORDS <= len(words) <= MOST_WORDS
        and FINITE.search(sentence) is not None
        and not HEDGED_ALREADY.search(sentence)
        and not FRONTED.match(sentence)
    )


def _echoes(hedge: str, sentence: str) -> bool:
    """Whether a word that matters would be heard twice."""
    return any(len(word) >= ECHOED and word in sentence.lower() for word in hedge.lower().split())


def _beside(sentence: str, start: int, hedge: str) -> Edit | None:
    """Where this hedge can stand beside this sentence."""
    kind, stop = _kind(hedge), start + len(sentence) - 1
    if kind == "tag" and _bears_tag(sentence):
        return Edit(stop, stop, f", {hedge}")
    if kind == "aside" and _is_about_things(sentence):
        return Edit(stop + 1, stop + 1, f" {_capitalised(hedge)}.")
    small = _uncapitalised(sentence)
    if small and (kind == "that" or (kind == "lead" and _runs_on(sentence))):
        comma = "," if kind == "lead" else ""
        return Edit(start, start + 1, f"{_capitalised(hedge)}{comma} {small[0]}")
    return None


def _is_about_things(sentence: str) -> bool:
    return sentence.split(maxsplit=1)[0].lower() in ABOUT_THINGS


def _bears_tag(sentence: str) -> bool:
    """Whether words at its end would be taken to go with the whole of it."""
    long = len(sentence.split()) > FEWEST_WORDS
    return _is_about_things(sentence) and long and not TAGGED_AMISS.search(sentence)


def _runs_on(sentence: str) -> bool:
    """Whether the sentence does not halt so early that words before it would make it stumble."""
    return len(sentence.partition(",")[0].split()) >= FEWEST_WORDS


def _kind(hedge: str) -> str:
    """How the phrase goes with a sentence: it leads it in, tags on to it, or stands after it; ''
    where that is unsure.
    """
    if hedge.lower().endswith(" that"):
        return "that"
    if LEADING_HEDGE.match(hedge):
        return "lead"
    if FOLLOWS.match(hedge) or (hedge.startswith("I") and OPINION.search(hedge)):
        return "tag"
    return "aside" if hedge.startswith(("I could be ", "I may be ", "I say ")) else ""


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of the speech that end in a full stop, and where each begins."""
    for speech in QUOTED.finditer(text):
        for found in SAID.finditer(speech[1]):
            words = found[0].lstrip()
            begins = found.end() - len(words)
            if words.endswith(".") and words[:1].isupper():
                yield speech.start(1) + begins, words


def _uncapitalised(text: str) -> str:
    """The text with a small letter first, or as it is where the first word keeps its capital; ''
    where that is unsure.
    """
    first = text.split(maxsplit=1)[0].strip(",.").lower()
    if first in OF_ITSELF:
        return text
    return text[:1].lower() + text[1:] if first in SMALL_OPENERS else ""


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


# Whoever is most formal says every word whole.

BEFORE_A_COMPLEMENT = (
    "a|an|the|not|no|nothing|only|my|your|our|too|very|all|what|how|why|where"
    "|who|quite|for|in|on|at|one|awake|asleep"
)
WISHED = "have be want know wait say think like need give start go ask".split()
SPELT_OUT = {
    "won't": "will not",
    "can't": "cannot",
    "shan't": "shall not",
    "I'm": "I am",
    "I'll": "I shall",
    "we'll": "we shall",
    **{
        f"{verb}n't": f"{verb} not"
        for verb in "do does did is are was were has have had would could should must need".split()
    },
    "I'd better": "I had better",
    "you'd better": "you had better",
    **{
        f"{person}'d {verb}": f"{person} would {verb}"
        for person in ("I", "you", "it", "they", "we")
        for verb in WISHED
    },
    **{f"{person}'re": f"{person} are" for person in ("you", "we", "they")},
    **{f"{person}'ve": f"{person} have" for person in ("I", "you", "we", "they")},
    **{
        f"{person}'ll": f"{person} will"
        for person in ("you", "he", "she", "it", "they", "that", "there")
    },
}
# Before whom a verb and its `not` stand in a question, where they cannot be parted.
INVERTED = r"(?! (?:I|you|he|she|it|we|they|that|there|one|any\w+|some\w+|every\w+|no\w+)\b)"
NEGATED = "|".join(key for key in SPELT_OUT if key.endswith("n't"))
ASSERTED = "|".join(key for key in SPELT_OUT if not key.endswith("n't"))
CONTRACTION = re.compile(rf"\b(?:{NEGATED})\b{INVERTED}|\b(?:{ASSERTED})\b", re.I)
PARTICIPLE = r"(?:been|had|got|gone|come|become|\w{3,}ed)\b"
SOMETHING_S = r"\b(it|that|there|he|she|what|who|here|where)'s "
BETWEEN = "(?:never |always |all |only |just )?"
HAS = re.compile(rf"{SOMETHING_S}(?={BETWEEN}{PARTICIPLE})", re.I)
IS = re.compile(rf"{SOMETHING_S}(?=(?:{BEFORE_A_COMPLEMENT})\b(?! {PARTICIPLE}))", re.I)


def _in_full(text: str) -> Iterator[Edit]:
    """Every contraction of which it is sure what was contracted, said whole."""
    for speech in QUOTED.finditer(text):
        for edit in (*_contractions(speech[1]), *_has_or_is(speech[1])):
            yield replace(edit, start=speech.start(1) + edit.start, end=speech.start(1) + edit.end)


def _contractions(speech: str) -> Iterator[Edit]:
    for found in CONTRACTION.finditer(speech):
        yield Edit(found.start(), found.end(), _spelt_out(found[0]))


def _has_or_is(speech: str) -> Iterator[Edit]:
    """Every `'s` of which it is sure that it is one of the two."""
    for pattern, verb in ((HAS, " has"), (IS, " is")):
        for found in pattern.finditer(speech):
            yield Edit(found.end(1), found.end(1) + len("'s"), verb)


def _spelt_out(contraction: str) -> str:
    """The contraction in full, with a capital where it had one."""
    whole = next(v for k, v in SPELT_OUT.items() if k.lower() == contraction.lower())
    return whole if contraction[0].islower() else _capitalised(whole)
