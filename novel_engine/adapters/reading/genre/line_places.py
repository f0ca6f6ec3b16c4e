"""Where a line that was told is written: by its name, which is its file's and its place in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.genre.genre_files import VERBS_FILE
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.errors import GenreError

BETWEEN_LINES = "+"
"""Between the names of lines that were told in one paragraph."""
IN_VERB_WORDS = "said"
OF_A_MOTIF = "motif"


def places_of(
    fragment: str, files: Sequence[InputFile], story: InputFile | None
) -> Iterator[tuple[str, str]]:
    """Each line of a paragraph's by its name, with the file and the line where it is written; the place
    is empty where no file here has it.
    """
    for name in fragment.split(BETWEEN_LINES) if fragment else ():
        yield name, _place(name, files, story)


def _place(name: str, files: Sequence[InputFile], story: InputFile | None) -> str:
    stem, _, number = name.rpartition(".")
    of_motif = stem.split(".")
    with suppress(GenreError):
        if of_motif[0] == OF_A_MOTIF and story is not None:
            place = int(of_motif[-1]) - 1
            return read_document(story, GenreError).at("world", "motifs", place, number)
        if number == IN_VERB_WORDS:
            verbs = [file for file in files if file.name.endswith(f"/{VERBS_FILE}")]
            documents = (read_document(file, GenreError) for file in reversed(verbs))
            return next((one.at(stem) for one in documents if stem in one.mapping), "")
        if number.isdecimal():
            lines = (f for f in files if "/lines/" in f.name and Path(f.name).stem == stem)
            return next((read_document(f, GenreError).at(int(number) - 1) for f in lines), "")
    return ""
