"""A language model that is asked nothing twice: what was answered before is found, what is new is stored before it is used."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock

from novel_engine.adapters.models.keys import Occurrences, Slot, Terms, question_of
from novel_engine.adapters.models.metering import JSON, Meter, estimated_tokens, estimated_tokens_in
from novel_engine.adapters.models.prices import cost_of
from novel_engine.adapters.plain_text import shown
from novel_engine.ports import KeptReply, LanguageModel, ReplyArchive
from novel_engine.story.consulting import Prompt, Reply

LONGEST_REPLY = 200_000
LONGEST_WHY = 200
MOST_TOKENS = 1_000_000_000


class Archived:
    """A model behind its archive and its purse. Keeps the promise of LanguageModel; asked from any number of threads.

    A reply that is archived is given back and costs nothing again. For any other, money is set aside, the model is asked,
    and the reply is stored before it is returned: whoever has it can have it again. A call that fails stores nothing and
    is not counted. Threads that ask the very same question do so one after the other.
    """

    def __init__(self, inner: LanguageModel, terms: Terms, archive: ReplyArchive, meter: Meter) -> None:
        """Raises UsageError, before anything is asked, when there is a budget and this model's price is not known."""
        meter.admit(terms.model, terms.price)
        self._inner = inner
        self._terms = terms
        self._archive = archive
        self._meter = meter
        self._occurrences = Occurrences(archive)
        self._counting = Lock()
        self._in_turn: dict[str, Lock] = {}

    def ask(self, prompt: Prompt) -> Reply:
        """The reply. Raises BudgetReached, and whatever the model raises."""
        question = question_of(prompt, self._terms)
        with self._counting:
            in_turn = self._in_turn.setdefault(question, Lock())
        with in_turn:
            with self._counting:
                slot = self._occurrences.slot(prompt, question)
            reply = self._archive.find(slot.key) or self._new(prompt, slot)
            with self._counting:
                self._occurrences.count(prompt, question)
        return reply

    def _new(self, prompt: Prompt, slot: Slot) -> Reply:
        terms = self._terms
        cost: float | None = None
        reserved = self._meter.reserve(prompt, terms.price)
        try:
            reply = fit_to_keep(self._inner.ask(prompt), prompt)
            cost = cost_of(reply, terms.price)
            self._archive.keep(kept_reply(prompt, slot, terms, reply, cost))
        finally:
            self._meter.settle(reserved, cost or 0.0)
        return reply


def kept_reply(prompt: Prompt, slot: Slot, terms: Terms, reply: Reply, cost: float | None) -> KeptReply:
    """A reply as it goes into an archive."""
    return KeptReply(slot.key, slot.question, slot.occurrence, terms.model, terms.parameters, prompt, reply, cost)


def fit_to_keep(reply: Reply, prompt: Prompt) -> Reply:
    """A reply as any file can hold it: no lone surrogates, no more than 200,000 signs, tokens that can be counted.

    Where a server did not count its tokens, our own estimate stands in, so that a budget never takes a call to be free.
    """
    text = _storable(reply.text)
    return replace(
        reply,
        text=text[:LONGEST_REPLY],
        tokens_in=_within(reply.tokens_in) or estimated_tokens_in(prompt),
        tokens_out=_within(reply.tokens_out) or estimated_tokens(text, JSON),
        stopped=reply.stopped or ("length" if len(text) > LONGEST_REPLY else ""),
        why=shown(reply.why, LONGEST_WHY),
    )


def _within(tokens: int) -> int:
    return max(0, min(tokens, MOST_TOKENS))


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
