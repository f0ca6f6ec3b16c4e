"""Conditions as functions: what they answer, and what is refused before anything runs."""

from __future__ import annotations

import pytest
from hypothesis import given

from novel_engine.errors import GenreError
from novel_engine.story.adjudicating.world_lens import WorldLens
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.givens.conditions import (
    And,
    Call,
    Compare,
    Condition,
    Name,
    Not,
    Number,
    Or,
    parse_condition,
)
from tests.support import worlds
from tests.support.strategies import conditions
from tests.support.worlds import ADA, BO, learned

LENS = WorldLens(worlds.world(learned(ADA, "harm", 60)), ADA)


def answer(text: str, names: tuple[str, ...] = (), values: tuple[str, ...] = ()) -> int:
    return compiled(parse_condition(text), names)(LENS, values)


def reference(condition: Condition) -> bool:
    """The condition read the slow way: every call is the late() of a story in its first scene."""
    match condition:
        case Call():
            return False
        case Compare():
            signs = {
                ">=": (0).__ge__,
                "<=": (0).__le__,
                "=": (0).__eq__,
                ">": (0).__gt__,
                "<": (0).__lt__,
            }
            return bool(signs[condition.sign](condition.right))
        case Not():
            return not reference(condition.part)
        case And():
            return all(reference(part) for part in condition.parts)
        case Or():
            return any(reference(part) for part in condition.parts)


def emptied(condition: Condition) -> Condition:
    """The condition with every call become late()."""
    match condition:
        case Call():
            return Call("late", ())
        case Compare():
            return Compare(Call("late", ()), condition.sign, condition.right)
        case Not():
            return Not(emptied(condition.part))
        case And():
            return And(tuple(emptied(part) for part in condition.parts))
        case Or():
            return Or(tuple(emptied(part) for part in condition.parts))


@given(conditions)
def test_a_compiled_condition_answers_as_it_reads(condition: Condition) -> None:
    assert bool(compiled(emptied(condition), ())(LENS, ())) == reference(condition)


def test_a_name_that_is_no_role_stands_for_itself() -> None:
    assert answer("believes(ada, harm)")
    assert answer("believes(B, F)", ("F", "B"), ("harm", ADA))
    assert not answer("believes(B, F)", ("F", "B"), ("harm", BO))


@pytest.mark.parametrize(
    "text", ["late()", "present(bo)", "at(ada, hall)", "stance(ada, bo, harm) >= -999"]
)
def test_predicates_take_as_many_arguments_as_they_have(text: str) -> None:
    assert answer(text) in (0, 1)


def test_a_query_gives_its_number() -> None:
    assert answer("confidence(ada, harm)") == 60
    assert answer("confidence(ada, harm) >= 60")
    assert not answer("confidence(ada, harm) > 60")


def test_a_number_may_be_an_argument() -> None:
    assert compiled(Call("present", (Number(3),)), ())(LENS, ()) == 0


def test_a_predicate_nobody_has_heard_of_is_refused_with_those_there_are() -> None:
    with pytest.raises(
        GenreError, match=r"no predicate 'dreams'; there are about, accoun.*wronged"
    ):
        answer("late() & !dreams(ada)")


def test_of_one_that_is_nearly_right_the_right_one_is_named() -> None:
    with pytest.raises(GenreError, match=r"no predicate 'afection'; did you mean 'affection'\?"):
        answer("afection(ada, bo) >= 1")


@pytest.mark.parametrize(
    "text", ["present()", "present(ada, bo)", "anger(ada, bo, cy)", "late(ada) | late()"]
)
def test_a_predicate_with_too_few_arguments_or_too_many_is_refused(text: str) -> None:
    with pytest.raises(GenreError, match=r"arguments?; write"):
        answer(text)


def test_a_predicate_inside_another_is_refused() -> None:
    with pytest.raises(GenreError, match="cannot stand inside a predicate"):
        compiled(Call("present", (Call("late", ()),)), ())
    with pytest.raises(GenreError, match=r"'b\(…\)' cannot stand inside"):
        compiled(Call("believes", (Name("A"), Call("b", ()))), ("A",))
