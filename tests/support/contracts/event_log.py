"""What every EventLog promises, whatever it is kept in. Each adapter's test runs this specification
over it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from novel_engine.errors import RecordError
from novel_engine.ports.record import EventLog, TurnRecord
from novel_engine.story.fabula.codec import events_sha256
from tests.support import cellar


class EventLogContract:
    """Subclasses give a fixture `log`: an empty log for the story of the letter."""

    def test_a_new_log_holds_nothing(self, log: EventLog) -> None:
        assert list(log.events()) == []

    @pytest.mark.parametrize("first", [0, 1])
    def test_what_was_told_is_read_back_in_order(self, log: EventLog, first: int) -> None:
        story = cellar.the_letter(first)
        for turn in cellar.in_turns(story):
            log.append(turn)
        assert list(log.events()) == story
        assert events_sha256(log.events()) == events_sha256(story)

    def test_causes_keep_the_order_they_were_given_in(self, log: EventLog) -> None:
        for turn in cellar.in_turns(cellar.the_letter()):
            log.append(turn)
        assert [event.causes for event in log.events() if event.turn == 2] == [(100, 0)]

    def test_a_turn_cannot_be_told_twice(self, log: EventLog) -> None:
        first, second = list(cellar.in_turns(cellar.the_letter()))[:2]
        log.append(first)
        log.append(second)
        for told in (first, second):
            with pytest.raises(RecordError):
                log.append(told)
        assert list(log.events()) == [*first.events, *second.events]

    def test_no_turn_is_left_out(self, log: EventLog) -> None:
        first, _, third = list(cellar.in_turns(cellar.the_letter()))[:3]
        with pytest.raises(RecordError):
            log.append(third)
        log.append(first)
        with pytest.raises(RecordError):
            log.append(third)
        assert list(log.events()) == list(first.events)

    def test_a_turn_has_an_event_and_only_its_own(self, log: EventLog) -> None:
        first, second = list(cellar.in_turns(cellar.the_letter()))[:2]
        with pytest.raises(RecordError):
            log.append(replace(first, events=()))
        with pytest.raises(RecordError):
            log.append(replace(first, events=(*first.events, *second.events)))
        assert list(log.events()) == []

    @pytest.mark.parametrize("cause", [200, 201, 300, 50])
    def test_a_cause_is_an_event_that_came_before(self, log: EventLog, cause: int) -> None:
        """The turn that claims otherwise leaves nothing behind, and may be told rightly
        afterwards.
        """
        opening, scene, act = list(cellar.in_turns(cellar.the_letter()))[:3]
        log.append(opening)
        log.append(scene)
        wrong = cellar.acted(2, 0, (cause,), ())
        with pytest.raises(RecordError):
            log.append(TurnRecord(2, 1, (wrong,), ()))
        assert list(log.events()) == [*opening.events, *scene.events]
        log.append(act)
        assert list(log.events())[-1:] == list(act.events)

    def test_an_event_of_the_same_turn_may_be_a_cause(self, log: EventLog) -> None:
        for turn in list(cellar.in_turns(cellar.the_letter()))[:2]:
            log.append(turn)
        both = (cellar.acted(2, 0, (100,), ()), cellar.acted(2, 1, (200,), ()))
        log.append(TurnRecord(2, 1, both, ()))
        assert [event.causes for event in log.events()][-2:] == [(100,), (200,)]

    def test_two_events_cannot_have_one_place(self, log: EventLog) -> None:
        for turn in list(cellar.in_turns(cellar.the_letter()))[:2]:
            log.append(turn)
        twins = (cellar.acted(2, 0, (), ()), cellar.acted(2, 0, (), ()))
        with pytest.raises(RecordError):
            log.append(TurnRecord(2, 1, twins, ()))
        assert len(list(log.events())) == 2
