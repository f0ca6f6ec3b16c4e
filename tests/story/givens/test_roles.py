"""Tests for `story.givens.roles`: who and what fills the parts of an act."""

from __future__ import annotations

import copy
import json

from novel_engine.story.givens.roles import NO_ROLES, Roles

ASKED = Roles.of(A="ada", B="bo", F="harm", G="deed")


def test_a_role_that_nothing_fills_has_nothing_in_it() -> None:
    assert ASKED.get("B") == "bo"
    assert (ASKED.get("I"), ASKED.get("I", "I"), NO_ROLES.get("A")) == ("", "I", "")


def test_roles_are_made_of_those_that_something_fills_in_the_order_they_are_named() -> None:
    assert Roles.of(A="ada", B="", F="harm") == (("A", "ada"), ("F", "harm"))


def test_what_fills_them_comes_in_their_order() -> None:
    assert ASKED.values == ("ada", "bo", "harm", "deed")
    assert ASKED.matters == ("harm", "deed")
    assert ASKED.filling(("F", "A")) == ("ada", "harm")


def test_some_of_them_are_roles_and_so_are_some_with_others() -> None:
    some = (ASKED.only(("A", "F")), ASKED.first(1), ASKED.first(1).beside(Roles.of(finder="cy")))

    assert some == (
        Roles.of(A="ada", F="harm"),
        Roles.of(A="ada"),
        (("A", "ada"), ("finder", "cy")),
    )
    assert all(isinstance(one, Roles) for one in some)


def test_they_are_equal_to_their_pairs_and_are_written_as_these() -> None:
    pairs = tuple(ASKED)

    assert pairs == ASKED
    assert hash(pairs) == hash(ASKED)
    assert json.dumps(ASKED) == json.dumps(pairs)


def test_a_copy_is_roles_again() -> None:
    found = copy.deepcopy(ASKED)

    assert (found, type(found)) == (ASKED, Roles)
