"""What was made of a value that never changes, kept for the next time it is asked for.

It is kept under the value's identity, since to hash a condition or a verb takes longer than most of
what is done with it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

A = TypeVar("A")
B = TypeVar("B")
P = ParamSpec("P")

MOST_KEPT = 8192
"""Values: so many are kept by each function; several stories' worth, after which it begins anew."""


def kept(make: Callable[Concatenate[A, P], B]) -> Callable[Concatenate[A, P], B]:
    """The function, which makes the same of the same value only once; its other arguments can be
    hashed.
    """
    # The value stands beside what was made of it, so that no other can come to be identical to it.
    known: dict[tuple[object, ...], tuple[A, B]] = {}

    @wraps(make)
    def once(value: A, /, *args: P.args, **named: P.kwargs) -> B:
        key = (id(value), *args)
        found = known.get(key)
        if found is None:
            if len(known) >= MOST_KEPT:
                known.clear()
            found = known[key] = (value, make(value, *args, **named))
        return found[1]

    return once
