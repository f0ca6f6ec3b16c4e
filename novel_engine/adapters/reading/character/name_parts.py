"""The parts that commas set apart in a name, in the order they are said; and what stands behind one."""

from __future__ import annotations

import re

from novel_engine.adapters.reading.character.name_forms import NameWords, Parts, bare
from novel_engine.adapters.untrusted_text import is_visible

DIGITS_PARTED = re.compile(r"\d,\d")
DEGREE_IN_TWO = re.compile(r"\bPh\. D\.?(?!\w)")
DEGREE = re.compile(r"[A-Z][A-Za-z]*[a-z][A-Za-z]*\.[A-Z][A-Za-z.]*|[A-Z]\.[A-Z][a-z]+\.?")
"""`Msc.Ed.`, `B.Sc.`; initials have no small letter."""
INITIAL = re.compile(r"[^\s0-9.]\.?")
MOST_APART = 2
"""Words: of either part of a name that a comma turns round, but for particles, titles, initials."""


def said_in_order(name: str, known: NameWords) -> list[str]:
    """The words of the name, in the order they are said; without what a comma sets beside it."""
    name = DEGREE_IN_TWO.sub("PhD", name)
    if DIGITS_PARTED.search(name):
        return name.split()
    parts = [part.split() for part in name.split(",") if is_visible(part)]
    first, *more = parts or [[]]
    ranks = [word for part in more for word in part if is_suffix(word, known)]
    beside = [part for part in (_without_ranks(part, known) for part in more) if part]
    family = _without_ranks(first, known)
    if len(beside) == 1 and _are_given(beside[0], family, known):
        return [*beside[0], *first, *ranks]
    return [*first, *ranks]


def is_suffix(word: str, known: NameWords) -> bool:
    """Whether the word is said after names and is none: a number of its kind, or what was earned."""
    large = word.replace(".", "").isupper() or "." in word
    is_generation = known.is_a("generations", word) and (
        large or bare(word)[1:2] in ("r", "n", "u")
    )
    is_earned = known.is_a("credentials", word) and (large or word[-1:] == "D")
    return is_generation or is_earned or DEGREE.fullmatch(word) is not None


def _without_ranks(words: Parts, known: NameWords) -> list[str]:
    kept = list(words)
    while kept and is_suffix(kept[-1], known):
        kept.pop()
    return kept


def _are_given(words: Parts, family: Parts, known: NameWords) -> bool:
    """Whether what stands after a comma is the given names of the family's before it."""
    titles = next(at for at in range(len(words) + 1) if not _is_courtesy(words[at:], known))
    given = [word for word in words[titles:] if not INITIAL.fullmatch(word)]
    own = [word for word in family if word not in known.kinds["particles"]]
    beside = any(_sets_beside(word, known) for word in given)
    return titles < len(words) and not beside and len(given) <= MOST_APART >= len(own) > 0


def _is_courtesy(words: Parts, known: NameWords) -> bool:
    """Whether a title stands first that is said before any name: with its stop, or a common one."""
    first = words[0] if words else ""
    is_short = first.endswith(".") and known.is_title(first)
    return is_short or (bool(first) and known.is_a("courtesy", first))


def _sets_beside(word: str, known: NameWords) -> bool:
    """Whether a word after a comma shows that no given name stands there."""
    is_rank = known.is_title(word) or known.is_a("bynames", word)
    return is_rank or is_suffix(word, known) or not word[:1].isupper()
