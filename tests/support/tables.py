"""Models that answer as they are told to, and a journal in memory: what the tests of deciding and
framing stand on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from novel_engine.adapters.models.seams.deciding import ModelDecisionMaker, NoRecall
from novel_engine.adapters.models.seams.framing import ModelFramer
from novel_engine.engine.director import DirectorAgent
from novel_engine.ports.record import Fallback
from novel_engine.story.asking.consultation import Prompt, Rejection, Reply
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import begin
from tests.support import worlds
from tests.tools.bare import unmeasured


class Scripted:
    """A LanguageModel that gives these answers in turn, then the understudy's; it keeps every
    prompt.
    """

    def __init__(self, *answers: str | Reply) -> None:
        self.answers = list(answers)
        self.prompts: list[Prompt] = []

    def ask(self, prompt: Prompt) -> Reply:
        self.prompts.append(prompt)
        answer = self.answers.pop(0) if self.answers else prompt.understudy
        return answer if isinstance(answer, Reply) else Reply(answer)


class Talkative(Scripted):
    """The understudy's choice, with something harmless said at every turn."""

    def ask(self, prompt: Prompt) -> Reply:
        reply = super().ask(prompt)
        if prompt.seam != "deciding":
            return reply
        line = (
            f"It is turn {prompt.turn}, and there is a good deal more to be said than anybody "
            "will say about it, I think."
        )
        return Reply(json.dumps(json.loads(reply.text) | {"line": line}))


class MemoryJournal:
    """A Journal in memory."""

    def __init__(self) -> None:
        self.rejections: list[Rejection] = []
        self.fallbacks: list[Fallback] = []

    def rejected(self, rejection: Rejection) -> None:
        self.rejections.append(rejection)

    def fallback(self, fallback: Fallback) -> None:
        self.fallbacks.append(fallback)

    @property
    def codes(self) -> list[str]:
        return [rejection.code for rejection in self.rejections]


def decided(choice: str = "1", line: str = "", **more: object) -> str:
    """A reply to a deciding question."""
    return json.dumps({"choice": choice, "manner": "", "line": line, **more})


def table(
    made: Setting, model: Scripted, journal: MemoryJournal | None = None, *, improvise: bool = True
) -> DirectorAgent:
    """Who runs a story of this setting when a model decides and frames."""
    kept = journal or MemoryJournal()
    decider = ModelDecisionMaker(model, kept, NoRecall(), improvise=improvise)
    return DirectorAgent(begin(made), decider, ModelFramer(model, kept))


def simulated(made: Setting, model: Scripted, journal: MemoryJournal) -> worlds.Told:
    """The story this setting comes to when a model decides and frames."""
    with unmeasured():
        return worlds.Told(made, tuple(worlds.steps(table(made, model, journal))))


def seen(prompts: Sequence[Prompt], seam: str) -> list[str]:
    """Everything that a model at this seam was shown."""
    return [f"{p.system}\n{p.user}\n{p.schema}" for p in prompts if p.seam == seam]
