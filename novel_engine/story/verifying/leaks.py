"""Checks of a told chapter against the record: code, whoever worded it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from novel_engine.errors import NovelError
from novel_engine.story.fabula.events import Event, id_of
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.focalization import known_from, perceived_by, replayed
from novel_engine.story.telling.reveals import revealed
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling

OPENING = 0


def verify(
    setting: Setting, events: Sequence[Event], telling: Telling, chapters: Sequence[RenderedChapter]
) -> None:
    """Raise NovelError for the first thing a chapter says that its focalizer could not know
    then.
    """
    for problem in problems(setting, events, telling, chapters):
        raise NovelError(
            f"the telling would give away what {telling.focalizer} cannot know: {problem}"
        )


def problems(
    setting: Setting, events: Sequence[Event], telling: Telling, chapters: Sequence[RenderedChapter]
) -> Iterator[str]:
    """What the chapters say that they must not: events the focalizer did not perceive, facts not
    yet learnt.
    """
    _, noticed = replayed(setting, events)
    seen = perceived_by(noticed).get(telling.focalizer, set()) | {OPENING}
    seen |= {p.event for p in noticed if p.person == telling.focalizer}
    last = id_of(events[-1])
    known = known_from(setting, events, telling.focalizer)
    for chapter in chapters:
        for paragraph in chapter.paragraphs:
            at = max(paragraph.events, default=OPENING)
            if unseen := [e for e in paragraph.events if e not in seen and e != last]:
                yield f"event {unseen[0]} in: {paragraph.text[:60]}"
            for fact in revealed(setting, paragraph.text):
                if at < known.get(fact, last + 1):
                    yield f"{fact} in: {paragraph.text[:60]}"
