"""Values become bytes and the same values again; nothing else can be made of such bytes."""

from __future__ import annotations

import marshal
import random
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import pytest

from novel_engine.adapters.reading.document import Block, Places
from novel_engine.adapters.reading.flat_values import flat, unflattened
from novel_engine.story.givens.conditions import Call, Name, Number
from novel_engine.story.givens.facts import Place
from novel_engine.story.givens.people import Lore
from novel_engine.story.givens.roles import NO_ROLES, Roles

HALL = Place("hall", "hall", "in", adjacent=("attic",))


VALUES: tuple[object, ...] = (
    None,
    "",
    "ø 😀 \ud800",
    -3,
    2.5,
    True,
    b"bytes",
    (),
    (b"v", 1),
    ("a", ("b", 2)),
    frozenset("ab"),
    {"hall": HALL, "attic": None},
    {},
    [HALL, "plain", []],
    (HALL, HALL),
    Roles.of(A="ada", B="bo"),
    NO_ROLES,
    Lore("the well is dry", ("well", "water")),
    Call("trust", (Name("A"), Number(-1))),
    Places("a.yaml", Block(1, {"name": 1, 0: Block(2, {})})),
)


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_a_value_comes_back_as_it_was(number: int) -> None:
    value = VALUES[number]
    back = unflattened(flat(value))
    assert back == value
    assert type(back) is type(value)


def test_a_table_that_could_not_be_changed_comes_back_as_a_table() -> None:
    assert unflattened(flat(MappingProxyType({"a": 1}))) == {"a": 1}


@dataclass(frozen=True)
class Stranger:
    name: str


@pytest.mark.parametrize(
    "value", [Stranger("x"), len, {1, 2}, frozenset((1,)), random.Random(1), (HALL, object())]
)
def test_what_is_neither_plain_nor_a_value_of_ours_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        flat(value)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("subprocess", "Popen"),
        ("novel_engine.adapters.reading.shelf", "kept"),
        ("novel_engine.story.givens.people", "TRAIT_AXES"),
    ],
)
def test_bytes_that_name_something_else_make_nothing(module: str, name: str) -> None:
    called: Callable[..., bytes] = marshal.dumps
    with pytest.raises(TypeError):
        unflattened(called((((module, name),), (b"v", 0, "echo"))))
