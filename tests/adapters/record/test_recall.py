"""Searching a record's memories: only what the person perceived, before that turn, and no text is a
query's syntax.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novel_engine.adapters.record.recall import MOST_FOUND, search_words
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.story.fabula.events import event_id
from tests.support import worlds


@pytest.fixture(scope="module")
def told() -> worlds.Told:
    return worlds.story(3)


@pytest.fixture(scope="module")
def record(told: worlds.Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoryRecord]:
    path = tmp_path_factory.mktemp("recall") / "story.db"
    with StoryRecord.create(path, (), {"story": "test", "seed": "3"}, told.setting) as made:
        for turn in told.turns:
            made.append(turn)
        yield made


def perceived(told: worlds.Told, person: str) -> set[int]:
    return {p.event for turn in told.turns for p in turn.percepts if p.person == person}


def test_only_what_was_perceived_before_is_remembered_the_best_first(
    record: StoryRecord, told: worlds.Told
) -> None:
    for person in told.setting.people:
        found = record.remembered(person, ("ask", "bram"), 40)
        assert found
        assert set(found) <= perceived(told, person)
        assert all(event < event_id(40, 0) for event in found)
        assert len(found) <= MOST_FOUND
        assert found == record.remembered(person, ("bram", "ask"), 40)


def test_what_comes_later_changes_nothing(
    told: worlds.Told, tmp_path: Path, record: StoryRecord
) -> None:
    with StoryRecord.create(
        tmp_path / "story.db", (), {"story": "test", "seed": "3"}, told.setting
    ) as short:
        for turn in told.turns[:30]:
            short.append(turn)
        assert short.remembered("ida", ("ask", "harm", "otto"), 25) == record.remembered(
            "ida", ("ask", "harm", "otto"), 25
        )


def test_nothing_is_found_by_no_word_and_before_anything_happened(record: StoryRecord) -> None:
    assert record.remembered("ida", (), 40) == ()
    assert record.remembered("ida", ("***", '""'), 40) == ()
    assert record.remembered("ida", ("ask",), 0) == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text(max_size=30)
        | st.sampled_from(['" OR 1', "NEAR(a b)", "text:*", "-ask", "AND", "^x"])
    )
)
def test_no_text_is_syntax(record: StoryRecord, words: list[str]) -> None:
    assert len(record.remembered("ida", words, 50)) <= MOST_FOUND
    assert len(search_words(words)) <= 12
