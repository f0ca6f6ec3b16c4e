"""Whom and what events name that their story does not have: of a record, that it is damaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from novel_engine.story.fabula.events import Effect, Event
from novel_engine.story.fabula.setting import Setting

NAMED: tuple[tuple[str, str], ...] = (
    ("people", "person"),
    ("people", "other"),
    ("people", "teller"),
    ("people", "by"),
    ("people", "holder"),
    ("people", "actor"),
    ("people", "witnesses"),
    ("people", "bystanders"),
    ("people", "cast"),
    ("places", "origin"),
    ("places", "place"),
    ("items", "item"),
    ("facts", "fact"),
    ("threads", "thread"),
)
"""What a field of an event, or of an effect, names by its id."""
OPTIONAL = frozenset(("teller", "holder", "origin", "place"))
"""The fields that may name nobody and nothing."""


def stranger_in(setting: Setting, event: Event) -> str:
    """The first id in an event that nobody and nothing of its kind has, and its field; else empty."""
    return next(_strangers(setting, (event, *event.effects)), "")


def _strangers(setting: Setting, parts: Iterable[Event | Effect]) -> Iterator[str]:
    for part in parts:
        for kind, field in NAMED:
            known = getattr(setting, kind)
            for name in _names(getattr(part, field, ())):
                if name not in known and (name or field not in OPTIONAL):
                    yield f"{field} '{name}'"


def _names(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
