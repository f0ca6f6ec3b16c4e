"""An adversary for tests: a language model whose valid answers are spoilt by seed, until it heals
or for ever.

It stands where a provider would, knows how things really are, and writes down everything that it
planted, so that a test can say how much of it was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from threading import Lock
from types import MappingProxyType

from novel_engine.adapters.models.archive.offline_model import tokens
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.givens import draws
from novel_engine.story.givens.config import Seam
from novel_engine.story.telling.syuzhet import Telling
from tests.adversary.backstage import Backstage, ChapterTruth, chapters_of_truth, moment_of
from tests.adversary.corruptions_of_chapters import OF_CHAPTERS
from tests.adversary.corruptions_of_choices import OF_DECIDING, OF_FRAMING
from tests.adversary.corruptions_of_quizzes import OF_QUIZZES
from tests.adversary.planting import Corrupted, Corruption, Question, Wording

QUIZ = " quiz"
AT: Mapping[str, Mapping[str, Corruption]] = MappingProxyType(
    {"deciding": OF_DECIDING, "framing": OF_FRAMING, "narrating": OF_CHAPTERS, "quiz": OF_QUIZZES}
)
KINDS = tuple(sorted({kind for kinds in AT.values() for kind in kinds}))
PLACES = tuple(AT)


@dataclass(frozen=True, slots=True)
class Part:
    """What an adversary plays: by which seed, which kinds of fault, to what share of the questions
    at which places.

    `heal_after` is how many answers to the same question are spoilt before one is given whole; None
    is all of them. `wording` is in whose words: the checks were made against the first, and are
    measured on the second.
    """

    seed: str
    kinds: tuple[str, ...] = KINDS
    heal_after: int | None = None
    share: float = 1.0
    places: tuple[str, ...] = PLACES
    wording: Wording = "first"


@dataclass(frozen=True, slots=True, order=True)
class Planted:
    """One fault: in the answer to which question, at which attempt (from 0), of what kind.

    `text` is the whole spoilt answer; `mark` the sentence in it that is wrong, where it is one
    sentence.
    """

    seam: Seam
    turn: int
    about: str
    attempt: int
    kind: str
    text: str
    mark: str


class Adversary:
    """A language model that answers as another would, and then spoils it. May be asked from several
    threads at once.

    A question is known again by its seam, its turn and what it is about, so what is planted does
    not depend on which chapter is asked for first.
    """

    def __init__(self, inner: LanguageModel, backstage: Backstage, part: Part) -> None:
        self._inner = inner
        self._backstage = backstage
        self._part = part
        self._lock = Lock()
        self._asked: dict[tuple[Seam, int, str], int] = {}
        self._planted: list[Planted] = []
        self._told: Telling | None = None
        self._chapters: tuple[ChapterTruth, ...] = ()

    @property
    def planted(self) -> tuple[Planted, ...]:
        """Everything that was planted so far, in an order that does not depend on who asked
        first.
        """
        with self._lock:
            return tuple(sorted(self._planted))

    @property
    def calls(self) -> Mapping[tuple[Seam, int, str], int]:
        """How often each question was asked: by seam, turn and what it is about."""
        with self._lock:
            return dict(self._asked)

    def ask(self, prompt: Prompt) -> Reply:
        """The inner answer, spoilt if it is this question's turn and there is a fault that can be
        made of it.
        """
        reply = self._inner.ask(prompt)
        with self._lock:
            key = (prompt.seam, prompt.turn, prompt.about)
            attempt = self._asked.get(key, 0)
            self._asked[key] = attempt + 1
            if not self._strikes(prompt, attempt):
                return reply
            kind, corrupted = self._spoilt(prompt, reply, attempt)
            if corrupted is None:
                return reply
            self._planted.append(Planted(*key, attempt, kind, corrupted.text, corrupted.mark))
        return Reply(corrupted.text, reply.tokens_in, tokens(corrupted.text))

    def _strikes(self, prompt: Prompt, attempt: int) -> bool:
        """Whether this question is among those to be spoilt, and has not healed."""
        part = self._part
        if place_of(prompt) not in part.places or (
            part.heal_after is not None and attempt >= part.heal_after
        ):
            return False
        rng = draws.generator(
            part.seed, "adversary strikes", prompt.turn, f"{prompt.seam}/{prompt.about}"
        )
        return rng.random() < part.share

    def _spoilt(self, prompt: Prompt, reply: Reply, attempt: int) -> tuple[str, Corrupted | None]:
        """The first fault, in a drawn order, that can be made of this answer, and its kind."""
        possible = corruptions_of(prompt)
        rng = draws.generator(
            self._part.seed, "adversary", prompt.turn, f"{prompt.seam}/{prompt.about}/{attempt}"
        )
        question = self._question(prompt, reply, rng)
        for kind in draws.shuffled(rng, [kind for kind in self._part.kinds if kind in possible]):
            corrupted = possible[kind](question)
            if corrupted is not None and corrupted.text != reply.text:
                return kind, corrupted
        return "", None

    def _question(self, prompt: Prompt, reply: Reply, rng: Random) -> Question:
        question = Question(prompt, reply.text, self._backstage, rng, wording=self._part.wording)
        if prompt.seam == "deciding" and prompt.about in self._backstage.setting.people:
            return replace(question, moment=moment_of(self._backstage, prompt.about))
        if prompt.seam == "narrating" and not prompt.about.endswith(QUIZ):
            return replace(question, chapter=self._chapter(prompt.about))
        return question

    def _chapter(self, about: str) -> ChapterTruth | None:
        """What is so in a chapter, such as `chapter 2`; None where no telling is known."""
        telling = self._backstage.telling()
        if telling is None:
            return None
        if self._told is not telling:
            self._told = telling
            self._chapters = chapters_of_truth(
                self._backstage.setting, self._backstage.events(), telling
            )
        return self._chapters[int(about.removeprefix("chapter ")) - 1]


def place_of(prompt: Prompt) -> str:
    """Where a question is asked: its seam, but that a reader's quiz is a place of its own."""
    return "quiz" if prompt.about.endswith(QUIZ) else prompt.seam


def corruptions_of(prompt: Prompt) -> Mapping[str, Corruption]:
    """The kinds of fault there are for such a question, though not each can be made of every
    answer.
    """
    return AT[place_of(prompt)]
