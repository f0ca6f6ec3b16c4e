"""A told story's files where they belong, and nothing there that is not its own.

A story that takes the place of another is made on a stage within the other's folder. Its record
then takes the place of the old one, which is the instant: before it the folder holds the old story,
after it the new one. What is left of the old story's other files is noted in the new record first,
so that whoever opens the folder next can finish what was cut short here.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from novel_engine.adapters.files.story_folder import (
    CONFIG,
    FIRST_TELLING,
    home_of,
    run_yaml,
    stage_of,
)
from novel_engine.adapters.files.told_files import (
    Settled,
    doubtful,
    hashes,
    left_behind,
    settle_files,
    take_away,
)
from novel_engine.adapters.reading.story.config_file import as_story_file
from novel_engine.app.library import story_in
from novel_engine.app.telling import told_before
from novel_engine.app.work import Work
from novel_engine.ports.library import Library
from novel_engine.ports.record import Record
from novel_engine.story.fabula.fabula import Fabula


def put_in_place(library: Library, stage: Path) -> None:
    """Put the story that was made on this stage in the place of the one in the folder around it.

    The folder must be held. Raises StorageError, and nothing has changed, when somebody is reading
    the old record.
    """
    home = home_of(stage)
    with library.open(story_in(stage)) as record:
        record.note_files("before", left_behind(home))
    library.replace(story_in(home), by=story_in(stage))
    clear_stage(library, home)


def clear_stage(library: Library, home: Path) -> None:
    """Take down what is left of a stage."""
    stage = stage_of(home)
    library.remove(story_in(stage))
    with suppress(OSError):  # none is there, or a file that is not ours is in it
        stage.rmdir()


def files_settled(work: Work, fabula: Fabula, told: Mapping[str, bytes]) -> Settled:
    """Have the told story's files in its folder as they were told, and nothing left of one that was
    there before it.

    `told` are the files, by name, if they are known; otherwise they are made again, if any that is
    there is in doubt.
    """
    record, folder = work.record, work.folder
    before = record.files("before")
    if not told and not before and not doubtful(folder, record.files(), work.file_names):
        return Settled()
    files = dict(told) or _made_again(work, fabula)
    _note(record, hashes(files))
    if not before:
        return settle_files(folder, files, before)
    return _in_the_place_of(before, files, work)


def _note(record: Record, told: Mapping[str, str]) -> None:
    """Have the record say what was told, whatever else it says."""
    noted = record.files()
    if not told.items() <= noted.items():
        record.note_files("this", noted | dict(told))


def _in_the_place_of(before: Mapping[str, str], files: dict[str, bytes], work: Work) -> Settled:
    """The files settled where those of another story were, of which nothing is left."""
    record, folder = work.record, work.folder
    files[CONFIG] = run_yaml(as_story_file(work.assembly.config))
    done = settle_files(folder, files, before)
    take_away(folder, before, files)
    record.note_files("before", {})
    clear_stage(work.library, folder)
    return done


def _made_again(work: Work, fabula: Fabula) -> dict[str, bytes]:
    """The files as the chapters that are kept make them."""
    chapters = work.record.chapters(FIRST_TELLING)
    return told_before(work.assembly, fabula, chapters).files(work.formats)
