"""Genres: folders of YAML, checked and made into one value. A writer adds one with no Python.

`genre_files` gathers the bytes, `read_genre` makes the value of them; so a record that keeps the
bytes can make it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.genre.phrase_files import PHRASE_FILES, KeptPhrases
from novel_engine.adapters.reading.shelf import kept
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.genre import Genre, Lines
from novel_engine.values import dataclass

GENRES_KEPT = 8
"""How many a process keeps: the bundled one takes about four megabytes."""


def read_genre(files: Sequence[InputFile], name: str) -> Genre:
    """The genre these files make. Raises GenreError: `file:line: what, and what to do`.

    The same bytes under the same names are read once in a process, which may tell or look into many
    stories, and from the shelf where it was read before.
    """
    return _read(tuple(files), name)


@dataclass(frozen=True, slots=True)
class KeptLines:
    """The files of a genre, for its prose to be read when it is first wanted."""

    files: tuple[InputFile, ...]
    genre: str

    def __call__(self) -> tuple[Fragment, ...]:
        """The fragments that they make."""
        return _lines(self.files, self.genre)


@lru_cache(maxsize=GENRES_KEPT)
def _read(files: tuple[InputFile, ...], name: str) -> Genre:
    genre = kept("genre", _bytes(files, name), partial(_without_lines, files, name))
    own = tuple(file for file in files if file.name in PHRASE_FILES)
    phrases = KeptPhrases(own, tuple(genre.verbs))
    return replace(genre, lines=KeptLines(files, name), phrases=phrases)


@lru_cache(maxsize=GENRES_KEPT)
def _lines(files: tuple[InputFile, ...], name: str) -> tuple[Fragment, ...]:
    return kept("lines", _bytes(files, name), partial(_only_lines, files, name))


def _bytes(files: Sequence[InputFile], name: str) -> tuple[str | bytes, ...]:
    return (name, *(part for file in files for part in (file.name, file.data)))


def _without_lines(files: tuple[InputFile, ...], name: str) -> Genre:
    _lines(files, name)  # they stand on the shelf beside it
    return replace(_whole(files, name), lines=Lines(()))


def _only_lines(files: tuple[InputFile, ...], name: str) -> tuple[Fragment, ...]:
    return _whole(files, name).fragments


@lru_cache(maxsize=1)
def _whole(files: tuple[InputFile, ...], name: str) -> Genre:
    from novel_engine.adapters.reading.genre.genre_documents import genre_of

    return genre_of(files, name)
