"""The inputs of a record that was made before its files said so much: what they lack is taken from
those that come with us.

What a verb is told by, and which part's axes are named plainly, once stood in the program; so a
record of that time means what the files of this one say of the same verb or part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from novel_engine.adapters.files.bundled import bundled_root, core_file
from novel_engine.adapters.files.input_files import InputFile, read_input
from novel_engine.adapters.reading.genre.phrase_files import PHRASE_FILES
from novel_engine.errors import GenreError

CORE_VERBS, CORE_TACTICS, WITHIN = "core/verbs.yaml", "core/tactics.yaml", "tactics"
SIGN = b"\n  saying:"
"""In the verbs of every record since."""
NEW = ("facts.yaml", "scenes.yaml", *(name.removeprefix("core/") for name in PHRASE_FILES))
"""The core's files that are no older than it."""
KERNELS, OUR_KERNELS = "/kernels/", "configs/core/kernels/*.yaml"
WAS_MATTER = re.compile(rb"^options:", re.MULTILINE)
"""What the matter of a kernel was called when every genre had its kernels to itself."""
LATER_KEYS = (
    "is",
    "heard_as",
    "renews",
    "seldom",
    "words",
    "worth",
    "saying",
    "vague",
    "note",
    "note_against",
    "plain",
    "distinct",
)
"""The keys of verbs and of kernels that are no older than the sign."""


def completed(files: Sequence[InputFile]) -> tuple[InputFile, ...]:
    """The files of a record, as they are, or with what a record of an older time could not say yet.
    Raises GenreError.
    """
    files = tuple(_renamed(file) for file in files)
    if all(SIGN in file.data for file in files if file.name == CORE_VERBS):
        return files
    return (*map(_completed, files), *(core_file(name) for name in NEW))


def _renamed(file: InputFile) -> InputFile:
    if KERNELS not in file.name:
        return file
    return InputFile(file.name, file.path, WAS_MATTER.sub(b"matter:", file.data))


def _completed(file: InputFile) -> InputFile:
    if file.name == CORE_VERBS:
        return _rewritten(file, _each_more(_read(file), _ours(_bundled(CORE_VERBS))))
    if file.name == CORE_TACTICS:
        then, now = _read(file), _ours(_bundled(CORE_TACTICS))
        if WITHIN not in then:
            return file
        return _rewritten(file, {**then, WITHIN: _each_more(then[WITHIN], now[WITHIN])})
    if KERNELS in file.name:
        then = _read(file)
        same = (
            one
            for one in map(_ours, sorted(bundled_root().glob(OUR_KERNELS)))
            if one["part"] == then.get("part")
        )
        return _rewritten(file, _more(then, next(same, {})))
    return file


def _read(file: InputFile) -> Mapping[str, Any]:
    from novel_engine.adapters.reading.yaml_source import read_document

    return read_document(file, GenreError).mapping


def _bundled(name: str) -> Path:
    return bundled_root() / "configs" / name


def _ours(path: Path) -> Mapping[str, Any]:
    return _read(read_input(path, path.name, GenreError))


def _more(then: object, now: Mapping[str, Any]) -> object:
    """The same with what it could not say; what is no mapping is left for whoever reads it to
    refuse.
    """
    if not isinstance(then, Mapping):
        return then
    return {**then, **{key: now[key] for key in LATER_KEYS if key in now and key not in then}}


def _each_more(then: object, now: Mapping[str, Any]) -> object:
    if not isinstance(then, Mapping):
        return then
    return {name: _more(body, now.get(name, {})) for name, body in then.items()}


def _rewritten(file: InputFile, data: object) -> InputFile:
    import yaml

    return InputFile(
        file.name, file.path, yaml.safe_dump(data, sort_keys=False, allow_unicode=True).encode()
    )
