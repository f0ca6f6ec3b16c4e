"""The chronicler plans, has each chapter worded, and lets nothing pass that the record does not
bear out.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from novel_engine.engine.chronicler import ChroniclerAgent
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.errors import NovelError
from novel_engine.story.fabula.events import Event, SceneClosed, StoryEnded
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.idiom import Idiom
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling, Wish
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, acted

FRAGMENTS = (
    Fragment("o.1", "opening", (), "It was the last of March."),
    Fragment("t.1", "tell", (), 'A> "There it is," said {A}.'),
    Fragment("c.1", "cut", (), "Nobody moved."),
    Fragment("e.1", "ending", (), "It was never known."),
    Fragment("n.1", "title", (), "The Hall"),
)


def record(made: Setting) -> list[Event]:
    return [
        worlds.opened(made),
        worlds.scene_opened(),
        acted(),
        acted(3, actor=BO, roles=Roles.of(A=BO, B=CY, F="deed"), witnesses=(BO, CY)),
        SceneClosed(4, 0, (100,), 1, 1, 1, ()),
        StoryEnded(4, 1, (100,), "untold", NO_ROLES, ()),
    ]


@dataclass
class Prompted:
    """A narrator who tells whatever it was given to say, of whatever event."""

    says: str
    of: tuple[int, ...]

    def narrate(self, telling: Telling) -> tuple[RenderedChapter, ...]:
        said = (Paragraph(self.says, self.of),)
        return tuple(
            RenderedChapter(chapter.number, "", telling.focalizer, said)
            for chapter in telling.chapters
        )


def test_a_record_is_told_from_its_opening_to_its_ending() -> None:
    made = worlds.setting()
    telling, chapters = ChroniclerAgent(OfflineNarrator(made, FRAGMENTS)).tell(
        worlds.fabula(made, record(made)), Idiom(), Wish(1000, ADA)
    )

    assert [p.text for chapter in chapters for p in chapter.paragraphs] == [
        "It was the last of March.",
        '"There it is," said Ada Vane.',
        "Nobody moved.",
        "It was never known.",
    ]
    assert (telling.ending, chapters[0].title) == ("untold", "The Hall")


def test_any_narrator_may_word_a_chapter() -> None:
    made = worlds.setting()
    _, chapters = ChroniclerAgent(Prompted("Ada came down.", (100,))).tell(
        worlds.fabula(made, record(made)), Idiom(), Wish(1000, ADA)
    )

    assert chapters[0].paragraphs[0].text == "Ada came down."


def test_a_narrator_who_tells_what_the_focalizer_did_not_perceive_is_stopped() -> None:
    made = worlds.setting()

    with pytest.raises(NovelError, match="what ada cannot know: event 300 in: Bo told Cy"):
        ChroniclerAgent(Prompted("Bo told Cy.", (300,))).tell(
            worlds.fabula(made, record(made)), Idiom(), Wish(1000, ADA)
        )
