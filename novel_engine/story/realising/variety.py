"""How well a fragment would do here, beside how particular it is: whose turn it is in this story,
and how it would sound.

A pack of words is larger than any story. So each story has it on the shelf in an order of its own,
drawn from its seed: two stories that tell the same kind of event do not then both reach for the
most particular line there is. And sentences come in runs: the prose people publish has a short one
next to a short one a little oftener than chance, never a strict swing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from novel_engine.story.english.text import BREAK_IN_LINES, WORD
from novel_engine.story.givens import draws
from novel_engine.story.givens.fragments import Alternatives, Fragment, Pieces, Slot
from novel_engine.story.realising.taste import (
    LONGEST_COUNTED,
    MEAN_LENGTH,
    MOST_SMOOTH,
    SMOOTH,
    TELLING_RUN,
    TELLING_WORDS,
)

NAMED_BETWEEN = r"[^.!?\"]{1,40}?"
"""What may stand between two pieces of a claim where it names somebody."""


class Shelf:
    """How near to hand each fragment is in one story."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn: dict[str, float] = {}

    def nearness(self, fragment: str) -> float:
        """From 0, at the back of the shelf, to 1, in front; the same all through a story."""
        if fragment not in self._drawn:
            self._drawn[fragment] = draws.generator(self._seed, "shelf", 0, fragment).random()
        return self._drawn[fragment]


class TextSoFar:
    """Everything told so far, to be held against what would be told next: nothing is said twice in
    the same words.
    """

    def __init__(self) -> None:
        self._sentences: set[str] = set()
        self._runs: set[tuple[str, ...]] = set()
        self._texts: list[str] = []

    def has(self, words: str) -> bool:
        """Whether these very words have been told."""
        return any(words in text for text in self._texts)

    def has_all(self, pieces: Sequence[str]) -> bool:
        """Whether these very words have been told one after the other, with no more than a name
        between them, however they begin.
        """
        words = [re.escape(piece) for piece in pieces if piece.strip()]
        run = re.compile(NAMED_BETWEEN.join(words), re.IGNORECASE)
        return bool(words) and any(run.search(text) for text in self._texts)

    def again(self, texts: Sequence[str]) -> bool:
        """Whether a sentence of four words or more, or a run of ten, has been told before."""
        return any(said in self._sentences for said in _sentences(texts)) or any(
            run in self._runs for run in _runs(texts)
        )

    def note(self, texts: Sequence[str]) -> None:
        """These were told."""
        self._sentences.update(_sentences(texts))
        self._runs.update(_runs(texts))
        self._texts += texts


def _sentences(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for sentence in BREAK_IN_LINES.split(text):
            said = " ".join(WORD.findall(sentence.lower()))
            if said.count(" ") >= TELLING_WORDS - 1:
                yield said


def _runs(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    words = [word for text in texts for word in WORD.findall(text.lower())]
    return (tuple(words[at : at + TELLING_RUN]) for at in range(len(words) - TELLING_RUN + 1))


def smoothness(before: int, fragment: Fragment) -> int:
    """How far its sentences come in runs, after one of `before` words (0 for none); −7 … 7."""
    lengths = sentence_lengths(fragment)
    run = (before, *lengths) if before else lengths
    apart = [min(LONGEST_COUNTED, length) - MEAN_LENGTH for length in run]
    pairs = [one * other for one, other in pairwise(apart)]
    return max(-MOST_SMOOTH, min(MOST_SMOOTH, sum(pairs) // (SMOOTH * len(pairs)))) if pairs else 0


@lru_cache(maxsize=20_000)
def _lengths_of(text: str, fragment: Fragment) -> tuple[int, ...]:
    said = (_flat(line.pieces) for line in fragment.lines)
    return tuple(
        len(WORD.findall(one))
        for paragraph in said
        for one in BREAK_IN_LINES.split(paragraph)
        if one.strip()
    )


def sentence_lengths(fragment: Fragment) -> tuple[int, ...]:
    """The words in each of its sentences, the first of each alternative taken, a slot as one."""
    return _lengths_of(fragment.text, fragment)


def last_length(paragraphs: Sequence[str]) -> int:
    """The words in the last sentence of what was just told; 0 when nothing was."""
    sentences = BREAK_IN_LINES.split(paragraphs[-1]) if paragraphs else []
    return len(WORD.findall(sentences[-1])) if sentences else 0


def _flat(pieces: Pieces) -> str:
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, Alternatives):
            out.append(_flat(piece.options[0]))
        elif isinstance(piece, Slot):
            out.append("Ada")
    return "".join(out)
