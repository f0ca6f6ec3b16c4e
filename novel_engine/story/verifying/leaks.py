"""Checks of a told chapter against the record: code, whoever worded it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from novel_engine.errors import NovelError
from novel_engine.story.fabula.events import OPENING, id_of
from novel_engine.story.fabula.fabula import Fabula, Seen
from novel_engine.story.telling.reveals import revealed
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling


def verify(fabula: Fabula, telling: Telling, chapters: Sequence[RenderedChapter]) -> None:
    """Raise NovelError for the first thing a chapter says that its focalizer could not know."""
    for problem in problems(fabula, telling, chapters):
        raise NovelError(
            f"the telling would give away what {telling.focalizer} cannot know: {problem}"
        )


def problems(
    fabula: Fabula, telling: Telling, chapters: Sequence[RenderedChapter]
) -> Iterator[str]:
    """What the chapters must not say: events the focalizer missed, facts not yet learnt."""
    seen = fabula.through(telling.focalizer)
    for chapter in chapters:
        for paragraph in chapter.paragraphs:
            for problem in leaks_of(seen, paragraph):
                yield f"{problem} in: {paragraph.text[:60]}"


def leaks_of(seen: Seen, paragraph: Paragraph) -> Iterator[str]:
    """What one paragraph must not say."""
    last = id_of(seen.fabula.events[-1])
    may = (OPENING, last)
    unseen = [e for e in paragraph.events if e not in seen.perceived and e not in may]
    if unseen:
        yield f"event {unseen[0]}"
    at = max(paragraph.events, default=OPENING)
    for fact in revealed(seen.setting, paragraph.text):
        if at < seen.known_from.get(fact, last + 1):
            yield fact
