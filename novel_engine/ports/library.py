"""Where stories' records are kept, and by what each is found."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import NewType, Protocol

from novel_engine.ports.record import Givens, Record

StoryId = NewType("StoryId", str)
"""What a story is known by in its library. It says nothing of how or where a record is kept; a
library that keeps folders may take it for the name of one.
"""


class Library(Protocol):
    """The records of stories, each under its id."""

    def create(self, story: StoryId, givens: Givens) -> Record:
        """Make a record with no turns in it, whole or not at all, and open it. Raises UsageError
        when there is one already.
        """
        ...

    def open(self, story: StoryId) -> Record:
        """A record, to go on with. Raises UsageError if there is none, RecordError if damaged."""
        ...

    def look(self, story: StoryId) -> Record:
        """The same, only to look at: nothing can be written to it."""
        ...

    def hold(self, story: StoryId) -> AbstractContextManager[None]:
        """Keep everybody else from working at this story. Raises StoryTaken when somebody is.

        It ends with the block, or however the holder dies.
        """
        ...

    def has(self, story: StoryId) -> bool:
        """Whether there is a record under this id."""
        ...

    def stories(self, within: StoryId) -> tuple[StoryId, ...]:
        """The stories found here: the one of this id, and those a little below it, in order."""
        ...

    def replace(self, story: StoryId, by: StoryId) -> None:
        """Put one record in the place of another, if there is one there: at one instant, before
        which the old one stands and after which the new one does.

        Both must be held and closed. Raises StorageError, and nothing has changed, when somebody is
        reading the old one.
        """
        ...

    def remove(self, story: StoryId) -> None:
        """Forget a record, and whatever was made beside it; nothing happens when there is none. It
        must be held and closed.
        """
        ...
