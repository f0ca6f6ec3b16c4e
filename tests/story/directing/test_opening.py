"""From what was asked for to one story's setting: a pure function of config, cast, genre and
seed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.errors import CastingError
from novel_engine.story.adjudicating.world_lens import holds_in
from novel_engine.story.directing.casting import fewest
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.directing.scenes import story_opened
from novel_engine.story.fabula.events import Effect, GoalTaken, ItemMoved, Learned, Moved, Related
from novel_engine.story.fabula.mind import Belief
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, fold
from novel_engine.story.givens.config import (
    AuthoredFact,
    AuthoredItem,
    AuthoredSecret,
    AuthoredThread,
    AuthoredTie,
    StoryConfig,
)
from novel_engine.story.givens.facts import OFFSTAGE, Fact, Item, Place
from novel_engine.story.givens.people import SHE, Person, Secret, Tie
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.tension_curve import TENSION_FORMS
from novel_engine.story.givens.worlds import StoryMatter
from tests.support import worlds
from tests.support.worlds import KERNELS, NAMES, bundled_genre, bundled_setting, company

IDA, BRAM = NAMES[:2]


def asked(seed: int = 1, people: tuple[Person, ...] = company(3), **config: Any) -> Setting:
    return bundled_setting(seed, people, **config)


def authored(
    claim: str, known_by: tuple[str, ...] = (), kind: str = "", **said: Any
) -> AuthoredFact:
    """A fact as a story file has it."""
    return AuthoredFact(Fact("", "", kind, claim, **said), known_by)


def opening(made: Setting) -> World:
    """The world the story opens on."""
    return fold(made, (story_opened(made),))


def known(made: Setting, who: str) -> dict[str, int]:
    """What somebody holds as the story opens."""
    beliefs = opening(made).minds[who].beliefs.values()
    return {b.fact: b.confidence if b.value else -b.confidence for b in beliefs}


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────


@given(st.integers(1, 60), st.sampled_from(KERNELS), st.integers(2, 5))
def test_a_setting_holds_together(seed: int, kernel: str, size: int) -> None:
    """Whatever it names is there."""
    made = asked(seed, company(size), kernel=kernel)
    for frame in made.frames:
        assert frame.place in made.places
        assert set(frame.cast) | {frame.want} <= set(made.people)
        assert frame.against in ("", *made.people)
        assert frame.fact in ("", *made.facts)
        assert frame.thread in made.threads
    for fact in made.facts.values():
        assert {fact.subject, fact.secret_of, fact.hurts} <= {"", *made.people}
        assert "{}" not in fact.claim + fact.noun + fact.gerund
    for rule in made.rules:
        assert {*rule.premises, rule.conclusion} <= set(made.facts)
    for item in made.items.values():
        assert set(item.evidence) <= set(made.facts)
    for complication in made.complications:
        assert complication.who in made.people
        assert complication.thread in made.threads
    assert [thread.main for thread in made.threads.values()].count(True) == 1
    assert any(ending.unsolved for ending in made.endings)
    assert any(not ending.unsolved for ending in made.endings)
    assert made.eyes in made.people


@given(st.integers(1, 60), st.sampled_from(KERNELS), st.integers(2, 5))
def test_no_story_opens_without_a_secret_and_its_holder_and_a_falsehood(
    seed: int, kernel: str, size: int
) -> None:
    made = asked(seed, company(size), kernel=kernel)
    secrets = [
        fact
        for fact in made.facts.values()
        if fact.topic == made.main_thread.topic and fact.secret_of
    ]
    assert secrets
    assert any(known(made, fact.secret_of).get(fact.id, 0) > 0 for fact in secrets)
    assert any(not fact.truth for fact in made.facts.values() if made.is_so("explains", fact))


@given(st.integers(1, 60), st.sampled_from(KERNELS), st.integers(2, 5))
def test_everybody_waits_elsewhere_as_a_story_opens(seed: int, kernel: str, size: int) -> None:
    world = opening(asked(seed, company(size), kernel=kernel))
    assert set(world.whereabouts.values()) == {OFFSTAGE}
    assert list(world.whereabouts) == sorted(NAMES[:size])


def test_the_same_asking_makes_the_same_setting() -> None:
    assert asked(3, company(5)) == asked(3, company(5))


def test_the_order_the_cast_is_named_in_does_not_matter_to_who_they_are() -> None:
    assert list(asked(3, tuple(reversed(company(5)))).people) == sorted(NAMES)


# ── what was asked ────────────────────────────────────────────────────────────────────────────────


def test_a_story_needs_two() -> None:
    with pytest.raises(CastingError, match="at least two characters"):
        asked(people=company(1))


def test_kernels_are_named_or_drawn() -> None:
    assert asked(kernel="departure").main_thread.topic == "leave"
    drawn = {asked(seed, company(5)).main_thread.topic for seed in range(1, 80)}
    assert drawn == {kernel.part for kernel in bundled_genre().kernels.values()}


def test_of_the_kernels_those_are_drawn_that_so_few_can_play() -> None:
    few = [name for name, kernel in bundled_genre().kernels.items() if fewest(kernel) == 2]
    parts = {bundled_genre().kernels[name].part for name in few}
    drawn = {asked(seed, company(2)).main_thread.topic for seed in range(1, 40)}
    assert drawn == parts
    assert drawn != {kernel.part for kernel in bundled_genre().kernels.values()}


def test_a_second_kernel_is_braided_in_and_shares_a_person() -> None:
    made = asked(people=company(5), kernel="concealed_harm", second="departure")
    threads = {thread.topic for thread in made.threads.values()}
    main, second = (
        {frame.want for frame in made.frames if frame.id.startswith(part)}
        for part in ("harm", "leave")
    )
    assert threads == {"harm", "leave"}
    assert main & second


def test_a_second_kernel_is_cast_only_where_it_is_asked_for() -> None:
    made = asked(people=company(5), kernel="concealed_harm")
    assert {thread.topic for thread in made.threads.values()} == {"harm"}


def test_the_same_kernel_is_not_braided_with_itself() -> None:
    made = asked(kernel="departure", second="departure")
    assert {thread.topic for thread in made.threads.values()} == {"leave"}
    alone = replace(bundled_genre(), kernels={"departure": bundled_genre().kernels["departure"]})
    single = setting_of(StoryConfig("test"), company(3), alone, "1")
    assert {thread.topic for thread in single.threads.values()} == {"leave"}


@pytest.mark.parametrize(
    "config", [StoryConfig("test", kernel="murder"), StoryConfig("test", second="murder")]
)
def test_a_kernel_nobody_wrote_is_refused_with_those_there_are(config: StoryConfig) -> None:
    with pytest.raises(CastingError, match="no kernel 'murder'; it has a_secret_comes_out, "):
        setting_of(config, company(3), bundled_genre(), "1")


def test_roles_of_either_kernel_may_be_fixed() -> None:
    made = asked(
        people=company(5),
        kernel="concealed_harm",
        second="departure",
        roles=Roles.of(culprit=IDA, leaver=BRAM),
    )
    assert (made.bindings["harm.culprit"], made.bindings["leave.leaver"]) == (IDA, BRAM)


def test_a_role_in_neither_kernel_is_refused_where_it_was_written() -> None:
    config = StoryConfig(
        "test",
        kernel="concealed_harm",
        second="departure",
        roles=Roles.of(butler=IDA),
        sources={"roles.butler": "story.yaml:7"},
    )
    with pytest.raises(
        CastingError, match=r"^story\.yaml:7: no role 'butler'; there are confidant, culprit"
    ):
        setting_of(config, company(3), bundled_genre(), "1")


def test_who_sees_most_of_the_main_plot_mostly_sees_most_of_the_second() -> None:
    genre = bundled_genre()
    second = genre.kernels["departure"]
    shared = 0
    for seed in range(1, 41):
        made = asked(seed, company(5), kernel="concealed_harm", second="departure")
        shared += made.bindings[f"leave.{second.eyes}"] == made.eyes
    assert 20 < shared <= 40


def test_what_the_author_asked_for_is_kept() -> None:
    made = asked(title="Snow", form="tragedy", scenes=7, avoid=("violence",), premise="It snows.")
    assert (made.title, made.form, made.scenes, made.avoid) == ("Snow", "tragedy", 7, ("violence",))
    assert (made.premise, made.seed, made.genre) == ("It snows.", "1", "winter-station")


def test_what_was_left_open_is_chosen_by_the_seed() -> None:
    assert {asked(seed).form for seed in range(1, 40)} == set(TENSION_FORMS)
    formless = replace(bundled_genre(), forms=())
    forms = {
        setting_of(StoryConfig("x"), company(2), formless, str(seed)).form for seed in range(40)
    }
    assert forms == set(TENSION_FORMS)


def test_a_story_without_a_title_has_its_kernels_or_is_called_after_the_kernel() -> None:
    genre = bundled_genre()
    plain = {
        name: replace(
            kernel,
            options={
                axis: tuple(replace(option, title="") for option in options)
                for axis, options in kernel.options.items()
            },
        )
        for name, kernel in genre.kernels.items()
    }
    made = setting_of(
        StoryConfig("the_sledge-fuel", kernel="concealed_harm"),
        company(2),
        replace(genre, kernels=plain),
        "1",
    )
    assert made.title == "Concealed Harm"


# ── what the author and the characters' files add ─────────────────────────────────────────────────


def test_a_characters_own_secrets_are_known_to_them_alone() -> None:
    made = asked()
    name = f"own.{IDA}.1"
    assert made.facts[name] == Fact(
        name, name, "secret", "ida keeps zq-ida-own", stakes=2, subject=IDA, secret_of=IDA
    )
    assert known(made, IDA)[name] == 100
    assert all(name not in known(made, other) for other in NAMES[1:3])


def test_the_author_may_give_secrets() -> None:
    made = asked(secrets=(AuthoredSecret(BRAM, "he has sold the dogs", 3),))
    assert (made.facts["told.1"].claim, made.facts["told.1"].secret_of) == (
        "he has sold the dogs",
        BRAM,
    )
    assert known(made, BRAM)["told.1"] == 100
    assert "told.1" not in known(made, IDA)


def test_an_authored_fact_fills_the_slot_of_its_kind_and_holder() -> None:
    plain = asked(kernel="concealed_harm")
    culprit = plain.bindings["harm.culprit"]
    written = authored(
        "he sold the fuel", kind="deed", secret_of=culprit, noun="the sale", tokens=("sold",)
    )
    made = asked(kernel="concealed_harm", facts=(written,))
    assert replace(made.facts["harm.deed"], claim="", noun="", gerund="", tokens=()) == replace(
        plain.facts["harm.deed"], claim="", noun="", gerund="", tokens=()
    )
    assert (made.facts["harm.deed"].claim, made.facts["harm.deed"].noun) == (
        "he sold the fuel",
        "the sale",
    )
    assert known(made, culprit)["harm.deed"] == 100


def test_what_somebody_hides_is_a_secret_if_nobody_says_what_it_is() -> None:
    made = asked(facts=(authored("he sold the dogs", secret_of=BRAM),))
    assert [fact.kind for fact in made.facts.values() if fact.claim == "he sold the dogs"] == [
        "secret"
    ]


def test_a_kind_of_fact_that_the_genre_has_not_is_refused() -> None:
    with pytest.raises(
        CastingError, match=r"there is no kind of fact 'rumour'; there are harm, deed, "
    ):
        asked(facts=(authored("the pass is shut", kind="rumour"),))


def test_else_that_of_its_kind_and_subject() -> None:
    plain = asked(people=company(5), kernel="concealed_harm")
    suspect = plain.facts["harm.blame"].subject
    made = asked(
        people=company(5),
        kernel="concealed_harm",
        facts=(authored("they drank it", kind="blame", subject=suspect),),
    )
    assert made.facts["harm.blame"].claim == "they drank it"


@pytest.mark.parametrize(
    "written",
    [
        authored("the pass is shut", truth=False, stakes=3, subject=IDA, hurts=BRAM),
        authored("the pass is shut", kind="tie", truth=False, stakes=3, subject=IDA, hurts=BRAM),
        authored("the pass is shut", kind="secret", truth=False, stakes=3, subject="", hurts=BRAM),
    ],
)
def test_else_it_stands_on_its_own(written: AuthoredFact) -> None:
    made = asked(facts=(written,))
    fact = made.facts["told.1"]
    assert (fact.claim, fact.kind, fact.truth) == (
        written.fact.claim,
        written.fact.kind or "secret",
        False,
    )
    assert (fact.topic, fact.stakes, fact.hurts) == ("told.1", 3, BRAM)


def test_an_authored_fact_is_held_by_those_it_is_known_by() -> None:
    rumour = authored("the pass is shut", truth=False, known_by=(IDA,))
    news = authored("the post is late", known_by=(IDA, BRAM))
    made = asked(facts=(rumour, news))
    assert (known(made, IDA)["told.1"], known(made, IDA)["told.2"]) == (-100, 100)
    assert known(made, BRAM)["told.2"] == 100
    assert "told.1" not in known(made, BRAM)


def test_two_facts_of_one_wording_are_known_each_by_its_own() -> None:
    claim = "the well is dry"
    made = asked(
        facts=(authored(claim, known_by=(IDA,)), authored(claim, truth=False, known_by=(BRAM,)))
    )
    held = [
        {fact: value for fact, value in known(made, who).items() if fact.startswith("told.")}
        for who in (IDA, BRAM)
    ]
    assert held == [{"told.1": 100}, {"told.2": -100}]


@pytest.mark.parametrize("secrets", [(), (AuthoredSecret(IDA, "she has sold the dogs"),)])
def test_no_fact_of_the_authors_takes_the_place_of_another(
    secrets: tuple[AuthoredSecret, ...],
) -> None:
    """The first takes that of the secret in Ida's own file; those after it stand beside it."""
    claims = ("she cannot read", "she burnt the letters", "she wrote to nobody")
    made = asked(
        facts=tuple(authored(claim, kind="secret", secret_of=IDA) for claim in claims),
        secrets=secrets,
    )
    hidden = [made.facts[fact].claim for fact in made.secrets_of[IDA]]
    assert set(hidden) >= {*claims, *(secret.claim for secret in secrets)}
    assert made.facts[f"own.{IDA}.1"].claim == claims[0]


def test_ties_come_from_the_characters_and_the_story_has_the_last_word() -> None:
    ida, bram, ruth = company(3)
    tied = replace(
        ida, ties=(Tie(BRAM, trust=2, debt=-1), Tie("nobody", trust=3), Tie("ruth", affection=1))
    )
    roles = Roles.of(leaver=BRAM, left="ruth")
    written = AuthoredTie(IDA, Tie("ruth", affection=-2))
    world = opening(
        asked(people=(tied, bram, ruth), relationships=(written,), kernel="departure", roles=roles)
    )
    mind = world.minds[IDA]
    assert mind.relation("debt", BRAM) == -1
    assert mind.relation("trust", BRAM) >= 2
    assert mind.relation("affection", "ruth") < 0
    assert not any(other == "nobody" for other, _ in mind.relations)


def test_an_authored_place_joins_the_map_both_ways() -> None:
    loft = Place("loft", "the loft", adjacent=("kitchen", "moon"))
    porch = Place("porch", "the glass porch", adjacent=("kitchen",))
    made = asked(places=(loft, porch))
    assert "loft" in made.places["kitchen"].adjacent
    assert made.places["porch"].name == "the glass porch"
    assert made.places["kitchen"].adjacent.count("porch") == 1
    assert made.places[OFFSTAGE].adjacent == ()


def test_authored_things_are_held_or_lie_somewhere() -> None:
    things = (
        AuthoredItem(Item("flute", "flute", evidence=()), holder=IDA),
        AuthoredItem(Item("map", "map"), place="office"),
    )
    world = opening(asked(items=things))
    assert "flute" in world.items_of(IDA)
    assert "map" in world.visible_items("office")


def test_an_authored_question_is_answered_when_another_learns_what_its_holder_hides() -> None:
    made = asked(
        secrets=(AuthoredSecret(IDA, "she cannot swim"),),
        threads=(AuthoredThread("Will she say so?", holder=IDA, stakes=2),),
    )
    thread = made.threads["asked.1"]
    hidden = next(fact.id for fact in made.facts.values() if fact.claim == "she cannot swim")
    world = opening(made)
    before = holds_in(world, thread.answered)
    world.minds[BRAM].beliefs[hidden] = Belief(hidden, True, 90, "told", IDA, 100)
    assert (thread.question, thread.main, before, holds_in(world, thread.answered)) == (
        "Will she say so?",
        False,
        False,
        True,
    )


def test_an_opening_is_made_of_effects_like_any_other() -> None:
    kinds: set[type[Effect]] = {type(effect) for effect in asked(people=company(5)).opening}
    assert {Moved, Learned, Related, ItemMoved, GoalTaken} <= kinds


# ── what a setting finds quickly ──────────────────────────────────────────────────────────────────


def test_a_setting_finds_its_own_parts() -> None:
    made = worlds.setting()
    assert made.bindings == {"vase.culprit": "bo"}
    assert made.main_thread.id == "who"
    assert made.frames_by_id["talk"] is made.frames[0]
    assert [fact.id for fact in made.facts_by_topic["sea"]] == ["sailing"]
    assert made.rules_by_premise["shard"] == (worlds.RULES[3],)
    assert made.secrets_of == {"bo": ("deed", "motive", "seen", "shard"), "cy": ("sailing",)}


def test_accounts_of_one_matter_exclude_each_other() -> None:
    assert worlds.setting().rivals == {
        "blame": ("cover", "deed"),
        "cover": ("blame", "deed"),
        "deed": ("blame", "cover"),
        "sailing": (),
    }


def test_a_secret_needs_no_stakes() -> None:
    quiet = Person(
        "zoë", "Zoë O'Brien-Łukasz", "Zoë", SHE, secrets=(Secret("she sings {at night}"),)
    )
    made = asked(people=(quiet, *company(1)))
    assert made.facts["own.zoë.1"].stakes == 1


def test_who_fixes_a_part_has_a_plot_with_that_part_by_every_seed() -> None:
    people = company(4)
    config = StoryConfig("test", roles=Roles((("culprit", people[0].id),)))
    for seed in range(1, 12):
        made = setting_of(config, people, bundled_genre(), str(seed))
        assert made.bindings["harm.culprit"] == people[0].id


def test_a_story_that_says_what_a_plot_is_about_is_of_that_plot_by_every_seed() -> None:
    matter = StoryMatter("debt", title="The Slate")
    config = StoryConfig("test", matter=(matter,))
    for seed in range(1, 9):
        made = setting_of(config, company(5), bundled_genre(), str(seed))
        assert (made.title, made.main_thread.topic) == ("The Slate", "owed")


def test_what_is_said_of_a_plot_that_there_is_not_is_refused() -> None:
    config = StoryConfig("test", matter=(StoryMatter("murder"),))
    with pytest.raises(CastingError, match="there is no kernel 'murder'; there are a_secret"):
        setting_of(config, company(5), bundled_genre(), "1")
