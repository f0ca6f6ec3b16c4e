"""Curating: several nights of one story are simulated in memory, and the one with the best plot is
taken.

A night is the same setting with other luck in its turns. No more of any night is kept than of the
best so far, its turns, ready to be recorded.
"""

from __future__ import annotations

from collections.abc import Iterable

from novel_engine.engine.director import DirectorAgent
from novel_engine.ports.record import TurnRecord
from novel_engine.ports.seams import DecisionMaker, SceneFramer
from novel_engine.story.curating.plot_score import plot_score
from novel_engine.story.deciding.menus import Joins, compile_joins
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import begin
from novel_engine.values import dataclass

FIRST_NIGHT = 1
"""Nights: the one whose luck is the seed's own; they are counted from it."""


@dataclass(frozen=True, slots=True)
class TakenNight:
    """The night with the best plot, the earliest of equals: which one, its setting and its turns;
    and what the plot of each night has, in their order.
    """

    number: int
    setting: Setting
    turns: tuple[TurnRecord, ...]
    scores: tuple[int, ...]


def taken_night(
    setting: Setting, nights: int, decider: DecisionMaker, framer: SceneFramer
) -> TakenNight:
    """Simulate so many nights of this setting, one after the other, and take the best."""
    joins = compile_joins(setting.verbs)
    scores: list[int] = []
    best: TakenNight | None = None
    for number in range(FIRST_NIGHT, FIRST_NIGHT + nights):
        ground = setting.on_night(number)
        turns = simulated_turns(ground, decider, framer, joins)
        scores.append(plot_score(ground, events_in(turns)).total)
        if best is None or scores[-1] > scores[best.number - FIRST_NIGHT]:
            best = TakenNight(number, ground, turns, ())
    assert best is not None
    return TakenNight(best.number, best.setting, best.turns, tuple(scores))


def simulated_turns(
    setting: Setting,
    decider: DecisionMaker,
    framer: SceneFramer,
    joins: Joins | None = None,
) -> tuple[TurnRecord, ...]:
    """A whole story's turns, in memory alone."""
    director = DirectorAgent(begin(setting), decider, framer, joins)
    turns = []
    while not director.is_over:
        turns.append(director.step())
    return tuple(turns)


def events_in(turns: Iterable[TurnRecord]) -> tuple[Event, ...]:
    """The events of these turns."""
    return tuple(event for turn in turns for event in turn.events)
