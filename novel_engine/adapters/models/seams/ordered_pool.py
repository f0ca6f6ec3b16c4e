"""Work that waits for answers from elsewhere, done side by side and handed over in order.

What comes out never depends on who is ready first. When one piece of work fails no other is begun,
nothing more is asked for those under way, and the failure is raised where the work was given out.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Halted(Exception):
    """Other work has failed, and this need not go on."""


class Halt:
    """Whether to go on. May be read from several threads at once."""

    def __init__(self) -> None:
        self._called = Event()

    def call(self) -> None:
        """Let nothing more be begun."""
        self._called.set()

    def check(self) -> None:
        """Raise Halted when nothing more is to be begun."""
        if self._called.is_set():
            raise Halted


class _Job(Generic[T, R]):
    """One piece of work, and what came of it."""

    def __init__(self, item: T) -> None:
        self.item = item
        self.results: list[R] = []
        self.problem: BaseException | None = None
        self.done = Event()

    def do(self, work: Callable[[T, Halt], R], halt: Halt) -> None:
        try:
            halt.check()
            self.results.append(work(self.item, halt))
        except BaseException as problem:  # noqa: BLE001 - raised again by whoever waits for it
            self.problem = problem
            halt.call()
        self.done.set()


def in_order(
    items: Sequence[T], work: Callable[[T, Halt], R], at_once: int
) -> Generator[R, None, None]:
    """What came of each item, in the order of the items, at most so many of them under way at once.

    The first failure is raised as soon as everybody has come to rest; whoever interrupts waits for
    nobody, and the threads under way end with the process. One at a time, no thread is used. Close
    it when you stop before its end.
    """
    halt = Halt()
    if min(at_once, len(items)) <= 1:
        for item in items:
            yield work(item, halt)
        return
    jobs: list[_Job[T, R]] = [_Job(item) for item in items]
    threads = _begun(jobs, work, halt, at_once)
    waits = True
    try:
        for job in jobs:
            job.done.wait()
            if job.problem is not None:
                break
            yield job.results[0]
        else:
            return
        _join(threads)
        raise _first_problem(jobs)
    except KeyboardInterrupt:
        waits = False
        raise
    finally:
        halt.call()
        if waits:
            _join(threads)


def _begun(
    jobs: Sequence[_Job[T, R]], work: Callable[[T, Halt], R], halt: Halt, at_once: int
) -> list[Thread]:
    waiting: SimpleQueue[_Job[T, R]] = SimpleQueue()
    for job in jobs:
        waiting.put(job)

    def serve() -> None:
        while True:
            try:
                job = waiting.get_nowait()
            except Empty:
                return
            job.do(work, halt)

    threads = [
        Thread(target=serve, daemon=True, name=f"chapter-{n}")
        for n in range(min(at_once, len(jobs)))
    ]
    for thread in threads:
        thread.start()
    return threads


def _join(threads: Sequence[Thread]) -> None:
    for thread in threads:
        thread.join()


def _first_problem(jobs: Sequence[_Job[T, R]]) -> BaseException:
    """The first thing that went wrong by itself."""
    found = [job.problem for job in jobs if job.problem is not None]
    return next((problem for problem in found if not isinstance(problem, Halted)), found[0])
