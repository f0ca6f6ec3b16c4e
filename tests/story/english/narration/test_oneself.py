"""What is told of somebody, as they tell it themself."""

from __future__ import annotations

import pytest

from novel_engine.story.english.narration.oneself import (
    lines_of_me,
    of_me,
    pronouns_slotted,
    slotted,
)
from novel_engine.story.givens.people import Pronouns

SHE = Pronouns("she", "her", "her", "hers", "herself")
THEY = Pronouns("they", "them", "their", "theirs", "themself", plural=True)


@pytest.mark.parametrize(
    ("told", "before", "mine"),
    [
        ("{ida} had lost the key", "", "I had lost the key"),
        ("{bram} has {ida}'s box", "", "{bram} has my box"),
        ("a box of {ida}'s stood by the vat", "", "a box of mine stood by the vat"),
        ("{bram} told {ida} that {ida} was free", "", "{bram} told me that I was free"),
        ("{ida} is afraid, and owes the bank", "", "I am afraid, and owe the bank"),
        ("{ida} still owes it", "", "I still owe it"),
        ("{ida} knows, and {bram} does not.", "", "I know, and {bram} does not."),
        ("{ida} and {bram} were friends", "", "{bram} and I were friends"),
        ("{bram} and {ida} were friends", "", "{bram} and I were friends"),
        ("between {bram} and {ida}", "what there was ", "between {bram} and me"),
        ("{ida}", "for the sake of ", "me"),
        ("{ida}, who was tired, had gone", "", "I was tired, and had gone"),
        ("{ida}, who was tired, had gone", "It was late, and ", "I, who was tired, had gone"),
        ("{ida} pays for that every time they meet, {bram} too", "", None),
        ('{bram} said "{ida} has gone"', "", '{bram} said "{ida} has gone"'),
        ("{ida}'s glove", "", "My glove"),
    ],
)
def test_a_claim_about_whoever_tells_it(told: str, before: str, mine: str | None) -> None:
    found = of_me(told, "{ida}", before)

    assert found == (mine or "I pay for that every time we meet, {bram} too")


@pytest.mark.parametrize(
    ("line", "mine", "told"),
    [
        ('"Yes," said {A} to {B}.', ("A",), '"Yes," {A.they} said to {B}.'),
        ("{A} and {B} were {here}.", ("A",), "{B} and {A.they} were {here}."),
        ("{A}, {B}{rest} were {here}.", ("A",), "{B}{rest.before} and {A.they} were {here}."),
        (
            "There was work for {A}, {B}{rest}.",
            ("A",),
            "There was work for {B}{rest.before} and {A.them}.",
        ),
        ("{A} was {here}.", ("A",), "{A.they} was {here}."),
        ("{A} {A.was} {here}.", ("A",), "{A.they} {A.was} {here}."),
        ("For {A} that settled it.", ("A",), "For {A.them} that settled it."),
        (
            "{A.they} heard {B} blamed, and went.",
            ("B",),
            "{A.they} heard {B.them} blamed, and went.",
        ),
        ("Half of {A} meant to {do}.", ("A",), "Half of {A.them} meant to {do}."),
        ("It was {A} who told {B}.", ("A",), "It was {A.they} who told {B}."),
        ("Should {A} {do}?", ("A",), "Should {A.they} {do}?"),
        ("And why had {B} done it?", ("B",), "And why had {B.they} done it?"),
        ("It was {A}'s opinion.", ("A",), "It was {A.their} opinion."),
        ("nobody was {here} but {A}.", ("A",), "nobody was {here} but {A.them}."),
        ("{A} all but walked into {B}.", ("A",), "{A.they} all but walked into {B}."),
        (
            "When {A} tells it, nothing is left out.",
            ("A",),
            "When {A.they} tell it, nothing is left out.",
        ),
        (
            '"…" {A.they} said to {B}; and they did.',
            ("B",),
            '"…" {A.they} said to {B.them}; and we did.',
        ),
        (
            "{A.they} had words, and did not say them.",
            ("A",),
            "{A.they} had words, and did not say them.",
        ),
        (
            "{A} and {B} met, and {others} with them.",
            ("A",),
            "{B} and {A.they} met, and {others} with us.",
        ),
        ("There were {many} of them: {cast}.", (), "There were {many} of us: {cast}."),
        (
            "{A} was looking, and then they both were.",
            (),
            "{A} was looking, and then we both were.",
        ),
        ('"Ask {A}," {B} said.', ("A",), '"Ask {A}," {B} said.'),
    ],
)
def test_a_line_in_which_somebody_is_who_tells_it(
    line: str, mine: tuple[str, ...], told: str
) -> None:
    assert lines_of_me(line, mine) == told


def test_names_and_own_pronouns_count_for_whoever_tells_it() -> None:
    assert slotted("Ida Kessel's room, and Idaho", "{ida}", ("Ida Kessel", "Ida")) == (
        "{ida}'s room, and Idaho"
    )
    assert pronouns_slotted("{ida} sold her tools, and hers alone", "{ida}", SHE) == (
        "{ida} sold {ida}'s tools, and mine alone"
    )
    assert pronouns_slotted("{ren} lost their keys", "{ren}", THEY) == "{ren} lost {ren}'s keys"
