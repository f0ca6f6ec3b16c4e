"""What beliefs, or feelings, leave possible: kept for as long as they stay."""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from novel_engine.values import dataclass

Pools: TypeAlias = tuple[tuple[str, ...] | None, ...]
"""What could fill each of a verb's roles; None for a role that has to be looked at each time."""


@dataclass(slots=True)
class Leeway:
    """What is left of these verbs, as far as it has been asked: `left` has it by verb, position of a
    role, and what could fill that otherwise.

    `open` are the verbs for which nothing need be owed, as far as they are possible while what they
    were made `of`, beside, stays too.
    """

    verbs: object = None
    left: dict[tuple[str, int, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)
    of: object = None
    open: tuple[tuple[str, Pools], ...] = ()

    def for_verbs(self, verbs: object) -> Leeway:
        """This, or a new one, where it was of other verbs."""
        return self if self.verbs is verbs else Leeway(verbs)
