"""YAML that people write, as plain data with the line of everything in it.

One pass over the C parser's events builds both, in half of what `yaml.load` costs. What YAML offers
beyond plain data is refused, because it serves nobody here and costs or surprises: anchors and
aliases (a few lines that unfold into millions), tags, directives, several documents, keys given
twice. Words follow YAML 1.2: only `true` and `false` are true or false, and a date is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml
from yaml._yaml import CParser
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from novel_engine.adapters.files.input_files import LARGEST_INPUT, InputFile, read_input, said
from novel_engine.adapters.reading.document import Block, Document, Key, LineNumbers, YamlValue
from novel_engine.adapters.reading.yaml_faults import explained
from novel_engine.adapters.untrusted_text import (
    BYTE_ORDER_MARK,
    NO_TEXT,
    printable,
    strange_sign,
    without_unsettled,
)
from novel_engine.errors import ConfigError, InputError

# Levels: of a file; the reader calls itself for each.
DEEPEST_NESTING = 20
# Values: of a file; a bound on work and memory.
MOST_NODES = 100_000

YamlEvent: TypeAlias = Any  # the parser's; every one that is used here has a mark

INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})\Z", re.ASCII)
DECIMAL = re.compile(r"[-+]?\d{1,15}\.\d{1,15}\Z", re.ASCII)
YAML_WORDS: dict[str, bool | None] = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip
NUMBERS_BEGIN_WITH = frozenset("+-0123456789")
BYTE_ORDER_MARKS = BYTE_ORDER_MARK.encode()
NOT_USED = ", which is not used here; put the text in quotes"
DIRECTIVE = re.compile(rb"^%", re.MULTILINE)


def read_yaml(
    path: Path | str, error: type[InputError] = ConfigError, most: int = LARGEST_INPUT
) -> Document:
    """The document in a file. Every fault is one `error`: `file:line: what, and what to do`."""
    return read_document(read_input(Path(path), str(path), error, most), error)


def read_document(file: InputFile, error: type[InputError] = ConfigError) -> Document:
    """The document in an input that was read already."""
    return read_yaml_bytes(file.data, file.path, error)


def read_yaml_bytes(data: bytes, name: str, error: type[InputError] = ConfigError) -> Document:
    """The document in these bytes; `name` stands for the file in messages."""
    return _Builder(data, name, error).document()


class _Builder:
    """One pass over the events of a text."""

    def __init__(self, data: bytes, name: str, error: type[InputError]) -> None:
        self.name = name
        self.error = error
        self.count = 0
        if len(data) > LARGEST_INPUT:
            self.refuse(0, f"the file is larger than {LARGEST_INPUT:,} bytes; shorten or split it")
        self.data = data.replace(
            BYTE_ORDER_MARKS, b""
        )  # one in mid text comes of files put together
        self.text = self.checked()

    def refuse(self, line: int, what: str) -> NoReturn:
        """`line` is counted from 0, as the parser does."""
        raise self.error(said(self.name, line + 1, what))

    def checked(self) -> str:
        try:
            text = self.data.decode("utf-8")
        except UnicodeDecodeError as problem:
            line = self.data.count(b"\n", 0, problem.start)
            self.refuse(line, "this is not UTF-8 text; save the file in the encoding UTF-8")
        if strange := strange_sign(text):
            place, sign = strange
            self.refuse(text.count("\n", 0, place), f"{sign} stands here; delete it")
        directive = DIRECTIVE.search(self.data)
        if directive:  # the parser's time grows with the square of their number
            line = self.data.count(b"\n", 0, directive.start())
            self.refuse(line, "a line cannot begin with '%'; indent it, or put the text in quotes")
        return text

    def document(self) -> Document:
        try:
            data, lines = self.whole()
        except yaml.MarkedYAMLError as problem:
            self.refuse(*explained(problem, self.text))
        except yaml.YAMLError:
            self.refuse(0, "this is not YAML; write 'key: value' lines")
        return Document(self.name, lines, data, self.error)

    def whole(self) -> tuple[YamlValue, LineNumbers]:
        parser = CParser(self.data)
        self.next: Callable[[], YamlEvent] = parser.get_event
        self.next()  # the stream's start
        event = self.next()
        if type(event) is StreamEndEvent:
            return None, 1
        found = self.node(self.next(), 0)
        self.next()  # the document's end
        event = self.next()
        if type(event) is not StreamEndEvent:
            self.refuse(_line(event), "a second document begins here; keep one to a file")
        return found

    def node(self, event: YamlEvent, depth: int) -> tuple[YamlValue, LineNumbers]:
        kind = type(event)
        if kind is ScalarEvent:
            return self.scalar(event), event.start_mark.line + 1
        if kind is MappingStartEvent:
            return self.mapping(event, depth)
        if kind is SequenceStartEvent:
            return self.sequence(event, depth)
        return self.refuse(_line(event), f"'*' begins an alias{NOT_USED}")

    def mapping(self, start: YamlEvent, depth: int) -> tuple[YamlValue, LineNumbers]:
        self.check(start, depth)
        data: dict[str, YamlValue] = {}
        parts: dict[Key, LineNumbers] = {}
        while type(event := self.next()) is not MappingEndEvent:
            key = self.key(event, parts)
            line = event.start_mark.line + 1
            data[key], here = self.node(self.next(), depth + 1)
            if type(here) is Block:
                here.line = line
                parts[key] = here
            else:
                parts[key] = line
        return data, Block(start.start_mark.line + 1, parts)

    def sequence(self, start: YamlEvent, depth: int) -> tuple[YamlValue, LineNumbers]:
        self.check(start, depth)
        data: list[YamlValue] = []
        parts: dict[Key, LineNumbers] = {}
        while type(event := self.next()) is not SequenceEndEvent:
            value, parts[len(data)] = self.node(event, depth + 1)
            data.append(value)
        return data, Block(start.start_mark.line + 1, parts)

    def key(self, event: YamlEvent, parts: dict[Key, LineNumbers]) -> str:
        line = _line(event)
        if type(event) is not ScalarEvent:
            self.refuse(line, "a list, a set of keys or an alias cannot be a key; use a word")
        self.check(event, 0)
        key: str = _decoded(event.value) if event.style == '"' else event.value
        if key in parts:
            before = _begins(parts[key])
            problem = f"'{printable(key)}' is already in line {before}; keep one of the two"
            self.refuse(line, problem)
        if not key.strip():
            self.refuse(line, "a key is missing before ':'; give it a name")
        return key

    def check(self, event: YamlEvent, depth: int) -> None:
        """What every container and scalar must not have, or have too much of."""
        self.count += 1
        if self.count > MOST_NODES:
            self.refuse(
                _line(event), f"there are more than {MOST_NODES:,} values in this file; split it"
            )
        if depth >= DEEPEST_NESTING:
            self.refuse(
                _line(event),
                f"this is nested deeper than {DEEPEST_NESTING} levels; write it flatter",
            )
        if event.anchor is not None:
            self.refuse(_line(event), f"'&' begins an anchor{NOT_USED}")
        if event.tag is not None:
            self.refuse(_line(event), f"'!' begins a tag{NOT_USED}")

    def scalar(self, event: YamlEvent) -> YamlValue:
        self.check(event, 0)
        text: str = event.value
        if event.style:  # quoted, or a block
            return _decoded(text) if event.style == '"' else text
        if text in YAML_WORDS:
            return YAML_WORDS[text]
        if text[0] not in NUMBERS_BEGIN_WITH:
            return text
        if INTEGER.match(text):
            return int(text)
        return float(text) if DECIMAL.match(text) else text


def _line(event: YamlEvent) -> int:
    line: int = event.start_mark.line
    return line


def _decoded(text: str) -> str:
    """A text in double quotes, where a code may mean what nobody can write there as it is: such a
    sign is taken out.
    """
    return without_unsettled(NO_TEXT.sub("", text)).replace(BYTE_ORDER_MARK, "")


def _begins(part: LineNumbers) -> int:
    return part.line if isinstance(part, Block) else part
