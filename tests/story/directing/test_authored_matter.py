"""What an author says that a plot is about stands in the place of the plot's own, whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from novel_engine.errors import CastingError
from novel_engine.story.directing.authored_matter import (
    authored_axes,
    check_matter,
    with_matter,
)
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.fabula.events import Complicated
from novel_engine.story.givens.conditions import parse_effect
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.givens.facts import Place
from novel_engine.story.givens.kernels import (
    NOTHING_SAID,
    EvidenceSlot,
    FactSlot,
    ItemSlot,
    Kernel,
    KernelRole,
    Option,
    PlaceSlot,
    Spine,
)
from novel_engine.story.givens.worlds import Exhibit, OwnEnding, OwnHappening, StoryMatter
from tests.support.worlds import Told, bundled_genre, company, simulated

GROUND = {"stage": Place("stage", "the stage"), "loft": Place("loft", "the loft")}


def fact(**said: str) -> FactSlot:
    return FactSlot(replace(NOTHING_SAID, **said), frozenset(said))  # type: ignore[arg-type]


def option(axis: str, name: str, **facts: FactSlot) -> Option:
    return Option(axis, name, {}, facts, {}, (), (), (), ())


KERNEL = Kernel(
    id="harm",
    part="harm",
    eyes="finder",
    axes=("means", "evidence"),
    roles=(KernelRole("culprit", {}), KernelRole("finder", {}), KernelRole("suspect", {})),
    places={"spot": PlaceSlot(wants=("private",))},
    facts={
        "harm": fact(kind="harm"),
        "deed": fact(kind="deed", subject="culprit"),
        "cover": fact(kind="cover", claim="it came about by itself"),
        "token": fact(kind="trace", claim="something lay there"),
        "misled": fact(kind="trace", claim="{suspect} was there"),
    },
    items={"keepsake": ItemSlot("handkerchief", evidence=("token",), decisive=True)},
    rules=(),
    threads=(),
    opening=(parse_effect("put_hidden(keepsake, spot)"), parse_effect("know(culprit, deed)")),
    frames=(),
    complications=(),
    endings=(),
    options={
        "means": (
            option("means", "fuel", harm=fact(claim="no fuel"), deed=fact(claim="poured it")),
        ),
        "evidence": (option("evidence", "glove", token=fact(claim="a glove lay there")),),
    },
    spine=Spine(happened="harm", deed="deed"),
    evidence=(
        EvidenceSlot("token", "keepsake", "culprit"),
        EvidenceSlot("misled", "lure", "suspect"),
    ),
)
IRON = (("harm", fact(claim="the iron is down")), ("deed", fact(claim="{culprit} let it down")))
ROPE = Exhibit("a cut rope", "the rope was cut from above", "culprit", "loft")


def matter(**said: object) -> StoryMatter:
    return StoryMatter("harm", **said)  # type: ignore[arg-type]


def complaint(given: StoryMatter) -> str:
    with pytest.raises(CastingError) as refused:
        check_matter(KERNEL, given, GROUND, lambda *path: ".".join(map(str, path)))
    return str(refused.value)


def test_what_the_author_says_anything_of_is_the_authors_alone() -> None:
    assert authored_axes(KERNEL, matter(facts=IRON)) == {"means"}
    assert authored_axes(KERNEL, matter(evidence=(ROPE,))) == {"evidence"}
    assert authored_axes(KERNEL, matter(takes="the Saturday house")) == frozenset()


def test_facts_are_filled_in_and_general_words_stand_for_the_rest() -> None:
    whole = with_matter(KERNEL, matter(facts=IRON, takes="the Saturday house", by="Saturday"))

    deed = whole.facts["deed"].fact
    assert (deed.claim, deed.kind, deed.subject) == ("{culprit} let it down", "deed", "culprit")
    assert (deed.takes, deed.by) == ("the Saturday house", "Saturday")
    assert whole.facts["cover"].fact.claim == "it came about by itself"


def test_a_thing_stands_for_the_one_that_points_the_same_way_and_lies_where_it_is_said_to() -> None:
    lamp = Exhibit("lamp", "left burning", "suspect")
    whole = with_matter(KERNEL, matter(facts=IRON, evidence=(lamp, ROPE)))

    assert whole.items["keepsake"] == ItemSlot("cut rope", evidence=("token",), decisive=True)
    assert whole.items["lure"] == ItemSlot("lamp", evidence=("misled",))
    assert whole.facts["token"].fact.claim == "the rope was cut from above"
    assert whole.facts["misled"].fact.claim == "the lamp was left burning"
    assert whole.opening == (
        parse_effect("put_hidden(keepsake, loft)"),
        parse_effect("know(culprit, deed)"),
    )


def test_a_place_is_the_one_that_the_author_means() -> None:
    whole = with_matter(KERNEL, matter(places=(("spot", "stage"),)))

    assert whole.places["spot"] == PlaceSlot("stage")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            matter(facts=(("deeds", fact(claim="x")),)),
            "matter.harm.deeds: 'deeds' is no fact of harm",
        ),
        (matter(facts=IRON[:1]), "matter.harm: say `deed` too"),
        (
            matter(evidence=(Exhibit("rope", "cut", "culprits"),)),
            "matter.harm.evidence.0.points: 'culprits' is no part of harm; it has culprit, finder",
        ),
        (matter(evidence=(ROPE, ROPE, ROPE)), "matter.harm.evidence.2: harm has use for 2 things"),
        (matter(places=(("spot", "attic"),)), "matter.harm.places.spot: there is no place 'attic'"),
    ],
)
def test_what_cannot_be_meant_is_said_with_its_place(given: StoryMatter, said: str) -> None:
    assert said in complaint(given)


def test_several_mistakes_are_said_at_once() -> None:
    wrong = matter(facts=(("deeds", fact(claim="x")), *IRON[:1]), places=(("spot", "attic"),))

    assert len(complaint(wrong).splitlines()) == 3


# ── what happens, and how it ends ─────────────────────────────────────────────────────────────────


FLOOD = OwnHappening(
    "flood", "believes(finder, harm) & scene() >= 2", "victim", "the river is in {victim}'s room"
)
DRY = OwnEnding(
    "dry", ("believes(victim, deed)", "came(flood)"), "{victim} and {culprit} dried it."
)


def flooded(seed: int, **matter: Any) -> Told:
    people = company(5)
    config = StoryConfig(
        "flood", kernel="concealed_harm", matter=(StoryMatter("concealed_harm", **matter),)
    )
    return simulated(setting_of(config, people, bundled_genre(), str(seed)))


def test_what_an_author_has_happen_comes_about_once_and_is_so_from_then_on() -> None:
    for seed in range(1, 7):
        one = flooded(seed, happens=(FLOOD,))
        came = [e for e in one.events if isinstance(e, Complicated) and "flood" in e.complication]
        assert len(came) == 1, seed
        victim = next(who for role, who in one.setting.roles if role == "harm.victim")
        fact = one.setting.facts[came[0].roles.get("F")]
        assert fact.claim == f"the river is in {{{victim}}}'s room"
        assert victim in came[0].witnesses
        assert one.last.minds[victim].holds_true(fact.id)


def test_an_authors_ending_is_taken_before_the_plots_own() -> None:
    endings = {flooded(seed, happens=(FLOOD,), endings=(DRY,)).last.ending for seed in range(1, 9)}
    assert "harm.dry" in endings
    assert endings.isdisjoint({"harm.amends", "harm.forgiven", "harm.broken"})


def test_what_is_meant_by_nothing_of_the_plots_is_said_with_what_may_be_meant() -> None:
    kernel = bundled_genre().kernels["concealed_harm"]
    wrong = StoryMatter(
        "concealed_harm",
        happens=(
            OwnHappening("flood", "believes(fnder, harm)", "victm", "it rains"),
            OwnHappening(
                "loses", "did(tell, finder, victim) & kind(harm, cover)", "victim", "it rains"
            ),
        ),
        endings=(OwnEnding("dry", ("came(flud)", "believes(victim, deed)")),),
    )
    with pytest.raises(CastingError) as caught:
        check_matter(kernel, wrong, GROUND, lambda *path: ".".join(map(str, path)))
    assert str(caught.value).splitlines() == [
        "matter.concealed_harm.happens.flood.who: 'victm' is no part of concealed_harm; it has "
        "culprit, finder, victim, suspect, witness",
        "matter.concealed_harm.happens.flood.when: 'fnder' is nothing of concealed_harm; did you mean "
        "'finder'?",
        "matter.concealed_harm.happens.loses: 'loses' is a name of concealed_harm's already; give "
        "another",
        "matter.concealed_harm.endings.dry.needs.0: 'flud' is nothing of concealed_harm; did you mean "
        "'flood'?",
    ]
