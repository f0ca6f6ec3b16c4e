"""Which rows a turn changes, before any store writes one."""

from __future__ import annotations

from typing import get_args

import pytest

from novel_engine.adapters.record.read_models import write_of
from novel_engine.adapters.record.row_changes import (
    AccountChange,
    BeliefHeld,
    GoalGivenUp,
    GoalSought,
    GroundChange,
    ItemGone,
    ItemPlaced,
    MindChange,
    Noticed,
    PersonGone,
    PersonPlaced,
    PlotChange,
    RelationStands,
    Remembered,
    RowChange,
    SceneOver,
    StoryMarked,
    ThreadStands,
    changes,
    outline,
)
from tests.support import cellar

ALL = {kind for union in get_args(RowChange) for kind in (get_args(union) or (union,))}
TURNS = tuple(cellar.in_turns(cellar.the_letter()))


def changed(turn: int) -> list[RowChange]:
    """What one turn of the story of the letter changes, but for who noticed what."""
    return [
        change
        for change in changes(TURNS[turn], outline)
        if not isinstance(change, Noticed | Remembered)
    ]


def test_an_effect_changes_one_row_and_says_how_it_stands_from_then_on() -> None:
    assert changed(3) == [
        BeliefHeld("ada", "lost", 1, 0.62, "lied_to", "bo", 300),
        RelationStands("ada", "bo", "trust", 1, 300),
        *changed(3)[2:],
    ]
    assert changed(5) == [
        BeliefHeld("ada", "lost", 0, 0.9, "read", None, 500),
        BeliefHeld("ada", "burnt", 1, 0.9, "read", None, 500),
        ItemPlaced("letter", "ada", None, 0),
        GoalGivenUp("ada", "learn", "letter", 500),
        GoalSought("ada", "punish", "letter", "bo", 3, 500),
        PersonPlaced("cy", "cellar"),
        ThreadStands("who", "answered", 501),
    ]


def test_the_event_itself_comes_before_its_effects() -> None:
    assert changed(6) == [
        SceneOver(1, 1, 1, 600),
        PersonGone("bo", "left by the back door"),
        ItemGone("lamp", 600),
    ]
    assert changed(7) == [StoryMarked("state", "ended"), StoryMarked("ending", "known")]


def test_what_was_noticed_comes_last_in_the_order_of_events_and_people() -> None:
    told = list(changes(TURNS[5], outline))
    noticed = [change for change in told if isinstance(change, Noticed)]
    assert [(one.event, one.person) for one in noticed] == sorted(
        (one.event, one.person) for one in noticed
    )
    rest = [isinstance(change, Remembered) for change in told[len(changed(5)) + len(noticed) :]]
    assert rest
    assert all(rest)


def test_what_nobody_would_word_is_not_remembered() -> None:
    silent = changes(TURNS[2], lambda percept: "")
    assert not any(isinstance(change, Remembered) for change in silent)


def test_a_story_changes_rows_of_every_kind() -> None:
    found = {type(change) for turn in TURNS for change in changes(turn, outline)}
    assert found == ALL


@pytest.mark.parametrize("union", [GroundChange, MindChange, PlotChange, AccountChange])
def test_every_change_is_written_with_a_value_for_each_place(union: object) -> None:
    told = [change for turn in TURNS for change in changes(turn, outline)]
    for kind in get_args(union):
        statement, row = write_of(next(one for one in told if type(one) is kind))
        assert statement.count("?") == len(row)
