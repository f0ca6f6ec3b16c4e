"""How sure somebody is of a belief, 0 to 100: from where on it counts, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.values import dataclass

SURE = 50
"""Hundredths of certainty: from here on somebody holds a thing to be so; below it they suspect it.
Half, as the word "likely" has it: of two accounts that exclude each other one can be held."""

CERTAIN = 100
"""Hundredths of certainty: what one did oneself, or has known all along. Nothing overturns it."""

KNOWS = 70
"""Hundredths of certainty: from here on somebody is told of as one who knows the answer. Above what a
middling teller can bring about by word alone (62), below what is seen (90)."""

EXPLAINED = 80
"""Hundredths of certainty: an account held so firmly ends the puzzle it is an account of. Above
hearsay from a friend (71) and below what is seen (90), so that people go on asking until they see."""

HEARSAY = 30
"""Hundredths of certainty: by so much what a person was told gives way to what they can work out,
strongly, from what they saw. The best-believed lie (92) then falls to any strong rule (70)."""

STRONG = 70
"""Hundredths of certainty: a rule that bears out its conclusion so far counts as strong, and what
was told gives way to it. The bundled kernels give their decisive clues that much and more (70 … 80),
and the ambiguous ones less (42 … 66)."""

SUSPICION = 60
"""Hundredths of certainty: a conclusion drawn with less is a suspicion, and not told as a conclusion."""

HEARD_OF = 60
"""Hundredths of certainty: how sure another is taken to be of what one knows they have heard. Past
`SURE`, so that they count as knowing; short of being sure, since they may not have believed it."""


def room(sureness: int, rivals: Sequence[tuple[int, bool]]) -> int:
    """How sure one can become of an account that something bears out so far, beside the accounts it
    excludes, each with how sure one is of it and whether one was only told: better evidence takes
    what it needs, worse what they leave of a hundred; and hearsay gives way to strong evidence.
    """
    gives_way = HEARSAY if sureness >= STRONG else 0
    held = [sure - gives_way * told for sure, told in rivals]
    if not held or sureness > max(held):
        return sureness
    return min(sureness, max(0, CERTAIN - sum(sure for sure, _ in rivals)))


def shares(sureness: int, rivals: Sequence[int]) -> tuple[int, ...]:
    """How sure one stays of each account beside a new one: in proportion, so that all of them come to
    no more than a hundred.
    """
    left, total = CERTAIN - max(0, sureness), sum(rivals)
    return tuple(rivals) if total <= left else tuple(sure * left // total for sure in rivals)


@dataclass(frozen=True, slots=True)
class Certainty:
    """So much sureness and more, in words: what one is, what one does before a claim, and what one
    does about `it`.
    """

    least: int
    being: str
    holding: str
    of_it: str


CERTAINTIES = (
    Certainty(95, "certain", "is certain", "is certain of it"),
    Certainty(75, "nearly sure", "is nearly sure", "is nearly sure of it"),
    Certainty(60, "fairly sure", "is fairly sure", "is fairly sure of it"),
    Certainty(SURE, "in two minds", "inclines to think", "is inclined to think so"),
    Certainty(40, "in two minds", "half thinks", "half thinks so"),
    Certainty(0, "a bare suspicion", "half thinks", "half thinks so"),
)


def certainty(confidence: int) -> Certainty:
    """What so much sureness is called."""
    return next(words for words in CERTAINTIES if confidence >= words.least)
