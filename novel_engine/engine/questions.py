"""What a turn waits for: somebody's decision, and the choice of the next scene.

A turn is a generator that yields a question and is sent the answer. Offline answers come at once, a
model's after a while; a person at a terminal may take a minute, and one at a browser may come back
tomorrow: all of them drive one body of code.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeAlias, TypeVar

from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.directing.framing import FrameChoice
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.verbs import Choice, Proposal
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Decide:
    """What does this character do? Answered by a Proposal; `menu` is best first, never empty."""

    view: PersonaView
    menu: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ChooseFrame:
    """Which scene is next? Answered by one of the candidates, best first and never empty."""

    world: World
    candidates: tuple[FrameChoice, ...]


Question: TypeAlias = Decide | ChooseFrame
Answer: TypeAlias = Proposal | FrameChoice
T = TypeVar("T")
Asking: TypeAlias = Generator[Question, Answer, T]
"""Work that may have to ask on its way to a T."""


def answered(work: Asking[T], answer: Callable[[Question], Answer]) -> T:
    """Go through with the work, and have every question answered as it comes."""
    try:
        question = next(work)
        while True:
            question = work.send(answer(question))
    except StopIteration as end:
        result: T = end.value
        return result
