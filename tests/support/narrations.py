"""What the tests of a model's chapters stand on: told stories, and models that answer in every way
there is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from novel_engine.adapters.models.seams.narrating import Chronicle, ModelNarrator
from novel_engine.ports.record import Fallback
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Rejection, Reply
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling
from tests.support.bundled_stories import STORIES, bundled_story, materials
from tests.support.stories import Told


@lru_cache(maxsize=48)
def story(number: int) -> Told:
    """The bundled stories, turn about."""
    return bundled_story(STORIES[number % 2], number)


@dataclass
class Given:
    """A narrator with one telling, made before."""

    chapters: tuple[RenderedChapter, ...]

    def narrate(self, telling: Telling) -> tuple[RenderedChapter, ...]:
        """The chapters."""
        return self.chapters


@dataclass
class Notebook:
    """A Journal that forgets when the process ends."""

    rejections: list[Rejection] = field(default_factory=list)
    fallbacks: list[Fallback] = field(default_factory=list)

    def rejected(self, rejection: Rejection) -> None:
        """An answer was not taken."""
        self.rejections.append(rejection)

    def fallback(self, fallback: Fallback) -> None:
        """The offline implementation stood in."""
        self.fallbacks.append(fallback)


@dataclass
class Scripted:
    """A model that answers as it is told to, and remembers what it was asked, and how often about
    each thing.
    """

    answer: Callable[[Prompt, int], str | Reply]
    prompts: list[Prompt] = field(default_factory=list)

    def ask(self, prompt: Prompt) -> Reply:
        """The answer to this asking, counted from 0 for each chapter and each quiz."""
        self.prompts.append(prompt)
        times = sum(one.about == prompt.about for one in self.prompts) - 1
        found = self.answer(prompt, times)
        return Reply(found) if isinstance(found, str) else found

    def about(self, text: str) -> list[Prompt]:
        """What was asked about one chapter, or one quiz."""
        return [prompt for prompt in self.prompts if prompt.about == text]


def understudy(prompt: Prompt, times: int) -> str:
    """The offline answer."""
    return prompt.understudy


def is_quiz(prompt: Prompt) -> bool:
    """Whether it is a second reader who is asked."""
    return prompt.about.endswith("quiz")


@dataclass(frozen=True)
class Narrated:
    """A telling in a model's words, and all that was written down about it."""

    chapters: tuple[RenderedChapter, ...]
    notebook: Notebook
    model: LanguageModel


def narrated(told: Told, model: LanguageModel, at_once: int = 1) -> Narrated:
    """One story with its chapters asked of a model."""
    notebook = Notebook()
    genre = materials(told.name.split()[0]).genre
    record = Chronicle(told.fabula, genre)
    narrator = ModelNarrator(Given(told.chapters), model, notebook, record, at_once=at_once)
    return Narrated(narrator.narrate(told.telling), notebook, model)


def bare(chapters: Sequence[RenderedChapter]) -> tuple[RenderedChapter, ...]:
    """The chapters without the names of the fragments they are made of."""
    return tuple(
        replace(
            chapter,
            paragraphs=tuple(replace(paragraph, fragment="") for paragraph in chapter.paragraphs),
        )
        for chapter in chapters
    )
