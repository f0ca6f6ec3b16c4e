"""A finished story's lines, with those of an edited file or folder in the place of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from novel_engine.adapters.files.input_files import InputFile, is_directory, is_file, read_input
from novel_engine.adapters.reading.genre.genre_files import HEAD
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.app.assembly import Assembly
from novel_engine.app.previewing.lines_asked import OF_LINES
from novel_engine.errors import GenreError, UsageError
from novel_engine.values import replace

IN_LINES = f"/{OF_LINES}/"


def with_lines(assembly: Assembly, path: Path) -> Assembly:
    """The story with these lines: a file takes the place of the record's of the same name, and one that
    it has not stands beside them. Nothing is simulated again. Raises UsageError, GenreError.
    """
    name = assembly.genre.name
    edited = {one.stem: one for one in _files_at(path)}
    files: list[InputFile] = []
    for file in assembly.given.genre_files:
        own = edited.pop(Path(file.name).stem, None) if IN_LINES in file.name else None
        files.append(read_input(own, file.name, GenreError) if own else file)
    files += [
        read_input(one, f"genres/{name}{IN_LINES}{one.name}", GenreError) for one in edited.values()
    ]
    return replace(assembly, genre=read_genre(files, name))


def _files_at(path: Path) -> Sequence[Path]:
    """The files of lines at a path: itself, those of a genre, or those of a folder."""
    if is_file(path):
        return [path]
    folder = path / OF_LINES if is_directory(path) and is_file(path / HEAD) else path
    found = (
        sorted(one for one in folder.glob("*.yaml") if is_file(one)) if is_directory(folder) else []
    )
    if not found:
        raise UsageError(
            f"--lines {path}: there are no lines there; name a *.yaml file, or a genre's folder"
        )
    return found
