"""The numbers at the tops of modules: each with its value as it is written, and with what is said
of it.

A number is an upper-case name that stands for a number, for a tuple or a set of numbers, or for a
table whose values are numbers. What is said of it is a text right after it, a comment right above
it, or one at the end of its line; of several names in one statement, all share what is said.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
STORY = "novel_engine.story"
HOMES = frozenset(
    f"{STORY}.{name}"
    for name in (
        "givens.tension_curve",
        "fabula.certainty",
        "fabula.faculties",
        "deciding.weights",
        "adjudicating.credence",
        "directing.pacing",
        "directing.weights",
        "telling.measure",
        "curating.weights",
        "realising.taste",
        "mending.bounds",
        "asking.limits",
        "verifying.thresholds",
        "certifying.bounds",
        "measuring.gates",
        "measuring.prose_measures",
    )
)
"""Where the numbers live that decide what stories are like."""
UNIT = re.compile(r"(?P<unit>[A-Z][^:.]{2,100}): (?P<reason>\S.{8,})", re.S)
"""How a home says it: the unit, a colon, the reason."""


@dataclass(frozen=True, slots=True)
class Constant:
    """One number: its module by the dotted name, its own name, line and value as written, and what
    is said of it.
    """

    module: str
    name: str
    line: int
    value: str
    said: str

    @property
    def key(self) -> str:
        """Its name among all numbers, short: `directing.pacing.MOST_TURNS`."""
        return f"{self.module.removeprefix('novel_engine.').removeprefix('story.')}.{self.name}"

    @property
    def unit(self) -> str:
        """What it counts, where that is said as a home says it; else empty."""
        found = UNIT.fullmatch(self.said)
        return found["unit"] if found else ""

    @property
    def reason(self) -> str:
        """Why it is what it is; where no unit is said, all that is said."""
        found = UNIT.fullmatch(self.said)
        return found["reason"] if found else self.said


def constants(root: Path = ROOT, package: str = "novel_engine") -> Iterator[Constant]:
    """The numbers of all modules of a package, in order."""
    for path in sorted((root / package.replace(".", "/")).rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        yield from constants_in(path.read_text(encoding="utf-8"), module)


def constants_in(source: str, module: str = "") -> Iterator[Constant]:
    """The numbers of one module."""
    lines = source.splitlines()
    body = ast.parse(source).body
    for at, statement in enumerate(body):
        said = _said(lines, statement, body[at + 1] if at + 1 < len(body) else None)
        for name, value in assigned(statement):
            if name.id.isupper() and _is_number(value):
                written = ast.get_source_segment(source, value) or ""
                yield Constant(module, name.id, name.lineno, " ".join(written.split()), said)


def assigned(statement: ast.stmt) -> Iterator[tuple[ast.Name, ast.expr]]:
    """The names that a statement gives a value to, and the value of each."""
    match statement:
        case ast.Assign(targets=[ast.Name() as name], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name() as name, value=ast.expr() as value):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            pairs = zip(names, values, strict=False)
            yield from ((name, value) for name, value in pairs if isinstance(name, ast.Name))
        case _:
            return


def _is_number(value: ast.expr) -> bool:
    match value:
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float()):
            return True
        case ast.UnaryOp(operand=operand):
            return _is_number(operand)
        case ast.BinOp(left=left, right=right):
            return _is_number(left) and _is_number(right)
        case ast.Tuple(elts=values) | ast.Set(elts=values) | ast.List(elts=values):
            return bool(values) and all(map(_is_number, values))
        case ast.Dict(values=values):
            return bool(values) and all(map(_is_number, values))
        case ast.Call(func=ast.Name(id="frozenset"), args=[inside]):
            return _is_number(inside)
        case _:
            return False


def _said(lines: list[str], statement: ast.stmt, after: ast.stmt | None) -> str:
    """What is said of a statement: after it, above it, or beside it."""
    match after:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return " ".join(text.split())
        case _:
            return _above(lines, statement.lineno - 1) or _beside(lines, statement)


def _above(lines: list[str], at: int) -> str:
    found: list[str] = []
    while at > 0 and lines[at - 1].startswith("#"):
        at -= 1
        found.insert(0, lines[at].strip("# ─"))
    return " ".join(filter(None, found)) if "──" not in lines[at] else ""


def _beside(lines: list[str], statement: ast.stmt) -> str:
    last = lines[(statement.end_lineno or statement.lineno) - 1]
    return last[statement.end_col_offset or 0 :].partition("#")[2].strip()
