"""A store that keeps no files is as good as folders: nothing above the ports can tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from novel_engine.adapters.files.story_folder import new_folder, staged_folder
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import Materials, understood
from novel_engine.app.library import in_memory, story_in, tenancy_of
from novel_engine.app.listing import is_story, stories_in, story_heading
from novel_engine.app.looking import read_story, world_of
from novel_engine.app.making import (
    RunOptions,
    begin_story,
    replaced_story_folder,
    resume_story,
    story_folder,
)
from novel_engine.app.outcomes import ToldStory
from novel_engine.app.retelling import Request, kept_chapters, tell_again
from novel_engine.errors import StoryTaken
from novel_engine.ports.library import Library
from novel_engine.ports.news import News, TurnRecorded
from novel_engine.story.givens.config import Overrides
from novel_engine.story.telling.syuzhet import Wish
from tests.support.terminal import LAMP_OIL

ALL = ("md", "jsonl")


@pytest.fixture(scope="module")
def materials() -> Materials:
    return understood(gather(str(LAMP_OIL), {}, Overrides(scenes=5, words=700)))


@pytest.fixture
def library() -> Library:
    return in_memory()


class StopAt:
    """An observer that loses patience."""

    def __init__(self, turn: int) -> None:
        self.turn = turn

    def notice(self, news: News) -> None:
        if isinstance(news, TurnRecorded) and news.turn.turn == self.turn:
            raise KeyboardInterrupt


def told(materials: Materials, folder: Path, options: RunOptions, seed: str = "2") -> ToldStory:
    with new_folder(folder, tenancy_of(options.library)):
        return begin_story(materials, seed, folder, options)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "story.db"}


def test_a_story_comes_out_the_same_in_either_store(
    materials: Materials, library: Library, tmp_path: Path
) -> None:
    in_folder = told(materials, tmp_path / "folder", RunOptions(ALL))
    elsewhere = told(materials, tmp_path / "elsewhere", RunOptions(ALL, library=library))

    assert replace(elsewhere, folder=in_folder.folder) == in_folder
    assert files_of(tmp_path / "elsewhere") == files_of(tmp_path / "folder")
    assert not (tmp_path / "elsewhere" / "story.db").exists()


def test_a_stopped_story_is_gone_on_with_told_again_and_looked_at(
    materials: Materials, library: Library, tmp_path: Path
) -> None:
    straight = told(materials, tmp_path / "folder", RunOptions(ALL))
    folder = tmp_path / "elsewhere"
    with pytest.raises(KeyboardInterrupt), new_folder(folder, tenancy_of(library)):
        begin_story(materials, "2", folder, RunOptions(ALL, library=library), (StopAt(7),))

    made = resume_story(folder, library=library)
    assert replace(made, folder=straight.folder) == straight

    request = Request(Wish(0, "Cy Lund", ""))
    here = tell_again(tmp_path / "folder", request)
    there = tell_again(folder, replace(request, library=library))
    assert there.telling_sha256 == here.telling_sha256
    assert files_of(folder) == files_of(tmp_path / "folder")

    story = read_story(folder, library)
    assert story.events == read_story(tmp_path / "folder").events
    assert world_of(story).is_over
    assert story.tellings == read_story(tmp_path / "folder").tellings
    assert kept_chapters(story, there.name) == kept_chapters(
        read_story(tmp_path / "folder"), here.name
    )


def test_a_story_takes_the_place_of_another(
    materials: Materials, library: Library, tmp_path: Path
) -> None:
    options, folder = RunOptions(ALL, library=library), tmp_path / "o"
    told(materials, folder, options)
    old = files_of(folder)
    with staged_folder(folder, tenancy_of(library)) as stage:
        begin_story(materials, "3", stage, options)

    assert read_story(folder, library).meta["seed"] == "3"
    assert files_of(folder).keys() == old.keys()
    assert files_of(folder)["story.md"] != old["story.md"]
    assert library.stories(story_in(folder)) == (str(folder),)


def test_one_that_was_to_take_the_place_of_another_does_when_it_is_gone_on_with(
    materials: Materials, library: Library, tmp_path: Path
) -> None:
    options, folder = RunOptions(ALL, library=library), tmp_path / "o"
    told(materials, folder, options)
    with pytest.raises(KeyboardInterrupt), staged_folder(folder, tenancy_of(library)) as stage:
        begin_story(materials, "3", stage, options, (StopAt(5),))
    assert read_story(folder, library).meta["seed"] == "2"

    assert resume_story(folder, library=library).seed == "3"
    assert read_story(folder, library).meta["seed"] == "3"
    assert files_of(folder) == files_of_a_new_one(materials, tmp_path / "new", options)


def files_of_a_new_one(materials: Materials, folder: Path, options: RunOptions) -> dict[str, bytes]:
    told(materials, folder, options, seed="3")
    return files_of(folder)


def test_stories_are_listed_and_what_is_there_already_is_not_made_again(
    materials: Materials, library: Library, tmp_path: Path
) -> None:
    options = RunOptions(library=library)
    made = told(materials, tmp_path / "o", options)

    assert stories_in(tmp_path, library) == (tmp_path / "o",)
    assert (is_story(tmp_path / "o", library), is_story(tmp_path, library)) == (True, False)
    head = story_heading(tmp_path / "o", library)
    assert (head.turns, head.tellings, head.meta["state"]) == (made.turns, ("story",), "ended")
    (tmp_path / "o" / "story.md").unlink()
    with pytest.raises(StoryTaken):
        told(materials, tmp_path / "o", options)


def test_the_first_free_seed_and_folder_are_those_of_the_library(
    materials: Materials, library: Library, tmp_path: Path
) -> None:
    config, options = materials.inputs.config, RunOptions(library=library)
    with story_folder(config, "", None, tmp_path, library) as (seed, folder):
        begin_story(materials, seed, folder, options)
    with story_folder(config, "", None, tmp_path, library) as (next_seed, _):
        assert (seed, next_seed) == ("1", "2")
    with replaced_story_folder(config, "1", None, tmp_path, library) as (_, stage):
        assert stage.parent == folder
    with library.hold(story_in(folder)), pytest.raises(StoryTaken):
        resume_story(folder, library=library)
