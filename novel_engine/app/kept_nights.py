"""Which night of its seed a story tells, as its record keeps it: a record that keeps none tells the
first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from novel_engine.adapters.reading.story.settings import MOST_NIGHTS
from novel_engine.engine.nights import FIRST_NIGHT
from novel_engine.errors import USE_A_COPY, RecordError
from novel_engine.story.curating.plot_score import MOST
from novel_engine.values import dataclass

TAKEN, PLOTS = "night", "plots"
"""The keys of a record's own values: which night was taken, and what the plot of each has."""
# Digits: of a night's number or its plot's, with none to spare for what is neither.
SHORT_NUMBER = re.compile(r"\d{1,3}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class KeptNight:
    """Which night a story tells, and what the plot of each night had that was simulated; nothing of
    a story of which no other night was.
    """

    number: int = FIRST_NIGHT
    scores: tuple[int, ...] = ()

    @property
    def nights(self) -> int:
        """How many nights were simulated."""
        return len(self.scores) or 1

    @property
    def is_next_best(self) -> bool:
        """Whether another has a better plot, and no telling of it would have been certified."""
        own = self.scores[self.number - FIRST_NIGHT] if self.scores else 0
        return any(score > own for score in self.scores)

    @property
    def passed_over(self) -> dict[int, int]:
        """What the plots of the other nights had, by night."""
        every = enumerate(self.scores, FIRST_NIGHT)
        return {night: score for night, score in every if night != self.number}


def night_to_keep(number: int, scores: Sequence[int]) -> dict[str, str]:
    """What a record keeps of a night that was taken from several; nothing where there was one."""
    if not scores:
        return {}
    return {TAKEN: str(number), PLOTS: " ".join(map(str, scores))}


def kept_night(meta: Mapping[str, str], where: str) -> KeptNight:
    """The night that a record keeps. Raises RecordError for one that cannot be."""
    if TAKEN not in meta and PLOTS not in meta:
        return KeptNight()
    plots = meta.get(PLOTS, "").split(" ")
    written = (meta.get(TAKEN, ""), *plots)
    if not all(map(SHORT_NUMBER.match, written)) or len(plots) > MOST_NIGHTS:
        raise _no_night(where)
    number, *scores = map(int, written)
    if not FIRST_NIGHT <= number <= len(scores) or max(scores) > MOST:
        raise _no_night(where)
    return KeptNight(number, tuple(scores))


def _no_night(where: str) -> RecordError:
    return RecordError(
        f"{where}: the rows {TAKEN} and {PLOTS} of story do not say which night it tells; "
        f"{USE_A_COPY}"
    )
