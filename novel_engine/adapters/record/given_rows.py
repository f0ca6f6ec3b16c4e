"""What was given, as rows: places, people, things, facts and threads, the same for every store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

from novel_engine.story.fabula.setting import Setting
from novel_engine.values import dataclass

Value: TypeAlias = str | int | float | None
"""What stands in one field of a table."""


@dataclass(frozen=True, slots=True)
class GivenTable:
    """One table as it is before the first turn; the first column is the row's id."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def first_marks(meta: Mapping[str, str]) -> dict[str, str]:
    """A story's key values before its first turn."""
    return {"ending": ""} | dict(meta) | {"state": "running"}


def given_tables(setting: Setting) -> tuple[GivenTable, ...]:
    """Every table that is filled before the first turn, its rows by id."""
    return (
        _places(setting),
        _characters(setting),
        _items(setting),
        _facts(setting),
        _threads(setting),
    )


def _places(setting: Setting) -> GivenTable:
    return GivenTable(
        "places",
        ("id", "name", "preposition", "private", "adjacent"),
        tuple(
            (
                p.id,
                p.name,
                p.preposition,
                int(p.private),
                json.dumps(p.adjacent, ensure_ascii=False),
            )
            for _, p in sorted(setting.places.items())
        ),
    )


def _characters(setting: Setting) -> GivenTable:
    return GivenTable(
        "characters",
        ("id", "name", "short", "age", "description"),
        tuple(
            (p.id, p.name, p.short, p.age, p.description) for _, p in sorted(setting.people.items())
        ),
    )


def _items(setting: Setting) -> GivenTable:
    return GivenTable(
        "items",
        ("id", "name", "decisive"),
        tuple((i.id, i.name, int(i.decisive)) for _, i in sorted(setting.items.items())),
    )


def _threads(setting: Setting) -> GivenTable:
    return GivenTable(
        "threads",
        ("id", "question", "topic", "stakes", "main"),
        tuple(
            (t.id, t.question, t.topic, t.stakes, int(t.main))
            for _, t in sorted(setting.threads.items())
        ),
    )


def _facts(setting: Setting) -> GivenTable:
    return GivenTable(
        "facts",
        ("id", "topic", "kind", "claim", "truth", "stakes", "subject", "secret_of"),
        tuple(
            (
                *(f.id, f.topic, f.kind, f.claim, int(f.truth), f.stakes),
                *(f.subject or None, f.secret_of or None),
            )
            for _, f in sorted(setting.facts.items())
        ),
    )
