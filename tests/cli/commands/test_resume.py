"""`resume`: go on with a story that was stopped."""

from __future__ import annotations

from pathlib import Path

from tests.cli.commands.test_tell import another, tell
from tests.support.damage import forged
from tests.support.terminal import LAMP_OIL, novel_engine


def test_resume_writes_the_formats_that_are_missing_and_the_same_bytes(tmp_path: Path) -> None:
    novel_engine(
        "run", LAMP_OIL, "--seed", "7", "--out", "o", "--format", "html,epub,fountain", at=tmp_path
    )
    written = {
        name: (tmp_path / "o" / name).read_bytes()
        for name in ("story.html", "story.epub", "story.fountain")
    }
    for name in written:
        (tmp_path / "o" / name).unlink()

    assert novel_engine("resume", "o", at=tmp_path).code == 0

    assert {name: (tmp_path / "o" / name).read_bytes() for name in written} == written


def test_a_resumed_story_is_its_own_telling_whatever_others_are_kept(story: Path) -> None:
    first = novel_engine("resume", story, "--json").json
    tell(story, "--focalizer", another(story))
    gone = "DELETE FROM tellings WHERE name = 'story'"
    forged(story / "story.db", "PRAGMA foreign_keys = ON", gone)

    again = novel_engine("resume", story, "--json").json

    assert (again["words"], again["story_sha256"]) == (first["words"], first["story_sha256"])
