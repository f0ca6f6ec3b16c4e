"""The one door for what the program prints: nothing else writes to a terminal or a pipe.

What is printed quotes names, paths, files and servers. A sign in it that a terminal would obey, or
that nobody would see, is shown by its number: `\x1b`, `\u202e`; of a path, a byte that is no text
as `\xff`. The functions here show so whatever they print, a line at a time; and since a warning, a
traceback or a library may print too, the streams themselves let no such sign pass.
"""

from __future__ import annotations

import codecs
import errno
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any, TextIO, cast

from novel_engine.adapters.untrusted_text import visible_in_json, visible_line, visible_text
from novel_engine.errors import StorageError

# Descriptors, as every system numbers them.
STDIN, STDOUT, STDERR = 0, 1, 2


def print_line(line: str = "") -> None:
    """Print one line of the answer; a line feed in it, of a path or so, is shown and not obeyed."""
    print(visible_line(line))


def print_text(text: str) -> None:
    """Print a text of many lines as it stands."""
    print(visible_text(text.replace("\r\n", "\n")), end="")


def print_json(value: object) -> None:
    """Print one JSON value."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    print(visible_in_json(json.dumps(value, ensure_ascii=plain, indent=2)))


def print_table(rows: Sequence[Sequence[object]]) -> None:
    """Print rows in columns; the last is not padded."""
    for line in columns(rows):
        print(line)


def columns(rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Rows as lines in columns; the last is not padded."""
    from rich.cells import cell_len  # the columns of a terminal that a text takes

    texts = [[visible_line(str(cell)) for cell in row] for row in rows]
    widths = (
        [max(cell_len(row[column]) for row in texts) for column in range(len(texts[0]) - 1)]
        if texts
        else []
    )
    for row in texts:
        padded = [
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=False)
        ]
        yield "  ".join(padded + row[-1:]).rstrip()


def print_note(text: str) -> None:
    """Say on standard error what a person should know, and no script need read."""
    _say(f"note: {visible_line(text)}")


def print_failure(message: str) -> None:
    """Say on standard error what went wrong, in the lines of the message."""
    lines = "\n".join(visible_line(line) for line in message.split("\n"))
    _say(f"error: {lines}")


def _say(message: str) -> None:
    """Print it on standard error, behind what the answer has said so far."""
    _let_the_answer_go_first()
    print(message, file=sys.stderr)


def _let_the_answer_go_first() -> None:
    """Both streams may be one file. An answer that is lost is said to be that when all is done."""
    with suppress(OutputLost):
        sys.stdout.flush()


def print_trace(problem: Exception) -> None:
    """Say on standard error where in the program something went wrong."""
    import traceback

    _let_the_answer_go_first()
    for line in "".join(traceback.format_exception(problem)).rstrip("\n").split("\n"):
        print(visible_line(line), file=sys.stderr)


class OutputLost(StorageError):
    """The answer could not be written."""

    def __init__(self, problem: OSError) -> None:
        """Of what the system said."""
        super().__init__(f"the output could not be written ({problem.strerror or problem})")


class VisibleStream:
    """A stream that lets no sign pass which a terminal would obey.

    A reader that has seen enough, as `head` does, is no failure: what is written after goes
    nowhere. So does what goes to standard error when it cannot be written. Of an answer that
    cannot be written, the first attempt raises OutputLost, and `lost` keeps it: a library that only
    tries whether a stream can be written to lets no error through.
    """

    def __init__(self, stream: TextIO, *, is_answer: bool) -> None:
        """Over another one, which is asked for everything else."""
        self.stream = stream
        self.is_answer = is_answer
        self.lost: OutputLost | None = None

    def write(self, text: str) -> int:
        """Write the text, visible. Raises OutputLost."""
        try:
            self.stream.write(visible_text(text))
        except OSError as problem:
            self._lose(problem)
        return len(text)

    def writelines(self, lines: Iterator[str]) -> None:
        """Write each. Raises OutputLost."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Let everything go out. Raises OutputLost."""
        try:
            self.stream.flush()
        except OSError as problem:
            self._lose(problem)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def _lose(self, problem: OSError) -> None:
        discard(self.stream)
        if self.is_answer and not is_of_no_reader(problem):
            self.lost = OutputLost(problem)
            raise self.lost from problem


def is_of_no_reader(problem: OSError) -> bool:
    """Whether there is nobody any more who would read what was to be written, to a pipe or to a
    socket.
    """
    return problem.errno in (errno.EPIPE, errno.ECONNRESET, errno.ESHUTDOWN)


def discard(stream: IO[str]) -> None:
    """Let what is still to be written to the stream go nowhere."""
    with suppress(OSError):
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def bare_stream(stream: TextIO) -> TextIO:
    """The stream below, for what draws on a terminal and has made visible what it draws."""
    return stream.stream if isinstance(stream, VisibleStream) else stream


@contextmanager
def visible_streams() -> Iterator[None]:
    """Let nothing that is printed meanwhile steer a terminal, whoever prints it."""
    before = sys.stdout, sys.stderr
    make_streams_visible()
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def make_streams_visible() -> None:
    """The same from now on, as a process of its own has it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_able(stream.encoding), errors="backslashreplace")
    sys.stdout = cast(TextIO, VisibleStream(sys.stdout, is_answer=True))
    sys.stderr = cast(TextIO, VisibleStream(sys.stderr, is_answer=False))


def _able(encoding: str) -> str:
    """The encoding, if it can write one piece behind another, and a number in place of a sign that
    it lacks; else one that can.
    """
    sign = "\u2026"
    try:
        coder = codecs.getincrementalencoder(encoding)("backslashreplace")
        written = codecs.decode(coder.encode(f"a{sign}") + coder.encode("b\n"), encoding)
    except (UnicodeError, LookupError):
        written = ""
    return encoding if written in (f"a{sign}b\n", f"a\\u{ord(sign):04x}b\n") else "ascii"


def open_closed_streams() -> None:
    """Give a stream that was closed when the program began something to stand for it: no file of
    ours gets its number, an answer cannot be written, and messages go nowhere.
    """
    for number, way in ((STDIN, os.O_RDONLY), (STDOUT, os.O_RDONLY), (STDERR, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, way)  # which gets the smallest number that is free
    sys.stdin = sys.stdin or os.fdopen(STDIN, encoding="utf-8", closefd=False)
    sys.stdout = sys.stdout or os.fdopen(STDOUT, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(STDERR, "w", encoding="utf-8", closefd=False)
    for number in (STDOUT, STDERR):
        with suppress(OSError):  # a reader that is slow is waited for
            os.set_blocking(number, True)
