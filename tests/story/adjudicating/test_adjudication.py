"""What comes of an attempt: it takes effect or is refused, as one event, and a refusal says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.adjudicating.adjudication import (
    MOST_CAUSES,
    WHYS,
    adjudicate,
    audience,
    causes_of,
    explain,
    refusal_of,
    thread_effects,
    thread_is_raised,
)
from novel_engine.story.adjudicating.world_lens import holds_in
from novel_engine.story.fabula.events import (
    Acted,
    Departed,
    Felt,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Refused,
    Released,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, fold
from novel_engine.story.givens.conditions import calls_in, conjuncts, parse_condition
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.givens.verbs import Action, Perceive, Proposal
from tests.support import worlds
from tests.support.worlds import (
    ADA,
    ANSWERS,
    BO,
    CY,
    GARDEN,
    HALL,
    STUDY,
    action,
    house,
    learned,
    verb,
)


def attempt(world: World, tried: Action) -> Acted | Refused:
    found = adjudicate(world, Proposal(tried), 3, 0)
    assert isinstance(found, Acted | Refused)
    return found


def done(world: World, tried: Action) -> Acted:
    found = attempt(world, tried)
    assert isinstance(found, Acted), found
    return found


def refused(world: World, tried: Action) -> Refused:
    found = attempt(world, tried)
    assert isinstance(found, Refused), found
    return found


# ── what takes effect ─────────────────────────────────────────────────────────────────────────────


def test_an_attempt_becomes_one_event_with_its_effects() -> None:
    tell = action("tell", ADA, B=BO, F="harm", tactic="joke")
    found = done(house(learned(ADA, "harm")), tell)
    assert (found.turn, found.seq, found.scene, found.place) == (3, 0, 1, HALL)
    assert (found.actor, found.verb, found.tactic, found.roles) == (ADA, "tell", "joke", tell.roles)
    told = [
        (e.person, e.fact) for e in found.effects if isinstance(e, Learned) and e.source == "told"
    ]
    assert told == [(BO, "harm"), (CY, "harm")]


def test_nobody_tells_themselves_anything() -> None:
    said = done(house(), action("tell", ADA, B=BO, F="harm"))
    assert {e.person for e in said.effects if isinstance(e, Learned)} == {BO, CY}


def test_a_verb_obliges_its_target_to_answer() -> None:
    asked = done(house(learned(ADA, "harm")), action("ask", ADA, B=BO, F="harm", manner="1"))
    assert asked.effects == (Obliged(BO, ADA, "harm", "ask", ANSWERS),)


def test_a_verb_without_a_target_obliges_nobody() -> None:
    verbs = worlds.verbs() | {"cry": verb("cry", "A:actor", obliges=("comfort",))}
    assert done(house(verbs=verbs), action("cry", ADA)).effects == ()


def test_the_higher_the_rung_the_higher_the_tension_within_bounds() -> None:
    verbs = worlds.verbs() | {"rage": verb("rage", "A:actor", tension=9)}
    world = house(verbs=verbs)
    at = [done(world, action("rage", ADA, manner=str(manner))).tension for manner in range(4)]
    assert at == [9, 9, 10, 10]


@pytest.mark.parametrize("answer", ["answer_true", "lie", "keep_silent"])
def test_whoever_answers_owes_no_longer(answer: str) -> None:
    world = house(
        Obliged(ADA, BO, "harm", "ask", ANSWERS), learned(ADA, "trace"), learned(ADA, "cover", -90)
    )
    said = {"G": "trace" if answer == "answer_true" else "cover"} if answer != "keep_silent" else {}
    found = done(world, action(answer, ADA, B=BO, F="harm", **said))
    assert found.effects[0] == Released(ADA)
    assert worlds.after(world, found).minds[ADA].obligation is None
    assert world.obligations == ()


def test_another_act_leaves_the_answer_owed() -> None:
    world = house(Obliged(ADA, BO, "harm", "ask", ANSWERS))
    assert done(world, action("wait", ADA)).effects == ()


def test_a_lie_is_recorded_as_one_and_perceived_as_a_telling() -> None:
    world = house(Obliged(ADA, BO, "harm", "ask", ANSWERS), learned(ADA, "cover", -90))
    found = done(world, action("lie", ADA, B=BO, F="harm", G="cover"))
    assert {e.source for e in found.effects if isinstance(e, Learned)} == {"lied_to"}
    minds = worlds.after(world, found).minds
    assert {minds[name].beliefs["cover"].source for name in (BO, CY)} == {"told"}
    assert {memory.verb for name in (BO, CY) for memory in minds[name].memories} & {"lie"} == set()


# ── what is refused ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tried", "reason"),
    [
        (action("tell", ADA, B=BO, F="harm"), "Bo is not here"),
        (action("give", ADA, B=CY, I="shoe"), "Ada does not have the left shoe"),
        (action("take", ADA, I="lamp"), "the lamp is not here"),
        (action("take", ADA, I="latch"), "the window latch cannot be moved"),
        (action("go", ADA, P=HALL), "there is no way from here to the hall"),
        (action("keep_silent", ADA, B=CY, F="harm"), "nobody is waiting for an answer"),
        (action("brood", ADA, F=""), "there is nothing to do it with"),
        (action("search", ADA), "there is nothing to find in the hall"),
        (action("steal", ADA), "there is somebody here"),
        (action("dream", ADA), "it cannot be done now"),
        (action("count", ADA), "Bo is not here"),
    ],
)
def test_each_refusal_explains_itself(tried: Action, reason: str) -> None:
    verbs = worlds.verbs() | {
        "steal": verb("steal", "A:actor", world="alone()"),
        "dream": verb("dream", "A:actor", world="late()"),
        "count": verb("count", "A:actor", world="present(bo) >= 1"),
    }
    world = house(Moved(BO, HALL, GARDEN), ItemMoved("latch", "", HALL, 0), verbs=verbs)
    assert refused(world, tried).reason == reason
    assert refusal_of(world, verbs[tried.verb], tried) == reason


def test_what_the_world_will_have_is_not_refused() -> None:
    assert refusal_of(house(), worlds.verbs()["wait"], action("wait", ADA)) == ""


def test_a_refusal_names_what_has_no_name_as_it_stands() -> None:
    assert (
        explain(worlds.setting(), parse_condition("present(moon)"), NO_ROLES) == "moon is not here"
    )


def test_every_condition_the_bundled_verbs_put_to_the_world_can_be_explained() -> None:
    for one in worlds.bundled_genre().verbs.values():
        for atom in conjuncts(one.world):
            assert {call.name for call in calls_in(atom)} <= set(WHYS), one.name


def test_a_refused_attempt_is_an_event_and_changes_no_ones_knowledge() -> None:
    world = house(learned(ADA, "harm"), Moved(BO, HALL, GARDEN))
    beliefs = {name: dict(mind.beliefs) for name, mind in world.minds.items()}
    heard = {name: dict(mind.known_to) for name, mind in world.minds.items()}
    event = refused(world, action("tell", ADA, B=BO, F="harm"))
    worlds.after(world, event)
    assert (event.effects, event.witnesses, event.causes) == ((), (ADA, CY), (200,))
    assert {name: dict(mind.beliefs) for name, mind in world.minds.items()} == beliefs
    assert {name: dict(mind.known_to) for name, mind in world.minds.items()} == heard
    assert [mind.memories[-1].verb for mind in (world.minds[ADA],)] == ["tell"]


def test_an_answer_that_is_refused_still_counts_as_given() -> None:
    """Or whoever owes it would try it again for ever."""
    world = house(Obliged(ADA, BO, "harm", "ask", ("give",)))
    event = refused(world, action("give", ADA, B=BO, I="shoe"))
    assert event.effects == (Released(ADA),)


def test_no_refusal_in_a_real_story_teaches_anybody_anything() -> None:
    seen = 0
    for seed in range(1, 21):
        for event in worlds.story(seed).events:
            if isinstance(event, Refused):
                seen += 1
                assert event.reason
                assert all(isinstance(effect, Released) for effect in event.effects)
    assert seen


@given(st.integers(1, 15), st.integers(2, 99), st.data())
def test_whatever_anybody_attempts_is_one_event_and_can_be_folded(
    seed: int, cut: int, data: st.DataObject
) -> None:
    """A model, or a person, may propose any verb about anybody and anything: the world disposes."""
    told = worlds.story(seed)
    world = fold(told.setting, told.events[:cut])
    tried = told.setting.verbs[data.draw(st.sampled_from(sorted(told.setting.verbs)))]
    actor = data.draw(
        st.sampled_from([name for name in told.setting.people if world.place_of(name)])
    )
    roles = Roles(
        (
            ("A", actor),
            *((name, data.draw(_anything(told.setting, kind))) for name, kind in tried.roles[1:]),
        )
    )
    event = attempt(world, Action(tried.name, actor, roles))
    assert set(event.causes) <= {id_of(earlier) for earlier in told.events[:cut]}
    worlds.after(world, replace(event, turn=world.turn + 1))


def _anything(made: Setting, kind: str) -> st.SearchStrategy[str]:
    kinds: dict[str, Iterable[str]] = {"fact": made.facts, "item": made.items, "place": made.places}
    return st.sampled_from(sorted(kinds.get(kind, made.people)))


# ── who perceives it ──────────────────────────────────────────────────────────────────────────────


def scattered() -> World:
    """Ada and Bo in the hall, Cy in the garden next door."""
    return house(Moved(CY, HALL, GARDEN))


@pytest.mark.parametrize(
    ("perceive", "witnesses", "bystanders"),
    [
        ("private", (ADA,), ()),
        ("target", (ADA, BO), ()),
        ("all", (ADA, BO), ()),
        ("loud", (ADA, BO), (CY,)),
    ],
)
def test_an_act_has_the_audience_its_verb_declares(
    perceive: Perceive, witnesses: Any, bystanders: Any
) -> None:
    one = replace(worlds.verbs()["tell"], perceive=perceive)
    found = audience(scattered(), one, action("tell", ADA, B=BO, F="harm"))
    assert found == (witnesses, bystanders)


def test_a_whisper_shows_the_others_only_that_two_people_spoke() -> None:
    found = done(house(learned(ADA, "harm")), action("whisper", ADA, B=BO, F="harm"))
    assert (found.witnesses, found.bystanders) == ((ADA, BO), (CY,))
    assert {e.person for e in found.effects if isinstance(e, Learned)} == {BO}


def test_whoever_is_not_there_perceives_nothing_whispered_to_them() -> None:
    one = replace(worlds.verbs()["whisper"], world=parse_condition(""))
    assert audience(scattered(), one, action("whisper", ADA, B=CY, F="harm")) == ((ADA,), (BO,))


def test_what_is_loud_in_a_private_place_is_not_overheard() -> None:
    world = house(Moved(ADA, HALL, STUDY))
    assert audience(world, worlds.verbs()["shout"], action("shout", ADA, F="harm")) == ((ADA,), ())


def test_whoever_overhears_learns_nothing_of_what_was_said() -> None:
    world = scattered()
    shouted = done(world, action("shout", ADA, F="harm"))
    assert "harm" not in worlds.after(world, shouted).minds[CY].beliefs


# ── why it happened ───────────────────────────────────────────────────────────────────────────────


def causes(tried: Action, *events: Acted) -> tuple[int, ...]:
    return causes_of(worlds.after(worlds.world(), *events), tried)


def test_an_answer_is_caused_by_the_question() -> None:
    asked = worlds.acted(2, effects=(Obliged(BO, ADA, "harm", "ask", ANSWERS),))
    assert causes(action("keep_silent", BO, B=ADA, F="harm"), asked) == (200,)


def test_an_act_is_caused_by_what_taught_its_matter_and_what_its_thing_shows() -> None:
    learnt = (
        worlds.acted(2, effects=(learned(ADA, "harm"),)),
        worlds.acted(4, effects=(learned(ADA, "shard"),)),
    )
    assert causes(action("tell", ADA, B=BO, F="harm"), *learnt) == (200,)
    assert causes(action("give", ADA, B=BO, I="shoe"), *learnt) == (400,)
    assert causes(action("give", ADA, B=BO, I="latch"), *learnt) == (100,)


def test_an_act_is_caused_by_what_is_felt_for_its_target() -> None:
    felt = worlds.acted(5, effects=(Felt(ADA, "anger", BO, 0, 2), Felt(ADA, "joy", "", 0, 1)))
    assert causes(action("tell", ADA, B=BO, F="harm"), felt) == (500,)
    assert causes(action("tell", ADA, B=CY, F="harm"), felt) == (100,)


def test_an_act_with_no_other_cause_is_caused_by_its_scene() -> None:
    assert causes(action("wait", ADA)) == (100,)
    alone = fold(worlds.setting(), (worlds.opened(worlds.setting()),))
    assert causes_of(alone, action("wait", ADA)) == ()


def test_the_latest_causes_are_kept() -> None:
    felt = [
        worlds.acted(turn, effects=(Felt(ADA, mood, BO, 0, 1),))
        for turn, mood in enumerate(MOODS, 2)
    ]
    assert (
        causes(action("wait", ADA, B=BO), *felt)
        == tuple(turn * 100 for turn in range(2, 9))[-MOST_CAUSES:]
    )


MOODS = ("anger", "fear", "grief", "shame", "joy", "longing", "guilt")


# ── questions that move by themselves ─────────────────────────────────────────────────────────────


def test_a_question_opens_when_somebody_learns_what_raises_it() -> None:
    known_before = worlds.world(learned(BO, "harm"), learned(BO, "trace"))
    assert not thread_is_raised(known_before, "vase")
    assert thread_effects(known_before) == ()
    worlds.after(known_before, worlds.acted(effects=(learned(ADA, "harm"),)))
    assert thread_is_raised(known_before, "vase")
    assert thread_effects(known_before) == (ThreadMoved("who", "open"),)
    assert not thread_is_raised(known_before, "moon")


@pytest.mark.parametrize("status", ["latent", "open", "complicated"])
def test_a_question_is_answered_once_its_condition_holds(status: str) -> None:
    world = worlds.world(learned(ADA, "deed"), ThreadMoved("who", status))
    assert thread_effects(world) == (ThreadMoved("who", "answered"),)


@pytest.mark.parametrize("status", ["answered", "unsolved", "abandoned"])
def test_a_question_that_is_closed_moves_no_more(status: str) -> None:
    assert thread_effects(worlds.world(learned(ADA, "deed"), ThreadMoved("who", status))) == ()


def test_an_open_question_waits() -> None:
    assert thread_effects(house(learned(ADA, "harm"), ThreadMoved("who", "open"))) == ()


def test_a_condition_is_asked_of_the_world_as_it_is() -> None:
    world = house(learned(BO, "deed"), Departed(CY, "left"))
    assert holds_in(world, parse_condition("believes(bo, deed) & gone(cy)"))
    assert not holds_in(world, parse_condition("believes(ada, deed)"))


def test_a_conclusion_stands_on_what_taught_each_of_its_premises() -> None:
    found = worlds.acted(2, verb="take", effects=(learned(ADA, "shard", 90),))
    heard = worlds.acted(3, actor=CY, effects=(learned(ADA, "seen", 80, "told", CY),))

    assert causes(action("infer", ADA, F="deed"), found, heard) == (200, 300)


def test_a_premise_of_a_rule_that_is_not_held_whole_is_no_ground() -> None:
    found = worlds.acted(2, verb="take", effects=(learned(ADA, "shard", 90),))

    assert 200 not in causes(action("infer", ADA, F="deed"), found)
