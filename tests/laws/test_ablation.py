"""Every field of a character file and of a story file changes what happens, the synopsis or what is
told; or else it is named as unused. What is named so changes nothing.

Held in a world of the story's own, and in a genre that has words for everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from novel_engine.adapters.reading.character.form import CharacterForm
from novel_engine.adapters.reading.story.form import StoryForm
from novel_engine.adapters.reading.validation.findings import findings
from novel_engine.errors import InputError
from tests.support.rich_story import ADA, STATION, STORY, Came, comes_to, written

pytestmark = pytest.mark.law

SEEN_BY_ANOTHER = {
    **STATION,
    "roles": {"culprit": "ada-vane", "finder": "bo-marsh"},
    "focalizer": "bo-marsh",
}
STORIES: Mapping[str, Mapping[str, Any]] = {
    "own": {**STORY, "nights": 1},
    "station": STATION,
    "another": SEEN_BY_ANOTHER,
}
SEEDS = range(1, 11)
NEEDED = {"name"}
ASKED_OF_THE_RUN = {"seed", "model", "cast"}
"""What everything is drawn from, who is asked, and of whom it is told."""
NOT_OFFERED = {"style", "person", "tense"}
"""Narrators and what the plain one alone has: no genre made here has one to choose, and it is refused."""
OTHERWISE = {"kernel": {"kernel": "departure", "roles": {"left": "cy-lund"}}}
"""What stands in the place of a field that others hang on."""

Write = Callable[[Path, Mapping[str, Any]], Path]


@cache
def whole(story: str, seed: int) -> Came:
    with TemporaryDirectory() as folder:
        return comes_to(written(Path(folder), story=STORIES[story]), seed)


def changes(folder: Path, write: Write) -> bool:
    """Whether anything comes out otherwise, in any of the stories."""
    for name, story in STORIES.items():
        path = write(folder / name, story)
        if any(comes_to(path, seed) != whole(name, seed) for seed in SEEDS):
            return True
    return False


def named(path: Path) -> Iterator[str]:
    """What `validate` says is not used."""
    for finding in findings(str(path)):
        yield from (*finding.unused, *finding.ignored)


def without(whole: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in whole.items() if name != key}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    return "\n".join(named(written(tmp_path_factory.mktemp("whole"))))


def test_the_rich_files_say_something_of_everything() -> None:
    assert set(ADA) == set(CharacterForm.model_fields)
    assert set(STORY) | ASKED_OF_THE_RUN | NOT_OFFERED == set(StoryForm.model_fields)


@pytest.mark.parametrize("field", sorted(set(CharacterForm.model_fields) - NEEDED))
def test_a_field_of_a_character_counts_or_is_named(field: str, said: str, tmp_path: Path) -> None:
    is_named = f"'{field}' " in said
    if field == "extensions":
        is_named = "other programs' data" in said
    found = changes(tmp_path, lambda at, story: written(at, without(ADA, field), story))
    assert found != is_named


def test_a_characters_notes_are_named_too(said: str, tmp_path: Path) -> None:
    assert "profile.md:1: is read by a model only" in said
    assert not changes(tmp_path, lambda at, story: written(at, story=story, profile=""))


@pytest.mark.parametrize("field", sorted(set(STORY) - ASKED_OF_THE_RUN))
def test_a_field_of_a_story_counts_or_is_named(field: str, said: str, tmp_path: Path) -> None:
    if field == "nights":
        many = written(tmp_path, story={**STORY, "nights": 5})
        one = written(tmp_path / "one", story={**STORY, "nights": 1})
        assert any(comes_to(many, seed) != comes_to(one, seed) for seed in SEEDS)
        return
    try:
        found = changes(
            tmp_path,
            lambda at, story: written(
                at, story={**without(story, field), **OTHERWISE.get(field, {})}
            ),
        )
    except InputError as problem:  # other fields hang on it, and the first of them is refused
        assert field == "world"
        assert "there is no place" in str(problem)
        return
    assert found != (f"'{field}' " in said)
