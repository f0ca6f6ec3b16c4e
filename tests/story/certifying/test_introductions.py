"""A name is joined, where it first stands, to work, kin or a part in the matter."""

from __future__ import annotations

import pytest

from novel_engine.story.certifying.introductions import introduced
from tests.support.told_vase import in_state, vase_inquiry

NAMELESS = "In the house were three of them. It was a house with a garden."


def test_everybody_is_joined_to_their_work() -> None:
    assert {one.state for one in introduced(vase_inquiry())} == {"proven"}


def test_a_name_that_falls_from_nowhere_is_found() -> None:
    found = list(
        introduced(
            vase_inquiry(
                people="Ada Vane and Bo Marsh were there. It rained, and Cy Lund was late."
            )
        )
    )

    assert "who Cy Lund is" in in_state(found, "failed")


def test_somebody_elses_work_joins_nobody_else() -> None:
    text = "In the house were Ada Vane; Bo Marsh, the clerk; and Cy Lund, the cook."

    assert "who Bo Marsh is" in in_state(list(introduced(vase_inquiry(people=text))), "failed")


@pytest.mark.parametrize("kin", ["her brother", "an old friend"])
def test_kin_joins_a_name(kin: str) -> None:
    text = f"Ada Vane, the clerk, was there. Bo Marsh was {kin}. Cy Lund was the cook."

    assert in_state(list(introduced(vase_inquiry(people=text))), "failed") == []


def test_a_part_in_the_matter_joins_a_name() -> None:
    found = list(
        introduced(
            vase_inquiry(
                people=NAMELESS, harm="It was Bo who broke the vase, and it was in pieces."
            )
        )
    )

    assert "who Bo Marsh is" in in_state(found, "proven")


@pytest.mark.parametrize(
    "text", ['"It is late," said Pell.', "They came in with Pell, and Pell sat down."]
)
def test_a_stranger_who_is_nobody_in_the_record_is_found(text: str) -> None:
    found = list(introduced(vase_inquiry(after={"seen": text})))

    assert in_state(found, "failed") == ["who Pell is, who is nobody in the record"]


def test_a_stranger_who_is_said_to_be_somebody_is_let_be() -> None:
    text = '"It is late," said Pell, the carter.'

    assert in_state(list(introduced(vase_inquiry(after={"seen": text}))), "failed") == []
