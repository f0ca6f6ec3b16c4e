"""A story's record, to be looked at: nothing is written."""

from __future__ import annotations

from pathlib import Path

from novel_engine.app.assembly import Assembly, check, check_log, reassembled
from novel_engine.app.library import IN_FOLDERS, story_in
from novel_engine.ports.library import Library
from novel_engine.ports.record import Fallback, KeptTelling
from novel_engine.ports.replies import Asked, Cost
from novel_engine.story.asking.consultation import Rejection
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class RecordedStory:
    """A record, read whole; `where` is what it is called in messages."""

    folder: Path
    where: str
    meta: dict[str, str]
    assembly: Assembly
    fabula: Fabula
    fallbacks: tuple[Fallback, ...]
    tellings: tuple[KeptTelling, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    costs: tuple[Cost, ...] = ()
    asked: tuple[Asked, ...] = ()
    library: Library = IN_FOLDERS

    @property
    def setting(self) -> Setting:
        """What the story was begun with."""
        return self.assembly.setting

    @property
    def events(self) -> tuple[Event, ...]:
        """What has happened so far."""
        return self.fabula.events


def read_story(folder: Path, library: Library = IN_FOLDERS) -> RecordedStory:
    """A story's record, to look at; its folder may be read-only, and its story unfinished."""
    with library.look(story_in(folder)) as record:
        assembly = reassembled(record)
        fabula = Fabula(assembly.setting, tuple(record.events()))
        check_log(fabula, record.where)
        return RecordedStory(
            folder=folder,
            where=record.where,
            meta=record.meta(),
            assembly=assembly,
            fabula=fabula,
            fallbacks=record.fallbacks(),
            tellings=record.kept(),
            rejections=record.rejections(),
            costs=record.costs(),
            asked=record.asked(),
            library=library,
        )


def world_of(story: RecordedStory) -> World:
    """The world as the record leaves it. Raises RecordError when it does not hold together."""
    check(story.fabula, story.where)
    return story.fabula.world
