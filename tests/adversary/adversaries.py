"""Questions for an adversary, asked without any of the prompts of the seams: whole stories, played
and told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from novel_engine.adapters.models.archive.offline_model import Understudy
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.offline import OfflineFramer
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.chapter_notes import beats_apart
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, begin
from novel_engine.story.givens.verbs import Choice, Proposal
from novel_engine.story.telling.syuzhet import Chapter, RenderedChapter
from tests.adversary.adversary import Adversary, Part
from tests.adversary.backstage import Backstage
from tests.support.bundled_stories import as_a_model_is_given_it
from tests.support.stories import Told


def choosing(
    about: str, turn: int, many: int, *, improvise: bool = False, seam: str = "deciding"
) -> Prompt:
    """A question with so many answers, the first of which the understudy gives."""
    ids = [*(["0"] if improvise else []), *(str(n) for n in range(1, many + 1))]
    properties = {"choice": {"enum": ids}} | ({"effects": {}} if improvise else {})
    answer = {"choice": "1", "manner": "", "line": ""} | (
        {"does": "", "effects": []} if improvise else {}
    )
    plain = Prompt(
        "deciding",
        "Rules.",
        "Choose.",
        json.dumps({"properties": properties}),
        400,
        "1",
        about,
        turn,
        "",
    )
    if seam == "framing":
        return Prompt(
            "framing", "Rules.", "Choose.", plain.schema, 400, "1", about, turn, '{"choice": "1"}'
        )
    return Prompt(
        "deciding", "Rules.", "Choose.", plain.schema, 400, "1", about, turn, json.dumps(answer)
    )


def narrating(about: str, turn: int, answer: dict[str, object]) -> Prompt:
    """A question about a chapter, and the understudy's answer."""
    return Prompt("narrating", "Rules.", "Tell.", "{}", 4_000, "1", about, turn, json.dumps(answer))


def chapter_answer(chapter: Chapter, rendered: RenderedChapter) -> dict[str, object]:
    """A rendered chapter as a model would have sent it."""
    beats = list(beats_apart(chapter.beats))

    def numbers(events: Sequence[int]) -> list[int]:
        found = [n for n, beat in enumerate(beats, 1) if set(beat.events) == set(events)]
        return found or [n for n, beat in enumerate(beats, 1) if set(beat.events) & set(events)]

    paragraphs = [
        {"beats": numbers(p.events)[:1], "speaker": p.speaker, "text": p.text}
        for p in rendered.paragraphs
    ]
    return {"title": rendered.title, "paragraphs": paragraphs}


@dataclass
class Asking:
    """A decider that asks a model about every turn, hears the answer, and takes the top of the menu
    all the same.
    """

    world: World
    model: LanguageModel | None = None
    menu: tuple[Choice, ...] = ()
    heard: list[Reply] = field(default_factory=list)

    def decide(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> Proposal:
        self.menu = tuple(menu)
        prompt = choosing(view.card.id, turn, len(menu), improvise=view.obligation is None)
        assert self.model is not None
        self.heard.append(self.model.ask(prompt))
        return Proposal(menu[0].action)


def played(setting: Setting, part: Part) -> tuple[Adversary, list[Reply]]:
    """An adversary that was asked about every turn of a story, and what it answered."""
    world = begin(setting)
    asking = Asking(world)
    adversary = Adversary(
        Understudy(), Backstage(setting, lambda: world, lambda: asking.menu), part
    )
    asking.model = adversary
    director = DirectorAgent(world, asking, OfflineFramer())
    while not director.is_over:
        director.step()
    return adversary, asking.heard


@lru_cache(maxsize=4)
def told(story: str, seed: int) -> Told:
    """A bundled story, told offline."""
    return as_a_model_is_given_it(story, seed)


def backstage_of(story: Told) -> Backstage:
    """All the truth there is in a story that is over."""
    return Backstage(
        story.setting,
        lambda: begin(story.setting),
        events=lambda: story.events,
        telling=lambda: story.telling,
    )


def chapter_prompts(story: Told) -> Iterator[Prompt]:
    """One question for each chapter of a story."""
    for chapter, rendered in zip(story.telling.chapters, story.chapters, strict=True):
        yield narrating(f"chapter {chapter.number}", 99, chapter_answer(chapter, rendered))
