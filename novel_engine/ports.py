"""The seams: what the engine needs of the outside, each a small method or two."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from novel_engine.story.asking.consultation import Prompt, Rejection, Reply
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.directing.framing import FrameChoice
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.percepts import Percept
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.config import Seam
from novel_engine.story.givens.verbs import Choice, Proposal
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling


@dataclass(frozen=True, slots=True)
class Input:
    """One file the story was made from: story, character, core or genre; its name, and every byte
    of it.
    """

    kind: str
    path: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One whole turn as it goes into the record: its events, and what each person noticed of
    each.
    """

    turn: int
    scene: int
    events: tuple[Event, ...]
    percepts: tuple[Percept, ...]


@dataclass(frozen=True, slots=True)
class Fallback:
    """The offline choice stood in for a model's: at which seam and turn, and why."""

    seam: str
    turn: int
    name: str
    reason: str


class EventLog(Protocol):
    """The append-only record of a story's events."""

    def append(self, record: TurnRecord) -> None:
        """Record a whole turn, or nothing at all. Raises RecordError when the turn is already
        there.
        """
        ...

    def events(self) -> Iterator[Event]:
        """Every event, in order. Raises RecordError when the record is damaged."""
        ...


class DecisionMaker(Protocol):
    """Chooses for one character: a model, a person, a recording, or the offline choice."""

    def decide(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> Proposal:
        """The action this character attempts; `menu` is best first and never empty."""
        ...


class SceneFramer(Protocol):
    """Chooses the next scene among those the director found possible."""

    def frame(self, world: World, candidates: Sequence[FrameChoice]) -> FrameChoice:
        """One of the candidates, which are best first and never empty."""
        ...


class Narrator(Protocol):
    """Words a planned telling."""

    def narrate(self, telling: Telling) -> tuple[RenderedChapter, ...]:
        """The plan's chapters, in order; every paragraph names the events it tells."""
        ...


class LanguageModel(Protocol):
    """Answers questions: a provider's model, a recording, an adversary. May be asked from several
    threads at once.
    """

    def ask(self, prompt: Prompt) -> Reply:
        """The reply. Raises ModelUnavailable when none is to be had, and BudgetReached before the
        money runs out.
        """
        ...


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
    """Every reply there has been, stored before it is used. May be asked from several threads at
    once.
    """

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
    """What is spent on attempts, written down before each is made. May be used from several threads
    at once.

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
        """What is in no sum, because its price was not known: for each model that there is any
        of.
        """
        ...

    def stretch(self, model: str) -> Stretch:
        """The worst there was of this model's replies, each beside its outlay; never less than
        once.
        """
        ...


class Journal(Protocol):
    """Where it is written down that a model did not do what was asked of it."""

    def rejected(self, rejection: Rejection) -> None:
        """An answer was not taken."""
        ...

    def fallback(self, fallback: Fallback) -> None:
        """The offline implementation stood in. Raises FallbackRefused where that is not allowed."""
        ...


class Recall(Protocol):
    """Searches what one person remembers."""

    def remembered(self, person: str, words: Sequence[str], before: int) -> tuple[int, ...]:
        """Ids of events this person perceived before this turn whose account shares a word, best
        first, at most forty.
        """
        ...


@dataclass(frozen=True, slots=True)
class StoryTakenUp:
    """A story is begun, or gone on with; `turn` is the last that is recorded, −1 before the
    first.
    """

    setting: Setting
    turn: int


@dataclass(frozen=True, slots=True)
class SomebodyAsked:
    """Somebody is about to be asked: for a character's act (`about` is who), or for the next
    scene.
    """

    seam: Seam
    turn: int
    about: str


@dataclass(frozen=True, slots=True)
class TurnRecorded:
    """A turn stands in the record."""

    turn: TurnRecord


@dataclass(frozen=True, slots=True)
class TellingBegun:
    """The story has ended, and its telling is put into words."""

    turns: int


@dataclass(frozen=True, slots=True)
class TellingKept:
    """The telling is whole, and kept."""

    chapters: int


News: TypeAlias = StoryTakenUp | SomebodyAsked | TurnRecorded | TellingBegun | TellingKept
"""What observers hear of. No news holds the world: that goes on changing, and knows everything."""


class Observer(Protocol):
    """Hears of what happens while a story is made: progress, a live log, a page that follows it."""

    def notice(self, news: News) -> None:
        """Something has happened. What an observer does never reaches the story."""
        ...


class TellingStore(Protocol):
    """Keeps tellings beside the record; each is rebuilt, never resumed."""

    def keep(self, telling: Telling, chapters: Sequence[RenderedChapter]) -> None:
        """Store a whole telling, or nothing at all."""
        ...


class BatchLedger(Protocol):
    """What a batch has done, so that it can go on where it stopped."""

    def done(self) -> Mapping[str, str]:
        """Story folder by seed, for each story that is whole."""
        ...
