"""What files were found to mean, kept between runs by the hash of everything that it depends on.

To read a genre costs more than to tell a story in it. So what was made of some bytes is put on a
shelf, a folder of the user's own caches, under a name that is the hash of these bytes, of the code
that read them and of the Python that ran it: whatever has changed since has another name, and is
read anew. What is there is believed only if nobody else could have written it and it is whole.
Without a folder, or with one that cannot be used, everything is read as if it were the first time.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from novel_engine.adapters.reading.flat_values import flat, unflattened

T = TypeVar("T")

SHELF = "NOVEL_ENGINE_CACHE"
"""The variable that names another folder; empty for none."""
OF_CACHES, OWN_FOLDER = "XDG_CACHE_HOME", "novel-engine"
SUFFIX = ".read"
MOST_KEPT = 64
"""Entries, those last used; a genre takes a megabyte and a quarter, everything else some kilobytes."""
OF_OTHERS = 0o022
"""The bits of a mode that let others write."""
# Bytes: of a SHA-256.
DIGEST = 32
LIBRARIES = ("yaml", "pydantic", "pydantic_core")
"""What reads beside our own code: another version may read otherwise."""


def kept(kind: str, of: Sequence[str | bytes], make: Callable[[], T]) -> T:
    """What `make` returns, from the shelf if it was made before of just this.

    `of` is everything that it depends on but code. Whatever `make` raises is raised, and not kept.
    """
    folder = shelf()
    if folder is None:
        return make()
    path = folder / f"{kind}-{_name(of)}{SUFFIX}"
    found = _read(path)
    if found is None:
        value = make()
        with suppress(OSError):
            _put(path, flat(value))
        return value
    return cast(T, unflattened(found))


def shelf() -> Path | None:
    """The folder, which need not be there yet; None where nothing is to be kept."""
    named = os.environ.get(SHELF)
    if named is not None:
        return Path(named).absolute() if named else None
    caches = os.environ.get(OF_CACHES, "")
    if os.path.isabs(caches):
        return Path(caches) / OWN_FOLDER
    home = os.environ.get("HOME", "")
    return Path(home) / ".cache" / OWN_FOLDER if os.path.isabs(home) else None


def _name(of: Sequence[str | bytes]) -> str:
    told = hashlib.sha256(_code())
    for part in of:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        told.update(b"%d:" % len(data))
        told.update(data)
    return told.hexdigest()


def _library_stamps() -> Iterator[str]:
    for name in LIBRARIES:
        found = importlib.util.find_spec(name)
        if found is not None and found.origin:
            yield _stamp(found.origin, os.stat(found.origin))


@lru_cache(maxsize=1)
def _code() -> bytes:
    """What stands for the code: the size and time of every module of ours, as Python itself judges
    whether a module has changed, and of what else reads.
    """
    root = Path(__file__).parents[2]
    stamps = [repr((sys.implementation.cache_tag, sys.hexversion))]
    stamps += sorted(_stamps(str(root)))
    stamps += _library_stamps()
    return hashlib.sha256("\n".join(stamps).encode("utf-8", "surrogatepass")).digest()


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield _stamp(entry.path, entry.stat())
            elif entry.is_dir() and entry.name.isidentifier() and entry.name != "__pycache__":
                yield from _stamps(entry.path)


def _stamp(path: str, found: os.stat_result) -> str:
    return f"{path}:{found.st_size}:{found.st_mtime_ns}"


def _read(path: Path) -> bytes | None:
    """What is kept there; None when it is not there, not whole, or could be somebody else's."""
    try:
        if not (_is_ours(path.parent) and _is_ours(path)):
            return None
        data = path.read_bytes()
        os.utime(path)  # whatever is used stays
    except OSError:
        return None
    digest, body = data[:DIGEST], data[DIGEST:]
    return body if hashlib.sha256(body).digest() == digest else None


def _is_ours(path: Path) -> bool:
    """Whether only this user can have written it."""
    if not hasattr(os, "geteuid"):
        return True
    found = os.lstat(path)
    return found.st_uid == os.geteuid() and not found.st_mode & OF_OTHERS


def _put(path: Path, body: bytes) -> None:
    """Keep it, whole or not at all, and of what is kept what was used last."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_ours(path.parent):
        return
    number, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(hashlib.sha256(body).digest() + body)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise
    _forget_oldest(path.parent)


def _forget_oldest(folder: Path) -> None:
    older = sorted(folder.glob(f"*{SUFFIX}"), key=lambda one: one.stat().st_mtime_ns)
    for one in older[:-MOST_KEPT]:
        one.unlink(missing_ok=True)
