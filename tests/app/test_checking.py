"""What is sound by itself may be no story together, and `validate` says so as `run` would."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.terminal import LAMP_OIL, PEOPLE, character, novel_engine


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two of one name, two of one directory's name, and one more."""
    character(tmp_path / "a", "Ada Vane")
    character(tmp_path / "b", "Ada Vane")
    character(tmp_path / "c", "Cy Lund")
    character(tmp_path / "x" / "a", "Bo Marsh")
    return tmp_path


@pytest.mark.parametrize("pair", [("a", "b"), ("a", "x/a")])
def test_a_pair_that_run_refuses_is_refused_with_the_same_line(
    place: Path, pair: tuple[str, str]
) -> None:
    checked = novel_engine("validate", *pair, at=place)
    told = novel_engine("run", "--cast", pair[0], "--cast", pair[1], at=place)

    assert (checked.code, told.code) == (3, 3)
    assert f"{', '.join(pair)}: together: 1 wrong\n" in checked.out
    assert told.err.removeprefix("error: ").strip() in checked.out


def test_a_story_that_cannot_do_with_these_people_is_refused_with_the_same_line(
    place: Path,
) -> None:
    checked = novel_engine("validate", LAMP_OIL, "a", "c", "--json", at=place)
    told = novel_engine("run", LAMP_OIL, "--cast", "a", "--cast", "c", at=place)

    assert (checked.code, told.code) == (3, 3)
    assert "'bo-marsh' is not in the cast" in told.err
    assert "'bo-marsh' is not in the cast" in checked.out


@pytest.mark.parametrize(
    "words",
    [
        ("a", "c"),
        ("a", "c", "winter-station"),
        ("a",),
        (".",),
        (LAMP_OIL, PEOPLE / "ada-vane", PEOPLE / "bo-marsh"),
        (LAMP_OIL, "a"),
    ],
)
def test_what_can_be_told_and_what_is_no_cast_is_sound(
    place: Path, words: tuple[str | Path, ...]
) -> None:
    assert novel_engine("validate", *words, at=place).code == 0


@pytest.mark.parametrize("genre", ["nosuch", "a"])
def test_a_genre_asked_for_by_a_variable_is_refused_with_its_name(
    place: Path, genre: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOVEL_ENGINE_GENRE", genre)

    said = novel_engine("run", "--cast", "a", "--cast", "c", "--out", "o", at=place)

    assert said.code == 3
    assert said.err.startswith("error: NOVEL_ENGINE_GENRE: ")
