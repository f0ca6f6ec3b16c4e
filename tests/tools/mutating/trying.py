"""One command in a forked process, bounded and watched: what it said, what it took, what it touched
that is not its own.

The program is imported once; each command is a fork of a process that has it warm, so that ten
thousand of them take minutes.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[3]
WALL, CPU = 30, 2.0
"""Seconds: after which a command is ended whatever it does, on a machine that others use too; and
that it may work.
"""
PEAK = 200_000_000
"""Bytes: of memory that a command may take over what the warm program has."""
ROOM = 1_000_000_000
"""Bytes: of addresses over the warm program's, after which there are none; for the machine's sake."""
LARGEST = 300_000_000
"""Bytes: of a file that a command may write; for the disk's sake."""
SPOKEN = 3_000_000
"""Bytes: of what a command says that are looked at."""
# Letters: of what was done outside, in the verdict.
SHOWN = 200
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
PATHS = {
    "os.mkdir": 1,
    "os.rename": 2,
    "os.remove": 1,
    "os.rmdir": 1,
    "os.symlink": 2,
    "os.link": 2,
    "os.truncate": 1,
    "os.chmod": 1,
    "shutil.rmtree": 1,
    "shutil.move": 2,
    "sqlite3.connect": 1,
}
"""What changes something on the disk, with how many paths it names."""
THE_PROGRAMS = tuple(
    os.path.realpath(one)
    for one in (ROOT, sys.prefix, sys.base_prefix, "/usr", "/lib", "/proc/self")
)
"""Where it may read beside its own places: itself, Python, and what the system shares."""
FORBIDDEN = (
    *("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system"),
    *("os.exec", "os.posix_spawn", "os.fork", "os.kill", "ctypes.dlopen"),
)


@dataclass(frozen=True)
class Ending:
    """How a command ended. `code` is negative for the signal that ended it; `touched` is what it
    did outside its places.
    """

    code: int
    out: bytes
    err: bytes
    seconds: float
    peak: int
    touched: tuple[str, ...] = ()


@dataclass(frozen=True)
class Places:
    """Where a command stands, and where alone it may write."""

    at: Path
    own: tuple[Path, ...]


def tried(run: Callable[[Sequence[str]], int], words: Sequence[str], places: Places) -> Ending:
    """Run a command in a process of its own."""
    out, err, watch = (os.memfd_create(name) for name in ("out", "err", "watch"))
    try:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if not pid:
            _child(run, words, places, (out, err, watch))
        _, status, used = os.wait4(pid, 0)
        said, complained, touched = (_all(one) for one in (out, err, watch))
    finally:
        for one in (out, err, watch):
            os.close(one)
    return Ending(
        os.waitstatus_to_exitcode(status),
        said,
        complained,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss * 1024,
        tuple(sorted(set(touched.decode("utf-8", "replace").splitlines()))),
    )


def base() -> int:
    """Bytes: that a forked process takes which does nothing."""
    return tried(lambda words: 0, (), Places(Path("/"), ())).peak


def _all(handle: int) -> bytes:
    return os.pread(handle, SPOKEN, 0)


def _child(
    run: Callable[[Sequence[str]], int],
    words: Sequence[str],
    places: Places,
    handles: tuple[int, int, int],
) -> None:
    code = 1
    try:
        out, err, watch = handles
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.chdir(places.at)
        _bound()
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
        sys.addaudithook(Watch(places, watch).hear)
        code = run(list(words))
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001 - the process ends here, and says why
        traceback.print_exc()
    finally:
        os._exit(code)


def _bound() -> None:
    """Time, memory and files have an end; by signals, since C code would hear nothing else."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, WALL)
    now = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(now.ru_utime + now.ru_stime)
    soft = spent + int(CPU) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, soft + 1))
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    room = pages * resource.getpagesize() + ROOM
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Watch:
    """Hears of everything that is opened, moved or asked for, and notes what should not be."""

    def __init__(self, places: Places, handle: int) -> None:
        self._own = tuple(os.path.realpath(one) for one in places.own)
        self._readable = (*self._own, os.path.realpath(places.at), *THE_PROGRAMS)
        self._handle = handle

    def hear(self, event: str, given: tuple[Any, ...]) -> None:
        """What Python calls before whatever it does."""
        if event in FORBIDDEN and given != (None,):  # ctypes opens Python itself, when imported
            self._note(f"{event} {given!r}")
        elif event == "open":
            writes = isinstance(given[2], int) and bool(given[2] & WRITING)
            if not self._is_among(given[0], self._own if writes else self._readable):
                self._note(f"open {given[0]!r}" if writes else f"read {given[0]!r}")
        else:
            for path in given[: PATHS.get(event, 0)]:
                if not self._is_among(path, self._own):
                    self._note(f"{event} {path!r}")

    def _note(self, what: str) -> None:
        line = what.replace("\n", " ")[:SHOWN] + "\n"
        os.write(self._handle, line.encode("utf-8", "replace"))

    def _is_among(self, path: Any, places: tuple[str, ...]) -> bool:
        if isinstance(path, int):
            return True
        text = os.fsdecode(path)
        if text in (os.devnull, ":memory:", ""):
            return True
        if text.startswith("file:"):
            text = unquote(urlsplit(text).path)
        folder, name = os.path.split(os.path.abspath(text))
        # Where it stands; whether what it leads to was changed is looked at afterwards.
        found = os.path.join(os.path.realpath(folder), name)
        return any(found == one or found.startswith(one + os.sep) for one in places)
