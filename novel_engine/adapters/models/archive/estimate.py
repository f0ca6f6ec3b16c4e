"""What a story would cost: it is played with the offline answers, and each question is counted."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

from novel_engine.adapters.models.archive.prices import dollars_for
from novel_engine.adapters.models.archive.tokens import JSON, estimated_tokens, estimated_tokens_in
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.givens.config import SEAMS, Price, Seam
from novel_engine.values import dataclass

EMPTY_LINE = '"line":""'
WORDS_OF_ITS_OWN = 20
"""Tokens of the manner and the line that a model gives and an understudy leaves out."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What to expect of one seam: `cost_usd` is None where the price is not known."""

    seam: Seam
    calls: int
    tokens_in: int
    tokens_out: int
    cost_usd: float | None


def estimated_tokens_out(prompt: Prompt) -> int:
    """About how long a model's answer will be: as the understudy's, and the words it puts where
    that has none.
    """
    return estimated_tokens(prompt.understudy, JSON) + (
        WORDS_OF_ITS_OWN if EMPTY_LINE in prompt.understudy else 0
    )


class Rehearsal:
    """Counts the questions on their way to an understudy. Keeps the promise of LanguageModel.

    It is one call a question: answers that have to be asked for again come on top.
    """

    def __init__(self, inner: LanguageModel) -> None:
        """`inner` answers: an Understudy."""
        self._inner = inner
        self._counting = Lock()
        self._counts: dict[Seam, tuple[int, int, int]] = {}

    def ask(self, prompt: Prompt) -> Reply:
        """The understudy's answer."""
        with self._counting:
            calls, tokens_in, tokens_out = self._counts.get(prompt.seam, (0, 0, 0))
            self._counts[prompt.seam] = (
                calls + 1,
                tokens_in + estimated_tokens_in(prompt),
                tokens_out + estimated_tokens_out(prompt),
            )
        return self._inner.ask(prompt)

    def estimates(self, prices: Mapping[Seam, Price | None]) -> tuple[Estimate, ...]:
        """What was counted, for each seam that asked anything."""
        found = (
            (seam, self._counts[seam], prices.get(seam)) for seam in SEAMS if seam in self._counts
        )
        return tuple(
            Estimate(
                seam, calls, t_in, t_out, None if price is None else dollars_for(t_in, t_out, price)
            )
            for seam, (calls, t_in, t_out), price in found
        )
