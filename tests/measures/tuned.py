"""Stories told with other numbers than the program has: run by `tests.measures.tune`, in a process
of its own.

A module whose numbers are to be others is compiled from its source with these in their places, so
that whoever imports a number by name, and whatever is worked out from it, sees the other one.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

from tests.tools.constants import assigned

Changes = Mapping[str, Mapping[str, str]]
"""By module, by name, the value as it is written."""


class _InPlace(ast.NodeTransformer):
    """Puts other expressions into the places of some, which are known by being these very nodes."""

    def __init__(self, others: Mapping[int, ast.expr]) -> None:
        self._others = others

    def visit(self, node: ast.AST) -> Any:
        return self._others.get(id(node)) or self.generic_visit(node)


def changed(source: str, values: Mapping[str, str]) -> ast.Module:
    """A module's source with other values for some of its numbers."""
    tree = ast.parse(source)
    others = {
        id(value): ast.parse(values[name.id], mode="eval").body
        for statement in tree.body
        for name, value in assigned(statement)
        if name.id in values
    }
    found: ast.Module = _InPlace(others).visit(tree)
    return ast.fix_missing_locations(found)


class _Loader(SourceFileLoader):
    """Loads a module with some of its numbers changed, and keeps nothing of it compiled."""

    def __init__(self, name: str, path: str, values: Mapping[str, str]) -> None:
        super().__init__(name, path)
        self._values = values

    def get_code(self, fullname: str) -> CodeType:
        source = self.get_source(fullname) or ""
        code: CodeType = compile(changed(source, self._values), self.path, "exec")
        return code


class Finder(MetaPathFinder):
    """Finds the modules that are to be changed before anybody else does."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where the module is, if it is one of those; else nothing."""
        if fullname not in self._changes:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin:
            spec.loader = _Loader(fullname, spec.origin, self._changes[fullname])
        return spec


def told(changes: Changes, first: int, past: int, stories: Sequence[str]) -> dict[str, Any]:
    """What each story comes to, as plain values; the changes are in force from here on."""
    sys.meta_path.insert(0, Finder(changes))
    from tests.measures.figures import figures_of, played
    from tests.support.bundled_stories import STORIES

    found = {}
    for story in stories or STORIES:
        every = [played(story, seed) for seed in range(first, past)]
        found[story] = {
            "fingerprints": [one.fingerprints for one in every],
            "figures": figures_of(every),
        }
    return found


if __name__ == "__main__":
    print(json.dumps(told(*json.loads(sys.argv[1]))))
