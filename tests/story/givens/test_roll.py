"""Whom a written name means, and who is named when it means nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novel_engine.story.givens.roll import Roll
from tests.support import worlds

PEOPLE = tuple(
    replace(
        worlds.person(id_),
        name=name,
        written=name,
        short=short,
        formal=formal,
        nickname=nickname,
    )
    for id_, name, short, formal, nickname in (
        ("ida", "Ida Kessel", "Ida", "Kessel", ""),
        ("bo", "Seán O'Brien", "Seán", "O'Brien", "the Boss"),
        ("doc", "Dr. Zoë K. St. Clair", "Zoë", "St. Clair", ""),
        ("green", "The Green Knight", "the Green Knight", "the Green Knight", ""),
        ("jim", 'James "Jim" Hawkins', "Jim", "Hawkins", "Jim"),
    )
)


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Ida Kesel", "ida"),
        ("Kessel, Ida", "ida"),
        ("Idakessel", "ida"),
        ("Sean", "bo"),
        ("sean obrien", "bo"),
        ("obrien", "bo"),
        ("Boss", "bo"),
        ("Zoe", "doc"),
        ("St Clair", "doc"),
        ("Zoe St. Clair", "doc"),
        ("green knight", "green"),
        ("A Green Knihgt", "green"),
        ("Mr Kessel", "ida"),
        ("Doctor Zoë", "doc"),
        ("Captain O'Brien", "bo"),
        ("James Hawkins", "jim"),
        ("Hawkins, James", "jim"),
        ("\uff29\uff44\uff41", "ida"),
    ],
)
def test_a_name_that_is_nearly_somebodys_is_answered_with_theirs(written: str, id_: str) -> None:
    roll = Roll(PEOPLE)
    assert roll.find(written) == ""
    (meant,) = (person for person in PEOPLE if person.id == id_)
    assert roll.why_nobody(written) == (f"is not in the cast; did you mean {meant.name} ({id_})?")


@pytest.mark.parametrize("written", ["Bram", "", "?", "Al", "x" * 300])
def test_a_name_that_is_like_nobodys_is_answered_with_the_cast(written: str) -> None:
    assert "name one of Ida Kessel (ida), " in Roll(PEOPLE).why_nobody(written)


def test_an_apostrophe_is_the_same_however_it_is_bent() -> None:
    assert Roll(PEOPLE).find("Seán O’Brien") == "bo"
