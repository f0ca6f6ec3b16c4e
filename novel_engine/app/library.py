"""Where stories are kept when nobody says otherwise: above the ports, this alone names stores."""

from __future__ import annotations

from pathlib import Path

from novel_engine.adapters.files.story_folder import Tenancy
from novel_engine.adapters.record.folder_library import FolderLibrary
from novel_engine.ports.library import Library, StoryId

IN_FOLDERS: Library = FolderLibrary()
"""Each story in a folder of its own; it holds nothing itself."""


def in_memory() -> Library:
    """A library with nothing in it, of which nothing stays."""
    from novel_engine.adapters.record.memory.library import MemoryLibrary

    return MemoryLibrary()


def tenancy_of(library: Library) -> Tenancy:
    """How it is known, of a library, that a story is in a folder."""
    return Tenancy(
        lambda folder: library.has(story_in(folder)), lambda folder: library.hold(story_in(folder))
    )


def story_in(folder: Path) -> StoryId:
    """The id of the story whose files are in this folder."""
    return StoryId(str(folder))
