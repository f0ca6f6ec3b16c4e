"""What there is to say of stories at a glance: nothing of them is understood or folded."""

from __future__ import annotations

from pathlib import Path

from novel_engine.app.library import IN_FOLDERS, story_in
from novel_engine.ports.library import Library
from novel_engine.values import dataclass

ENDING_SAYS = "ending_says"
"""The key of a record's own value that says in words how the story ends, once it has ended."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A story's key values, its last turn, the names of its tellings, and the hashes of its files
    by name.
    """

    meta: dict[str, str]
    turns: int
    tellings: tuple[str, ...]
    files: dict[str, str]


def story_heading(folder: Path, library: Library = IN_FOLDERS) -> Heading:
    """What its record says of a story. Raises NovelError for one that cannot be read."""
    with library.look(story_in(folder)) as record:
        last = record.last_turn() or 0
        return Heading(record.meta(), last, record.tellings(), record.files())


def stories_in(folder: Path, library: Library = IN_FOLDERS) -> tuple[Path, ...]:
    """The folders of the stories here: this one, and those a little below it."""
    return tuple(Path(story) for story in library.stories(story_in(folder)))


def is_story(folder: Path, library: Library = IN_FOLDERS) -> bool:
    """Whether there is a story here."""
    return library.has(story_in(folder))
