"""How sure somebody is of a belief, 0 to 100: from where on it counts, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass

SURE = 50
"""From here on somebody holds a thing to be so; below it they suspect it."""
KNOWS = 70
"""From here on somebody is told of as one who knows the answer."""


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
