"""The score of a plot: what it has of each part, from the record alone, the same for every genre."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from novel_engine.story.curating import parts, weights
from novel_engine.story.curating.course import Course
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.setting import Setting
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class PlotPart:
    """One part of the score: its name, the most it counts, what it is for, and how much of it a
    night has, in hundredths.
    """

    name: str
    most: int
    meaning: str
    measure: Callable[[Course], int]


PLOT_PARTS = (
    PlotPart("ending", weights.FOR_ENDING, "it ends with how people then stand", parts.of_ending),
    PlotPart(
        "answered",
        weights.FOR_ANSWERED,
        "the main question is answered, and from evidence",
        parts.of_answered,
    ),
    PlotPart(
        "error",
        weights.FOR_ERROR,
        "somebody acts on what is not so, and it costs somebody something",
        parts.of_error,
    ),
    PlotPart(
        "choices", weights.FOR_CHOICES, "somebody chooses between two things", parts.of_choices
    ),
    PlotPart(
        "reason",
        weights.FOR_REASON,
        "whoever sees most of it learns why it was done",
        parts.of_reason,
    ),
    PlotPart("chain", weights.FOR_CHAIN, "acts are on the way to the answer", parts.of_chain),
    PlotPart(
        "own",
        weights.FOR_OWN,
        "what people brought has a part in it: a secret, wishes or dreads, a tie",
        parts.of_own,
    ),
    PlotPart(
        "cleared", weights.FOR_CLEARED, "the wrong one is suspected, and cleared", parts.of_cleared
    ),
    PlotPart(
        "reversal",
        weights.FOR_REVERSAL,
        "an account that somebody was sure of turns into another",
        parts.of_reversal,
    ),
    PlotPart("joined", weights.FOR_JOINED, "acts come of other acts", parts.of_joined),
    PlotPart("effects", weights.FOR_EFFECTS, "acts change something", parts.of_effects),
    PlotPart("moves", weights.FOR_MOVES, "little is tried in vain, or twice", parts.of_moves),
    PlotPart("tension", weights.FOR_TENSION, "tension runs as its form has it", parts.of_tension),
    PlotPart("threads", weights.FOR_THREADS, "further questions are answered", parts.of_threads),
    PlotPart(
        "consequences",
        weights.FOR_CONSEQUENCES,
        "things come up and make it worse",
        parts.of_consequences,
    ),
)
"""The parts of the score, what counts most first."""
MOST = sum(part.most for part in PLOT_PARTS)
"""The most that a plot can have."""


@dataclass(frozen=True, slots=True)
class PlotScore:
    """What a night has of each part, in points, in the order of the parts."""

    points: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.points)

    @property
    def by_part(self) -> dict[str, int]:
        """The points by the name of the part."""
        return {part.name: got for part, got in zip(PLOT_PARTS, self.points, strict=True)}


def plot_score(setting: Setting, events: Iterable[Event]) -> PlotScore:
    """The score of what happened. A story that has not ended has what it has so far."""
    course = Course(setting, tuple(events))
    return PlotScore(
        tuple(part.most * part.measure(course) // weights.ALL_OF_IT for part in PLOT_PARTS)
    )
