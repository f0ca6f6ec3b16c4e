"""Questions to language models, and models to ask, for tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from novel_engine.adapters.models.archive.archive_keys import ArchiveSlot, CallTerms, question_of
from novel_engine.ports.replies import KeptReply
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.givens.config import Seam

SCHEMA = '{"type":"object"}'


def question(
    user: str = "What now?",
    turn: int = 1,
    about: str = "ada",
    seam: Seam = "deciding",
    system: str = "You are Ada.",
) -> Prompt:
    """A question to one character."""
    return Prompt(seam, system, user, SCHEMA, 300, "deciding/1", about, turn, '{"choice": "1"}')


def kept(
    user: str,
    turn: int = 1,
    *,
    occurrence: int = 0,
    reply: Reply | None = None,
    cost: float | None = None,
    about: str = "ada",
    seam: Seam = "deciding",
) -> KeptReply:
    """A reply as it is archived, to the model `m`."""
    prompt = question(user, turn, about, seam)
    slot = ArchiveSlot(question_of(prompt, CallTerms("m")), occurrence)
    return KeptReply(
        slot.key, slot.question, occurrence, "m", "{}", prompt, reply or Reply("{}", 10, 2), cost
    )


class Scripted:
    """A model whose answers are a function of what it is asked and how often it was asked anything.
    Keeps every prompt.
    """

    def __init__(self, answer: Callable[[Prompt, int], str] | None = None) -> None:
        """By default it numbers its answers, so that no two are alike."""
        self.asked: list[Prompt] = []
        self._answer = answer or (lambda prompt, number: f"answer {number}")

    def ask(self, prompt: Prompt) -> Reply:
        """The next answer."""
        self.asked.append(prompt)
        return Reply(self._answer(prompt, len(self.asked)), 1_000, 100)


class Failing:
    """A model that raises the next problem, or answers where there is none."""

    def __init__(self, problems: Sequence[BaseException | None]) -> None:
        """One problem, or None, for each call."""
        self._problems = list(problems)

    @property
    def left(self) -> int:
        """How many problems it has not been asked for."""
        return len(self._problems)

    def ask(self, prompt: Prompt) -> Reply:
        """The answer `fine`."""
        problem = self._problems.pop(0)
        if problem is not None:
            raise problem
        return Reply("fine", 1_000, 100)
