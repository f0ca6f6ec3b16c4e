"""What can be true, asked about, held and walked to: facts, threads, items, places, and rules of
inference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from novel_engine.story.givens.conditions import Condition
from novel_engine.values import dataclass

FactMark = Literal[
    "happened",
    "raises",
    "clear",
    "explains",
    "grave",
    "blames",
    "excuses",
    "follows",
    "bears_out",
    "sighted",
    "grieves",
    "personal",
    "before",
    "usual",
]
FACT_MARKS: Mapping[FactMark, str] = {
    "happened": (
        "it has befallen: the questions of its topic are about it, and it answers any of "
        "them as far as it goes"
    ),
    "raises": "whoever holds it wants to know more",
    "clear": (
        "it means something to whoever learns it, even if they have not heard what has happened"
    ),
    "explains": "it is an account of its topic: whoever holds one true holds the others false",
    "grave": "to know it is to know the answer to its topic's question",
    "blames": "it says of its subject that they did it",
    "excuses": (
        "what whoever learns of a harm first takes for its account, if it has one that is "
        "nobody's doing"
    ),
    "follows": "it is owned to only after what is grave of its holder's is out",
    "bears_out": "it is evidence: a question can be put again with it",
    "sighted": (
        "it is about what somebody did: where they are not, their things can be searched for it"
    ),
    "grieves": "it strikes whom it hurts with grief, and a little anger; any other with anger",
    "personal": "whoever is fond of its holder does not give it away lightly",
    "before": (
        "it was so before anything happened, and is told at the beginning to whoever reads of "
        "somebody who knew it all along"
    ),
    "usual": "a fact that nobody gave a kind is of this one; one kind is",
}
"""What a kind of fact may be, under `is:`, and what each means."""
ThreadStatus = Literal["latent", "open", "complicated", "answered", "unsolved", "abandoned"]


OFFSTAGE = "elsewhere"
"""The place everybody is in who is in no scene."""
PERSON_SLOT = re.compile(r"\{([^{}]+)\}")
"""What may be a slot for a person in a fact's text: it is one if there is such a person, else
braces of an author's own.
"""


@dataclass(frozen=True, slots=True)
class FactKind:
    """A kind of fact, and what it is in a plot, of `FACT_MARKS`."""

    name: str
    marks: frozenset[FactMark] = frozenset()


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim with a truth value.

    `topic` is what it is about, as anyone who holds it would say. `subject` is the person it points
    at, `secret_of` the one who would hide it, `hurts` whom it would hurt. `claim` fits after
    "that"; `noun` and `gerund`, where given, fit as a noun phrase and after "of". `tokens`, all in
    one paragraph, reveal it. Text holds slots for persons: `{ida-kessel}`.

    Of a reason, `because` is the event behind it and `serves` how what was done serves it; of a
    deed, `takes` is what it takes from whom it hurts, `by` until when that was wanted, and `mends`
    what would put it right; of evidence, `shows` is what there is to see. `because`, `serves`,
    `mends` and `shows` are clauses, `takes` and `by` phrases.
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
    because: str = ""
    serves: str = ""
    takes: str = ""
    by: str = ""
    mends: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Whoever holds every premise may infer the conclusion, or rule it out, this sure of it (0 …
    100).
    """

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
