"""One structural change at a time to plain data, as people make them: dropped, emptied, renamed,
swapped, given twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

Path = tuple[str | int, ...]
NUMBERS = (0, -1, 1, 6, 99, 1_000, -1_000, 10**9)
KEYS = ("nobody", "elsewhere", "A", "x.y", "a b", "1", "never", "harm", "O'Brien", "nothing_such")
NAME, NUMBER = re.compile(r"[A-Za-z_]+"), re.compile(r"-?\d+")


def walked(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every part of the data within it, with the path it stands at."""
    parts = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in parts:
        yield (*path, key), value
        yield from walked(value, (*path, key))


class Mutated:
    """A copy of the data, for one change."""

    def __init__(self, data: Any, rng: Random) -> None:
        self.data = deepcopy(data)
        self.rng = rng
        self._parts = list(walked(self.data))

    def one(self, fits: Callable[[Path, Any], bool] = lambda path, value: True) -> tuple[Path, Any]:
        """One part that fits. Raises IndexError when none does."""
        return self.rng.choice([part for part in self._parts if fits(*part)])

    def within(self, path: Path) -> Any:
        """What holds the part at a path."""
        found = self.data
        for step in path[:-1]:
            found = found[step]
        return found

    def put(self, path: Path, value: Any) -> str:
        """Put something in the place of a part, and say what was done."""
        self.within(path)[path[-1]] = deepcopy(value)
        return f"{'/'.join(map(str, path))}: {str(value)[:80]}"

    def dropped(self) -> str:
        """A key with all it holds, or an entry of a list, is gone."""
        path, _ = self.one()
        del self.within(path)[path[-1]]
        return f"{'/'.join(map(str, path))} dropped"

    def emptied(self) -> str:
        """A list, a set of keys or a text is empty."""
        path, value = self.one(
            lambda path, value: isinstance(value, dict | list | str) and bool(value)
        )
        return self.put(path, type(value)())

    def renamed(self) -> str:
        """A name within a text is another name."""
        path, text = self.one(
            lambda path, value: isinstance(value, str) and bool(NAME.search(value))
        )
        found = self.rng.choice(list(NAME.finditer(text)))
        _, other = self.one(lambda path, value: isinstance(value, str) and bool(NAME.search(value)))
        name = self.rng.choice([*NAME.findall(other), "nothing_such"])
        return self.put(path, text[: found.start()] + name + text[found.end() :])

    def swapped(self) -> str:
        """Two parts of one kind stand in each other's places."""
        path, value = self.one()
        other, held = self.one(
            lambda at, part: type(part) is type(value) and len(at) == len(path) and at != path
        )
        self.put(other, value)
        return self.put(path, held)

    def as_another(self) -> str:
        """A part is as another under the same key."""
        path, _ = self.one()
        _, held = self.one(
            lambda at, part: (
                at[-1] == path[-1]
                and at != path
                and at != path[: len(at)]
                and path != at[: len(path)]
            )
        )
        return self.put(path, held)

    def called_otherwise(self) -> str:
        """A key is another key of the file, or a word that means something elsewhere."""
        path, _ = self.one(lambda path, value: isinstance(path[-1], str))
        other, _ = self.one(lambda path, value: isinstance(path[-1], str))
        key, held = self.rng.choice([other[-1], *KEYS]), self.within(path)
        named = [
            (key if name == path[-1] else name, value)
            for name, value in held.items()
            if name != key
        ]
        held.clear()
        held.update(named)
        return f"{'/'.join(map(str, path))} called {key}"

    def given_twice(self) -> str:
        """An entry of a list stands there twice, or a part under a second key."""
        path, value = self.one()
        held = self.within(path)
        if isinstance(held, list):
            held.insert(int(path[-1]), deepcopy(value))
        else:
            held[f"{path[-1]}_two"] = deepcopy(value)
        return f"{'/'.join(map(str, path))} twice"

    def out_of_bounds(self) -> str:
        """A number is very great, very small or none."""
        path, _ = self.one(lambda path, value: isinstance(value, int))
        return self.put(path, self.rng.choice(NUMBERS))

    def out_of_bounds_within(self) -> str:
        """A number within a text is."""
        path, text = self.one(
            lambda path, value: isinstance(value, str) and bool(NUMBER.search(value))
        )
        found = self.rng.choice(list(NUMBER.finditer(text)))
        return self.put(
            path, f"{text[: found.start()]}{self.rng.choice(NUMBERS)}{text[found.end() :]}"
        )

    def moved_to_an_option(self) -> str:
        """What a kernel has in every variant, it has in one."""
        path, value = self.one(
            lambda path, value: len(path) == 2 and path[0] in ("facts", "items", "places")
        )
        option, held = self.one(
            lambda path, value: len(path) == 3 and path[0] == "options" and isinstance(value, dict)
        )
        del self.within(path)[path[-1]]
        held.setdefault(path[0], {})[path[1]] = value
        return f"{'/'.join(map(str, path))} moved to {option[2]}"


CHANGES = (
    *(
        Mutated.dropped,
        Mutated.emptied,
        Mutated.renamed,
        Mutated.renamed,
        Mutated.swapped,
        Mutated.as_another,
    ),
    *(
        Mutated.called_otherwise,
        Mutated.given_twice,
        Mutated.out_of_bounds,
        Mutated.out_of_bounds_within,
    ),
    Mutated.moved_to_an_option,
)


def mutant(data: Any, name: str, number: int) -> tuple[str, Any]:
    """What change has this number, and the data with it: the same for everybody. The kinds of
    change turn about.
    """
    mutated, change = Mutated(data, Random(f"{name}/{number}")), CHANGES[number % len(CHANGES)]
    try:
        said = change(mutated)
    except (IndexError, TypeError):  # nothing here can be changed so
        said = "nothing to change"
    return f"{name}, change {number} ({change.__name__}): {said}", mutated.data
