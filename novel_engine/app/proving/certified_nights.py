"""A story whose best night is told, and no telling of it is certified: the next best is told instead, if a
telling of that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from novel_engine.app.curating import Curated
from novel_engine.app.telling import Narration, own_wish, told
from novel_engine.engine.nights import FIRST_NIGHT, simulated_turns
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer, OfflineNarrator
from novel_engine.story.givens.config import OFFLINE

# Nights: so many are tried after the best. Each is simulated and worded again, and two of three certify.
MOST_TRIED_AFTER = 2


def on_a_certified_night(night: Curated) -> Curated:
    """The story on the best of its nights of which the telling is certified, with the telling; on the best of
    all where neither that nor the next two are. It is left as it is where one night alone is simulated, and
    where a model tells it, which words each telling once.
    """
    if not night.scores or night.assembly.config.models.narrating != OFFLINE:
        return night
    best = replace(night, words=worded(night))
    if _is_certified(best):
        return best
    return next(filter(_is_certified, _next_best(night)), best)


def _is_certified(night: Curated) -> bool:
    return night.words is not None and night.words.telling.certified is not False


def _next_best(night: Curated) -> Iterator[Curated]:
    """The next nights by their plots, the earliest of equals first, each with its telling."""
    numbers = range(FIRST_NIGHT, FIRST_NIGHT + len(night.scores))
    by_plot = sorted(numbers, key=lambda number: -night.scores[number - FIRST_NIGHT])
    others = [number for number in by_plot if number != night.number]
    for number in others[:MOST_TRIED_AFTER]:
        setting = night.assembly.setting.on_night(number)
        turns = simulated_turns(setting, OfflineDecisionMaker(), OfflineFramer())
        assembly = replace(night.assembly, setting=setting)
        other = replace(night, assembly=assembly, number=number, turns=turns)
        yield replace(other, words=worded(other))


def worded(night: Curated) -> Narration:
    """The story's own telling of a night, offline."""
    assembly, fabula = night.assembly, night.lived()
    narrator = OfflineNarrator(assembly.setting, assembly.genre.fragments)
    return told(assembly, fabula, own_wish(assembly), narrator)
