"""Conditions compiled to functions: what the menu's inner loop, adjudication and framing run."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import lru_cache

from novel_engine.errors import GenreError
from novel_engine.story.deciding.lens import Lens
from novel_engine.story.deciding.predicates import PREDICATES
from novel_engine.story.givens.conditions import (
    And,
    Call,
    Compare,
    Condition,
    Not,
    Number,
    Or,
    Term,
    check_arguments,
    no_such,
)

Values = Sequence[str]
Test = Callable[[Lens, Values], int]
SIGNS = {">=": operator.ge, "<=": operator.le, "=": operator.eq, ">": operator.gt, "<": operator.lt}


@lru_cache(maxsize=8192)
def compiled(condition: Condition, names: tuple[str, ...]) -> Test:
    """The condition as a function of (lens, values); `names` gives each role's position, other
    names stand for themselves.

    Raises GenreError for a predicate nobody has heard of, or one given too few arguments or too
    many.
    """
    match condition:
        case Call():
            return _compiled_call(condition, names)
        case Compare():
            left = _compiled_call(condition.left, names)
            sign, right = SIGNS[condition.sign], condition.right
            return lambda lens, values: sign(left(lens, values), right)
        case Not():
            part = compiled(condition.part, names)
            return lambda lens, values: not part(lens, values)
        case And():
            parts = tuple(compiled(p, names) for p in condition.parts)
            return lambda lens, values: all(p(lens, values) for p in parts)
        case Or():
            parts = tuple(compiled(p, names) for p in condition.parts)
            return lambda lens, values: any(p(lens, values) for p in parts)


def _compiled_call(call: Call, names: tuple[str, ...]) -> Test:
    function = PREDICATES.get(call.name)
    if function is None:
        raise no_such("predicate", call.name, PREDICATES)
    check_arguments(call, function)
    return _applied(function, [_getter(arg, names) for arg in call.args])


def _applied(function: Callable[..., int], getters: Sequence[Callable[[Values], str]]) -> Test:
    """The function of what these get; for up to three without the price of an argument list."""
    if len(getters) == 1:
        one = getters[0]
        return lambda lens, values: function(lens, one(values))
    if len(getters) == 2:
        first, second = getters
        return lambda lens, values: function(lens, first(values), second(values))
    if len(getters) == 3:
        first, second, third = getters
        return lambda lens, values: function(lens, first(values), second(values), third(values))
    return lambda lens, values: function(lens, *(get(values) for get in getters))


def _getter(term: Term, names: tuple[str, ...]) -> Callable[[Values], str]:
    if isinstance(term, Number):
        word = str(term.value)
        return lambda values: word
    if isinstance(term, Call):
        raise GenreError(f"'{term.name}(…)' cannot stand inside a predicate")
    if term.name in names:
        return operator.itemgetter(names.index(term.name))
    name = term.name
    return lambda values: name
