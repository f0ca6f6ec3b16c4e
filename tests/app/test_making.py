"""Putting a story together, from the person's files or from a record, and going on with one."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from novel_engine.adapters.files.bundled import bundled_root
from novel_engine.adapters.files.story_folder import new_folder
from novel_engine.adapters.reading.genre.genre_files import HEAD
from novel_engine.adapters.reading.story_inputs import NEEDED, gather
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.assembly import Materials, assemble, fabula_of, understood
from novel_engine.app.looking import read_story
from novel_engine.app.making import (
    RunOptions,
    begin_story,
    replaced_story_folder,
    resume_story,
    story_folder,
)
from novel_engine.app.outcomes import ToldStory
from novel_engine.errors import RecordError, StoryTaken, UsageError
from novel_engine.ports.news import News, TurnRecorded
from novel_engine.story.directing.scenes import story_opened
from novel_engine.story.givens.conditions import Call, Name
from novel_engine.story.givens.config import Overrides
from tests.support.damage import forged
from tests.support.terminal import FIXTURES, LAMP_OIL


@pytest.fixture(scope="module")
def materials() -> Materials:
    return understood(gather(str(LAMP_OIL), {}, Overrides(scenes=5, words=700)))


def told(materials: Materials, folder: Path, seed: str = "2") -> ToldStory:
    with new_folder(folder):
        return begin_story(materials, seed, folder, RunOptions())


class StopAt:
    """An observer that loses patience."""

    def __init__(self, turn: int) -> None:
        self.turn = turn

    def notice(self, news: News) -> None:
        if isinstance(news, TurnRecorded) and news.turn.turn == self.turn:
            raise KeyboardInterrupt


def half_told(materials: Materials, folder: Path, turn: int = 5, seed: str = "2") -> None:
    with pytest.raises(KeyboardInterrupt), new_folder(folder):
        begin_story(materials, seed, folder, RunOptions(), (StopAt(turn),))


def test_the_same_inputs_and_seed_make_the_same_setting_and_another_seed_another(
    materials: Materials,
) -> None:
    assert assemble(materials, "2") == assemble(materials, "2")
    assert assemble(materials, "2").setting != assemble(materials, "3").setting


def test_a_turn_is_in_the_record_before_anybody_hears_of_it(
    materials: Materials, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []

    class Reader:
        def notice(self, news: News) -> None:
            if not isinstance(news, TurnRecorded):
                return
            with closing(sqlite3.connect(tmp_path / "o" / "story.db")) as connection:
                last = connection.execute("SELECT max(turn) FROM turns").fetchone()[0]
            seen.append((news.turn.turn, last))

    with new_folder(tmp_path / "o"):
        begin_story(materials, "2", tmp_path / "o", RunOptions(), (Reader(),))

    assert seen == [(turn, turn) for turn in range(len(seen))]


@pytest.mark.parametrize("turn", [0, 1, 7])
def test_a_stopped_story_is_gone_on_with_to_the_same_bytes(
    materials: Materials, tmp_path: Path, turn: int
) -> None:
    straight = told(materials, tmp_path / "straight")
    half_told(materials, tmp_path / "o", turn)
    assert not (tmp_path / "o" / "story.md").exists()

    resumed = resume_story(tmp_path / "o")

    assert replace(resumed, folder=straight.folder) == straight


def test_files_that_were_edited_or_deleted_change_nothing_in_a_story_begun_with_them(
    tmp_path: Path,
) -> None:
    shutil.copytree(FIXTURES, tmp_path / "own")
    genre = tmp_path / "own" / "hut"
    shutil.copytree(bundled_root() / "configs/genres/winter-station", genre)
    story = tmp_path / "own" / LAMP_OIL.name
    mine = understood(gather(str(story), {}, Overrides(genre=str(genre), scenes=5, words=700)))
    straight = told(mine, tmp_path / "straight")
    half_told(mine, tmp_path / "o")

    shutil.rmtree(tmp_path / "own")

    assert replace(resume_story(tmp_path / "o"), folder=straight.folder) == straight
    assert read_story(tmp_path / "o").assembly.genre.name == "hut"


def as_of_old(data: bytes) -> bytes:
    """A file as it was before verbs and kernels said so much."""
    return re.sub(
        (
            rb"^ *(?:is|heard_as|renews|seldom|words|worth|saying|vague|note|note_against|plain"
            rb"|distinct): .*\n"
        ),
        b"",
        data,
        flags=re.M,
    )


def test_a_story_begun_before_the_files_said_so_much_is_gone_on_with_to_the_same_bytes(
    materials: Materials, tmp_path: Path
) -> None:
    straight = told(materials, tmp_path / "straight")
    files = tuple(
        replace(
            file,
            data=as_of_old(file.data)
            if re.search("verbs|tactics|kernels/", file.name)
            else file.data,
        )
        for file in materials.inputs.files
        if not re.match("core/(?:facts|scenes|checks/)", file.name)
    )
    assert (
        sum(len(file.data) for file in files)
        < sum(len(file.data) for file in materials.inputs.files) - 5000
    )
    half_told(replace(materials, inputs=replace(materials.inputs, files=files)), tmp_path / "o")

    assert replace(resume_story(tmp_path / "o"), folder=straight.folder) == straight


def test_a_record_gives_the_assembly_it_was_begun_with(
    materials: Materials, tmp_path: Path
) -> None:
    told(materials, tmp_path / "o")

    story = read_story(tmp_path / "o")

    assert story.assembly.setting == assemble(materials, "2").setting
    assert story.assembly.config == assemble(materials, "2").config
    assert story.assembly.inputs == assemble(materials, "2").inputs
    assert (story.meta["state"], story.meta["seed"]) == ("ended", "2")


def test_every_input_is_kept_byte_for_byte(materials: Materials, tmp_path: Path) -> None:
    told(materials, tmp_path / "o")

    with StoryRecord.read(tmp_path / "o" / "story.db") as record:
        kept = {one.path: one.data for one in record.inputs()}

    assert kept["stories/the-lamp-oil.yaml"] == LAMP_OIL.read_bytes()
    for path in (FIXTURES / "people").glob("*/*"):
        assert kept[f"characters/{path.parent.name}/{path.name}"] == path.read_bytes()
    configs = bundled_root() / "configs"
    for path in (*configs.glob("core/*.yaml"), *configs.glob("genres/winter-station/**/*.yaml")):
        name = str(path.relative_to(configs))
        assert kept.get(name, path.read_bytes()) == path.read_bytes()
    for name in (
        "core/verbs.yaml",
        "core/facts.yaml",
        "core/traits.yaml",
        "core/tactics.yaml",
        "genres/winter-station/genre.yaml",
    ):
        assert name in kept


def test_a_version_that_would_cast_the_story_otherwise_says_so(
    materials: Materials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_told(materials, tmp_path / "o")
    monkeypatch.setattr(
        "novel_engine.app.assembly.story_opened",
        lambda setting: replace(story_opened(setting), title="Another"),
    )

    with pytest.raises(RecordError, match="use the version that began it"):
        resume_story(tmp_path / "o")


def test_events_that_do_not_follow_from_one_another_are_a_damaged_record(
    materials: Materials, tmp_path: Path
) -> None:
    told(materials, tmp_path / "o")
    story = read_story(tmp_path / "o")

    with pytest.raises(RecordError, match="do not follow from one another"):
        fabula_of(story.setting, (story.events[0], *story.events[2:]), str(tmp_path))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM inputs WHERE kind = 'config'", "does not say what was asked for"),
        *(
            (f"DELETE FROM inputs WHERE path = '{name}'", f"the record has lost {name}; ")
            for name in (*sorted(NEEDED), f"genres/winter-station/{HEAD}")
        ),
        (
            "DELETE FROM inputs WHERE path LIKE '%/kernels/%'",
            "cannot read what the story was made from",
        ),
        (
            "DELETE FROM inputs WHERE path LIKE 'characters/ada-vane/%'",
            "has lost the files of ada-vane",
        ),
    ],
)
def test_a_record_without_all_its_inputs_is_damaged(
    materials: Materials, tmp_path: Path, change: str, said: str
) -> None:
    half_told(materials, tmp_path / "o")
    forged(tmp_path / "o" / "story.db", change)

    with pytest.raises(RecordError, match=said):
        resume_story(tmp_path / "o")


def test_a_story_whose_telling_was_cut_off_is_told_again(
    materials: Materials, tmp_path: Path
) -> None:
    straight = told(materials, tmp_path / "o")
    (tmp_path / "o" / "story.md").unlink()

    assert resume_story(tmp_path / "o") == straight


def test_the_first_free_seed_is_used_in_a_folder_of_its_own(
    materials: Materials, tmp_path: Path
) -> None:
    config = materials.inputs.config
    with story_folder(config, "", None, tmp_path) as (seed, folder):
        assert (seed, folder.name) == ("1", "the-lamp-oil-1")
        begin_story(materials, seed, folder, RunOptions())
    with story_folder(config, "", None, tmp_path) as (seed, folder):
        assert (seed, folder.name) == ("2", "the-lamp-oil-2")
    with story_folder(config, "", tmp_path / "o", tmp_path) as (seed, folder):
        assert (seed, folder) == ("2", tmp_path / "o")
    with pytest.raises(StoryTaken), story_folder(config, "1", None, tmp_path):
        pass
    with replaced_story_folder(config, "1", None, tmp_path) as (seed, folder):
        assert not (folder / "story.db").exists()
        assert seed == "1"


def test_where_there_is_no_story_there_is_nothing_to_resume(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError):
            resume_story(place)


def test_what_breaks_the_rules_of_a_record_that_is_being_made_is_a_bug_and_no_damage(
    materials: Materials, tmp_path: Path
) -> None:
    kernels = {
        name: replace(kernel, opening=(Call("put", (Name("mark"), Name("nowhere"))),))
        for name, kernel in materials.genre.kernels.items()
    }
    astray = replace(materials, genre=replace(materials.genre, kernels=kernels))

    with pytest.raises(
        AssertionError, match="a row of items names one of places that is not there"
    ):
        told(astray, tmp_path / "night")
