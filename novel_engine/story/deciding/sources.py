"""Where the roles of a verb are filled from, by the atom of its condition that first names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from novel_engine.story.deciding.reactions import charges_heard
from novel_engine.story.deciding.views import PersonaView

Source = Callable[[PersonaView], tuple[str, ...]]


def people_here(view: PersonaView) -> tuple[str, ...]:
    """Who else is where the person is."""
    return view.people


def who_asked(view: PersonaView) -> tuple[str, ...]:
    """Whom the person owes an answer."""
    return (view.obligation.by,) if view.obligation else ()


def what_was_asked(view: PersonaView) -> tuple[str, ...]:
    """What the person owes an answer about."""
    return (view.obligation.fact,) if view.obligation else ()


def _charged(view: PersonaView) -> tuple[str, ...]:
    mind = view.lens.mind(view.card.id)
    return charges_heard(mind) if mind else ()


THOUGHT_OF: Mapping[str, Source] = {
    "believes": lambda view: view.salient,
    "confidence": lambda view: view.salient,
    "secret_of": lambda view: view.secrets,
    "puzzling": lambda view: view.puzzles,
    "grounds": lambda view: view.inferable,
    "disbelieves": lambda view: tuple(b.fact for b in view.beliefs if not b.value),
    "suspects": lambda view: tuple(b.fact for b in view.beliefs if b.value),
}
"""Sources that follow from what is believed and wanted, and change only with it."""


SOURCES: Mapping[str, Source] = {
    "present": people_here,
    "adjacent": lambda view: view.exits,
    "here": lambda view: view.items,
    "holds": lambda view: view.held,
    "accused": what_was_asked,
    "charged": _charged,
    **THOUGHT_OF,
}


EXACT = frozenset(
    ("present", "adjacent", "here", "holds", "secret_of", "puzzling", "grounds", "obliged")
)
"""Sources that hold just what satisfies their atom, so that the atom need not be tested again."""
