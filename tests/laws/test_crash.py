"""`kill -9` at any moment, `resume`, and the story is the one an uninterrupted run tells."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.support.sampling import sample
from tests.support.terminal import LAMP_OIL, ROOT, command, environment, novel_engine

pytestmark = pytest.mark.law
LOTS, POINTS = sample(range(25), 1, "crash"), 10


@pytest.mark.slow
@pytest.mark.parametrize("lot", LOTS)
def test_a_story_killed_at_ten_random_moments_is_resumed_to_the_same_bytes(
    tmp_path: Path, lot: int
) -> None:
    rng = Random(f"crash/{lot}")
    fractions = [f"{(number + rng.random()) / POINTS:.4f}" for number in range(POINTS)]

    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/tools/kill_points.py"), str(tmp_path), *fractions],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )

    points = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"killed"')]
    assert len(points) == POINTS, done.stderr
    assert [point for point in points if not point["same"]] == []
    assert -signal.SIGKILL in {point["killed"] for point in points}


@pytest.mark.slow
@pytest.mark.parametrize("delay", sample([0.15, 0.45, 0.75], 1, "killed from outside"))
def test_a_program_killed_from_outside_is_resumed_to_the_same_bytes(
    tmp_path: Path, delay: float
) -> None:
    words = ("run", LAMP_OIL, "--seed", "3", "--scenes", "6", "--out")
    with subprocess.Popen(
        command(*words, "o"), cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL
    ) as teller:
        time.sleep(delay)
        teller.kill()

    went_on = ("resume", "o") if (tmp_path / "o" / "story.db").exists() else (*words, "o")
    again = novel_engine(*went_on, "--json", at=tmp_path).json
    straight = novel_engine(*words, "p", "--json", at=tmp_path).json
    assert again["story_sha256"] == straight["story_sha256"]
    assert again["events_sha256"] == straight["events_sha256"]


def test_resuming_a_whole_story_changes_nothing(tmp_path: Path) -> None:
    told = novel_engine(
        "run", LAMP_OIL, "--seed", "3", "--scenes", "6", "--out", "o", "--json", at=tmp_path
    ).json
    (tmp_path / "o" / "story.md").write_text("as its reader has corrected it\n", encoding="utf-8")

    again = novel_engine("resume", "o", "--json", at=tmp_path).json

    assert (tmp_path / "o" / "story.md").read_text(
        encoding="utf-8"
    ) == "as its reader has corrected it\n"
    assert again["events_sha256"] == told["events_sha256"]
    assert again["words"] == told["words"]
