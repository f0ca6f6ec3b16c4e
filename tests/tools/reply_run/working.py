"""Cases in processes of their own: a case that hangs, or takes its process with it, is one more
ending.
"""

from __future__ import annotations

import logging
import multiprocessing
import resource
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from typing import Any

from tests.tools.reply_run.asking import asked
from tests.tools.reply_run.cases import SEAMS, WAYS, Case, case
from tests.tools.reply_run.judging import Came
from tests.tools.reply_run.telling import offline, told
from tests.tools.reply_run.wire import RawServer, raw_server

GIVEN_UP = 180.0
"""Seconds: after which a case is taken never to end."""
MOST_SPACE = 6 << 30
"""Bytes: of address space that a process may have, so that no reply takes the machine."""


@dataclass(frozen=True)
class Wanted:
    """Which cases: drawn from a seed, of one kind or of all, over these ways."""

    seed: str
    kind: str = ""
    ways: tuple[str, ...] = WAYS


def ways_here() -> tuple[str, ...]:
    """The ways whose packages are installed."""
    from novel_engine.adapters.models.providers.connecting import EXTRAS, is_installed

    providers = dict(zip(WAYS, ("openai", "gemini", "gemini", "google-generativeai"), strict=True))
    return tuple(way for way in WAYS if all(map(is_installed, EXTRAS[providers[way]][1])))


def tried(one: Case, server: RawServer) -> Came:
    """Try one case in this process. What libraries log is printed, as it is at a terminal."""
    root = logging.getLogger()
    handlers, root.handlers = root.handlers, []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            return told(one, server) if one.is_whole else asked(one, server)
    finally:
        root.handlers = handlers


def warmed(server: RawServer, ways: Sequence[str]) -> None:
    """Ask every way and every seam once, so that no case pays for what is done once."""
    offline()
    plain = replace(case("warm", 0, "shapes"), replies=(), after=None, has_budget=False)
    for number, way in enumerate(ways):
        for seam in SEAMS if not number else SEAMS[:1]:
            asked(replace(plain, way=way, seam=seam), server)


def _work(pipe: Connection, wanted: Wanted) -> None:
    """Try the cases whose numbers come, until none does."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_SPACE, MOST_SPACE))
    with raw_server() as server:
        warmed(server, wanted.ways)
        pipe.send(None)
        while (number := pipe.recv()) is not None:
            pipe.send(tried(case(wanted.seed, number, wanted.kind, wanted.ways), server))


class _Worker:
    """One process, and the case that it is at."""

    def __init__(self, wanted: Wanted) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.at: int | None = None
        self._wanted = wanted
        self._process: Any = context.Process(target=_work, args=(theirs, wanted), daemon=True)
        self._process.start()
        theirs.close()
        self.pipe.recv()

    def give(self, number: int) -> None:
        """Let it try this case."""
        self.at = number
        self.pipe.send(number)

    def came(self) -> Came:
        """What came of the case; a process that died of it is an ending."""
        assert self.at is not None
        try:
            found: Came = self.pipe.recv()
        except EOFError:
            return self.lost("died", f"its process ended with {self._process.exitcode}")
        return found

    def lost(self, ending: str, what: str) -> Came:
        """The case never came back."""
        assert self.at is not None
        wanted = self._wanted
        one = case(wanted.seed, self.at, wanted.kind, wanted.ways)
        came = Came(self.at, str(one), one.kind, ending)
        came.wrong(ending, what)
        return came

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def every(numbers: Sequence[int], jobs: int, wanted: Wanted) -> Iterator[Came]:
    """What came of each case, as they end."""
    left = list(reversed(numbers))
    workers = [_Worker(wanted) for _ in range(min(jobs, len(left)))]
    for worker in workers:
        worker.give(left.pop())
    try:
        while workers:
            ready = wait([worker.pipe for worker in workers], GIVEN_UP)
            for worker in list(workers):
                if ready and worker.pipe not in ready:
                    continue
                came = worker.came() if ready else worker.lost("hung", f"{GIVEN_UP:.0f} s")
                yield came
                workers.remove(worker)
                if came.ending in ("hung", "died"):
                    worker.end()
                    worker = _Worker(wanted)
                if left:
                    worker.give(left.pop())
                    workers.append(worker)
                else:
                    worker.end()
    finally:
        for worker in workers:
            worker.end()
