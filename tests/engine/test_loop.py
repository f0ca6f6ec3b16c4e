"""The loop: each turn is recorded before the next is made, and whatever stops it leaves whole
turns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from novel_engine.engine.bus import EventBus
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.loop import simulate
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.engine.questions import ChooseFrame, Decide, Question
from novel_engine.errors import Interrupted, StorageError
from novel_engine.ports.news import News, SomebodyAsked, TurnRecorded
from novel_engine.ports.record import TurnRecord
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.fabula.codec import events_sha256
from novel_engine.story.fabula.events import Acted, Refused, SceneOpened
from novel_engine.story.fabula.world import World, begin, fold
from novel_engine.story.givens.verbs import Choice, Proposal
from tests.support import worlds
from tests.support.fakes import MemoryLog

BEFORE_A_CHOICE = 9
"""Turns of the story of seed 2: the next is somebody's in a scene under way."""


def director(world: World) -> DirectorAgent:
    return DirectorAgent(world, OfflineDecisionMaker(), OfflineFramer())


class FullLog(MemoryLog):
    """Has room for so many turns."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def append(self, record: TurnRecord) -> None:
        if len(self.turns) == self.room:
            raise StorageError("the disk is full")
        super().append(record)


def test_a_story_is_told_to_its_end_and_every_turn_recorded() -> None:
    log, told = MemoryLog(), worlds.story(2)
    simulate(director(begin(told.setting)), log, EventBus())
    assert tuple(log.turns) == told.turns


def test_an_observer_hears_only_of_what_is_recorded() -> None:
    log, told, heard = MemoryLog(), worlds.story(2), list[int]()

    class Checking:
        def notice(self, news: News) -> None:
            if isinstance(news, TurnRecorded):
                assert log.turns[-1] is news.turn
                heard.append(news.turn.turn)

    simulate(director(begin(told.setting)), log, EventBus([Checking()]))
    assert heard == [turn.turn for turn in told.turns]


def test_an_observer_hears_who_is_asked_before_the_turn_is_made() -> None:
    told, heard = worlds.story(2), list[News]()

    class Hearing:
        def notice(self, news: News) -> None:
            heard.append(news)

    simulate(director(begin(told.setting)), MemoryLog(), EventBus([Hearing()]))
    acted = [
        (event.turn, event.actor) for event in told.events if isinstance(event, Acted | Refused)
    ]
    assert [
        (one.turn, one.about)
        for one in heard
        if isinstance(one, SomebodyAsked) and one.seam == "deciding"
    ] == acted
    framed = [one.turn for one in heard if isinstance(one, SomebodyAsked) and one.seam == "framing"]
    assert framed == [event.turn for event in told.events if isinstance(event, SceneOpened)]
    for before, after in pairwise(heard):
        assert not isinstance(before, SomebodyAsked) or isinstance(
            after, SomebodyAsked | TurnRecorded
        )


def test_a_story_that_is_stopped_goes_on_from_its_last_whole_turn() -> None:
    told, log = worlds.story(2), MemoryLog()
    with pytest.raises(Interrupted):
        simulate(director(begin(told.setting)), log, EventBus(), lambda: len(log.turns) == 8)
    assert tuple(log.turns) == told.turns[:8]
    simulate(director(fold(told.setting, log.events())), log, EventBus())
    assert tuple(log.turns) == told.turns


@pytest.mark.parametrize("room", [0, 1, 2, 7, 20])
def test_a_story_cut_off_goes_on_from_its_last_whole_turn_to_the_same_end(room: int) -> None:
    told, log = worlds.story(2), FullLog(room)
    with pytest.raises(StorageError):
        simulate(director(begin(told.setting)), log, EventBus())
    log.room = 9_999
    simulate(director(fold(told.setting, log.events())), log, EventBus())
    assert events_sha256(log.events()) == events_sha256(told.events)


@pytest.mark.slow
def test_a_story_told_with_the_log_reopened_between_turns_is_the_same() -> None:
    told, log = worlds.story(2), MemoryLog()
    while not (made := director(fold(told.setting, log.events()))).is_over:
        log.append(made.step())
    assert tuple(log.turns) == told.turns


def test_a_decider_that_gives_up_leaves_whole_turns() -> None:
    class Tired(OfflineDecisionMaker):
        def decide(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> Proposal:
            if turn > 5:
                raise StorageError("no more")
            return super().decide(view, menu, turn)

    told, log = worlds.story(2), MemoryLog()
    with pytest.raises(StorageError):
        simulate(DirectorAgent(begin(told.setting), Tired(), OfflineFramer()), log, EventBus())
    assert tuple(log.turns) == told.turns[:6]


# ── a turn that can wait ──────────────────────────────────────────────────────────────────────────


def by_hand(made: DirectorAgent, asked: list[Question]) -> TurnRecord:
    """One turn, each question answered by whoever holds the generator, as a terminal or a browser
    does.
    """
    turn = made.turn()
    try:
        question = next(turn)
        while True:
            asked.append(question)
            match question:
                case Decide():
                    question = turn.send(Proposal(question.menu[0].action))
                case ChooseFrame():
                    question = turn.send(question.candidates[0])
    except StopIteration as end:
        record: TurnRecord = end.value
        return record


def test_turns_played_by_hand_are_those_of_the_offline_story() -> None:
    told, asked, made = worlds.story(2), list[Question](), director(begin(worlds.story(2).setting))

    turns = [by_hand(made, asked) for _ in told.turns]

    assert tuple(turns) == told.turns
    assert made.is_over
    assert {type(question) for question in asked} == {Decide, ChooseFrame}
    assert sum(isinstance(question, ChooseFrame) for question in asked) == len(
        {t.scene for t in told.turns if t.scene}
    )


def test_a_turn_that_waits_has_changed_nothing_that_is_recorded_and_can_be_asked_anew() -> None:
    """A request is parked, the process ends, and the same question is put from the record."""
    told, log = worlds.story(2), MemoryLog()
    for turn in told.turns[:BEFORE_A_CHOICE]:
        log.append(turn)

    parked = next(director(fold(told.setting, log.events())).turn())
    again = next(director(fold(told.setting, log.events())).turn())

    assert isinstance(parked, Decide)
    assert isinstance(again, Decide)
    assert (parked.view.canonical(), parked.menu) == (again.view.canonical(), again.menu)
    assert tuple(log.turns) == told.turns[:BEFORE_A_CHOICE]


def test_what_is_answered_decides_what_happens() -> None:
    told = worlds.story(2)
    before = [event for turn in told.turns[:BEFORE_A_CHOICE] for event in turn.events]
    made = director(fold(told.setting, before))
    turn = made.turn()
    question = next(turn)
    assert isinstance(question, Decide)
    other = question.menu[-1].action

    with pytest.raises(StopIteration) as end:
        turn.send(Proposal(other))

    (act,) = [event for event in end.value.value.events if isinstance(event, Acted | Refused)]
    assert (act.actor, act.verb, act.roles) == (other.actor, other.verb, other.roles)


# ── another luck from a turn on ───────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize("at", [3, 12, 25])
def test_a_fork_shares_the_turns_before_it_and_goes_on_otherwise(at: int) -> None:
    told, log = worlds.story(2), MemoryLog()
    forked = replace(told.setting, forks=((at, "another"),))

    simulate(director(begin(forked)), log, EventBus())

    assert tuple(log.turns[:at]) == told.turns[:at]
    assert tuple(log.turns[at:]) != told.turns[at:]
    assert log.turns[-1].events[-1].tag == "story_ended"
    again = MemoryLog()
    for turn in told.turns[:at]:
        again.append(turn)
    simulate(director(fold(forked, again.events())), again, EventBus())
    assert again.turns == log.turns
