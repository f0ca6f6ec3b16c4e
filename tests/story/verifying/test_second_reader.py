"""A second reader is asked closed questions made from the record, which give away nothing to
whoever reads them.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from novel_engine.story.telling.reveals import revealed
from novel_engine.story.verifying.chapters import briefs_of
from novel_engine.story.verifying.second_reader import quiz_of
from novel_engine.story.verifying.thresholds import QUIZ_MOST
from tests.support import fixed_scenes as scenes
from tests.support.bundled_stories import bundled_story
from tests.support.stories import bundled_genre


def test_the_questions_of_a_chapter_are_always_the_same() -> None:
    assert [quiz_of(brief) for brief in scenes.briefs()] == [
        quiz_of(brief) for brief in scenes.briefs()
    ]


def test_a_chapter_is_asked_six_to_ten_questions_some_of_which_are_to_be_answered_no() -> None:
    for brief in scenes.briefs():
        quiz = quiz_of(brief)

        assert 6 <= len(quiz) <= QUIZ_MOST
        assert len({question.text for question in quiz}) == len(quiz)
        assert {"yes", "no"} <= {question.expected for question in quiz}


def test_a_lie_is_asked_for_as_any_answer_is() -> None:
    first = scenes.briefs()[0]
    texts = [
        question.text for brief in (first, replace(first, seed="9")) for question in quiz_of(brief)
    ]

    assert "Does Bram give Ida an answer about the empty can?" in texts
    assert not any("lie" in text.split() for text in texts)


def test_no_question_names_what_the_focalizer_has_not_learnt() -> None:
    made = scenes.setting()
    for brief in scenes.briefs():
        last = max(brief.may)
        unknown = [claim for claim in brief.claims if claim.since > last]
        for question in quiz_of(brief):
            assert not any(claim.text in question.text for claim in unknown)
            assert not list(revealed(made, question.text))


def test_an_open_question_of_the_story_is_untold_once_it_has_come_up_and_until_it_is_answered() -> (
    None
):
    first, second, _ = scenes.briefs()
    asked = 'Does the chapter give the answer to this: "Who sold it?" If not, say untold.'

    def untold(questions: tuple[tuple[str, bool, bool], ...]) -> list[str]:
        quiz = quiz_of(replace(second, questions=questions))
        return [question.text for question in quiz if question.expected == "untold"]

    assert untold((("Who sold it?", True, False),)) == [asked]
    assert untold((("Who sold it?", False, False),)) == []
    assert untold((("Who sold it?", True, True),)) == []
    assert ("Who emptied the can?", True, True) in first.questions
    assert ("Is anyone leaving?", False, False) in first.questions


def test_a_question_that_names_somebody_or_tells_a_secret_is_not_put() -> None:
    second = scenes.briefs()[1]
    for question in (
        "Why did Otto sell the battery?",
        "Who sold the spare battery?",
        "Who has a sister by the coast?",
    ):
        quiz = quiz_of(replace(second, questions=((question, True, False),)))

        assert all(found.expected != "untold" for found in quiz)


@pytest.mark.slow
def test_every_chapter_of_the_bundled_stories_has_a_quiz_that_keeps_its_secrets() -> None:
    for seed in range(1, 7):
        told = bundled_story("short-handed", seed)
        for brief in briefs_of(told.fabula, told.telling, frozenset(), bundled_genre().phrases()):
            quiz = quiz_of(brief)
            unknown = [claim for claim in brief.claims if claim.since > max(brief.may)]

            assert len(quiz) <= QUIZ_MOST
            assert not any(claim.text in question.text for claim in unknown for question in quiz)
