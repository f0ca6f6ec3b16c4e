"""Whatever is changed in a genre, it is refused with file and line, or its stories are told: no bug, and no damaged record.

A small and fixed part of a search that was made once, over some thousands of changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.character.lexicon import Lexicon, read_lexicon
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.adapters.reading.story_inputs import StoryInputs, gather
from novel_engine.adapters.reading.yaml_source import read_yaml_bytes
from novel_engine.app.assembly import Materials
from novel_engine.app.looking import read_story
from novel_engine.app.making import RunOptions, begin_story
from novel_engine.errors import CastingError, GenreError
from novel_engine.story.givens.config import Overrides
from novel_engine.story.givens.genre import Genre
from tests.support import small_genre
from tests.support.mutations import mutants
from tests.support.small_genre import HEAD, KERNEL, LINES, NAME, TACTICS, VERBS, dumped
from tests.support.terminal import PEOPLE

STATION = "winter-station"
HARM, LEAVE = (f"genres/{STATION}/kernels/{name}.yaml" for name in ("concealed_harm", "departure"))
WITH_LINE = re.compile(r"\S+\.yaml:\d+: .+")


@cache
def inputs(people: int) -> StoryInputs:
    """A short story of so many people, with all the words that character files are read by."""
    cast = [str(PEOPLE / name) for name in ("ada-vane", "bo-marsh", "cy-lund", "dee-orr")[:people]]
    return gather(None, {}, Overrides(cast=tuple(cast), scenes=4, words=500))


@cache
def lexicon() -> Lexicon:
    return read_lexicon(inputs(2).lexicon_files)


@cache
def bundled() -> tuple[InputFile, ...]:
    """The bundled genre without most of its words, which take longest to read."""
    return tuple(file for file in inputs(2).genre_files if not file.name.startswith(f"genres/{STATION}/lines/"))


def house() -> tuple[InputFile, ...]:
    """The smallest genre, with the tactics that characters are read by."""
    tactics = next(file for file in bundled() if file.name == TACTICS)
    return small_genre.files(**{TACTICS: tactics.data.decode()})


def changed(files: tuple[InputFile, ...], name: str, count: int) -> Iterator[tuple[str, tuple[InputFile, ...]]]:
    """The genre with one file of it changed in one thing, so many times over."""
    file = next(file for file in files if file.name == name)
    data = read_yaml_bytes(file.data, name, GenreError).data
    for what, mutant in mutants(data, Random(name), count):
        changed = replace(file, data=dumped(mutant).encode())
        yield f"{name}: {what}", tuple(changed if one.name == name else one for one in files)


def told(genre: Genre, files: tuple[InputFile, ...], kernel: str, seed: str) -> None:
    """A story of this genre is told whole, and its record read again; or there are too few people for it."""
    base = inputs(2 + int(seed) % 3)
    words = (file for file in base.lexicon_files if file.name not in {one.name for one in files})
    config = replace(base.config, genre=genre.name, kernel=kernel)
    made = replace(base, files=(*files, *words), genre=genre.name, config=config)
    with TemporaryDirectory() as folder:
        try:
            begin_story(Materials(made, genre, lexicon()), seed, Path(folder), RunOptions())
        except CastingError:
            return
        if not kernel:
            read_story(Path(folder))


@pytest.mark.parametrize(
    ("genre", "counts"),
    [
        (NAME, {KERNEL: 110, HEAD: 22, VERBS: 44, LINES: 11}),
        (STATION, {HARM: 33, LEAVE: 33}),
    ],
)
def test_a_changed_genre_is_refused_with_its_line_or_told(genre: str, counts: Mapping[str, int]) -> None:
    refused = accepted = 0
    for name, count in counts.items():
        for what, files in changed(house() if genre == NAME else bundled(), name, count):
            try:
                found = read_genre(files, genre)
            except GenreError as problem:
                assert all(map(WITH_LINE.fullmatch, str(problem).splitlines())), what
                refused += 1
                continue
            accepted += 1
            for at, kernel in enumerate(found.kernels if genre == STATION else (*found.kernels, "")):
                try:
                    told(found, files, kernel, str(accepted + at))
                except Exception as problem:  # what is wrong is said with the change that brought it about
                    problem.add_note(what)
                    raise
    assert min(refused, accepted) > sum(counts.values()) // 6, (refused, accepted)
