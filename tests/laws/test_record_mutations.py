"""A damaged or hostile story folder gives the right answer or exit code 6, and nothing else: a
sample of the changes that `tests/tools/record_mutations.py` makes by thousands; and the tool sees
what it looks for.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.sampling import sample
from tests.support.sound_stories import BUNDLED, RETOLD, SOUND, sound_files
from tests.support.terminal import ROOT, novel_engine
from tests.tools.mutating.changes import case, changed, written
from tests.tools.mutating.planted import FAULTS
from tests.tools.mutating.victims import MASTER, editing, opened
from tests.tools.record_mutations import report

pytestmark = [
    pytest.mark.law,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="forks are bounded by Linux's means"),
]
CHANGES, MOST = 1_000, 40
LOOKING = (("show", "--events"), ("show", "--costs"), ("read",))


def said_by(module: str, *words: str) -> list[dict[str, Any]]:
    """What a tool in a process of its own found, a line each."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_damaged_record_gives_the_right_answer_or_six(
    capsys: pytest.CaptureFixture[str],
) -> None:
    numbers = sample(range(CHANGES), MOST, "damaged records")
    only = ",".join(map(str, numbers))
    found = said_by("tests.tools.record_mutations", "--json", "--jobs", "2", "--only", only)

    assert len({one["number"] for one in found}) == len(numbers)
    failures = report(found, 0)
    assert not failures, capsys.readouterr().out


def test_each_planted_fault_is_found(tmp_path: Path) -> None:
    found = said_by("tests.tools.mutating.planted", str(tmp_path))

    assert [one["ending"] for one in found] == [name for name, _ in FAULTS]


@pytest.mark.parametrize("kind", SOUND)
def test_a_record_that_was_open_for_damage_and_got_none_is_what_it_was(
    kind: str, tmp_path: Path
) -> None:
    written(sound_files(kind), tmp_path)
    before = [novel_engine(*words, tmp_path) for words in LOOKING]
    with closing(opened(tmp_path / "story.db")) as connection:
        schema = connection.execute(MASTER).fetchall()
    with editing(tmp_path / "story.db") as connection:
        connection.execute("UPDATE turns SET events = events")
        connection.execute("DELETE FROM tellings WHERE name = 'no such telling'")
    with closing(opened(tmp_path / "story.db")) as connection:
        assert connection.execute(MASTER).fetchall() == schema
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    assert [novel_engine(*words, tmp_path) for words in LOOKING] == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(sound_files(kind))


def test_a_number_is_the_same_change_for_everybody(tmp_path: Path) -> None:
    sound = {kind: sound_files(kind) for kind in SOUND}
    made = []
    for place in ("one", "two"):
        for number in range(20):
            folder = tmp_path / place / str(number) / "story"
            folder.mkdir(parents=True)
            written(sound[case(number, 3, "cells").story], folder)
            what, _ = changed(case(number, 3, "cells"), folder, sound)
            made.append((what, (folder / "story.db").read_bytes()))

    assert made[:20] == made[20:]
    assert len({what for what, _ in made}) > 15
    assert sound[BUNDLED] != sound[RETOLD]
