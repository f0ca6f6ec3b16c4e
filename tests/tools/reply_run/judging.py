"""What may come of a case: a story or a plain end, in time, within bounds, with nothing in it that
a provider should not have said.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.tools.reply_run.cases import Case
from tests.tools.reply_run.planting import CONTROL, holds_key
from tests.tools.reply_run.wire import RawServer, Served

MOST_MEMORY = 150
"""Megabytes over what there was before."""
MOST_LINES, MOST_LINE = 3, 700
"""Lines of a message, and characters of one of them."""
LATE = 6.0
"""Seconds: an attempt that ends so much after its time has no end of its own."""
LONGEST_WAIT = 90.0
"""Seconds between two attempts: a minute, and the pause that grows."""
COMPUTED, COMPUTED_EACH, COMPUTED_STORY = 3.0, 0.5, 15.0
"""Seconds of computing: for one question, for each request, and for a story."""
ASKED, ANSWERED = 1.0, 4.0
"""US dollars a million tokens."""
STATUS, CLEAR_PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass
class Came:
    """What came of one case: how it ended, and all that should not have been, by class."""

    number: int
    about: str
    kind: str
    ending: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    computed: float = 0.0
    memory: float = 0.0

    def wrong(self, kind: str, what: str) -> None:
        """Set down something that should not have been."""
        self.problems.append((kind, CONTROL.sub("?", what)[:300]))


@contextmanager
def measured(came: Came, server: RawServer) -> Iterator[None]:
    """What the client takes meanwhile: the server's own computing is not counted."""
    before = _megabytes("VmRSS")
    if before:
        CLEAR_PEAK.write_text("5", "ascii")
    began, computing, serving = time.monotonic(), time.process_time(), server.computed
    try:
        yield
    finally:
        server.settle()
        came.seconds = time.monotonic() - began
        came.computed = time.process_time() - computing - (server.computed - serving)
        came.memory = max(_megabytes("VmHWM") - before, 0.0)


def _megabytes(name: str) -> float:
    """What the kernel counts of this process; 0 where it cannot be asked."""
    if not STATUS.exists():
        return 0.0
    found = re.search(rf"{name}:\s+(\d+) kB", STATUS.read_text("ascii"))
    return int(found[1]) / 1024 if found else 0.0


def judge_bounds(came: Came, case: Case, server: RawServer) -> None:
    """It took no more time, computing and memory than it may."""
    for served in server.served:
        if not served.played.is_good and served.seconds > case.timeout + LATE:
            came.wrong("late", f"{served.played.name}: {served.seconds:.1f} s for one attempt")
            break
    allowed = COMPUTED + COMPUTED_EACH * len(server.served) + COMPUTED_STORY * case.is_whole
    if came.computed > allowed:
        came.wrong("computed", f"{came.computed:.1f} s, where {allowed:.1f} would do")
    if came.memory > MOST_MEMORY:
        came.wrong("memory", f"{came.memory:.0f} MB more than before")


def judge_waits(came: Came, waits: list[float]) -> None:
    """Nobody waits for longer than a minute or so because a provider says so."""
    if waits and not 0 <= min(waits) <= max(waits) <= LONGEST_WAIT:
        came.wrong("waited", f"{min(waits):.0f} to {max(waits):.0f} s between two attempts")


def judge_spending(came: Came, served: list[Served], budget: float) -> None:
    """Nothing is asked once the budget is passed by what was asked before."""
    spent = 0.0
    for n, one in enumerate(served):
        if spent > budget:
            came.wrong("budget", f"${spent:.4f} of ${budget:.4f} at request {n + 1}")
            return
        spent += (one.charge[0] * ASKED + one.charge[1] * ANSWERED) / 1_000_000


def judge_words(came: Came, where: str, text: str, key: str, *, most: int = MOST_LINES) -> None:
    """What is shown to a person: short, said once, nothing but text, and no key."""
    lines = [line for line in text.splitlines() if line.strip()]
    if "Traceback" in text or "this is a bug" in text:
        came.wrong("bug", f"{where}: {text[-300:]}")
    if "Warning:" in text or "site-packages" in text:
        came.wrong("chatter", f"{where}: {text[-300:]}")
    if len(lines) > most or any(len(line) > MOST_LINE for line in lines):
        came.wrong("message", f"{where} has {len(lines)} lines: {text[:200]}")
    twice = [line for line, times in Counter(lines).items() if times > 1]
    if twice and most == MOST_LINES:
        came.wrong("message", f"{where} says twice: {twice[0]}")
    if found := CONTROL.search(text):
        came.wrong("control", f"{where}: U+{ord(found[0]):04X} in {text[:200]!r}")
    judge_secrets(came, where, text, key)


def judge_secrets(came: Came, where: str, text: str, key: str) -> None:
    """No key, in any shape."""
    if holds_key(text, key):
        came.wrong("key", f"{where}: {text[:160]!r}")
