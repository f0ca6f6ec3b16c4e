"""A finished record told."""

from __future__ import annotations

from novel_engine.app.assembly import Assembly
from novel_engine.engine.chronicler import ChroniclerAgent
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.ports.seams import Narrator
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling, Wish


def chronicled(
    assembly: Assembly, fabula: Fabula, wish: Wish, narrator: Narrator | None = None
) -> tuple[Telling, tuple[RenderedChapter, ...]]:
    """A telling of a finished record as it is wished for, planned, worded (offline, unless by
    somebody else) and verified.
    """
    chronicler = ChroniclerAgent(
        narrator or OfflineNarrator(assembly.setting, assembly.genre.fragments)
    )
    return chronicler.tell(fabula, assembly.genre.idiom, wish)
