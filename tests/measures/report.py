"""The structure gates over many seeds, printed: `python -m tests.measures.report --seeds 200`.

Every line is one gate: whether it holds, what it came to, and what it must come to.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from typing import TypeVar

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
from tests.measures.playing import KERNELS, bundled, measured, neutral, told, verbs_when
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


def main() -> None:
    """Print the report."""
    asked = argparse.ArgumentParser(description="The structure gates, measured.")
    asked.add_argument("--seeds", type=int, default=200, help="how many stories of each kind")
    asked.add_argument(
        "--flips", type=int, default=80, help="how many stories for each end of a trait"
    )
    options = asked.parse_args()
    about = ""
    for subject, gate in report(options.seeds, options.flips):
        if subject != about:
            print(f"\n{subject}", flush=True)
            about = subject
        print(
            f"  {'ok  ' if gate.holds else 'MISS'} {gate.name}: {gate.figure} ({gate.threshold})",
            flush=True,
        )


if __name__ == "__main__":
    main()
