"""A story's record, to be looked at: nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from novel_engine.adapters.files.story_folder import RECORD
from novel_engine.adapters.record.replies import Asked, Cost
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.adapters.record.tellings import KeptTelling
from novel_engine.app.assembly import Assembly, check, reassembled
from novel_engine.ports.record import Fallback
from novel_engine.story.asking.consultation import Rejection
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World


@dataclass(frozen=True, slots=True)
class RecordedStory:
    """A record, read whole."""

    folder: Path
    meta: dict[str, str]
    assembly: Assembly
    fabula: Fabula
    fallbacks: tuple[Fallback, ...]
    tellings: tuple[KeptTelling, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    costs: tuple[Cost, ...] = ()
    asked: tuple[Asked, ...] = ()

    @property
    def setting(self) -> Setting:
        """What the story was begun with."""
        return self.assembly.setting

    @property
    def events(self) -> tuple[Event, ...]:
        """What has happened so far."""
        return self.fabula.events


def read_story(folder: Path) -> RecordedStory:
    """A story's record, to look at; its folder may be read-only, and its story unfinished."""
    with StoryRecord.read(folder / RECORD) as record:
        assembly = reassembled(record)
        fabula = Fabula(assembly.setting, tuple(record.events()))
        said = (
            record.fallbacks(),
            record.kept(),
            record.rejections(),
            record.costs(),
            record.asked(),
        )
        return RecordedStory(folder, record.meta(), assembly, fabula, *said)


def world_of(story: RecordedStory) -> World:
    """The world as the record leaves it. Raises RecordError when the record does not hold
    together.
    """
    check(story.fabula, story.folder / RECORD)
    return story.fabula.world
