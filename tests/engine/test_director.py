"""The director: one whole turn at a time, from the fold alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.ports.record import TurnRecord
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.directing.framing import FrameChoice
from novel_engine.story.fabula.codec import events_sha256
from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Departed,
    Felt,
    Moved,
    Obliged,
    Refused,
    SceneClosed,
    SceneOpened,
    StoryEnded,
    StoryOpened,
    ThreadMoved,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, begin, fold
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.kernels import Bias
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Action, Choice, Proposal, Scales
from tests.support import worlds
from tests.support.worlds import (
    ADA,
    ANSWERS,
    BO,
    CY,
    HALL,
    PEOPLE,
    action,
    complication,
    ending,
    frame,
    learned,
)

PLACED = tuple(Moved(name, "", OFFSTAGE) for name in PEOPLE)


def director(world: World, decider: Any = None, framer: Any = None) -> DirectorAgent:
    return DirectorAgent(world, decider or OfflineDecisionMaker(), framer or OfflineFramer())


def vase(**changes: Any) -> Setting:
    """The house, where Ada knows of the vase and Bo knows who broke it."""
    opening = (*PLACED, learned(ADA, "harm"), learned(BO, "deed"), learned(BO, "cover", -100))
    return worlds.setting(**{"opening": opening, **changes})


def kinds(record: TurnRecord) -> list[str]:
    return [event.tag for event in record.events]


class Scripted:
    """Does what it is told, whatever the menu says; then the best there is."""

    def __init__(self, *script: Action) -> None:
        self.script = list(script)
        self.asked: list[str] = []

    def decide(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> Proposal:
        self.asked.append(view.card.id)
        assert menu
        return Proposal(self.script.pop(0) if self.script else menu[0].action)


# ── turns ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_turn_is_the_opening_alone() -> None:
    made = director(begin(vase()))
    record = made.step()
    assert (record.turn, record.scene, kinds(record)) == (0, 0, ["story_opened"])
    assert {percept.person for percept in record.percepts} == set(PEOPLE)
    assert not made.is_over


def test_a_turn_opens_a_scene_and_somebody_acts() -> None:
    made = director(begin(vase()))
    made.step()
    record = made.step()
    assert (record.turn, record.scene) == (1, 1)
    assert kinds(record)[:2] == ["scene_opened", "acted"]
    assert [event.seq for event in record.events] == list(range(len(record.events)))


def test_every_turn_of_a_real_story_is_one_act_at_most_and_never_nothing() -> None:
    for seed in range(1, 11):
        turns = worlds.story(seed).turns
        assert [turn.turn for turn in turns] == list(range(len(turns)))
        for turn in turns:
            assert turn.events
            assert {event.turn for event in turn.events} == {turn.turn}
            assert sum(isinstance(event, Acted | Refused) for event in turn.events) <= 1


def test_what_is_told_is_what_is_folded() -> None:
    told = worlds.story(4)
    made = director(begin(told.setting))
    for turn in told.turns:
        assert made.step() == turn
    assert made.world == told.last
    assert made.is_over


def test_the_same_seed_tells_the_same_story_and_another_another() -> None:
    hashes = []
    for seed in (1, 1, 2):
        made = worlds.bundled_setting(seed, worlds.company(), kernel="departure")
        hashes.append(events_sha256(worlds.simulated(made).events))
    assert hashes[0] == hashes[1] != hashes[2]


# ── whose turn it is ──────────────────────────────────────────────────────────────────────────────


def next_of(world: World) -> str:
    """Who acts next, in the scene under way."""
    decider = Scripted()
    director(world, decider).step()
    return decider.asked[0] if decider.asked else ""


def test_whoever_owes_an_answer_goes_next_the_longest_first() -> None:
    owing = tuple(Obliged(who, ADA, "harm", "ask", ANSWERS) for who in (CY, BO))
    asked = worlds.acted(effects=owing)
    assert next_of(worlds.after(worlds.world(made=vase()), asked)) == CY


def test_whoever_is_not_there_owes_nothing_here() -> None:
    away = worlds.acted(
        effects=(Obliged(CY, ADA, "harm", "ask", ANSWERS), Moved(CY, HALL, OFFSTAGE))
    )
    assert next_of(worlds.after(worlds.world(made=vase()), away)) in (ADA, BO)


def keen(*who: str) -> Setting:
    """A house where these people's temper makes them eager."""
    people = {
        name: worlds.person(name, traits={"nerve": 2 if name in who else 0}) for name in PEOPLE
    }
    scales = Scales({"calm": 10}, {"nerve": {"calm": 500}}, {}, {}, {})
    return vase(people=people, scales=scales)


def test_the_keenest_acts() -> None:
    assert next_of(worlds.world(made=keen(CY))) == CY
    assert next_of(worlds.world(made=keen(BO))) == BO


def test_whoever_has_just_acted_waits_unless_much_keener() -> None:
    made = vase(scales=Scales({"calm": 10}, {}, {}, {}, {}))
    for last in (ADA, BO, CY):
        world = worlds.after(worlds.world(made=made), waited(2, last), waited(3, last))
        assert next_of(world) != last
    eager = worlds.after(worlds.world(made=keen(ADA)), waited(2, ADA), waited(3, ADA))
    assert next_of(eager) == ADA


def waited(turn: int, who: str) -> Acted:
    """Somebody does nothing to anybody."""
    return worlds.acted(turn, actor=who, verb="wait", roles=Roles.of(A=who))


def test_whoever_was_spoken_to_moves_next_however_keen_another_is() -> None:
    for other in (BO, CY):
        said = worlds.acted(2, roles=Roles.of(A=ADA, B=other, F="harm"))
        assert next_of(worlds.after(worlds.world(made=keen(ADA)), said)) == other


def test_whoever_was_spoken_to_and_is_gone_is_not_waited_for() -> None:
    said = worlds.acted(2, effects=(Moved(BO, HALL, OFFSTAGE),))
    assert next_of(worlds.after(worlds.world(made=keen(CY)), said)) == CY


def test_talk_that_has_run_out_ends_and_nobody_breaks_into_it() -> None:
    idle = vase(scales=Scales({"calm": 10, "candour": -50}, {}, {}, {}, {}))
    told = [
        worlds.acted(turn, actor=one, roles=Roles.of(A=one, B=other, F="harm"))
        for turn, one, other in ((2, ADA, BO), (3, BO, ADA), (4, ADA, BO))
    ]
    frames = (frame(bias=(Bias(BO, "wait", "", "", -500),)),)
    world = worlds.after(worlds.world(made=replace(idle, frames=frames)), *told)
    assert (world.addressed, world.replied) == (BO, True)
    assert kinds(director(world).step()) == ["scene_closed"]


def test_of_equals_whoever_wants_something_begins() -> None:
    assert next_of(worlds.world(made=vase(scales=Scales({"calm": 10}, {}, {}, {}, {})))) == ADA


def test_a_frame_inclines_and_never_dictates() -> None:
    towards = frame(bias=(Bias(CY, "wait", "", "", 5_000),))
    assert next_of(worlds.world(made=vase(frames=(towards,)))) == CY
    impossible = frame(bias=(Bias(CY, "give", BO, "shoe", 5_000),))
    assert next_of(worlds.world(made=vase(frames=(impossible,)))) != ""


def test_whoever_has_nothing_to_do_is_passed_over_and_a_scene_of_such_ends() -> None:
    idle = vase(scales=Scales({}, {}, {}, {}, {}))
    record = director(worlds.world(made=idle)).step()
    assert kinds(record) == ["scene_closed"]


def test_an_attempt_the_world_refuses_takes_the_turn() -> None:
    decider = Scripted(action("tell", ADA, B="cy", F="harm"))
    world = worlds.after(
        worlds.world(made=vase()), worlds.acted(2, effects=(Moved(CY, HALL, OFFSTAGE),))
    )
    record = director(world, decider).step()
    assert kinds(record)[0] == "refused"
    assert world.turn == 3


# ── scenes ────────────────────────────────────────────────────────────────────────────────────────


def test_the_framer_chooses_among_what_is_possible_best_first() -> None:
    seen: list[list[str]] = []

    class Second:
        def frame(self, world: World, candidates: Sequence[FrameChoice]) -> FrameChoice:
            seen.append([choice.frame for choice in candidates])
            return candidates[-1]

    frames = (frame("talk", tension=3), frame("rage", tension=10), frame("later", needs="late()"))
    made = director(begin(vase(frames=frames)), framer=Second())
    made.step()
    record = made.step()
    opened = record.events[0]
    assert isinstance(opened, SceneOpened)
    assert (seen[0], opened.frame) == (["talk", "rage"], "rage")


def test_a_complication_that_is_due_comes_with_the_scene() -> None:
    made = director(
        begin(vase(complications=(complication(),), scenes=2, frames=(frame(repeats=9),)))
    )
    found = [
        turn for turn in worlds.steps(made) if any(isinstance(e, Complicated) for e in turn.events)
    ]
    assert [kinds(turn)[:2] for turn in found] == [["scene_opened", "complicated"]]


def test_a_scene_closes_in_the_turn_that_ends_it() -> None:
    for turn in worlds.story(6).turns:
        tags = kinds(turn)
        if "scene_closed" in tags:
            assert tags.index("scene_closed") >= len(tags) - 2


# ── endings ───────────────────────────────────────────────────────────────────────────────────────


def ended(made: Setting) -> tuple[TurnRecord, World]:
    directing = worlds.offline(made)
    return list(worlds.steps(directing))[-1], directing.world


def test_a_story_with_nothing_to_stage_ends_at_once_unsolved() -> None:
    record, world = ended(vase(frames=()))
    assert kinds(record) == ["story_ended"]
    assert (world.ending, world.threads) == ("untold", {"sea": "abandoned", "who": "unsolved"})
    assert record.events[0].causes == ()


def test_a_story_ends_at_its_deadline() -> None:
    record, world = ended(vase(scenes=2))
    assert world.scene_count == 2
    assert kinds(record)[-2:] == ["scene_closed", "story_ended"]
    last = record.events[-1]
    assert isinstance(last, StoryEnded)
    assert last.roles == world.setting.roles
    assert last.causes == (world.scenes[-1].opened,)


def test_an_answered_question_stays_answered() -> None:
    opening = (*PLACED, learned(ADA, "deed"), learned(ADA, "harm"))
    record, world = ended(
        vase(opening=opening, endings=(ending("told"), ending("untold", unsolved=True)))
    )
    assert (world.ending, world.threads["who"], world.threads["sea"]) == (
        "told",
        "answered",
        "abandoned",
    )
    assert ThreadMoved("who", "unsolved") not in record.events[-1].effects


def test_a_story_whose_people_are_gone_ends() -> None:
    made = vase(opening=(*PLACED, Departed(BO, "left")))
    assert ended(made)[1].ending == "untold"


def test_a_story_without_end_does_not() -> None:
    made = director(begin(vase(open_ended=True, scenes=2)))
    for _ in range(200):
        assert made.step().events
    assert not made.is_over


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 10, 40])
def test_everything_the_director_knows_is_in_the_fold(cut: int) -> None:
    told = worlds.story(4)
    events = tuple(event for turn in told.turns[:cut] for event in turn.events)
    again = director(fold(told.setting, events))
    assert tuple(worlds.steps(again)) == told.turns[cut:]


def test_feelings_may_move_between_the_scenes_of_a_story_and_it_still_ends() -> None:
    opening = (*PLACED, learned(ADA, "harm"), Felt(ADA, "anger", BO, 0, 5))
    told = worlds.simulated(vase(opening=opening))
    assert isinstance(told.events[0], StoryOpened)
    assert isinstance(told.events[-1], StoryEnded)
    assert sum(isinstance(event, SceneClosed) for event in told.events) >= 1


def test_a_story_without_end_ends_when_everybody_has_gone() -> None:
    made = worlds.setting(open_ended=True)
    gone = worlds.after(
        worlds.world(made=made),
        worlds.acted(effects=tuple(Departed(p, "left") for p in worlds.PEOPLE)),
    )
    director = DirectorAgent(gone, OfflineDecisionMaker(), OfflineFramer())
    while not director.is_over:
        assert director.step().events
