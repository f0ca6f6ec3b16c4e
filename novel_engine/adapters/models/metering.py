"""Money: how many tokens a text is, what a call can cost at most, and a purse that is never overdrawn."""

from __future__ import annotations

import math
from pathlib import Path
from threading import Condition

from novel_engine.adapters.models.answers import ROOM_TO_THINK
from novel_engine.adapters.models.prices import dollars, dollars_for
from novel_engine.errors import BudgetReached, UsageError
from novel_engine.story.config import Price
from novel_engine.story.consulting import Prompt

PROSE, JSON, FEWEST = 4, 3, 2
"""Bytes of UTF-8 to a token: of words, of JSON, and of anything whatever. Measured: 3.4 to 4.2, 2.8 to 3.2."""
AROUND_A_PROMPT = 40
"""What a provider adds of its own: the roles of the messages, and their separators."""


def estimated_tokens(text: str, bytes_a_token: int = PROSE) -> int:
    """About how many tokens a text is."""
    return -(-len(text.encode("utf-8", "replace")) // bytes_a_token)


def estimated_tokens_in(prompt: Prompt) -> int:
    """About how many tokens of a prompt are counted: what it says, and half of its schema, for only some count that."""
    return estimated_tokens(prompt.system + prompt.user) + estimated_tokens(prompt.schema, JSON) // 2


def most_cost(prompt: Prompt, price: Price) -> float:
    """The most that a call can cost: a token for every two bytes that are sent, and the longest answer it allows.

    What a model may think before it answers is paid for as well.
    """
    sent = estimated_tokens(prompt.system + prompt.user + prompt.schema, FEWEST) + AROUND_A_PROMPT
    return dollars_for(sent, prompt.most_tokens + ROOM_TO_THINK, price)


class Meter:
    """One story's purse: what was spent, what is set aside for calls under way, and what may be spent in all.

    Used from any number of threads. A call that the rest of the money would not pay waits for those under way to give back
    what they did not use, and is refused only when they have: whether the money reaches does not hang on who came first.
    """

    def __init__(self, budget: float | None, spent: float = 0.0, folder: Path = Path()) -> None:
        """`budget` in US dollars for the whole story, None where there is none; `spent` is what its record holds."""
        if budget is not None and not 0 <= budget < math.inf:
            raise UsageError("--budget is an amount in US dollars, such as 0.50")
        self._budget = budget
        self._spent = spent
        self._set_aside = 0.0
        self._under_way = 0
        self._folder = folder
        self._change = Condition()

    @property
    def spent(self) -> float:
        """What the story has cost so far, as far as prices are known."""
        return self._spent

    def admit(self, model: str, price: Price | None) -> None:
        """Raise UsageError when there is a budget and nobody knows what this model costs."""
        if self._budget is not None and price is None:
            example = f'"{model}": {{input: 0.10, output: 0.40}}'
            raise UsageError(
                f"--budget: what {model} costs is not known; give its price in US dollars a million tokens in the story "
                f"file, under `model: prices:`, as in `{example}`"
            )

    def reserve(self, prompt: Prompt, price: Price | None) -> float:
        """Set aside the most that this call can cost, and return it. Raises BudgetReached when there is not so much.

        Without a price nothing is set aside; a budget has refused that model before (`admit`).
        """
        most = 0.0 if price is None else most_cost(prompt, price)
        with self._change:
            self._change.wait_for(lambda: not self._under_way or self._reaches(self._set_aside + most))
            if not self._reaches(self._set_aside + most):
                raise self._reached(most)
            self._set_aside += most
            self._under_way += 1
        return most

    def settle(self, reserved: float, cost: float) -> None:
        """A call that money was reserved for is over: what was set aside for it is free again, and what it cost is spent."""
        with self._change:
            self._spent += cost
            self._under_way -= 1
            self._set_aside = self._set_aside - reserved if self._under_way else 0.0
            self._change.notify_all()

    def _reaches(self, more: float) -> bool:
        return self._budget is None or self._spent + more <= self._budget

    def _reached(self, most: float) -> BudgetReached:
        return BudgetReached(
            f"{dollars(self._spent)} of {dollars(self._budget or 0.0)} are spent, and the next call could cost "
            f"{dollars(most)}; `novel-engine resume {self._folder} --budget USD` goes on"
        )
