"""A fact's claim in words: with people's names in it, and as one person says it to another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import Fact
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY


def saying(claim: str) -> Setting:
    """The house, where this is so."""
    return worlds.setting(
        facts=worlds.facts() | {"own": replace(worlds.facts()["harm"], id="own", claim=claim)}
    )


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("the vase is in pieces", "the vase is in pieces"),
        ("{bo} broke the vase", "Bo broke the vase"),
        (
            "{bo}'s shoe was under {ada}'s bed, and {bo} said so",
            "Bo's shoe was under Ada's bed, and Bo said so",
        ),
        ("the {A-team} won {}, and {bo} {lost}", "the {A-team} won {}, and Bo {lost}"),
        ("{bo} wrote {{ada}} on it", "Bo wrote {Ada} on it"),
    ],
)
def test_a_claim_has_names_for_people_and_whatever_else_is_in_braces_stays(
    claim: str, words: str
) -> None:
    assert saying(claim).claim("own") == words


@pytest.mark.parametrize(
    ("me", "you", "words"),
    [
        (BO, "", "I gave Ada my key"),
        ("", BO, "you gave Ada your key"),
        (ADA, BO, "you gave me your key"),
        (BO, ADA, "I gave you my key"),
        (CY, "nobody", "Bo gave Ada Bo's key"),
        ("", "", "Bo gave Ada Bo's key"),
    ],
)
def test_a_claim_is_said_by_one_person_to_another(me: str, you: str, words: str) -> None:
    assert saying("{bo} gave {ada} {bo}'s key").claim("own", me=me, you=you) == words


def test_a_claim_can_be_had_without_its_people() -> None:
    made = worlds.setting()
    text = "{bo}'s {A-team} met {cy} and {bo}"
    assert made.nameless(text).split() == ["'s", "{A-team}", "met", "and"]
    assert made.people_in(text) == (BO, CY, BO)


def test_a_fact_is_given_away_by_its_words_and_the_name_of_whom_it_is_about() -> None:
    facts = {
        "deed": Fact("deed", "vase", "deed", "it broke", subject=BO, tokens=("Broke", "vase")),
        "silent": Fact("silent", "vase", "deed", "it fell", subject=BO),
        "nobodys": Fact("nobodys", "vase", "deed", "it fell", tokens=("fell",)),
    }
    people = {BO: worlds.person(BO, short="Bo Jo")}

    assert worlds.setting(facts=facts, people=people).giveaways == {
        "deed": {"broke", "vase", "bo", "jo"}
    }


def test_an_ending_is_said_in_its_first_sentence_or_by_its_name() -> None:
    told = replace(worlds.ending("vase.mended"), says="{ada} owned to it. Nobody was glad of it.")
    bare = worlds.ending("vase.let_go_unasked")
    made = worlds.setting(endings=(told, bare))
    assert made.ending_in_words("vase.mended") == "Ada owned to it."
    assert made.ending_in_words("vase.let_go_unasked") == "let go unasked"
    assert made.ending_in_words("") == ""
