"""The whys: each plainly told, or missed with its cure, or never to be known."""

from __future__ import annotations

from novel_engine.story.certifying.findings import CertificateFinding
from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.whys import whys
from novel_engine.story.givens.kernels import Spine
from tests.support import worlds
from tests.support.told_vase import in_state, vase_chapters, vase_events, vase_inquiry, vase_setting
from tests.support.worlds import ADA, CY


def found(*without: str, **instead: str) -> list[CertificateFinding]:
    return list(whys(vase_inquiry(*without, **instead)))


def test_each_part_of_the_answer_stands_in_its_paragraph() -> None:
    assert [one.paragraph for one in found()] == [2, 7, 10, 10, 10, 2]
    assert {one.state for one in found()} == {"proven"}


def test_a_reason_taken_out_is_missed_in_all_its_parts_where_it_would_stand() -> None:
    missed = [one for one in found("why") if one.state == "failed"]

    assert [one.about.partition(":")[0] for one in missed] == [
        "what lay behind it",
        "the reason",
        "how the deed served it",
    ]
    assert {one.paragraph for one in missed} == {10}
    assert "Bo never liked the vase" in missed[1].cure


def test_a_reason_told_by_half_is_missed_by_half() -> None:
    half = found(why='"I never liked the vase," Bo said.')

    assert [one.partition(":")[0] for one in in_state(half, "failed")] == [
        "what lay behind it",
        "how the deed served it",
    ]


def test_what_is_lost_is_not_told_by_the_reason() -> None:
    lost = found("lost", harm="One morning the vase was in pieces.")

    assert in_state(lost, "failed") == ["what it takes: the sale of the vase"]


def test_what_somebody_never_learns_is_no_fault_of_the_telling() -> None:
    inquiry = Inquiry(
        vase_inquiry().fabula, vase_chapters("inferred", "accused", "confessed", "why"), CY
    )

    states = {one.about.partition(":")[0]: one.state for one in whys(inquiry)}
    assert states["who did it"] == states["the reason"] == "unknowable"


def test_a_second_plot_is_asked_after_only_where_it_is_raised() -> None:
    setting = vase_setting(spines=(vase_setting().spines[0], Spine("", "sailing", "", "")))
    fabula = worlds.fabula(setting, vase_events(setting))
    raised = vase_chapters(lie='"Cy is going to sea," Bo told Ada.')

    assert len(list(whys(Inquiry(fabula, vase_chapters(), ADA)))) == 6
    abouts = [one.about for one in whys(Inquiry(fabula, raised, ADA))]
    assert "who did it: Cy is going to sea" in abouts
