"""Serves thousands of generated replies to every way of asking a model, and checks each ending.

    python -m tests.tools.reply_run --count 5000 --jobs 2 [--seed S] [--kind K] [--replay N]

Prints how the cases ended and lists those that should have ended otherwise, each with the number by
which it is tried again; the exit code is 1 if there are any.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence

from tests.tools.reply_run.cases import KINDS
from tests.tools.reply_run.judging import Came
from tests.tools.reply_run.working import Wanted, every, ways_here

MOST_SHOWN = 4
"""Cases: of one class of failure, that are listed in full."""


def counted(found: Sequence[Came]) -> list[str]:
    """How often cases of each kind ended in each way."""
    tally = Counter((came.kind, came.ending) for came in found)
    endings = sorted({ending for _, ending in tally})
    lines = [f"{'':10}" + "".join(f"{ending:>19}" for ending in endings)]
    for kind in (kind for kind in KINDS if any(came.kind == kind for came in found)):
        numbers = "".join(f"{tally[kind, ending] or '':>19}" for ending in endings)
        lines.append(f"{kind:10}{numbers}")
    return lines


def failures(found: Sequence[Came]) -> list[str]:
    """What should not have been, by class, the commonest first; each with its numbers."""
    classes: dict[str, list[tuple[Came, str]]] = defaultdict(list)
    for came in found:
        for kind, what in came.problems:
            classes[kind].append((came, what))
    lines = []
    for kind, ones in sorted(classes.items(), key=lambda item: -len(item[1])):
        numbers = list(dict.fromkeys(came.number for came, _ in ones))
        more = " …" if len(numbers) > 30 else ""
        lines.append(f"\n{kind}: {len(numbers)} cases: {' '.join(map(str, numbers[:30]))}{more}")
        about: dict[str, tuple[Came, str]] = {}
        for came, what in ones:
            about.setdefault(came.about.split(";")[0].split(",")[0], (came, what))
        for came, what in list(about.values())[:MOST_SHOWN]:
            lines += [f"  {came.number}: {came.about}", f"      {what}"]
    return lines


def main(words: Sequence[str]) -> int:
    """Try the cases; 1 if any ended otherwise than it should."""
    parser = argparse.ArgumentParser(prog="reply_run", description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--kind", choices=list(KINDS), default="")
    parser.add_argument("--replay", type=int, nargs="+", help="try only the cases of these numbers")
    given = parser.parse_args(words)
    wanted = Wanted(given.seed, given.kind, ways_here())
    numbers = given.replay or range(given.count)
    began, found = time.monotonic(), []
    for came in every(numbers, given.jobs, wanted):
        found.append(came)
        if given.replay:
            print(
                f"{came.number}: {came.about}\n  {came.ending}; {came.seconds:.1f} s, "
                f"{came.computed:.1f} s computed, {came.memory:.0f} MB"
            )
    found.sort(key=lambda came: came.number)
    print("\n".join([*counted(found), *failures(found)]))
    wrong = sum(bool(came.problems) for came in found)
    if wrong:
        kind = f" --kind {given.kind}" if given.kind else ""
        print(f"\ntry again: --seed {given.seed}{kind} --replay NUMBER")
    print(
        f"\n{len(found)} cases in {time.monotonic() - began:.0f} s, over {', '.join(wanted.ways)}: "
        f"{wrong} ended otherwise than they should"
    )
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
