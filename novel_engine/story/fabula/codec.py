"""Events to plain values and back, and the canonical log whose hash names a story.

Tags are given by hand in `events.py`, so a renamed class breaks no story. Older formats are raised,
one version at a time, by `UPCASTERS`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar, cast, get_args

from novel_engine.errors import RecordError
from novel_engine.story.fabula.events import FORMAT_VERSION, Effect, Event
from novel_engine.story.givens.roles import Roles

Plain = dict[str, Any]
V = TypeVar("V")

EVENT_TYPES: Mapping[str, type[Event]] = {kind.tag: kind for kind in get_args(Event)}
EFFECT_TYPES: Mapping[str, type[Effect]] = {kind.tag: kind for kind in get_args(Effect)}
EVENT_FIELDS = {tag: tuple(f.name for f in fields(kind)) for tag, kind in EVENT_TYPES.items()}
EFFECT_FIELDS = {tag: tuple(f.name for f in fields(kind)) for tag, kind in EFFECT_TYPES.items()}
EVENT_KINDS = {
    tag: {f.name: str(f.type) for f in fields(kind)} for tag, kind in EVENT_TYPES.items()
}
EFFECT_KINDS = {
    tag: {f.name: str(f.type) for f in fields(kind)} for tag, kind in EFFECT_TYPES.items()
}
WHEN_AND_WHY = ("turn", "seq", "causes")
"""The fields of every event that stand beside the others."""


def _with_a_line(plain: Plain) -> Plain:
    """Format 2: what is done may have words of its own."""
    if "line" in plain["fields"]:
        raise TypeError("an event of format 1 has no words of its own")
    spoken = {"line": ""} if plain["tag"] == "acted" else {}
    return plain | {"version": 2, "fields": plain["fields"] | spoken}


UPCASTERS: Mapping[int, Callable[[Plain], Plain]] = {1: _with_a_line}


def to_plain(event: Event) -> Plain:
    """The event as integers, strings, lists and dicts: turn, seq, tag, version, causes, fields."""
    body: Plain = {}
    for name in EVENT_FIELDS[event.tag]:
        value = getattr(event, name)
        body[name] = [effect_to_plain(e) for e in value] if name == "effects" else _thaw(value)
    return {
        "turn": body.pop("turn"),
        "seq": body.pop("seq"),
        "causes": body.pop("causes"),
        "tag": event.tag,
        "version": FORMAT_VERSION,
        "fields": body,
    }


def from_plain(plain: Plain) -> Event:
    """The event these values stand for. Raises RecordError for anything that is not one: whatever
    comes of it has the types that it says.
    """
    try:
        plain = _raised(plain)
        body = {name: plain[name] for name in WHEN_AND_WHY} | plain["fields"]
        if len(body) != len(WHEN_AND_WHY) + len(plain["fields"]):
            raise TypeError("when and why it was is said twice")
        return _typed(EVENT_TYPES[plain["tag"]], EVENT_KINDS[plain["tag"]], body)
    except (KeyError, TypeError, AttributeError, UnicodeEncodeError) as problem:
        raise RecordError(f"no event is like this: {problem}; the record is damaged") from problem


def effect_to_plain(effect: Effect) -> Plain:
    """One effect as plain values, its tag among them."""
    return {"tag": effect.tag} | {
        name: _thaw(getattr(effect, name)) for name in EFFECT_FIELDS[effect.tag]
    }


def effect_from_plain(plain: Plain) -> Effect:
    """The effect these values stand for."""
    body = {name: value for name, value in plain.items() if name != "tag"}
    return _typed(EFFECT_TYPES[plain["tag"]], EFFECT_KINDS[plain["tag"]], body)


def canonical_line(event: Event) -> str:
    """The event's one line of the canonical log: JSON, keys sorted, no spaces."""
    return json.dumps(to_plain(event), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def events_sha256(events: Iterable[Event]) -> str:
    """The hash of the canonical log, each line ended by a newline, in UTF-8."""
    digest = hashlib.sha256()
    for event in events:
        digest.update(canonical_line(event).encode("utf-8") + b"\n")
    return digest.hexdigest()


def _raised(plain: Plain) -> Plain:
    while plain["version"] != FORMAT_VERSION:
        if plain["version"] not in UPCASTERS:
            raise RecordError(
                f"the record has event format {plain['version']}; this program reads up to "
                f"{FORMAT_VERSION}: "
                "use the version that wrote it, or a newer one"
            )
        plain = UPCASTERS[plain["version"]](plain)
    return plain


def _thaw(value: object) -> object:
    return [_thaw(v) for v in value] if isinstance(value, tuple) else value


def _typed(kind: type[V], kinds: Mapping[str, str], plain: Plain) -> V:
    """A value of this kind. Raises KeyError, TypeError or UnicodeEncodeError where a field is of
    another, is not there, or is one too many.
    """
    body = {name: READINGS[kinds[name]](value) for name, value in plain.items()}
    return cast(Callable[..., V], kind)(**body)


def _number(value: object) -> int:
    # As many bits as a store of events has for a number.
    if type(value) is not int or value.bit_length() > 63:
        raise TypeError(f"a {type(value).__name__} is no number that an event has")
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise TypeError(f"a {type(value).__name__} is no text")
    value.encode()
    return value


def _sequence(value: object) -> list[object]:
    if type(value) is not list:
        raise TypeError(f"a {type(value).__name__} is no list")
    return value


def _numbers(value: object) -> tuple[int, ...]:
    return tuple([_number(one) for one in _sequence(value)])


def _texts(value: object) -> tuple[str, ...]:
    return tuple([_text(one) for one in _sequence(value)])


def _roles(value: object) -> Roles:
    pairs = [_texts(pair) for pair in _sequence(value)]
    if any(len(pair) != 2 for pair in pairs):
        raise TypeError("a role has one name, and one that fills it")
    return Roles((name, filled) for name, filled in pairs)


def _effects(value: object) -> tuple[Effect, ...]:
    return tuple([effect_from_plain(cast(Plain, one)) for one in _sequence(value)])


READINGS: Mapping[str, Callable[[object], object]] = {
    "int": _number,
    "str": _text,
    "tuple[EventId, ...]": _numbers,
    "tuple[str, ...]": _texts,
    "Roles": _roles,
    "tuple[Effect, ...]": _effects,
}
"""How what a field of an event is declared to be is read."""
