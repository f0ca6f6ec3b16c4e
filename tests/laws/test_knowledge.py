"""Nothing reaches a character that the character has not witnessed or been told: two canaries over
seeds out of two hundred, and the law, that two worlds which differ only in what somebody cannot
perceive are one world to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novel_engine.engine.persona import PersonaAgent
from novel_engine.story.deciding.menus import compile_joins
from novel_engine.story.deciding.utility import Staging
from novel_engine.story.deciding.views import view_of
from novel_engine.story.fabula.events import (
    Acted,
    Effect,
    Event,
    Felt,
    GoalTaken,
    Learned,
    Obliged,
    Related,
    id_of,
)
from novel_engine.story.fabula.mind import AXES, EMOTIONS, Belief, Emotion, Goal, Mind, Obligation
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, advance, begin, fold
from novel_engine.story.givens.facts import OFFSTAGE, Fact, Item, Rule
from novel_engine.story.givens.people import TRAIT_AXES, Person, Secret
from novel_engine.story.givens.roles import NO_ROLES, Roles
from tests.support import worlds
from tests.support.sampling import sample
from tests.support.worlds import KERNELS, Told

pytestmark = pytest.mark.law

SEEDS, TODAY = range(1, 201), 40
TOKEN = re.compile(r"zq-[a-z.\-0-9]+")


def kernel_of(seed: int) -> str:
    """The bundled kernels, turn about."""
    return KERNELS[seed % len(KERNELS)]


# ── the canaries ──────────────────────────────────────────────────────────────────────────────────


def marked(made: Setting) -> Setting:
    """The setting with a word in every claim, a person's own secrets among them, that is found
    nowhere else.
    """
    facts = {
        name: replace(fact, claim=f"{fact.claim} zq-{name}-fact")
        for name, fact in made.facts.items()
    }
    return replace(made, facts=facts)


def marks(fact: Fact) -> set[str]:
    return set(TOKEN.findall(fact.claim))


def leaks(told: Told) -> Iterator[tuple[int, str, set[str]]]:
    """Each time anybody's view held the mark of a fact they had not learnt: event, person, marks.

    A view depends on the mind and the number of the turn alone, so a mind that has not moved is not
    asked again.
    """
    made = marked(told.setting)
    world, allowed = begin(made), {name: set[str]() for name in made.people}
    asked = dict.fromkeys(made.people, 0)
    for event in told.events:
        for effect in event.effects:
            if isinstance(effect, Learned):
                allowed[effect.person] |= marks(made.facts[effect.fact])
        advance(world, event)
        for name, mind in world.minds.items():
            if world.place_of(name) and mind.version != asked[name]:
                asked[name] = mind.version
                found = (
                    set(TOKEN.findall(view_of(made, mind, event.turn).canonical())) - allowed[name]
                )
                if found:
                    yield id_of(event), name, found


def test_no_secret_reaches_the_view_of_anybody_who_has_not_learnt_it() -> None:
    """Nor any other claim: for every fact, every person and every turn of stories of five
    people.
    """
    for seed in sample(SEEDS, TODAY, "canary of views"):
        assert list(leaks(worlds.story(seed, kernel_of(seed)))) == [], seed


def test_the_canary_sings_when_a_view_tells_too_much() -> None:
    """One belief that no event gave is enough."""
    told = worlds.story(1)
    name = min(told.setting.people)
    world = fold(told.setting, told.events[:10])
    secret = next(fact for fact in told.setting.facts.values() if fact.secret_of not in ("", name))
    assert not TOKEN.findall(
        view_of(marked(told.setting), replace(world.minds[name], beliefs={}), 1).canonical()
    )
    world.minds[name].beliefs[secret.id] = Belief(secret.id, True, 90, "told", "", 0)
    assert marks(marked(told.setting).facts[secret.id]) & set(
        TOKEN.findall(view_of(marked(told.setting), world.minds[name], 1).canonical())
    )


def test_nobody_comes_to_disbelieve_anothers_secret_that_was_never_put_to_them() -> None:
    """A cover story that made its hearers deny the truth would have told it to them."""
    for seed in sample(SEEDS, TODAY, "disbelief"):
        told = worlds.story(seed, kernel_of(seed))
        world = begin(told.setting)
        for event in told.events:
            for effect in (
                e for e in event.effects if isinstance(e, Learned) and not e.value and event.turn
            ):
                secret_of = told.setting.facts[effect.fact].secret_of
                heard_of = effect.fact in world.minds[effect.person].beliefs
                put = effect.fact in dict(getattr(event, "roles", ())).values()
                assert secret_of in ("", effect.person) or heard_of or put, (seed, event, effect)
            advance(world, event)


# ── the law ───────────────────────────────────────────────────────────────────────────────────────


def moment(seed: int, cut: int) -> World:
    """A real story, somewhere in the middle."""
    told = worlds.story(seed, kernel_of(seed))
    return fold(told.setting, told.events[: 2 + cut % (len(told.events) - 2)])


def seen_and_offered(world: World, name: str) -> tuple[str, str]:
    """One person's view and menu, byte for byte, under the frame's own inclinations."""
    persona = PersonaAgent(name, compile_joins(world.setting.verbs))
    view = persona.view(world, 777)
    biases = worlds.bundled_setting(1, worlds.company()).frames[0].bias
    return view.canonical(), repr(persona.menu(world, view, Staging(biases)))


def other_fact(rng: Random, fact: Fact, people: list[str]) -> Fact:
    """The same fact, but that it may be false, about another, another's secret, and worded
    otherwise.
    """
    subject, holder, hurt = (rng.choice([*people, ""]) for _ in range(3))
    return replace(
        fact,
        claim=f"it is otherwise {rng.random()}",
        truth=not fact.truth,
        stakes=rng.randrange(4),
        subject=subject,
        secret_of=holder,
        hurts=hurt,
        noun="",
        gerund="",
        tokens=(),
    )


def other_item(rng: Random, item: Item, held: set[str], facts: list[str]) -> Item:
    """The same thing, but that what nobody here has seen it show may be something else."""
    known = tuple(fact for fact in item.evidence if fact in held)
    hidden = tuple(rng.sample(facts, min(2, len(facts)))) if set(item.evidence) - held else ()
    return replace(item, evidence=(*known, *hidden), decisive=not item.decisive)


def other_rule(rng: Random, rule: Rule, held: set[str], facts: list[str]) -> Rule:
    """The same rule, if every premise is known; else one that leads elsewhere."""
    if set(rule.premises) <= held or not facts:
        return rule
    return replace(
        rule,
        conclusion=rng.choice(facts),
        confidence=rng.randrange(1, 100),
        value=rng.random() < 0.5,
    )


def other_person(rng: Random, person: Person) -> Person:
    """Somebody of that name, and otherwise anybody."""
    return replace(
        person,
        traits=tuple(rng.randrange(-2, 3) for _ in TRAIT_AXES),
        secrets=(Secret(f"another secret {rng.random()}", 3),),
        never=("ask", "tell"),
        tactics=("joke",),
        goals=("win",),
        tell="hums",
    )


def other_mind(rng: Random, mind: Mind, made: Setting) -> Mind:
    """Another state of mind: beliefs, ties, feelings, goals and debts."""
    people, facts = sorted(made.people), sorted(made.facts)
    beliefs = {
        f: Belief(f, rng.random() < 0.5, rng.randrange(101), "told", "", 0)
        for f in facts
        if rng.random() < 0.6
    }
    return replace(
        mind,
        beliefs=beliefs,
        relations={
            (p, axis): rng.randrange(-3, 4) for p in people for axis in AXES if p != mind.person
        },
        emotions={
            (e, p): Emotion(rng.randrange(6), p, 0, mind.scene) for e in EMOTIONS for p in people
        },
        goals=(Goal("punish", "harm", rng.choice(people), 5, 0),),
        obligation=Obligation(rng.choice(people), rng.choice(facts), "ask", ("lie",), 0),
        known_to={(p, f): 0 for p in people for f in facts if rng.random() < 0.3},
        people=(),
        held=(),
        items=(),
        version=mind.version + 9,
    )


def other_setting(rng: Random, made: Setting, mind: Mind) -> Setting:
    """The same givens, but for all that this mind cannot know of them."""
    held = set(mind.beliefs)
    unheld = sorted(set(made.facts) - held)
    people = sorted(made.people)
    return replace(
        made,
        title="Another Story",
        premise="Something else.",
        scenes=made.scenes * 7,
        form="tragedy",
        eyes="",
        people={n: p if n == mind.person else other_person(rng, p) for n, p in made.people.items()},
        facts={n: f if n in held else other_fact(rng, f, people) for n, f in made.facts.items()},
        items={n: other_item(rng, item, held, unheld) for n, item in made.items.items()},
        rules=tuple(other_rule(rng, rule, held, unheld) for rule in made.rules),
        threads={
            n: replace(thread, stakes=9, question="What else?")
            for n, thread in made.threads.items()
        },
        roles=NO_ROLES,
        kernels=(),
        frames=made.frames[:1],
        complications=(),
        endings=(),
        opening=(),
    )


def other_world(rng: Random, world: World, name: str) -> World:
    """A world that differs from this one in everything that one person cannot perceive."""
    mind = world.minds[name]
    made = other_setting(rng, world.setting, mind)
    seen = {*mind.items, *mind.held}
    places = sorted(set(made.places) - {mind.place})
    absent = [p for p in made.people if p not in mind.people and p != name]
    return replace(
        world,
        setting=made,
        minds={n: m if n == name else other_mind(rng, m, made) for n, m in world.minds.items()},
        whereabouts=world.whereabouts | {p: rng.choice(places) for p in absent},
        holders={i: p for i, p in world.holders.items() if i in seen},
        lying={i: p if i in seen else rng.choice(places) for i, p in world.lying.items()},
        hidden=world.hidden | {i: rng.random() < 0.5 for i in made.items if i not in seen},
        threads=dict.fromkeys(world.threads, "abandoned"),
        obligations=(),
        taught={},
        done={},
        spotlight={},
        complications={},
        barred={},
        fruitless=5,
        stage={},
    )


chances = st.integers(0, 2**32)


@settings(max_examples=120)
@given(st.integers(1, 40), st.integers(0, 200), chances)
def test_what_one_cannot_perceive_changes_neither_view_nor_menu(
    seed: int, cut: int, chance: int
) -> None:
    world = moment(seed, cut)
    here = world.scene.cast if world.scene else sorted(world.setting.people)
    for name in here:
        other = other_world(Random(chance), world, name)
        assert seen_and_offered(other, name) == seen_and_offered(world, name)


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(0, 200), chances)
def test_the_law_would_notice_what_one_can_perceive(seed: int, cut: int, chance: int) -> None:
    """Another frame of mind, and the view is another: the law is not kept by seeing nothing."""
    world = moment(seed, cut)
    name = Random(chance).choice(sorted(world.setting.people))
    changed = other_mind(Random(chance), world.minds[name], world.setting)
    other = replace(world, minds=world.minds | {name: changed})
    assert (
        view_of(other.setting, changed, 1).canonical()
        != view_of(world.setting, world.minds[name], 1).canonical()
    )


def elsewhere(rng: Random, world: World, absent: list[str]) -> Acted:
    """The absent say, learn, feel and owe each other anything at all."""
    actor, other = rng.choice(absent), rng.choice(absent)
    facts = sorted(world.setting.facts)
    effects: list[Effect] = []
    for _ in range(6):
        who, whom = rng.choice(absent), rng.choice(sorted(world.setting.people))
        effects += [
            Learned(who, rng.choice(facts), rng.randrange(2), rng.randrange(1, 100), "told", actor),
            Related(who, whom, rng.choice(AXES), 0, rng.randrange(-3, 4)),
            Felt(who, rng.choice(EMOTIONS), whom, 0, rng.randrange(6)),
            GoalTaken(who, "punish", "harm", whom, 5),
            Obliged(who, whom, rng.choice(facts), "ask", ("lie",)),
        ]
    return Acted(
        turn=world.turn,
        seq=world.seq + 1,
        causes=(),
        scene=world.scene_count,
        place=OFFSTAGE,
        actor=actor,
        verb="confess",
        tactic="",
        manner=1,
        roles=Roles.of(A=actor, B=other, F=rng.choice(facts)),
        tension=10,
        witnesses=tuple(sorted({actor, other})),
        bystanders=(),
        effects=tuple(effects),
    )


@settings(max_examples=60)
@given(st.integers(1, 40), st.integers(0, 200), chances)
def test_what_the_absent_do_changes_nothing_for_anybody_present(
    seed: int, cut: int, chance: int
) -> None:
    """Not then, and not for as long as the story goes on around them."""
    told = worlds.story(seed, kernel_of(seed))
    at = 2 + cut % (len(told.events) - 2)
    world, other = (fold(told.setting, told.events[:at]) for _ in range(2))
    if world.scene is None or not (
        absent := sorted(set(told.setting.people) - set(world.scene.cast))
    ):
        return
    event = elsewhere(Random(chance), other, absent)
    tension = other.scenes
    advance(other, event)
    other.scenes = tension
    present = [name for name in told.setting.people if name not in absent]
    assert [seen_and_offered(other, n) for n in present] == [
        seen_and_offered(world, n) for n in present
    ]
    for later in told.events[at : at + 30]:
        advance(world, later)
        advance(other, later)
    assert [world.minds[n] for n in present] == [other.minds[n] for n in present]


def without(event: Event, person: str) -> Event:
    """The same event, but that nobody else takes in, feels or owes anything by it."""
    inner = (Learned, Related, Felt, GoalTaken, Obliged)
    kept = tuple(e for e in event.effects if not (isinstance(e, inner) and e.person != person))
    return replace(event, effects=kept)


@settings(max_examples=20)
@given(st.integers(1, 40))
def test_a_whole_story_lived_among_people_without_minds_is_the_same_story_to_each(
    seed: int,
) -> None:
    """Fold one person's story with everybody else's inner life taken out of every event."""
    told = worlds.story(seed, kernel_of(seed))
    for name in told.setting.people:
        alone = fold(told.setting, (without(event, name) for event in told.events))
        assert alone.minds[name] == told.last.minds[name]
