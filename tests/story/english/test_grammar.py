"""English in small, sure pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.english.first_person import said_of_self
from novel_engine.story.english.grammar import (
    after_name,
    article,
    called,
    past_phrase,
    possessive,
)
from novel_engine.story.english.past_tense import past


@pytest.mark.parametrize(
    ("noun", "with_article"),
    [
        ("grey glove", "a grey glove"),
        ("umbrella", "an umbrella"),
        ("Apple", "an Apple"),
        ("hour glass", "an hour glass"),
        ("one-eyed cat", "a one-eyed cat"),
        ("uniform", "a uniform"),
        ("uninvited guest", "an uninvited guest"),
        ("used ticket", "a used ticket"),
        ("", "a "),
    ],
)
def test_a_noun_gets_the_article_of_its_sound(noun: str, with_article: str) -> None:
    assert article(noun) == with_article


def test_every_name_gets_an_s_in_the_possessive() -> None:
    assert possessive("Ida") == "Ida's"
    assert possessive("Nils") == "Nils's"


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Sammy Davis Jr.", "Sammy Davis Jr.'s"),
        ("Liz", "Liz's"),
        ("Alex", "Alex's"),
        ("李雷", "李雷's"),
        ("Xerxes", "Xerxes's"),
        ("the Queen of Hearts", "the Queen of Hearts'"),
        ("the Lord of the Rings", "the Lord of the Rings'"),
        ("the Prince of Wales", "the Prince of Wales's"),
        ("Joan of Arc", "Joan of Arc's"),
        ("Paris of Texas", "Paris of Texas's"),
        ("Tom & Jerry", "Tom & Jerry's"),
        ("the Green Knight", "the Green Knight's"),
        ("the Hounds", "the Hounds'"),
        ("The Four Ravens", "The Four Ravens'"),
        ("the lads", "the lads'"),
        ("the Boss", "the Boss's"),
        ("the Cyclops", "the Cyclops's"),
        ("the Octopus", "the Octopus's"),
    ],
)
def test_a_possessive_goes_after_the_whole_name(name: str, whose: str) -> None:
    assert possessive(name) == whose


def test_what_follows_a_name_is_its_possessive_or_a_verb() -> None:
    assert after_name("the Queen of Hearts", "'s tarts") == "' tarts"
    assert after_name("the Queen of Hearts", "'s gone") == "'s gone"
    assert after_name("the Queen of Hearts", "'s going, too") == "' going, too"
    assert after_name("the Queen of Hearts", "'s going to sing") == "'s going to sing"
    assert after_name("Ida", "'s tarts") == "'s tarts"


def test_nobody_is_called_with_an_article() -> None:
    assert [called(name) for name in ("the Green Knight", "the lads", "Theo", "the")] == [
        "Green Knight",
        "lads",
        "Theo",
        "the",
    ]


@pytest.mark.parametrize(
    ("present", "gone"),
    [
        ("squares", "squared"),
        ("goes", "went"),
        ("tries", "tried"),
        ("watches", "watched"),
        ("fixes", "fixed"),
        ("nods", "nodded"),
        ("looks", "looked"),
        ("plans", "planned"),
        ("turns", "turned"),
        ("Winds", "wound"),
        ("press", "press"),
        ("nothing", "nothing"),
    ],
)
def test_a_verb_is_put_in_the_past(present: str, gone: str) -> None:
    assert past(present) == gone


@pytest.mark.parametrize(
    ("present", "gone"),
    [
        ("squares whatever lies in front of her", "squared whatever lay in front of her"),
        ("looks at the door and counts something.", "looked at the door and counted something"),
        ("folds both arms and unfolds them", "folded both arms and unfolded them"),
        ("laughs, once, through the nose", "laughed, once, through the nose"),
        ("nods before the question is finished", "nodded before the question was finished"),
        ("stands straighter than is comfortable", "stood straighter than was comfortable"),
        ("always hums", "always hummed"),
        ("slowly rubs hands and knees", "slowly rubbed hands and knees"),
        ("will not look up", "would not look up"),
        ("cannot keep still", "could not keep still"),
        ("a twitch", "a twitch"),
        ("lies badly", "lied badly"),
        ("lies about it and blushes", "lied about it and blushed"),
        ("lies very still", "lay very still"),
        ("lies through her teeth", "lied through her teeth"),
        ("lies in his teeth", "lied in his teeth"),
        ("stammers and stutters", "stammered and stuttered"),
        ("blinks and slowly reddens", "blinked and slowly reddened"),
        ("cracks nuts and bolts", "cracked nuts and bolts"),
        ("tightens ropes and strings", "tightened ropes and strings"),
        ("laughs before he answers", "laughed before he answered"),
        ("laughs before they answer", "laughed before they answered"),
        ("blinks when they are asked", "blinked when they were asked"),
        ("coughs as if they never knew", "coughed as if they never knew"),
        ("re-ties a bootlace, then over-explains", "re-tied a bootlace, then over-explained"),
        ("was silent", "was silent"),
        ("doesn't blink", "didn't blink"),
        ("says more than ze means", "said more than ze meant"),
        ("repeats the last word xe hears", "repeated the last word xe heard"),
        ("rubs her eyes and sighs", "rubbed her eyes and sighed"),
        ("whistles two notes and stops", "whistled two notes and stopped"),
        ("strokes the cat, which purrs", "stroked the cat, which purred"),
        ("makes excuses and sighs", "made excuses and sighs"),
        ("no longer meets your eye", "no longer met your eye"),
        ("rather too quickly agrees", "rather too quickly agreed"),
        ("every so often touches the scar", "every so often touched the scar"),
        ("all but closes her eyes", "all but closed her eyes"),
        ("flies into a rage", "flew into a rage"),
        ("  ", ""),
    ],
)
def test_a_habit_is_put_in_the_past(present: str, gone: str) -> None:
    assert past_phrase(present) == gone


@given(st.text(max_size=40))
def test_any_habit_is_told_with_as_many_words(phrase: str) -> None:
    told = past_phrase(phrase)

    assert len(told.split()) >= len(phrase.strip().rstrip(".").split())
    assert told == told.strip()


@pytest.mark.parametrize(
    ("claim", "by_me", "to_you"),
    [
        ("{bo} has gone", "I have gone", "you have gone"),
        ("{bo} was out of bed", "I was out of bed", "you were out of bed"),
        ("{bo} broke the vase", "I broke the vase", "you broke the vase"),
        ("{bo}'s lamp was filled", "my lamp was filled", "your lamp was filled"),
        ("a letter came for {bo}", "a letter came for me", "a letter came for you"),
        ("{bo} means to stay", "I mean to stay", "you mean to stay"),
        ("{bo} left", "I left", "you left"),
        ("the vase is in pieces", "the vase is in pieces", "the vase is in pieces"),
    ],
)
def test_a_claim_is_said_by_whom_and_to_whom_it_is_about(
    claim: str, by_me: str, to_you: str
) -> None:
    assert said_of_self(claim, "{bo}", "I") == by_me
    assert said_of_self(claim, "{bo}", "you") == to_you
