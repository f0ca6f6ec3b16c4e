"""The seams: what the engine needs of the outside, each a small method or two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from novel_engine.story.events import Event
from novel_engine.story.framing import FrameChoice
from novel_engine.story.percepts import Percept
from novel_engine.story.setting import Setting
from novel_engine.story.telling import Chapter, RenderedChapter, Telling
from novel_engine.story.verbs import Choice, Proposal
from novel_engine.story.views import PersonaView
from novel_engine.story.world import World


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One whole turn as it goes into the record: its events, and what each person noticed of each."""

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
        """Record a whole turn, or nothing at all. Raises RecordError when the turn is already there."""
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
    """Words one planned chapter."""

    def render(self, telling: Telling, chapter: Chapter) -> RenderedChapter:
        """The chapter's paragraphs, each naming the events it tells."""
        ...


class Observer(Protocol):
    """Hears of each recorded turn: progress, a live log."""

    def notice(self, record: TurnRecord, world: World) -> None:
        """A turn was recorded."""
        ...


class TellingStore(Protocol):
    """Keeps tellings beside the record; each is rebuilt, never resumed."""

    def keep(self, telling: Telling, chapters: Sequence[RenderedChapter]) -> None:
        """Store a whole telling, or nothing at all."""
        ...


class Manuscript(Protocol):
    """A written form of a telling."""

    def write(self, telling: Telling, chapters: Sequence[RenderedChapter], setting: Setting) -> str:
        """The whole text, ready for a file."""
        ...


class BatchLedger(Protocol):
    """What a batch has done, so that it can go on where it stopped."""

    def done(self) -> Mapping[str, str]:
        """Story folder by seed, for each story that is whole."""
        ...
