"""Records in folders keep the promises of every record and every library."""

from __future__ import annotations

from pathlib import Path

import pytest

from novel_engine.adapters.record.folder_library import FolderLibrary
from novel_engine.errors import RecordError
from novel_engine.ports.library import StoryId
from tests.support import cellar
from tests.support.contracts.record import GIVENS, LibraryContract, RecordContract, tell


@pytest.fixture
def library() -> FolderLibrary:
    return FolderLibrary()


def folder(path: Path) -> StoryId:
    path.mkdir(parents=True)
    return StoryId(str(path))


class TestRecordsInFolders(RecordContract):
    @pytest.fixture
    def story(self, tmp_path: Path) -> StoryId:
        return StoryId(str(tmp_path))


class TestLibraryOfFolders(LibraryContract):
    @pytest.fixture
    def here(self, tmp_path: Path) -> StoryId:
        return folder(tmp_path / "here")

    @pytest.fixture
    def there(self, tmp_path: Path) -> StoryId:
        return folder(tmp_path / "here" / "there")


def test_stories_are_found_in_a_folder_one_below_it_and_in_its_stories(
    library: FolderLibrary, tmp_path: Path
) -> None:
    for name in ("b", "a", "stories/c", "a/b/too-deep"):
        library.create(folder(tmp_path / name), GIVENS).close()
    found = library.stories(StoryId(str(tmp_path)))
    assert found == tuple(str(tmp_path / name) for name in ("a", "b", "stories/c"))
    assert library.stories(StoryId(str(tmp_path / "a"))) == (str(tmp_path / "a"),)


def test_what_is_no_sound_record_keeps_nobody_from_being_replaced(
    library: FolderLibrary, tmp_path: Path
) -> None:
    here, there = folder(tmp_path / "here"), folder(tmp_path / "there")
    (tmp_path / "here" / "story.db").write_bytes(b"this was a record once")
    with library.create(there, GIVENS) as record:
        tell(record, cellar.the_letter())
    with pytest.raises(RecordError):
        library.look(here)
    library.replace(here, by=there)
    with library.look(here) as record:
        assert list(record.events()) == cellar.the_letter()


def test_removing_a_story_leaves_what_is_not_its_own(
    library: FolderLibrary, tmp_path: Path
) -> None:
    library.create(StoryId(str(tmp_path)), GIVENS).close()
    for name in ("story.md", "run.yaml", "notes.txt"):
        (tmp_path / name).write_text("x")
    library.remove(StoryId(str(tmp_path)))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
