"""Whom and what events name that their story does not have: of a record, that it is damaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from novel_engine.story.fabula.events import Acted, Effect, Event, Obliged, Refused
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.verbs import RoleKind

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
FILLED: Mapping[RoleKind, str] = {
    "actor": "people",
    "present": "people",
    "person": "people",
    "fact": "facts",
    "item": "items",
    "place": "places",
}
"""Of what a role of each kind is filled."""
OPTIONAL = frozenset(("teller", "holder", "origin", "place"))
"""The fields that may name nobody and nothing."""


def stranger_in(setting: Setting, event: Event) -> str:
    """The first id in an event that nobody and nothing of its kind has, and its field or its role;
    else empty.
    """
    found = _strangers(setting, (event, *event.effects))
    return next(found, "") or next(_misfits(setting, event), "")


def _strangers(setting: Setting, parts: Iterable[Event | Effect]) -> Iterator[str]:
    for part in parts:
        for kind, field in NAMED:
            known = getattr(setting, kind)
            for name in _names(getattr(part, field, ())):
                if name not in known and (name or not _may_be_nothing(part, field)):
                    yield f"{field} '{name}'"


def _may_be_nothing(part: Event | Effect, field: str) -> bool:
    """Whether the field may be empty: an offer obliges to an answer about no fact."""
    return field in OPTIONAL or (isinstance(part, Obliged) and field == "fact")


def _misfits(setting: Setting, event: Event) -> Iterator[str]:
    """Whoever and whatever fills a role of an act that is for another kind, and a role that nobody
    fills.
    """
    if not isinstance(event, Acted | Refused):
        return
    verb = setting.verbs.get(event.verb)
    for role, kind in verb.roles if verb else ():
        filler = event.roles.get(role)
        if filler not in getattr(setting, FILLED[kind]):
            yield f"{role} '{filler}'"


def _names(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
