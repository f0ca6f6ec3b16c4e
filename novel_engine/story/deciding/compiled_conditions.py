"""Conditions compiled to functions: what the menu's inner loop, adjudication and framing run."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import lru_cache

from novel_engine.errors import GenreError
from novel_engine.story.deciding.lens import Lens
from novel_engine.story.deciding.made_once import made_once
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


@made_once
def compiled(condition: Condition, names: tuple[str, ...]) -> Test:
    """The condition as a function of (lens, values); `names` gives each role's position, other
    names stand for themselves.

    Raises GenreError for a predicate nobody has heard of, or one given too few arguments or too
    many.
    """
    return _compiled(condition, names)


@lru_cache(maxsize=8192)
def _compiled(condition: Condition, names: tuple[str, ...]) -> Test:
    """The same of equal conditions, which every story of a genre has anew."""
    match condition:
        case Call():
            return _compiled_call(condition, names)
        case Compare():
            left = _compiled_call(condition.left, names)
            sign, right = SIGNS[condition.sign], condition.right
            return lambda lens, values: sign(left(lens, values), right)
        case Not():
            part = _compiled(condition.part, names)
            return lambda lens, values: not part(lens, values)
        case And():
            return _every([_compiled(part, names) for part in condition.parts])
        case Or():
            return _some([_compiled(part, names) for part in condition.parts])


def _every(parts: Sequence[Test]) -> Test:
    def every(lens: Lens, values: Values) -> int:
        for part in parts:  # noqa: SIM110  a generator in all() costs half as much again
            if not part(lens, values):
                return False
        return True

    return every


def _some(parts: Sequence[Test]) -> Test:
    def some(lens: Lens, values: Values) -> int:
        for part in parts:  # noqa: SIM110  a generator in any() costs half as much again
            if part(lens, values):
                return True
        return False

    return some


def _compiled_call(call: Call, names: tuple[str, ...]) -> Test:
    function = PREDICATES.get(call.name)
    if function is None:
        raise no_such("predicate", call.name, PREDICATES)
    check_arguments(call, function)
    return _applied(function, [_argument(arg, names) for arg in call.args])


def _applied(function: Callable[..., int], args: Sequence[int | str]) -> Test:
    """The function of these arguments, each the position of a role or a word; the shapes that are
    common are spelt out, because fetching an argument through a call costs as much as a test.
    """
    match args:
        case [int(first)]:
            return lambda lens, values: function(lens, values[first])
        case [int(first), int(second)]:
            return lambda lens, values: function(lens, values[first], values[second])
        case [int(first), str(word)]:
            return lambda lens, values: function(lens, values[first], word)
        case [str(word), int(first), int(second)]:
            return lambda lens, values: function(lens, word, values[first], values[second])
        case [int(first), int(second), int(third)]:
            return lambda lens, values: function(lens, values[first], values[second], values[third])
        case _ if all(isinstance(arg, str) for arg in args):
            return lambda lens, values: function(lens, *args)
        case _:
            return lambda lens, values: function(
                lens, *[values[arg] if isinstance(arg, int) else arg for arg in args]
            )


def _argument(term: Term, names: tuple[str, ...]) -> int | str:
    """The position of the role that the term is, or the word that it is."""
    if isinstance(term, Number):
        return str(term.value)
    if isinstance(term, Call):
        raise GenreError(f"'{term.name}(…)' cannot stand inside a predicate")
    return names.index(term.name) if term.name in names else term.name
