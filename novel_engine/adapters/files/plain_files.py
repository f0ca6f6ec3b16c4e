"""Files that lie in a folder of ours, opened only if they are what they seem.

A story's folder may have been mailed, unpacked or shared. A link in it could lead into another
story, a pipe never ends, and a device never stops: so nothing but a plain file of a sensible size
is opened there, and no link is followed.
"""

from __future__ import annotations

import errno
import os
import stat
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeAlias

from novel_engine.adapters.untrusted_text import visible_line
from novel_engine.errors import USE_A_COPY, RecordError, StorageError, UsageError

LARGEST_FILE = 64_000_000
"""Bytes: a story of fifty thousand words takes half a million in any form."""
LARGEST_DATABASE = 160_000_000
"""Bytes: a record that keeps a thousand replies of a model has thirty million."""
END_OF_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""What SQLite ends a journal with that names a further file, which it reads and then deletes."""
MAGIC, MARK_AT, HEADER = b"SQLite format 3\0", 68, 100
"""What a file of SQLite's begins with; where in its header, and how long that is, stands whose it is."""
VERSIONS_AT, VERSIONS = slice(18, 20), {1, 2}
"""Where it says by which format it is written and read, and those that there are: a file of another
would be opened only to be read, as if its folder were.
"""
JOURNAL = "-journal"
SIDE_FILES = ("-wal", "-shm", JOURNAL)
"""What SQLite keeps beside a database, by the end of the name."""


class NotPlain(UsageError):
    """What is there is no plain file."""


def opened(path: Path) -> BinaryIO:
    """A plain file, open for reading. Raises FileNotFoundError, NotPlain for anything but a plain
    file, StorageError.
    """
    try:
        # A pipe would be waited for without O_NONBLOCK; for a plain file it means nothing.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise FileNotFoundError(problem.errno, problem.strerror, str(path)) from problem
    except OSError as problem:
        raise _unopened(path, problem) from problem
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        raise NotPlain(_not_plain(path, mode))
    return os.fdopen(handle, "rb")


def plain_bytes(path: Path, most: int = LARGEST_FILE) -> bytes | None:
    """All of a plain file; None when nothing is there. Raises NotPlain for anything else,
    StorageError if it cannot be read.
    """
    try:
        with opened(path) as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise _unopened(path, problem) from problem
    if len(data) > most:
        raise NotPlain(
            f"{_named(path)}: this is larger than {most:,} bytes, "
            "and nothing that the program wrote"
        )
    return data


def plain_sha256(path: Path) -> str:
    """The hash of a plain file's bytes; empty when none is there. Raises as `plain_bytes` does."""
    data = plain_bytes(path)
    return "" if data is None else sha256(data).hexdigest()


def check_database(path: Path) -> None:
    """Raise RecordError unless the database, and whatever SQLite keeps beside it, are plain files
    of a sensible size, which lead nowhere else, or not there at all.
    """
    for one in (path, *side_files(path)):
        try:
            found = os.lstat(one)
        except FileNotFoundError:
            continue
        except OSError as problem:
            raise _unopened(one, problem) from problem
        if stat.S_ISDIR(found.st_mode) and one == path:
            continue  # no database is here, and whoever looks for one is told so
        if not stat.S_ISREG(found.st_mode):
            raise RecordError(_not_plain(one, found.st_mode))
        if found.st_size > LARGEST_DATABASE:
            raise RecordError(
                f"{_named(one)}: this is larger than {LARGEST_DATABASE:,} bytes, "
                "and nothing that the program wrote; use a copy of the folder"
            )
        if one != path and found.st_nlink > 1:  # whoever only reads writes to them too
            raise RecordError(_shared(one))
        if one.name.endswith(JOURNAL):
            _check_journal(one)


def _check_journal(path: Path) -> None:
    """Raise RecordError for a journal that names a further file: none of ours does, and that file
    would be deleted.
    """
    try:
        with opened(path) as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - len(END_OF_JOURNAL)))
            end = file.read()
    except FileNotFoundError:
        return
    if end == END_OF_JOURNAL:
        raise RecordError(
            f"{_named(path)}: this names a file elsewhere, as nothing that the program wrote does; "
            "delete it, or use a copy of the folder"
        )


def check_mark(path: Path, mark: int, whose: str) -> None:
    """Raise RecordError for a file that does not say it is a database of this mark. To open another's
    would be to write to it, if its owner was stopped half-way.
    """
    try:
        with opened(path) as file:
            head = file.read(HEADER)
    except FileNotFoundError:
        return
    if len(head) < HEADER or not head.startswith(MAGIC):
        raise RecordError(f"{_named(path)}: this is not an SQLite file; {whose}")
    if not set(head[VERSIONS_AT]) <= VERSIONS:
        raise RecordError(
            f"{_named(path)}: the file is damaged (its header is of no format); {USE_A_COPY}"
        )
    if int.from_bytes(head[MARK_AT : MARK_AT + 4], "big") != mark:
        raise RecordError(f"{_named(path)}: this is not the record of a story; {whose}")


def check_own(path: Path) -> None:
    """Raise RecordError when the file stands in another place too: what is written here would be
    written there.
    """
    if path.is_file() and os.lstat(path).st_nlink > 1:
        raise RecordError(_shared(path))


def _shared(path: Path) -> str:
    return (
        f"{_named(path)}: this file stands under another name too (a hard link), "
        "and what is written here would change that; go on in a copy of the folder"
    )


Identity: TypeAlias = tuple[int, int]
"""Which file it is, whatever its name: the device and the number on it."""


def identity(path: Path) -> Identity:
    """Which file stands there now. Raises OSError."""
    found = os.lstat(path)
    return found.st_dev, found.st_ino


def check_still(path: Path, known: Identity) -> None:
    """Raise StorageError when the file that one has open no longer stands there: what is written to
    it may be lost.
    """
    try:
        is_here = identity(path) == known
    except OSError:
        is_here = False
    if not is_here:
        raise StorageError(
            f"{_named(path)}: this file was deleted, moved or replaced "
            "while the program was at work in it; leave the folder alone until it has ended. "
            "If it was moved, `novel-engine resume` goes on where it is now"
        )


def side_files(path: Path) -> tuple[Path, ...]:
    """Where SQLite keeps what is not yet in this database."""
    return tuple(path.with_name(path.name + ending) for ending in SIDE_FILES)


def is_there(path: Path) -> bool:
    """Whether anything at all is there, be it a link that leads nowhere."""
    return os.path.lexists(path)


def _unopened(path: Path, problem: OSError) -> UsageError | StorageError:
    match problem.errno:
        case errno.ELOOP:
            return NotPlain(_not_plain(path, stat.S_IFLNK))
        case errno.ENXIO:
            return NotPlain(_not_plain(path, stat.S_IFSOCK))
        case errno.EACCES | errno.EPERM:
            return StorageError(f"{_named(path)}: it may not be read; change its permissions")
        case _:
            return StorageError(
                f"{_named(path)}: it cannot be read ({problem.strerror or problem}); check the disk"
            )


FILE_KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def _not_plain(path: Path, mode: int) -> str:
    kind = FILE_KINDS.get(stat.S_IFMT(mode), "no plain file")
    return (
        f"{_named(path)}: this is {kind}, "
        "and only a plain file is opened in a story's folder; put the file itself there"
    )


def _named(path: Path) -> str:
    return visible_line(str(path))
