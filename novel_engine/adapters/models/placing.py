"""Where in a chapter something unfaithful is put: in a paragraph of its own, or at the end of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from novel_engine.adapters.models.backstage import SceneTruth, short
from novel_engine.adapters.models.planting import Corrupted, Question, written
from novel_engine.story import draws


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


def planted(question: Question, templates: Sequence[str], *, at_least: int, **more: str) -> Corrupted | None:
    """A sentence from these templates, about people who are there: `a`, another `b`, and the focalizer `f`."""
    found, chapter, setting = place_for(question), question.chapter, question.backstage.setting
    if found is None or chapter is None or not templates:
        return None
    others = draws.shuffled(question.rng, [p for p in sorted(found[1].here) if p != chapter.focalizer])
    if len(others) < at_least:
        return None
    a = short(setting, others[0] if others else chapter.focalizer)
    b = short(setting, others[1] if len(others) > 1 else chapter.focalizer)
    template = question.drawn(templates)
    text = template.format(a=a, b=b, f=short(setting, chapter.focalizer), **more)
    if text.startswith('"'):
        answer, speaker = question.answer(), more["stranger"] if "{stranger}" in template else a
        return inserted(answer, found[0], narration(answer["paragraphs"][found[0]]["beats"], text, speaker), text)
    return placed(question, found[0], text)


def placed(question: Question, at: int, sentence: str) -> Corrupted:
    """The sentence as a paragraph of its own, or at the end of one that is no speech."""
    answer = question.answer()
    sentence = sentence[:1].upper() + sentence[1:]
    before = answer["paragraphs"][at]
    if before["speaker"] or question.rng.random() < 0.5:
        return inserted(answer, at, narration(before["beats"], sentence), sentence)
    longer = before | {"text": f"{before['text']} {sentence}"}
    return with_paragraphs(answer, [*answer["paragraphs"][:at], longer, *answer["paragraphs"][at + 1 :]], sentence)


def narration(beats: Sequence[int], text: str, speaker: str = "") -> dict[str, Any]:
    """A paragraph that says it tells these beats; a speaker, where it is speech, by the name people use."""
    return {"beats": list(beats), "speaker": speaker, "text": text}


def inserted(answer: dict[str, Any], at: int, paragraph: dict[str, Any], mark: str) -> Corrupted:
    """The answer with one paragraph more, after the one at this place."""
    return with_paragraphs(answer, [*answer["paragraphs"][: at + 1], paragraph, *answer["paragraphs"][at + 1 :]], mark)


def with_paragraphs(answer: dict[str, Any], paragraphs: Sequence[dict[str, Any]], mark: str = "") -> Corrupted:
    """The answer with these paragraphs for its own."""
    return Corrupted(written(answer | {"paragraphs": list(paragraphs)}), mark)
