"""The archive in the record: every reply stays, from any thread, and is on the disk before it is
used.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from novel_engine.adapters.record import connection as record_connection
from novel_engine.adapters.record.replies import RecordedReplies
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.outcomes import added_up
from novel_engine.errors import RecordError, StorageError, UsageError
from novel_engine.ports.replies import Cost, Spending
from novel_engine.story.asking.consultation import Rejection, Reply
from tests.support import cellar
from tests.support.cellar import begun
from tests.support.contracts.outlays import OutlaysContract, outlay
from tests.support.contracts.reply_archive import ReplyArchiveContract
from tests.support.damage import made_older
from tests.support.privileges import ordinary_user
from tests.support.questions import kept

# Of older formats: the migrations that made them, and their numbers.
FIRST_FORMAT, SECOND_FORMAT = (1, 1), (2, 2)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[StoryRecord]:
    with begun(tmp_path) as made:
        yield made


@pytest.fixture
def archive(record: StoryRecord) -> Iterator[RecordedReplies]:
    with RecordedReplies(record.path) as opened:
        yield opened


class TestRecordedReplies(ReplyArchiveContract):
    @pytest.fixture
    def archive(self, record: StoryRecord) -> Iterator[RecordedReplies]:
        with RecordedReplies(record.path) as opened:
            yield opened


class TestRecordedOutlays(OutlaysContract):
    @pytest.fixture
    def accounts(self, record: StoryRecord) -> Iterator[RecordedReplies]:
        with RecordedReplies(record.path) as opened:
            yield opened


def test_a_reply_that_was_kept_is_seen_by_every_other_connection(
    record: StoryRecord, archive: RecordedReplies
) -> None:
    one = kept("ada", 2, reply=Reply("yes", 10, 1), cost=0.5)
    archive.keep(one)
    stranger = sqlite3.connect(record.path)
    assert stranger.execute(
        "SELECT key, about, turn, user, reply, cost_usd FROM replies"
    ).fetchall() == [(one.key, "ada", 2, "ada", "yes", 0.5)]
    stranger.close()


def test_all_replies_come_back_in_the_order_they_were_stored(archive: RecordedReplies) -> None:
    several = [kept(user, turn) for user, turn in (("zoe", 1), ("ada", 2), ("mia", 2))]
    for one in several:
        archive.keep(one)
    assert [(one.key, one.prompt.user, one.reply) for one in archive.all()] == [
        (one.key, one.prompt.user, one.reply) for one in several
    ]


def test_many_threads_keep_and_find_while_turns_are_recorded(
    record: StoryRecord, archive: RecordedReplies
) -> None:
    def keep(number: int) -> bool:
        one = kept(f"question {number}", number)
        archive.keep(one)
        return archive.find(one.key) == one.reply

    with ThreadPoolExecutor(8) as pool:
        found = pool.map(keep, range(80))
        for turn in cellar.in_turns(cellar.the_letter()):
            record.append(turn)
        assert all(found)
    assert len(archive.all()) == 80
    assert list(record.events()) == cellar.the_letter()


def test_what_was_spent_is_what_the_replies_cost_as_far_as_it_is_known(
    archive: RecordedReplies,
) -> None:
    assert archive.spending() == Spending()
    archive.keep(kept("ada", cost=0.25))
    archive.keep(kept("bo", cost=0.5))
    archive.keep(kept("cy", cost=None))
    assert archive.spending() == Spending(0.75)


def test_an_outlay_is_seen_by_every_other_connection_before_anything_is_sent(
    record: StoryRecord, archive: RecordedReplies
) -> None:
    archive.begin(outlay("ada", 0.5, turn=3))
    stranger = sqlite3.connect(record.path)
    written = stranger.execute(
        "SELECT seam, about, turn, model, most_in, most_out, most_usd, reply FROM outlays"
    ).fetchall()
    stranger.close()
    assert written == [("deciding", "ada", 3, "m", 100, 1_000, 0.5, None)]


def test_an_outlay_of_a_process_that_was_killed_counts_for_good(record: StoryRecord) -> None:
    """Not even a reply to the very same question that comes later, paid for or replayed, is taken
    for its answer.
    """
    with RecordedReplies(record.path) as killed:
        killed.begin(outlay("ada", 0.5))
    with RecordedReplies(record.path) as archive:
        assert archive.spending() == Spending(0.5, 1, 0.5)
        archive.keep(kept("ada", cost=0.0))
        archive.begin(outlay("ada", 0.25))
        archive.keep(kept("ada", occurrence=1, cost=0.125))
    with RecordedReplies(record.path) as archive:
        assert archive.spending() == Spending(0.625, 1, 0.5)


def test_an_outlay_is_settled_with_its_reply_or_not_at_all(
    record: StoryRecord, archive: RecordedReplies
) -> None:
    archive.begin(outlay("ada", 0.5))
    with pytest.raises(RecordError, match="nothing was written"):
        archive.keep(kept("ada", reply=Reply("", -1)))
    assert archive.spending() == Spending(0.5, 1, 0.5)
    archive.keep(kept("ada", cost=0.125))
    assert archive.spending() == Spending(0.125)
    stranger = sqlite3.connect(record.path)
    assert stranger.execute("SELECT reply FROM outlays").fetchall() == [(kept("ada").key,)]
    stranger.close()


def test_a_cost_that_nobody_knows_is_never_nothing(
    record: StoryRecord, archive: RecordedReplies
) -> None:
    assert record.costs() == ()
    archive.keep(kept("ada", cost=None))
    archive.keep(kept("bo", 2, cost=None))
    assert record.costs() == (Cost("deciding", "m", "ada", 2, 20, 4, None, 2),)
    archive.keep(kept("cy", 3, cost=0.0))
    assert record.costs() == (Cost("deciding", "m", "ada", 3, 30, 6, 0.0, 2),)


def test_what_a_lost_answer_may_have_cost_is_in_the_sums(
    record: StoryRecord, archive: RecordedReplies
) -> None:
    archive.begin(outlay("ada", 0.5))
    archive.begin(outlay("bo", None, about="bo"))
    assert record.costs() == (
        Cost("deciding", "m", "bo", 0, 0, 0, None, 1, 1, None),
        Cost("deciding", "m", "ada", 0, 0, 0, 0.5, 0, 1, 0.5),
    )
    archive.keep(kept("ada", cost=0.125))
    assert record.costs()[1] == Cost("deciding", "m", "ada", 1, 10, 2, 0.125, 0)
    assert [whole for _, whole in added_up(record.costs(), lambda _: "all")] == [
        Cost("deciding", "m", "", 1, 10, 2, 0.125, 1, 1, None)
    ]


def test_what_breaks_a_rule_of_the_archive_is_refused(archive: RecordedReplies) -> None:
    with pytest.raises(RecordError, match="nothing was written"):
        archive.keep(kept("ada", reply=Reply("", -1)))
    with pytest.raises(RecordError, match="surrogate"):
        archive.keep(kept("\ud800"))
    assert archive.all() == ()


def test_an_archive_that_another_program_holds_is_said_to_be_so(
    record: StoryRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_connection, "BUSY_SECONDS", 0.01)
    other = sqlite3.connect(record.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        RecordedReplies(record.path) as archive,
        pytest.raises(StorageError, match="another program"),
    ):
        archive.keep(kept("ada"))
    other.close()


def test_there_is_no_archive_where_there_is_no_story(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no story here"):
        RecordedReplies(tmp_path / "story.db")


# ── what was rejected ─────────────────────────────────────────────────────────────────────────────


def test_a_rejection_met_again_after_a_crash_counts_once(tmp_path: Path) -> None:
    first = Rejection(
        "deciding", 3, "ada", 0, "illegal-choice", "there is no such number on the menu"
    )
    second = Rejection("deciding", 3, "ada", 1, "not-json", "the answer is not JSON")
    with begun(tmp_path) as record:
        for rejection in (first, second):
            record.rejected(rejection)
    with StoryRecord.open(tmp_path / "story.db") as record:
        for rejection in (first, second):
            record.rejected(rejection)
        assert record.rejections() == (first, second)


def test_the_same_fault_twice_in_one_answer_counts_twice(record: StoryRecord) -> None:
    fault = Rejection(
        "narrating",
        90,
        "chapter 2",
        0,
        "unknown-person",
        "somebody is in it who is not in the story",
    )
    record.rejected(fault)
    record.rejected(fault)
    assert record.rejections() == (fault, fault)


# ── records of older formats ──────────────────────────────────────────────────────────────────────


def test_a_record_that_knows_replies_alone_counts_as_before_and_writes_down_outlays_from_then_on(
    tmp_path: Path,
) -> None:
    begun(tmp_path).close()
    path = tmp_path / "story.db"
    with RecordedReplies(path) as archive:
        archive.keep(kept("ada", cost=0.25))
        archive.keep(kept("bo", cost=None))
    made_older(path, *SECOND_FORMAT)
    with StoryRecord.open(path), RecordedReplies(path) as archive:
        assert archive.spending() == Spending(0.25)
        archive.begin(outlay("cy", 0.5))
        assert archive.spending() == Spending(0.75, 1, 0.5)
    with StoryRecord.read(path) as record:
        assert record.costs() == (Cost("deciding", "m", "ada", 2, 20, 4, 0.75, 1, 1, 0.5),)


def test_a_record_of_the_first_format_opens_and_gets_its_archive(tmp_path: Path) -> None:
    begun(tmp_path).close()
    made_older(tmp_path / "story.db", *FIRST_FORMAT)
    with StoryRecord.open(tmp_path / "story.db") as record, RecordedReplies(record.path) as archive:
        archive.keep(kept("ada", cost=0.5))
        assert record.costs() == (Cost("deciding", "m", "ada", 1, 10, 2, 0.5, 0),)
        assert record.rejections() == ()


def test_a_record_of_the_first_format_can_be_read_where_nothing_can_be_written() -> None:
    with ordinary_user() as folder:
        with begun(folder) as record:
            for turn in cellar.in_turns(cellar.the_letter()):
                record.append(turn)
        made_older(folder / "story.db", *FIRST_FORMAT)
        before = (folder / "story.db").read_bytes()
        (folder / "story.db").chmod(0o400)
        folder.chmod(0o500)
        with StoryRecord.read(folder / "story.db") as record:
            assert list(record.events()) == cellar.the_letter()
            assert (record.costs(), record.rejections()) == ((), ())
        assert (folder / "story.db").read_bytes() == before
