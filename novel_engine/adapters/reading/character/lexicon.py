"""What the words people write of a person mean to the engine: temperament, tactics, refusals.

The words are data, in `configs/core`. What is not understood is handed back, so that it can be
listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from novel_engine.adapters.untrusted_text import clean_line
from novel_engine.story.givens.people import TRAIT_AXES
from novel_engine.values import dataclass

LEXICON_FILES = ("traits.yaml", "tactics.yaml", "habits.yaml")
# Points: how far a trait goes either way.
STRONGEST_TRAIT = 2
# Words: of the longest phrase that the lexicon knows.
LONGEST_PHRASE = 7
# Words: some words mean their trait only in a description of so few.
STANDS_ALONE = 2
NOT_A_WORD = re.compile(r"[^\w']+")
CLAUSES = re.compile(r"[,;:/()]|\b(?:(?<!anything )but|and|yet|though|although|while)\b")
BEFORE_REFUSAL = re.compile(r"(?:never|not|will not|would not|to|ever) ")

Points = tuple[tuple[int, int], ...]
"""Axis by number, and how far along it."""


@dataclass(frozen=True, slots=True)
class Tactic:
    """How an act may be done. `leans` is the temperament it comes easy to; `colours` are verbs."""

    name: str
    line: str
    leans: Points
    colours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words, ready to be looked up. Keys are in the form that `plainly` gives."""

    words: Mapping[str, Points]
    turns: frozenset[str]
    alone: frozenset[str]
    tactics: tuple[Tactic, ...]
    tactic_names: Mapping[str, str]
    refusals: Mapping[str, str]
    tells: tuple[str, ...]
    hedges: tuple[str, ...]
    oaths: tuple[str, ...]

    @property
    def colours(self) -> Mapping[str, tuple[str, ...]]:
        """The verbs that each tactic can colour."""
        return {tactic.name: tactic.colours for tactic in self.tactics}

    def points(self, written: str) -> Points:
        """What one word or phrase says of a temperament; nothing when it is not understood."""
        whole = plainly(written)
        if whole in self.words:
            return self.words[whole]
        clauses = CLAUSES.split(clean_line(written).casefold())
        return tuple(
            point for clause in clauses for point in self._of_clause(plainly(clause).split())
        )

    def _of_clause(self, words: list[str]) -> Iterator[tuple[int, int]]:
        phrases, rest = self._phrases_in(words)
        yield from (point for phrase in phrases for point in self.words[phrase])
        text = f" {' '.join(rest)} "
        if any(f" {turn} " in text for turn in self.turns):
            return
        for word in rest:
            if word not in self.alone or len(words) <= STANDS_ALONE:
                yield from self.words.get(word, ())

    def _phrases_in(self, words: list[str]) -> tuple[list[str], list[str]]:
        """The known phrases of several words, longest first, and the words between."""
        phrases, rest, at = [], [], 0
        while at < len(words):
            for length in range(min(LONGEST_PHRASE, len(words) - at), 1, -1):
                phrase = " ".join(words[at : at + length])
                if phrase in self.words:
                    phrases.append(phrase)
                    at += length
                    break
            else:
                rest.append(words[at])
                at += 1
        return phrases, rest

    def tactic(self, written: str) -> str:
        """The tactic that is meant; empty when none is."""
        return self.tactic_names.get(plainly(written), "")

    def refusal(self, written: str) -> str:
        """The verb that is meant; empty when none is."""
        plain = plainly(written)
        return self.refusals.get(plain) or self.refusals.get(
            BEFORE_REFUSAL.sub("", plain, count=1), ""
        )


def plainly(text: str) -> str:
    """A phrase as the lexicon has it: folded case, hyphens and punctuation as single spaces."""
    folded = clean_line(text).casefold().replace("’", "'").replace("_", " ")
    return " ".join(NOT_A_WORD.sub(" ", folded).split())


def temperament(points: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """The sum on each axis, held within −2 … 2."""
    sums = [0] * len(TRAIT_AXES)
    for axis, value in points:
        sums[axis] += value
    return tuple(max(-STRONGEST_TRAIT, min(STRONGEST_TRAIT, total)) for total in sums)
