"""What a run came to, in figures."""

from __future__ import annotations

from novel_engine.app.outcomes import added_up
from novel_engine.ports.replies import Cost


def test_costs_can_be_added_up_by_anything() -> None:
    costs = (
        Cost("deciding", "m", "ada", 2, 20, 4, None, 2),
        Cost("deciding", "m", "bo", 1, 10, 2, 0.5, 0),
        Cost("narrating", "n", "chapter 1", 1, 99, 9, 0.25, 0),
    )
    assert list(added_up(costs, lambda cost: cost.seam)) == [
        ("deciding", Cost("deciding", "m", "", 3, 30, 6, 0.5, 2)),
        ("narrating", costs[2]),
    ]
    assert [cost for _, cost in added_up(costs, lambda _: "")] == [
        Cost("", "", "", 4, 129, 15, 0.75, 2)
    ]
