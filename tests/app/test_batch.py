"""Many stories: the same bytes however they are made, and nothing lost to whatever dies on the
way.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from novel_engine.adapters.files.story_folder import folder_held, new_folder
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.adapters.record.ledger import Ledger, Outcome
from novel_engine.app import batch
from novel_engine.app.assembly import Materials, understood
from novel_engine.app.batch import (
    MOST_ATTEMPTS,
    BatchPlan,
    Foreman,
    Order,
    Report,
    attempted,
    run_batch,
)
from novel_engine.app.making import RunOptions, begin_story
from novel_engine.errors import RecordError, StoryTaken
from novel_engine.story.givens.config import Overrides
from tests.support.damage import altered, forged_ledger, remade
from tests.support.terminal import LAMP_OIL, command, environment, novel_engine

pytestmark = pytest.mark.law
SHORT = ("--scenes", "4", "--words", "500")
SEEDS = tuple(range(1, 7))


@pytest.fixture(scope="module")
def materials() -> Materials:
    return understood(gather(str(LAMP_OIL), {}, Overrides(scenes=4, words=500)))


@pytest.fixture(scope="module")
def alone(materials: Materials, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The stories of six seeds, told by one process."""
    out = tmp_path_factory.mktemp("alone")
    run_batch(plan(materials, out, jobs=1))
    return stories_in(out)


def plan(
    materials: Materials, out: Path, jobs: int = 2, seeds: tuple[int, ...] = SEEDS
) -> BatchPlan:
    return BatchPlan(materials, seeds, out, RunOptions(), jobs)


def stories_in(out: Path) -> dict[str, str]:
    """The hash of every story of a batch, by folder."""
    return {
        path.parent.name: sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.glob("*/story.md"))
    }


@pytest.mark.slow
def test_the_number_of_jobs_changes_no_byte(
    materials: Materials, alone: dict[str, str], tmp_path: Path
) -> None:
    rows = run_batch(plan(materials, tmp_path, jobs=2))

    assert stories_in(tmp_path) == alone
    assert [row.seed for row in rows] == list(SEEDS)
    assert {row.state for row in rows} == {"done"}
    assert {row.folder: row.story_sha256 for row in rows} == alone


@pytest.mark.slow
def test_nights_are_simulated_where_their_story_is_told_and_no_byte_depends_on_the_jobs(
    tmp_path: Path,
) -> None:
    short = Overrides(scenes=4, words=500, nights=3)
    materials = understood(gather(str(LAMP_OIL), {}, short))
    told = []
    for jobs in (1, 2):
        out = tmp_path / str(jobs)
        rows = run_batch(plan(materials, out, jobs=jobs, seeds=SEEDS[:3]))
        told.append([(row.seed, row.events_sha256, row.story_sha256) for row in rows])

    assert told[0] == told[1]
    alone = begun_alone(materials, SEEDS[1], tmp_path / "alone")
    assert alone in told[0]


def begun_alone(materials: Materials, seed: int, folder: Path) -> tuple[int, str, str]:
    """One story of a batch, told outside of any."""
    with new_folder(folder):
        story = begin_story(materials, str(seed), folder, RunOptions())
    assert story.night.nights == 3
    return seed, story.events_sha256, story.story_sha256


@pytest.mark.slow
def test_started_again_a_batch_does_only_what_is_missing(
    materials: Materials, alone: dict[str, str], tmp_path: Path
) -> None:
    run_batch(plan(materials, tmp_path, seeds=SEEDS[:3]))
    shutil.rmtree(tmp_path / "the-lamp-oil-2")
    written = (tmp_path / "the-lamp-oil-1" / "story.md").stat().st_mtime_ns
    settled: list[int] = []

    rows = run_batch(plan(materials, tmp_path), lambda: settled.append(1))

    assert stories_in(tmp_path) == alone
    assert (tmp_path / "the-lamp-oil-1" / "story.md").stat().st_mtime_ns == written
    assert [row.attempts for row in rows] == [1, 2, 1, 1, 1, 1]
    assert len(settled) == len(SEEDS)


@pytest.mark.slow
def test_a_killed_worker_costs_a_retry_and_not_the_batch(
    materials: Materials, alone: dict[str, str], tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill_once() -> None:
        if not killed:
            for child in multiprocessing.active_children():
                assert child.pid is not None
                killed.append(child.pid)
                os.kill(child.pid, signal.SIGKILL)

    rows = run_batch(plan(materials, tmp_path), kill_once)

    assert killed
    assert stories_in(tmp_path) == alone
    assert {row.state for row in rows} == {"done"}


class CrewWithPoison:
    """A workforce of one, which dies of certain seeds; the others it tells at once."""

    def __init__(self, poison: int, lives: int) -> None:
        self.poison = poison
        self.lives = lives
        self.waiting: list[int] = []

    @property
    def is_busy(self) -> bool:
        return bool(self.waiting)

    @property
    def has_room(self) -> bool:
        return not self.waiting

    def begin(self, seed: int) -> None:
        self.waiting.append(seed)

    def heard(self) -> list[tuple[int, Report | None]]:
        seed = self.waiting.pop()
        if seed == self.poison and self.lives:
            self.lives -= 1
            return [(seed, None)]
        return [(seed, Report(Outcome("kept", 10, "e" * 64, "s" * 64)))]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "batch.db") as ledger:
        ledger.plan({1: "a", 2: "b", 3: "c"})
        yield ledger


def test_a_story_no_worker_survives_fails_alone_after_three_attempts(ledger: Ledger) -> None:
    settled: list[int] = []

    Foreman(CrewWithPoison(2, lives=99), ledger, lambda: settled.append(1)).work_off([1, 2, 3])

    assert [row.state for row in ledger.rows()] == ["done", "failed", "done"]
    assert [row.attempts for row in ledger.rows()] == [1, MOST_ATTEMPTS, 1]
    assert "died 3 times" in ledger.rows()[1].error
    assert len(settled) == 3


def test_a_worker_may_die_twice_of_a_story_that_is_told_at_last(ledger: Ledger) -> None:
    Foreman(CrewWithPoison(2, lives=2), ledger, lambda: None).work_off([1, 2, 3])

    assert [row.state for row in ledger.rows()] == ["done", "done", "done"]


def finished(out: Path) -> int:
    """How many stories stand there whole."""
    return len(list(out.glob("*/story.md")))


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_batch_stopped_half_way_and_started_again_tells_the_same(
    alone: dict[str, str], tmp_path: Path, how: signal.Signals
) -> None:
    words = ("batch", LAMP_OIL, *SHORT, "--seeds", "1..6", "--jobs", "2", "--out")
    with subprocess.Popen(
        command(*words, tmp_path / "out"),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as telling:
        while not finished(tmp_path / "out") and telling.poll() is None:
            time.sleep(0.002)
        telling.send_signal(how)
        _, err = telling.communicate(timeout=60)
    if how == signal.SIGINT:
        assert telling.returncode == 130
        assert "the same command goes on" in err

    again = novel_engine(*words, tmp_path / "out", "--json").json

    assert stories_in(tmp_path / "out") == alone
    assert again["totals"]["done"] == len(SEEDS)


@pytest.mark.slow
def test_a_failed_story_exits_7_and_leaves_the_others_whole(tmp_path: Path) -> None:
    words = ("batch", LAMP_OIL, *SHORT, "--seeds", "1..3", "--jobs", "2", "--out", tmp_path / "out")
    (tmp_path / "out" / "the-lamp-oil-2").mkdir(parents=True)
    (tmp_path / "out" / "the-lamp-oil-2" / "story.db").write_bytes(b"no story at all" * 400)

    failed = novel_engine(*words)

    assert failed.code == 7
    assert failed.err.startswith("error: 1 of 3 stories failed, the first with seed 2: ")
    rows = [line.split() for line in failed.out.splitlines()]
    assert rows[0] == ["SEED", "STATE", "WORDS", "ENDING", "FOLDER"]
    assert [row[:2] for row in rows[1:4]] == [["1", "done"], ["2", "failed"], ["3", "done"]]
    assert failed.out.splitlines()[-1] == str(tmp_path / "out")

    shutil.rmtree(tmp_path / "out" / "the-lamp-oil-2")
    assert novel_engine(*words, "--json").json["totals"] | {"endings": {}, "words": 0} == {
        "stories": 3,
        "done": 3,
        "failed": 0,
        "words": 0,
        "endings": {},
    }


@pytest.mark.slow
def test_on_a_terminal_the_stories_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("novel_engine.cli.commands.batch.shows_progress", lambda quiet: True)

    said = novel_engine("batch", LAMP_OIL, *SHORT, "--seeds", "1", at=tmp_path)

    assert said.code == 0
    assert (tmp_path / "batches" / "the-lamp-oil" / "the-lamp-oil-1" / "story.md").exists()


@pytest.mark.slow
def test_a_batch_is_not_gone_on_with_from_other_inputs(tmp_path: Path) -> None:
    words = ("batch", LAMP_OIL, "--seeds", "1", "--jobs", "1", "--out", tmp_path)
    first = novel_engine(*words, *SHORT, "--json").json

    refused = novel_engine(*words, "--scenes", "5")

    assert [story["seed"] for story in first["stories"]] == ["1"]
    assert refused.code == 2
    assert "this batch was begun from other inputs" in refused.err


def test_what_is_wrong_with_the_inputs_is_said_before_anything_is_written(tmp_path: Path) -> None:
    said = novel_engine(
        "batch", LAMP_OIL, "--seeds", "1..2", "--genre", "nowhere", "--out", tmp_path / "out"
    )

    assert said.code == 3
    assert not (tmp_path / "out").exists()


def test_a_half_made_story_is_gone_on_with(materials: Materials, tmp_path: Path) -> None:
    order = Order(materials.inputs, tmp_path, RunOptions())
    whole = attempted(materials, order, 1)
    (order.folder(1) / "story.md").unlink()

    assert attempted(materials, order, 1) == whole
    assert (order.folder(1) / "story.md").exists()


def test_a_story_from_other_inputs_in_the_way_is_a_failure_of_its_own(
    materials: Materials, tmp_path: Path
) -> None:
    novel_engine("run", LAMP_OIL, "--seed", "2", "--out", tmp_path / "the-lamp-oil-2")

    report = attempted(materials, Order(materials.inputs, tmp_path, RunOptions()), 2)

    assert report.outcome is None
    assert "a story from other inputs is here" in report.error


def test_a_bug_in_one_story_is_its_failure(materials: Materials, tmp_path: Path) -> None:
    nothing: Any = None

    report = attempted(
        replace(materials, genre=nothing), Order(materials.inputs, tmp_path, RunOptions()), 3
    )

    assert report.outcome is None
    assert "please report it" in report.error
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_somebody_else_holds_is_waited_for(
    materials: Materials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "MOST_TRIES", 2)
    monkeypatch.setattr(batch, "PAUSE", 0.001)
    order = Order(materials.inputs, tmp_path, RunOptions())
    order.folder(1).mkdir()

    with folder_held(order.folder(1)):
        assert "another novel-engine is at work here" in attempted(materials, order, 1).error
    assert attempted(materials, order, 1).outcome is not None


def test_two_batches_do_not_work_in_one_folder(materials: Materials, tmp_path: Path) -> None:
    with folder_held(tmp_path), pytest.raises(StoryTaken):
        run_batch(plan(materials, tmp_path))


def garbage(path: Path) -> None:
    path.write_bytes(b"no database, but some words\n" * 99)


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def link(path: Path) -> None:
    path.replace(path.with_name("other.db"))
    path.symlink_to("other.db")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def later_format(path: Path) -> None:
    remade(path, "PRAGMA user_version = 99")


@pytest.mark.slow
def test_a_story_whose_record_was_damaged_since_fails_with_the_reason(
    materials: Materials, tmp_path: Path
) -> None:
    damage = (garbage, half, link, pipe, later_format)
    run_batch(plan(materials, tmp_path, seeds=SEEDS[: len(damage) + 1]))
    for seed, done in zip(SEEDS, damage, strict=False):
        done(tmp_path / f"the-lamp-oil-{seed}" / "story.db")

    rows = run_batch(plan(materials, tmp_path, seeds=SEEDS[: len(damage) + 1]))

    assert [row.state for row in rows] == [*["failed"] * len(damage), "done"]
    assert all("story.db: " in row.error for row in rows[: len(damage)])


def test_a_batch_does_not_go_on_from_a_ledger_that_another_hand_changed(
    materials: Materials, tmp_path: Path
) -> None:
    run_batch(plan(materials, tmp_path, jobs=1, seeds=SEEDS[:1]))
    altered(tmp_path / "batch.db", "UPDATE stories SET attempts = 9")

    with pytest.raises(RecordError, match=r"batch\.db: rows of stories were changed"):
        run_batch(plan(materials, tmp_path, jobs=1, seeds=SEEDS[:1]))


@pytest.mark.parametrize(
    "target", ["../elsewhere", "../empty", "the-lamp-oil-2", ".", "../nowhere"]
)
def test_a_storys_folder_that_is_a_link_is_not_gone_into(
    materials: Materials, tmp_path: Path, target: str
) -> None:
    order = Order(materials.inputs, tmp_path / "out", RunOptions())
    (tmp_path / "empty").mkdir()
    for number, name in enumerate(("elsewhere", "out/the-lamp-oil-2"), start=1):
        assert attempted(materials, order, number).outcome is not None
        order.folder(number).rename(tmp_path / name)
        (tmp_path / name / "story.md").write_text("cut")
    order.folder(1).symlink_to(target)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    report = attempted(materials, order, 1)

    assert report.outcome is None
    assert "the-lamp-oil-1: this is a link" in report.error
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.slow
def test_what_a_ledger_says_of_a_story_is_what_its_record_says(
    materials: Materials, tmp_path: Path
) -> None:
    first = run_batch(plan(materials, tmp_path, seeds=SEEDS[:1]))
    forged_ledger(tmp_path / "batch.db", "UPDATE stories SET words = 7, ending = 'a lie'")

    again = run_batch(plan(materials, tmp_path, seeds=SEEDS[:1]))

    assert (again[0].words, again[0].ending) == (first[0].words, first[0].ending)
