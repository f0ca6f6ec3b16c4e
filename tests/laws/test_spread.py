"""Over seeds nobody takes over a part, whoever is in the cast, and every kernel has its turn."""

from __future__ import annotations

from collections import Counter

import pytest

from novel_engine.app.assembly import assemble
from tests.support.bundled_stories import STORIES, materials

pytestmark = pytest.mark.law

SEEDS = 200
MOST = 40
"""In a hundred: of the stories that a part is in."""


@pytest.mark.parametrize("story", STORIES)
def test_nobody_has_one_part_in_most_stories_of_a_bundled_cast(story: str) -> None:
    played: Counter[tuple[str, str]] = Counter()
    for seed in range(1, SEEDS + 1):
        setting = assemble(materials(story), str(seed)).setting
        played.update((role, who) for role, who in setting.roles if who in setting.people)
    times = Counter({role: 0 for role, _ in played})
    for (role, _), often in played.items():
        times[role] += often

    assert {
        (role, who): often
        for (role, who), often in played.items()
        if often * 100 > MOST * times[role]
    } == {}
