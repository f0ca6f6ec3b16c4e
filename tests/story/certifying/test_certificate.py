"""The whole certificate: a sound telling holds, and each planted fault is found by its check."""

from __future__ import annotations

import pytest

from novel_engine.story.certifying.certificate import certified
from novel_engine.story.certifying.registry import CERTIFICATE_CHECKS
from tests.support.told_vase import vase_chapters, vase_fabula, vase_failures
from tests.support.worlds import ADA


def test_a_sound_telling_is_certified() -> None:
    found = certified(vase_fabula(), vase_chapters())

    assert found.holds
    assert (found.focalizer, found.paragraphs) == (ADA, 15)
    assert {one.check for one in found.findings} <= CERTIFICATE_CHECKS.keys()


@pytest.mark.parametrize(
    ("without", "after", "check"),
    [
        (("why",), {}, "whys"),
        (("shard",), {}, "clues"),
        ((), {"seen": "She remembered the lantern on the stair."}, "shown before"),
        ((), {"seen": '"It is late," said Pell.'}, "introduced"),
        (("people",), {}, "introduced"),
        (("lie", "charged"), {"seen": "A shard was stuck in Bo's shoe."}, "suspects"),
        (("lie",), {}, "verdicts"),
        (("choice",), {}, "choices"),
        (("end",), {}, "ending"),
    ],
)
def test_a_planted_fault_is_found(
    without: tuple[str, ...], after: dict[str, str], check: str
) -> None:
    assert check in vase_failures(*without, after=after)


def test_each_failure_has_its_paragraph_and_its_cure() -> None:
    found = certified(vase_fabula(), vase_chapters("why", "shard", "end"))

    assert not found.holds
    assert all(one.paragraph and one.cure for one in found.failures)
