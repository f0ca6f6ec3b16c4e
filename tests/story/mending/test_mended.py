"""A telling is worded again with what it had not said, and no oftener than that mends something."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from novel_engine.story.certifying.certificate import certified
from novel_engine.story.mending import mended as module
from novel_engine.story.mending.mended import mended, things_put_in
from novel_engine.story.telling.syuzhet import (
    SAID_PLAINLY,
    Beat,
    Chapter,
    Paragraph,
    RenderedChapter,
    Telling,
)
from tests.support.told_vase import TEXTS, vase_chapters, vase_fabula
from tests.support.worlds import ADA

FABULA = vase_fabula()
UNSAID = '"I had my reasons," Bo said.'


@dataclass
class Narrator:
    """Tells the vase's story in the words written for it, and what is to be said plainly in the words
    that were left out.
    """

    plainly: str = TEXTS["why"][2]
    asked: list[Telling] = field(default_factory=list)

    def __call__(self, telling: Telling) -> tuple[RenderedChapter, ...]:
        self.asked.append(telling)
        more = [beat for chapter in telling.chapters for beat in chapter.beats if beat.plainly]
        said = [Paragraph(self.plainly, one.events, "", f"{SAID_PLAINLY}a+b") for one in more]
        return tuple(
            replace(one, paragraphs=(*one.paragraphs, *said)) if one.number == 3 else one
            for one in vase_chapters(why=UNSAID)
        )


def plan() -> Telling:
    beats = [
        Beat("ending" if name == "end" else name, events, chapter)
        for name, (chapter, events, _) in TEXTS.items()
    ]
    return Telling("story", "", ADA, "broken", "", 3000, (Chapter(1, ADA, (1,), (), tuple(beats)),))


def test_what_was_not_said_is_said_and_it_is_certified() -> None:
    narrator = Narrator()

    telling, chapters = mended(FABULA, plan(), narrator)
    assert certified(FABULA, narrator(plan())).failures
    assert certified(FABULA, chapters).holds
    assert things_put_in(chapters) == 1
    assert telling == narrator.asked[1]


def test_what_mends_nothing_is_left_out_again() -> None:
    narrator = Narrator("It rained.")

    telling, chapters = mended(FABULA, plan(), narrator)
    assert (telling, things_put_in(chapters)) == (plan(), 0)


def test_a_telling_that_holds_is_worded_once() -> None:
    asked: list[Telling] = []

    def narrate(telling: Telling) -> tuple[RenderedChapter, ...]:
        asked.append(telling)
        return vase_chapters()

    mended(FABULA, plan(), narrate)
    assert asked == [plan()]


def test_one_that_is_too_long_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_MENDED", 3)
    narrator = Narrator()

    mended(FABULA, plan(), narrator)
    assert len(narrator.asked) == 1
