"""What a story is made from is what its files say: no name of a file has a say in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.terminal import character, novel_engine

STORY = "cast: [people/ada, people/bo, people/cy]\nscenes: 6\nwords: 900\n"
NAMES = ("the-cellar.yaml", "zz 2.yaml", "Ω.yaml")


@pytest.mark.parametrize("seed", ["1", "2", "7"])
def test_a_story_file_by_another_name_tells_the_same_story(seed: str, tmp_path: Path) -> None:
    for person in ("ada", "bo", "cy"):
        character(tmp_path / "people" / person, f"name: {person.title()}\n")
    told = []
    for number, name in enumerate(NAMES):
        (tmp_path / name).write_text(STORY, "utf-8")
        out = tmp_path / str(number)
        said = novel_engine("run", tmp_path / name, "--seed", seed, "--out", out, "--json")
        told.append((said.json["events_sha256"], said.json["story_sha256"]))

    assert told == [told[0]] * len(NAMES)
