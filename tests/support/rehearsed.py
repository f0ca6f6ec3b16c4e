"""A model that has rehearsed: it knows every question a story will put, and the offline answer to
each.

With it behind a fake server, a story told over a network must come out as the offline story, byte
for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from novel_engine.adapters.files.story_folder import new_folder
from novel_engine.adapters.models.providers.connecting import connected
from novel_engine.adapters.models.providers.retrying import Cures, Pace, PatientModel
from novel_engine.adapters.reading.model_names import ModelName
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import Materials, understood
from novel_engine.app.making import RunOptions, begin_story
from novel_engine.app.outcomes import ToldStory
from novel_engine.app.seats import ModelOptions
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.givens.config import Overrides, SeamModels
from tests.support.servers.serving import Question
from tests.support.terminal import LAMP_OIL

SEED = "2"
SHORT = Overrides(scenes=5, words=700)
WORDS = ("--seed", SEED, "--scenes", "5", "--words", "700")


@dataclass
class Collector:
    """Answers as the offline implementations would, and keeps every question."""

    asked: list[Prompt] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def ask(self, prompt: Prompt) -> Reply:
        """The offline answer."""
        with self.lock:
            self.asked.append(prompt)
        return Reply(prompt.understudy, 100, 10)


@dataclass(frozen=True)
class Rehearsed:
    """The offline answers by question. A question with more after it, as one to mend an answer has,
    is answered alike.
    """

    answers: Mapping[tuple[str, str], str]

    def __call__(self, question: Question) -> str:
        """What a server sends."""
        found = self.answers.get((question.system, question.user))
        if found is not None:
            return found
        known = [
            key
            for key in self.answers
            if key[0] == question.system and question.user.startswith(key[1])
        ]
        return self.answers[max(known, key=lambda key: len(key[1]))]


def materials(model: str = "offline") -> Materials:
    """A small story, told by this model at every seam."""
    return understood(gather(str(LAMP_OIL), {}, replace(SHORT, model=model)))


def told(folder: Path, model: str, options: ModelOptions | None = None) -> ToldStory:
    """The small story, told into a folder."""
    with new_folder(folder):
        return begin_story(
            materials(model), SEED, folder, RunOptions(models=options or ModelOptions())
        )


def reached(model: LanguageModel) -> ModelOptions:
    """Every model's name leads to this one."""
    return ModelOptions(
        connect=lambda name, settings, environment, seed: PatientModel(
            model, name, "", Cures("", ""), Pace()
        )
    )


def rehearsal(folder: Path, model: str) -> tuple[Rehearsed, ToldStory]:
    """The answers to everything the small story asks of this model, and the story."""
    collector = Collector()
    story = told(folder, model, reached(collector))
    return Rehearsed(
        {(asked.system, asked.user): asked.understudy for asked in collector.asked}
    ), story


def unhurried(environment: Mapping[str, str], *, timeout: float = 1) -> ModelOptions:
    """Over the network as usual, but that waiting takes no time, and that a call is given up
    soon.
    """
    pace = Pace(sleep=lambda seconds: None, failures=1000)

    def connect(
        name: ModelName, settings: SeamModels, given: Mapping[str, str], seed: str
    ) -> PatientModel:
        return connected(name, replace(settings, timeout=timeout), given, seed, pace)

    return ModelOptions(environment=environment, connect=connect)
