"""What a record keeps of the night that it tells."""

from __future__ import annotations

import pytest

from novel_engine.app.kept_nights import KeptNight, kept_night, night_to_keep
from novel_engine.errors import RecordError


def test_what_is_kept_is_read_again() -> None:
    kept = kept_night(night_to_keep(2, (41, 60, 0)), "story.db")

    assert kept == KeptNight(2, (41, 60, 0))
    assert (kept.nights, kept.passed_over) == (3, {1: 41, 3: 0})


def test_a_record_without_nights_tells_the_first() -> None:
    assert night_to_keep(1, ()) == {}
    kept = kept_night({"seed": "7"}, "story.db")
    assert (kept.number, kept.nights, kept.passed_over) == (1, 1, {})


@pytest.mark.parametrize(
    "meta",
    [
        {"night": "2"},
        {"plots": "1 2"},
        {"night": "3", "plots": "41 60"},
        {"night": "0", "plots": "41 60"},
        {"night": "-1", "plots": "41 60"},
        {"night": "1", "plots": "41  60"},
        {"night": "1", "plots": "41 101"},
        {"night": "1", "plots": "41 x"},
        {"night": "١", "plots": "41"},
        {"night": "1", "plots": " ".join(["1"] * 101)},
        {"night": "1", "plots": "9" * 5000},
    ],
    ids=lambda meta: " ".join(meta.values())[:20],
)
def test_a_night_that_cannot_be_is_refused(meta: dict[str, str]) -> None:
    with pytest.raises(RecordError, match=r"story\.db: the rows night and plots"):
        kept_night(meta, "story.db")
