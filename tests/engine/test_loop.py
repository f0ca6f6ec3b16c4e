"""The loop: each turn is recorded before the next is made, and whatever stops it leaves whole turns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from novel_engine.engine.bus import EventBus
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.loop import simulate
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.errors import StorageError
from novel_engine.ports import TurnRecord
from novel_engine.story.codec import events_sha256
from novel_engine.story.verbs import Choice, Proposal
from novel_engine.story.views import PersonaView
from novel_engine.story.world import World, begin, fold
from tests.fakes import MemoryLog
from tests.story import worlds


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
        def notice(self, record: TurnRecord, world: World) -> None:
            assert log.turns[-1] is record
            assert world.turn == record.turn
            heard.append(record.turn)

    simulate(director(begin(told.setting)), log, EventBus([Checking()]))
    assert heard == [turn.turn for turn in told.turns]


@pytest.mark.parametrize("room", [0, 1, 2, 7, 20])
def test_a_story_cut_off_goes_on_from_its_last_whole_turn_to_the_same_end(room: int) -> None:
    told, log = worlds.story(2), FullLog(room)
    with pytest.raises(StorageError):
        simulate(director(begin(told.setting)), log, EventBus())
    log.room = 9_999
    simulate(director(fold(told.setting, log.events())), log, EventBus())
    assert events_sha256(log.events()) == events_sha256(told.events)


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
