"""Processes that do the same work side by side, replaced as they die.

`concurrent.futures` loses every pending task with one dead worker, and cannot say which task was
its death. Here each worker has a pipe of its own, so the parent knows what it was at.

`multiprocessing` starts its helpers with `python -c`, for which Python looks for modules in the
folder one stands in first: what lies there under the name of any module would be run. They are told
not to.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Generic, TypeVar

from novel_engine.adapters.printing import make_streams_visible
from novel_engine.errors import UsageError

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

Given = TypeVar("Given")
Result = TypeVar("Result")


SAFE_PATH = "PYTHONSAFEPATH"
"""The variable by which a Python that is started leaves the folder it stands in off its path."""


def make_ready(*modules: str) -> None:
    """Begin to import these modules in the process that workers come from, beside this one.

    Raises UsageError, as Crew does, under `python -E`: what is started could not be told where not
    to import from.
    """
    with _importing_from_elsewhere(), _deaf_to_ctrl_c():
        multiprocessing.set_forkserver_preload(list(modules))
        forkserver.ensure_running()


class Crew(Generic[Given, Result]):
    """At most `jobs` processes. Each calls `training(order)` once, and then what it got with one
    number after another.

    They are forked from a process that has imported everything and runs no threads, which is as
    safe as spawning them and costs no second import; and they end with their parent, however it
    ends.
    """

    def __init__(
        self, training: Callable[[Given], Callable[[int], Result]], order: Given, jobs: int
    ) -> None:
        self._training = training
        self._order = order
        self._jobs = jobs
        self._busy: list[_Worker[Result]] = []
        self._idle: list[_Worker[Result]] = []

    @property
    def is_busy(self) -> bool:
        """Whether any work is under way."""
        return bool(self._busy)

    @property
    def has_room(self) -> bool:
        """Whether more can be begun."""
        return len(self._busy) < self._jobs

    def begin(self, number: int) -> None:
        """Have this number worked on."""
        worker = self._idle.pop() if self._idle else _Worker(self._training, self._order)
        self._busy.append(worker)
        worker.begin(number)

    def heard(self) -> list[tuple[int, Result | None]]:
        """Wait, and say of each number that has come to something what came of it; None for its
        worker's death.
        """
        ready = wait([worker.pipe for worker in self._busy])
        found = []
        for worker in [worker for worker in self._busy if worker.pipe in ready]:
            self._busy.remove(worker)
            result = worker.result()
            if result is None:
                worker.stop()
            else:
                self._idle.append(worker)
            found.append((worker.number, result))
        return found

    def __enter__(self) -> Crew[Given, Result]:
        """The crew, dismissed at the end of the block."""
        return self

    def __exit__(self, *problem: object) -> None:
        """End every process."""
        for worker in (*self._busy, *self._idle):
            worker.stop()


class _Worker(Generic[Result]):
    """One process, and the number it is at."""

    def __init__(self, training: Callable[[Given], Callable[[int], Result]], order: Given) -> None:
        context = multiprocessing.get_context("forkserver")
        self.pipe, theirs = context.Pipe()
        arguments = (theirs, training, order, gc.get_threshold())
        self.process: ForkServerProcess = context.Process(target=_work, args=arguments, daemon=True)
        with _importing_from_elsewhere(), _deaf_to_ctrl_c():
            self.process.start()
        theirs.close()
        self.number = 0

    def begin(self, number: int) -> None:
        """Give it something to do; if it is dead, that shows when it is listened to."""
        self.number = number
        with suppress(OSError):
            self.pipe.send(number)

    def result(self) -> Result | None:
        """What came of it; None when the process has died."""
        try:
            found: Result = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return found

    def stop(self) -> None:
        """End the process at once."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()
        self.process.close()


@contextmanager
def _importing_from_elsewhere() -> Iterator[None]:
    """Let no process that is started meanwhile import from the folder it is started in."""
    if sys.flags.ignore_environment and not sys.flags.safe_path:
        raise UsageError(
            "python -E keeps the processes of a batch from "
            "hearing that they must not import from this folder; use python -I, or leave -E out"
        )
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Let what is started meanwhile hear no Ctrl-C: a terminal sends it to every process, and it is
    the parent's to answer, who hears it afterwards.
    """
    resource_tracker.ensure_running()  # first: as it starts it has every signal heard
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(
    pipe: Connection[Result, int],
    training: Callable[[Given], Callable[[int], Result]],
    order: Given,
    collecting: tuple[int, int, int],
) -> None:
    """A worker's life."""
    make_streams_visible()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(*collecting)
    done = training(order)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(done(pipe.recv()))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
