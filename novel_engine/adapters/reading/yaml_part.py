"""A part of a YAML file under its line: reads plain data into typed values, and says of each fault
where it stands.

For files whose shape is a genre's: many small keys, read once a run, too early and too often for a
form.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

from novel_engine.adapters.reading.document import Document, Key
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import GenreError
from novel_engine.values import dataclass

T = TypeVar("T")
# Of any whole number in a file that has no bounds of its own.
SMALLEST, LARGEST = -1_000, 1_000


@dataclass(frozen=True, slots=True)
class Part:
    """A value of a document, and the path it stands at."""

    document: Document
    path: tuple[Key, ...]
    value: Any

    def fail(self, what: str, *path: Key) -> NoReturn:
        """Raise the document's error about this part, or about one within it."""
        self.document.fail(what, *self.path, *path)

    def known(self, keys: Collection[str]) -> Part:
        """This part, if it is a set of keys and each of them one of these."""
        for key in self._mapping():
            if key not in keys:
                self.fail(f"unknown key '{printable(key)}'; {suggestion(key, keys)}", key)
        return self

    def text(self, key: str, default: str | None = None) -> str:
        """The text under a key; a key with no default must be there."""
        return self._typed(key, str, "text", default)

    def word(self, key: str, default: str | None = None) -> str:
        """The text under a key, which cannot be empty where it is written."""
        found = self.text(key, default)
        if self._get(key) is not None and not found.strip():
            self.fail(f"'{key}' is empty; write it, or take the line out", key)
        return found

    def wording(self, key: str, default: str | None = None) -> str:
        """The text under a key that stands in a story as it is written: no brace is filled in it."""
        found = self.text(key, default)
        if key in self.names() and not found.strip() and default != "":
            self.fail(f"'{key}' is empty; give it a word", key)
        if "{" in found or "}" in found:
            self.fail(f"'{key}' holds a brace, and nothing is filled in here; take it out", key)
        return found

    def worded(self, key: str, *checks: Callable[[str], str], default: str | None = None) -> str:
        """The wording under a key, as each check makes it; what one refuses is said with its line."""
        return self._checked(key, self.wording(key, default), checks)

    def claimed(self, key: str, *checks: Callable[[str], str]) -> str:
        """The same of a text in which braces hold a person."""
        return self._checked(key, self.text(key), checks)

    def _checked(self, key: str, found: str, checks: Sequence[Callable[[str], str]]) -> str:
        try:
            for check in checks if found.strip() else ():
                found = check(found)
        except ValueError as problem:
            self.fail(f"'{key}' {problem}", key)
        return found

    def number(
        self, key: str, default: int | None = None, least: int = SMALLEST, most: int = LARGEST
    ) -> int:
        """The whole number under a key, between two others."""
        found = self._typed(key, int, f"a whole number from {least} to {most}", default)
        if not least <= found <= most:
            self.fail(f"'{key}' is {found}; give a whole number from {least} to {most}", key)
        return found

    def decimal(self, key: str, least: float, most: float) -> float:
        """The number under a key, with or without a fraction."""
        found = self._get(key)
        if (
            isinstance(found, bool)
            or not isinstance(found, int | float)
            or not least <= found <= most
        ):
            self.fail(f"'{key}' must be a number from {least} to {most}", key)
        return float(found)

    def flag(self, key: str, default: bool = False) -> bool:  # noqa: FBT001  # what stands where none is written
        """Whether it is so; `true` or `false` in the file."""
        return self._typed(key, bool, "true or false", default)

    def choice(self, key: str, options: Collection[str], default: str | None = None) -> str:
        """The text under a key, if it is one of these."""
        found = self.text(key, default)
        if found not in options:
            self.fail(f"'{key}' cannot be '{printable(found)}'; {suggestion(found, options)}", key)
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts in the list under a key; none where there is no such key."""
        return tuple(row.as_text() for row in self.rows(key))

    def rows(self, key: str) -> list[Part]:
        """What the list under a key holds; nothing where there is no such key."""
        found = self._get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.fail(
                (
                    f"'{key}' must be a list; write [one, another], "
                    "or each on a line of its own after '- '"
                ),
                key,
            )
        return Part(self.document, (*self.path, key), found).listed()

    def listed(self) -> list[Part]:
        """What this list holds."""
        return [Part(self.document, (*self.path, at), value) for at, value in enumerate(self.value)]

    def named(self, key: str) -> Iterator[tuple[str, Part]]:
        """The names under a key, each with what it holds; none where there is no such key."""
        yield from self.under(key).parts()

    def parts(self) -> Iterator[tuple[str, Part]]:
        """The names of this set, each with what it holds."""
        for name, value in self._mapping().items():
            yield name, Part(self.document, (*self.path, name), value)

    def under(self, key: str) -> Part:
        """What stands under a key, as a set of keys; an empty one where there is no such key."""
        return Part(self.document, (*self.path, key), self._get(key)).known_as_keys()

    def within(self, *path: Key) -> Part:
        """A place inside this part, to say what is wrong with what was read there."""
        return Part(self.document, (*self.path, *path), None)

    def known_as_keys(self) -> Part:
        """This part, if it is a set of keys."""
        self._mapping()
        return self

    def names(self) -> tuple[str, ...]:
        """The keys of this set, in order."""
        return tuple(self._mapping())

    def as_text(self) -> str:
        """This part's own text."""
        if not isinstance(self.value, str):
            self.fail("this must be text; put it in quotes if it looks otherwise")
        return self.value

    def made(self, make: Callable[[str], T]) -> T:
        """What is made of this part's own text; what is wrong with it is said with its line."""
        text = self.as_text()
        try:
            return make(text)
        except GenreError as problem:
            self.fail(str(problem))

    def made_of(self, key: str, make: Callable[[str], T], default: str | None = None) -> T:
        """What is made of the text under a key."""
        return Part(self.document, (*self.path, key), self.text(key, default)).made(make)

    def _mapping(self) -> dict[str, Any]:
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            self.fail("this must hold 'key: value' lines; indent them under it")
        return self.value

    def _get(self, key: str) -> Any:
        return self._mapping().get(key)

    def _typed(self, key: str, kind: type[T], what: str, default: T | None) -> T:
        found = self._get(key)
        if found is None and default is not None:
            return default
        if found is None:
            self.fail(f"'{key}' is missing; add it, as {what}")
        if not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool):
            self.fail(f"'{key}' must be {what}", key)
        return found


def whole(document: Document) -> Part:
    """The document as a set of keys. Raises its error when it holds none."""
    return Part(document, (), document.mapping)
