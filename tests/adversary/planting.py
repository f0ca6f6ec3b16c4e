"""What every corruption has in hand and gives back, and the corruptions that know nothing of
stories.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal, TypeAlias, TypeVar

from novel_engine.story.asking.consultation import Prompt
from novel_engine.story.givens import draws
from tests.adversary import unfaithful_words_second as again
from tests.adversary.backstage import Backstage, ChapterTruth, Moment

FLOOD = 50_000
Wording: TypeAlias = Literal["first", "second"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its valid answer, what is really so, the luck of this attempt, and how faults
    are worded.
    """

    prompt: Prompt
    text: str
    backstage: Backstage
    rng: Random
    moment: Moment | None = None
    chapter: ChapterTruth | None = None
    wording: Wording = "first"

    def answer(self) -> dict[str, Any]:
        """The valid answer, to be spoilt: a new copy each time."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    def drawn(self, options: Sequence[str]) -> str:
        """One of these."""
        return draws.pick(self.rng, options)

    def either(self, first: T, second: T) -> T:
        """What belongs to this question's wording."""
        return second if self.wording == "second" else first


@dataclass(frozen=True, slots=True)
class Corrupted:
    """A spoilt answer; `mark` is the sentence planted in it, by which it can be found again; ''
    where there is none.
    """

    text: str
    mark: str = ""


Corruption: TypeAlias = Callable[[Question], Corrupted | None]
"""Spoils an answer; None where this kind of fault cannot be made here."""


def written(answer: dict[str, Any]) -> str:
    """The answer as a model would send it."""
    return json.dumps(answer, ensure_ascii=False)


# ── answers that are none ─────────────────────────────────────────────────────────────────────────

PROSE = (
    (
        "Sure! Given what has happened so far, the most natural continuation would be the first "
        "one, "
        "I think."
    ),
    "Option 1.",
    "1",
    "**Choice:** 1\n\n*She looks up slowly.*",
    "choice: '1'\nmanner: quietly\nline: ''",
    (
        "Let me think step by step. First, everybody is in the same room. Second, somebody has to "
        "speak."
    ),
    "The lamp had burned low by the time anybody spoke, and then they all did.",
    "Here is the JSON you asked for:",
    "Chapter One\n\nIt was a long evening, and nothing came of it.",
    "yes, no, yes, untold",
)
REFUSALS = (
    "I'm sorry, but I can't help with that.",
    "I cannot continue with this request, as it involves deceiving another person.",
    "As an AI language model, I don't have personal opinions and cannot make this decision.",
    "I'm not able to write this scene. Perhaps we could explore a different topic?",
    "I must decline: this content may violate the usage policies.",
    "Unfortunately I am unable to assist with content of this nature.",
)


def prose(question: Question) -> Corrupted:
    """Words instead of JSON."""
    return Corrupted(question.drawn(question.either(PROSE, again.PROSE)))


def truncated(question: Question) -> Corrupted:
    """JSON that breaks off, and nobody says that it was cut."""
    text = question.text.rstrip()
    kept = 1 + draws.below(question.rng, max(1, len(text) - 2))
    return Corrupted(text[:kept])


def refusal(question: Question) -> Corrupted:
    """A polite no, instead of JSON."""
    return Corrupted(refused(question))


def refused(question: Question) -> str:
    """A polite no."""
    return question.drawn(question.either(REFUSALS, again.REFUSALS))


def flood(question: Question) -> Corrupted:
    """Fifty thousand signs and more: in a field, in a list without end, or around the answer."""
    answer = question.answer()
    sentence = question.drawn(("and on it went ", "snow. ", "A", "I would say, I would say, "))
    flooded = (sentence * FLOOD)[:FLOOD]
    words = [key for key in ("line", "title") if key in answer]
    if words and question.rng.random() < 0.5:
        return Corrupted(written(answer | {words[0]: flooded}))
    if isinstance(found := answer.get("paragraphs"), list) and found:
        return Corrupted(
            written(answer | {"paragraphs": [found[0] | {"text": flooded}, *found[1:]]})
        )
    return Corrupted(flooded + question.text)
