"""Persons as their files describe them."""

from __future__ import annotations

import pytest

from novel_engine.story.givens.people import PRONOUN_SETS, SHE, TRAIT_AXES, Person
from tests.support.worlds import person


def test_a_trait_is_asked_by_its_axis() -> None:
    ada = person("ada", traits={"pride": 2, "restraint": -1})
    assert [ada.trait(axis) for axis in TRAIT_AXES] == [0, 0, 0, 2, 0, 0, 0, -1]


@pytest.mark.parametrize(
    ("name", "surname"),
    [("Ada Vane", "Vane"), ("Cher", "Cher"), ("Zoë van der Berg", "Berg"), (" ", " "), ("", "")],
)
def test_a_surname_is_the_last_word_of_the_name(name: str, surname: str) -> None:
    assert Person("x", name, name, SHE).surname == surname


def test_a_person_needs_only_a_name_and_is_of_even_temper() -> None:
    plain = Person("ada", "Ada", "Ada", SHE)
    assert plain.traits == (0,) * len(TRAIT_AXES)
    assert (plain.secrets, plain.never, plain.voice.address) == ((), (), "first")


def test_only_they_takes_a_plural_verb() -> None:
    assert [name for name, forms in PRONOUN_SETS.items() if forms.plural] == ["they/them"]
