"""`validate` says of every file what it means, what could not be placed, what is passed over and
what is wrong.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from novel_engine.adapters.reading.character.factory import CharacterFactory
from novel_engine.adapters.reading.character.lexicon_files import read_lexicon
from novel_engine.adapters.reading.validation.inspection import (
    Inspection,
    inspect_character,
    inspect_story,
)

LEXICON = read_lexicon()
IDA = """\
name: Ida Kessel
traits: [exact, from Sorn]
relationships: {bram: {trust: 1}, zed: friend}
tactics: [levitate]
never: [fly]
extensions: {a: b}
"""


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with two characters, to stand in."""
    for name, text in (("ida", IDA), ("bram", "name: Bram Holt\n")):
        (tmp_path / "characters" / name).mkdir(parents=True)
        (tmp_path / "characters" / name / "character.yaml").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def factory() -> CharacterFactory:
    return CharacterFactory("1", LEXICON, (Path("characters"),))


def looked_over(story: str) -> Inspection:
    Path("story.yaml").write_text(story)
    return inspect_story("story.yaml", factory())


@pytest.mark.usefixtures("ground")
def test_what_the_engine_cannot_place_is_listed_with_its_line() -> None:
    found = inspect_character("ida", factory())
    assert found.person
    assert found.person.name == "Ida Kessel"
    assert [line.split(";")[0] for line in found.unmapped] == [
        "characters/ida/character.yaml:2: 'from Sorn' says nothing about the eight axes",
        "characters/ida/character.yaml:4: 'levitate' is no known tactic",
        "characters/ida/character.yaml:5: 'fly' is no kind of action",
    ]
    assert found.problems == ()


def test_what_is_never_used_is_listed(ground: Path) -> None:
    (ground / "characters" / "ida" / "notes.txt").write_text("x")
    (ground / "characters" / "ida" / "portrait.PNG").write_text("x")
    assert inspect_character("ida", factory()).ignored == (
        "characters/ida/character.yaml:6: other programs' data, kept and never used",
        "characters/ida/notes.txt:1: not read; only character.yaml and *.md are",
    )


@pytest.mark.usefixtures("ground")
def test_a_character_with_faults_gives_every_problem_and_no_person() -> None:
    Path("characters/ida/character.yaml").write_text("nmae: Ida\nage: x\n")
    found = inspect_character("ida", factory())
    assert found.person is None
    assert [line.split(": ")[0].rsplit(":", 1)[1] for line in found.problems] == ["1", "1", "2"]
    assert (
        inspect_character("nobody", factory())
        .problems[0]
        .startswith("there is no character 'nobody'")
    )


@pytest.mark.usefixtures("ground")
def test_a_story_is_looked_over_with_everyone_in_it() -> None:
    found = looked_over("genre: winter-station\ncast: [ida, bram]\nfocalizer: Bram Holt\n")
    assert found.config
    assert found.config.focalizer == "bram"
    assert [person.id for person in found.cast] == ["ida", "bram"]
    assert len(found.unmapped) == 3
    assert found.ignored[0] == (
        "characters/ida/character.yaml:3: 'zed' is not in the cast, so this relationship is not "
        "used"
    )
    assert found.problems == ()


@pytest.mark.usefixtures("ground")
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("cast: [ida]", "story.yaml:1: 'cast' has too few entries"),
        (
            "cast: [ida, bram]\ngenre: nowhere-at-all",
            "story.yaml:2: there is no genre 'nowhere-at-all'",
        ),
        ("cast: [ida, zed]", "story.yaml:1: there is no character 'zed'"),
        ("cast: [ida, bram]\nroles: {culprit: zed}", "story.yaml:2: 'zed' is not in the cast"),
    ],
)
def test_whatever_stops_a_story_is_a_problem(text: str, problem: str) -> None:
    assert looked_over(text).problems[0].startswith(problem)


def test_a_file_that_is_not_there_is_a_problem(ground: Path) -> None:
    assert "there is no such file" in inspect_story(str(ground / "nowhere.yaml")).problems[0]
    assert "there is no character" in inspect_character(str(ground / "nobody")).problems[0]


@pytest.mark.usefixtures("ground")
def test_two_who_would_be_called_alike_are_named_with_the_cure() -> None:
    for name in ("cole", "hale"):
        folder = Path("characters") / name
        folder.mkdir()
        (folder / "character.yaml").write_text(f"name: Mary {name.title()}\n")
    found = looked_over("cast: [cole, hale, bram]\n")
    assert [person.short for person in found.cast] == ["Mary Cole", "Mary Hale", "Bram"]
    notes = [line for line in found.ignored if "could be two of the cast" in line]
    assert notes == [
        f"characters/{one.lower()}/character.yaml:1: 'Mary' could be two of the cast, so "
        f"'Mary {one}' is called so all through; 'short' says it otherwise"
        for one in ("Cole", "Hale")
    ]
