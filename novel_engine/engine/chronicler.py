"""The chronicler: plans a telling and has each chapter worded and checked."""

from __future__ import annotations

from novel_engine.ports.seams import Narrator
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.idiom import Idiom
from novel_engine.story.mending.mended import mended
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling, Wish
from novel_engine.story.verifying.leaks import verify


class ChroniclerAgent:
    """Tells a finished record. Planning and verifying are code; the wording is the narrator's. One who
    `mends` has the telling worded until as much as can be said of what a reader must know is said: for
    a narrator that costs nothing to ask again.
    """

    def __init__(self, narrator: Narrator, *, mends: bool = False) -> None:
        self._narrator, self._mends = narrator, mends

    def tell(
        self, fabula: Fabula, idiom: Idiom, wish: Wish
    ) -> tuple[Telling, tuple[RenderedChapter, ...]]:
        """The plan, and its chapters in words. Raises RecordError if one says what it must not."""
        telling = plan(fabula, idiom, wish)
        if self._mends:
            telling, chapters = mended(fabula, telling, self._narrator.narrate)
        else:
            chapters = self._narrator.narrate(telling)
        verify(fabula, telling, chapters)
        return telling, chapters
