"""Whom a name on the command line means, in whatever letters it comes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.terminal import Said, character, novel_engine


def apart(text: str) -> str:
    """The text with each letter apart from its marks, as a Mac names files."""
    return unicodedata.normalize("NFD", text)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two who are called Ada, one whose directory a Mac has named, and their story."""
    folder = tmp_path_factory.mktemp("people")
    character(folder / "zoë", "Zoë Né")
    character(folder / apart("rené"), "René Bôn")
    character(folder / "ada-vane", "Ada Vane")
    character(folder / "ada-marsh", "Ada Marsh")
    said = run(folder, ["zoë", apart("rené"), "ada-vane", "ada-marsh"], "--out", "ö")
    assert said.code == 0, said.err
    return folder


def run(place: Path, cast: Sequence[str], *more: str) -> Said:
    """A story of these people."""
    options = [word for name in cast for word in ("--cast", f"./{name}")]
    return novel_engine("run", *options, "--seed", "1", *more, at=place)


def test_a_directory_is_found_in_whatever_letters_it_is_named(place: Path, tmp_path: Path) -> None:
    names = ["zoë", "rené", "ada-vane", "ada-marsh"]

    for n, cast in enumerate((names, [apart(name) for name in names])):
        told = run(
            place, cast, "--json", "--out", str(tmp_path / str(n)), "--focalizer", apart("Zoë")
        )
        assert told.code == 0, told.err
    assert novel_engine("validate", apart("zoë"), "rené", at=place).code == 0
    assert novel_engine("show", apart("ö"), at=place).code == 0


@pytest.mark.parametrize("name", ["Zoë", "zoë", "Zoë Né", "ZOË NÉ"])
def test_a_name_is_the_same_however_its_letters_are_composed(place: Path, name: str) -> None:
    for words in (["why", "ö", name, "3"], ["show", "ö", "--beliefs", name]):
        composed = novel_engine(*words, at=place)
        other = novel_engine(*map(apart, words), at=place)
        assert composed.code == 0
        assert other.out == composed.out
    assert novel_engine("tell", "ö", "--focalizer", apart(name), "--force", at=place).code == 0


def test_a_telling_is_found_by_a_name_in_other_letters(place: Path) -> None:
    assert novel_engine("tell", "ö", "--focalizer", "rené", at=place).code == 0
    name = next(path.name for path in (place / "ö").glob("story.through-*.md"))[len("story.") : -3]

    assert novel_engine("read", "ö", "--telling", apart(name), at=place).code == 0
    assert novel_engine("explain", "ö", "1", "--telling", apart(name), at=place).code == 0


def test_a_name_of_two_is_said_to_be_ambiguous_and_both_are_named(place: Path) -> None:
    asked = [
        novel_engine("why", "ö", "Ada", "3", at=place),
        novel_engine("show", "ö", "--beliefs", "Ada", at=place),
        novel_engine("tell", "ö", "--focalizer", "Ada", at=place),
    ]

    for said in asked:
        assert said.code == 2
        assert "'Ada' is ambiguous: " in said.err
        assert "Ada Vane (ada-vane)" in said.err
        assert "Ada Marsh (ada-marsh)" in said.err
        assert "Zoë" not in said.err
    planned = run(place, ["ada-vane", "ada-marsh"], "--focalizer", "Ada", "--dry-run")
    assert planned.code == 3
    assert "--focalizer: 'Ada' is ambiguous: " in planned.err


def test_a_name_of_nobody_is_answered_with_the_people_and_their_ids(place: Path) -> None:
    part = novel_engine("why", "ö", "Vane", "3", at=place)
    none = novel_engine("why", "ö", "Quentin", "3", at=place)

    assert "'Vane' is not in the cast; did you mean Ada Vane (ada-vane)?" in part.err
    assert "'Quentin' is not in the cast; name one of " in none.err
    assert "Zoë Né (zoë)" in none.err
