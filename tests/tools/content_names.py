"""Where Python names content: a verb, a kernel's role, axis or part, or a kind of fact, as a
literal.

Content is data: code asks for a property and never for the word. Counted are string literals that
are such a name, that begin with a kernel's part and a dot, or that are lists of words, of which two
or more, and half at least, are such names. What is written for people, in docstrings and in the
`description` and `examples` of a form's fields, is not counted.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
CONFIGS = ROOT / "configs"
FOR_PEOPLE = ("description", "examples")


def loaded(path: Path) -> Any:
    """What a YAML file holds."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def names() -> tuple[frozenset[str], frozenset[str]]:
    """The names of the core's and the bundled genres' content; and the kernels' parts."""
    kernels = [loaded(path) for path in CONFIGS.glob("**/kernels/*.yaml")]
    own = [path for name in ("verbs", "facts") for path in CONFIGS.glob(f"genres/*/{name}.yaml")]
    found = {
        name
        for path in (CONFIGS / "core/verbs.yaml", CONFIGS / "core/facts.yaml", *own)
        for name in loaded(path)
    }
    for kernel in kernels:
        found |= {*kernel["roles"], *kernel["axes"]}
    return frozenset(found), frozenset(kernel["part"] for kernel in kernels)


def named_in(
    source: str, content: frozenset[str], parts: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """The line and the name of each piece of content that some code names."""
    tree = ast.parse(source)
    passed_over = {id(one) for node in ast.walk(tree) for one in _for_people(node)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in passed_over
        ):
            yield from ((node.lineno, name) for name in _names(node.value, content, parts))


def _for_people(node: ast.AST) -> Iterator[ast.AST]:
    """The literals within a node that are written for people."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.keyword) and node.arg in FOR_PEOPLE:
        yield from ast.walk(node.value)


def _names(text: str, content: frozenset[str], parts: frozenset[str]) -> list[str]:
    words = text.split()
    if len(words) == 1:
        part, dot, rest = text.partition(".")
        of_a_part = part in parts and dot and re.fullmatch(r"[\w.]*", rest)
        return [text] if text in content or text in parts or of_a_part else []
    found = [word for word in words if word in content]
    return found if len(found) > 1 and len(found) * 2 >= len(words) else []


def modules() -> Iterator[tuple[str, str]]:
    """The package's modules by path, with their text: all but the command line, whose commands have
    names of their own.
    """
    for path in sorted((ROOT / "novel_engine").rglob("*.py")):
        if "cli" not in path.parts:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
