"""Under which key a reply is archived: the hash of all that was sent, and which time it was.

The occurrence tells two turns with the same question apart, and a question put again within a turn
from the first time. It is counted so that a run that was broken off and goes on, which begins again
at its last whole turn, asks under the same keys as one that was never broken off: from the replies
of the turns before, which a broken turn adds nothing to, and from what this run has asked in this
turn.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from novel_engine.ports.replies import ReplyArchive
from novel_engine.story.asking.consultation import Prompt
from novel_engine.story.givens.config import Price
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class CallTerms:
    """On what terms a model is asked: its name, its parameters as canonical JSON, and its price, if
    one is known.
    """

    model: str
    parameters: str = "{}"
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class ArchiveSlot:
    """One place in the archive: a question, which time it is asked, and the key of both."""

    question: str
    occurrence: int

    @property
    def key(self) -> str:
        """The key of a reply."""
        return _hash(self.question, self.occurrence)


def canonical_parameters(parameters: Mapping[str, object]) -> str:
    """A call's parameters as JSON that is the same wherever it is written."""
    return json.dumps(
        parameters, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def question_of(prompt: Prompt, terms: CallTerms) -> str:
    """The hash of what is sent: seam, model, parameters, schema, system, user. What is not sent is
    no part of it.
    """
    return _hash(
        prompt.seam, terms.model, terms.parameters, prompt.schema, prompt.system, prompt.user
    )


class Occurrences:
    """Counts how often each question was asked.

    Within a turn it counts for each matter by itself (`Prompt.about`), and each matter is asked
    about by one thread at a time. Thus two chapters that ask the very same question are given the
    same slot, and share one reply, whichever comes first; no key depends on the order in which
    threads run.
    """

    def __init__(self, archive: ReplyArchive) -> None:
        """Nothing was asked yet in this run."""
        self._archive = archive
        self._asked: Counter[tuple[str, int, str]] = Counter()

    def slot(self, prompt: Prompt, question: str) -> ArchiveSlot:
        """Where the next reply to this question belongs; it stays the next until it is counted."""
        return ArchiveSlot(
            question,
            self._archive.times(question, prompt.turn) + self._asked[_matter(prompt, question)],
        )

    def count(self, prompt: Prompt, question: str) -> None:
        """The question was answered."""
        self._asked[_matter(prompt, question)] += 1


def _matter(prompt: Prompt, question: str) -> tuple[str, int, str]:
    return question, prompt.turn, prompt.about


def _hash(*parts: str | int) -> str:
    # Escaped to ASCII, so that a lone surrogate, which UTF-8 cannot say, has a hash too.
    return sha256(json.dumps(parts, separators=(",", ":")).encode("ascii")).hexdigest()
