"""Whom events name that the story does not have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novel_engine.story.fabula.events import Event, Felt, ItemMoved, Learned
from novel_engine.story.fabula.strangers import stranger_in
from novel_engine.story.givens.roles import Roles
from tests.support import cellar


def test_a_sound_story_names_nobody_else() -> None:
    assert {stranger_in(cellar.setting(), event) for event in cellar.the_letter()} == {""}


@pytest.mark.parametrize(
    ("event", "named"),
    [
        (
            cellar.acted(2, 0, (), (Learned(cellar.ADA, "no.such", 1, 50, "told", cellar.BO),)),
            "fact",
        ),
        (cellar.acted(2, 0, (), (Learned(cellar.ADA, "burnt", 1, 50, "told", "dan"),)), "teller"),
        (cellar.acted(2, 0, (), (Felt("", "anger", cellar.BO, 0, 1),)), "person"),
        (cellar.acted(2, 0, (), (ItemMoved("letter", "", "moon", 0),)), "place"),
        (replace(cellar.acted(2, 0, (), ()), witnesses=("dan",)), "witnesses"),
        (replace(cellar.told(2, ()), roles=Roles.of(A="letter")), "A"),
        (replace(cellar.told(2, ()), roles=Roles.of(B=cellar.ADA)), "A"),
    ],
)
def test_whoever_the_story_does_not_have_is_named_with_the_field(event: Event, named: str) -> None:
    assert stranger_in(cellar.setting(), event).startswith(f"{named} '")
