"""The condition and effect language: read by hand, refused with a column, never run as Python."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.errors import GenreError
from novel_engine.story.givens.conditions import (
    DEEPEST_CONDITION,
    LONGEST_CONDITION,
    And,
    Call,
    Compare,
    Name,
    Not,
    Number,
    Or,
    Term,
    calls_in,
    check_arguments,
    conjuncts,
    names_in,
    parse_condition,
    parse_effect,
)
from novel_engine.story.givens.conditions import Condition as ConditionType
from tests.support.strategies import calls, conditions, written

A, B = Call("a", ()), Call("b", (Name("X"), Number(-2)))


@given(conditions)
def test_what_is_written_is_read_back(condition: ConditionType) -> None:
    assert parse_condition(written(condition)) == condition


@given(calls)
def test_an_effect_is_read_back(call: Call) -> None:
    assert parse_effect(written(call)) == call


@given(st.text(alphabet="ab12 ()&|!,<>=.-_~'\"", max_size=40))
def test_whatever_is_written_is_a_condition_or_is_refused_plainly(text: str) -> None:
    with suppress(GenreError):
        found = parse_condition(text)
        assert parse_condition(written(found) if text.strip() else "") == found


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_condition_always_holds(text: str) -> None:
    assert parse_condition(text) == And(())


def test_and_binds_closer_than_or() -> None:
    assert parse_condition("a() | a() & b(X, -2)") == Or((A, And((A, B))))
    assert parse_condition("(a() | a()) & b(X, -2)") == And((Or((A, A)), B))


def test_a_negation_takes_the_comparison_with_it() -> None:
    assert parse_condition("!b(X, -2) >= 3 & a()") == And((Not(Compare(B, ">=", 3)), A))


@pytest.mark.parametrize("sign", [">=", "<=", "=", ">", "<"])
def test_a_query_is_held_against_a_number(sign: str) -> None:
    assert parse_condition(f"b(X,-2){sign}-1") == Compare(B, sign, -1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a", "column 2: a predicate with its arguments was expected, as in late()"),
        ("a() &", "column 6: a name was expected; write name(argument, …)"),
        ("3", "column 2: a predicate with its arguments was expected, as in late()"),
        ("a(", "column 3: a name was expected; write name(argument, …)"),
        ("a(X Y)", "column 4: ',' was expected; write name(argument, …)"),
        ("(a()", "column 5: ')' was expected; write name(argument, …)"),
        ("a() b()", "column 4: this is left over; join conditions with & and |, or take it out"),
        (
            "a() >= X",
            "column 7: a whole number was expected; write >=, <=, =, > or <, and then one",
        ),
        ("a() @", "column 4: this is left over; join conditions with & and |, or take it out"),
        ("__import__('os')", "column 12: a name was expected; write name(argument, …)"),
    ],
)
def test_what_cannot_be_read_is_shown_with_its_column(text: str, problem: str) -> None:
    with pytest.raises(GenreError) as refusal:
        parse_condition(text)
    assert str(refusal.value) == f"'{text}', {problem}"


@pytest.mark.parametrize("text", ["guilt", "3"])
def test_an_effect_must_be_a_call(text: str) -> None:
    with pytest.raises(GenreError, match="is not an effect; write it as name"):
        parse_effect(text)


def test_nothing_may_follow_an_effect() -> None:
    with pytest.raises(GenreError, match="left over"):
        parse_effect("guilt(A, 1) & shame(A, 1)")


def test_a_condition_has_a_longest() -> None:
    assert parse_condition("a()".ljust(LONGEST_CONDITION)) == A
    with pytest.raises(GenreError, match=f"the most is {LONGEST_CONDITION}"):
        parse_condition("a()".ljust(LONGEST_CONDITION + 1))


@pytest.mark.parametrize("opening", ["(", "!", "!(", "a("])
def test_a_condition_has_a_deepest_and_no_text_exhausts_the_stack(opening: str) -> None:
    for times in (DEEPEST_CONDITION + 1, LONGEST_CONDITION // len(opening) - 4):
        with pytest.raises(GenreError, match="nested deeper"):
            parse_condition(opening * times + "a()")


def test_the_parts_that_must_all_hold_are_told_apart() -> None:
    assert conjuncts(parse_condition("a() & b(X, -2)")) == (A, B)
    assert conjuncts(A) == (A,)
    assert conjuncts(parse_condition("")) == ()


def test_names_are_found_in_reading_order() -> None:
    condition = parse_condition("a(X, 3) & !(b(Y) >= 2 | c(d(Z), X))")
    assert names_in(condition) == ("X", "Y", "Z", "X")


def test_calls_are_found_outermost_first() -> None:
    condition = parse_condition("a(X, 3) & !(b(Y) >= 2 | c(d(Z), X))")
    assert [call.name for call in calls_in(condition)] == ["a", "b", "c", "d"]


def something(lens: object, person: str, other: str, target: str = "") -> int:
    return 0


@pytest.mark.parametrize("given_", [2, 3])
def test_a_call_that_fits_its_function_is_let_be(given_: int) -> None:
    check_arguments(Call("something", (Name("A"),) * given_), something)


@pytest.mark.parametrize("given_", [0, 1, 4])
def test_a_call_with_too_few_arguments_or_too_many_is_refused_with_its_form(given_: int) -> None:
    arguments: tuple[Term, ...] = (Name("A"),) * given_
    with pytest.raises(
        GenreError,
        match=rf"given {given_} argument{'s' * (given_ != 1)}; write something\(person, other, \[target\]\)",
    ):
        check_arguments(Call("something", arguments), something)
