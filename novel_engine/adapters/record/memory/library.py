"""A library in memory: for a rehearsal, and for whoever wants stories and no files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath

from novel_engine.adapters.record.given_rows import first_marks
from novel_engine.adapters.record.memory.promises import check_text
from novel_engine.adapters.record.memory.record import Kept, MemoryRecord
from novel_engine.adapters.record.memory.tables import MemoryTables
from novel_engine.errors import RulesBroken, StoryTaken, UsageError
from novel_engine.ports.library import StoryId
from novel_engine.ports.record import Givens, Input


class MemoryLibrary:
    """Keeps the promises of Library, within one process."""

    def __init__(self) -> None:
        """A library with nothing in it."""
        self._kept: dict[StoryId, Kept] = {}
        self._held: set[StoryId] = set()

    def create(self, story: StoryId, givens: Givens) -> MemoryRecord:
        """Make a record with no turns in it, and open it."""
        if story in self._kept:
            raise UsageError(
                f"{story}: a story is here already; use --force to replace it, or another --out"
            )
        marks = first_marks(givens.meta)
        _check(story, givens.inputs, marks)
        self._kept[story] = Kept(tuple(givens.inputs), MemoryTables(givens.setting, marks))
        return self.open(story)

    def open(self, story: StoryId) -> MemoryRecord:
        """A record, to go on with."""
        return self._opened(story, is_read=False)

    def look(self, story: StoryId) -> MemoryRecord:
        """The same, only to look at."""
        return self._opened(story, is_read=True)

    @contextmanager
    def hold(self, story: StoryId) -> Iterator[None]:
        """Keep everybody else from working at this story."""
        if story in self._held:
            raise StoryTaken(f"{story}: somebody is at work here; wait for them to end")
        self._held.add(story)
        try:
            yield
        finally:
            self._held.remove(story)

    def has(self, story: StoryId) -> bool:
        """Whether there is a record under this id."""
        return story in self._kept

    def stories(self, within: StoryId) -> tuple[StoryId, ...]:
        """Those of this id, one below it, or in its `stories`."""
        folder = PurePosixPath(within)
        near = (folder, folder / "stories")
        found = [
            path for path in map(PurePosixPath, self._kept) if path == folder or path.parent in near
        ]
        return tuple(StoryId(str(path)) for path in sorted(found))

    def replace(self, story: StoryId, by: StoryId) -> None:
        """Put one record in the place of another."""
        kept = self._found(by)
        del self._kept[by]
        self._kept[story] = kept

    def remove(self, story: StoryId) -> None:
        """Forget a record; nothing happens when there is none."""
        self._kept.pop(story, None)

    def _opened(self, story: StoryId, *, is_read: bool) -> MemoryRecord:
        kept = self._found(story)
        return MemoryRecord(story, kept, lambda: self._kept.get(story) is kept, is_read=is_read)

    def _found(self, story: StoryId) -> Kept:
        if story not in self._kept:
            raise UsageError(f"{story}: there is no story here")
        return self._kept[story]


def _check(story: StoryId, inputs: Sequence[Input], marks: Mapping[str, str]) -> None:
    """Raise RulesBroken for what no record can hold."""
    names = [(one.kind, one.path) for one in inputs]
    if len(set(names)) < len(names):
        raise RulesBroken(f"{story}: an input is given twice; nothing was written")
    check_text(story, *marks, *marks.values())
