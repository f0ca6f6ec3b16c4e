"""A language model that is asked nothing twice: what was answered before is found, what is new is
stored before it is used.
"""

from __future__ import annotations

from dataclasses import replace
from threading import Lock

from novel_engine.adapters.models.archive.archive_keys import (
    ArchiveSlot,
    CallTerms,
    Occurrences,
    question_of,
)
from novel_engine.adapters.models.archive.prices import cost_of
from novel_engine.adapters.untrusted_text import printable
from novel_engine.ports.replies import KeptReply, ReplyArchive
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply

# Characters: of a reply that is kept; far more than was asked for.
LONGEST_ARCHIVED = 200_000
# Characters: of the reason that it stopped.
LONGEST_WHY = 200


class Archived:
    """A model behind its archive. Keeps the promise of LanguageModel; asked from any thread.

    A reply that is archived is given back and costs nothing again. For any other, the model is
    asked, and the reply is stored before it is returned: whoever has it can have it again. A call
    that fails stores nothing, and the question is asked under the same key again. Threads that ask
    the very same question do so one after the other.
    """

    def __init__(self, inner: LanguageModel, terms: CallTerms, archive: ReplyArchive) -> None:
        """`inner` counts the tokens of what it returns, and pays for them."""
        self._inner = inner
        self._terms = terms
        self._archive = archive
        self._occurrences = Occurrences(archive)
        self._counting = Lock()
        self._in_turn: dict[str, Lock] = {}
        self._newly: dict[tuple[str, str], None] = {}

    def knows(self, prompt: Prompt) -> bool:
        """Whether the next reply to this is kept already, and nobody need be asked for it."""
        question = question_of(prompt, self._terms)
        with self._counting:
            slot = self._occurrences.slot(prompt, question)
        return self._archive.find(slot.key) is not None

    def has_asked(self, prompt: Prompt) -> bool:
        """Whether anything about the same matter was asked of the model itself, and not found."""
        with self._counting:
            return (prompt.seam, prompt.about) in self._newly

    def ask(self, prompt: Prompt) -> Reply:
        """The reply. Raises whatever the model raises."""
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

    def _new(self, prompt: Prompt, slot: ArchiveSlot) -> Reply:
        with self._counting:
            self._newly[prompt.seam, prompt.about] = None
        reply = fit_to_keep(self._inner.ask(prompt))
        cost = cost_of(reply, self._terms.price)
        self._archive.keep(kept_reply(prompt, slot, self._terms, reply, cost))
        return reply


def kept_reply(
    prompt: Prompt, slot: ArchiveSlot, terms: CallTerms, reply: Reply, cost: float | None
) -> KeptReply:
    """A reply as it goes into an archive."""
    return KeptReply(
        slot.key, slot.question, slot.occurrence, terms.model, terms.parameters, prompt, reply, cost
    )


def fit_to_keep(reply: Reply) -> Reply:
    """A reply as any file can hold it: no lone surrogates, no more than 200,000 signs."""
    text = reply.text.encode("utf-8", "replace").decode("utf-8")
    return replace(
        reply,
        text=text[:LONGEST_ARCHIVED],
        stopped=reply.stopped or ("length" if len(text) > LONGEST_ARCHIVED else ""),
        why=printable(reply.why, LONGEST_WHY),
    )
