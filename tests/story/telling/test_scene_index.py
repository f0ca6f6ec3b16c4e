"""Which scene a paragraph stands in: that of the last event it tells."""

from __future__ import annotations

from novel_engine.story.fabula.events import id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.scene_index import AFTERWARDS, scenes_of
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter
from tests.support import cellar

EVENTS = tuple(cellar.the_letter())
STORY = Fabula(cellar.setting(), EVENTS)


def told(*paragraphs: tuple[int, ...]) -> RenderedChapter:
    return RenderedChapter(
        1, "One", cellar.ADA, tuple(Paragraph("It was.", events) for events in paragraphs)
    )


def id_of_first(tag: str) -> int:
    return next(id_of(event) for event in EVENTS if event.tag == tag)


def test_a_paragraph_stands_in_the_scene_of_the_last_event_it_tells() -> None:
    opened, ended = id_of_first("scene_opened"), id_of_first("story_ended")

    assert scenes_of((told((0, opened), (opened,)), told((opened, ended))), STORY) == (
        (1, 1),
        (AFTERWARDS,),
    )


def test_a_paragraph_of_no_scene_stands_where_the_one_before_it_does() -> None:
    ended = id_of_first("story_ended")

    assert scenes_of((told((0,), (), (ended,), (0,)),), STORY) == ((1, 1, AFTERWARDS, AFTERWARDS),)
    assert scenes_of((told((0,)),), Fabula(cellar.setting(), ())) == ((AFTERWARDS,),)
