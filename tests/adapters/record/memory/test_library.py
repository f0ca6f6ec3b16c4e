"""A library in memory keeps the promises of every library."""

from __future__ import annotations

import pytest

from novel_engine.adapters.record.memory.library import MemoryLibrary
from novel_engine.ports.library import StoryId
from tests.support.contracts.record import GIVENS, LibraryContract


@pytest.fixture
def library() -> MemoryLibrary:
    return MemoryLibrary()


class TestLibraryInMemory(LibraryContract):
    @pytest.fixture
    def here(self) -> StoryId:
        return StoryId("here")

    @pytest.fixture
    def there(self) -> StoryId:
        return StoryId("here/there")


def test_stories_are_found_as_they_would_be_in_folders(library: MemoryLibrary) -> None:
    for name in ("b", "a", "stories/c", "a/b/too-deep"):
        library.create(StoryId(name), GIVENS).close()
    assert library.stories(StoryId(".")) == ("a", "b", "stories/c")
    assert library.stories(StoryId("a")) == ("a",)
