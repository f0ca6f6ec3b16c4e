"""The condition and effect language of verbs, frames and endings: parsed by hand, never evaluated
as Python.

    condition := clause ("|" clause)*          clause := unit ("&" unit)*
    unit      := "!" unit | "(" condition ")" | term [(">=" | "<=" | "=" | ">" | "<") integer]
    term      := name [ "(" argument ("," argument)* ")" ]      argument := integer | term

A bare name is a role or a role of a kernel (`culprit`, `harm.culprit`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from difflib import get_close_matches
from inspect import signature
from typing import TypeAlias

from novel_engine.errors import GenreError
from novel_engine.story.english.text import so_many
from novel_engine.values import dataclass

TOKEN = re.compile(
    r"\s*(?:(?P<name>[A-Za-z_][\w.\-]*)|(?P<number>-?\d+)|(?P<mark>>=|<=|[&|!(),=<>]))"
)
COMPARISONS = (">=", "<=", "=", ">", "<")
LONGEST_CONDITION = 2000
"""Characters: of one condition, from a file that anybody may have written."""
DEEPEST_CONDITION = 20
"""Levels: of brackets in it; the reader calls itself for each."""


@dataclass(frozen=True, slots=True)
class Name:
    """A role, or a bare word."""

    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """An integer argument."""

    value: int


@dataclass(frozen=True, slots=True)
class Call:
    """A predicate, an effect or a query with its arguments."""

    name: str
    args: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A query held against an integer."""

    left: Call
    sign: str
    right: int


@dataclass(frozen=True, slots=True)
class Not:
    """True when its part is not."""

    part: Condition


@dataclass(frozen=True, slots=True)
class And:
    """True when every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """True when any part is."""

    parts: tuple[Condition, ...]


Term: TypeAlias = Name | Number | Call
Condition: TypeAlias = Call | Compare | Not | And | Or


def parse_condition(text: str) -> Condition:
    """The condition written here; an empty one is always true. Raises GenreError, naming the
    column.
    """
    if not text.strip():
        return And(())
    reader = _Reader(text)
    found = reader.condition(0)
    reader.expect_end()
    return found


def parse_effect(text: str) -> Call:
    """The one effect written here. Raises GenreError, naming the column."""
    reader = _Reader(text)
    found = reader.term(0)
    reader.expect_end()
    if not isinstance(found, Call):
        raise GenreError(f"'{text}' is not an effect; write it as name(argument, …)")
    return found


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """The parts that must all hold."""
    return condition.parts if isinstance(condition, And) else (condition,)


def names_in(node: Condition | Term) -> tuple[str, ...]:
    """Every bare name inside, in reading order."""
    match node:
        case Name():
            return (node.name,)
        case Number():
            return ()
        case Call():
            return tuple(name for arg in node.args for name in names_in(arg))
        case Compare():
            return names_in(node.left)
        case Not():
            return names_in(node.part)
        case And() | Or():
            return tuple(name for part in node.parts for name in names_in(part))


def calls_in(node: Condition | Term) -> tuple[Call, ...]:
    """Every call inside, outermost first."""
    match node:
        case Name() | Number():
            return ()
        case Call():
            return (node, *(call for arg in node.args for call in calls_in(arg)))
        case Compare():
            return calls_in(node.left)
        case Not():
            return calls_in(node.part)
        case And() | Or():
            return tuple(call for part in node.parts for call in calls_in(part))


def no_such(kind: str, name: str, known: Collection[str]) -> GenreError:
    """What is said of a call that nobody has heard of: the nearest one, or where all of them are."""
    near = get_close_matches(name, sorted(known), 1)
    cure = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(sorted(known))}"
    return GenreError(f"there is no {kind} '{name}'; {cure}")


def check_arguments(call: Call, function: Callable[..., object]) -> None:
    """Raise GenreError unless the function behind the call takes as many arguments; its first is
    not written.
    """
    takes = list(signature(function).parameters.values())[1:]
    needed = [p.name for p in takes if p.default is p.empty]
    spare = [f"[{p.name}]" for p in takes if p.default is not p.empty]
    given = len(call.args)
    if not len(needed) <= given <= len(takes):
        raise GenreError(
            f"'{call.name}' was given {so_many(given, 'argument')}; write "
            f"{call.name}({', '.join(needed + spare)})"
        )


class _Reader:
    """One pass over the tokens of a text."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST_CONDITION:
            raise GenreError(
                f"a condition is {len(text)} characters long; the most is {LONGEST_CONDITION}"
            )
        self.text = text
        self.at = 0

    def condition(self, depth: int) -> Condition:
        parts = [self.clause(depth)]
        while self.take("|"):
            parts.append(self.clause(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def clause(self, depth: int) -> Condition:
        parts = [self.unit(depth)]
        while self.take("&"):
            parts.append(self.unit(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def unit(self, depth: int) -> Condition:
        if depth > DEEPEST_CONDITION:
            raise GenreError(
                f"'{self.text[:60]}…' is nested deeper than {DEEPEST_CONDITION}; say it more simply"
            )
        if self.take("!"):
            return Not(self.unit(depth + 1))
        if self.take("("):
            inner = self.condition(depth + 1)
            self.need(")")
            return inner
        found = self.term(depth)
        if not isinstance(found, Call):
            raise self.problem("a predicate with its arguments was expected, as in late()")
        return self.compared(found)

    def compared(self, left: Call) -> Condition:
        for sign in COMPARISONS:
            if self.take(sign):
                return Compare(left, sign, self.number())
        return left

    def term(self, depth: int) -> Term:
        kind, word = self.peek()
        if depth > DEEPEST_CONDITION:
            raise self.problem(f"nested deeper than {DEEPEST_CONDITION}; say it more simply")
        if kind == "number":
            return Number(self.number())
        if kind != "name":
            raise self.problem("a name was expected; write name(argument, …)")
        self.advance()
        if not self.take("("):
            return Name(word)
        return Call(word, self.arguments(depth + 1))

    def arguments(self, depth: int) -> tuple[Term, ...]:
        args: list[Term] = []
        while not self.take(")"):
            if args:
                self.need(",")
            args.append(self.term(depth))
        return tuple(args)

    def number(self) -> int:
        kind, word = self.peek()
        if kind != "number":
            raise self.problem("a whole number was expected; write >=, <=, =, > or <, and then one")
        self.advance()
        return int(word)

    def peek(self) -> tuple[str, str]:
        found = TOKEN.match(self.text, self.at)
        if found is None:
            return (
                ("end", "")
                if not self.text[self.at :].strip()
                else ("strange", self.text[self.at :].strip()[0])
            )
        return (found.lastgroup or "", found.group(found.lastgroup or 0))

    def advance(self) -> None:
        found = TOKEN.match(self.text, self.at)
        self.at = found.end() if found else len(self.text)

    def take(self, mark: str) -> bool:
        if self.peek() != ("mark", mark):
            return False
        self.advance()
        return True

    def need(self, mark: str) -> None:
        if not self.take(mark):
            raise self.problem(f"'{mark}' was expected; write name(argument, …)")

    def expect_end(self) -> None:
        if self.peek()[0] != "end":
            raise self.problem("this is left over; join conditions with & and |, or take it out")

    def problem(self, what: str) -> GenreError:
        return GenreError(f"'{self.text}', column {self.at + 1}: {what}")
