"""SQLite's failures in plain words: whose fault each is, and what to do about it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import (
    USE_A_COPY,
    DiskFull,
    NovelError,
    RecordError,
    RulesBroken,
    StorageError,
)

OUT_OF_REACH = {
    "SQLITE_FULL": "the disk is full; free some space",
    "SQLITE_READONLY": (
        "it cannot be written; make the file and its folder writable, or work on a copy"
    ),
    "SQLITE_CANTOPEN": "it cannot be opened; look at the permissions of the file and of its folder",
    "SQLITE_PERM": "access is denied; look at the permissions of the file and of its folder",
    "SQLITE_AUTH": "access is denied; look at the permissions of the file and of its folder",
    "SQLITE_IOERR": "the disk failed, or has no room left; free some space",
    "SQLITE_BUSY": "another program is using it; close that program and try again",
    "SQLITE_LOCKED": "another program is using it; close that program and try again",
    "SQLITE_NOMEM": "there is not enough memory; close some programs and try again",
}
NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR")

ERROR_CODE = re.compile(r"error code=(\d+)")
# Letters: of what SQLite says of a failure.
LETTERS_OF_SQLITE = 200
# Bits: of an SQLite error code, those that name its family; the higher ones say which of it.
PRIMARY = 0xFF


def plain_failure(path: Path, problem: sqlite3.Error, cure: str = USE_A_COPY) -> NovelError:
    """The failure this one is for the person at the terminal: of the disk, or of the record, which
    has a cure.
    """
    # What Python itself makes of a text that is not UTF-8 has no name.
    name = getattr(problem, "sqlite_errorname", "")
    if name != "SQLITE_IOERR_SHORT_READ":
        for prefix, way_out in OUT_OF_REACH.items():
            if name.startswith(prefix):
                kind = DiskFull if prefix in NO_ROOM else StorageError
                return kind(f"{path}: {way_out}")
    if name == "SQLITE_NOTADB":
        instead = "name a folder that novel-engine made" if cure == USE_A_COPY else cure
        return RecordError(f"{path}: this is not an SQLite file; {instead}")
    if name.startswith("SQLITE_CONSTRAINT"):
        return RulesBroken(
            f"{path}: the record refused what breaks its rules ({_in_short(problem)}); nothing was written"
        )
    if name == "SQLITE_TOOBIG":
        return RecordError(f"{path}: a value in it is longer than any that is kept; {cure}")
    if name == "SQLITE_INTERRUPT":
        return RecordError(f"{path}: reading it does not come to an end; {cure}")
    return RecordError(f"{path}: the record is damaged ({_in_short(problem)}); {cure}")


def not_sound(path: Path, found: str, cure: str = USE_A_COPY) -> NovelError:
    """What `PRAGMA integrity_check` found; of a page that the disk did not give, only the error."""
    if any(int(code) & PRIMARY == sqlite3.SQLITE_IOERR for code in ERROR_CODE.findall(found)):
        return StorageError(
            f"{path}: the disk failed while it was read; try again, or use a copy on another disk"
        )
    return RecordError(f"{path}: the file is damaged ({_in_short(found)}); {cure}")


def _in_short(said: object) -> str:
    """What SQLite says; it quotes names that are in the file, which may have any length and signs."""
    return printable(str(said), LETTERS_OF_SQLITE)


@contextmanager
def said_plainly(path: Path, cure: str = USE_A_COPY) -> Iterator[None]:
    """Turn what SQLite raises into StorageError or RecordError; misuse of it stays a bug."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as problem:
        raise plain_failure(path, problem, cure) from problem
    except UnicodeDecodeError as problem:
        # A message of SQLite's that quotes what is in the file.
        raise RecordError(
            f"{path}: the record is damaged (a name in it is no text); {cure}"
        ) from problem
    except UnicodeEncodeError as problem:
        raise RecordError(
            f"{path}: a text holds a lone surrogate, which no file can; correct that input"
        ) from problem
