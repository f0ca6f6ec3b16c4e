"""What comes of taking back, standing by, sharing what one knows, taking another's blame."""

from __future__ import annotations

from novel_engine.story.adjudicating.adjudication import adjudicate
from novel_engine.story.adjudicating.credence import DOUBT_CAST, TAKEN_ON
from novel_engine.story.adjudicating.draft import Draft
from novel_engine.story.adjudicating.effects import EFFECTS
from novel_engine.story.adjudicating.moment import Moment
from novel_engine.story.fabula.certainty import CERTAIN
from novel_engine.story.fabula.events import (
    Effect,
    GoalDropped,
    GoalTaken,
    Learned,
    Obliged,
    Related,
)
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.verbs import Proposal
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, HALL, action, house, learned


def done(world: World, effect: str, *values: str, by: str = ADA) -> tuple[Effect, ...]:
    """What this effect changes, as an act of this person before everybody."""
    draft = Draft(world)
    hearers = tuple(person for person in worlds.PEOPLE if person != by)
    EFFECTS[effect](Moment(draft, by, HALL, hearers), *values)
    return draft.finished()


def sure(effects: tuple[Effect, ...], person: str, fact: str) -> int | None:
    """How sure the person came to be of the fact; None where nothing changed."""
    found = [e for e in effects if isinstance(e, Learned) and (e.person, e.fact) == (person, fact)]
    return (found[-1].confidence if found[-1].value else -found[-1].confidence) if found else None


def test_what_is_taken_back_is_held_false_but_by_who_saw_it() -> None:
    world = house(learned(BO, "blame", 70, "told", ADA), learned(CY, "blame", 90))
    effects = done(world, "unsay", "blame")
    assert (sure(effects, BO, "blame") or 0) < 0
    assert sure(effects, CY, "blame") is None


def test_a_charge_spoken_against_is_believed_a_little_less() -> None:
    world = house(learned(BO, "blame", 66), learned(CY, "blame", 95))
    effects = done(world, "speak_against", "blame")
    assert sure(effects, BO, "blame") == 66 - DOUBT_CAST
    assert sure(effects, CY, "blame") is None


def test_whom_one_stands_by_thinks_better_of_one() -> None:
    effects = done(house(), "stand_by", ADA, "blame")
    assert {(e.person, e.other) for e in effects if isinstance(e, Related)} == {(CY, ADA)}
    assert done(house(), "stand_by", CY, "blame", by=CY) == ()


def test_blame_that_is_taken_on_is_believed_but_by_who_did_it() -> None:
    effects = done(house(learned(BO, "deed")), "take_on", "blame", by=CY)
    assert sure(effects, ADA, "blame") == TAKEN_ON
    assert sure(effects, BO, "blame") is None


def test_two_who_put_it_together_each_learn_what_the_other_has_seen() -> None:
    world = house(learned(ADA, "trace", 90), learned(BO, "harm", 90), learned(BO, "shard", 90))
    effects = done(world, "pool", ADA, CY, "harm")
    assert (sure(effects, CY, "trace") or 0) > 0
    assert sure(effects, CY, "shard") is None
    assert sure(effects, ADA, "harm") is None


def test_nobody_who_hides_the_answer_gives_anything_away_in_it() -> None:
    world = house(learned(BO, "deed"), learned(BO, "trace", 90))
    assert done(world, "pool", ADA, BO, "harm") == ()


def test_whoever_lays_it_aside_is_after_nothing_of_it() -> None:
    world = house(GoalTaken(ADA, "learn", "vase", "", 3), GoalTaken(ADA, "leave", "sea", "", 3))
    assert done(world, "lay_aside", ADA, "harm") == (GoalDropped(ADA, "learn", "vase"),)


# ── one hundred of confidence ─────────────────────────────────────────────────────────────────────


def held(world: World, person: str, fact: str, sureness: int, source: str = "inferred") -> Draft:
    """A draft in which the person takes a fact in."""
    draft = Draft(world)
    draft.learn(person, fact, source, sureness)
    return draft


def test_better_evidence_for_one_account_lowers_the_others_in_proportion() -> None:
    world = house(learned(ADA, "cover", 30), learned(ADA, "blame", 45))
    draft = held(world, ADA, "deed", 49)
    assert [draft.sureness(ADA, f) for f in ("deed", "cover", "blame")] == [49, 20, 30]


def test_worse_evidence_gets_what_the_others_leave() -> None:
    draft = held(house(learned(ADA, "blame", 66)), ADA, "deed", 42)
    assert [draft.sureness(ADA, fact) for fact in ("deed", "blame")] == [34, 66]


def test_hearsay_gives_way_to_strong_evidence() -> None:
    told = house(learned(ADA, "cover", 80, "told", BO))
    assert held(told, ADA, "deed", 70).sureness(ADA, "deed") == 70
    assert held(house(learned(ADA, "cover", 80)), ADA, "deed", 70).sureness(ADA, "deed") == 20


def test_what_one_has_known_all_along_nothing_overturns() -> None:
    world = house(learned(BO, "deed", CERTAIN))
    assert held(world, BO, "blame", 97).sureness(BO, "deed") == CERTAIN
    assert held(world, BO, "deed", -90).sureness(BO, "deed") == CERTAIN


# ── who is obliged to what ────────────────────────────────────────────────────────────────────────


def obliged_by(event_effects: tuple[Effect, ...]) -> list[tuple[str, str, str]]:
    return [(e.person, e.fact, e.verb) for e in event_effects if isinstance(e, Obliged)]


def test_whoever_is_shown_a_thing_owes_an_answer_about_what_it_shows() -> None:
    verbs = worlds.verbs() | {
        "show": worlds.verb("show", "A:actor B:present I:item", obliges=("keep_silent",))
    }
    world = worlds.world(made=worlds.setting(verbs=verbs))
    event = adjudicate(world, Proposal(action("show", ADA, B=BO, I="shoe")), 2, 0)
    assert obliged_by(event.effects) == [(BO, "shard", "show")]


def test_an_answer_to_what_is_heard_as_another_act_is_owed_as_to_that_act() -> None:
    feigned = worlds.verb(
        "feign", "A:actor B:present F:fact", obliges=("keep_silent",), heard_as="tell"
    )
    world = worlds.world(made=worlds.setting(verbs=worlds.verbs() | {"feign": feigned}))
    event = adjudicate(world, Proposal(action("feign", CY, B=ADA, F="blame")), 2, 0)
    assert obliged_by(event.effects) == [(ADA, "blame", "tell")]
