"""The file of the words that names are made of, and the words in it."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from pydantic import ConfigDict

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.character.name_forms import NameWords
from novel_engine.adapters.reading.form_base import Form, filled
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.errors import GenreError

PAIRS = "double"
"""The kind whose entries are of two words, and stand between bars."""


class NamesForm(Form):
    """`names.yaml`: each kind's words in one text."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]
    in_full: dict[str, str]


@lru_cache(maxsize=1)
def name_words(file: InputFile) -> NameWords:
    """The words in the file. Raises GenreError."""
    document = read_document(file, GenreError)
    form = filled(NamesForm, document.mapping, document)
    kinds = {kind: frozenset(_parts(kind, text)) for kind, text in _kinds(form).items()}
    return NameWords(MappingProxyType(kinds), MappingProxyType(form.in_full))


def _kinds(form: NamesForm) -> dict[str, str]:
    return form.__pydantic_extra__ or {}


def _parts(kind: str, text: str) -> list[str]:
    return [part.strip() for part in text.split("|")] if kind == PAIRS else text.split()
