"""Which seeds a law is held against today: a few of many, others at every commit, the same for
everybody.

A law that holds of a thousand stories is not checked on all of them each time. The sample is drawn
from the hash of what is committed, so that a red gate is red on every machine and the next commit
looks elsewhere; `make measure` takes them all. A seed that was ever red is added to a law's
`always`, and looked at from then on.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

ALL, ANOTHER = "TEST_EVERYTHING", "TEST_SAMPLE"
"""The variables by which everything is looked at, and by which one looks where another commit
would: any text.
"""
T = TypeVar("T")


@cache
def tree() -> str:
    """The hash of the committed tree; outside a checkout, nothing."""
    if another := os.environ.get(ANOTHER):
        return another
    done = subprocess.run(
        ["git", "rev-parse", "HEAD^{tree}"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()


def sample(every: Sequence[T], most: int, law: str, always: Sequence[T] = ()) -> tuple[T, ...]:
    """At most so many of these, in their order, and those that are always looked at. `law` gives
    each its own draw.
    """
    if os.environ.get(ALL) or len(every) <= most:
        return tuple(every)
    drawn = set(Random(f"{law}/{tree()}").sample(range(len(every)), most))
    return tuple(one for at, one in enumerate(every) if at in drawn or one in always)
