"""Being where one is and having what one has, in a line."""

from __future__ import annotations

import pytest

from novel_engine.story.deciding.views import view_of
from novel_engine.story.fabula.events import Effect, ItemMoved, Moved
from novel_engine.story.verifying.utterance_checks import line_faults
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, GARDEN, HALL, STUDY

ASK = worlds.action("ask", BO, B=ADA, F="harm")


def codes(line: str, *effects: Effect) -> list[str]:
    """What is wrong with it when Bo says it to Ada in the hall; Cy and the lamp are in the
    study.
    """
    found = worlds.house(Moved(CY, HALL, STUDY), ItemMoved("lamp", "", STUDY, 0), *effects)
    return [
        fault.code for fault in line_faults(view_of(found.setting, found.minds[BO], 5), ASK, line)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "I'm wanted in the study.",
        "When I am in the study I hear everything.",
        "I'm going to the study.",
        "If we are in the garden by noon, we'll see it.",
        "I was in the study at eight.",
        "We were in the garden, the two of us.",
        "I'm in the study all day, as you know.",
        "I'm in the study if anybody wants me.",
        "He's not here, in the study perhaps.",
        "She isn't here in the garden, is she?",
        "I'm never in the garden after dark.",
        "It is colder in the study than here.",
        "You say I am in the garden when I'm not.",
        "I'm due in the garden.",
        "I'll be in the study.",
        "So there I am in the garden with the cat.",
        "I'm at my best in the study.",
        "We're short of lamps in the study.",
        "I have the lamp in the study.",
    ],
)
def test_other_places_may_be_spoken_of(line: str) -> None:
    assert codes(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Here in the study nobody listens.",
        "We're in the garden now, so speak up.",
        "Look how dark it gets, here in the garden.",
        "Since we're both standing in the garden, look up.",
        "Welcome to the study.",
        "I'm sitting in the study with you, am I not?",
        "This is the study; keep your voice down.",
    ],
)
def test_nobody_says_that_they_are_where_they_are_not(line: str) -> None:
    assert codes(line) == ["wrong-place"]


def test_nobody_asks_what_they_are_doing_where_they_are_not() -> None:
    assert codes("What are we doing in the garden?") == ["wrong-place"]
    assert codes("What are we to do about the garden?") == []


def test_whoever_is_going_may_say_so() -> None:
    view = view_of(worlds.house().setting, worlds.house().minds[BO], 5)
    going = worlds.action("go", BO, P=GARDEN)
    assert list(line_faults(view, going, "I'm in the garden, then. Shout.")) == []
    assert list(line_faults(view, ASK, "I'm in the garden, then. Shout.")) != []


@pytest.mark.parametrize(
    "line",
    [
        "Who took the lamp?",
        "The lamp was in my hands an hour ago, and now it isn't.",
        "I had the lamp in my hand when it broke.",
        "If I had the lamp here I would show you.",
        "Give me the lamp.",
        "Fetch the lamp, would you?",
        "I never had the lamp in my pocket.",
        "I brought the lamp in last night.",
        "I brought you the lamp on Sunday; where is it?",
        "I have the lamp to thank for that.",
        "I've got the lamp to fill yet.",
        "Here is where the lamp stood.",
        "Do you know this lamp they speak of?",
        "This business of the lamp.",
        "I know the lamp you mean.",
        "You think I'm holding the lamp back from you.",
    ],
)
def test_other_things_may_be_spoken_of(line: str) -> None:
    assert codes(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Look what I am holding: the lamp.",
        "I've been carrying the lamp all day.",
        "Whose is this lamp?",
        "Here: the lamp.",
        "I brought you the lamp; take it.",
        "The lamp has been in my coat all along, see?",
        "See this lamp? It's cracked.",
        "Here's the lamp you wanted.",
        "Here, take the lamp.",
        "I've got the lamp right here.",
        "The lamp is in my pocket.",
        "In my hand I have the lamp.",
        "Have a look at the lamp I've got here.",
        "Hold this lamp for me.",
        "This lamp in my hand, whose is it?",
        "Let me light the lamp I am carrying.",
    ],
)
def test_nobody_has_what_is_elsewhere(line: str) -> None:
    assert codes(line) == ["wrong-holder"]
    assert codes(line, ItemMoved("lamp", BO, "", 0)) == []
