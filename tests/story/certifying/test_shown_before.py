"""What is taken up or called back was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.shown_before import shown_before
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.setting import Setting
from tests.support import told_vase, worlds
from tests.support.told_vase import vase_chapters, vase_events, vase_inquiry, vase_setting
from tests.support.worlds import ADA, BO


@pytest.mark.parametrize(
    "text",
    [
        "She remembered the lantern on the stair.",
        "Ada thought again of what Bo had said about the lantern.",
        '"That is what Bo had promised about the lantern," said Ada.',
    ],
)
def test_a_callback_to_nothing_is_found_where_it_stands(text: str) -> None:
    (failed,) = [
        one for one in shown_before(vase_inquiry(after={"seen": text})) if one.state == "failed"
    ]

    assert failed.paragraph == 6
    assert "the lantern" in failed.about


def test_a_callback_to_what_was_shown_names_where() -> None:
    said = vase_inquiry(after={"confessed": "She remembered the shard in the shoe."})

    (found,) = shown_before(said)
    assert (found.state, found.paragraph) == ("proven", 7)


def test_to_ask_after_what_was_never_told_is_found() -> None:
    setting = vase_setting()
    asks = told_vase.did(5, 2, ADA, "ask_why", B=BO, F="harm")
    events = tuple(asks if number == 500 else event for number, event in _numbered(setting))
    fabula = worlds.fabula(setting, events)
    chapters = vase_chapters("harm", charged='"Why the broken vase?" Ada asked Bo.')

    (failed,) = shown_before(Inquiry(fabula, chapters, ADA))
    assert failed.state == "failed"
    assert failed.about == "Ada speaks of the broken vase"


def _numbered(setting: Setting) -> list[tuple[int, Event]]:
    return [(event.turn * 100 + event.seq, event) for event in vase_events(setting)]


def test_to_call_back_by_its_name_what_was_told_in_other_words_is_no_fault() -> None:
    made = vase_setting()
    named = replace(made.facts["alone"], noun="the old grief")
    setting = replace(made, facts={**made.facts, "alone": named})
    fabula = worlds.fabula(setting, vase_events(setting))
    text = "She thought again of the old grief."

    late, early = (
        Inquiry(fabula, vase_chapters(after={after: text}), ADA) for after in ("alone", "seen")
    )
    assert [one.state for one in shown_before(late)] == ["proven"]
    assert [one.state for one in shown_before(early)] == ["failed"]
