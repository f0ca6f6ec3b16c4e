"""How an act's effects are worked out: what a mind takes in, what falls with it, and what it does
to the heart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.adjudicating.credence import (
    DOUBT_MARGIN,
    HEARD_LEAST,
    HEARD_MOST,
    SHOWN_OTHERWISE,
)
from novel_engine.story.adjudicating.draft import Draft, heard_confidence, ruled
from novel_engine.story.adjudicating.withholding import (
    HIGHEST_BEFORE_REVEAL,
    gravest,
    reveal_open,
)
from novel_engine.story.fabula.events import (
    Departed,
    Effect,
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
)
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.facts import Rule
from tests.support import strategies, worlds
from tests.support.worlds import ADA, ANSWERS, BO, CY, HALL, STUDY, house, learned, person


def late_in(world: World) -> World:
    """The same, most of the story later."""
    return worlds.after(world, worlds.scene_opened(8, 9))


def kinds(draft: Draft) -> list[str]:
    return [effect.tag for effect in draft.finished()]


def news(draft: Draft, person: str = ADA) -> dict[str, int]:
    """What a person came to hold by this draft, and how surely."""
    found = [e for e in draft.finished() if isinstance(e, Learned) and e.person == person]
    return {e.fact: e.confidence if e.value else -e.confidence for e in found}


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────

changes = st.integers(-9, 9)
surenesses = st.integers(-100, 100).filter(bool)
steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("relate"), strategies.people, strategies.people, st.sampled_from(AXES), changes
        ),
        st.tuples(
            st.just("feel"),
            strategies.people,
            st.sampled_from(EMOTIONS),
            changes,
            strategies.nobody_or_one,
        ),
        st.tuples(
            st.just("learn"), strategies.people, strategies.facts, strategies.sources, surenesses
        ),
    ),
    max_size=8,
)


@given(st.lists(strategies.acts(2), max_size=2), steps)
def test_what_is_drafted_stays_in_bounds_and_is_what_the_fold_comes_to(
    before: list[Any], asked: list[tuple[Any, ...]]
) -> None:
    world = worlds.after(worlds.world(), *before)
    draft = Draft(world)
    for name, *arguments in asked:
        getattr(draft, name)(*arguments)
    effects = draft.finished()
    _in_bounds(effects)
    expected = {(p, f): draft.sureness(p, f) for p in worlds.PEOPLE for f in world.setting.facts}
    ties = {
        (p, a, o): draft.relation(p, a, o)
        for p in worlds.PEOPLE
        for a in AXES
        for o in worlds.PEOPLE
    }
    levels = {
        (p, e, t): draft.level(p, e, t)
        for p in worlds.PEOPLE
        for e in EMOTIONS
        for t in ("", *worlds.PEOPLE)
    }
    worlds.after(world, worlds.acted(9, effects=effects))
    after = Draft(world)
    assert expected == {key: after.sureness(*key) for key in expected}
    assert ties == {key: after.relation(*key) for key in ties}
    assert levels == {key: after.level(*key) for key in levels}


def _in_bounds(effects: tuple[Effect, ...]) -> None:
    seen = set[tuple[str, ...]]()
    for effect in effects:
        if isinstance(effect, Related):
            assert -3 <= effect.after <= 3
            assert effect.after != effect.before
            key: tuple[str, ...] = ("related", effect.person, effect.other, effect.axis)
        elif isinstance(effect, Felt):
            assert 0 <= effect.after <= 5
            assert effect.after != effect.before
            key = ("felt", effect.person, effect.emotion, effect.target)
        else:
            assert isinstance(effect, Learned)
            assert 0 < effect.confidence <= 100
            key = ("learned", effect.person, effect.fact)
        assert key not in seen
        seen.add(key)


# ── how people stand ──────────────────────────────────────────────────────────────────────────────


def test_two_steps_along_one_axis_are_one_change() -> None:
    draft = Draft(house(Related(ADA, BO, "trust", 0, 2)))
    draft.relate(ADA, BO, "trust", -1)
    draft.relate(ADA, BO, "respect", 1)
    draft.relate(ADA, BO, "trust", -2)
    assert draft.finished() == (Related(ADA, BO, "trust", 2, -1), Related(ADA, BO, "respect", 0, 1))
    assert draft.relation(ADA, "trust", BO) == -1


def test_steps_that_cancel_out_are_no_change() -> None:
    draft = Draft(house())
    draft.relate(ADA, BO, "trust", 1)
    draft.relate(ADA, BO, "trust", -1)
    draft.relate(ADA, CY, "trust", 9)
    draft.relate(ADA, CY, "trust", 1)
    assert draft.finished() == (Related(ADA, CY, "trust", 0, 3),)


@pytest.mark.parametrize(("one", "other"), [("", BO), (ADA, ""), (ADA, ADA), ("nobody", ADA)])
def test_nobody_stands_to_themselves_or_to_nobody(one: str, other: str) -> None:
    draft = Draft(house())
    draft.relate(one, other, "trust", 1)
    assert draft.finished() == ()


# ── feelings ──────────────────────────────────────────────────────────────────────────────────────


def test_a_feeling_rises_and_is_spent_towards_its_target() -> None:
    draft = Draft(house(Felt(ADA, "anger", BO, 0, 2), Felt(ADA, "anger", CY, 0, 1)))
    draft.feel(ADA, "anger", 1, BO)
    draft.feel(ADA, "anger", -4, CY)
    assert draft.finished() == (Felt(ADA, "anger", BO, 2, 3), Felt(ADA, "anger", CY, 1, 0))


def test_a_feeling_spent_without_a_target_is_spent_towards_all() -> None:
    world = house(
        Felt(ADA, "guilt", BO, 0, 3), Felt(ADA, "guilt", "", 0, 1), Felt(ADA, "anger", BO, 0, 3)
    )
    draft = Draft(world)
    draft.feel(ADA, "guilt", -2)
    worlds.after(world, worlds.acted(3, effects=draft.finished()))
    assert world.minds[ADA].emotion("guilt") == 1
    assert world.minds[ADA].emotion("guilt", BO) == 1
    assert world.minds[ADA].emotion("anger") == 3


def test_a_feeling_without_a_target_rises_from_the_strongest_there_is() -> None:
    world = house(Felt(ADA, "joy", BO, 0, 2))
    draft = Draft(world)
    draft.feel(ADA, "joy", 1)
    assert draft.finished() == (Felt(ADA, "joy", "", 0, 3),)


def test_what_has_faded_counts_as_faded() -> None:
    world = house(Felt(ADA, "anger", BO, 0, 3))
    worlds.after(world, worlds.scene_opened(6, 5))
    draft = Draft(world)
    draft.feel(ADA, "anger", 1, BO)
    assert draft.finished() == (Felt(ADA, "anger", BO, 1, 2),)


def test_until_the_reveal_the_gravest_secrets_holder_feels_little_guilt() -> None:
    world = house()
    assert gravest(world).id == "deed"
    for _ in range(2):
        draft = Draft(world)
        draft.feel(BO, "guilt", 4, ADA)
        draft.feel(CY, "guilt", 4, ADA)
        assert (draft.level(BO, "guilt", ADA), draft.level(CY, "guilt", ADA)) == (
            HIGHEST_BEFORE_REVEAL,
            4,
        )
    assert not reveal_open(world)
    after = Draft(late_in(world))
    after.feel(BO, "guilt", 4, ADA)
    assert after.level(BO, "guilt", ADA) == 4


def test_guilt_from_before_is_not_taken_away_by_the_wait() -> None:
    draft = Draft(house(Felt(BO, "guilt", ADA, 0, 3)))
    draft.feel(BO, "guilt", 1, ADA)
    assert draft.finished() == ()


# ── taking a fact in ──────────────────────────────────────────────────────────────────────────────


def test_what_is_surer_replaces_what_is_held_and_what_is_not_does_nothing() -> None:
    draft = Draft(house(learned(ADA, "harm", 60)))
    assert not draft.learn(ADA, "harm", "told", 60)
    assert not draft.learn(ADA, "harm", "told", 40)
    assert draft.learn(ADA, "harm", "witnessed", 90)
    assert draft.learn(ADA, "harm", "told", -30)
    assert news(draft) == {"harm": -30}


def test_nobody_learns_what_is_no_fact_and_no_stranger_learns_anything() -> None:
    draft = Draft(house())
    assert not draft.learn(ADA, "moon", "told", 90)
    assert not draft.learn("nobody", "harm", "told", 90)
    assert draft.finished() == ()


def test_an_account_that_is_believed_makes_those_it_excludes_fall() -> None:
    draft = Draft(house(learned(ADA, "cover", 60), learned(ADA, "blame", -90)))
    draft.learn(ADA, "deed", "inferred", 70)
    assert news(draft) == {"deed": 70, "cover": -70}
    assert [e.source for e in draft.finished() if isinstance(e, Learned)] == [
        "inferred",
        "inferred",
    ]


def test_what_falls_by_a_telling_falls_by_that_telling() -> None:
    draft = Draft(house(learned(ADA, "cover", 60)))
    draft.learn(ADA, "deed", "told", 70, CY)
    assert [(e.source, e.teller) for e in draft.finished() if isinstance(e, Learned)] == [
        ("told", CY),
        ("told", CY),
    ]


def test_nobody_is_made_to_disbelieve_what_they_never_heard_of() -> None:
    """Or the cover story would hand every hearer the secret it covers."""
    draft = Draft(house())
    draft.learn(ADA, "cover", "lied_to", 70, BO)
    assert news(draft) == {"cover": 70}


def test_a_mere_suspicion_excludes_nothing() -> None:
    draft = Draft(house(learned(ADA, "cover", 60)))
    draft.learn(ADA, "deed", "inferred", 40)
    assert news(draft) == {"deed": 40}


def test_a_secret_that_hurts_strikes_home_when_it_is_first_believed() -> None:
    world = house()
    draft = Draft(world)
    draft.learn(ADA, "deed", "told", 90, CY)
    assert draft.level(ADA, "anger", BO) > 0
    assert draft.relation(ADA, "trust", BO) < 0
    assert draft.relation(ADA, "affection", BO) < 0
    again = Draft(worlds.after(world, worlds.acted(effects=draft.finished())))
    again.learn(ADA, "deed", "witnessed", 100)
    assert kinds(again) == ["learned"]


def test_a_plan_that_hurts_grieves() -> None:
    draft = Draft(house())
    draft.learn(BO, "sailing", "told", 90, CY)
    assert draft.level(BO, "grief", CY) > 0
    assert draft.relation(BO, "trust", CY) < 0
    assert draft.relation(BO, "affection", CY) == 0


def test_a_lesser_wrong_costs_less_trust() -> None:
    trust = []
    for stakes in (1, 3):
        facts = worlds.facts()
        facts["deed"] = replace(facts["deed"], stakes=stakes)
        draft = Draft(house(facts=facts))
        draft.learn(ADA, "deed", "told", 90, CY)
        trust.append(draft.relation(ADA, "trust", BO))
    assert trust[1] < trust[0] < 0


@pytest.mark.parametrize(("who", "fact"), [(CY, "deed"), (ADA, "harm"), (BO, "deed")])
def test_what_does_not_hurt_a_person_leaves_them_calm(who: str, fact: str) -> None:
    draft = Draft(house())
    draft.learn(who, fact, "told", 90, ADA)
    assert set(kinds(draft)) == {"learned"}


@pytest.mark.parametrize("subject", ["", ADA])
def test_nobody_is_to_blame_for_a_misfortune_or_for_ones_own_fault(subject: str) -> None:
    facts = worlds.facts()
    facts["deed"] = replace(facts["deed"], subject=subject)
    draft = Draft(house(facts=facts))
    draft.learn(ADA, "deed", "told", 90, CY)
    assert kinds(draft) == ["learned"]


def test_a_thing_shows_whoever_looks_what_it_is_evidence_of() -> None:
    draft = Draft(house())
    assert draft.examine(ADA, "shoe")
    assert not draft.examine(ADA, "shoe")
    assert not draft.examine(ADA, "lamp")
    assert news(draft) == {"shard": 90}


# ── being told ────────────────────────────────────────────────────────────────────────────────────


def told(world: World, fact: str = "cover", teller: str = BO, *, lie: bool = True) -> Draft:
    draft = Draft(world)
    draft.hear(ADA, fact, teller, lie=lie)
    return draft


def test_the_trusted_are_believed_more_and_nobody_wholly_or_not_at_all() -> None:
    sure = [
        heard_confidence(w := house(Related(ADA, BO, "trust", 0, n)), w.minds[ADA], BO)
        for n in range(-3, 4)
    ]
    assert sure == sorted(set(sure))
    assert all(HEARD_LEAST <= one <= HEARD_MOST for one in sure)


@pytest.mark.parametrize(("trustfulness", "bound"), [(-2, HEARD_LEAST), (2, HEARD_MOST)])
def test_the_trusting_believe_more_up_to_a_bound(trustfulness: int, bound: int) -> None:
    people = {
        n: person(n, traits={"trustfulness": trustfulness if n == ADA else 0})
        for n in worlds.PEOPLE
    }
    far = 9 if trustfulness > 0 else -9
    world = house(Related(ADA, BO, "trust", 0, far), people=people)
    assert heard_confidence(world, world.minds[ADA], BO) == bound
    near = house(people=people)
    plain = house()
    mine, usual = (
        heard_confidence(near, near.minds[ADA], BO),
        heard_confidence(plain, plain.minds[ADA], BO),
    )
    assert (mine > usual) == (trustfulness > 0)


@pytest.mark.parametrize(("lie", "source"), [(True, "lied_to"), (False, "told")])
def test_a_telling_is_believed_as_far_as_the_teller_is(lie: bool, source: str) -> None:
    world = house()
    assert told(world, lie=lie).finished() == (
        Learned(ADA, "cover", 1, heard_confidence(world, world.minds[ADA], BO), source, BO),
    )


def test_whoever_knows_better_trusts_the_teller_less_and_is_angry_each_time() -> None:
    world = house(learned(ADA, "cover", -95))
    draft = told(world)
    assert draft.finished() == (Related(ADA, BO, "trust", 0, -1), Felt(ADA, "anger", BO, 0, 1))
    draft.hear(ADA, "cover", BO, lie=True)
    assert draft.finished() == (Related(ADA, BO, "trust", 0, -2), Felt(ADA, "anger", BO, 0, 2))
    furious = told(house(learned(ADA, "cover", -95), Felt(ADA, "anger", BO, 0, 5)))
    assert kinds(furious) == ["related"]


def test_whoever_is_less_sure_of_the_contrary_gives_way() -> None:
    world = house(learned(ADA, "cover", -30))
    assert news(told(world)) == {"cover": heard_confidence(world, world.minds[ADA], BO)}


@pytest.mark.parametrize(("less", "doubts"), [(DOUBT_MARGIN, True), (DOUBT_MARGIN + 1, False)])
def test_a_telling_must_be_believed_by_a_margin(less: int, doubts: bool) -> None:
    plain = house()
    sure = heard_confidence(plain, plain.minds[ADA], BO)
    assert (news(told(house(learned(ADA, "cover", less - sure)))) == {}) == doubts


def test_whoever_holds_another_account_hears_the_new_one_and_does_not_believe_it() -> None:
    draft = told(house(learned(ADA, "deed", 90)))
    assert news(draft) == {"cover": -90}
    assert draft.relation(ADA, "trust", BO) == -1


def test_a_weaker_account_gives_way_to_the_new_one() -> None:
    world = house(learned(ADA, "blame", 52), Related(ADA, BO, "trust", 0, 1))
    sure = heard_confidence(world, world.minds[ADA], BO)
    assert news(told(world)) == {"cover": sure, "blame": -sure}


def test_evidence_against_a_telling_is_believed_before_the_teller() -> None:
    world = house(learned(ADA, "trace"))
    against = ruled(world, world.minds[ADA], "cover", so=False)
    assert against + DOUBT_MARGIN >= heard_confidence(world, world.minds[ADA], BO)
    draft = told(world)
    assert news(draft) == {"cover": -against}
    assert draft.relation(ADA, "trust", BO) == -1


def test_no_trust_outweighs_what_one_has_seen_against_it() -> None:
    world = house(learned(ADA, "trace"), Related(ADA, BO, "trust", 0, 3))
    against = ruled(world, world.minds[ADA], "cover", so=False)
    assert SHOWN_OTHERWISE <= against < heard_confidence(world, world.minds[ADA], BO) - DOUBT_MARGIN
    assert news(told(world)) == {"cover": -against}


def test_evidence_for_a_telling_bears_it_out() -> None:
    plain, seen = house(), house(learned(ADA, "seen"), learned(ADA, "trace"))
    assert (
        news(told(seen, "deed", CY, lie=False))["deed"]
        > news(told(plain, "deed", CY, lie=False))["deed"]
    )


def test_what_was_seen_outweighs_what_was_heard_before() -> None:
    heard, seen = learned(ADA, "deed", -75, "told", BO), learned(ADA, "seen")
    assert news(told(house(heard), "deed", CY, lie=False)) == {}
    assert news(told(house(heard, seen), "deed", CY, lie=False))["deed"] > 0


def test_of_several_rules_the_strongest_speaks() -> None:
    rules = (Rule(("trace",), "cover", 60, value=False), Rule(("harm",), "cover", 70, value=False))
    world = house(learned(ADA, "trace"), learned(ADA, "harm"), rules=rules)
    assert ruled(world, world.minds[ADA], "cover", so=False) == 70
    assert ruled(world, world.minds[ADA], "cover", so=True) == 0
    assert ruled(world, world.minds[BO], "cover", so=False) == 0


# ── people, things, goals and debts ───────────────────────────────────────────────────────────────


def test_whoever_is_there_already_does_not_move() -> None:
    draft = Draft(house())
    draft.move(ADA, HALL)
    draft.move(ADA, STUDY)
    assert draft.finished() == (Moved(ADA, HALL, STUDY),)


def test_things_are_put_and_destroyed() -> None:
    draft = Draft(house())
    draft.put("lamp", place=HALL, hidden=True)
    draft.destroy("shoe")
    assert draft.finished() == (ItemMoved("lamp", "", HALL, 1), ItemDestroyed("shoe"))


def test_what_one_held_stays_behind() -> None:
    draft = Draft(house(ItemMoved("shoe", ADA, "", 0)))
    draft.depart(ADA, "left")
    assert draft.finished() == (ItemMoved("shoe", "", HALL, 0), Departed(ADA, "left"))


def test_only_a_goal_one_has_can_be_dropped() -> None:
    draft = Draft(house(GoalTaken(ADA, "learn", "vase", "", 3)))
    draft.drop_goal(ADA, "learn", "sea")
    draft.drop_goal(ADA, "learn", "vase")
    draft.take_goal(ADA, "punish", "vase", BO, 2)
    assert draft.finished() == (
        GoalDropped(ADA, "learn", "vase"),
        GoalTaken(ADA, "punish", "vase", BO, 2),
    )


def test_only_an_answer_that_is_owed_is_released() -> None:
    owed = Obliged(ADA, BO, "harm", "ask", ANSWERS)
    draft = Draft(house(owed))
    draft.release(BO)
    draft.release(ADA)
    draft.oblige(CY, ADA, "harm", "ask", ANSWERS)
    assert draft.finished() == (Released(ADA), Obliged(CY, ADA, "harm", "ask", ANSWERS))


def test_what_speaks_more_strongly_for_another_account_puts_ones_own_in_doubt() -> None:
    rule = Rule(("shard",), "deed", 70)
    world = worlds.house(learned(ADA, "cover", 60), learned(CY, "cover", 90), rules=(rule,))
    draft = Draft(world)
    for who in (ADA, CY):
        draft.learn(who, "shard", "witnessed", 90)

    assert 0 < draft.sureness(ADA, "cover") < 50
    assert draft.sureness(CY, "cover") == 90
