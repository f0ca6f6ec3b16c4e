"""What nobody does against what they hold, in any story, with any cast: the case is one hundred of
confidence, and whoever accuses, forgives, denies, tells, searches or repents obeys it.

Held on casts of two to twelve people of any temper, some of whom play two parts; a few seeds with
each commit, five hundred where everything is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from novel_engine.story.adjudicating.world_lens import WorldLens
from novel_engine.story.deciding.lens import MindLens
from novel_engine.story.deciding.menus import compile_joins
from novel_engine.story.deciding.predicates import thinks_knows
from novel_engine.story.deciding.questions import worth_searching, wronged
from novel_engine.story.deciding.utility import menu
from novel_engine.story.deciding.views import view_of
from novel_engine.story.fabula.certainty import CERTAIN
from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Event,
    GoalTaken,
    ItemDestroyed,
    ItemMoved,
    Obliged,
    Refused,
    SceneClosed,
)
from novel_engine.story.fabula.world import World, advance, begin
from novel_engine.story.givens.people import HE, SHE, THEY, TRAIT_AXES, Person, Secret
from novel_engine.story.givens.verbs import Mark
from tests.support.bundled_stories import STORIES, record_of
from tests.support.corpus import shared
from tests.support.sampling import sample
from tests.support.worlds import KERNELS, Told, bundled_setting, simulated

pytestmark = pytest.mark.law

SEEDS = sample(range(1, 501), 10, "the case")
SIZES = range(2, 13)
MOST_REFUSED = 0.1
FEWEST_REACTIONS = 4
MET = frozenset(("admits", "charges"))

each_kernel = pytest.mark.parametrize("kernel", KERNELS)


def odd_company(seed: int) -> tuple[Person, ...]:
    """Two to twelve people of any temper, each with something of their own to hide."""
    rng = Random(f"odd {seed}")
    size = SIZES[seed % len(SIZES)]
    return tuple(
        Person(
            f"p{number}",
            f"Pat {number}",
            f"Pat{number}",
            (SHE, HE, THEY)[number % 3],
            traits=tuple(rng.randint(-2, 2) for _ in TRAIT_AXES),
            secrets=(Secret(f"pat {number} keeps a thing", 1),),
        )
        for number in range(size)
    )


@shared
def odd_story(seed: int, kernel: str) -> Told:
    """A story of them."""
    return simulated(bundled_setting(seed, odd_company(seed), kernel=kernel))


def before_each(kernel: str) -> Iterator[tuple[str, World, Event]]:
    """Each event of each story, and the world before it."""
    for seed in SEEDS:
        one = odd_story(seed, kernel)
        world = begin(one.setting)
        for event in one.events:
            yield f"{kernel} {seed}, {event}", world, event
            advance(world, event)


def acts(kernel: str, mark: Mark) -> Iterator[tuple[str, World, Acted]]:
    """The acts of one sort, each with the world before it."""
    for told, world, event in before_each(kernel):
        if isinstance(event, Acted) and world.setting.marked(event.verb, mark):
            yield told, world, event


# ── one hundred of confidence ─────────────────────────────────────────────────────────────────────


@each_kernel
def test_what_anybody_holds_of_one_case_comes_to_a_hundred_at_most(kernel: str) -> None:
    for told, world, _ in before_each(kernel):
        lens = WorldLens(world)
        for fact, rivals in world.setting.rivals.items():
            for person in world.minds:
                held = [max(0, lens.confidence(person, one)) for one in (fact, *rivals)]
                assert sum(held) <= CERTAIN, (told, person, held)


@each_kernel
def test_evidence_about_somebody_speaks_for_no_deed_of_anothers(kernel: str) -> None:
    for seed in SEEDS:
        setting = odd_story(seed, kernel).setting
        for rule in setting.rules:
            found = setting.facts[rule.conclusion]
            if rule.value and setting.is_so("blames", found):
                about = {setting.facts[premise].subject for premise in rule.premises}
                assert about <= {"", found.subject}, rule


@each_kernel
def test_nobody_charges_anybody_while_they_hold_another_account_more_surely(kernel: str) -> None:
    for told, world, event in acts(kernel, "charges"):
        lens, fact = WorldLens(world), event.roles.get("F")
        others = [lens.confidence(event.actor, r) for r in world.setting.rivals.get(fact, ())]
        assert lens.confidence(event.actor, fact) > max(others, default=0), told


@each_kernel
def test_nobody_forgives_or_breaks_with_anybody_for_what_they_do_not_believe(kernel: str) -> None:
    for told, world, event in before_each(kernel):
        if isinstance(event, Acted) and event.verb in ("forgive", "break_with"):
            assert wronged(WorldLens(world), event.actor, event.roles.get("B")), told


# ── what was said is said ─────────────────────────────────────────────────────────────────────────


@each_kernel
def test_nobody_denies_what_they_have_owned_to_before_whoever_hears(kernel: str) -> None:
    owned: set[tuple[str, str, str, str]] = set()
    for told, world, event in before_each(kernel):
        if not isinstance(event, Acted):
            continue
        story, fact = told.split(",")[0], event.roles.get("F")
        if world.setting.marked(event.verb, "denies"):
            assert (story, event.actor, event.roles.get("B"), fact) not in owned, told
        if world.setting.marked(event.verb, "admits"):
            owned |= {(story, event.actor, hearer, fact) for hearer in event.witnesses}


@each_kernel
def test_nobody_tells_as_news_what_they_know_the_other_knows(kernel: str) -> None:
    for told, world, event in acts(kernel, "informs"):
        lens = MindLens(world.setting, world.minds[event.actor])
        news = event.roles.get("G") or event.roles.get("F")
        assert not thinks_knows(lens, event.actor, event.roles.get("B"), news), told


@each_kernel
def test_nobody_repents_of_what_they_did_not_do(kernel: str) -> None:
    for told, world, event in before_each(kernel):
        facts = world.setting.facts
        if isinstance(event, Acted) and event.verb in ("apologise", "put_right", "resolve"):
            deed = facts[event.roles.get("F")]
            assert (deed.subject, deed.truth) == (event.actor, True), told
        for effect in event.effects:
            if isinstance(effect, GoalTaken) and effect.kind == "atone":
                own = [f for f in facts.values() if f.topic == effect.topic and f.truth]
                assert any(effect.person in (f.subject, f.secret_of) for f in own), told


# ── things ────────────────────────────────────────────────────────────────────────────────────────


@each_kernel
def test_nothing_is_found_twice(kernel: str) -> None:
    found: set[tuple[str, str]] = set()
    for told, world, event in before_each(kernel):
        story = told.split(",")[0]
        for effect in (e for e in event.effects if isinstance(e, ItemMoved)):
            if effect.hidden:
                found.discard((story, effect.item))
            elif effect.holder and world.hidden.get(effect.item) and event.tag != "story_opened":
                assert (story, effect.item) not in found, told
                found.add((story, effect.item))


@each_kernel
def test_a_thing_taken_away_is_away(kernel: str) -> None:
    gone: set[tuple[str, str]] = set()
    for told, world, event in before_each(kernel):
        story = told.split(",")[0]
        item = event.roles.get("I") if isinstance(event, Acted) else ""
        assert (story, item) not in gone, told
        if isinstance(event, Acted) and event.verb in ("give", "show", "hand_back", "hide"):
            assert world.holders.get(item) == event.actor, told
        for effect in event.effects:
            if isinstance(effect, ItemMoved):
                assert (story, effect.item) not in gone, told
            if isinstance(effect, ItemDestroyed):
                gone.add((story, effect.item))


@each_kernel
def test_nobody_looks_where_they_have_no_reason_to(kernel: str) -> None:
    for told, world, event in before_each(kernel):
        if isinstance(event, Acted | Refused) and world.setting.marked(event.verb, "finds"):
            lens = MindLens(world.setting, world.minds[event.actor])
            assert worth_searching(lens, event.roles.get("F")), told


@pytest.mark.parametrize("story", STORIES)
def test_few_attempts_are_refused(story: str) -> None:
    tried = [e for seed in range(1, 61) for e in record_of(story, seed)]
    refused = sum(isinstance(e, Refused) for e in tried)
    assert refused <= MOST_REFUSED * sum(isinstance(e, Acted | Refused) for e in tried)


# ── who is spoken to moves next ───────────────────────────────────────────────────────────────────


def spoken_to(world: World, event: Event) -> str:
    """To whom this was said, shown or given."""
    if not isinstance(event, Acted) or event.roles.get("B") not in event.witnesses:
        return ""
    verb = world.setting.verbs[event.verb]
    is_put = verb.said or not verb.marks.isdisjoint(("confronts", "gives"))
    return event.roles.get("B") if is_put else ""


@each_kernel
def test_whoever_is_spoken_to_moves_next(kernel: str) -> None:
    addressed, waiting = "", ""  # whoever has to choose does so before the one spoken to answers
    for told, world, event in before_each(kernel):
        if isinstance(event, Acted | Refused):
            is_there = bool(addressed) and world.place_of(addressed) == event.place
            assert not is_there or event.actor in (addressed, waiting), (told, addressed)
            waiting = "" if event.actor == waiting else waiting
            addressed = spoken_to(world, event)
        elif isinstance(event, Complicated):
            owing = [effect.person for effect in event.effects if isinstance(effect, Obliged)]
            if owing:
                addressed, waiting = owing[0], addressed
        elif isinstance(event, SceneClosed):
            addressed, waiting = "", ""


@each_kernel
def test_whatever_is_owned_to_begged_or_charged_can_be_met_in_four_ways(kernel: str) -> None:
    for told, world, event in before_each(kernel):
        if not isinstance(event, Acted | Refused):
            continue
        mind = world.minds[event.actor]
        owed = mind.obligation
        verb = world.setting.verbs.get(owed.verb) if owed else None  # else it is a choice
        if verb is None or not (verb.name == "apologise" or verb.marks & MET):
            continue
        joins = compile_joins(world.setting.verbs)
        view = view_of(world.setting, mind, event.turn)
        found = {choice.action.verb for choice in menu(world.setting, joins, view)}
        assert len(found) >= FEWEST_REACTIONS, (told, found)
