"""Our dataclasses are the standard library's in everything that can be seen of them."""

from __future__ import annotations

import ast
import copy
import dataclasses
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import pytest

from novel_engine import values

PACKAGE = Path(values.__file__).parent
NAMES = sorted(
    {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")} - {"values.py"}
)


def classes(make: Callable[..., Any]) -> dict[str, Any]:
    """The same classes, made by one `dataclass` or another."""

    class Point:
        """Where."""

        x: int
        y: int = 0
        note: str = field(default="", compare=False)
        kind: ClassVar[str] = "point"

        def moved(self) -> Any:
            return replace(self, x=self.x + 1)  # type: ignore[type-var]

    class Bag:
        """What is in it."""

        things: dict[str, int] = field(default_factory=dict)

    class Empty:
        """Nothing."""

    class Lazy:
        """With something that is worked out."""

        x: int

        @cached_property
        def twice(self) -> int:
            return 2 * self.x

    class Shown:
        """With ways of its own."""

        x: int

        def __repr__(self) -> str:
            return "shown"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    found: dict[str, Any] = {
        "point": make(frozen=True, slots=True)(Point),
        "bag": make(slots=True)(Bag),
        "empty": make(frozen=True, slots=True)(Empty),
        "lazy": make(frozen=True)(Lazy),
        "shown": make(frozen=True, slots=True)(Shown),
    }

    higher = type("Higher", (found["point"],), {"__annotations__": {"z": "int"}, "z": 5})
    return {**found, "higher": make(frozen=True, slots=True)(higher)}


OURS, THEIRS = classes(values.dataclass), classes(dataclasses.dataclass)
CALLS: tuple[tuple[str, tuple[object, ...], dict[str, object]], ...] = (
    ("point", (1,), {}),
    ("point", (1, 2, "here"), {}),
    ("point", (), {"y": 3, "x": 4}),
    ("bag", (), {}),
    ("bag", ({"a": 1},), {}),
    ("empty", (), {}),
    ("lazy", (3,), {}),
    ("shown", (1,), {}),
    ("higher", (1, 2), {"z": 9}),
)
WRONG: tuple[tuple[str, tuple[object, ...], dict[str, object]], ...] = (
    ("point", (), {}),
    ("point", (1, 2, "a", 4), {}),
    ("point", (1,), {"x": 1}),
    ("point", (1,), {"unknown": 1}),
    ("empty", (1,), {}),
)


def both(name: str, given: tuple[object, ...], named: dict[str, object]) -> tuple[Any, Any]:
    return OURS[name](*given, **named), THEIRS[name](*given, **named)


@pytest.mark.parametrize(("name", "given", "named"), CALLS)
def test_a_value_is_made_and_shown_alike(
    name: str, given: tuple[object, ...], named: dict[str, object]
) -> None:
    for ours, theirs in (both(name, given, named), both(name, given, named)):
        assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
        assert repr(ours) == repr(theirs)
        assert hasattr(ours, "__dict__") == hasattr(theirs, "__dict__")
        assert ours.__match_args__ == theirs.__match_args__
        assert copy.deepcopy(ours) == ours
        assert copy.copy(ours) == ours


@pytest.mark.parametrize(("name", "given", "named"), WRONG)
def test_a_wrong_call_is_refused_in_the_same_words(
    name: str, given: tuple[object, ...], named: dict[str, object]
) -> None:
    said = []
    for made in (THEIRS[name], OURS[name], OURS[name]):
        with pytest.raises(TypeError) as problem:
            made(*given, **named)
        said.append(str(problem.value).rpartition("__init__")[2])
    assert said[1:] == [said[0]] * 2


@pytest.mark.parametrize("name", ["point", "empty", "lazy", "shown", "higher"])
def test_values_are_equal_and_hash_alike_and_cannot_be_changed(name: str) -> None:
    given = () if name == "empty" else (1,)
    for made in (OURS[name], THEIRS[name]):
        one, other = made(*given), made(*given)
        assert one == other
        assert one is not other
        assert len({one, other}) == 1
        assert name == "shown" or one != "other"
        for part in fields(made)[:1]:
            with pytest.raises(FrozenInstanceError, match=f"assign to field '{part.name}'"):
                setattr(one, part.name, 2)
            with pytest.raises(FrozenInstanceError, match=f"delete field '{part.name}'"):
                delattr(one, part.name)
    assert hash(OURS[name](*given)) == hash(THEIRS[name](*given))


def test_parts_that_are_not_compared_do_not_count_and_other_classes_never_do() -> None:
    point, higher = OURS["point"], OURS["higher"]
    assert point(1, 2, "a") == point(1, 2, "b")
    assert point(1, 2) != point(1, 3)
    assert point(1) != higher(1)
    assert point(1).moved() == point(2)


def test_what_can_be_changed_has_no_hash() -> None:
    bag = OURS["bag"]()
    bag.things = {"b": 2}
    assert bag == OURS["bag"]({"b": 2})
    assert OURS["bag"]().things is not OURS["bag"]().things
    with pytest.raises(TypeError, match="unhashable"):
        hash(bag)


def test_what_is_worked_out_is_kept_beside_a_frozen_value() -> None:
    lazy = OURS["lazy"](4)
    assert (lazy.twice, vars(lazy)["twice"]) == (8, 8)


@values.dataclass(order=True, frozen=True, slots=True)
class Ranked:
    """Made with more than we make ourselves."""

    rank: int


@values.dataclass(frozen=True, slots=True)
class Kept:
    """Something that is copied, as it is to be sent to another process."""

    name: str
    parts: tuple[int, ...] = ()


def test_what_we_do_not_make_is_made_as_usual_and_what_we_make_can_be_sent() -> None:
    assert Ranked(1) < Ranked(2)
    assert copy.copy(Kept("a", (1,))) == Kept("a", (1,))


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_every_value_of_the_package_is_made_here(path: Path) -> None:
    if path.name == "values.py":
        return
    taken = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
        for alias in node.names
    }
    assert "dataclass" not in taken, "take it from novel_engine.values"
