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


def _with_a_line(plain: Plain) -> Plain:
    """Format 2: what is done may have words of its own."""
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
    """The event these values stand for. Raises RecordError for anything that is not one."""
    try:
        plain = _raised(plain)
        kind = EVENT_TYPES[plain["tag"]]
        body = {name: _field(name, value) for name, value in plain["fields"].items()}
        return _built(
            kind, turn=plain["turn"], seq=plain["seq"], causes=tuple(plain["causes"]), **body
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise RecordError(
            f"an event of the record cannot be read ({problem}); the record is damaged"
        ) from problem


def effect_to_plain(effect: Effect) -> Plain:
    """One effect as plain values, its tag among them."""
    return {"tag": effect.tag} | {
        name: _thaw(getattr(effect, name)) for name in EFFECT_FIELDS[effect.tag]
    }


def effect_from_plain(plain: Plain) -> Effect:
    """The effect these values stand for."""
    body = {name: _freeze(value) for name, value in plain.items() if name != "tag"}
    return _built(EFFECT_TYPES[plain["tag"]], **body)


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


def _built(kind: type[V], /, **body: object) -> V:
    return cast(Callable[..., V], kind)(**body)


def _thaw(value: object) -> object:
    return [_thaw(v) for v in value] if isinstance(value, tuple) else value


def _field(name: str, value: Any) -> object:
    if name == "effects":
        return tuple(effect_from_plain(effect) for effect in value)
    frozen = _freeze(value)
    return Roles(frozen) if name == "roles" and isinstance(frozen, tuple) else frozen


def _freeze(value: object) -> object:
    return tuple(_freeze(v) for v in value) if isinstance(value, list) else value
