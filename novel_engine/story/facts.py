"""What can be true, asked about, held and walked to: facts, threads, items, places, and rules of inference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from novel_engine.story.language import Condition

FactKind = Literal["harm", "deed", "motive", "cover", "blame", "trace", "sighting", "plan", "promise", "tie", "secret"]
ThreadStatus = Literal["latent", "open", "complicated", "answered", "unsolved", "abandoned"]


OFFSTAGE = "elsewhere"
"""The place everybody is in who is in no scene."""
SLOT = re.compile(r"\{([^{}]+)\}")
"""What may be a slot for a person in a fact's text: it is one if there is such a person, else braces of an author's own."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim with a truth value.

    `topic` is what it is about, as anyone who holds it would say. `subject` is the person it points at, `secret_of`
    the one who would hide it, `hurts` whom it would hurt. `claim` fits after "that"; `noun` and `gerund`, where given,
    fit as a noun phrase and after "of". `tokens`, all in one paragraph, reveal it. Text holds slots for persons:
    `{ida-kessel}`.
    """

    id: str
    topic: str
    kind: str
    claim: str
    truth: bool = True
    stakes: int = 1
    subject: str = ""
    secret_of: str = ""
    hurts: str = ""
    noun: str = ""
    gerund: str = ""
    tokens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Whoever holds every premise may infer the conclusion, or rule it out, this sure of it (0 … 100)."""

    premises: tuple[str, ...]
    conclusion: str
    confidence: int
    value: bool = True

    @property
    def signed(self) -> int:
        """The confidence, negative when the conclusion is ruled out."""
        return self.confidence if self.value else -self.confidence


@dataclass(frozen=True, slots=True)
class Thread:
    """A dramatic question. `answered` is a condition of the world."""

    id: str
    question: str
    topic: str
    stakes: int
    main: bool
    answered: Condition


@dataclass(frozen=True, slots=True)
class Place:
    """A room or a stretch of ground. `private` places are not overheard."""

    id: str
    name: str
    preposition: str = "in"
    adjacent: tuple[str, ...] = ()
    affords: tuple[str, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A thing. `evidence` names the facts it teaches whoever examines it.

    A decisive item stays out of reach until the director's reveal opens.
    """

    id: str
    name: str
    plural: bool = False
    evidence: tuple[str, ...] = ()
    decisive: bool = False
    portable: bool = True
