"""The act that an effect belongs to."""

from __future__ import annotations

from novel_engine.story.adjudicating.draft import Draft
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """The act an effect belongs to: the draft it adds to, who acts, where, and who takes it all
    in.
    """

    draft: Draft
    actor: str
    place: str
    listeners: tuple[str, ...]
