"""The three seams at which somebody is asked, and who may be asked there: a language model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.directing.framing import FrameChoice
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.verbs import Choice, Proposal
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling


class DecisionMaker(Protocol):
    """Chooses for one character: a model, a person, a recording, or the offline choice."""

    def decide(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> Proposal:
        """The action this character attempts; `menu` is best first and never empty."""
        ...


class SceneFramer(Protocol):
    """Chooses the next scene among those the director found possible."""

    def frame(self, world: World, candidates: Sequence[FrameChoice]) -> FrameChoice:
        """One of the candidates, which are best first and never empty."""
        ...


class Narrator(Protocol):
    """Words a planned telling."""

    def narrate(self, telling: Telling) -> tuple[RenderedChapter, ...]:
        """The plan's chapters, in order; every paragraph names the events it tells."""
        ...


class LanguageModel(Protocol):
    """Answers questions: a provider's model, a recording, an adversary. May be asked from several
    threads at once.
    """

    def ask(self, prompt: Prompt) -> Reply:
        """The reply. Raises ModelUnavailable when none is to be had, and BudgetReached before the
        money runs out.
        """
        ...
