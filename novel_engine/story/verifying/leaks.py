"""Checks of a told chapter against the record: code, whoever worded it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from novel_engine.errors import NovelError
from novel_engine.story.fabula.events import OPENING, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.reveals import revealed
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling


def verify(fabula: Fabula, telling: Telling, chapters: Sequence[RenderedChapter]) -> None:
    """Raise NovelError for the first thing a chapter says that its focalizer could not know
    then.
    """
    for problem in problems(fabula, telling, chapters):
        raise NovelError(
            f"the telling would give away what {telling.focalizer} cannot know: {problem}"
        )


def problems(
    fabula: Fabula, telling: Telling, chapters: Sequence[RenderedChapter]
) -> Iterator[str]:
    """What the chapters say that they must not: events the focalizer did not perceive, facts not
    yet learnt.
    """
    seen = fabula.through(telling.focalizer)
    last = id_of(fabula.events[-1])
    may = seen.perceived | {OPENING, last}
    for chapter in chapters:
        for paragraph in chapter.paragraphs:
            at = max(paragraph.events, default=OPENING)
            if unseen := [e for e in paragraph.events if e not in may]:
                yield f"event {unseen[0]} in: {paragraph.text[:60]}"
            for fact in revealed(fabula.setting, paragraph.text):
                if at < seen.known_from.get(fact, last + 1):
                    yield f"{fact} in: {paragraph.text[:60]}"
