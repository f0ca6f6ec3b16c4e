"""Fakes that keep their port's promises, in memory."""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.errors import RecordError
from novel_engine.ports.record import TurnRecord
from novel_engine.ports.replies import KeptReply, Outlay, Spending, Stretch, Unpriced
from novel_engine.story.asking.consultation import Reply
from novel_engine.story.fabula.events import Event, id_of


class MemoryLog:
    """An EventLog that forgets when the process ends."""

    def __init__(self) -> None:
        """A log with nothing in it."""
        self.turns: list[TurnRecord] = []

    def append(self, record: TurnRecord) -> None:
        """Record a whole turn, or nothing at all. Raises RecordError for a turn that is not the
        next.
        """
        allowed = (self.turns[-1].turn + 1,) if self.turns else (0, 1)
        if record.turn not in allowed or not record.events:
            raise RecordError(f"turn {record.turn} is not the next, or holds no event")
        known = {id_of(event) for turn in self.turns for event in turn.events}
        for event in record.events:
            late = [cause for cause in event.causes if cause not in known]
            if event.turn != record.turn or late or id_of(event) in known:
                raise RecordError(f"event {id_of(event)} does not stand where it should")
            known.add(id_of(event))
        self.turns.append(record)

    def events(self) -> Iterator[Event]:
        """Every event, in order."""
        return iter([event for turn in self.turns for event in turn.events])


class MemoryArchive:
    """A ReplyArchive, and Outlays, that forget when the process ends; what is kept is kept in one
    step.
    """

    def __init__(self) -> None:
        """An archive with nothing in it."""
        self.kept: dict[str, KeptReply] = {}
        self.unanswered: list[Outlay] = []
        self.answered: list[tuple[Outlay, Reply]] = []
        self._begun: dict[str, Outlay] = {}

    def find(self, key: str) -> Reply | None:
        """The reply under this key, if there is one."""
        return self.kept[key].reply if key in self.kept else None

    def times(self, question: str, before: int) -> int:
        """How many replies to this very question were stored at turns before this one."""
        return sum(
            one.question == question and one.prompt.turn < before
            for one in tuple(self.kept.values())
        )

    def keep(self, kept: KeptReply) -> None:
        """Store a reply, and settle the outlay that was begun last for its question; a reply that
        is there already stays.
        """
        outlay = self._begun.pop(kept.question, None)
        if kept.key in self.kept:
            return
        self.kept[kept.key] = kept
        if outlay is not None:
            self.unanswered.remove(outlay)
            self.answered.append((outlay, kept.reply))

    def begin(self, outlay: Outlay) -> None:
        """Write down an attempt that is about to be made."""
        self.unanswered.append(outlay)
        self._begun[outlay.question] = outlay

    def unspent(self, question: str) -> None:
        """Strike out the outlay that was begun last for this question."""
        self.unanswered.remove(self._begun.pop(question))

    def spending(self) -> Spending:
        """What everything cost: replies, and outlays without one at their most."""
        lost = sum(outlay.most_usd or 0.0 for outlay in self.unanswered)
        return Spending(
            sum(one.cost_usd or 0.0 for one in self.kept.values()) + lost,
            len(self.unanswered),
            lost,
        )

    def unpriced(self) -> tuple[Unpriced, ...]:
        """What is in no sum, for each model that there is any of."""
        replies = [(one.model, one.reply) for one in self.kept.values() if one.cost_usd is None]
        lost = [outlay for outlay in self.unanswered if outlay.most_usd is None]
        return tuple(
            Unpriced(
                model,
                sum(one == model for one, _ in replies),
                sum(reply.tokens_in for one, reply in replies if one == model),
                sum(reply.tokens_out for one, reply in replies if one == model),
                sum(outlay.model == model for outlay in lost),
                sum(outlay.most_in for outlay in lost if outlay.model == model),
                sum(outlay.most_out for outlay in lost if outlay.model == model),
            )
            for model in sorted({one for one, _ in replies} | {outlay.model for outlay in lost})
        )

    def stretch(self, model: str) -> Stretch:
        """The worst there was of this model's replies, each beside its outlay."""
        worst = Stretch()
        for outlay, reply in self.answered:
            worst = worst.with_reply(outlay, reply) if outlay.model == model else worst
        return worst
