"""A chapter as a model sends it back, made a chapter of the telling; and the offline chapter as a
model would send it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from novel_engine.adapters.models.seams.chapter_prompts import (
    MOST_BEATS,
    MOST_PARAGRAPHS,
    MOST_TITLE,
    spoken_names,
)
from novel_engine.adapters.models.seams.reply_schemas import (
    MOST_PARAGRAPH,
    MOST_SPEAKER,
    ReplyForm,
    as_written,
    read_reply,
)
from novel_engine.adapters.untrusted_text import as_seen, clean_line
from novel_engine.story.asking.chapter_notes import ChapterNotes, Note
from novel_engine.story.asking.consultation import Fault, Unfit
from novel_engine.story.english.text import QUOTED, words
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter
from novel_engine.story.verifying.chapters import QuizQuestion

# The marks of any language, for a model may quote in its own; a dash stays what the model made it.
STRAIGHT_IN_ANY_LANGUAGE = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')
HEADED = re.compile(r"\A(?:#+\s*)?(?:chapter\s+(?:\d+|[ivxlc]+)\s*[:.–—-]\s*)?", re.IGNORECASE)


class ToldParagraph(ReplyForm):
    """One paragraph, and the numbers of the notes it tells."""

    beats: Annotated[list[int], Field(min_length=1, max_length=MOST_BEATS)]
    speaker: Annotated[str, Field(max_length=MOST_SPEAKER)]
    text: Annotated[str, Field(max_length=MOST_PARAGRAPH)]


class ToldChapter(ReplyForm):
    """A chapter as it was asked for."""

    title: Annotated[str, Field(max_length=MOST_TITLE)]
    paragraphs: Annotated[list[ToldParagraph], Field(min_length=1, max_length=MOST_PARAGRAPHS)]


class Answered(ReplyForm):
    """What a second reader took a chapter to say."""

    answers: list[Literal["yes", "no", "untold"]]


def read_chapter(
    text: str, setting: Setting, notes: ChapterNotes, offline: RenderedChapter
) -> RenderedChapter:
    """The reply as a chapter. Raises Unfit for one that is no chapter of these notes; what it says
    is not looked at.

    What the offline chapter has no words for may be wanting here too.
    """
    reply = read_reply(text, ToldChapter)
    title = _titled(reply.title, setting)
    faults: list[Fault] = []
    if offline.title and not title:
        faults.append(Fault("wrong-shape", "the chapter has no title"))
    names = _names(setting)
    paragraphs = [_Read(paragraph, names, setting, notes) for paragraph in reply.paragraphs]
    faults += [fault for n, paragraph in enumerate(paragraphs, 1) for fault in paragraph.faults(n)]
    if faults:
        raise Unfit(*faults)
    found = tuple(paragraph.told() for paragraph in paragraphs)
    if missing := list(_not_kept(notes.notes, found)):
        raise Unfit(*missing)
    told = {event for paragraph in found for event in paragraph.events}
    short = tuple(beat for beat in offline.shortfalls if int(beat.split()[-1]) not in told)
    return RenderedChapter(notes.number, title, notes.focalizer, found, short)


def read_answers(text: str, questions: Sequence[QuizQuestion]) -> tuple[str, ...]:
    """A second reader's answers, one for each question. Raises Unfit."""
    answers = read_reply(text, Answered).answers
    if len(answers) != len(questions):
        raise Unfit(
            Fault(
                "wrong-shape", f"there are {len(questions)} questions, and {len(answers)} answers"
            )
        )
    return tuple(answers)


def mistaken(questions: Sequence[QuizQuestion], answers: Sequence[str]) -> tuple[Fault, ...]:
    """What a reader took otherwise than it is.

    That something is not so, and that nothing is said of it, are near enough to each other: what
    counts is whether a reader would say yes.
    """
    return tuple(
        Fault(
            "quiz-failed",
            f"asked question {n}, a reader said {answer}, where {question.expected} is right",
            question.text,
        )
        for n, (question, answer) in enumerate(zip(questions, answers, strict=True), 1)
        if (answer == "yes") != (question.expected == "yes")
    )


def as_reply(setting: Setting, notes: ChapterNotes, told: RenderedChapter) -> str:
    """A chapter as a model would send it: each paragraph with the notes that have its events.

    Where several notes in a row have the same events, as an act and what it does to somebody, all
    of them are named.
    """
    labels = {name: label for label, name in spoken_names(setting).items()}
    numbers = _Numbers(notes.notes)
    paragraphs = [
        {"beats": numbers.of(p.events), "speaker": labels.get(p.speaker, ""), "text": p.text}
        for p in told.paragraphs
    ]
    return json.dumps(
        {"title": told.title, "paragraphs": paragraphs}, ensure_ascii=False, separators=(",", ":")
    )


class _Read:
    """One paragraph of a reply, cleaned."""

    def __init__(
        self,
        paragraph: ToldParagraph,
        names: Mapping[str, str],
        setting: Setting,
        notes: ChapterNotes,
    ) -> None:
        self._named = clean_line(paragraph.speaker)
        self._speaker = names.get(self._named.casefold(), "")
        self._beats = paragraph.beats
        self._notes = {note.number: note for note in notes.notes}
        self._text = _straight(paragraph.text, setting)

    def faults(self, number: int) -> Iterator[Fault]:
        """What makes it no paragraph of the chapter."""
        begins = self._text[:80]
        known = f"the notes are numbered 1 to {len(self._notes)}"
        for beat in self._beats:
            if beat not in self._notes:
                reason = f"paragraph {number} tells note {beat}, and {known}"
                yield Fault("unknown-beat", reason, begins)
        if not self._text:
            yield Fault("not-prose", f"paragraph {number} is empty")
        if self._named and not self._speaker:
            reason = f"the speaker of paragraph {number} is nobody in the story"
            yield Fault("unknown-person", reason, self._named)
        if wrong := self._wrong_with_quotes():
            yield Fault("wrong-shape", f"paragraph {number} {wrong}", begins)

    def _wrong_with_quotes(self) -> str:
        """What its quotation marks and its speaker say of each other that cannot be."""
        if self._text.count('"') % 2:
            return "opens a quotation mark and does not close it"
        if self._named and '"' not in self._text:
            return "has a speaker, and no speech in double quotation marks"
        if not self._named and self._text.startswith('"'):
            return "is speech, and names no speaker"
        return ""

    def told(self) -> Paragraph:
        """The paragraph with the events of the notes it tells."""
        events = dict.fromkeys(e for beat in self._beats for e in self._notes[beat].events)
        return Paragraph(self._text, tuple(events), self._speaker)


class _Numbers:
    """Finds the notes that a paragraph tells, going forward through them."""

    def __init__(self, notes: Sequence[Note]) -> None:
        self._notes = notes
        self._at = 0

    def of(self, events: tuple[int, ...]) -> list[int]:
        """The numbers of the notes with these events."""
        alike = [at for at, note in enumerate(self._notes) if note.events == events]
        if not alike:
            return [note.number for note in self._notes if set(note.events) <= set(events)]
        first = next((at for at in alike if at >= self._at), alike[0])
        self._at = max(self._at, first)
        run = [at for at in alike if alike.index(at) - alike.index(first) == at - first >= 0]
        return [self._notes[at].number for at in run][:MOST_BEATS]


def _names(setting: Setting) -> dict[str, str]:
    """Who is meant by a speaker's name, in any case; what could be two people is nobody."""
    found = {
        clean_line(as_seen(person.name)).casefold(): name
        for name, person in sorted(setting.people.items())
    }
    return found | {
        as_seen(label).casefold(): name for label, name in spoken_names(setting).items()
    }


def _straight(text: str, setting: Setting) -> str:
    """The text on one line, its quotation marks straight, as all prose here has them; names stay as
    they are written.
    """
    line = as_written(
        clean_line(text).translate(STRAIGHT_IN_ANY_LANGUAGE),
        setting.people.values(),
        STRAIGHT_IN_ANY_LANGUAGE,
    )
    for person in setting.people.values():
        for name in (person.name, person.short):
            if (written := name.translate(STRAIGHT_IN_ANY_LANGUAGE)) != name:
                line = line.replace(written, name)
    return line


def _titled(title: str, setting: Setting) -> str:
    return HEADED.sub("", _straight(title, setting)).strip(' *_"')


def _not_kept(notes: Sequence[Note], told: Sequence[Paragraph]) -> Iterator[Fault]:
    """The words that were to be kept and are not there."""
    for note in notes:
        texts = [p.text for p in told if set(note.events) & set(p.events)] if note.line else []
        if texts and not _has(texts, note.line):
            yield Fault(
                "uncovered",
                f"the words in note {note.number} were to be kept to the letter",
                note.line,
            )


def _has(texts: Sequence[str], line: str) -> bool:
    """Whether the words stand there in a row, in speech that a tag may part, or in narration."""
    wanted = words(as_seen(line).translate(STRAIGHT_IN_ANY_LANGUAGE))
    spoken = [word for text in texts for speech in QUOTED.findall(text) for word in words(speech)]
    return any(_within(wanted, told) for told in (spoken, *(words(text) for text in texts)))


def _within(wanted: Sequence[str], words: Sequence[str]) -> bool:
    last = len(words) - len(wanted)
    return any(list(words[at : at + len(wanted)]) == list(wanted) for at in range(last + 1))
