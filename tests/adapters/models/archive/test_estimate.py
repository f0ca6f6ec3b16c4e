"""A rehearsal counts what would be asked, and answers as the offline implementation does."""

from __future__ import annotations

from dataclasses import replace

from novel_engine.adapters.models.archive.estimate import Estimate, Rehearsal, estimated_tokens_out
from novel_engine.adapters.models.archive.offline_model import Understudy
from novel_engine.story.givens.config import Price
from tests.support.questions import question


def test_every_question_is_counted_by_seam_and_answered_by_the_understudy() -> None:
    rehearsal = Rehearsal(Understudy())
    for asked in (
        question(),
        question("Again, what now?"),
        question("x" * 4_000, 9, "chapter 1", "narrating"),
    ):
        assert rehearsal.ask(asked).text == asked.understudy
    dear = Price("gemini:g", 1_000_000.0, 1_000_000.0)
    assert rehearsal.estimates({"deciding": dear, "narrating": None}) == (
        Estimate("deciding", 2, 9 + 10, 5 + 5, 29.0),
        Estimate("narrating", 1, 1_006, 5, None),
    )


def test_the_words_an_understudy_leaves_to_the_model_are_counted() -> None:
    silent = replace(question(), understudy='{"choice":"1","manner":"","line":""}')
    assert estimated_tokens_out(silent) == 12 + 20


def test_nothing_asked_is_nothing_to_pay() -> None:
    assert Rehearsal(Understudy()).estimates({}) == ()
