"""Checks of a chapter that somebody else worded, against the record and the plan: coverage, names,
minds, acts, prose.

A check says nothing where it is not sure: faithful prose raises no fault, and what slips through is
left to the reader quiz.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.english.stems import stems
from novel_engine.story.english.text import straightened
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter
from novel_engine.story.verifying.brief import ChapterBrief, EventBrief
from novel_engine.story.verifying.briefing import briefs_of, vocabulary_of
from novel_engine.story.verifying.checks.registry import CHECKS
from novel_engine.story.verifying.names import name_faults
from novel_engine.story.verifying.passages import Names, names_of
from novel_engine.story.verifying.prose_form import text_faults, title_faults
from novel_engine.story.verifying.second_reader import QuizQuestion, quiz_of
from novel_engine.story.verifying.thresholds import CROWDED, MOST_FAULTS, WORDS_AN_EVENT


def chapter_faults(brief: ChapterBrief, told: RenderedChapter) -> tuple[Fault, ...]:
    """What is wrong with a chapter, the gravest kind first, each once; nothing for one that keeps
    to the record.
    """
    found = dict.fromkeys(_all_faults(brief, told))
    return tuple(found)[:MOST_FAULTS]


def _all_faults(brief: ChapterBrief, told: RenderedChapter) -> Iterator[Fault]:
    names = names_of(tuple(brief.people.values()))
    yield from title_faults(told.title)
    yield from text_faults(brief, told.paragraphs)
    yield from _coverage(brief, told.paragraphs, names, told.shortfalls)
    paragraphs = tuple(_without_kept_words(brief, paragraph) for paragraph in told.paragraphs)
    yield from name_faults(brief, paragraphs)
    for check_of in CHECKS:
        check = check_of(brief, names)
        for paragraph in paragraphs:
            yield from check.faults(paragraph)


def _without_kept_words(brief: ChapterBrief, paragraph: Paragraph) -> Paragraph:
    """The paragraph without the words that had to stand in it: they were looked at when they were
    said.
    """
    text = straightened(paragraph.text)
    for event in paragraph.events:
        line = brief.events[event].line if event in brief.events else ""
        for part in re.findall(r"[^.!?…]+[.!?…]*", straightened(line)):
            kept = part.strip().rstrip(".,!?…")
            text = text.replace(kept, "") if kept else text
    return paragraph if text == straightened(paragraph.text) else replace(paragraph, text=text)


def _coverage(
    brief: ChapterBrief, paragraphs: Sequence[Paragraph], names: Names, shortfalls: Sequence[str]
) -> Iterator[Fault]:
    """Every event that must be told is, in words that have a trace of it, and in order."""
    told: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        for event in paragraph.events:
            told.setdefault(event, []).append(paragraph)
    for event in sorted(told.keys() - brief.may):
        yield Fault(
            "unknown-beat",
            f"event {event} is not in this chapter's notes",
            told[event][0].text[:80],
        )
    excused = {int(short.split()[-1]) for short in shortfalls}
    for event in brief.must:
        if event not in told and event not in excused:
            yield Fault("uncovered", "a beat that had to be told is not", _named(brief, event))
        elif event in told and not _has_trace(brief.events[event], brief, told[event], names):
            yield Fault(
                "uncovered",
                "a beat is named, but its paragraph does not tell it",
                _named(brief, event),
            )
    yield from _crowded(brief, paragraphs)
    yield from _out_of_order(brief, paragraphs)


def _named(brief: ChapterBrief, event: int) -> str:
    """The places in the notes, from 1, of the beats that tell an event."""
    places = [str(at) for at, events in enumerate(brief.beats, 1) if event in events]
    return "beat " + " or ".join(places)


def _has_trace(
    event: EventBrief, brief: ChapterBrief, told: Sequence[Paragraph], names: Names
) -> bool:
    """Whether anything of an act can be found again: a person it is between, a word of its matter,
    their pronoun.
    """
    people = {event.actor, event.target} & brief.people.keys()
    if not people:
        return True
    if any(p.speaker in people for p in told):
        return True
    text = " ".join(p.text for p in told)
    if people & names.in_text(text) or event.matter & stems(text):
        return True
    low = f" {' '.join(w.lower() for w in text.replace(',', ' ').replace('.', ' ').split())} "
    forms = {
        form
        for person in sorted(people)
        for pronouns in (brief.people[person].pronouns,)
        for form in (pronouns.subject, pronouns.object, pronouns.possessive)
    }
    return any(f" {form} " in low for form in sorted(forms))


def _crowded(brief: ChapterBrief, paragraphs: Sequence[Paragraph]) -> Iterator[Fault]:
    for paragraph in paragraphs:
        acts = [e for e in paragraph.events if e in brief.events and brief.events[e].verb]
        if len(acts) > CROWDED and len(paragraph.text.split()) < WORDS_AN_EVENT * len(acts):
            reason = f"{len(acts)} beats are put into {len(paragraph.text.split())} words"
            yield Fault("uncovered", reason, paragraph.text[:80])


def _out_of_order(brief: ChapterBrief, paragraphs: Sequence[Paragraph]) -> Iterator[Fault]:
    """Scenes follow one another, and within a scene no act is told wholly after one that came
    later.
    """
    latest, scene = 0, 0
    done: set[int] = set()
    for paragraph in paragraphs:
        acts = [e for e in paragraph.events if e in brief.events and brief.events[e].verb]
        if not acts:
            continue
        at = max(acts)
        if at < latest and at not in done and brief.events[at].scene <= scene:
            yield Fault(
                "wrong-outcome",
                "acts are told in another order than they happened",
                paragraph.text[:80],
            )
        done.update(acts)
        latest, scene = max(latest, at), max(scene, brief.events[at].scene)


__all__ = [
    "ChapterBrief",
    "QuizQuestion",
    "briefs_of",
    "chapter_faults",
    "quiz_of",
    "vocabulary_of",
]
