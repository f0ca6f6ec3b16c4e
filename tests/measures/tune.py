"""What changing a number does: `python -m tests.measures.tune directing.pacing.MOST_TURNS=12`.

Tells fifty seeds of each bundled story as they are and with the number changed, and lays what they
come to side by side. Without a change it lists the numbers there are, each with its unit and its
reason.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import groupby
from textwrap import fill
from typing import Any, NoReturn

from tests.tools.constants import ROOT, STORY, Constant, constants

SEEDS = 50
WIDTH = 100
NAME, FIGURE = 60, 30
OF_THE_MAKEFILE = frozenset(("ARGS", "JOBS", "PINS", "PYTHON", "VENV"))
UNSEEN = (
    "Nothing has changed. A number of what a model is told, or of what is checked of its words, is\n"
    "seen in no story told offline."
)
Changes = dict[str, dict[str, str]]


class NoSuchNumber(ValueError):
    """A change that cannot be made; says why, and what was perhaps meant."""


def numbers() -> dict[str, Constant]:
    """Every number of the story, by its key."""
    return {one.key: one for one in constants(package=STORY)}


def found(written: str, known: Mapping[str, Constant]) -> Constant:
    """The number that is meant by a key, or by its name alone where only one has it."""
    if written in known:
        return known[written]
    same = [key for key in known if key.endswith(f".{written}")]
    if len(same) == 1:
        return known[same[0]]
    near = same or get_close_matches(written, known, 3, 0.5) or ["make tune lists them all"]
    raise NoSuchNumber(
        f"{'more than one' if same else 'no'} number is called '{written}': {', '.join(near)}"
    )


def changes_of(wishes: Iterable[str], known: Mapping[str, Constant]) -> Changes:
    """What is to be changed, by module and name. Raises NoSuchNumber."""
    changes: Changes = {}
    for wish in wishes:
        name, sign, value = wish.partition("=")
        if not sign:
            raise NoSuchNumber(f"'{wish}' is no change; write KEY=VALUE")
        number = found(name, known)
        changes.setdefault(number.module, {})[number.name] = _fitting(number, value)
    return changes


def _fitting(number: Constant, value: str) -> str:
    """The value, if it is of the kind that the number is."""
    try:
        was, now = (ast.literal_eval(written) for written in (number.value, value))
    except (SyntaxError, ValueError):
        raise NoSuchNumber(f"{number.key} is {number.value}, and '{value}' is no number") from None
    kinds = (int, float) if isinstance(was, float) else type(was)
    if isinstance(now, bool) or not isinstance(now, kinds):
        raise NoSuchNumber(f"{number.key} is {number.value}, and {value} is of another kind")
    return value


# ── the list ──────────────────────────────────────────────────────────────────────────────────────


def listed(known: Iterable[Constant]) -> Iterator[str]:
    """The numbers as a page to read, module by module."""
    for module, group in groupby(known, key=lambda one: one.module):
        yield f"\n{module.removeprefix(f'{STORY}.')}    {module.replace('.', '/')}.py"
        for one in group:
            yield f"  {one.name} = {one.value}" + (f"    [{one.unit}]" if one.unit else "")
            yield fill(one.reason, WIDTH, initial_indent="      ", subsequent_indent="      ")


# ── side by side ──────────────────────────────────────────────────────────────────────────────────


def told(asked: Iterable[tuple[Changes, int, int]], stories: Sequence[str]) -> list[Any]:
    """What the stories come to with each of these changes, from one seed to before another; a
    process for each, all at once. Raises NoSuchNumber where they cannot be told.
    """
    command = [sys.executable, "-m", "tests.measures.tuned"]
    running = [
        subprocess.Popen(
            [*command, json.dumps([changes, first, past, [*stories]])],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for changes, first, past in asked
    ]
    said = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise NoSuchNumber("with that the stories cannot be told; what went wrong stands above")
    return [json.loads(text) for text in said]


def compared(before: Any, after: Any, luck: Any = None) -> Iterator[str]:
    """The figures of each story before and after, those that differ marked; beside them what `luck`
    has, the same stories of other seeds.
    """
    for story, was in before.items():
        now = after[story]
        pairs = list(zip(was["fingerprints"], now["fingerprints"], strict=True))
        events = sum(one[0] != other[0] for one, other in pairs)
        texts = sum(one[1] != other[1] for one, other in pairs)
        yield f"\n{story}: of {len(pairs)} seeds {events} go another way, {texts} read otherwise"
        columns = {"before": was["figures"], "after": now["figures"]}
        if luck:
            columns["other seeds"] = luck[story]["figures"]
        yield _line("", [*columns])
        for name in dict.fromkeys((*was["figures"], *now["figures"])):
            yield from _row(name, {key: each.get(name, "–") for key, each in columns.items()})
    if before == after:
        yield f"\n{UNSEEN}"


def _row(name: str, figures: Mapping[str, str]) -> Iterator[str]:
    mark = " " if figures["before"] == figures["after"] else "≠"
    if all(len(figure) <= FIGURE for figure in figures.values()):
        yield _line(f"{mark} {name}", [*figures.values()])
    else:
        yield f"{mark} {name}"
        yield from (f"      {key:12} {figure}" for key, figure in figures.items())


def _line(name: str, figures: Sequence[str]) -> str:
    return " ".join((f"{name:{NAME}}", *(f"{figure:{FIGURE}}" for figure in figures))).rstrip()


def main() -> None:
    """List the numbers, or tell what other ones would do."""
    asked = argparse.ArgumentParser(description="What changing a number does to the stories.")
    asked.add_argument("changes", nargs="*", metavar="KEY=VALUE", help="a number, and another")
    asked.add_argument("--seeds", type=int, default=SEEDS, help=f"stories of each ({SEEDS})")
    asked.add_argument("--luck", action="store_true", help="show what other seeds do by themselves")
    asked.add_argument("--story", action="append", default=[], help="a bundled story; all of them")
    asked.add_argument("--only", default="", help="list only keys that have this in them")
    options = asked.parse_args()
    known = numbers()
    wishes = [w for w in options.changes if w.partition("=")[0] not in OF_THE_MAKEFILE]
    if not wishes:
        print("\n".join(listed(one for one in known.values() if options.only in one.key)))
        return
    try:
        changes, past = changes_of(wishes, known), options.seeds + 1
        asked_of = [({}, 1, past), (changes, 1, past), ({}, past, 2 * past - 1)]
        found_of = told(asked_of[: 3 if options.luck else 2], options.story)
        print(*compared(*found_of), sep="\n")
    except NoSuchNumber as problem:
        _stop(asked, problem)


def _stop(asked: argparse.ArgumentParser, problem: NoSuchNumber) -> NoReturn:
    asked.error(str(problem))


if __name__ == "__main__":
    main()
