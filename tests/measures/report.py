"""What stories come to over many seeds, printed: `python -m tests.measures.report --seeds 200`.

The figures of plots by night, the first of every seed beside the best of twelve; with `--structure`
the structure gates too, whose every line is one gate. A line says whether it holds, what it came to,
and what it must come to.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from typing import Any, TypeVar

from novel_engine.story.givens.people import TRAIT_AXES
from novel_engine.story.measuring.gates import (
    StructureGate,
    ending_gate,
    flip_gate,
    likeness_gate,
    role_gate,
    structure_report,
)
from novel_engine.story.measuring.record_measures import Measured, pairs_of, total_variation
from novel_engine.values import dataclass
from tests.measures.played_nights import (
    FEW_SCENES,
    NAMES_ONLY,
    casting,
    endings_of_short_stories,
    groups,
    kernels_of,
    nights_and_endings,
)
from tests.measures.playing import KERNELS, bundled, measured, neutral, told, verbs_when
from tests.measures.plot_report import Figure, cast_figure, figures, reached
from tests.measures.plots import NightFigures
from tests.support.bundled_stories import STORIES

A = TypeVar("A")
B = TypeVar("B")
WORKERS, SIZES = 2, (4, 5)


def _told(job: tuple[str, int]) -> Measured:
    return told(*job)


def _bare(job: tuple[str, int]) -> Measured:
    return measured(bundled(*job))


def _neutral(job: tuple[str, int, int]) -> Measured:
    return measured(neutral(*job))


def _verbs(job: tuple[str, int, int, str, int]) -> dict[str, int]:
    story, first, past, axis, value = job
    return verbs_when(story, range(first, past), axis, value)


def _each(does: Callable[[A], B], jobs: Sequence[A]) -> list[B]:
    with get_context("fork").Pool(WORKERS) as pool:
        return pool.map(does, jobs, chunksize=4)


def story_gates(story: str, seeds: int) -> Iterator[StructureGate]:
    """The gates of one bundled story, and whether its people can be told apart."""
    stories = _each(_told, [(story, seed) for seed in range(1, seeds + 1)])
    yield from structure_report(stories)
    yield likeness_gate([pairs_of(one.fabula.events) for one in stories])


def neutral_gates(kernel: str, size: int, seeds: int) -> Iterator[StructureGate]:
    """The gates of one kernel for people of no particular temper."""
    stories = _each(_neutral, [(kernel, size, seed) for seed in range(1, seeds + 1)])
    yield ending_gate(stories)
    yield role_gate(stories)


def flip_gates(story: str, seeds: int) -> Iterator[StructureGate]:
    """The gates of the eight traits; by chance is how far two sets of so many seeds differ for the
    same temper.
    """
    ends = [(axis, value) for axis in TRAIT_AXES for value in (-2, 2)]
    counted = _each(_verbs, [(story, 1, seeds + 1, axis, value) for axis, value in ends])
    other = _verbs((story, seeds + 1, 2 * seeds + 1, *ends[0]))
    floor = total_variation(counted[0], other)
    for at, axis in enumerate(TRAIT_AXES):
        yield flip_gate(axis, counted[2 * at], counted[2 * at + 1], floor)


def report(seeds: int, flips: int) -> Iterator[tuple[str, StructureGate]]:
    """Every gate with what it is about, as each is known."""
    for story in STORIES:
        yield from ((story, gate) for gate in story_gates(story, seeds))
    for kernel in KERNELS:
        for size in SIZES:
            yield from (
                (f"{kernel}, {size} neutral", gate) for gate in neutral_gates(kernel, size, seeds)
            )
    yield from ((STORIES[0], gate) for gate in flip_gates(STORIES[0], flips))


@dataclass(frozen=True, slots=True)
class Group:
    """What one group of stories comes to, or all of them together."""

    about: str
    figures: tuple[Figure, ...]


def _nights(job: tuple[str, int, int]) -> tuple[NightFigures, NightFigures, frozenset[str]]:
    return nights_and_endings(*job)


def _cast(job: tuple[str, int]) -> tuple[tuple[str, str], ...]:
    return casting(*job)


def plots(asked: Sequence[str], seeds: int, many: int) -> Iterator[Group]:
    """The figures of each group of stories, on so many nights, and of all of them together. Of casts
    of bare names half as many stories.
    """
    known: dict[str, dict[str, tuple[str, ...]]] = {}
    every: list[NightFigures] = []
    by_any: set[str] = set()
    for group in asked:
        count = seeds if group != NAMES_ONLY else max(1, seeds // 2)
        found = _each(_nights, [(group, seed, many) for seed in range(1, count + 1)])
        for part, kernel in kernels_of(group).items():
            has = known.setdefault(part, {})
            for axis, options in kernel.items():
                has[axis] = tuple(dict.fromkeys((*has.get(axis, ()), *options)))
        firsts, bests = [one for one, _, _ in found], [best for _, best, _ in found]
        by_any |= {ending for _, _, endings in found for ending in endings}
        every += bests
        yield Group(f"{group}: {count} seeds", tuple(figures([firsts, bests])))
        kernels = len(kernels_of(group))
        if kernels > 1:
            cast = _each(_cast, [(group, seed) for seed in range(1, count * kernels + 1)])
            yield Group(f"{group}: the castings of {len(cast)} seeds", (cast_figure(cast),))
    brief = by_any.union(*_each(endings_of_short_stories, _short(asked, seeds)))
    yield Group("all of them, the best nights", tuple(reached(known, every, by_any, brief)))


def _short(asked: Sequence[str], seeds: int) -> list[tuple[str, int, int]]:
    """The short stories that are looked at for endings that leave a question open."""
    world = [group for group in asked if len(kernels_of(group)) > 1]
    return [
        (group, seed, few) for group in world for few in FEW_SCENES for seed in range(1, seeds + 1)
    ]


def _as_json(group: Group, many: int) -> dict[str, Any]:
    return {
        "about": group.about,
        "figures": [
            {
                "name": one.name,
                "asked": one.asked,
                "nights": [
                    {"of": of, "figure": text, "value": value, "holds": holds}
                    for of, text, value, holds in zip(
                        (1, many) if len(one.nights) > 1 else (many,),
                        one.nights,
                        one.values or (None,) * len(one.nights),
                        one.holds,
                        strict=True,
                    )
                ],
            }
            for one in group.figures
        ],
    }


MARKS = {True: "ok  ", False: "MISS", None: "    "}


def _print(group: Group, many: int) -> None:
    """A line a figure: the first night, and beside it the best of so many."""
    print(f"\n{group.about}", flush=True)
    for one in group.figures:
        asked = f" ({one.asked})" if one.asked else ""
        print(f"  {MARKS[one.holds[-1]]} {one.name}{asked}: {'  |  '.join(one.nights)}", flush=True)
    if many > 1 and all(len(one.nights) > 1 for one in group.figures):
        print(f"       (the first night  |  the best of {many})", flush=True)


def main() -> None:
    """Print the report."""
    asked = argparse.ArgumentParser(description="What stories come to, measured.")
    asked.add_argument("--seeds", type=int, default=200, help="how many stories of each kind")
    asked.add_argument(
        "--nights", type=int, default=12, help="of how many nights the best is taken"
    )
    asked.add_argument(
        "--story",
        action="append",
        default=[],
        help="a story that is bundled, or a file, in the place of all",
    )
    asked.add_argument("--json", action="store_true", help="the figures as JSON")
    asked.add_argument("--structure", action="store_true", help="the structure gates too")
    asked.add_argument(
        "--flips", type=int, default=80, help="how many stories for each end of a trait"
    )
    options = asked.parse_args()
    started = time.monotonic()
    found = []
    for group in plots(options.story or groups(), options.seeds, options.nights):
        found.append(group)
        if not options.json:
            _print(group, options.nights)
    if options.json:
        print(json.dumps([_as_json(one, options.nights) for one in found], indent=1))
    else:
        print(f"\n{time.monotonic() - started:.0f} s")
    if options.structure:
        _print_structure(options.seeds, options.flips)


def _print_structure(seeds: int, flips: int) -> None:
    about = ""
    for subject, gate in report(seeds, flips):
        if subject != about:
            print(f"\n{subject}", flush=True)
            about = subject
        print(
            f"  {'ok  ' if gate.holds else 'MISS'} {gate.name}: {gate.figure} ({gate.threshold})",
            flush=True,
        )


if __name__ == "__main__":
    main()
