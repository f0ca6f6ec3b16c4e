"""The files of a told story, compared with what its record says was told before they are believed.

A file that was cut off, or that is left of a story this one took the place of, is written again.
One that says something else was changed by a person: it is left as it is, and said to be so.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from novel_engine.adapters.files.atomic_files import storing, write_bytes
from novel_engine.adapters.files.plain_files import NotPlain, is_there, plain_bytes, plain_sha256
from novel_engine.adapters.files.story_folder import CONFIG, is_storys, story_files
from novel_engine.values import dataclass

NOT_PLAIN = "0" * 64
"""Stands for the hash of what is no plain file."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the files: which were mended, and which a person has changed."""

    mended: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def doubtful(folder: Path, noted: Mapping[str, str], names: tuple[str, ...]) -> bool:
    """Whether any of these files is not what the record says was written. Raises NotPlain."""
    return any(
        noted.get(name, "") != plain_sha256(folder / name) or name not in noted for name in names
    )


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """The hash of each, by name."""
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def settle_files(folder: Path, files: Mapping[str, bytes], before: Mapping[str, str]) -> Settled:
    """Have every one of these files in the folder, but those that a person has changed.

    `before` are the hashes of files of the story that was here before. Raises NotPlain,
    StorageError.
    """
    mended, changed = [], []
    for name, data in files.items():
        found = _found(folder / name, before.get(name, ""))
        if found == data:
            continue
        if found is None or _is_left_over(found, data, before.get(name)):
            write_bytes(folder / name, data)
            if found is not None and name not in before:
                mended.append(name)
        else:
            changed.append(name)
    return Settled(tuple(mended), tuple(changed))


def take_away(folder: Path, before: Mapping[str, str], files: Mapping[str, bytes]) -> None:
    """Remove what is left of the story that was here before, as it was left; what a person has
    changed since stays.
    """
    for name in before:
        if (
            name not in files
            and is_storys(name)
            and is_there(folder / name)
            and standing(folder / name) == before[name]
        ):
            with storing(folder / name):
                (folder / name).unlink()


def left_behind(folder: Path) -> dict[str, str]:
    """The hashes of an old story's files, but for its record, which is replaced. `run.yaml` is
    always among them.
    """
    return {CONFIG: NOT_PLAIN} | {
        path.name: standing(path) for path in story_files(folder) if is_storys(path.name)
    }


def standing(path: Path) -> str:
    """The hash of what is there; one for all that is no plain file, none when nothing is."""
    try:
        return plain_sha256(path)
    except NotPlain:
        return NOT_PLAIN


def _found(path: Path, before: str) -> bytes | None:
    """The bytes that are there; none when nothing is, or what a story before this one left and is
    no plain file.
    """
    if before == NOT_PLAIN:
        with suppress(NotPlain):
            return plain_bytes(path)
        return None
    return plain_bytes(path)


def _is_left_over(found: bytes, data: bytes, before: str | None) -> bool:
    """Whether no person can miss it: it was broken off, or is the file of the story before."""
    return _is_broken_off(found, data) or sha256(found).hexdigest() == before


def _is_broken_off(found: bytes, data: bytes) -> bool:
    """Whether it is the beginning of the file and no more; a disk that failed may have left zeros
    for the rest.
    """
    return data.startswith(found.rstrip(b"\0"))
