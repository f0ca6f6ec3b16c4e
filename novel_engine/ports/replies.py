"""What language models replied, and what was spent: the archive and the accounts of one story."""

from __future__ import annotations

from typing import Protocol

from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class KeptReply:
    """A reply as it is archived: under the hash of what was asked, which time, of which model, and
    what it cost.

    `question` is the hash without the occurrence; `cost_usd` is None where no price is known.
    """

    key: str
    question: str
    occurrence: int
    model: str
    parameters: str
    prompt: Prompt
    reply: Reply
    cost_usd: float | None


class ReplyArchive(Protocol):
    """Every reply there has been, stored before it is used. May be asked from any thread."""

    def find(self, key: str) -> Reply | None:
        """The reply under this key, if there is one."""
        ...

    def times(self, question: str, before: int) -> int:
        """How many replies to this very question were stored at turns before this one."""
        ...

    def keep(self, kept: KeptReply) -> None:
        """Store a reply, whole or not at all; one that is there already stays."""
        ...


@dataclass(frozen=True, slots=True)
class Outlay:
    """What one attempt to ask a model can take at most, in tokens and in US dollars; None where no
    price is known.

    `question` is the hash of what is asked, without the occurrence.
    """

    question: str
    model: str
    prompt: Prompt
    most_in: int
    most_out: int
    most_usd: float | None


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent, in US dollars: in all, and of that on so many calls whose answer never came,
    at their most.
    """

    usd: float = 0.0
    unanswered: int = 0
    unanswered_usd: float = 0.0

    def __add__(self, more: Spending) -> Spending:
        return Spending(
            self.usd + more.usd,
            self.unanswered + more.unanswered,
            self.unanswered_usd + more.unanswered_usd,
        )


@dataclass(frozen=True, slots=True)
class Unpriced:
    """What a model took while nobody knew its price: by replies, and at most by so many calls whose
    answer never came.
    """

    model: str
    calls: int
    tokens_in: int
    tokens_out: int
    unanswered: int
    most_in: int
    most_out: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """How many times the most that was foreseen a model has taken, of what it was asked and of what
    it answered.
    """

    asked: float = 1.0
    answered: float = 1.0

    def with_reply(self, outlay: Outlay, reply: Reply) -> Stretch:
        """The worse of this and of what a reply took beside its outlay."""
        return Stretch(
            max(self.asked, reply.tokens_in / outlay.most_in),
            max(self.answered, reply.tokens_out / outlay.most_out),
        )


class Outlays(Protocol):
    """What is spent on attempts, written down before each is made. May be used from any thread.

    An outlay counts whole until it is shown what became of it: whoever archives a reply settles, in
    the same step, the outlay that was begun last for its question. There is one attempt at a
    question at a time.
    """

    def begin(self, outlay: Outlay) -> None:
        """Write down an attempt that is about to be made. It stays, whatever happens next."""
        ...

    def unspent(self, question: str) -> None:
        """Strike out the outlay that was begun last for this question: nothing was spent on it."""
        ...

    def spending(self) -> Spending:
        """What everything cost, as far as prices are known: replies, and outlays without one at
        their most.
        """
        ...

    def unpriced(self) -> tuple[Unpriced, ...]:
        """What is in no sum, because its price was not known, by model."""
        ...

    def stretch(self, model: str) -> Stretch:
        """The worst of this model's replies, each beside its outlay; never less than once."""
        ...


class Replies(ReplyArchive, Outlays, Protocol):
    """One story's archive, open, and the accounts of it."""

    def all(self) -> tuple[KeptReply, ...]:
        """Every reply, in the order they were stored; of its prompt, what is not sent is left
        empty, but for what and when.
        """
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked at one place: seam, turn, about what, of which model, and how often until an
    answer held or none did.
    """

    seam: str
    turn: int
    about: str
    model: str
    calls: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What some calls took: `usd` is what the priced ones cost, None where no price was known for
    any of them.

    `calls` and tokens are those of calls that were answered. The `unanswered` are in `usd` at the
    most they can have cost, which is `unanswered_usd`, None where there is none of known price;
    they are among the `unpriced` where it was not known.
    """

    seam: str
    model: str
    about: str
    calls: int
    tokens_in: int
    tokens_out: int
    usd: float | None
    unpriced: int
    unanswered: int = 0
    unanswered_usd: float | None = None

    def __add__(self, more: Cost) -> Cost:
        """The sum; what is not the same in both is left empty."""
        return Cost(
            seam=_same(self.seam, more.seam),
            model=_same(self.model, more.model),
            about=_same(self.about, more.about),
            calls=self.calls + more.calls,
            tokens_in=self.tokens_in + more.tokens_in,
            tokens_out=self.tokens_out + more.tokens_out,
            usd=_known(self.usd, more.usd),
            unpriced=self.unpriced + more.unpriced,
            unanswered=self.unanswered + more.unanswered,
            unanswered_usd=_known(self.unanswered_usd, more.unanswered_usd),
        )


def _same(one: str, other: str) -> str:
    return one if one == other else ""


def _known(*amounts: float | None) -> float | None:
    """The sum of those that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None
