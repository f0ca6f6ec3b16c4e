"""Which place a kernel means: the one it names, else what fits best, each another while there are
others.
"""

from __future__ import annotations

from novel_engine.story.directing.placing import places_meant
from novel_engine.story.givens.facts import Place
from novel_engine.story.givens.kernels import PlaceSlot

GROUND = {
    "stage": Place("stage", "the stage", "on", ("wings",), ("work",)),
    "wings": Place("wings", "the wings", adjacent=("stage", "bar", "attic")),
    "bar": Place("bar", "the bar", adjacent=("wings",), affords=("food", "table")),
    "attic": Place("attic", "the attic", adjacent=("wings",), private=True),
}


def wanted(*wants: str) -> PlaceSlot:
    return PlaceSlot(wants=wants)


def test_a_place_is_the_one_that_is_named_or_the_one_that_has_most_of_what_is_wanted() -> None:
    slots = {
        "hearth": wanted("food", "shared"),
        "quiet": wanted("private", "beds"),
        "desk": PlaceSlot("stage"),
        "door": wanted("central"),
    }

    assert places_meant(slots, GROUND) == {
        "hearth": "bar",
        "quiet": "attic",
        "desk": "stage",
        "door": "wings",
    }


def test_no_two_names_mean_one_place_while_there_is_another() -> None:
    slots = {name: wanted() for name in ("one", "two", "three", "four")}

    assert sorted(places_meant(slots, GROUND).values()) == sorted(GROUND)


def test_a_place_of_its_own_counts_more_than_one_thing_wanted_and_less_than_two() -> None:
    slots = {"quiet": wanted("private"), "spot": wanted("private", "work")}

    assert places_meant(slots, GROUND)["spot"] == "stage"
    assert places_meant({**slots, "den": wanted("private", "beds", "lamp")}, GROUND)["den"] == (
        "attic"
    )


def test_a_name_may_mean_what_another_one_does_and_one_that_leads_nowhere_is_kept() -> None:
    slots = {"desk": wanted("work"), "kept": PlaceSlot("spot"), "spot": PlaceSlot("desk")}

    assert set(places_meant(slots, GROUND).values()) == {"stage"}
    assert places_meant({"one": PlaceSlot("two"), "two": PlaceSlot("one")}, GROUND)


def test_in_one_place_every_name_means_it() -> None:
    alone = {"hut": Place("hut", "the hut")}

    assert set(places_meant({"a": wanted("sky"), "b": wanted("private")}, alone).values()) == {
        "hut"
    }
