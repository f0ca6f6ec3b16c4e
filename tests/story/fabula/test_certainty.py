"""One scale of certainty, in the words of whoever speaks of it."""

from __future__ import annotations

import pytest

from novel_engine.story.fabula.certainty import CERTAINTIES, KNOWS, SURE, certainty


@pytest.mark.parametrize(
    ("confidence", "being", "holding", "of_it"),
    [
        (100, "certain", "is certain", "is certain of it"),
        (95, "certain", "is certain", "is certain of it"),
        (94, "nearly sure", "is nearly sure", "is nearly sure of it"),
        (60, "fairly sure", "is fairly sure", "is fairly sure of it"),
        (59, "in two minds", "inclines to think", "is inclined to think so"),
        (49, "in two minds", "half thinks", "half thinks so"),
        (39, "a bare suspicion", "half thinks", "half thinks so"),
        (0, "a bare suspicion", "half thinks", "half thinks so"),
    ],
)
def test_so_much_sureness_is_called_so(
    confidence: int, being: str, holding: str, of_it: str
) -> None:
    found = certainty(confidence)
    assert (found.being, found.holding, found.of_it) == (being, holding, of_it)


def test_the_scale_comes_down_to_nothing() -> None:
    limits = [step.least for step in CERTAINTIES]
    assert limits == sorted(limits, reverse=True)
    assert limits[-1] == 0
    assert SURE in limits
    assert SURE < KNOWS
