"""What comes to mind: which of a person's memories bear on the moment, by an integer score, ties by
id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.deciding.weights import (
    MEMORIES,
    MOST_CUES,
    MOST_SHARED,
    SHARED,
    SHORTEST,
)
from novel_engine.story.english.text import PART
from novel_engine.story.fabula.mind import Memory
from novel_engine.story.givens.verbs import Choice

CUEING = (("F", "G", "I"), ("B",))
"""The roles of which what fills them calls something to mind, what it is about before to whom."""


def cues(view: PersonaView, menu: Sequence[Choice]) -> tuple[str, ...]:
    """The words to search memory by: the rarest first, of what could be done now, of the question
    that is owed, of who is here.

    They are parts of ids, as the outlines in a record are, and stand in no prompt.
    """
    owed = view.obligation
    matters = [owed.fact, owed.by] if owed else []
    for names in CUEING:
        matters += [value for choice in menu for value in choice.action.roles.filling(names)]
    found = dict.fromkeys(_parts((*matters, *view.people)))
    return tuple(part for part in found if len(part) >= SHORTEST)[:MOST_CUES]


def _parts(ids: Iterable[str]) -> Iterator[str]:
    """The words that ids are made of."""
    return (part for one in ids for part in PART.findall(one.lower()))


def lemmas(memory: Memory) -> frozenset[str]:
    """The words a memory can be found by."""
    values = (memory.verb, memory.actor, *memory.roles.values)
    return frozenset(_parts(values))


def recollection_score(memory: Memory, words: frozenset[str], scene: int) -> int:
    """Importance, less its age in scenes, and more for every word it shares with the moment."""
    shared = min(MOST_SHARED, len(words & lemmas(memory)))
    return memory.weight - (scene - memory.scene) + SHARED * shared


def recollected(
    memories: Iterable[Memory], words: Sequence[str], scene: int, most: int = MEMORIES
) -> tuple[Memory, ...]:
    """The memories that bear most on the moment, in the order they happened."""
    sought = frozenset(words)
    ranked = sorted(
        memories, key=lambda memory: (-recollection_score(memory, sought, scene), -memory.event)
    )
    return tuple(sorted(ranked[:most], key=lambda memory: memory.event))
