"""The program: reads the command, runs it, and leaves with the exit code of each failure.

Nothing heavy is imported before a command is known, and whatever goes wrong is one plain message.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from types import FrameType
from typing import NoReturn

from novel_engine.cli.environment import DEBUG

# Exit codes: what a shell says of a program that Ctrl-C stopped (128 and the signal's 2), and what
# every command says of a wrong command line.
INTERRUPTED, USAGE = 130, 2
RARELY = (100_000, 20, 20)
"""Objects, and rounds: from which on to look for garbage; a genre and a story make few cycles, and
looking for them took a third of the time.
"""


class Stopped(KeyboardInterrupt):
    """The program is to end, now.

    A kind of its own, because CPython remembers a bare KeyboardInterrupt that passes through
    `exec`, as it does while modules are imported, and would die of the signal after everything was
    said and done.
    """


def main() -> NoReturn:
    """Run the program and leave with its exit code."""
    gc.set_threshold(*RARELY)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _stop)
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError as problem:
        code = _unwritten(problem)
    gc.freeze()  # whatever is left dies with the process, unexamined
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command, and say what went wrong if something did. Returns the exit code."""
    _never_fail_to_print()
    try:
        return _invoke(arguments)
    except KeyboardInterrupt:
        return _failed("stopped", INTERRUPTED)
    except OSError as problem:
        # What a print could not write has no file name; anything else nobody foresaw.
        return _told(problem) if problem.filename else _unwritten(problem)
    except Exception as problem:  # noqa: BLE001 - the last line of defence: a bug is said in one line
        return _told(problem)


def _invoke(arguments: Sequence[str]) -> int:
    import typer

    from novel_engine.cli.program import program

    try:
        with program(arguments).make_context("novel-engine", list(arguments)) as context:
            context.command.invoke(context)
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.TyperException as problem:
        return _failed(
            f"{problem.format_message()} (`novel-engine --help` shows what there is)", USAGE
        )
    return 0


def _told(problem: Exception) -> int:
    from novel_engine.errors import NovelError

    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(problem)
    if isinstance(problem, NovelError):
        return _failed(str(problem), problem.exit_code)
    kind = type(problem).__name__
    return _failed(
        f"this is a bug in novel-engine ({kind}: {problem}); "
        f"please report it, with the command you gave and what it prints when {DEBUG}=1 is set",
        1,
    )


def _unwritten(problem: OSError) -> int:
    """Standard output is gone. A reader that has seen enough, as `head` does, is no failure."""
    from novel_engine.errors import StorageError

    with suppress(OSError):  # what is still to be written at exit goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(problem, BrokenPipeError):
        return 0
    return _failed(
        f"the output could not be written ({problem.strerror or problem})", StorageError.exit_code
    )


def _failed(message: str, code: int) -> int:
    with suppress(OSError):
        print(f"error: {message}", file=sys.stderr)
    return code


def _never_fail_to_print() -> None:
    """A terminal that cannot show a letter gets its code instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _stop(signum: int, frame: FrameType | None) -> NoReturn:
    raise Stopped
