"""Damages thousands of story folders, each otherwise, and holds every command to what is promised:
the right answer or exit code 6, soon, in little memory, and nothing touched that is not its own.

Run as: python -m tests.tools.record_mutations --count 10000 --jobs 2. A number is the same change
for everybody; `--replay N` makes it again and shows what every command said.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Queue
from subprocess import PIPE, Popen
from threading import Thread
from time import monotonic
from typing import Any

from novel_engine.cli.app import run
from tests.tools.mutating.bench import Bench, as_json, at_home
from tests.tools.mutating.changes import CHANGES
from tests.tools.mutating.judging import SOUND_ENDINGS

ROOT = Path(__file__).parents[2]
IN_MEMORY = Path("/dev/shm")
SHOWN = 3
"""Failures of a class that are shown with their numbers."""


def numbers_of(given: argparse.Namespace) -> Sequence[int]:
    """Which changes are asked for."""
    if given.only:
        return [int(number) for number in given.only.split(",")]
    return range(given.first, given.first + given.count)


def work(given: argparse.Namespace) -> None:
    """Try the share of one worker, and print a line for each verdict."""
    place = Path(given.place)
    at_home(place)
    bench = Bench(place, run)
    bench.warm()
    for number in numbers_of(given)[given.share :: given.jobs]:
        for verdict in bench.verdicts(number, given.seed, given.kind):
            print(as_json(verdict), flush=True)


def started(words: Sequence[str], place: Path, share: int) -> Popen[str]:
    """A worker of its own process, warm with the program."""
    own = ["--place", str(place / str(share)), "--share", str(share)]
    command = [sys.executable, "-m", "tests.tools.record_mutations", *words, *own]
    return Popen(command, cwd=ROOT, stdout=PIPE, text=True, env=os.environ)


def verdicts(words: Sequence[str], jobs: int) -> Iterator[dict[str, Any]]:
    """What all workers found, as they find it. Raises SystemExit when one of them ends early."""
    memory = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
    place = Path(tempfile.mkdtemp(prefix="record-mutations-", dir=memory))
    workers = [started(words, place, share) for share in range(jobs)]
    lines: Queue[str] = Queue()
    listeners = [Thread(target=_listen, args=(worker, lines)) for worker in workers]
    try:
        for listener in listeners:
            listener.start()
        for _ in workers:
            yield from map(json.loads, iter(lines.get, ""))
        failed = [worker.wait() for worker in workers]
        if any(failed):
            raise SystemExit("a worker failed")
    finally:
        for worker in workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait()
        for listener in listeners:
            listener.join()
        shutil.rmtree(place, ignore_errors=True)


def _listen(worker: Popen[str], lines: Queue[str]) -> None:
    """Pass on what a worker says, and nothing at its end."""
    assert worker.stdout is not None
    with worker.stdout:
        for line in worker.stdout:
            lines.put(line)
    lines.put("")


def report(found: Sequence[dict[str, Any]], seconds: float) -> int:
    """Print what came of each kind of change, and of each failure some numbers; how many failed."""
    endings = Counter((one["kind"], one["ending"]) for one in found)
    failed = [one for one in found if one["ending"] not in SOUND_ENDINGS]
    for kind in CHANGES:
        mine = {ending: count for (of, ending), count in sorted(endings.items()) if of == kind}
        if mine:
            print(f"{kind:9}", ", ".join(f"{ending} {count}" for ending, count in mine.items()))
    classes = Counter((one["ending"], one["words"][0]) for one in failed)
    for (ending, command), count in classes.most_common():
        some = [one for one in failed if (one["ending"], one["words"][0]) == (ending, command)]
        print(f"\n{count} × {command}: {ending}")
        for one in some[:SHOWN]:
            print(f"  {one['number']}: {one['kind']} of {one['story']}: {one['what'][:150]!r}")
            print(f"    {one['detail'][:200]!r}")
    changes = len({one["number"] for one in found})
    print(f"\n{changes} changes, {len(found)} commands, {len(failed)} failures, {seconds:.0f} s")
    return len(failed)


def show(found: Sequence[dict[str, Any]]) -> int:
    """Print all there is to say of a change that is made again."""
    for one in found:
        print(f"{' '.join(one['words'])}: {one['ending']}\n  {one['detail']}")
    if found:
        print(f"{found[0]['kind']} of {found[0]['story']}: {found[0]['what']!r}")
    return sum(one["ending"] not in SOUND_ENDINGS for one in found)


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="record_mutations", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many changes")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--jobs", type=int, default=2, help="processes side by side")
    parser.add_argument("--seed", type=int, default=0, help="of all changes")
    parser.add_argument("--kind", default="", choices=["", *CHANGES], help="only this kind")
    parser.add_argument("--only", default="", metavar="N,N", help="only these numbers")
    parser.add_argument(
        "--replay", type=int, metavar="N", help="one number, with all that was said"
    )
    parser.add_argument("--json", action="store_true", help="print a line for every verdict")
    parser.add_argument("--place", default="", help=argparse.SUPPRESS)
    parser.add_argument("--share", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Try what is asked for. Returns 1 if anything failed."""
    given = parsed(words)
    if given.place:
        work(given)
        return 0
    began = monotonic()
    words = [*words, "--jobs", str(given.jobs)]
    if given.replay is not None:
        words = [*words, "--only", str(given.replay), "--jobs", "1"]
        return int(show(list(verdicts(words, 1))) > 0)
    found = []
    for one in verdicts(words, given.jobs):
        found.append(one)
        if given.json:
            print(json.dumps(one))
    if given.json:
        return int(any(one["ending"] not in SOUND_ENDINGS for one in found))
    return int(report(found, monotonic() - began) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
