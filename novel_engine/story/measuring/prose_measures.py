"""What a text measures, as text: repetition, variety of words, rhythm, dialogue, and what stories
share with each other.

Each gate is where the published human stories lie: windows of 3,000 words, of which all but two in
87 miss no more than two. They see formula, not story: to pass them proves nothing about quality,
and to fail them shows a defect.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, permutations
from statistics import fmean, median, pstdev
from typing import TypeAlias

from novel_engine.story.english.text import QUOTED, WORD, words
from novel_engine.story.english.words import LONGEST_REPEAT, PLAIN_WORDS, plain_prose, sentences
from novel_engine.values import dataclass

Measures: TypeAlias = Mapping[str, float]
Tokens: TypeAlias = Sequence[str]

WINDOW = 3000
"""Words: only so many of a text are measured, from its beginning, since most figures move with
length."""
FEWEST_SENTENCES = 10
"""Sentences: a text of fewer says nothing."""
LONGEST_RUN = 80
"""Words: longer repetitions are not told apart. A bound on work."""
SPAN = 100
"""Words: the stretch over which the moving type-token ratio is taken (MATTR, after Covington and
McFall)."""
LONG_SENTENCE, SHORT_SENTENCE = 25, 5
"""Words: from here on up a sentence is a long one, and from here on down a short one."""
SKELETON, FEWEST_OF_A_REPEAT = 6, 4
"""Words: shorter sentences are alike by chance, but for their content, and word for word."""
SHARED_RUN = 5
"""Words: runs of so many are what two texts are held to have in common."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a figure must come to; None is open. `never` marks what no story of a set may miss."""

    name: str
    about: str
    low: float | None = None
    high: float | None = None
    never: bool = False

    def holds(self, value: float) -> bool:
        """Whether the figure lies inside."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


GATES = (
    Gate("rep4", "runs of four words that come again", None, 0.035),
    Gate(
        "longest_repeat",
        "the longest run of words that comes again",
        None,
        LONGEST_REPEAT,
        never=True,
    ),
    Gate("zlib", "size when compressed: low says the same over and over", 0.38, None),
    Gate("distinct2", "pairs of words that are new", 0.77, None),
    Gate("mattr100", "different words in a hundred", 0.68, 0.80),
    Gate("skeleton_duplicates", "sentences built alike but for their content", None, 0.015),
    Gate("opener_top", "sentences that open with the commonest two words", None, 0.085),
    Gate("opener_distinct", "openings that differ", 0.69, None),
    Gate("sentence_cv", "how much the lengths of sentences vary", 0.58, None),
    Gate("long_sentences", "sentences of 25 words and more", 0.045, None),
    Gate("short_sentences", "sentences of five words and fewer", 0.10, 0.38),
    Gate("length_autocorrelation", "long after short: below zero it swings by rote", -0.06, None),
    Gate("adjacent_overlap", "sentences that share a word with the next", 0.045, 0.25),
    Gate("exact_duplicates", "sentences that come again word for word", None, 1, never=True),
    Gate("dialogue", "words that are spoken", 0.10, 0.70),
)
NEVER_MISSED = frozenset(gate.name for gate in GATES if gate.never)
OVERLAP_MEAN, OVERLAP_WORST = 0.15, 0.30
"""Share of one text's runs that another has too: of all pairs of a set on average, and of any one
pair."""
MISSES_ALLOWED = 2
"""Gates: how many one text of a set may miss; all but two in 87 windows of published
prose miss no more."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Which gate did not hold, for the whole set or one text of it, from 0; and the figure."""

    gate: str
    value: float
    text: int | None = None


def measured(text: str) -> Measures:
    """The figures of the first 3,000 words; none for a text of fewer than ten sentences."""
    body = _opening(plain_prose(text))
    tokens, said = words(body), sentences(body)
    told = [words(sentence) for sentence in said]
    if len(told) < FEWEST_SENTENCES:
        return {}
    spoken = sum(len(words(speech)) for speech in QUOTED.findall(body))
    return {
        "words": len(tokens),
        **_repetition(tokens),
        **_variety(tokens),
        **_forms(told),
        **_rhythm([len(sentence) for sentence in told]),
        "adjacent_overlap": _neighbours_alike(told),
        "exact_duplicates": _again(one.strip().lower() for one in said if _says(one)),
        "dialogue": spoken / len(tokens),
    }


def _neighbours_alike(told: Sequence[Tokens]) -> float:
    """The share of sentences that have a word of content in common with the next."""
    return fmean(bool(one & other) for one, other in pairwise(map(_content, told)))


def missed(measures: Measures) -> tuple[str, ...]:
    """The names of the gates that these figures miss."""
    return tuple(
        gate.name for gate in GATES if gate.name in measures and not gate.holds(measures[gate.name])
    )


def medians(stories: Sequence[Measures]) -> Measures:
    """Each figure's median over the texts that could be measured."""
    found = [measures for measures in stories if measures]
    return (
        {gate.name: median(measures[gate.name] for measures in found) for gate in GATES}
        if found
        else {}
    )


def failures(stories: Sequence[Measures]) -> tuple[Failure, ...]:
    """What keeps texts from passing: a median, a text that misses too many, one that repeats."""
    middle = medians(stories)
    found = [Failure(name, middle[name]) for name in missed(middle)]
    for number, measures in enumerate(stories):
        misses = missed(measures)
        if len(misses) > MISSES_ALLOWED:
            found.append(Failure("misses", len(misses), number))
        found += [Failure(name, measures[name], number) for name in misses if name in NEVER_MISSED]
    return tuple(found)


def overlaps(texts: Sequence[str]) -> tuple[float, ...]:
    """For every ordered pair of texts, the share of the one's runs of five words in the other."""
    runs = [frozenset(_runs(words(plain_prose(text)), SHARED_RUN)) for text in texts]
    return tuple(len(one & other) / max(1, len(one)) for one, other in permutations(runs, 2))


def overlap_failures(shares: Sequence[float]) -> tuple[Failure, ...]:
    """What keeps a set of texts from being unlike each other enough."""
    if not shares:
        return ()
    limits = (
        ("overlap_mean", fmean(shares), OVERLAP_MEAN),
        ("overlap_worst", max(shares), OVERLAP_WORST),
    )
    return tuple(Failure(name, value) for name, value, most in limits if value > most)


def _opening(text: str) -> str:
    for number, found in enumerate(WORD.finditer(text), 1):
        if number == WINDOW:
            return text[: found.end()]
    return text


def _says(sentence: str) -> bool:
    return len(words(sentence)) >= FEWEST_OF_A_REPEAT


def _repetition(tokens: Tokens) -> Measures:
    fours = Counter(_runs(tokens, 4))
    flat = " ".join(tokens).encode()
    return {
        "rep4": _share_repeated(fours),
        "longest_repeat": _longest_repeat(tokens),
        "zlib": len(zlib.compress(flat, 9)) / len(flat),
    }


def _longest_repeat(tokens: Tokens) -> int:
    """The longest run that stands in two places: of all that follows each word, sorted, two
    neighbours share it.
    """
    following = sorted(tuple(tokens[at : at + LONGEST_RUN]) for at in range(len(tokens)))
    return max((_shared_start(one, other) for one, other in pairwise(following)), default=0)


def _shared_start(one: Tokens, other: Tokens) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _variety(tokens: Tokens) -> Measures:
    pairs = list(_runs(tokens, 2))
    return {"distinct2": len(set(pairs)) / len(pairs), "mattr100": _moving_variety(tokens)}


def _moving_variety(tokens: Tokens) -> float:
    """The share of different words in a hundred, over every stretch of a hundred."""
    inside = Counter(tokens[:SPAN])
    kinds = [len(inside)]
    for leaving, coming in zip(tokens, tokens[SPAN:], strict=False):
        inside[coming] += 1
        inside[leaving] -= 1
        if not inside[leaving]:
            del inside[leaving]
        kinds.append(len(inside))
    return fmean(kinds) / max(1, min(SPAN, len(tokens)))


def _forms(told: Sequence[Tokens]) -> Measures:
    skeletons = Counter(_skeleton(sentence) for sentence in told if len(sentence) >= SKELETON)
    openers = Counter(tuple(sentence[:2]) for sentence in told if len(sentence) > 1)
    return {
        "skeleton_duplicates": _share_repeated(skeletons),
        "opener_top": max(openers.values(), default=0) / len(told),
        "opener_distinct": len(openers) / len(told),
    }


def _rhythm(lengths: Sequence[int]) -> Measures:
    return {
        "sentence_cv": pstdev(lengths) / fmean(lengths),
        "long_sentences": sum(length >= LONG_SENTENCE for length in lengths) / len(lengths),
        "short_sentences": sum(length <= SHORT_SENTENCE for length in lengths) / len(lengths),
        "length_autocorrelation": _autocorrelation(lengths),
    }


def _autocorrelation(values: Sequence[int]) -> float:
    """How far each length follows the one before it: 1 the same, −1 the opposite."""
    middle = fmean(values)
    away = [value - middle for value in values]
    return sum(a * b for a, b in pairwise(away)) / max(1e-9, sum(a * a for a in away))


def _skeleton(sentence: Tokens) -> tuple[str, ...]:
    return tuple(word if word in PLAIN_WORDS else "_" for word in sentence)


def _content(sentence: Tokens) -> frozenset[str]:
    return frozenset(word for word in sentence if len(word) > 3 and word not in PLAIN_WORDS)


def _runs(tokens: Tokens, length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[start:] for start in range(length)), strict=False)


def _share_repeated(counts: Counter[tuple[str, ...]]) -> float:
    return sum(count for count in counts.values() if count > 1) / max(1, counts.total())


def _again(texts: Iterator[str]) -> int:
    return sum(count - 1 for count in Counter(texts).values())
