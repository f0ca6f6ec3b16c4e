"""The seed alone decides: what a story file is called changes nothing that happens or is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import assemble, understood
from novel_engine.engine.nights import events_in, taken_night
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from tests.support.terminal import novel_engine

pytestmark = pytest.mark.law

STORY = """\
cast: [ida-kessel, bram-holt, ruth-amsel, otto-lind]
world:
  places: {stage: {name: the stage, next: [bar]}, bar: the bar}
"""
NAMES = ("the-iron.yaml", "a b.yaml", "Ünder.yaml")


@pytest.mark.parametrize("seed", ["1", "2", "3", "a rainy day"])
def test_what_happens_is_the_same_under_every_name(seed: str, tmp_path: Path) -> None:
    found = []
    for name in NAMES:
        (tmp_path / name).write_text(STORY, "utf-8")
        setting = assemble(understood(gather(str(tmp_path / name), {})), seed).setting
        taken = taken_night(setting, 2, OfflineDecisionMaker(), OfflineFramer())
        found.append((setting, taken.number, taken.scores, events_in(taken.turns)))
    assert found[0] == found[1] == found[2]


def test_and_so_is_what_is_told(tmp_path: Path) -> None:
    pages = []
    for name in NAMES[:2]:
        (tmp_path / name).write_text(STORY, "utf-8")
        out = tmp_path / f"of-{name}"
        novel_engine("run", tmp_path / name, "--seed", "2", "--nights", "2", "--out", out)
        pages.append((out / "story.md").read_bytes())
    assert pages[0] == pages[1]
