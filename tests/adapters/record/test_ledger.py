"""The batch's ledger: what is done stays done, what is missing is told, in the order of seeds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from novel_engine.adapters.record.ledger import Ledger, Outcome
from novel_engine.errors import RecordError, StorageError
from tests.support.damage import altered, remade
from tests.support.privileges import ordinary_user

FOLDERS = {seed: f"fuel-{seed}" for seed in (10, 2, 1)}
TOLD = Outcome("known", 2100, "a" * 64, "b" * 64)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "batch.db") as opened:
        opened.plan(FOLDERS)
        yield opened


def states(ledger: Ledger) -> dict[int, str]:
    return {row.seed: row.state for row in ledger.rows()}


def test_rows_come_in_the_order_of_seeds_and_of_numbers(ledger: Ledger) -> None:
    assert [(row.seed, row.folder) for row in ledger.rows()] == [
        (1, "fuel-1"),
        (2, "fuel-2"),
        (10, "fuel-10"),
    ]
    assert [ledger.claim(), ledger.claim(), ledger.claim(), ledger.claim()] == [1, 2, 10, None]


def test_a_story_goes_from_pending_to_done(ledger: Ledger) -> None:
    assert states(ledger) == {1: "pending", 2: "pending", 10: "pending"}
    ledger.claim()
    assert states(ledger)[1] == "running"
    ledger.finish(1, TOLD)
    row = ledger.rows()[0]
    assert (row.state, row.ending, row.words, row.attempts) == ("done", "known", 2100, 1)
    assert (row.events_sha256, row.story_sha256) == ("a" * 64, "b" * 64)
    assert ledger.done() == {"1": "fuel-1"}


def test_a_failure_keeps_its_reason(ledger: Ledger) -> None:
    ledger.claim()
    ledger.fail(1, "characters/ada: no name")
    assert (ledger.rows()[0].state, ledger.rows()[0].error) == ("failed", "characters/ada: no name")
    assert ledger.done() == {}
    assert ledger.claim() == 2


def test_a_killed_worker_costs_an_attempt(ledger: Ledger) -> None:
    for attempt in (1, 2, 3):
        assert ledger.claim() == 1
        assert ledger.rows()[0].attempts == attempt
        ledger.again(1)


def test_a_batch_started_again_does_only_what_is_missing(tmp_path: Path, ledger: Ledger) -> None:
    ledger.claim()
    ledger.finish(1, TOLD)
    ledger.claim()
    ledger.claim()
    ledger.fail(10, "no")
    with Ledger.open(tmp_path / "batch.db") as again:
        again.plan(FOLDERS | {11: "fuel-11"})
        assert states(again) == {1: "done", 2: "pending", 10: "pending", 11: "pending"}
        assert [again.claim(), again.claim(), again.claim(), again.claim()] == [2, 10, 11, None]
        assert [row.error for row in again.rows()] == [""] * 4


def test_another_story_under_the_same_seed_is_told(ledger: Ledger) -> None:
    ledger.claim()
    ledger.finish(1, TOLD)
    ledger.plan({1: "letter-1"})
    assert (ledger.rows()[0].folder, ledger.rows()[0].state) == ("letter-1", "pending")


def test_a_story_is_not_done_without_its_hashes(ledger: Ledger) -> None:
    with pytest.raises(RecordError):
        ledger.finish(1, Outcome("known", 2100, "", ""))
    with pytest.raises(RecordError):
        ledger.fail(1, "")
    assert states(ledger)[1] == "pending"


@pytest.mark.parametrize("statement", ["CREATE TABLE mine (x)", "PRAGMA application_id = 5"])
def test_somebody_elses_database_is_left_alone(tmp_path: Path, statement: str) -> None:
    other = sqlite3.connect(tmp_path / "batch.db")
    other.execute(statement)
    other.close()
    before = (tmp_path / "batch.db").read_bytes()
    with pytest.raises(RecordError, match="not the ledger"):
        Ledger.open(tmp_path / "batch.db")
    assert (tmp_path / "batch.db").read_bytes() == before


def test_a_damaged_ledger_is_said_to_be_so(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "batch.db") as ledger:
        ledger.plan({seed: f"fuel-{seed}" for seed in range(5000)})
    data = bytearray((tmp_path / "batch.db").read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 64] = b"\xaa" * 64
    (tmp_path / "batch.db").write_bytes(data)
    with pytest.raises(RecordError, match="damaged"):
        Ledger.open(tmp_path / "batch.db")


def test_a_folder_that_may_not_be_written_is_said_to_be_so() -> None:
    with ordinary_user() as folder:
        folder.chmod(0o500)
        with pytest.raises(StorageError):
            Ledger.open(folder / "batch.db")


def test_a_ledger_cut_off_while_it_was_begun_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "batch.db").touch()
    Ledger.open(tmp_path / "batch.db").close()
    with Ledger.open(tmp_path / "batch.db") as ledger:
        assert ledger.rows() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER more AFTER UPDATE ON stories BEGIN DELETE FROM stories; END",
        "CREATE VIEW more AS SELECT 1",
        "ALTER TABLE stories ADD COLUMN more TEXT",
    ],
)
def test_a_ledger_with_a_part_of_somebody_elses_is_not_used(
    tmp_path: Path, ledger: Ledger, statement: str
) -> None:
    ledger.close()
    remade(tmp_path / "batch.db", statement)
    with pytest.raises(RecordError, match="is not as this program makes it"):
        Ledger.open(tmp_path / "batch.db")


@pytest.mark.parametrize("folder", ["'../elsewhere'", "'/etc'", "'..'", "CAST(x'ff' AS TEXT)"])
def test_a_ledger_names_no_folder_but_the_batchs_own(
    tmp_path: Path, ledger: Ledger, folder: str
) -> None:
    altered(tmp_path / "batch.db", f"UPDATE stories SET folder = {folder} WHERE seed = 2")
    with pytest.raises(RecordError, match="row 2 of stories"):
        ledger.rows()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE stories SET attempts = 9223372036854775807",
        "UPDATE stories SET attempts = -1",
        "UPDATE stories SET ending = printf('%.*c', 2000000, 'x')",
        "DELETE FROM _sqlite_migrations",
    ],
)
def test_whatever_is_wrong_with_a_ledger_has_the_ledgers_own_cure(
    tmp_path: Path, ledger: Ledger, change: str
) -> None:
    ledger.close()
    altered(tmp_path / "batch.db", change)

    with pytest.raises(RecordError, match="delete it, and the batch begins anew"):
        Ledger.open(tmp_path / "batch.db").rows()


def test_half_a_ledger_has_that_cure_too(tmp_path: Path, ledger: Ledger) -> None:
    ledger.close()
    path = tmp_path / "batch.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(RecordError, match="delete it, and the batch begins anew"):
        Ledger.open(path)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE stories SET attempts = 7 WHERE seed = 1",
        "UPDATE stories SET error = 'it burned' WHERE seed = 2",
        "UPDATE stories SET words = 3 WHERE seed = 1",
        "UPDATE stories SET ending = 'x' WHERE seed = 10",
        "UPDATE stories SET folder = 'fuel-3' WHERE seed = 1",
        "UPDATE stories SET seed = 3 WHERE seed = 2",
        "DELETE FROM stories WHERE seed = 10",
        "DELETE FROM stories",
        "INSERT INTO stories (seed, folder) VALUES (4, 'fuel-4')",
        "DELETE FROM seals",
        "UPDATE seals SET sha256 = ''",
    ],
)
def test_a_row_that_another_hand_changed_is_seen_whatever_is_written_after_it(
    tmp_path: Path, ledger: Ledger, change: str
) -> None:
    ledger.claim()
    ledger.finish(1, TOLD)
    altered(tmp_path / "batch.db", change)
    for looks in (ledger.rows, lambda: ledger.plan(FOLDERS)):
        with pytest.raises(RecordError, match=r"rows of stories were changed.*delete it"):
            looks()
    ledger.take(2)
    with Ledger.open(tmp_path / "batch.db") as again, pytest.raises(RecordError):
        again.rows()


def test_a_ledger_from_before_there_were_seals_is_sealed_when_it_is_opened(
    tmp_path: Path, ledger: Ledger
) -> None:
    before = ledger.rows()
    ledger.close()
    take_away = "DELETE FROM _sqlite_migrations WHERE name = '0002_seals'"
    remade(tmp_path / "batch.db", "DROP TABLE seals", take_away)

    with Ledger.open(tmp_path / "batch.db") as again:
        assert again.rows() == before
    altered(tmp_path / "batch.db", "UPDATE stories SET attempts = 5")
    with Ledger.open(tmp_path / "batch.db") as again, pytest.raises(RecordError, match="changed"):
        again.rows()


def test_every_order_of_writing_leaves_the_seal_of_what_is_there(ledger: Ledger) -> None:
    for seed in (2, 1, 10):
        ledger.take(seed)
    ledger.fail(2, "no")
    ledger.finish(10, TOLD)
    ledger.again(1)
    ledger.plan({1: "letter-1", 12: "letter-12"})
    with pytest.raises(RecordError):
        ledger.fail(12, "")

    assert states(ledger) == {1: "pending", 2: "failed", 10: "done", 12: "pending"}
