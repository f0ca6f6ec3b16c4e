"""One story, told once for all the tests that only look at it, and copies of it that may be changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from novel_engine.adapters.record.replies import RecordedReplies
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.story.asking.consultation import Rejection
from novel_engine.story.givens.config import Seam
from tests.support.questions import kept
from tests.support.terminal import LAMP_OIL, novel_engine


@pytest.fixture(scope="session")
def lamp_oil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the lamp oil's story, seed 7. Tests do not change it."""
    folder = tmp_path_factory.mktemp("stories") / "lamp-oil"
    said = novel_engine("run", LAMP_OIL, "--seed", "7", "--out", folder, "--format", "md,jsonl")
    assert said.code == 0, said.err
    return folder


@pytest.fixture
def story(lamp_oil: Path, tmp_path: Path) -> Path:
    """The lamp oil's story, in a folder that a test may change."""
    return Path(shutil.copytree(lamp_oil, tmp_path / "night"))


@pytest.fixture
def asked(lamp_oil: Path, tmp_path: Path) -> Path:
    """The same story, with a model's replies in its archive."""
    folder = tmp_path / "asked"
    shutil.copytree(lamp_oil, folder)
    costs: tuple[tuple[str, Seam, int, float | None], ...]
    costs = (
        ("ada-vane", "deciding", 1, 0.25),
        ("bo-marsh", "deciding", 2, None),
        ("chapter 1", "narrating", 9, 1.5),
    )
    with RecordedReplies(folder / "story.db") as archive:
        for about, seam, turn, cost in costs:
            archive.keep(kept(about, turn, cost=cost, about=about, seam=seam))
    with StoryRecord.open(folder / "story.db") as record:
        record.rejected(
            Rejection("deciding", 2, "bo-marsh", 0, "not-json", "the answer is not JSON")
        )
    return folder
