"""A story of which several nights are simulated before it begins, and the best of them taken.

Nothing is written meanwhile: a run that is killed then has only lost time.
"""

from __future__ import annotations

from dataclasses import replace

from novel_engine.app.assembly import Assembly
from novel_engine.app.kept_nights import night_to_keep
from novel_engine.app.telling import Narration
from novel_engine.engine.nights import (
    FIRST_NIGHT,
    TakenNight,
    events_in,
    simulated_turns,
    taken_night,
)
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.ports.record import TurnRecord
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Curated:
    """A story on the night that was taken. Where several were simulated, `turns` are those of this
    one, and `scores` what the plot of each has; else there are none, and it is yet to be simulated.
    `words` is the story's own telling, where it was told to see whether it is certified.
    """

    assembly: Assembly
    number: int = FIRST_NIGHT
    turns: tuple[TurnRecord, ...] = ()
    scores: tuple[int, ...] = ()
    words: Narration | None = None

    @property
    def planned(self) -> Assembly:
        """The story before any night of it: its setting is the first night's."""
        return replace(self.assembly, setting=self.assembly.setting.on_night(FIRST_NIGHT))

    @property
    def to_keep(self) -> dict[str, str]:
        """What its record keeps of the choosing."""
        return night_to_keep(self.number, self.scores)

    def lived(self) -> Fabula:
        """The story lived to its end, in memory alone."""
        setting = self.assembly.setting
        return Fabula(setting, events_in(self.turns)) if self.turns else lived(setting)


def curated(assembly: Assembly) -> Curated:
    """The story on the best of the nights that are asked for."""
    nights = assembly.config.nights
    if nights == 1:
        return Curated(assembly)
    taken = _taken(assembly.setting, nights)
    return Curated(
        replace(assembly, setting=taken.setting), taken.number, taken.turns, taken.scores
    )


def _taken(setting: Setting, nights: int) -> TakenNight:
    return taken_night(setting, nights, OfflineDecisionMaker(), OfflineFramer())


def lived(setting: Setting) -> Fabula:
    """The story lived to its end, offline and in memory alone."""
    turns = simulated_turns(setting, OfflineDecisionMaker(), OfflineFramer())
    return Fabula(setting, events_in(turns))
