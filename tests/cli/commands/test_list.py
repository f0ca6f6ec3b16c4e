"""`list`: the stories that are here."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.damage import altered, forged
from tests.support.terminal import novel_engine


def test_list_shows_the_stories_here_and_says_which_cannot_be_read(
    lamp_oil: Path, tmp_path: Path
) -> None:
    shutil.copytree(lamp_oil, tmp_path / "stories" / "one")
    shutil.copytree(lamp_oil, tmp_path / "two")
    (tmp_path / "two" / "story.db").write_bytes(
        b"not a database, but long enough to look like one" * 50
    )

    said = novel_engine("list", at=tmp_path)
    plain = novel_engine("list", tmp_path, "--json").json

    assert said.out.splitlines()[0].split() == [
        "FOLDER",
        "TITLE",
        "SEED",
        "TURNS",
        "STATE",
        "ENDING",
    ]
    assert [Path(story["folder"]).name for story in plain] == ["one", "two"]
    assert [story["state"] for story in plain] == ["ended", "unreadable"]
    assert plain[0]["title"] == "The Lamp Oil"


SPOILT = {
    "a-name-that-is-no-text": (
        "UPDATE story SET value = CAST(x'ff41ff' AS TEXT) WHERE key = 'title'"
    ),
    "a-key-that-is-no-text": "UPDATE story SET key = CAST(x'c3' AS TEXT) WHERE key = 'ending'",
    "escapes": "UPDATE story SET value = char(27) || ']0;x' || char(7) WHERE key = 'title'",
}


def test_one_damaged_record_hides_no_other_story_from_the_list(
    lamp_oil: Path, tmp_path: Path
) -> None:
    shutil.copytree(lamp_oil, tmp_path / "whole")
    for name, statement in SPOILT.items():
        shutil.copytree(lamp_oil, tmp_path / name)
        change = forged if name == "escapes" else altered
        change(tmp_path / name / "story.db", statement)
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "story.db").write_bytes((lamp_oil / "story.db").read_bytes()[:9000])
    shutil.copytree(lamp_oil, tmp_path / "schema")
    spoilt = (
        (lamp_oil / "story.db")
        .read_bytes()
        .replace(b"CREATE TABLE inputs", b"CREATE TABLE \xff\xfeputs")
    )
    (tmp_path / "schema" / "story.db").write_bytes(spoilt)

    plain = novel_engine("list", tmp_path, "--json").json
    said = novel_engine("list", tmp_path)

    states = {Path(story["folder"]).name: story["state"] for story in plain}
    assert states.pop("whole") == states.pop("escapes") == "ended"
    assert states == dict.fromkeys(
        ["a-name-that-is-no-text", "a-key-that-is-no-text", "cut", "schema"], "unreadable"
    )
    assert (said.code, "\x1b" in said.out, "\x07" in said.out) == (0, False, False)


def test_list_of_an_empty_folder_says_how_to_tell_a_story(tmp_path: Path) -> None:
    said = novel_engine("list", tmp_path)

    assert (said.code, said.out) == (0, "")
    assert "novel-engine run" in said.err
    assert novel_engine("list", tmp_path, "--json").json == []


def test_list_of_a_folder_there_is_not_is_a_mistake(tmp_path: Path) -> None:
    assert novel_engine("list", tmp_path / "nowhere").code == 2


def test_a_path_that_nothing_can_have_is_no_folder() -> None:
    said = novel_engine("list", "x" * 5000)

    assert said.code == 2
    assert "there is no such folder" in said.err
