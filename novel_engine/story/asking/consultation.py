"""Asking a language model: a question, its answer, what is wrong with it, and how often it may be
put right.

An answer that does not hold is asked for again, at most twice, with what was wrong quoted to it.
What is rejected goes into the next question and nowhere else: not into the record, not into the
prose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Literal, TypeAlias, TypeVar

from novel_engine.story.asking.fault_codes import FaultCode
from novel_engine.story.asking.limits import MOST_REPAIRS
from novel_engine.story.givens.config import Seam
from novel_engine.values import dataclass

StopReason: TypeAlias = Literal["", "length", "blocked"]
HELD_KEY = "the answer held the key that it was asked with, and was not taken"
"""Why an answer is withheld by nobody but us."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question.

    `system` is the same for every question of its kind to one character or one telling, so that a
    provider's cache hits; `user` is what changes. `schema` is the JSON Schema that the answer
    keeps, as canonical JSON. `version` names the template. What follows it is never sent: `about`
    is whose turn or which chapter it is (a person's id, `scene 3`, `chapter 2`, `chapter 2 quiz`),
    `turn` when, `understudy` the answer that the offline implementation gives, as JSON.
    """

    seam: Seam
    system: str
    user: str
    schema: str
    most_tokens: int
    version: str
    about: str
    turn: int
    understudy: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: its text, what it took, and, if it is not whole, why and in whose words. The
    text is empty where nothing was answered.
    """

    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    stopped: StopReason = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with an answer.

    `reason` says in our own words what was wrong, and quotes none of it; `evidence` quotes it, for
    the question that asks for better.
    """

    code: FaultCode
    reason: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """An answer that was not taken: where, when, about what, at which attempt (from 0), and why."""

    seam: Seam
    turn: int
    about: str
    attempt: int
    code: str
    reason: str


class Unfit(Exception):
    """An answer cannot be used. Carries at least one fault, the gravest first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.reason for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Consulted(Generic[T]):
    """What came of asking: an answer, or None, and everything that was rejected on the way."""

    answer: T | None
    rejections: tuple[Rejection, ...] = ()

    @property
    def reason(self) -> str:
        """Why there is no answer, in a line."""
        return self.rejections[-1].reason if self.rejections else ""


Judge: TypeAlias = Callable[[str], T]
"""Reads an answer's text. Raises Unfit when it does not hold."""
Mend: TypeAlias = Callable[[Prompt, str, tuple[Fault, ...]], Prompt]
"""The question again, with the answer that was given and what was wrong with it."""


def consult(
    ask: Callable[[Prompt], Reply], prompt: Prompt, judge: Judge[T], mend: Mend
) -> Consulted[T]:
    """Ask, and ask again for what does not hold: at most three calls. What `ask` raises passes
    through.

    A provider that blocks the answer is not asked again: the same question would meet the same
    wall.
    """
    rejections: list[Rejection] = []
    question = prompt
    for attempt in range(MOST_REPAIRS + 1):
        reply = ask(question)
        try:
            return Consulted(judge(_whole(reply)), tuple(rejections))
        except Unfit as unfit:
            faults = unfit.faults
        rejections += [_rejection(prompt, attempt, fault) for fault in faults]
        if reply.stopped == "blocked":
            break
        question = mend(prompt, reply.text, faults)
    return Consulted(None, tuple(rejections))


def _rejection(prompt: Prompt, attempt: int, fault: Fault) -> Rejection:
    return Rejection(prompt.seam, prompt.turn, prompt.about, attempt, fault.code, fault.reason)


def _whole(reply: Reply) -> str:
    if reply.stopped == "blocked":
        if reply.why == HELD_KEY:
            raise Unfit(Fault("blocked", HELD_KEY))
        why = reply.why or "no reason given"
        raise Unfit(Fault("blocked", f"the model's provider withheld the answer ({why})"))
    if reply.stopped == "length":
        long = "the answer ran past its length and was cut off"
        raise Unfit(Fault("too-long", long, reply.text[-80:]))
    if not reply.text:
        raise Unfit(Fault("not-json", "the answer was empty, or held nothing that can be read"))
    return reply.text
