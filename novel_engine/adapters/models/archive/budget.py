"""Money: a purse that is never overdrawn, because what may have been spent is spent until it is
proven otherwise.

Every attempt to ask a model is an outlay of its own. Before it is sent, the most it can cost is set
aside and written down on disk; what became of it is entered afterwards. An outlay of which nothing
is known, because its answer came too late, or broke off, or the process was killed, counts whole,
in this run and in every later one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from threading import Condition

from novel_engine.adapters.models.archive.archive_keys import CallTerms, question_of
from novel_engine.adapters.models.archive.prices import (
    calls_unanswered,
    cost_of,
    dollars,
    dollars_for,
)
from novel_engine.adapters.models.archive.tokens import counted, most_tokens_in, most_tokens_out
from novel_engine.adapters.models.providers.retrying import CallFailed
from novel_engine.errors import BudgetReached, UsageError
from novel_engine.ports.replies import Outlay, Outlays, Spending, Stretch, Unpriced
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.english.text import so_many
from novel_engine.story.givens.config import Price

NOTHING_SPENT, AS_FORESEEN = Spending(), Stretch()


def admit(budget: float | None, model: str, price: Price | None) -> None:
    """Raise UsageError for a budget that is no amount, and for one under which nobody knows what
    this model costs.
    """
    if budget is None:
        return
    if not 0 <= budget < math.inf:
        raise UsageError("--budget is an amount in US dollars, such as 0.50")
    if price is None:
        example = f'"{model}": {{input: 0.10, output: 0.40}}'
        raise UsageError(
            f"--budget: what {model} costs is not known; give its price "
            f"in US dollars a million tokens, asked and answered: `--price {model}=0.10,0.40`, "
            f"or in the story file, under `model: prices:`, `{example}`"
        )


def owed(unpriced: Iterable[Unpriced], price_of: Callable[[str], Price | None]) -> Spending:
    """What calls cost whose price was not known when they were made, at what it is known to be now.

    Raises UsageError for a model whose price is still not known: a budget is for all that a story
    costs.
    """
    whole = NOTHING_SPENT
    for one in unpriced:
        price = price_of(one.model)
        if price is None:
            raise UsageError(
                f"--budget: this story's record holds "
                f"{so_many(one.calls + one.unanswered, 'call')} "
                f"to {one.model}, and what they cost is not known; `--price {one.model}=0.10,0.40` "
                "says it, in US dollars a million tokens, asked and answered"
            )
        lost = dollars_for(one.most_in, one.most_out, price)
        whole += Spending(dollars_for(one.tokens_in, one.tokens_out, price) + lost, 0, lost)
    return whole


def outlay_for(prompt: Prompt, terms: CallTerms, stretch: Stretch = AS_FORESEEN) -> Outlay:
    """The most that one attempt at a question can take: all that is sent, and the longest answer
    that it allows.

    A model that has taken more than was foreseen is taken to do so again.
    """
    most_in, most_out = most_tokens_in(prompt), most_tokens_out(prompt)
    worst = math.ceil(most_in * stretch.asked), math.ceil(most_out * stretch.answered)
    most = None if terms.price is None else dollars_for(*worst, terms.price)
    return Outlay(question_of(prompt, terms), terms.model, prompt, most_in, most_out, most)


class Metered:
    """A model asked one paid attempt at a time. Keeps the promise of LanguageModel.

    It stands inside the patience, which may ask again, and outside of it stands the archive, which
    settles an outlay with the reply that it stores. What it raises is BudgetReached, or what the
    model raises. A CallFailed says whether it may have been charged for; whatever else goes wrong
    may have been.
    """

    def __init__(self, inner: LanguageModel, terms: CallTerms, meter: Meter) -> None:
        """Raises UsageError, before anything is asked, when there is a budget and this model's
        price is not known.
        """
        admit(meter.budget, terms.model, terms.price)
        self._inner = inner
        self._terms = terms
        self._meter = meter

    def ask(self, prompt: Prompt) -> Reply:
        """The reply to one attempt, with its tokens counted."""
        outlay = outlay_for(prompt, self._terms, self._meter.stretch(self._terms.model))
        self._meter.reserve(outlay)
        try:
            reply = counted(self._inner.ask(prompt), prompt)
        except CallFailed as failed:
            if failed.charged:
                self._meter.unanswered(outlay)
            else:
                self._meter.unspent(outlay)
            raise
        except BaseException:
            self._meter.unanswered(outlay)
            raise
        self._meter.answered(outlay, reply, cost_of(reply, self._terms.price) or 0.0)
        return reply


class Meter:
    """One story's purse: what was spent, is set aside for calls, and may be spent in all.

    Used from any number of threads. A call that the rest of the money would not pay waits for those
    under way to give back what they did not use, and is refused only when they have: whether the
    money reaches does not hang on who came first.

    A reply that is dearer than what was set aside for it proves that nobody knows what the next
    would cost. Under a budget nothing is begun after it. Whoever goes on sets aside, from then on,
    by the worst that the record has seen.
    """

    def __init__(
        self,
        budget: float | None,
        outlays: Outlays,
        cure: str = "a larger --budget goes on",
        more: Spending = NOTHING_SPENT,
    ) -> None:
        """`budget` in US dollars for the whole story, None where there is none; `outlays` hold what
        it has cost so far.

        `cure` says how to go on with more, and `more` is what the story has cost that is not in the
        outlays' sum.
        """
        self.budget = budget
        self._outlays = outlays
        self._spending = outlays.spending() + more
        self._set_aside = 0.0
        self._under_way = 0
        self._stretches: dict[str, Stretch] = {}
        self._past_its_most: tuple[Outlay, float] | None = None
        self._cure = cure
        self._change = Condition()

    @property
    def spent(self) -> float:
        """What the story has cost so far, as far as prices are known, and calls without an answer
        at their most.
        """
        return self._spending.usd

    def stretch(self, model: str) -> Stretch:
        """How far this model's replies went past what was foreseen, in any run of the story."""
        with self._change:
            if model not in self._stretches:
                self._stretches[model] = self._outlays.stretch(model)
            return self._stretches[model]

    def reserve(self, outlay: Outlay) -> None:
        """Set aside what this attempt can cost, and write it down. Raises BudgetReached when there
        is not so much.

        Without a price nothing is set aside; a budget has refused that model before (`admit`).
        """
        most = outlay.most_usd or 0.0
        with self._change:
            self._change.wait_for(lambda: self._is_decided(most))
            if self._past_its_most is not None:
                raise self._unforeseeable(*self._past_its_most)
            if not self._reaches(self._set_aside + most):
                raise self._reached(most)
            self._set_aside += most
            self._under_way += 1
        try:
            self._outlays.begin(outlay)
        except BaseException:
            self._over(outlay)
            raise

    def answered(self, outlay: Outlay, reply: Reply, cost: float) -> None:
        """The attempt brought a reply, which cost this; whoever stores it has it recorded."""
        with self._change:
            self._stretches[outlay.model] = self.stretch(outlay.model).with_reply(outlay, reply)
            if self.budget is not None and cost > (outlay.most_usd or 0.0):
                self._past_its_most = outlay, cost
            self._over(outlay, Spending(cost))

    def unspent(self, outlay: Outlay) -> None:
        """The attempt failed, and it is proven that nothing was spent on it."""
        try:
            self._outlays.unspent(outlay.question)
        finally:
            self._over(outlay)

    def unanswered(self, outlay: Outlay) -> None:
        """The attempt brought no reply, and may have been charged: all that was set aside for it
        counts as spent.
        """
        most = outlay.most_usd or 0.0
        self._over(outlay, Spending(most, 1, most))

    def _over(self, outlay: Outlay, spent: Spending = NOTHING_SPENT) -> None:
        """An attempt is over: what was set aside for it is free again, and this is spent."""
        with self._change:
            self._spending += spent
            self._under_way -= 1
            self._set_aside = self._set_aside - (outlay.most_usd or 0.0) if self._under_way else 0.0
            self._change.notify_all()

    def _is_decided(self, most: float) -> bool:
        """Whether it is known by now if a call that could cost so much may be made."""
        return (
            not self._under_way
            or self._past_its_most is not None
            or self._reaches(self._set_aside + most)
        )

    def _reaches(self, more: float) -> bool:
        return self.budget is None or self._spending.usd + more <= self.budget

    def _reached(self, most: float) -> BudgetReached:
        return BudgetReached(
            f"{self._told()}, and the next call could cost {dollars(most)}; {self._cure}"
        )

    def _unforeseeable(self, outlay: Outlay, cost: float) -> BudgetReached:
        return BudgetReached(
            f"{self._told()}, and what the next call could cost is not known: "
            f"{outlay.model} answers past the limit that it is given, "
            f"and took {dollars(cost)} where {dollars(outlay.most_usd or 0.0)} was the most; "
            f"{self._cure}, and sets aside by the longest answer there was"
        )

    def _told(self) -> str:
        so_far = self._spending
        lost = f", {dollars(so_far.unanswered_usd)} of it on {calls_unanswered(so_far.unanswered)}"
        spent = f"{dollars(so_far.usd)} of {dollars(self.budget or 0.0)} are spent"
        return spent + (lost if so_far.unanswered else "")
