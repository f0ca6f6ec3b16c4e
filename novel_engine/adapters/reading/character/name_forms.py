"""What is known of names, and what is made of one: its forms, and the words that names are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from novel_engine.values import dataclass

RANKS_JOINED = re.compile(r"-|(?<=\.)(?=[^\s.-])")
"""`Vice-Admiral`, `Lt.Gen.`"""
SEVERAL_INITIALS = re.compile(r"(?:[^\s\d.]\.){2,}")
"""`M.S.` is no Ms."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that names are made of, by kind; `double` are pairs, `in_full` goes by title."""

    kinds: Mapping[str, frozenset[str]]
    in_full: Mapping[str, str]

    def is_a(self, kind: str, word: str) -> bool:
        """Whether a word is of this kind, whatever its capitals and stops."""
        return bare(word) in self.kinds[kind]

    def is_title(self, word: str) -> bool:
        """Whether a word stands before names; one of more words is joined by hyphens."""
        if SEVERAL_INITIALS.fullmatch(word):
            return False
        if any(self.is_a(kind, word) for kind in ("titles", "with_given")):
            return True
        *before, last = RANKS_JOINED.split(word)
        is_rank = self._is_rank(last) and all(
            self._is_rank(part) or self.is_a("rank_parts", part) for part in before
        )
        return is_rank or word in self.kinds["in_capitals"] or self.is_epithet(word)

    def _is_rank(self, part: str) -> bool:
        """Whether it is a title alone, or with its stop."""
        return self.is_a("titles", part) or (part.endswith(".") and self.is_a("with_stop", part))

    def is_epithet(self, word: str) -> bool:
        """Whether a word before a given name is part of it."""
        return self.is_a("epithets", word) or word.lower().endswith(("in'", "in’"))


@dataclass(frozen=True, slots=True)
class NameForms:
    """What prose makes of a name: whole in a sentence, short, and for those who go by surnames."""

    full: str
    short: str
    formal: str
    nickname: str = ""


Parts = Sequence[str]
Naming = Callable[[Parts, NameWords], NameForms | None]


def bare(word: str) -> str:
    """The word in small letters, without stops."""
    return word.lower().replace(".", "").strip(",")


def as_it_is(words: Parts) -> NameForms:
    """The same for every use."""
    whole = " ".join(words)
    return NameForms(whole, whole, whole)
