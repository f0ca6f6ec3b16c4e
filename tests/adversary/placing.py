"""Where in a chapter something unfaithful is put: in a paragraph of its own, or in another's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from novel_engine.story.givens import draws
from tests.adversary.backstage import SceneTruth, named
from tests.adversary.planting import Corrupted, Question, written

QUOTE = '"'
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def place_for(question: Question) -> tuple[int, SceneTruth] | None:
    """A paragraph after which something may be put, and the scene it stands in."""
    if question.chapter is None:
        return None
    found = [
        (at, scene)
        for at, paragraph in enumerate(question.answer()["paragraphs"])
        if (scene := question.chapter.scene_of(paragraph["beats"])) is not None and scene.here
    ]
    return draws.pick(question.rng, found) if found else None


def planted(
    question: Question, templates: Sequence[str], *, at_least: int, **more: str
) -> Corrupted | None:
    """A sentence from these templates, about people who are there: `a`, another `b`, and the
    focalizer `f`.
    """
    found, chapter, setting = place_for(question), question.chapter, question.backstage.setting
    if found is None or chapter is None or not templates:
        return None
    others = draws.shuffled(
        question.rng, [p for p in sorted(found[1].here) if p != chapter.focalizer]
    )
    if len(others) < at_least:
        return None
    a, *more_others = others or [chapter.focalizer]
    slots = named(
        setting, a=a, b=more_others[0] if more_others else chapter.focalizer, f=chapter.focalizer
    )
    template = question.drawn(templates)
    speaker = more["stranger"] if "{stranger}" in template else slots["a"]
    return placed(question, found[0], template.format(**slots, **more), speaker)


def placed(question: Question, at: int, sentence: str, speaker: str = "") -> Corrupted:
    """The sentence as a paragraph of its own, or in one that is no speech. Speech is its speaker's,
    and stands alone.
    """
    answer = question.answer()
    sentence = sentence[:1].upper() + sentence[1:]
    before = answer["paragraphs"][at]
    if sentence.startswith(QUOTE) and speaker:
        return inserted(answer, at, narration(before["beats"], sentence, speaker), sentence)
    if before["speaker"] or question.rng.random() < 0.5:
        return inserted(answer, at, narration(before["beats"], sentence), sentence)
    longer = before | {"text": _grown(question, before["text"], sentence)}
    return with_paragraphs(
        answer, [*answer["paragraphs"][:at], longer, *answer["paragraphs"][at + 1 :]], sentence
    )


def _grown(question: Question, text: str, sentence: str) -> str:
    """The text with the sentence at its end; in the second wording, before or after any of its
    sentences.
    """
    told = [text] if question.wording == "first" else BETWEEN_SENTENCES.split(text)
    where = len(told) if question.wording == "first" else draws.below(question.rng, len(told) + 1)
    return " ".join([*told[:where], sentence, *told[where:]])


def narration(beats: Sequence[int], text: str, speaker: str = "") -> dict[str, Any]:
    """A paragraph that says it tells these beats; a speaker, where it is speech, by the name people
    use.
    """
    return {"beats": list(beats), "speaker": speaker, "text": text}


def inserted(answer: dict[str, Any], at: int, paragraph: dict[str, Any], mark: str) -> Corrupted:
    """The answer with one paragraph more, after the one at this place."""
    return with_paragraphs(
        answer, [*answer["paragraphs"][: at + 1], paragraph, *answer["paragraphs"][at + 1 :]], mark
    )


def with_paragraphs(
    answer: dict[str, Any], paragraphs: Sequence[dict[str, Any]], mark: str = ""
) -> Corrupted:
    """The answer with these paragraphs for its own."""
    return Corrupted(written(answer | {"paragraphs": list(paragraphs)}), mark)
