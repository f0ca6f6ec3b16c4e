"""The record: what goes in comes out, in whole turns, and the tables follow the log."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from novel_engine.adapters.record.replies import RecordedReplies
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.errors import RecordError, UsageError
from novel_engine.ports.record import Fallback, Input, TurnRecord
from novel_engine.story.fabula.codec import events_sha256
from novel_engine.story.fabula.events import Event, Learned, Related
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.percepts import Percept
from tests.support import cellar
from tests.support.cellar import begun
from tests.support.contracts.event_log import EventLogContract
from tests.support.made_up_stories import stories
from tests.support.questions import kept

READ_MODELS = (
    "SELECT * FROM characters ORDER BY id",
    "SELECT * FROM items ORDER BY id",
    "SELECT * FROM threads ORDER BY id",
    "SELECT * FROM scenes ORDER BY scene",
    "SELECT * FROM percepts ORDER BY event, person",
    "SELECT * FROM beliefs ORDER BY person, fact",
    "SELECT * FROM relationships ORDER BY person, other, axis",
    "SELECT * FROM emotions ORDER BY person, emotion, target",
    "SELECT * FROM goals ORDER BY person, kind, topic",
    "SELECT * FROM memories ORDER BY id",
    "SELECT * FROM story ORDER BY key",
    (
        "SELECT rowid FROM memories_fts WHERE memories_fts MATCH 'ask OR lie OR letter OR burnt' "
        "ORDER BY rowid"
    ),
)


def tell(record: StoryRecord, events: list[Event]) -> None:
    for turn in cellar.in_turns(events):
        record.append(turn)


def rows(record: StoryRecord, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(record.path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[StoryRecord]:
    with begun(tmp_path) as made:
        yield made


@pytest.fixture
def letter(record: StoryRecord) -> StoryRecord:
    """The record of the whole story of the letter."""
    tell(record, cellar.the_letter())
    return record


class TestStoryRecordAsALog(EventLogContract):
    @pytest.fixture
    def log(self, record: StoryRecord) -> StoryRecord:
        return record


# ── what was given ────────────────────────────────────────────────────────────────────────────────


def test_a_record_keeps_every_byte_of_its_inputs(tmp_path: Path) -> None:
    inputs = (
        Input("cast", "a.yaml", bytes(range(256))),
        Input("story", "b.yaml", b""),
        *cellar.INPUTS,
    )
    with StoryRecord.create(tmp_path / "story.db", inputs, cellar.META, cellar.setting()) as record:
        assert record.inputs() == inputs


def test_a_record_keeps_its_key_values_and_knows_its_state(record: StoryRecord) -> None:
    assert record.meta() == cellar.META | {"state": "running", "ending": ""}
    record.mark("config", "{}")
    assert record.meta()["config"] == "{}"
    tell(record, cellar.the_letter())
    assert (record.meta()["state"], record.meta()["ending"]) == ("ended", "known")


def test_a_record_never_takes_the_place_of_another(letter: StoryRecord) -> None:
    with pytest.raises(UsageError, match="--force"):
        begun(letter.path.parent)
    assert list(letter.events()) == cellar.the_letter()


def test_a_record_that_cannot_be_begun_leaves_no_file(tmp_path: Path) -> None:
    twice = (Input("story", "story.yaml", b"a"), Input("story", "story.yaml", b"b"))
    with pytest.raises(RecordError):
        StoryRecord.create(tmp_path / "story.db", twice, cellar.META, cellar.setting())
    lone_surrogate = {"title": "\ud800"}
    with pytest.raises(RecordError, match="surrogate"):
        StoryRecord.create(tmp_path / "story.db", (), lone_surrogate, cellar.setting())
    assert list(tmp_path.iterdir()) == []


# ── the log ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@given(story=stories())
@settings(max_examples=40)
def test_any_story_is_read_back_and_its_tables_can_be_made_again(story: list[Event]) -> None:
    with tempfile.TemporaryDirectory() as folder, begun(Path(folder)) as record:
        tell(record, story)
        assert list(record.events()) == story
        written = [rows(record, query) for query in READ_MODELS]
        record.rebuild(Fabula(cellar.setting(), tuple(story)))
        assert [rows(record, query) for query in READ_MODELS] == written
        assert rows(record, "PRAGMA integrity_check") == [("ok",)]
        assert rows(record, "PRAGMA foreign_key_check") == []


def test_a_story_closed_and_opened_between_turns_is_the_same_story(
    tmp_path: Path, letter: StoryRecord
) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()
    begun(apart).close()
    for turn in cellar.in_turns(cellar.the_letter()):
        with StoryRecord.open(apart / "story.db") as record:
            record.append(turn)
    with StoryRecord.open(apart / "story.db") as record:
        assert events_sha256(record.events()) == events_sha256(letter.events())
        assert [rows(record, query) for query in READ_MODELS] == [
            rows(letter, query) for query in READ_MODELS
        ]


def test_the_last_turn_is_known_on_opening(letter: StoryRecord, tmp_path: Path) -> None:
    assert letter.last_turn() == 7
    with StoryRecord.open(letter.path) as again:
        assert again.last_turn() == 7


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET verb = 'sing'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events WHERE id = 200",
        (
            "INSERT INTO events (id, turn, seq, tag, version, fields) VALUES (250, 2, 50, "
            "'acted', 1, "
            "'{}')"
        ),
        "UPDATE turns SET scene = 9",
        "DELETE FROM turns",
        "INSERT OR REPLACE INTO turns VALUES (2, 1, 1)",
        "INSERT INTO turns VALUES (20, 1, 1)",
        "UPDATE event_causes SET cause = 0",
        "DELETE FROM event_causes",
        "INSERT OR REPLACE INTO event_causes VALUES (700, 0, 0)",
        "INSERT INTO event_causes VALUES (200, 7, 0)",
    ],
)
def test_nobody_can_change_what_happened(letter: StoryRecord, statement: str) -> None:
    stranger = sqlite3.connect(letter.path)
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(statement)
    stranger.close()
    assert list(letter.events()) == cellar.the_letter()


@pytest.mark.parametrize(
    "effect",
    [
        Related(cellar.ADA, cellar.ADA, "trust", 0, 1),
        Related(cellar.ADA, cellar.BO, "trust", 0, 4),
        Related(cellar.ADA, cellar.BO, "hunger", 0, 1),
        Learned(cellar.ADA, "burnt", 1, 101, "told", cellar.BO),
        Learned(cellar.ADA, "burnt", 2, 50, "told", cellar.BO),
    ],
)
def test_what_breaks_a_promise_of_the_domain_is_refused_whole(
    record: StoryRecord, effect: Related | Learned
) -> None:
    tell(record, cellar.the_letter()[:2])
    with pytest.raises(RecordError, match="nothing was written"):
        record.append(TurnRecord(2, 1, (cellar.acted(2, 0, (), (effect,)),), ()))
    assert record.last_turn() == 1
    assert rows(record, "SELECT count(*) FROM turns") == [(2,)]


def test_a_name_the_story_does_not_have_is_pointed_out(record: StoryRecord) -> None:
    tell(record, cellar.the_letter()[:2])
    stranger = cellar.acted(
        2, 0, (), (Learned(cellar.ADA, "who is this", 1, 50, "told", cellar.BO),)
    )
    with pytest.raises(RecordError, match="beliefs names one of facts"):
        record.append(TurnRecord(2, 1, (stranger,), ()))
    assert len(list(record.events())) == 2


# ── the tables that follow ────────────────────────────────────────────────────────────────────────


def test_who_knows_says_since_when_and_from_whom(record: StoryRecord) -> None:
    """A lie is shown as one, with the liar; what is held since turn 3 and held otherwise since turn
    5 says 5.
    """
    known = "SELECT name, fact, believed, truth, since_turn, source, teller_name FROM v_who_knows"
    tell(record, cellar.the_letter()[:4])
    assert rows(record, known) == [
        ("Bo Marsh", "burnt", 1, 1, 0, "own", None),
        ("Ada Vane", "lost", 1, 0, 3, "lied_to", "Bo Marsh"),
    ]


def test_a_belief_confirmed_is_held_since_it_was_first_held(record: StoryRecord) -> None:
    tell(record, cellar.the_letter()[:2])
    for turn, value, confidence in ((2, 1, 40), (3, 1, 80), (4, 0, 90)):
        learned = Learned(cellar.ADA, "burnt", value, confidence, "told", cellar.BO)
        record.append(TurnRecord(turn, 1, (cellar.acted(turn, 0, (), (learned,)),), ()))
        held = rows(
            record, "SELECT value, confidence, since, event FROM beliefs WHERE person = 'ada'"
        )
        assert held == [(value, confidence / 100, 400 if turn == 4 else 200, turn * 100)]


def test_the_timeline_says_what_was_done_to_whom_and_why(letter: StoryRecord) -> None:
    line = rows(
        letter,
        (
            "SELECT turn, tag, actor, verb, target, day, hour, causes FROM v_timeline WHERE turn IN "
            "(2, 3)"
        ),
    )
    assert line == [
        (2, "acted", "ada", "ask", "bo", 1, 18, "100 0"),
        (3, "acted", "bo", "lie", "ada", 1, 18, "200"),
    ]


def test_a_relationship_has_a_history(letter: StoryRecord) -> None:
    history = rows(
        letter,
        'SELECT turn, person, other, axis, before, "after", verb FROM v_relationship_history',
    )
    assert history == [
        (0, "ada", "bo", "trust", 0, 2, None),
        (3, "ada", "bo", "trust", 2, 1, "lie"),
    ]


def test_the_ground_the_goals_and_the_threads_stand_as_they_were_left(letter: StoryRecord) -> None:
    assert rows(letter, "SELECT id, place, gone FROM characters ORDER BY id") == [
        ("ada", "kitchen", None),
        ("bo", None, "left by the back door"),
        ("cy", "cellar", None),
    ]
    assert rows(letter, "SELECT id, holder, place, destroyed FROM items ORDER BY id") == [
        ("lamp", None, None, 600),
        ("letter", "ada", None, None),
    ]
    assert rows(letter, "SELECT kind, taken, dropped FROM goals ORDER BY kind") == [
        ("learn", 0, 500),
        ("punish", 500, None),
    ]
    assert rows(letter, "SELECT status, event FROM threads") == [("answered", 501)]
    assert rows(letter, "SELECT variable_start, variable_end, changed, closed FROM scenes") == [
        (2, 1, 1, 600)
    ]


def test_a_percept_is_kept_as_it_was_noticed(letter: StoryRecord) -> None:
    """Ada hears a telling; Cy sees that two people spoke."""
    noticed = rows(
        letter,
        "SELECT person, clarity, noticed ->> 'verb', noticed -> 'effects' ->> 0 ->> 'source' FROM "
        "percepts "
        "WHERE event = 300",
    )
    assert noticed == [
        ("ada", "whole", "tell", "told"),
        ("bo", "whole", "lie", None),
        ("cy", "outline", "spoke", None),
    ]


def test_memories_are_worded_by_the_caller_and_found_by_their_words(tmp_path: Path) -> None:
    def summarise(percept: Percept) -> str:
        return (
            ""
            if percept.person == cellar.CY
            else f"{percept.actor} was asking about the burnt letter"
        )

    path = tmp_path / "story.db"
    with StoryRecord.create(path, (), cellar.META, cellar.setting(), summarise) as record:
        tell(record, cellar.the_letter()[:3])
        found = (
            "SELECT m.person FROM memories_fts f JOIN memories m ON m.id = f.rowid WHERE "
            "memories_fts MATCH 'ask'"
        )
        assert sorted(set(rows(record, found))) == [("ada",), ("bo",)]


def test_costs_are_added_up_by_seam_model_and_matter(letter: StoryRecord) -> None:
    with RecordedReplies(letter.path) as archive:
        for turn, cost in ((3, 0.25), (4, 0.25), (5, None)):
            archive.keep(kept("what now?", turn, occurrence=turn, cost=cost))
    assert rows(letter, "SELECT * FROM v_costs") == [
        ("deciding", "m", "ada", 3, 30, 6, 0.5, 1, 0, None)
    ]


def test_a_fall_back_met_again_after_a_crash_counts_once(record: StoryRecord) -> None:
    first, second = (
        Fallback("deciding", 3, "ada", "no answer"),
        Fallback("framing", 4, "", "not JSON"),
    )
    for fallback in (first, second, first):
        record.fallback(fallback)
    assert record.fallbacks() == (first, second)
