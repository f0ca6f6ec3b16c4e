"""Which lines a writer means by a path, and in which stories they could be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from novel_engine.adapters.files.bundled import (
    DEFAULT_STORY,
    YAML_ENDINGS,
    bundled_genre,
    bundled_genres,
    bundled_root,
    bundled_stories,
)
from novel_engine.adapters.files.input_files import InputFile, is_directory, is_file, read_input
from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.fragment_files import fragments_of
from novel_engine.adapters.reading.genre.genre_documents import read_terms
from novel_engine.adapters.reading.genre.genre_files import HEAD, genre_files
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.adapters.reading.story.config import ConfigLoader
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.errors import GenreError, UsageError
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.genre import Genre
from novel_engine.values import dataclass

OF_LINES = "lines"


@dataclass(frozen=True, slots=True)
class Written:
    """A line, and where it is written."""

    fragment: Fragment
    where: str


@dataclass(frozen=True, slots=True)
class LinesAsked:
    """The lines at a path, the genre whose terms they are in, and the stories they could be told in:
    by name or file, none where the genre has none and a neutral cast has to do.
    """

    lines: tuple[Written, ...]
    genre: Path
    stories: tuple[str, ...]

    def read_genre(self) -> Genre:
        """The genre itself. Raises GenreError."""
        name = self.genre.resolve().name
        return read_genre(genre_files(bundled_root() / "configs", name, self.genre), name)


def asked_for(path: str) -> LinesAsked:
    """What stands at a path: a file of lines, a genre's folder or a story. Raises InputError,
    UsageError.
    """
    own = Path(path)
    if is_file(own) and _is_lines(own):
        return _of_file(own)
    if path in bundled_genres() or is_directory(own):
        return _of_genre(bundled_genre(path))
    if is_file(own) or path.endswith(YAML_ENDINGS) or path in bundled_stories():
        return _of_story(path)
    raise UsageError(
        f"{path}: there is neither a file of lines there nor a genre nor a story; check the spelling"
    )


def _is_lines(path: Path) -> bool:
    """Whether a file holds a list, as a file of lines does and a story does not."""
    document = read_document(read_input(path, path.name, GenreError), GenreError)
    return isinstance(document.data, list) or document.data is None


def _of_file(path: Path) -> LinesAsked:
    folder = path.resolve().parent.parent
    is_own = path.resolve().parent.name == OF_LINES and is_file(folder / HEAD)
    genre = folder if is_own else bundled_genre(ConfigLoader().load(DEFAULT_STORY).genre)
    lines = tuple(_written([read_input(path, f"{OF_LINES}/{path.name}", GenreError)], genre))
    return LinesAsked(lines, genre, _stories_of(genre) if is_own else tuple(bundled_stories()))


def _of_genre(folder: Path) -> LinesAsked:
    files = genre_files(bundled_root() / "configs", folder.resolve().name, folder)
    own = [f for f in files if f.name.startswith("genres/") and f"/{OF_LINES}/" in f.name]
    return LinesAsked(tuple(_written(own, folder)), folder, _stories_of(folder))


def _of_story(reference: str) -> LinesAsked:
    config = ConfigLoader().load(reference)
    folder = bundled_genre(config.genre)
    files = genre_files(bundled_root() / "configs", folder.resolve().name, folder)
    every = [file for file in files if f"/{OF_LINES}/" in file.name]
    return LinesAsked(tuple(_written(every, folder)), folder, (reference,))


def _stories_of(genre: Path) -> tuple[str, ...]:
    name = genre.resolve().name
    return tuple(one for one in bundled_stories() if ConfigLoader().load(one).genre == name)


def _written(files: Sequence[InputFile], genre: Path) -> Iterator[Written]:
    """The lines of these files, in the terms of a genre. Raises GenreError, by file and line."""
    name = genre.resolve().name
    terms = read_terms(genre_files(bundled_root() / "configs", name, genre), name)
    for file in files:
        document: Document = read_document(file, GenreError)
        for number, one in enumerate(fragments_of(document, Path(file.name).stem, terms)):
            yield Written(one, document.at(number))
