"""Which verb a form is the past or the participle of."""

from __future__ import annotations

import pytest

from novel_engine.story.english.narration.verbs import base_of_participle, base_of_past


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("looked", "look"),
        ("noticed", "notice"),
        ("stopped", "stop"),
        ("denied", "deny"),
        ("examined", "examine"),
        ("preferred", "prefer"),
        ("carved", "carve"),
        ("took", "take"),
        ("put", "put"),
        ("bit", "bite"),
        ("lay", "lie"),
        ("need", ""),
        ("indeed", ""),
        ("window", ""),
    ],
)
def test_the_verb_of_a_past(form: str, base: str) -> None:
    assert base_of_past(form) == base


@pytest.mark.parametrize(
    ("form", "base"), [("taken", "take"), ("told", "tell"), ("been", "be"), ("took", "")]
)
def test_the_verb_of_a_participle(form: str, base: str) -> None:
    assert base_of_participle(form) == base
