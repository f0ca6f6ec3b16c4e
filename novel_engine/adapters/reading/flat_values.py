"""Frozen values as bytes that hold nothing but numbers, texts and their places, and back.

The bytes name the classes of this package that the values are of; nothing else can be made of them,
and nothing in them is run.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

PACKAGE = "novel_engine."
VALUE, TUPLE, LIST, TABLE = b"v", b"t", b"l", b"d"
"""What begins a tuple that stands for something else."""
AS_THEY_ARE = (str, int, bool, float, bytes, type(None))


def flat(value: object) -> bytes:
    """The value as bytes. Raises TypeError for what is neither plain nor a value of ours."""
    names: dict[tuple[str, str], int] = {}
    body: Any = _flat(value, names)
    return marshal.dumps((tuple(names), body))


def _flat(value: Any, names: dict[tuple[str, str], int]) -> object:
    kind = type(value)
    if kind in AS_THEY_ARE:
        return value
    if is_dataclass(kind) and kind.__module__.startswith(PACKAGE):
        number = _number(kind, names)
        return (VALUE, number, *(_flat(getattr(value, f.name), names) for f in fields(kind)))
    if issubclass(kind, tuple) and kind.__module__.startswith(PACKAGE):
        return (VALUE, _number(kind, names), _flat(tuple(value), names))
    if kind is tuple:
        parts = tuple(_flat(part, names) for part in value)
        is_plain = all(map(_same, parts, value)) and not (value and type(value[0]) is bytes)
        return parts if is_plain else (TUPLE, *parts)
    if kind is list:
        return (LIST, *(_flat(part, names) for part in value))
    if kind is frozenset and all(type(part) is str for part in value):
        return value
    if kind in (dict, MappingProxyType):
        return (TABLE, tuple((key, _flat(part, names)) for key, part in value.items()))
    raise TypeError(f"a {kind.__name__} cannot be kept")


def _number(kind: type, names: dict[tuple[str, str], int]) -> int:
    return names.setdefault((kind.__module__, kind.__qualname__), len(names))


def _same(one: object, other: object) -> bool:
    return one is other


def unflattened(data: bytes) -> object:
    """The value that these bytes, which `flat` made, stand for."""
    names, body = marshal.loads(data)
    return _made(body, tuple(_class(*name) for name in names))


def _class(module: str, name: str) -> Callable[..., object]:
    if not module.startswith(PACKAGE):
        raise TypeError(f"{module} is none of ours")
    found = getattr(import_module(module), name)
    if not isinstance(found, type) or not (is_dataclass(found) or issubclass(found, tuple)):
        raise TypeError(f"{name} is no value")
    return found


def _made(body: Any, classes: tuple[Callable[..., object], ...]) -> object:
    if type(body) is not tuple or not body or type(body[0]) is not bytes:
        return body
    mark = body[0]
    if mark == VALUE:  # most of what a value holds needs no more than a look
        return classes[body[1]](
            *[
                _made(part, classes)
                if type(part) is tuple and part and type(part[0]) is bytes
                else part
                for part in body[2:]
            ]
        )
    if mark == TUPLE:
        return tuple([_made(part, classes) for part in body[1:]])
    if mark == LIST:
        return [_made(part, classes) for part in body[1:]]
    table: Mapping[object, object] = {key: _made(part, classes) for key, part in body[1]}
    return table
