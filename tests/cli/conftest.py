"""One story, told once for all the tests that only look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.terminal import LAMP_OIL, novel_engine


@pytest.fixture(scope="session")
def lamp_oil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the lamp oil's story, seed 7. Tests do not change it."""
    folder = tmp_path_factory.mktemp("stories") / "lamp-oil"
    said = novel_engine("run", LAMP_OIL, "--seed", "7", "--out", folder, "--format", "md,jsonl")
    assert said.code == 0, said.err
    return folder
