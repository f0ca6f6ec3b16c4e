"""What somebody wrote of a thing that has come about, as it stands in the present."""

from __future__ import annotations

from collections.abc import Mapping

from novel_engine.story.english.past_tense import BASES, PAST_OF_BASE, past, third_person

BASE_OF_PAST: Mapping[str, str] = {
    gone: base for base, gone in PAST_OF_BASE.items() if base not in ("wind", gone)
}
"""Of `wound` nothing tells whether it is the past of one verb or the base of another."""
SAME_IN_THE_PAST = frozenset(base for base, gone in PAST_OF_BASE.items() if gone == base)
PRESENT_OF_AUXILIARY: Mapping[str, str] = {"had": "has", "was": "is", "were": "are", "did": "does"}
JOINS = frozenset(("and", "but", "then"))


def present_clause(clause: str, subject: str) -> str:
    """The clause in the present, if its verb comes straight after its subject, with which it begins:
    `Otto took it for chance, and let it go` becomes `Otto takes it for chance, and lets it go`.
    What is not surely in the past stays as it is.
    """
    if not clause.startswith(f"{subject} "):
        return clause
    words = clause[len(subject) + 1 :].split(" ")
    if words[0] in PRESENT_OF_AUXILIARY:
        return " ".join((subject, PRESENT_OF_AUXILIARY[words[0]], *words[1:]))
    if words[0] in SAME_IN_THE_PAST or not _base(words[0]):
        return clause
    joined = [before.strip(",") in JOINS for before in words]
    later = [at for at in range(1, len(words)) if joined[at - 1]]
    if any(words[at].endswith("ed") and not _base(words[at]) for at in later):
        return clause
    present = [
        third_person(_base(word)) if at in (0, *later) and _base(word) else word
        for at, word in enumerate(words)
    ]
    return " ".join((subject, *present))


def _base(word: str) -> str:
    """The verb that the word is the past of; empty where that is not certain."""
    if word in SAME_IN_THE_PAST:
        return word
    if word in BASE_OF_PAST:
        return BASE_OF_PAST[word]
    if not word.endswith("ed"):
        return ""
    stem = word.removesuffix("ed")
    maybe = (stem, f"{stem}e", stem[:-1], f"{stem[:-1]}y")
    return next((b for b in maybe if b in BASES and past(third_person(b)) == word), "")
