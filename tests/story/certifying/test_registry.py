"""The table of checks."""

from __future__ import annotations

from novel_engine.story.certifying.registry import CERTIFICATE_CHECKS
from tests.support.told_vase import vase_inquiry


def test_every_check_finds_under_its_own_name_and_says_what_it_asks() -> None:
    inquiry = vase_inquiry()

    for name, check in CERTIFICATE_CHECKS.items():
        assert {one.check for one in check.finds(inquiry)} <= {name}
        assert check.asks
