"""Things that are brought before somebody's eyes, and whether anything comes of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from novel_engine.story.fabula.events import Acted, Complicated, Event, ItemMoved, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting


def unused_items(fabula: Fabula, told: Collection[int] | None = None) -> list[str]:
    """The things somebody took a look at that nothing came of: no later act is with them or about
    what they show.

    With `told`, only a look that is told plants anything: what a reader never saw need not come to
    something.
    """
    setting = fabula.setting
    seen: dict[str, int] = {}
    used: dict[str, int] = {}
    for at, event in enumerate(fabula.events):
        for item in looked_at(setting, event) if told is None or id_of(event) in told else ():
            seen.setdefault(item, at)
        for item in _of_use(setting, event):
            used[item] = at
    return sorted(item for item, at in seen.items() if used.get(item, -1) <= at)


def idle_looks(fabula: Fabula) -> frozenset[int]:
    """The events that bring a thing before somebody's eyes and nothing comes of it: what a telling
    need not show.
    """
    unused = unused_items(fabula)
    return frozenset(
        id_of(event)
        for event in fabula.events
        if any(item in unused for item in looked_at(fabula.setting, event))
    )


def looked_at(setting: Setting, event: Event) -> Iterator[str]:
    """The things this event brings before somebody's eyes."""
    if (
        isinstance(event, Acted)
        and setting.marked(event.verb, "looks")
        and (item := event.roles.get("I"))
    ):
        yield item
    if isinstance(event, Acted | Complicated):
        yield from (e.item for e in event.effects if isinstance(e, ItemMoved) and e.holder)


def _of_use(setting: Setting, event: Event) -> Iterator[str]:
    """The things this event is done with, or is about: what they show is asked, told, denied, or
    drawn a conclusion from.
    """
    if not isinstance(event, Acted):
        return
    used, about = event.roles.get("I"), _facts_in(setting, event)
    for item in setting.items.values():
        if item.id == used or about.intersection(item.evidence):
            yield item.id


def _facts_in(setting: Setting, event: Acted) -> set[str]:
    """The facts an act is about, and those from which it concludes them."""
    about = set(event.roles.matters)
    rules = setting.rules if setting.marked(event.verb, "concludes") else ()
    return about.union(*(rule.premises for rule in rules if rule.conclusion in about))
