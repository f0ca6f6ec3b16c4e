"""Stories kept in folders: each record is the file `story.db` in the folder that its id names."""

from __future__ import annotations

import os
import sqlite3
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path

from novel_engine.adapters.files.atomic_files import storing, sync_to_disk
from novel_engine.adapters.files.plain_files import check_database, side_files
from novel_engine.adapters.files.story_folder import RECORD, clear_story, folder_held, holds_story
from novel_engine.adapters.record.connection import BUSY_SECONDS
from novel_engine.adapters.record.failures import said_plainly
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.errors import RecordError
from novel_engine.ports.library import StoryId
from novel_engine.ports.record import Givens
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class FolderLibrary:
    """Keeps the promises of Library. An id is a path: absolute, or from where the program runs."""

    def create(self, story: StoryId, givens: Givens) -> StoryRecord:
        """Make a record in a folder that is there, and open it."""
        return StoryRecord.create(_file(story), givens.inputs, givens.meta, givens.setting)

    def open(self, story: StoryId) -> StoryRecord:
        """The folder's record, to go on with."""
        return StoryRecord.open(_file(story))

    def look(self, story: StoryId) -> StoryRecord:
        """The folder's record, to look at; the folder may be read-only."""
        return StoryRecord.read(_file(story))

    def hold(self, story: StoryId) -> AbstractContextManager[None]:
        """Keep every other process out of the folder."""
        return folder_held(Path(story))

    def has(self, story: StoryId) -> bool:
        """Whether a record is in the folder."""
        return holds_story(Path(story))

    def stories(self, within: StoryId) -> tuple[StoryId, ...]:
        """The folders with a record: this one, those one below it, and those in its `stories`."""
        folder = Path(within)
        with storing(folder):
            found = [
                *folder.glob(RECORD),
                *folder.glob(f"*/{RECORD}"),
                *folder.glob(f"stories/*/{RECORD}"),
            ]
        return tuple(StoryId(str(path)) for path in sorted({path.parent for path in found}))

    def replace(self, story: StoryId, by: StoryId) -> None:
        """Move one folder's record to the place of the other's."""
        old, new = _file(story), _file(by)
        _stand_alone(new)
        if holds_story(Path(story)):
            # What is no sound record keeps nobody from being replaced.
            with suppress(RecordError):
                check_database(old)
                _stand_alone(old)
        with storing(old.parent):
            for path in side_files(old):
                path.unlink(missing_ok=True)
            os.replace(new, old)
            sync_to_disk(old.parent)

    def remove(self, story: StoryId) -> None:
        """Take a story's files out of its folder, the record first, and no other file."""
        folder = Path(story)
        if folder.is_dir():
            clear_story(folder)


def _file(story: StoryId) -> Path:
    return Path(story) / RECORD


def _stand_alone(path: Path) -> None:
    """Bring all that SQLite keeps beside a database into it, so that the file moves alone."""
    with (
        said_plainly(path),
        closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA journal_mode = DELETE")
