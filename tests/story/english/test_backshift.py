"""What is so, told after `that` in a story in the past."""

from __future__ import annotations

import pytest

from novel_engine.story.english.backshift import told_in_the_past


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("the vat is empty", "the vat was empty"),
        ("the brake is sound and holds", "the brake was sound and held"),
        ("{ida} has gone, and {bo} will not say why", "{ida} had gone, and {bo} would not say why"),
        ("{bo} cannot read the cue sheet", "{bo} could not read the cue sheet"),
        ("{bo} means to stay another year", "{bo} meant to stay another year"),
        ("{bo} keeps a tin that nobody is let near", "{bo} kept a tin that nobody was let near"),
        ("{bo} asks {ida}'s advice in everything", "{bo} asked {ida}'s advice in everything"),
        ("a letter lies among {bo}'s things", "a letter lay among {bo}'s things"),
        ("{bo} has begun to pack, and means to go", "{bo} had begun to pack, and meant to go"),
        ("nobody goes before April", "nobody went before April"),
        ("{bo} must pay", "{bo} had to pay"),
        ("{bo} is asked to have it seen to", "{bo} was asked to have it seen to"),
    ],
)
def test_a_present_becomes_a_past(now: str, then: str) -> None:
    assert told_in_the_past(now) == then


@pytest.mark.parametrize(
    "clause",
    [
        "{bo} opened the tap of the first vat in the night",
        "the old owner thought better of the later will and burned it",
        "{bo} reads".replace("reads", "read") + " {ida} his letters",
        "the nail was bent upwards by whoever took the key",
        "a jug of {bo}'s stood by the vat",
        "somebody hid the second will, so that {bo} might keep the shop",
        "{bo} wanted to have the field for his horses",
    ],
)
def test_what_is_past_or_no_verb_stays(clause: str) -> None:
    assert told_in_the_past(clause) == clause
