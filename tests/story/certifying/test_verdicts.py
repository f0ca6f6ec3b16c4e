"""A charge has its ground before it, and nothing told against it."""

from __future__ import annotations

from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.verdicts import verdicts
from novel_engine.story.givens.facts import Rule
from tests.support import told_vase, worlds
from tests.support.told_vase import in_state, vase_chapters, vase_events, vase_inquiry, vase_setting
from tests.support.worlds import ADA, CY, learned


def test_who_is_accused_of_what_is_said_with_where() -> None:
    assert [(one.about, one.paragraph) for one in verdicts(vase_inquiry())] == [
        ("Ada accuses Cy: Cy broke the vase", 4),
        ("Ada accuses Bo: Bo broke the vase", 8),
    ]


def test_a_charge_without_its_ground_is_found() -> None:
    found = list(verdicts(vase_inquiry("lie")))

    assert in_state(found, "failed") == ["Ada accuses Cy: Cy broke the vase"]


def test_a_charge_on_what_was_concluded_needs_what_that_stands_on() -> None:
    found = list(verdicts(vase_inquiry("shard", "inferred")))

    assert "Ada accuses Bo: Bo broke the vase" in in_state(found, "failed")


def test_a_charge_against_what_was_told_is_found() -> None:
    setting = vase_setting(rules=(Rule(("seen",), "blame", 80, value=False),))
    row = [event for event in vase_events(setting) if event.turn not in (5, 6)]
    search = told_vase.did(5, 2, ADA, "search", learned(ADA, "seen", 90), F="harm")
    accuse = told_vase.did(6, 2, ADA, "accuse", B=CY, F="blame", causes=(300,))
    events = sorted([*row, search, accuse], key=lambda event: event.turn)
    chapters = vase_chapters(
        charged="Bo was up in the night.", seen='"You broke the vase," Ada said to Cy.'
    )
    inquiry = Inquiry(worlds.fabula(setting, events), chapters, ADA)

    (failed,) = [one for one in verdicts(inquiry) if one.state == "failed"]
    assert "Bo was up in the night" in failed.cure


def test_where_nobody_is_accused_there_is_nothing_to_ask() -> None:
    assert [one.state for one in verdicts(vase_inquiry("charged", "accused"))] == ["absent"]


def test_a_ground_that_whoever_it_is_told_through_learns_later_is_not_asked_for() -> None:
    setting = vase_setting()
    late = told_vase.befell(12, 3, "says_why", "motive", learned(CY, "seen", 90, "told", ADA))
    events = [late if event.turn == late.turn else event for event in vase_events(setting)]
    chapters = vase_chapters("seen", "shard", "inferred")

    found = list(verdicts(Inquiry(worlds.fabula(setting, events), chapters, CY)))
    assert "Ada accuses Bo: Bo broke the vase" in in_state(found, "proven")
