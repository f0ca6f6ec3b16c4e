"""Stories that several tests look at, made once for a run and not once for each process and module.

What was made lies in a folder of the checkout that git ignores, under a name that says what was
asked and of which code and content: when either changes, all of it is made again.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import ParamSpec, TypeVar, cast

from tests.tools.bare import unmeasured

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".pytest_cache" / "stories"
MADE_OF = (
    ("novel_engine", "*.py"),
    ("characters", "*"),
    ("configs", "*"),
    ("tests/support", "*.py"),
)
"""Whatever a story of the tests depends on."""
DIGEST = 64  # letters of a SHA-256

P = ParamSpec("P")
T = TypeVar("T")


def digest(data: bytes) -> bytes:
    """The SHA-256 of this, in letters."""
    return sha256(data).hexdigest().encode()


def hash_of(root: Path) -> str:
    """The hash of all that stories are made of under this folder, and of the Python that makes
    them.
    """
    found = sha256(sys.version.encode())
    for folder, pattern in MADE_OF:
        for path in sorted((root / folder).rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(digest(str(path.relative_to(root)).encode()))
                found.update(digest(path.read_bytes()))
    return found.hexdigest()


class Corpus:
    """A folder of things made, for one state of the code."""

    def __init__(self, kept: Path, code: str) -> None:
        self._kept, self._code = kept, code
        self._own = kept / code[:16]

    def found(self, asked: str, make: Callable[[], T]) -> T:
        """What was asked for: as it was made before, by whichever process, or made now.

        Two processes that ask for the same wait for one another. What is damaged, or was kept
        under another key, is never read but made again; where nothing can be kept it is only made.
        """
        key = digest(f"{self._code}\n{asked}".encode())
        path = self._own / f"{key.decode()[:32]}.pickle"
        if kept := _payload(path, key):
            return cast(T, pickle.loads(kept))
        try:
            self._tidy()
            with _locked(path.with_suffix(".lock")):
                if kept := _payload(path, key):
                    return cast(T, pickle.loads(kept))
                made = _made(make)
                _keep(path, key, made)
                return made
        except OSError:
            return _made(make)

    def _tidy(self) -> None:
        """What other code made is taken away."""
        self._own.mkdir(parents=True, exist_ok=True)
        for other in self._kept.iterdir():
            if other != self._own:
                rmtree(other, ignore_errors=True)


@cache
def of_this_checkout() -> Corpus:
    """The stories of the code as it stands."""
    return Corpus(KEPT, hash_of(ROOT))


def shared(make: Callable[P, T]) -> Callable[P, T]:
    """A function of words and numbers alone, made once for every process that asks the same.

    Of code that is changed while it runs (`make tune`) nothing must be asked here.
    """

    @wraps(make)
    def found(*args: P.args, **kwargs: P.kwargs) -> T:
        if "PYTEST_VERSION" in os.environ and "PYTEST_CURRENT_TEST" not in os.environ:
            raise AssertionError(
                f"{make.__name__} is called while the tests are collected, in every process again: "
                "ask for it in a test, or in a fixture"
            )
        asked = repr((make.__module__, make.__qualname__, args, sorted(kwargs.items())))
        return of_this_checkout().found(asked, lambda: make(*args, **kwargs))

    return found


def _made(make: Callable[[], T]) -> T:
    with unmeasured():
        return make()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Nobody else has this lock meanwhile; it goes with the process that has it."""
    with path.open("wb") as lock:
        flock(lock, LOCK_EX)
        yield


def _payload(path: Path, key: bytes) -> bytes:
    """What is kept under this very key, whole; else nothing."""
    try:
        data = path.read_bytes()
    except OSError:
        return b""
    payload = data[2 * DIGEST :]
    return payload if data[: 2 * DIGEST] == key + digest(payload) else b""


def _keep(path: Path, key: bytes, made: object) -> None:
    payload = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
    new = path.with_suffix(f".{os.getpid()}")
    new.write_bytes(key + digest(payload) + payload)
    new.replace(path)
