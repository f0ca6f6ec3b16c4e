"""What people write of their wishes, fears and ties stands in a sentence about them."""

from __future__ import annotations

import pytest

from novel_engine.story.english.own_words import dread, tie, wish
from novel_engine.story.givens.people import HE, SHE, THEY


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("keep the station open", "to keep the station open"),
        ("be the one who tells it afterwards", "to be the one who tells it afterwards"),
        ("have the books agree with the shelves", "to have the books agree with the shelves"),
        ("bring everybody down alive", "to bring everybody down alive"),
        ("to own the bar one day", "to own the bar one day"),
        ("wants to own the bar", "to own the bar"),
        ("a place of her own", "a place of her own"),
        ("my own boat", "her own boat"),
        ("revenge", "revenge"),
        ("peace and quiet", "peace and quiet"),
        ("that nobody finds out", "it to be so that nobody finds out"),
        ("being left alone", "to go on being left alone"),
        ("hoodwink the bailiff", "to hoodwink the bailiff"),
        ("finish where it began", "to finish where it began"),
        ("pass the first-class certificate", "to pass the first-class certificate"),
        ("ships at sea", "ships at sea"),
    ],
)
def test_a_wish_stands_after_wanted(written: str, said: str) -> None:
    assert wish(written, SHE) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("being thanked", "of being thanked"),
        ("the valley", "of the valley"),
        ("Fridays", "of Fridays"),
        ("an empty bunk", "of an empty bunk"),
        ("his own hands", "of his own hands"),
        ("my father", "of his father"),
        ("lose the house", "to lose the house"),
        ("afraid of being found out", "of being found out"),
        ("that it will all come out", "that it will all come out"),
        ("not being asked", "of not being asked"),
        ("water over his head", "of water over his head"),
    ],
)
def test_a_fear_stands_after_was_afraid(written: str, said: str) -> None:
    assert dread(written, HE) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("old colleague", "Bram is Ida's old colleague"),
        ("the best listener he has had", "Bram is the best listener he has had"),
        ("knew him before the beard", "Bram knew him before the beard"),
        ("took his appendix out", "Bram took his appendix out"),
        ("calls them sparrow and means it", "Bram calls Ida sparrow and means it"),
        ("the old goat", "Bram is, in Ida's words, the old goat"),
        ("her great fool", "Bram is her great fool"),
        ("fellow criminal", "Bram is Ida's fellow criminal"),
        ("my brother", "Bram is Ida's brother"),
    ],
)
def test_a_tie_is_a_clause_of_the_other(label: str, said: str) -> None:
    assert tie(label, "Ida", "Bram", THEY) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("the one who will take her down", "Bram is the one who will take Ida down"),
        ("the one who once asked her", "Bram is the one who once asked Ida"),
        ("the hand that set her leg", "Bram is the hand that set Ida's leg"),
        ("the one who makes her laugh", "Bram is the one who makes Ida laugh"),
    ],
)
def test_her_is_whom_or_whose(label: str, said: str) -> None:
    assert tie(label, "Ida", "Bram", SHE) == said


def test_them_is_whoever_says_they_and_not_one_of_several() -> None:
    assert tie("the one who taught them to send", "Ida", "Bram", THEY) == (
        "Bram is the one who taught Ida to send"
    )
    assert tie("the boss they would do it for nothing for", "Ida", "Bram", THEY) == (
        "Bram is the boss Ida would do it for nothing for"
    )
    assert tie("the best of them", "Ida", "Bram", THEY) == "Bram is the best of them"
