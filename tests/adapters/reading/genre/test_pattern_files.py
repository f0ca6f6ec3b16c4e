"""Sifting patterns come from YAML, checked, and what is wrong is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from novel_engine.adapters.files.input_files import read_input
from novel_engine.adapters.reading.genre.pattern_files import patterns_of
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.errors import GenreError
from novel_engine.story.givens.patterns import Pattern
from tests.support.worlds import CONFIGS, bundled_genre

FEWEST = 20


def read(path: Path, text: str) -> list[Pattern]:
    file = path / "patterns.yaml"
    file.write_text(text, encoding="utf-8")
    genre = bundled_genre()
    document = read_document(read_input(file, "core/patterns.yaml", GenreError), GenreError)
    return patterns_of(document, genre.verbs, genre.kinds)


def test_a_pattern_has_steps_and_a_worth(tmp_path: Path) -> None:
    (found,) = read(
        tmp_path,
        'mercy: {about: x, steps: ["accuse A=one B=other", "forgive A=one B=other"], worth: 8}\n',
    )

    assert (found.id, found.about, found.worth, len(found.steps)) == ("mercy", "x", 8, 2)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('mercy:\n  about: x\n  steps: ["accuse A=one"]\n  worth: 8\n', "two steps or more"),
        ('mercy:\n  about: x\n  steps: ["accuse", "forgive A=one"]\n  worth: 8\n', "is no step"),
        (
            'mercy:\n  about: x\n  steps: ["accuse A=one", "forgive A=one"]\n  worth: 10\n',
            "from 1 to 9",
        ),
        ("mercy:\n  stepps: []\n", "unknown key 'stepps'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(GenreError, match=part) as caught:
        read(tmp_path, text)

    assert "patterns.yaml:" in str(caught.value)


def test_the_bundled_patterns_are_about_twenty_and_name_verbs_that_there_are() -> None:
    genre = bundled_genre()
    verbs = {verb for pattern in genre.patterns for step in pattern.steps for verb in step.verbs}

    assert len(genre.patterns) >= FEWEST
    assert verbs <= set(genre.verbs)
    assert (CONFIGS / "core" / "patterns.yaml").is_file()


def test_every_bundled_pattern_can_name_a_chapter_and_be_called_back_to() -> None:
    genre = bundled_genre()
    named = {
        tells: {
            value
            for f in genre.fragments
            if f.tells == tells
            for key, values in f.when
            if key == "pattern"
            for value in values
        }
        for tells in ("title", "callback")
    }
    ids = {pattern.id for pattern in genre.patterns}

    assert named == {"title": ids, "callback": ids}
