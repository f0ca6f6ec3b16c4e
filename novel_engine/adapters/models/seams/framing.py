"""Framing with a language model: which possible scene comes next, told without any secret.

A candidate is put as who wants something of whom, where, who is there, and which question of the
story's it bears on; never by what it is about, what purpose it was framed for, or what is true.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from novel_engine.adapters.models.seams.reply_schemas import Framed, framing_schema, read_reply
from novel_engine.adapters.models.seams.templates import datum, fenced, mend, template
from novel_engine.ports.record import Fallback, Journal
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Fault, Prompt, Unfit, consult
from novel_engine.story.asking.limits import MOST_NAME
from novel_engine.story.directing.framing import FrameChoice
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import SceneRecord, World

# Tokens: of a choice of scene, which is a number.
FRAMING_TOKENS = 100
# Scenes offered, and scenes past that are shown: what fits on a page.
MOST_CANDIDATES, MOST_PAST_SCENES = 8, 8
# Characters: of a thread's question.
MOST_QUESTION = 120


class ModelFramer:
    """Frames scenes by asking a model, if there is a choice. Keeps the promise of SceneFramer."""

    def __init__(self, model: LanguageModel, journal: Journal) -> None:
        """The model that is asked, and where it is set down that it did not do as asked."""
        self._model = model
        self._journal = journal

    def frame(self, world: World, candidates: Sequence[FrameChoice]) -> FrameChoice:
        """One of the best candidates; the best of all when no answer holds."""
        offered = candidates[:MOST_CANDIDATES]
        if len(offered) == 1:
            return offered[0]
        prompt = question(world, offered)

        def chosen(text: str) -> FrameChoice:
            return _chosen(text, offered)

        consulted = consult(self._model.ask, prompt, chosen, mend)
        for rejection in consulted.rejections:
            self._journal.rejected(rejection)
        if consulted.answer is not None:
            return consulted.answer
        self._journal.fallback(Fallback("framing", prompt.turn, prompt.about, consulted.reason))
        return offered[0]


def question(world: World, offered: Sequence[FrameChoice]) -> Prompt:
    """The prompt for the next scene: the same bytes for the same world and candidates."""
    framing = template("framing")
    past = [_past(world.setting, scene) for scene in world.scenes[-MOST_PAST_SCENES:]]
    lines = [f"{n}. {_candidate(world, choice)}" for n, choice in enumerate(offered, 1)]
    slots = {
        "scenes": fenced("scenes", "\n".join(past) or "None yet."),
        "candidates": fenced("candidates", "\n".join(lines)),
    }
    return Prompt(
        seam="framing",
        system=framing.fill("system", {}),
        user=framing.fill("user", slots),
        schema=framing_schema([str(n) for n in range(1, len(offered) + 1)]),
        most_tokens=FRAMING_TOKENS,
        version=framing.version,
        about=f"scene {world.scene_count + 1}",
        turn=world.turn + 1,
        understudy=json.dumps({"choice": "1"}, separators=(",", ":")),
    )


def _chosen(text: str, offered: Sequence[FrameChoice]) -> FrameChoice:
    choice = read_reply(text, Framed).choice
    for n, candidate in enumerate(offered, 1):
        if choice.strip() == str(n):
            return candidate
    raise Unfit(
        Fault(
            "illegal-choice",
            f"there is no such scene; give one from 1 to {len(offered)}",
            choice[:40],
        )
    )


def _past(setting: Setting, scene: SceneRecord) -> str:
    came = "something changed" if scene.changed else "nothing changed"
    return (
        f"Scene {scene.scene}, {_place(setting, scene.place)}: "
        f"{_named(setting, scene.cast)}; {came}."
    )


def _candidate(world: World, choice: FrameChoice) -> str:
    setting = world.setting
    frame = setting.frames_by_id[choice.frame]
    own = datum(setting.people[frame.want].pronouns.possessive, MOST_NAME)
    of = f" of {_name(setting, frame.against)}" if frame.against else f" on {own} own account"
    bears = datum(setting.threads[frame.thread].question, MOST_QUESTION)
    before = _tried(world.frames_used.get(frame.id, 0))
    there = f"{_place(setting, choice.place)}, with {_named(setting, choice.cast)}"
    wants = f"{_name(setting, frame.want)} wants something{of}: {there}."
    return f"{wants} It bears on the question: {bears}{before}"


def _tried(times: int) -> str:
    if not times:
        return ""
    return f" Tried before: {'once' if times == 1 else f'{times} times'}."


def _name(setting: Setting, person: str) -> str:
    return datum(setting.people[person].short, MOST_NAME)


def _named(setting: Setting, cast: Sequence[str]) -> str:
    return ", ".join(_name(setting, person) for person in cast)


def _place(setting: Setting, place: str) -> str:
    return datum(setting.places[place].name, MOST_NAME)
