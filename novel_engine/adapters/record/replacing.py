"""One story takes the place of another: at one instant, when it is told, and never without the
other being there until then.

The new story is made on a stage within the folder. Its record then moves to the place of the old
one, which is the instant: before it the folder holds the old story, after it the new one. What is
left of the old story's other files is noted in the new record first, so that whoever opens the
folder next can finish what was cut short here.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from novel_engine.adapters.files.atomic_files import storing, sync_to_disk
from novel_engine.adapters.files.plain_files import check_database, side_files
from novel_engine.adapters.files.story_folder import (
    CONFIG,
    RECORD,
    clear_story,
    holds_story,
    home_of,
    stage_of,
    story_files,
)
from novel_engine.adapters.files.told_files import NOT_PLAIN, standing
from novel_engine.adapters.record.connection import BUSY_SECONDS
from novel_engine.adapters.record.failures import said_plainly
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.errors import RecordError


def put_in_place(stage: Path) -> None:
    """Put the story that was made on this stage in the place of the one in the folder around it.

    The folder must be held. Raises StorageError, and nothing has changed, when somebody is reading
    the old record.
    """
    home = home_of(stage)
    with StoryRecord.open(stage / RECORD) as record:
        record.note_files("before", _left_behind(home))
    _stand_alone(stage / RECORD)
    if holds_story(home):
        # What is no sound record keeps nobody from being replaced.
        with suppress(RecordError):
            check_database(home / RECORD)
            _stand_alone(home / RECORD)
    with storing(home):
        for path in side_files(home / RECORD):
            path.unlink(missing_ok=True)
        os.replace(stage / RECORD, home / RECORD)
        sync_to_disk(home)
    clear_stage(home)


def clear_stage(home: Path) -> None:
    """Take down what is left of a stage."""
    stage = stage_of(home)
    if stage.is_dir():
        clear_story(stage)
        with suppress(OSError):  # a file that is not ours is in it
            stage.rmdir()


def _left_behind(home: Path) -> dict[str, str]:
    """The hashes of the old story's files, but for its record, which is replaced. `run.yaml` is
    always among them.
    """
    return {CONFIG: NOT_PLAIN} | {
        path.name: standing(path) for path in story_files(home) if RECORD not in path.name
    }


def _stand_alone(path: Path) -> None:
    """Bring everything that SQLite keeps beside a database into it, so that the file can be moved
    by itself.
    """
    with (
        said_plainly(path),
        closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA journal_mode = DELETE")
