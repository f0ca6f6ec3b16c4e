"""A mind is a fold of one person's percepts, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given

from novel_engine.story.fabula.events import (
    Departed,
    Effect,
    Event,
    Felt,
    GoalDropped,
    GoalTaken,
    ItemDestroyed,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Related,
    Released,
    StageSet,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.faculties import MEMORIES_KEPT, RECENT_ACTS
from novel_engine.story.fabula.mind import Belief, Emotion, Goal, Memory, Mind, Obligation, perceive
from novel_engine.story.fabula.percepts import Percept, percepts
from novel_engine.story.fabula.world import advance, begin
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.strategies import few, stories
from tests.support.worlds import ADA, ANSWERS, BO, CY, GARDEN, HALL, PEOPLE, STUDY, learned

VERBS = worlds.verbs()


def percept(*effects: Effect, **changes: object) -> Percept:
    """What Ada notices of something, by default in the hall with Bo and Cy."""
    given_: dict[str, object] = {
        "person": ADA,
        "event": 300,
        "clarity": "whole",
        "tag": "acted",
        "scene": 1,
    }
    return Percept(**{**given_, "effects": effects, "company": PEOPLE, **changes})  # type: ignore[arg-type]


def take(mind: Mind, one: Percept) -> None:
    """Take a percept into a mind, as the world does."""
    perceive(mind, one, VERBS.get(one.verb))


def ada(*noticed: Percept) -> Mind:
    """Ada's mind in the hall, after these percepts."""
    mind = Mind(ADA, HALL, people=(BO, CY), whereabouts=dict.fromkeys(PEOPLE, HALL))
    for one in noticed:
        take(mind, one)
    return mind


def says(verb: str, actor: str = BO, *effects: Effect, **changes: object) -> Percept:
    """Somebody does something to somebody about the broken vase."""
    roles: Roles = Roles.of(A=actor, B=CY if actor != CY else ADA, F="harm")
    return percept(*effects, **{"actor": actor, "verb": verb, "roles": roles, **changes})


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────


@few
@given(stories())
def test_nothing_enters_a_mind_but_its_own_percepts(events: tuple[Event, ...]) -> None:
    world, alone = begin(worlds.setting()), {name: Mind(name) for name in PEOPLE}
    for event in events:
        for one in advance(world, event):
            take(alone[one.person], one)
    assert alone == world.minds


def test_nor_in_real_stories() -> None:
    for seed in range(1, 6):
        told = worlds.story(seed)
        alone = {name: Mind(name) for name in told.setting.people}
        for turn in told.turns:
            for one in turn.percepts:
                take(alone[one.person], one)
        assert alone == told.last.minds


@few
@given(stories())
def test_what_a_mind_holds_stays_within_its_bounds(events: tuple[Event, ...]) -> None:
    for mind in worlds.after(begin(worlds.setting()), *events).minds.values():
        assert all(0 <= belief.confidence <= 100 for belief in mind.beliefs.values())
        assert all(-3 <= value <= 3 for value in mind.relations.values())
        assert all(0 <= felt.level <= 5 for felt in mind.emotions.values())
        assert mind.person not in mind.people
        assert len(mind.acts) <= RECENT_ACTS
        assert len(mind.memories) <= MEMORIES_KEPT


def test_nobody_is_thought_to_have_heard_what_they_did_not() -> None:
    """Whoever is taken to know a fact took in the event it was taken from, whole; and so did
    whoever takes them to.
    """
    for seed in range(1, 21):
        told = worlds.story(seed)
        audience = {id_of(e): getattr(e, "witnesses", ()) for e in told.events}
        for mind in told.last.minds.values():
            for (other, fact), event in mind.known_to.items():
                assert fact in mind.beliefs
                assert other in audience[event]
                assert other != mind.person


# ── effects on oneself ────────────────────────────────────────────────────────────────────────────


def test_a_fact_learnt_is_a_belief_with_its_source_and_event() -> None:
    mind = ada(percept(learned(ADA, "cover", -70, "told", BO)))
    assert mind.beliefs == {"cover": Belief("cover", False, 70, "told", BO, 300)}
    assert mind.news == {"cover": 300}


def test_a_belief_is_held_true_from_a_certain_sureness_on() -> None:
    mind = ada(percept(learned(ADA, "harm", 60), learned(ADA, "cover", -90)))
    assert mind.holds_true("harm")
    assert mind.holds_true("harm", 60)
    assert not mind.holds_true("harm", 61)
    assert not mind.holds_true("cover")
    assert not mind.holds_true("deed")


def test_how_one_stands_to_others_is_remembered_by_axis() -> None:
    mind = ada(percept(Related(ADA, BO, "trust", 0, -2)))
    assert (mind.relation("trust", BO), mind.relation("trust", CY), mind.relation("fear", BO)) == (
        -2,
        0,
        0,
    )


def test_a_feeling_has_its_target_and_cause_and_fades_a_level_every_two_scenes() -> None:
    mind = ada(percept(Felt(ADA, "anger", BO, 0, 3), Felt(ADA, "anger", "", 0, 1)))
    assert mind.emotions["anger", BO] == Emotion(3, BO, 300, 1)
    assert (mind.emotion("anger", BO), mind.emotion("anger", CY), mind.emotion("anger")) == (
        3,
        0,
        3,
    )
    assert mind.emotion("joy") == 0
    levels = []
    for scene in range(1, 9):
        take(mind, percept(scene=scene, tag="scene_opened"))
        levels.append(mind.emotion("anger"))
    assert levels == [3, 3, 2, 2, 1, 1, 0, 0]


def test_the_scene_one_is_in_never_goes_back() -> None:
    assert ada(percept(scene=3), percept(scene=0, tag="scene_closed")).scene == 3


def test_a_goal_replaces_one_of_its_kind_and_topic_and_can_be_dropped() -> None:
    taken = GoalTaken(ADA, "learn", "vase", "", 2), GoalTaken(ADA, "punish", "vase", BO, 3)
    mind = ada(percept(*taken), percept(GoalTaken(ADA, "learn", "vase", CY, 5)))
    assert mind.goals == (Goal("punish", "vase", BO, 3, 300), Goal("learn", "vase", CY, 5, 300))
    take(mind, percept(GoalDropped(ADA, "punish", "vase")))
    assert [goal.kind for goal in mind.goals] == ["learn"]


def test_an_answer_is_owed_until_it_is_not() -> None:
    mind = ada(percept(Obliged(ADA, BO, "harm", "ask", ANSWERS)))
    assert mind.obligation == Obligation(BO, "harm", "ask", ANSWERS, 300)
    take(mind, percept(Released(ADA)))
    assert mind.obligation is None


def test_questions_and_the_weather_are_nobodys_state_of_mind() -> None:
    mind = ada(percept(ThreadMoved("who", "open"), StageSet("weather", "fog")))
    bare = ada(percept())
    bare.memories = mind.memories
    assert mind == bare


# ── who and what is here ──────────────────────────────────────────────────────────────────────────


def test_others_come_and_go() -> None:
    mind = ada(percept(Moved(BO, HALL, STUDY)))
    assert (mind.people, mind.whereabouts[BO]) == ((CY,), STUDY)
    take(mind, percept(Moved(BO, STUDY, HALL)))
    assert (mind.people, mind.whereabouts[BO]) == ((BO, CY), HALL)
    take(mind, percept(Departed(CY, "left")))
    assert (mind.people, mind.whereabouts[CY]) == ((BO,), "")


def test_going_somewhere_is_seeing_who_and_what_is_there() -> None:
    gone = percept(Moved(ADA, HALL, GARDEN), arrived=GARDEN, people=(CY,), items=("lamp", "shoe"))
    mind = ada(percept(ItemMoved("shoe", ADA, "", 0)), gone)
    assert (mind.place, mind.people, mind.items, mind.held) == (GARDEN, (CY,), ("lamp",), ("shoe",))
    assert mind.whereabouts == {ADA: GARDEN, BO: HALL, CY: GARDEN}


def test_a_scene_tells_the_time() -> None:
    mind = ada(percept(day=2, hour=19), percept())
    assert (mind.day, mind.hour) == (2, 19)


def test_things_are_held_lie_here_or_are_elsewhere() -> None:
    mind = ada(percept(ItemMoved("shoe", ADA, "", 0), ItemMoved("lamp", "", HALL, 0)))
    assert (mind.held, mind.items, mind.holders["shoe"]) == (("shoe",), ("lamp",), ADA)
    take(mind, percept(ItemMoved("shoe", BO, "", 0), ItemMoved("lamp", "", STUDY, 0)))
    assert (mind.held, mind.items, mind.holders["shoe"]) == ((), (), BO)


def test_whoever_hides_a_thing_no_longer_has_it_and_does_not_see_it_lie_there() -> None:
    mind = ada(percept(ItemMoved("shoe", ADA, "", 0)), percept(ItemMoved("shoe", "", HALL, 1)))
    assert (mind.held, mind.items, mind.holders["shoe"]) == ((), (), "")


def test_what_is_destroyed_is_nowhere() -> None:
    mind = ada(percept(ItemMoved("shoe", ADA, "", 0), ItemMoved("lamp", "", HALL, 0)))
    take(mind, percept(ItemDestroyed("shoe"), ItemDestroyed("lamp")))
    assert (mind.held, mind.items, mind.holders) == ((), (), {})


# ── what others have done and heard ───────────────────────────────────────────────────────────────


def test_what_was_done_to_whom_is_known_and_a_refused_attempt_was_not_done() -> None:
    assert ada(says("ask")).deeds["ask", BO, CY] == 300
    assert ada(says("ask", ADA, tag="refused", reason="Bo is not here")).deeds == {}


def test_an_outline_teaches_nothing_of_what_passed() -> None:
    mind = ada(says("spoke", clarity="outline", roles=Roles.of(A=BO, B=CY), company=()))
    assert (mind.deeds, mind.known_to, mind.rungs, mind.acts) == ({}, {}, {}, ())


def test_whoever_heard_a_thing_said_is_taken_to_know_it() -> None:
    assert set(ada(says("tell")).known_to) == {(BO, "harm"), (CY, "harm")}
    whispered = says("whisper", ADA, company=(ADA, CY))
    assert set(ada(whispered).known_to) == {(CY, "harm")}


@pytest.mark.parametrize(
    "verb",
    [
        "ask",
        "press",
        "test",
        "search",
        "deny",
        "deflect",
        "keep_silent",
        "walk_out",
        "plead_ignorance",
    ],
)
def test_a_question_and_its_refusal_tell_nobody_anything(verb: str) -> None:
    assert ada(says(verb)).known_to == {}


def test_an_answer_tells_what_it_says_and_not_what_was_asked() -> None:
    answer = says("answer_true", roles=Roles.of(A=BO, B=CY, F="harm", G="motive"))
    assert set(ada(answer).known_to) == {(BO, "motive"), (CY, "motive")}


def test_what_one_learns_in_company_the_company_has_learnt_too() -> None:
    shown = says(
        "show", BO, learned(ADA, "shard"), learned(ADA, "cover", -80), roles=Roles.of(A=BO)
    )
    assert set(ada(shown).known_to) == {(BO, "shard"), (CY, "shard")}


def test_what_one_learns_alone_nobody_else_is_taken_to_know() -> None:
    read = says("read", ADA, learned(ADA, "shard"), roles=Roles.of(A=ADA, I="shoe"), company=(ADA,))
    assert ada(read).known_to == {}


@pytest.mark.parametrize("verb", ["infer", "reflect", "resolve"])
def test_a_thought_is_heard_by_nobody(verb: str) -> None:
    assert ada(says(verb, ADA, learned(ADA, "deed"))).known_to == {}


def test_an_attempt_that_was_refused_told_nobody_anything() -> None:
    assert ada(says("tell", ADA, tag="refused", reason="Cy is not here")).known_to == {}


def test_one_is_taken_to_know_since_it_was_first_heard() -> None:
    assert ada(says("tell"), says("tell", event=400)).known_to[CY, "harm"] == 300


def test_a_question_put_uses_up_its_rung_unless_it_was_refused() -> None:
    assert ada(says("ask", ADA, manner=2)).rungs == {(CY, "harm"): (2, 300)}
    assert ada(says("ask", ADA, manner=2, tag="refused")).rungs == {}
    assert ada(says("ask", BO, manner=2)).rungs == {}
    assert ada(says("tell", ADA)).rungs == {}


@pytest.mark.parametrize("verb", ["deflect", "keep_silent", "walk_out"])
def test_an_evasion_is_remembered_by_the_one_who_asked(verb: str) -> None:
    roles = Roles.of(A=BO, B=ADA, F="harm")
    assert ada(says(verb, roles=roles)).evasions == {(BO, "harm"): 300}
    assert ada(says(verb)).evasions == {}


def test_ones_own_last_acts_are_remembered_whom_and_what_they_were_about() -> None:
    acts: Iterable[Percept] = (
        says("ask", ADA),
        says("take", ADA, roles=Roles.of(A=ADA, I="lamp")),
        says("ask"),
    )
    assert ada(*acts).acts == (("ask", CY, "harm"), ("take", "", "lamp"))


# ── memories ──────────────────────────────────────────────────────────────────────────────────────


def test_a_memory_weighs_what_it_changed() -> None:
    mind = ada(
        says(
            "tell",
            BO,
            learned(ADA, "harm"),
            Related(ADA, BO, "trust", 1, -1),
            Felt(ADA, "anger", BO, 0, 2),
        ),
        percept(Departed(CY, "left"), tag="complicated"),
        says("tell", BO, *(learned(ADA, name) for name in worlds.facts())),
    )
    assert [memory.weight for memory in mind.memories] == [9, 7, 20]
    assert mind.memories[0] == Memory(300, 1, "tell", BO, Roles.of(A=BO, B=CY, F="harm"), 9)
    assert mind.memories[1].verb == "complicated"


@pytest.mark.parametrize("verb", ["wait", "go", "spoke", "tried"])
def test_what_changed_little_is_forgotten(verb: str) -> None:
    assert ada(says(verb)).memories == ()
    assert len(ada(says(verb, BO, Felt(ADA, "anger", BO, 2, 4))).memories) == 1


def test_a_feeling_spent_leaves_no_mark() -> None:
    assert ada(says("tell", BO, Felt(ADA, "anger", BO, 4, 0))).memories[0].weight == 2


def test_the_oldest_memories_go_first() -> None:
    mind = ada(*(says("tell", event=number) for number in range(MEMORIES_KEPT + 5)))
    assert [memory.event for memory in mind.memories] == list(range(5, MEMORIES_KEPT + 5))


def test_every_percept_leaves_a_mind_one_version_on() -> None:
    assert ada(percept(), percept(), percept()).version == 3


def test_a_hearer_takes_a_lie_as_told() -> None:
    lie = worlds.acted(verb="lie", effects=(learned(BO, "cover", 60, "lied_to", ADA),))
    world = worlds.after(worlds.world(), lie)
    assert world.minds[BO].beliefs["cover"].source == "told"
    assert [p.verb for p in percepts(world, lie) if p.person == CY] == ["tell"]
    assert not any(
        isinstance(e, Learned) for p in percepts(world, lie) if p.person == CY for e in p.effects
    )
