"""Nothing is told that whoever it is told through does not know yet."""

from __future__ import annotations

from dataclasses import replace

from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.knowledge import knowledge
from tests.support import worlds
from tests.support.told_vase import vase_chapters, vase_events, vase_inquiry, vase_setting
from tests.support.worlds import ADA


def test_a_telling_without_a_leak_is_said_to_have_none() -> None:
    assert [one.state for one in knowledge(vase_inquiry())] == ["proven"]


def test_a_leak_is_found_with_its_paragraph() -> None:
    made = vase_setting()
    facts = {**made.facts, "deed": replace(made.facts["deed"], tokens=("gluepot",))}
    setting = replace(made, facts=facts)
    chapters = vase_chapters(harm="Bo had the gluepot out. The vase was in pieces.")
    inquiry = Inquiry(worlds.fabula(setting, vase_events(setting)), chapters, ADA)

    assert [(one.state, one.paragraph) for one in knowledge(inquiry)] == [("failed", 2)]
