"""Chapters in a model's words: asked for side by side, checked against the record, read by a second
reader, or not taken.

A chapter that does not hold after two repairs is told offline, and counted. What was rejected goes
into the next question and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

from novel_engine.adapters.models.seams.chapter_prompts import (
    ToldOffline,
    brief,
    chapter_prompt,
    quiz_prompt,
)
from novel_engine.adapters.models.seams.chapter_replies import (
    as_reply,
    mistaken,
    read_answers,
    read_chapter,
)
from novel_engine.adapters.models.seams.ordered_pool import Halt, in_order
from novel_engine.adapters.models.seams.templates import mend
from novel_engine.ports.record import Fallback, Journal
from novel_engine.ports.seams import LanguageModel, Narrator
from novel_engine.story.asking.chapter_notes import ChapterNotes, notes_of
from novel_engine.story.asking.consultation import (
    Consulted,
    Fault,
    Prompt,
    Rejection,
    Reply,
    Unfit,
    consult,
)
from novel_engine.story.english.text import words
from novel_engine.story.fabula.events import LATER
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.genre import Genre
from novel_engine.story.telling.planning import style_of
from novel_engine.story.telling.reveals import revealed
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling
from novel_engine.story.verifying.chapters import (
    ChapterBrief,
    briefs_of,
    chapter_faults,
    quiz_of,
    vocabulary_of,
)
from novel_engine.values import dataclass

LONGEST_SHARED = 14
"""Words: of a longer run, two chapters of a story have at most one."""


@dataclass(frozen=True, slots=True)
class Chronicle:
    """What happened, and on what ground: all that a chapter is written from and held against."""

    fabula: Fabula
    genre: Genre

    @property
    def setting(self) -> Setting:
        """The ground that it happened on."""
        return self.fabula.setting

    @property
    def turn(self) -> int:
        """The last turn there was."""
        return self.fabula.events[-1].turn


@dataclass(frozen=True, slots=True)
class _Task:
    """One chapter to be written."""

    prompt: Prompt
    notes: ChapterNotes
    brief: ChapterBrief
    known: Mapping[str, int]
    offline: RenderedChapter


@dataclass(frozen=True, slots=True)
class _Unread:
    """A chapter that no second reader could be got to read, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Written:
    """What came of one chapter: its words, or why there are none, and everything that was rejected
    on the way.
    """

    chapter: RenderedChapter | None
    reason: str
    rejections: tuple[Rejection, ...]


def not_again(prompt: Prompt) -> bool:
    """What was asked, and did not hold, is not asked again."""
    return False


def _counted_on(found: Sequence[Rejection], before: Sequence[Rejection]) -> list[Rejection]:
    """Each chapter that is read has a quiz of its own, and all of them are about the same: their
    attempts count on.
    """
    begun = max((rejection.attempt + 1 for rejection in before), default=0)
    return [replace(rejection, attempt=rejection.attempt + begun) for rejection in found]


class ModelNarrator:
    """A Narrator that asks a model for each chapter, and falls back on another narrator's.

    What the model or the journal raises passes through: nothing more is asked then, and nothing is
    told.
    """

    def __init__(
        self,
        offline: Narrator,
        model: LanguageModel,
        journal: Journal,
        record: Chronicle,
        *,
        at_once: int = 1,
    ) -> None:
        """`at_once` is how many chapters may be written side by side; it changes no word."""
        self._offline = offline
        self._model = model
        self._journal = journal
        self._record = record
        self._at_once = at_once
        self._again: Callable[[Prompt], bool] = not_again

    def asking_again(self, again: Callable[[Prompt], bool]) -> ModelNarrator:
        """The same narrator, who asks once more for a chapter of which no answer held, as long as
        this says so.
        """
        other = ModelNarrator(
            self._offline, self._model, self._journal, self._record, at_once=self._at_once
        )
        other._again = again
        return other

    def narrate(self, telling: Telling) -> tuple[RenderedChapter, ...]:
        """The plan's chapters, in order; each in the model's words, or offline and counted."""
        tasks = self._tasks(telling, self._offline.narrate(telling))
        told: list[RenderedChapter] = []
        with closing(in_order(tasks, self._written, self._at_once)) as written:
            for task, found in zip(tasks, written, strict=True):
                told.append(self._taken(task, found, told))
        return tuple(told)

    def _tasks(self, telling: Telling, offline: Sequence[RenderedChapter]) -> list[_Task]:
        fabula, setting, genre = self._record.fabula, self._record.setting, self._record.genre
        notes = notes_of(fabula, telling)
        vocabulary = vocabulary_of(genre.fragments, setting)
        briefs = briefs_of(fabula, telling, vocabulary, genre.phrases())
        known = fabula.through(telling.focalizer).known_from
        system = brief(setting, style_of(genre.idiom, telling.style), telling.focalizer, notes)
        found = []
        before: RenderedChapter | None = None
        for plan, check, chapter in zip(notes, briefs, offline, strict=True):
            told = ToldOffline(chapter, before)
            prompt = chapter_prompt(setting, system, plan, told, self._record.turn)
            understudy = as_reply(setting, plan, chapter)
            found.append(_Task(replace(prompt, understudy=understudy), plan, check, known, chapter))
            before = chapter
        return found

    def _written(self, task: _Task, halt: Halt) -> _Written:
        """One chapter as the model writes it. Runs beside others, and shares nothing with them."""
        quizzed: list[Rejection] = []

        def ask(prompt: Prompt) -> Reply:
            halt.check()
            return self._model.ask(prompt)

        def judge(text: str) -> RenderedChapter | _Unread:
            told = read_chapter(text, self._record.setting, task.notes, task.offline)
            given_away = _given_away(self._record.setting, task.known, told)
            if faults := (*chapter_faults(task.brief, told), *given_away):
                raise Unfit(*faults)
            return self._read(task, told, ask, quizzed)

        written: Consulted[RenderedChapter | _Unread] = consult(ask, task.prompt, judge, mend)
        rejected = list(written.rejections)
        while written.answer is None and self._again(task.prompt):
            written = consult(ask, task.prompt, judge, mend)
            rejected += _counted_on(written.rejections, rejected)
        rejections = (*rejected, *quizzed)
        if isinstance(written.answer, RenderedChapter):
            return _Written(written.answer, "", rejections)
        reason = written.answer.reason if written.answer else written.reason
        return _Written(None, reason, rejections)

    def _read(
        self,
        task: _Task,
        told: RenderedChapter,
        ask: Callable[[Prompt], Reply],
        quizzed: list[Rejection],
    ) -> RenderedChapter | _Unread:
        """The chapter, if a second reader takes it as it is meant. Raises Unfit when not."""
        questions = quiz_of(task.brief)
        if not questions:
            return told
        prompt = quiz_prompt(told, questions, self._record.turn)
        answered = consult(ask, prompt, lambda text: read_answers(text, questions), mend)
        quizzed += _counted_on(answered.rejections, quizzed)
        if answered.answer is None:
            return _Unread(f"nobody could be got to read it: {answered.reason}")
        if faults := mistaken(questions, answered.answer):
            raise Unfit(*faults)
        return told

    def _taken(
        self, task: _Task, written: _Written, earlier: Sequence[RenderedChapter]
    ) -> RenderedChapter:
        """The chapter that is told, when all about it is written down. Raises FallbackRefused."""
        for rejection in written.rejections:
            self._journal.rejected(rejection)
        chapter, reason = written.chapter, written.reason
        turn, about = self._record.turn, task.prompt.about
        if chapter is not None and (again := repeated(chapter, earlier)):
            reason = f"it has {again} words in a row from an earlier chapter"
            self._journal.rejected(Rejection("narrating", turn, about, 0, "repetition", reason))
            chapter = None
        if chapter is not None:
            return chapter
        self._journal.fallback(Fallback("narrating", turn, about, reason))
        return task.offline


def _given_away(
    setting: Setting, known: Mapping[str, int], told: RenderedChapter
) -> Iterator[Fault]:
    """What the last look at the telling would not let pass, found while it can be put right.

    Only the paragraph is quoted: what it gives away must not stand in the question that asks for
    better.
    """
    for n, paragraph in enumerate(told.paragraphs, 1):
        at = max(paragraph.events)
        if any(at < known.get(fact, LATER) for fact in revealed(setting, paragraph.text)):
            reason = f"paragraph {n} has words together that give away what is not known by then"
            yield Fault("early-leak", reason, paragraph.text)


def repeated(chapter: RenderedChapter, earlier: Iterable[RenderedChapter]) -> int:
    """How many words in a row a chapter has from those before it, if too many; else 0."""
    length = LONGEST_SHARED + 1
    known = {run for other in earlier for run in _runs(other, length)}
    return length if any(run in known for run in _runs(chapter, length)) else 0


def _runs(chapter: RenderedChapter, length: int) -> Iterable[tuple[str, ...]]:
    for paragraph in chapter.paragraphs:
        said = words(paragraph.text)
        yield from zip(*(said[start:] for start in range(length)), strict=False)
