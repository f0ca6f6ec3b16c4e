"""The program: reads the command, runs it, and leaves with the exit code of each failure.

Nothing heavy is imported before a command is known, and whatever goes wrong is one plain message.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from novel_engine.adapters.printing import (
    OutputLost,
    VisibleStream,
    discard,
    is_of_no_reader,
    open_closed_streams,
    print_failure,
    print_trace,
    visible_streams,
)
from novel_engine.adapters.untrusted_text import visible_line
from novel_engine.cli.environment import DEBUG
from novel_engine.errors import InputError, NovelError, StorageError, UsageError

# Exit code: what a shell says of a program that Ctrl-C stopped, 128 and the signal's 2.
INTERRUPTED = 130
# The signals by which a person, a system or a window that is closed ends a program.
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Messages: about as many lines as a terminal shows; `validate` names more.
MISTAKES_SAID = 20
IMPORTER = "<frozen importlib._bootstrap_external>"
CUT_SHORT = (
    "a file in which Python keeps a module of the program is cut short, as a disk that was full "
    f"leaves it; delete the __pycache__ folders in {Path(__file__).parents[1]}"
)
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
    for ending in STOPPING:
        # What `nohup` or a shell has had ignored, of what runs in the background, stays ignored.
        if signal.getsignal(ending) != signal.SIG_IGN:
            signal.signal(ending, _stop)
    open_closed_streams()
    code = run(sys.argv[1:])
    gc.freeze()  # whatever is left dies with the process, unexamined
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command, and say what went wrong if something did. Returns the exit code."""
    with visible_streams():
        code = _ended(lambda: _invoke(arguments), arguments)
        return _ended(lambda: _flush(code), arguments) or code


def _ended(work: Callable[[], int], arguments: Sequence[str]) -> int:
    """Do it; the exit code of what came of it, and a word on what did not."""
    try:
        return work()
    except KeyboardInterrupt:
        messages, code = ["stopped"], INTERRUPTED
    except Exception as problem:  # noqa: BLE001 - the last line of defence: a bug is said in one line
        message, code = _explained(problem)
        messages = _messages(_in_its_own_lines(message, arguments), problem)
    for message in messages:
        print_failure(message)
    return code


def _messages(text: str, problem: Exception) -> list[str]:
    """What is said, a message a mistake that a person wrote, and of those no more than are read."""
    if not isinstance(problem, InputError):
        return [text] if text else []
    from novel_engine.adapters.reading.too_many import readably_many

    return readably_many(text.split("\n"), MISTAKES_SAID)


def _invoke(arguments: Sequence[str]) -> int:
    import typer

    from novel_engine.cli.program import program

    words = list(arguments) or ["--help"]
    try:
        with program(words).make_context("novel-engine", words) as context:
            context.command.invoke(context)
    except typer.Exit as leaving:
        return leaving.exit_code if arguments else _flush(0) or UsageError.exit_code
    except typer.TyperException as problem:
        raise UsageError(
            f"{problem.format_message()} (`novel-engine --help` shows what there is)"
        ) from problem
    except NovelError:
        sys.stdout.flush()  # of findings that nobody can read, that is what is said
        raise
    return 0


def _flush(code: int) -> int:
    """Let the answer go out. Raises OutputLost, also for what nobody has heard of: all seemed well,
    and some of the answer is lost.
    """
    sys.stdout.flush()
    if code == 0 and isinstance(sys.stdout, VisibleStream) and sys.stdout.lost:
        raise sys.stdout.lost
    return 0


def _explained(problem: Exception) -> tuple[str, int]:
    """What to say of a failure, and its exit code."""
    if isinstance(problem, OSError) and not problem.filename:
        # What could not be written has no file name; anything else nobody foresaw.
        return _unwritten(problem)
    if os.environ.get(DEBUG):
        print_trace(problem)
    if _is_of_pythons_cache(problem):
        lost = StorageError(CUT_SHORT)
        return str(lost), lost.exit_code
    if isinstance(problem, NovelError):
        return str(problem), problem.exit_code
    what = visible_line(f"{type(problem).__name__}: {problem}")
    return (
        f"this is a bug in novel-engine ({what}); "
        f"please report it, with the command you gave and what it prints when {DEBUG}=1 is set",
        NovelError.exit_code,
    )


def _is_of_pythons_cache(problem: Exception) -> bool:
    """Whether what Python had kept of one of our modules could not be read: a disk that was full
    when it was written leaves it cut short, and older Pythons do not notice.
    """
    if not isinstance(problem, EOFError | ValueError):
        return False
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_filename == IMPORTER


def _unwritten(problem: OSError) -> tuple[str, int]:
    """Standard output is gone. A reader that has seen enough, as `head` does, is no failure."""
    discard(sys.stdout)
    if is_of_no_reader(problem):
        return "", 0
    lost = OutputLost(problem)
    return str(lost), lost.exit_code


def _in_its_own_lines(message: str, arguments: Sequence[str]) -> str:
    """The message, in which no word of the command line begins a line of its own."""
    for word in arguments if "\n" in message else ():
        # Of `--out=VALUE` a message may hold the value, or one folder of it.
        for text in (word, word.partition("=")[2]):
            for spelling in (text, str(Path(text)), *Path(text).parts) if "\n" in text else ():
                message = message.replace(spelling, visible_line(spelling))
    return message


def _stop(signum: int, frame: FrameType | None) -> NoReturn:
    raise Stopped
