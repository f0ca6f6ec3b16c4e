"""A file's plain data, and the line of everything in it: what a reader of YAML makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn, TypeAlias

from novel_engine.adapters.files.input_files import said
from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import InputError
from novel_engine.values import dataclass

YamlValue: TypeAlias = "str | int | float | bool | list[YamlValue] | dict[str, YamlValue] | None"
LineNumbers: TypeAlias = "int | Block"
Key: TypeAlias = str | int


@dataclass(slots=True)
class Block:
    """Where a list or a set of keys stands, and everything in it."""

    line: int
    parts: dict[Key, LineNumbers]


@dataclass(frozen=True, slots=True)
class Places:
    """Where each part of one file was written."""

    name: str
    lines: LineNumbers

    def line(self, *path: Key) -> int:
        """The line a key path was written at, from 1; steps not in the file are passed over."""
        here = self.lines
        for step in path:
            if isinstance(here, Block) and step in here.parts:
                here = here.parts[step]
        return here.line if isinstance(here, Block) else here

    def steps(self, *path: Key) -> tuple[Key, ...]:
        """The steps of a key path that are in the file."""
        here, found = self.lines, []
        for step in path:
            if isinstance(here, Block) and step in here.parts:
                here = here.parts[step]
                found.append(step)
        return tuple(found)

    def paths(self) -> Iterator[tuple[Key, ...]]:
        """Every key path in the file, outermost first."""
        waiting: list[tuple[tuple[Key, ...], LineNumbers]] = [((), self.lines)]
        for path, here in waiting:
            if path:
                yield path
            if isinstance(here, Block):
                waiting.extend(((*path, step), inner) for step, inner in here.parts.items())

    def at(self, *path: Key) -> str:
        """`file:line` of a key path."""
        return f"{printable(self.name, 200)}:{self.line(*path)}"


@dataclass(frozen=True, slots=True)
class Document(Places):
    """One file's plain data, and where each part of it was written."""

    data: YamlValue
    error: type[InputError]

    @property
    def mapping(self) -> dict[str, YamlValue]:
        """The data as the keys and values a file must hold. Raises its kind of file's error."""
        if isinstance(self.data, dict):
            return self.data
        if self.data is None:
            return self.fail("the file is empty; write 'key: value' lines")
        return self.fail("the file must hold 'key: value' lines at its left edge")

    def fail(self, what: str, *path: Key) -> NoReturn:
        """Raise this kind of file's error about one place in it."""
        raise self.error(said(self.name, self.line(*path), what))
