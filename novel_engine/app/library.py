"""Where stories are kept when nobody says otherwise: the one place above the ports that names
stores.
"""

from __future__ import annotations

from pathlib import Path

from novel_engine.adapters.record.folder_library import FolderLibrary
from novel_engine.ports.library import Library, StoryId

IN_FOLDERS: Library = FolderLibrary()
"""Each story in a folder of its own; it holds nothing itself."""


def in_memory() -> Library:
    """A library with nothing in it, of which nothing stays."""
    from novel_engine.adapters.record.memory.library import MemoryLibrary

    return MemoryLibrary()


def story_in(folder: Path) -> StoryId:
    """The id of the story whose files are in this folder."""
    return StoryId(str(folder))
