"""Faults planted in the program, one after another, by which one sees that the bench finds each.

Run as: python -m tests.tools.mutating.planted FOLDER
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from novel_engine.cli.app import run
from tests.tools.mutating.bench import Bench, as_json, at_home

NUMBER = 4
"""A change after which `show` has something to say, or 6."""
# Bytes: more than a command may take.
TOO_MUCH = 300_000_000


def _another_answer(words: Sequence[str]) -> int:
    print("once upon a time")
    return run(words)


def _hang(words: Sequence[str]) -> int:
    while time.process_time() >= 0:
        pass
    return 0


def _memory(words: Sequence[str]) -> int:
    return len(bytearray(b"x") * TOO_MUCH) - TOO_MUCH


def _bug(words: Sequence[str]) -> int:
    raise KeyError("no such thing")


def _escape(words: Sequence[str]) -> int:
    print("error: \x1b[31mred", file=sys.stderr)
    return 6


def _many_lines(words: Sequence[str]) -> int:
    print("error: a\nb\nc\nd", file=sys.stderr)
    return 6


def _other_code(words: Sequence[str]) -> int:
    print("error: config.yaml:1: no such key", file=sys.stderr)
    return 3


def _outside(words: Sequence[str]) -> int:
    Path("..", "left-behind").write_text("x", encoding="utf-8")
    return run(words)


def _reads_elsewhere(words: Sequence[str]) -> int:
    Path("/etc/passwd").read_bytes()
    return run(words)


def _long_message(words: Sequence[str]) -> int:
    print(f"error: {'x' * 5000}", file=sys.stderr)
    return 6


def _reader_writes(words: Sequence[str]) -> int:
    Path("story", "more").write_text("x", encoding="utf-8")
    return run(words)


FAULTS: tuple[tuple[str, Callable[[Sequence[str]], int]], ...] = (
    ("another answer", _another_answer),
    ("slow", _hang),
    ("memory", _memory),
    ("traceback", _bug),
    ("unprintable on standard error", _escape),
    ("more than three lines", _many_lines),
    ("a very long message", _long_message),
    ("touched: read", _reads_elsewhere),
    ("code 3", _other_code),
    ("touched: open", _outside),
    ("a reader changed the folder", _reader_writes),
)
"""What each is to be called by the bench, and what it does in place of `show`."""


def main(place: Path) -> None:
    """Print the verdict on every fault, a line each; last the one on the program as it is."""
    at_home(place)
    bench = Bench(place, run)
    bench.warm()
    bench.verdicts(NUMBER, 0, commands=("show",))  # what is right is asked of the program itself
    for _, fault in FAULTS:
        bench.run = fault
        (verdict,) = bench.verdicts(NUMBER, 0, commands=("show",))
        print(as_json(verdict))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
