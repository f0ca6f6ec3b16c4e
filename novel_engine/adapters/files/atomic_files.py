"""Files that are whole or not there, and plain words for what the system says of one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from novel_engine.adapters.untrusted_text import visible_line
from novel_engine.errors import DiskFull, NovelError, StorageError, UsageError

KNOWN_TROUBLES: tuple[tuple[tuple[int, ...], type[NovelError], str], ...] = (
    (
        (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
        DiskFull,
        "the disk is full; free some space",
    ),
    (
        (errno.EACCES, errno.EPERM, errno.EROFS),
        StorageError,
        "this may not be written; change its permissions, or choose another folder",
    ),
    (
        (errno.EEXIST, errno.ENOTDIR, errno.EISDIR),
        UsageError,
        "a file and a folder are in each other's place here; choose another folder",
    ),
    (
        (errno.ENAMETOOLONG, errno.ELOOP),
        UsageError,
        "no file can have this name; choose another folder",
    ),
    ((errno.ENOENT,), UsageError, "there is no such folder; check the spelling"),
)
"""What the system's numbers mean to a person, and what to do."""


def write_text(path: Path, text: str) -> None:
    """Write a whole text file, in UTF-8, or leave what was there."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file or leave what was there; a symbolic link is replaced, not followed."""

    def fill(partial: Path) -> None:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with open(handle, "wb") as file:
            file.write(data)

    settle(path, fill)


def settle(path: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` make the file beside its place, bring it to the disk, and then put it there."""
    partial = path.with_name(f".{path.name}.partial")
    with storing(path):
        try:
            partial.unlink(missing_ok=True)
            fill(partial)
            sync_to_disk(partial)
            os.replace(partial, path)
        except BaseException:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
        sync_to_disk(path.parent)


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into UsageError or StorageError, with a cure."""
    try:
        yield
    except OSError as problem:
        raise _plainly(visible_line(str(path)), problem) from problem


def _plainly(path: str, problem: OSError) -> NovelError:
    for numbers, kind, words in KNOWN_TROUBLES:
        if problem.errno in numbers:
            return kind(f"{path}: {words}")
    said = problem.strerror or problem
    return StorageError(f"{path}: the disk refused ({said}); use another folder")


def sync_to_disk(path: Path) -> None:
    """Return when a file, or what a folder holds, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
