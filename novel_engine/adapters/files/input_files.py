"""The files a person wrote, as bytes: read once, and so named that a record can keep them."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from pathlib import Path

from novel_engine.adapters.untrusted_text import strange_sign, visible_line
from novel_engine.errors import InputError
from novel_engine.values import dataclass

# Bytes: of one file that a person wrote; the largest bundled one has a ninth of it.
LARGEST_INPUT = 1_000_000


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input.

    `name` is its name inside a record (`characters/ida-kessel/character.yaml`), the same on every
    machine; `path` is how the person knows it, and stands in messages.
    """

    name: str
    path: str
    data: bytes


def said(path: str, line: int, what: str) -> str:
    """A message about one line of a file, in the one form all of them have."""
    return f"{visible_line(path)}:{line}: {what}"


def read_input(
    path: Path, name: str, error: type[InputError], most: int = LARGEST_INPUT
) -> InputFile:
    """The file's bytes, at most so many. Raises `error`; no directory, pipe or device is opened.

    A name that no text should hold is refused, for a record keeps it.
    """
    if strange := strange_sign(name):
        held = f"this cannot be the name of a file: it holds {strange[1]}"
        raise error(said(str(path), 1, f"{held}; rename the file, or its folder"))
    try:
        if problem := _no_file(os.stat(path).st_mode):
            raise error(said(str(path), 1, problem))
        with open(path, "rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as refusal:
        raise error(said(str(path), 1, _why_not(refusal))) from refusal
    if len(data) > most:
        large = f"the file is larger than {most:,} bytes; shorten or split it"
        raise error(said(str(path), 1, large))
    return InputFile(name, str(path), data)


def _no_file(mode: int) -> str:
    """Why a thing of this mode is not opened; nothing of an ordinary file."""
    if stat.S_ISDIR(mode):
        return "this is a directory, not a file; name the file in it"
    return "" if stat.S_ISREG(mode) else "this is not an ordinary file; name a text file"


def _why_not(problem: OSError | ValueError) -> str:
    if not isinstance(problem, OSError):
        return "this cannot be the name of a file; check the spelling"
    match problem.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return "there is no such file; check the spelling and the directory you are in"
        case errno.EACCES | errno.EPERM:
            return "the file may not be read; change its permissions"
        case errno.ENAMETOOLONG | errno.ELOOP:
            return "this cannot be the name of a file; check the spelling"
        case _:
            return (
                f"the file cannot be read ({problem.strerror or 'no reason given'}); check the disk"
            )


def as_on_disk(path: Path) -> Path:
    """The path in the letters that the disk has: composed ones, or a letter and its marks apart, as
    some systems write names.
    """
    if str(path).isascii() or _exists(path):
        return path
    found = Path(path.anchor)
    for part in path.parts[1:] if path.anchor else path.parts:
        spellings = (part, *(unicodedata.normalize(form, part) for form in ("NFC", "NFD")))
        found = next((found / one for one in spellings if _exists(found / one)), found / part)
    return found


def _exists(path: Path) -> bool:
    """Whether anything is there; a name that nothing can have is simply not one."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether an ordinary file is there; a name that no file can have is simply not one."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_directory(path: Path) -> bool:
    """Whether a directory is there."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def can_be_there(path: Path) -> bool:
    """Whether anything could have this path: its name is none too long, and no file stands where a
    folder of it should.
    """
    try:
        os.lstat(path)
    except FileNotFoundError:
        return True
    except (OSError, ValueError) as problem:
        return isinstance(problem, PermissionError)
    return True
