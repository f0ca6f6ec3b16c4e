"""What any event can be asked, whichever it is."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.fabula.events import (
    Event,
    bystanders_of,
    event_id,
    id_of,
    line_of,
    place_of,
    turn_of,
    witnesses_of,
)
from tests.support.strategies import few, stories

ASKED = {"place": place_of, "witnesses": witnesses_of, "bystanders": bystanders_of, "line": line_of}
NOT_SAID = {"place": "", "witnesses": (), "bystanders": (), "line": ""}


@few
@given(stories())
def test_an_event_says_where_it_was_who_noticed_it_and_what_was_said_if_it_has_any_of_these(
    story: tuple[Event, ...],
) -> None:
    for event in story:
        held = {
            name: getattr(event, name) for name in ASKED if name in type(event).__dataclass_fields__
        }
        assert {name: ask(event) for name, ask in ASKED.items()} == NOT_SAID | held
        assert turn_of(id_of(event)) == event.turn


def test_the_stories_here_have_events_of_every_kind() -> None:
    seen: set[type] = set()

    @few
    @given(stories())
    def look(story: tuple[Event, ...]) -> None:
        seen.update(type(event) for event in story)

    look()
    assert seen == set(get_args(Event))


@given(st.integers(0, 10**6), st.integers(0, 99))
def test_an_id_holds_its_turn(turn: int, seq: int) -> None:
    assert turn_of(event_id(turn, seq)) == turn
