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
    """The paragraph without the words it had to have: they were looked at when they were said."""
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
    told = _by_event(paragraphs)
    for event in sorted(told.keys() - brief.may):
        reason = f"event {event} is not in this chapter's notes"
        yield Fault("unknown-beat", reason, told[event][0].text[:80])
    excused = {int(short.split()[-1]) for short in shortfalls} - told.keys()
    for event in brief.must:
        if event not in excused and (reason := _untold(event, brief, told.get(event), names)):
            yield Fault("uncovered", reason, _named(brief, event))
    yield from _crowded(brief, paragraphs)
    yield from _out_of_order(brief, paragraphs)


def _untold(event: int, brief: ChapterBrief, told: Sequence[Paragraph] | None, names: Names) -> str:
    """In which way an event is not told; nothing where it is."""
    if told is None:
        return "a beat that had to be told is not"
    if _has_trace(brief.events[event], brief, told, names):
        return ""
    return "a beat is named, but its paragraph does not tell it"


def _by_event(paragraphs: Sequence[Paragraph]) -> dict[int, list[Paragraph]]:
    found: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        for event in paragraph.events:
            found.setdefault(event, []).append(paragraph)
    return found


def _named(brief: ChapterBrief, event: int) -> str:
    """The places in the notes, from 1, of the beats that tell an event."""
    places = [str(at) for at, events in enumerate(brief.beats, 1) if event in events]
    return "beat " + " or ".join(places)


def _has_trace(
    event: EventBrief, brief: ChapterBrief, told: Sequence[Paragraph], names: Names
) -> bool:
    """Whether there is a trace of an act: its people, a word of its matter, a pronoun of theirs."""
    people = {event.actor, event.target} & brief.people.keys()
    if not people or any(p.speaker in people for p in told):
        return True
    text = " ".join(p.text for p in told)
    if people & names.in_text(text) or event.matter & stems(text):
        return True
    said = text.lower().replace(",", " ").replace(".", " ").split()
    pronouns = (brief.people[person].pronouns for person in sorted(people))
    return any(form in said for p in pronouns for form in (p.subject, p.object, p.possessive))


def _crowded(brief: ChapterBrief, paragraphs: Sequence[Paragraph]) -> Iterator[Fault]:
    for paragraph in paragraphs:
        acts, words = len(_acts_in(brief, paragraph)), len(paragraph.text.split())
        if acts > CROWDED and words < WORDS_AN_EVENT * acts:
            reason = f"{acts} beats are put into {words} words"
            yield Fault("uncovered", reason, paragraph.text[:80])


def _acts_in(brief: ChapterBrief, paragraph: Paragraph) -> list[EventBrief]:
    return [event for event in brief.events_of(paragraph.events) if event.verb]


def _out_of_order(brief: ChapterBrief, paragraphs: Sequence[Paragraph]) -> Iterator[Fault]:
    """Scenes follow one another, and within one no act is told wholly after a later one."""
    latest, scene = 0, 0
    done: set[int] = set()
    for paragraph in paragraphs:
        acts = _acts_in(brief, paragraph)
        if not acts:
            continue
        last = max(acts, key=lambda act: act.id)
        if last.id < latest and last.id not in done and last.scene <= scene:
            reason = "acts are told in another order than they happened"
            yield Fault("wrong-outcome", reason, paragraph.text[:80])
        done.update(act.id for act in acts)
        latest, scene = max(latest, last.id), max(scene, last.scene)


__all__ = [
    "ChapterBrief",
    "QuizQuestion",
    "briefs_of",
    "chapter_faults",
    "quiz_of",
    "vocabulary_of",
]
