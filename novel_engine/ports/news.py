"""What is heard of a story while it is made, and who hears it."""

from __future__ import annotations

from typing import Protocol, TypeAlias

from novel_engine.ports.record import TurnRecord
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.config import Seam
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class StoryTakenUp:
    """A story is begun, or gone on with; `turn` is the last recorded, −1 before the first."""

    setting: Setting
    turn: int


@dataclass(frozen=True, slots=True)
class SomebodyAsked:
    """Somebody is to be asked: for a character's act (`about` is who), or the next scene."""

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
