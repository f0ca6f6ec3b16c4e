"""Parts bound to persons, and one variant of the situation in play."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import prod
from typing import Any

import pytest

from novel_engine.errors import CastingError
from novel_engine.story.directing.casting import (
    CastKernel,
    Company,
    cast_kernel,
    cast_roles,
    chosen_options,
)
from novel_engine.story.givens.conditions import parse_condition, parse_effect
from novel_engine.story.givens.facts import Fact, Item, Rule
from novel_engine.story.givens.kernels import (
    NOTHING_SAID,
    FactSlot,
    ItemSlot,
    Kernel,
    KernelRole,
    Option,
    PlaceSlot,
    RuleSlot,
    ThreadSlot,
)
from novel_engine.story.givens.people import TRAIT_AXES, Person, Secret, Tie
from tests.support import worlds
from tests.support.worlds import person


def option(axis: str, name: str, **brings: Any) -> Option:
    """One choice along an axis, and what it brings."""
    nothing: dict[str, Any] = {"places": {}, "facts": {}, "items": {}, "rules": (), "frames": ()}
    return Option(axis, name, **{**nothing, "complications": (), "opening": (), **brings})


def slot(**said: Any) -> FactSlot:
    """A fact as far as this says it."""
    return FactSlot(replace(NOTHING_SAID, **said), frozenset(said))


def kernel(**changes: Any) -> Kernel:
    """A broken vase, by a fall or by a throw, in anger or for the money."""
    given: dict[str, Any] = {
        "id": "broken_vase",
        "part": "vase",
        "eyes": "finder",
        "axes": ("means", "motive"),
        "roles": (
            KernelRole("culprit", {"pride": 1}),
            KernelRole("finder", {"order": 1, "warmth": -1}),
            KernelRole("owner", {}, doubles=("finder",)),
            KernelRole("friend", {}, optional=True),
            KernelRole("gossip", {}, optional=True, doubles=("friend", "owner")),
        ),
        "places": {"spot": PlaceSlot("hall")},
        "facts": {
            "harm": slot(kind="harm", claim="the vase is in pieces", stakes=1),
            "deed": slot(
                kind="deed", subject="culprit", secret_of="culprit", hurts="owner", stakes=3
            ),
            "cover": slot(kind="cover", claim="the cat broke it", truth=False),
            "blame": slot(kind="blame", claim="{friend} broke it", subject="friend", truth=False),
            "word": slot(kind="promise", claim="{friend} gave {owner} the vase"),
        },
        "items": {"shard": ItemSlot("long shard", evidence=("deed", "blame"))},
        "rules": (
            RuleSlot(("harm",), "cover", 40),
            RuleSlot(("word",), "deed", 40),
            RuleSlot(("harm",), "blame", 40),
        ),
        "threads": (
            ThreadSlot("who", "Who?", "vase", 3, parse_condition("believes(finder, deed)")),
        ),
        "opening": (parse_effect("know(culprit, deed)"), parse_effect("know(friend, blame)")),
        "frames": (
            worlds.frame(
                "ask", cast=("finder", "culprit"), want="finder", against="culprit", fact="deed"
            ),
        ),
        "complications": (replace(worlds.complication(), who="finder", plants=("harm",)),),
        "endings": (worlds.ending("told"),),
        "options": {
            "means": (
                option(
                    "means",
                    "fall",
                    facts={"deed": slot(claim="{culprit} knocked it over", tokens=("knocked",))},
                ),
                option(
                    "means",
                    "throw",
                    places={"spot": PlaceSlot("garden")},
                    facts={
                        "deed": slot(
                            claim="{culprit} threw it", noun="the throw", gerund="throwing it"
                        ),
                        "dent": slot(kind="trace", claim="the wall is dented"),
                    },
                    items={"dent": ItemSlot("dented wall", evidence=("dent",), portable=False)},
                    rules=(RuleSlot(("dent",), "deed", 70),),
                    frames=(
                        worlds.frame(
                            "look", cast=("finder",), want="finder", against="", fact="dent"
                        ),
                    ),
                    complications=(
                        replace(worlds.complication("noise"), who="owner", plants=("dent",)),
                    ),
                    opening=(parse_effect("put(dent, spot)"),),
                    title="The Throw",
                ),
            ),
            "motive": (
                option(
                    "motive",
                    "anger",
                    facts={"why": slot(kind="motive", claim="{culprit} was angry")},
                ),
                option(
                    "motive",
                    "money",
                    facts={"why": slot(kind="motive", claim="{culprit} was in debt")},
                ),
            ),
        },
    }
    return Kernel(**{**given, **changes})


def people(size: int = 5) -> tuple[Person, ...]:
    return tuple(person(name) for name in ("ada", "bo", "cy", "dan", "eve")[:size])


def cast(seed: str = "1", size: int = 5, **fixed: str) -> CastKernel:
    return cast_kernel(kernel(), Company(people(size), seed, fixed), main=True)


# ── variants ──────────────────────────────────────────────────────────────────────────────────────


def variant(seed: str, of: Kernel | None = None) -> tuple[str, ...]:
    return tuple(chosen.id for chosen in chosen_options(of or kernel(), seed))


def test_neighbouring_seeds_differ_and_go_through_every_variant() -> None:
    assert len({variant(str(seed)) for seed in range(1, 5)}) == 4
    assert [variant(str(seed)) for seed in range(5, 9)] == [
        variant(str(seed)) for seed in range(1, 5)
    ]


@pytest.mark.parametrize("name", worlds.KERNELS)
def test_so_do_those_of_the_bundled_kernels(name: str) -> None:
    bundled = worlds.bundled_genre().kernels[name]
    every = prod(len(bundled.options[axis]) for axis in bundled.axes)
    assert len({variant(str(seed), bundled) for seed in range(1, every + 1)}) == every


def test_a_seed_in_words_has_its_variant_too() -> None:
    assert variant("a rainy day") == variant("a rainy day")
    assert len({variant(word) for word in "what will it be this time my dear friend".split()}) > 1


# ── roles ─────────────────────────────────────────────────────────────────────────────────────────


def roles(
    size: int = 5, seed: str = "1", preferred: tuple[str, ...] = (), **fixed: str
) -> dict[str, str]:
    return cast_roles(kernel(), Company(people(size), seed, fixed, preferred))


def test_nobody_plays_two_parts_while_anybody_is_free() -> None:
    for seed in range(1, 30):
        assert len(set(roles(seed=str(seed)).values())) == 5


def test_parts_go_to_whom_they_suit_and_otherwise_by_luck() -> None:
    proud = (
        *people(4),
        person("eve", traits=dict.fromkeys(TRAIT_AXES, 0) | {"pride": 2, "order": -2}),
    )
    played = Counter(
        cast_roles(kernel(), Company(proud, str(seed), {}))["culprit"] for seed in range(1, 200)
    )
    assert played.most_common(1)[0][0] == "eve"
    even = Counter(roles(seed=str(seed))["culprit"] for seed in range(1, 500))
    assert len(even) == 5
    assert max(even.values()) < 250


def test_whoever_alone_has_what_a_part_asks_for_plays_it() -> None:
    hiding = person("eve", secrets=(Secret("she sold it"),))
    asks = kernel(roles=(KernelRole("culprit", {}, has=("secret", "dread")), *kernel().roles[1:]))
    company = (*people(4), hiding)
    played = [
        Counter(cast_roles(of, Company(company, str(s), {}))["culprit"] for s in range(1, 201))
        for of in (kernel(), asks)
    ]
    assert played[0]["eve"] < 90 < played[1]["eve"] == 200


def test_two_parts_between_which_a_tie_is_wanted_go_to_two_who_have_one() -> None:
    wants = kernel().roles[1]
    asks = kernel(roles=(kernel().roles[0], replace(wants, tied=("culprit",)), *kernel().roles[2:]))
    company = (*people(4), person("eve", ties=(Tie("ada", "old friend"),)))
    for seed in range(1, 30):
        found = cast_roles(asks, Company(company, str(seed), {}))
        assert {found["culprit"], found[wants.name]} == {"ada", "eve"}
    nobody = Counter(
        cast_roles(asks, Company(people(5), str(s), {}))["culprit"] for s in range(1, 30)
    )
    assert len(nobody) > 3


def test_a_tie_counts_where_it_is_to_one_of_the_cast() -> None:
    def oftenest(tie: Tie) -> str:
        asks = kernel(roles=(KernelRole("culprit", {}, has=("tie",)), *kernel().roles[1:]))
        company = (*people(4), person("eve", ties=(tie,)))
        taken = Counter(
            cast_roles(asks, Company(company, str(s), {}))["culprit"] for s in range(1, 201)
        )
        return taken.most_common(1)[0][0]

    assert oftenest(Tie("ada", "old friend")) == "eve"
    assert [oftenest(Tie("zoe", "old friend")), oftenest(Tie("ada"))] != ["eve", "eve"]


def test_luck_is_dealt_so_that_in_few_seeds_everybody_has_had_a_part() -> None:
    for first in range(1, 200, 20):
        seeds = range(first, first + 20)
        assert len({roles(seed=str(seed))["culprit"] for seed in seeds}) >= 4


def test_a_small_cast_doubles_and_does_without() -> None:
    found = roles(size=3)
    assert found["friend"] == ""
    assert found["gossip"] == found["owner"]
    pair = roles(size=2)
    assert pair["owner"] == pair["finder"]
    assert pair["gossip"] == ""  # who owns it plays the finder too, whom no gossip may double


def test_parts_may_be_fixed() -> None:
    for seed in range(1, 10):
        found = roles(seed=str(seed), culprit="cy", friend="ada")
        assert (found["culprit"], found["friend"]) == ("cy", "ada")
        assert len(set(found.values())) == 5


def test_one_may_be_given_two_parts_that_can_be_ones() -> None:
    assert roles(finder="cy", owner="cy")["owner"] == "cy"


@pytest.mark.parametrize(
    ("fixed", "problem"),
    [
        (
            {"culprit": "zoe"},
            r"culprit is given to 'zoe', who is not in the cast \(ada, bo, cy, dan, eve\)",
        ),
        ({"culprit": "ada", "owner": "ada"}, "'ada' cannot be both culprit and owner"),
    ],
)
def test_parts_that_cannot_be_played_so_are_refused(fixed: dict[str, str], problem: str) -> None:
    with pytest.raises(CastingError, match=problem):
        cast_roles(kernel(), Company(people(), "1", fixed))


def test_a_part_nobody_is_left_for_is_refused_with_a_cure() -> None:
    with pytest.raises(
        CastingError, match=r"'broken_vase' needs someone for finder; load another character$"
    ):
        roles(size=1)
    with pytest.raises(CastingError, match="load another character, or fix fewer roles"):
        roles(size=2, friend="ada", gossip="ada")


def test_the_preferred_are_cast_before_others() -> None:
    for seed in range(1, 20):
        found = roles(seed=str(seed), preferred=("dan", "eve"))
        assert {found["culprit"], found["finder"]} == {"dan", "eve"}


def test_somebody_more_who_gets_no_part_changes_nobodys() -> None:
    three, unchanged = kernel(roles=kernel().roles[:3]), 0
    for seed in range(1, 60):
        few, more = (cast_roles(three, Company(people(size), str(seed), {})) for size in (4, 5))
        if "eve" not in more.values():
            unchanged += 1
            assert more == few
    assert unchanged > 5


# ── what is cast ──────────────────────────────────────────────────────────────────────────────────


def thrown(size: int = 5) -> CastKernel:
    """The variant in which it was thrown."""
    found = (cast(str(seed), size) for seed in range(1, 5))
    return next(one for one in found if one.options["means"] == "throw")


def fallen(size: int = 5) -> CastKernel:
    found = (cast(str(seed), size) for seed in range(1, 5))
    return next(one for one in found if one.options["means"] == "fall")


def named(facts: tuple[Fact, ...]) -> dict[str, Fact]:
    return {fact.id: fact for fact in facts}


def test_facts_are_filled_by_the_options_and_name_persons() -> None:
    one = thrown()
    culprit, owner = one.names["culprit"], one.names["owner"]
    deed = named(one.facts)["vase.deed"]
    assert deed == Fact(
        id="vase.deed",
        topic="vase",
        kind="deed",
        claim="{%s} threw it" % culprit,  # noqa: UP031
        stakes=3,
        subject=culprit,
        secret_of=culprit,
        hurts=owner,
        noun="the throw",
        gerund="throwing it",
    )
    assert named(fallen().facts)["vase.deed"].tokens == ("knocked",)
    assert not named(one.facts)["vase.cover"].truth


def test_an_option_brings_its_own_places_things_rules_and_scenes() -> None:
    one, other = thrown(), fallen()
    assert (one.names["spot"], other.names["spot"]) == ("garden", "hall")
    assert one.items[-1] == Item("vase.dent", "dented wall", False, ("vase.dent",), portable=False)
    assert Rule(("vase.dent",), "vase.deed", 70) in one.rules
    assert [frame.id for frame in one.frames] == ["vase.ask", "vase.look"]
    assert [found.id for found in one.complications] == ["vase.letter", "vase.noise"]
    assert [frame.id for frame in other.frames] == ["vase.ask"]
    assert (one.title, other.title) == ("The Throw", "Broken Vase")


def test_what_is_about_a_part_that_nobody_plays_is_left_out() -> None:
    three = fallen(size=3)
    assert set(named(three.facts)) == {"vase.harm", "vase.deed", "vase.cover", "vase.why"}
    assert three.items[0].evidence == ("vase.deed",)
    assert [rule.conclusion for rule in three.rules] == ["vase.cover"]
    five = fallen()
    assert {"vase.blame", "vase.word"} <= set(named(five.facts))
    assert [rule.conclusion for rule in five.rules] == ["vase.cover", "vase.deed", "vase.blame"]


def test_a_fact_nothing_fills_is_left_out() -> None:
    empty = kernel(
        options={"means": (option("means", "none"),), "motive": (option("motive", "none"),)}
    )
    found = cast_kernel(empty, Company(people(), "1", {}), main=True)
    assert "vase.deed" not in named(found.facts)
    assert found.names["deed"] == ""
    assert found.frames == ()


def test_questions_and_openings_are_bound() -> None:
    one = cast()
    finder, culprit = one.names["finder"], one.names["culprit"]
    assert one.threads[0].id == "vase.who"
    assert one.threads[0].answered == parse_condition(f"believes({finder}, vase.deed)")
    assert one.opening[0] == parse_effect(f"know({culprit}, vase.deed)")
    assert one.eyes == finder


def test_only_the_main_kernel_has_endings_and_the_main_question() -> None:
    main, second = (
        cast_kernel(kernel(), Company(people(), "1", {}), main=main) for main in (True, False)
    )
    assert ([e.id for e in main.endings], second.endings) == (["vase.told"], ())
    assert (main.threads[0].main, second.threads[0].main) == (True, False)


def test_slots_have_modest_defaults() -> None:
    bare = kernel(
        facts={"harm": slot(claim="it is broken")}, rules=(), frames=(), complications=(), items={}
    )
    found = named(cast_kernel(bare, Company(people(), "1", {}), main=True).facts)
    assert found["vase.harm"] == Fact("vase.harm", "vase", "", "it is broken")
