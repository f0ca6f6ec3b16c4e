"""What was made of a value that never changes, kept for the next time it is asked for.

It is kept under the value's identity, since to hash a condition or a verb takes longer than most of
what is done with it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

Whole = TypeVar("Whole")
Fruit = TypeVar("Fruit")
Rest = ParamSpec("Rest")


def made_once(
    make: Callable[Concatenate[Whole, Rest], Fruit],
) -> Callable[Concatenate[Whole, Rest], Fruit]:
    """The function, which makes the same of the same value only once; its other arguments can be
    hashed.
    """
    most = 8192  # values: several stories' worth, after which it begins anew
    # The value stands beside what was made of it, so that no other can come to be identical to it.
    known: dict[tuple[object, ...], tuple[Whole, Fruit]] = {}

    @wraps(make)
    def once(given: Whole, /, *beside: Rest.args, **named: Rest.kwargs) -> Fruit:
        key = (id(given), *beside)
        found = known.get(key)
        if found is None:
            if len(known) >= most:
                known.clear()
            found = known[key] = (given, make(given, *beside, **named))
        return found[1]

    return once
