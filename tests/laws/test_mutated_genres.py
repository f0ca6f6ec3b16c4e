"""Whatever is changed in a genre, it is refused with file and line, or its stories are told: no
bug, and no damaged record.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from novel_engine.adapters.files.bundled import bundled_root
from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.character.lexicon import Lexicon
from novel_engine.adapters.reading.character.lexicon_files import read_lexicon
from novel_engine.adapters.reading.genre.all_at_once import MOST_MISTAKES
from novel_engine.adapters.reading.genre.genre_files import genre_files
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
from tests.support.mutations import mutant
from tests.support.sampling import sample
from tests.support.small_genre import HEAD, KERNEL, LINES, TACTICS, VERBS, dumped
from tests.support.terminal import FIXTURES, PEOPLE

HOUSE, INN, STATION = small_genre.NAME, "ford-inn", "winter-station"
CHANGES = 1_000
"""So many to each file are looked at when everything is."""
MANY = 24
WITH_LINE = re.compile(r"\S+\.yaml:\d+: .+")
MORE = re.compile(r"… and \d+ more problems?; correct these first")


@cache
def inputs(people: int) -> StoryInputs:
    """A short story of so many people, with all the words that character files are read by."""
    cast = [str(PEOPLE / name) for name in ("ada-vane", "bo-marsh", "cy-lund", "dee-orr")[:people]]
    return gather(None, {}, Overrides(cast=tuple(cast), scenes=4, words=500, nights=1))


@cache
def lexicon() -> Lexicon:
    return read_lexicon(inputs(2).lexicon_files)


@cache
def files_of(genre: str) -> tuple[InputFile, ...]:
    """A genre's files: the smallest, with the tactics characters are read by; or a whole one,
    without most of its words.
    """
    if genre == HOUSE:
        return small_genre.files(**{TACTICS: core(TACTICS).data.decode()})
    folder = FIXTURES / "genres" / genre if genre == INN else None
    found = genre_files(bundled_root() / "configs", genre, folder)
    return tuple(
        file
        for file in found
        if not file.name.startswith((f"genres/{STATION}/lines/", "core/lines/"))
    )


def core(name: str) -> InputFile:
    return next(file for file in inputs(2).files if file.name == name)


def changed(
    files: tuple[InputFile, ...], name: str, number: int
) -> tuple[str, tuple[InputFile, ...]]:
    """What is changed in one file of the genre, and the genre with it."""
    file = next(file for file in files if file.name == name)
    data = read_yaml_bytes(file.data, name, GenreError).data
    what, other = mutant(data, name, number)
    return what, tuple(
        replace(one, data=dumped(other).encode()) if one is file else one for one in files
    )


def told(genre: Genre, files: tuple[InputFile, ...], kernel: str, seed: str) -> None:
    """A story of this genre is told whole, and its record read again; or there are too few people
    for it.

    The smallest genre has a core of its own, which no record has to be read with.
    """
    base = inputs(2 + int(seed) % 3)
    words = (file for file in base.lexicon_files if file.name not in {one.name for one in files})
    config = replace(base.config, genre=genre.name, kernel=kernel)
    made = replace(base, files=(*files, *words), genre=genre.name, config=config)
    with TemporaryDirectory() as folder:
        try:
            begin_story(Materials(made, genre, lexicon()), seed, Path(folder), RunOptions())
        except CastingError:
            return
        if not kernel and genre.name != HOUSE:
            read_story(Path(folder))


@pytest.mark.parametrize(
    ("genre", "name", "most", "always"),
    [
        (HOUSE, KERNEL, 66, (32, 164)),
        (HOUSE, HEAD, 22, ()),
        (HOUSE, VERBS, 44, (145, 179, 236, 507)),
        (HOUSE, LINES, 11, ()),
        (INN, f"genres/{INN}/kernels/inheritance.yaml", 33, (10, 43, 87, 479, 859)),
        (INN, f"genres/{INN}/verbs.yaml", 22, (199,)),
        (INN, f"genres/{INN}/facts.yaml", 11, ()),
        (INN, f"genres/{INN}/scenes.yaml", 11, ()),
        (STATION, "core/kernels/concealed_harm.yaml", 22, (6, 10, 20)),
        (STATION, "core/kernels/departure.yaml", 22, (31, 43, 109)),
        (STATION, f"genres/{STATION}/matter/concealed_harm.yaml", 22, ()),
        (STATION, f"genres/{STATION}/matter/departure.yaml", 22, ()),
    ],
)
def test_a_changed_genre_is_refused_with_its_line_or_told(
    genre: str, name: str, most: int, always: tuple[int, ...]
) -> None:
    refused = accepted = 0
    for number in sample(range(CHANGES), most, f"a changed {name}", always):
        what, files = changed(files_of(genre), name, number)
        try:
            found = read_genre(files, genre)
        except GenreError as problem:
            *said, last = str(problem).splitlines()
            assert all(map(WITH_LINE.fullmatch, said)), what
            assert (MORE if len(said) == MOST_MISTAKES else WITH_LINE).fullmatch(last), what
            refused += 1
            continue
        accepted += 1
        for at, kernel in enumerate((*found.kernels, *([] if genre == STATION else [""]))):
            try:
                told(found, files, kernel, str(number + at + 1))
            except (
                Exception
            ) as problem:  # what is wrong is said with the change that brought it about
                problem.add_note(what)
                raise
    assert refused + accepted >= most
    # Of a few changes to one file all may be of a kind; of many, both kinds are met.
    assert most < MANY or min(refused, accepted) > 0, (refused, accepted)
