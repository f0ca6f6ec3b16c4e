"""Readers who find something else in a chapter than stands there, or do not answer what they were
asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from novel_engine.story.givens import draws
from tests.adversary.planting import (
    Corrupted,
    Corruption,
    Question,
    flood,
    prose,
    refusal,
    truncated,
    written,
)


def flipped_answers(question: Question) -> Corrupted | None:
    """A reader who found something else in the chapter than what is so."""
    answers = list(question.answer()["answers"])
    if not answers:
        return None
    at = draws.below(question.rng, len(answers))
    answers[at] = question.drawn([one for one in ("yes", "no", "untold") if one != answers[at]])
    return Corrupted(written({"answers": answers}))


def miscounted(question: Question) -> Corrupted:
    """More answers than there were questions, or fewer."""
    answers = list(question.answer()["answers"])
    return Corrupted(
        written({"answers": answers[:-1] if question.rng.random() < 0.5 else [*answers, "yes"]})
    )


OF_QUIZZES: Mapping[str, Corruption] = MappingProxyType(
    {
        "flipped-answers": flipped_answers,
        "miscounted": miscounted,
        "prose": prose,
        "truncated": truncated,
        "refusal": refusal,
        "flood": flood,
    }
)
