"""A language model's replies in memory, and what was spent on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from threading import Lock

from novel_engine.adapters.closing import Closing
from novel_engine.adapters.record.memory.promises import check_text
from novel_engine.errors import RulesBroken
from novel_engine.ports.replies import Asked, Cost, KeptReply, Outlay, Spending, Stretch, Unpriced
from novel_engine.story.asking.consultation import Reply
from novel_engine.values import dataclass


@dataclass(slots=True)
class Calls:
    """Every call of one story: replies by key, and outlays with what came of them."""

    kept: dict[str, KeptReply] = field(default_factory=dict)
    unanswered: list[Outlay] = field(default_factory=list)
    answered: list[tuple[Outlay, Reply]] = field(default_factory=list)


class MemoryReplies(Closing):
    """Keeps the promises of Replies; used from any number of threads."""

    def __init__(self, calls: Calls | None = None) -> None:
        """Open the archive of these calls; without any, one with nothing in it."""
        self.calls = calls or Calls()
        self._one_at_a_time = Lock()
        self._begun: dict[str, Outlay] = {}

    @property
    def kept(self) -> dict[str, KeptReply]:
        """Every reply, by its key."""
        return self.calls.kept

    @property
    def unanswered(self) -> list[Outlay]:
        """The outlays that no reply has come of."""
        return self.calls.unanswered

    def find(self, key: str) -> Reply | None:
        """The reply under this key, if there is one."""
        found = self.calls.kept.get(key)
        return found.reply if found else None

    def times(self, question: str, before: int) -> int:
        """How many replies to this very question were stored at turns before this one."""
        with self._one_at_a_time:
            kept = tuple(self.calls.kept.values())
        return sum(one.question == question and one.prompt.turn < before for one in kept)

    def keep(self, kept: KeptReply) -> None:
        """Store a reply, and settle the outlay that was begun last for its question; a reply that
        is there already stays, and settles none. Raises RecordError for one that cannot be.
        """
        _check(kept)
        with self._one_at_a_time:
            outlay = self._begun.pop(kept.question, None)
            if kept.key in self.calls.kept:
                return
            self.calls.kept[kept.key] = kept
            if outlay is not None:
                self._strike_out(outlay)
                self.calls.answered.append((outlay, kept.reply))

    def begin(self, outlay: Outlay) -> None:
        """Write down an attempt that is about to be made."""
        with self._one_at_a_time:
            # A copy of its own: two attempts at one question are equal, and are two.
            self._begun[outlay.question] = mine = replace(outlay)
            self.calls.unanswered.append(mine)

    def unspent(self, question: str) -> None:
        """Strike out the outlay that was begun last for this question: nothing was spent on it."""
        with self._one_at_a_time:
            self._strike_out(self._begun.pop(question))

    def all(self) -> tuple[KeptReply, ...]:
        """Every reply, in the order they were stored; of its prompt, what is not sent is left
        empty, but for what and when.
        """
        with self._one_at_a_time:
            return tuple(
                replace(one, prompt=replace(one.prompt, most_tokens=0, understudy=""))
                for one in self.calls.kept.values()
            )

    def spending(self) -> Spending:
        """What everything cost: replies, and outlays without one at their most."""
        with self._one_at_a_time:
            lost = sum((one.most_usd or 0.0 for one in self.calls.unanswered), 0.0)
            paid = sum((one.cost_usd or 0.0 for one in self.calls.kept.values()), 0.0)
            return Spending(paid + lost, len(self.calls.unanswered), lost)

    def unpriced(self) -> tuple[Unpriced, ...]:
        """What is in no sum, for each model that there is any of."""
        with self._one_at_a_time:
            kept = [one for one in self.calls.kept.values() if one.cost_usd is None]
            lost = [one for one in self.calls.unanswered if one.most_usd is None]
        models = sorted({one.model for one in kept} | {one.model for one in lost})
        return tuple(
            _unpriced(
                model,
                [one.reply for one in kept if one.model == model],
                [one for one in lost if one.model == model],
            )
            for model in models
        )

    def stretch(self, model: str) -> Stretch:
        """The worst there was of this model's replies, each beside its outlay."""
        with self._one_at_a_time:
            answered = tuple(self.calls.answered)
        worst = Stretch()
        for outlay, reply in answered:
            worst = worst.with_reply(outlay, reply) if outlay.model == model else worst
        return worst

    def close(self) -> None:
        """Nothing is held."""

    def _strike_out(self, outlay: Outlay) -> None:
        place = next(n for n, one in enumerate(self.calls.unanswered) if one is outlay)
        del self.calls.unanswered[place]


def _check(kept: KeptReply) -> None:
    reply, prompt = kept.reply, kept.prompt
    if min(reply.tokens_in, reply.tokens_out, kept.cost_usd or 0.0) < 0:
        raise RulesBroken("a reply takes tokens, and gives none; nothing was written")
    check_text("the replies", prompt.system, prompt.user, prompt.about, reply.text, reply.why)


def asked_in(calls: Calls) -> tuple[Asked, ...]:
    """Every place at which a model was asked, in the order they came."""
    places: dict[tuple[str, int, str, str], int] = {}
    for one in calls.kept.values():
        place = (one.prompt.seam, one.prompt.turn, one.prompt.about, one.model)
        places[place] = places.get(place, 0) + 1
    return tuple(Asked(*place, times) for place, times in places.items())


def costs_in(calls: Calls) -> tuple[Cost, ...]:
    """What calls took and cost, by seam, model, and what each was about."""
    sums: dict[tuple[str, str, str], Cost] = {}
    first: dict[tuple[str, str, str], int] = {}
    for turn, cost in (*_replied(calls), *_lost(calls)):
        about = (cost.seam, cost.model, cost.about)
        sums[about] = sums[about] + cost if about in sums else cost
        first[about] = min(turn, first.get(about, turn))
    return tuple(sums[about] for about in sorted(sums, key=lambda about: _order(about, first)))


def _order(
    about: tuple[str, str, str], first: Mapping[tuple[str, str, str], int]
) -> tuple[str, str, int, int, str]:
    """By seam and model, then by when it was first asked; chapter 2 before chapter 10."""
    seam, model, matter = about
    return seam, model, first[about], len(matter), matter


def _replied(calls: Calls) -> Iterator[tuple[int, Cost]]:
    for one in calls.kept.values():
        prompt, reply, usd = one.prompt, one.reply, one.cost_usd
        took = (1, reply.tokens_in, reply.tokens_out, usd, int(usd is None))
        yield prompt.turn, Cost(prompt.seam, one.model, prompt.about, *took)


def _lost(calls: Calls) -> Iterator[tuple[int, Cost]]:
    for one in calls.unanswered:
        prompt, usd = one.prompt, one.most_usd
        took = (0, 0, 0, usd, int(usd is None), 1, usd)
        yield prompt.turn, Cost(prompt.seam, one.model, prompt.about, *took)


def _unpriced(model: str, replies: Iterable[Reply], lost: Iterable[Outlay]) -> Unpriced:
    came, gone = tuple(replies), tuple(lost)
    return Unpriced(
        model,
        len(came),
        sum(reply.tokens_in for reply in came),
        sum(reply.tokens_out for reply in came),
        len(gone),
        sum(outlay.most_in for outlay in gone),
        sum(outlay.most_out for outlay in gone),
    )
