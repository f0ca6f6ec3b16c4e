"""The end is told, or that it was never learnt."""

from __future__ import annotations

from novel_engine.story.certifying.ends import ends
from novel_engine.story.certifying.inquiry import Inquiry
from tests.support.told_vase import vase_chapters, vase_fabula, vase_inquiry
from tests.support.worlds import CY


def test_what_became_of_them_is_in_the_last_paragraph() -> None:
    (found,) = ends(vase_inquiry())

    assert (found.state, found.paragraph) == ("proven", 15)


def test_an_end_that_is_an_image_only_is_found() -> None:
    (found,) = ends(vase_inquiry(end="Snow fell, and went on falling."))

    assert found.state == "failed"


def test_whoever_never_learns_it_is_said_not_to() -> None:
    told = vase_chapters(
        "inferred", "accused", "confessed", "why", end="Cy never learned how it was."
    )

    (found,) = ends(Inquiry(vase_fabula(), told, CY))
    assert (found.state, found.about) == ("proven", "that it was never learnt")
