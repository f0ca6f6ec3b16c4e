"""A recording of a model's replies, which tells the same story again with no model and no key.

A cassette is one file in a directory, `replies.jsonl`: a line of JSON for each reply, without the
question, which its hash stands for, and without what it cost. Lines are added as replies come, and
put in order when the recording ends, so that the same replies make the same bytes however the
threads ran. Several stories, and several programs at once, may record into one directory.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self, get_args

from novel_engine.adapters.closing import Closing
from novel_engine.adapters.files.atomic_files import storing, write_bytes
from novel_engine.adapters.files.plain_files import is_there, opened, plain_bytes
from novel_engine.adapters.models.archive.archive_keys import ArchiveSlot, CallTerms
from novel_engine.adapters.untrusted_text import printable, visible_line
from novel_engine.errors import ModelUnavailable, UsageError
from novel_engine.ports.replies import KeptReply
from novel_engine.story.asking.consultation import Reply, StopReason
from novel_engine.story.givens.config import Seam
from novel_engine.values import dataclass

FILE = "replies.jsonl"
# Bytes: one recorded reply, ten times the longest that is kept.
LONGEST_RECORD = 2_000_000
# Bytes: of a recording that is read at all.
LONGEST_FILE = 400_000_000
NUMBER_KEYS = ("turn", "occurrence", "tokens_in", "tokens_out")
# Of any count in a recording: past it, it is no count.
GREATEST = 1_000_000_000


@dataclass(frozen=True, slots=True, order=True)
class Recorded:
    """One reply in a cassette, with all that finds it again."""

    turn: int
    seam: Seam
    about: str
    question: str
    occurrence: int
    key: str
    model: str
    parameters: str
    version: str
    text: str
    stopped: StopReason
    why: str
    tokens_in: int
    tokens_out: int

    @property
    def reply(self) -> Reply:
        """The reply itself."""
        return Reply(self.text, self.tokens_in, self.tokens_out, self.stopped, self.why)

    @property
    def answer(self) -> tuple[str, str]:
        """What makes two replies two."""
        return self.text, self.stopped


class Cassette:
    """The replies that are recorded in a directory, read whole."""

    def __init__(self, directory: Path, recorded: Iterable[Recorded]) -> None:
        """Use `read`."""
        self.directory = directory
        self._by_key = {one.key: one for one in recorded}
        self._terms = sorted(
            {(one.seam, one.model, one.parameters) for one in self._by_key.values()}
        )

    @classmethod
    def read(cls, directory: Path) -> Self:
        """Read a cassette. Raises ModelUnavailable when there is none, or when it is damaged; says
        at which line.
        """
        path = directory / FILE
        if not is_there(path):
            raise ModelUnavailable(
                f"replay: there is no recording in {_named(directory)}; "
                "make one with `novel-engine run --record DIR`"
            )
        return cls(directory, _read(path))

    def find(self, key: str) -> Recorded | None:
        """What is recorded under this key."""
        return self._by_key.get(key)

    def terms(self, seam: Seam, parameters: str) -> tuple[CallTerms, ...]:
        """The terms of this seam's recorded replies, those with these parameters first."""
        known = (
            CallTerms(model, recorded) for where, model, recorded in self._terms if where == seam
        )
        return tuple(sorted(known, key=lambda terms: terms.parameters != parameters))

    def other_wordings(self, seam: Seam, about: str, turn: int) -> int:
        """How many replies there are to other questions at the same place."""
        return sum(
            (one.seam, one.about, one.turn) == (seam, about, turn) for one in self._by_key.values()
        )


class Recorder(Closing):
    """Adds replies to a directory's cassette, one at a time, as the archive sees to."""

    def __init__(self, directory: Path) -> None:
        """Make the directory if need be, and read what is there. Raises UsageError when its
        cassette is damaged.
        """
        self._directory = directory
        self._path = directory / FILE
        self._known: dict[str, Recorded] = {}
        self._seen = (0, 0)
        with storing(directory):
            directory.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._look()

    def add(self, kept: KeptReply) -> None:
        """Add a reply, whole; one that is there already stays.

        Raises UsageError when there is another reply to the same question, and StorageError when
        the disk refuses.
        """
        new = _recorded(kept)
        with self._alone():
            self._look()
            there = self._known.get(new.key)
            if there is None:
                self._append(new)
            elif there.answer != new.answer:
                raise UsageError(
                    f"--record: {_named(self._path)} holds another reply "
                    f"to the same question ({_place(kept)}); record into a directory of its own"
                )

    def close(self) -> None:
        """Put the lines in order."""
        with self._alone():
            self._look()
            data = b"".join(_line(one) for one in sorted(self._known.values()))
            if data and data != plain_bytes(self._path, LONGEST_FILE):
                write_bytes(self._path, data)

    def _append(self, new: Recorded) -> None:
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o666)
        try:
            before = os.fstat(handle).st_size
            try:
                with open(handle, "ab", closefd=False) as file:
                    file.write(_line(new))
            except OSError:
                os.truncate(handle, before)
                raise
        finally:
            os.close(handle)
        self._known[new.key] = new
        self._seen = self._mark()

    def _look(self) -> None:
        """Read the file again when another program has written to it."""
        if self._mark() == self._seen:
            return
        try:
            self._known = {one.key: one for one in _read(self._path)}
        except ModelUnavailable as problem:
            raise UsageError(f"--record: {problem}") from problem
        self._seen = self._mark()

    def _mark(self) -> tuple[int, int]:
        if not self._path.exists():
            return 0, 0
        found = self._path.stat()
        return found.st_ino, found.st_size

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other programs out of the directory for a moment."""
        with storing(self._path):
            handle = os.open(self._directory, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield
            finally:
                os.close(handle)


def _recorded(kept: KeptReply) -> Recorded:
    prompt, reply = kept.prompt, kept.reply
    return Recorded(
        turn=prompt.turn,
        seam=prompt.seam,
        about=prompt.about,
        question=kept.question,
        occurrence=kept.occurrence,
        key=kept.key,
        model=kept.model,
        parameters=kept.parameters,
        version=prompt.version,
        text=reply.text,
        stopped=reply.stopped,
        why=reply.why,
        tokens_in=reply.tokens_in,
        tokens_out=reply.tokens_out,
    )


def _line(one: Recorded) -> bytes:
    return (
        json.dumps(asdict(one), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        + b"\n"
    )


def _read(path: Path) -> Iterator[Recorded]:
    with storing(path), opened(path) as file:
        if os.fstat(file.fileno()).st_size > LONGEST_FILE:
            raise ModelUnavailable(
                f"{_named(path)}: this is larger than any recording; name another directory"
            )
        number = 0
        while line := file.readline(LONGEST_RECORD):
            number += 1
            yield _parsed(line, f"{_named(path)}:{number}")


def _parsed(line: bytes, where: str) -> Recorded:
    try:
        plain = json.loads(line.decode("utf-8")) if line.endswith(b"\n") else None
        one = Recorded(**plain) if type(plain) is dict else None
        sound = one is not None and _is_sound(one)
    except (ValueError, TypeError, RecursionError):
        one, sound = None, False
    if one is None or not sound:
        raise ModelUnavailable(
            f"{where}: this line of the recording is damaged; delete the line, or record again"
        )
    return one


def _is_of_its_kind(name: str, value: object) -> bool:
    return type(value) is (int if name in NUMBER_KEYS else str)


def _is_sound(one: Recorded) -> bool:
    """Whether everything is of its kind, and the key is the key of it. Raises ValueError for what
    no file can hold.
    """
    plain: dict[str, Any] = asdict(one)
    if not all(_is_of_its_kind(name, value) for name, value in plain.items()):
        return False
    _line(one)
    json.loads(one.parameters)
    return (
        one.seam in get_args(Seam)
        and one.stopped in get_args(StopReason)
        and all(0 <= plain[name] <= GREATEST for name in NUMBER_KEYS)
        and one.key == ArchiveSlot(one.question, one.occurrence).key
    )


def _place(kept: KeptReply) -> str:
    return f"{kept.prompt.seam}, turn {kept.prompt.turn}, {printable(kept.prompt.about)}"


def _named(path: Path) -> str:
    return visible_line(str(path))
