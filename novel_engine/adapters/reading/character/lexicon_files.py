"""The files that the lexicon is made of, and the lexicon that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from novel_engine.adapters.files.bundled import core_file
from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.character.lexicon import LEXICON_FILES, Lexicon
from novel_engine.adapters.reading.shelf import kept


def lexicon_files() -> tuple[InputFile, ...]:
    """The files the lexicon is made of, for a record to keep."""
    return tuple(core_file(name) for name in LEXICON_FILES)


def read_lexicon(files: Iterable[InputFile] = ()) -> Lexicon:
    """The lexicon in these files, or else in the bundled ones. Raises GenreError."""
    found = tuple(files) or lexicon_files()
    of = tuple(part for file in found for part in (file.path, file.data))
    return kept("lexicon", of, partial(_read, found))


def _read(files: Sequence[InputFile]) -> Lexicon:
    from novel_engine.adapters.reading.character.lexicon_forms import lexicon_of

    return lexicon_of(files)
