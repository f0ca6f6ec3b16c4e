"""Which scene each paragraph of a telling stands in, for the forms that show where one scene ends
and the next begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Event,
    EventId,
    Refused,
    SceneClosed,
    SceneOpened,
    StoryEnded,
    StoryOpened,
    id_of,
)
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter

AFTERWARDS = 0
"""The scene that is none: scenes count from 1."""


def scenes_of(chapters: Sequence[RenderedChapter], fabula: Fabula) -> tuple[tuple[int, ...], ...]:
    """For every chapter, the scene of each of its paragraphs; AFTERWARDS for those that tell how it
    all ended.

    A paragraph of no scene of its own stands where the one before it does.
    """
    known = {
        id_of(event): scene for event in fabula.events if (scene := _scene_of(event)) is not None
    }
    found, here = [], next(iter(known.values()), AFTERWARDS)
    for chapter in chapters:
        scenes = []
        for paragraph in chapter.paragraphs:
            here = _told_in(paragraph, known, here)
            scenes.append(here)
        found.append(tuple(scenes))
    return tuple(found)


def _told_in(paragraph: Paragraph, known: Mapping[EventId, int], before: int) -> int:
    # The last event is the one that is told; what stands before it is what it recalls.
    return next((known[event] for event in reversed(paragraph.events) if event in known), before)


def _scene_of(event: Event) -> int | None:
    match event:
        case SceneOpened() | Acted() | Refused() | Complicated() | SceneClosed():
            return event.scene
        case StoryEnded():
            return AFTERWARDS
        case StoryOpened():
            return None
        case _:
            assert_never(event)
