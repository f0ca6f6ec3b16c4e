"""`lint-genre`: for people who write a genre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from novel_engine.adapters.printing import print_json, print_line, print_table
from novel_engine.cli.options import Json
from novel_engine.errors import InputError
from novel_engine.story.english.text import so_many

if TYPE_CHECKING:
    from novel_engine.app.linting import GenreReport
    from novel_engine.story.measuring.fragment_coverage import FragmentChoice
    from novel_engine.story.measuring.gates import StructureGate
    from novel_engine.story.measuring.genre_checks import Volume
    from novel_engine.story.measuring.genre_report import Carried, GateResult, Sampled

EPILOG = """\b
Examples:
  novel-engine lint-genre my-genre
  novel-engine lint-genre my-genre --seeds 5      quicker, and less sure
  novel-engine lint-genre winter-station --json
"""
UNFILLED_SHOWN = 20
"""The lines shown of those that nothing fills."""
NARROW = 12
"""The beats shown of those with the fewest fragments: as many as a screen holds beside the rest."""
MOST_SEEDS = 500
"""Stories of each kind: a few minutes of work, and figures that more would not move."""
LEAST_TO_CHOOSE_FROM = (
    "Where there is least to choose from "
    "(fragments that would do, at the median and at the fewest):"
)


def command(
    directory: Annotated[
        str,
        typer.Argument(metavar="DIR", help="A genre's directory, or the name of a bundled one."),
    ],
    seeds: Annotated[
        int, typer.Option(min=1, max=MOST_SEEDS, help="How many stories of each kind are told.")
    ] = 20,
    json: Json = False,
) -> None:
    """Say what a genre's author needs to know.

    Looks over its files: words that stand for nothing, lines that can never be told, events without
    words, and what nobody has declared of the stage. Then tells stories with it and measures them.
    Exits 3 when something must be mended.
    """
    from novel_engine.app.linting import lint_genre

    report = lint_genre(directory, seeds)
    if json:
        print_json(_plain(report))
    else:
        _print(report)
    if report.must_mend:
        things = so_many(report.must_mend, "thing")
        named = "it is" if report.must_mend == 1 else "they are"
        raise InputError(f"{things} to mend in {report.name}; {named} named above")


def _plain(report: GenreReport) -> dict[str, Any]:
    return {
        "genre": report.name,
        "core": asdict(report.core),
        "own": asdict(report.own),
        "problems": list(report.problems),
        "stories": None if report.sampled is None else _plain_sampled(report.sampled),
        "must_mend": report.must_mend,
    }


def _plain_sampled(sampled: Sampled) -> dict[str, Any]:
    return {
        "of": list(sampled.stories),
        "told": sampled.count,
        "gates": [_plain_gate(one) for one in sampled.gates],
        "structure": {name: [asdict(one) for one in gates] for name, gates in sampled.structure},
        "shared_mean": sampled.shared[0],
        "shared_worst": sampled.shared[1],
        "used": asdict(sampled.used),
        "choices": [asdict(one) for one in sampled.choices],
        "unopened": list(sampled.unopened),
        "unfilled": list(sampled.unfilled),
        "carried": [asdict(one) for one in sampled.carried],
        "problems": list(sampled.problems),
    }


def _plain_gate(one: GateResult) -> dict[str, Any]:
    return {
        "gate": one.gate.name,
        "low": one.gate.low,
        "high": one.gate.high,
        "median": one.median,
        "missed_by": one.misses,
        "holds": one.gate.holds(one.median),
    }


def _print(report: GenreReport) -> None:
    print_line(f"{report.name}: {_volume(report.own)} of its own, and")
    print_line(f"{_volume(report.core)} of the core; each alternative counted once")
    for problem in report.problems:
        print_line(f"  mend  {problem}")
    if report.sampled:
        _print_sampled(report.sampled)


def _volume(volume: Volume) -> str:
    return f"{so_many(volume.words, 'word')} in {so_many(volume.fragments, 'fragment')}"


def _print_sampled(sampled: Sampled) -> None:
    print_line()
    print_line(
        f"stories told: {sampled.count}, of {', '.join(sampled.stories)}; "
        f"{sampled.used.words:,} of the words came up"
    )
    _print_headed("", [("figure", "median", "wanted", "missed by", ""), *_gate_rows(sampled)])
    for name, gates in sampled.structure:
        _print_headed(f"What the records of {name} come to:", map(_structure_row, gates))
    _print_headed("What a longer story comes to:", map(_carried_row, sampled.carried))
    _print_headed(LEAST_TO_CHOOSE_FROM, map(_choice_row, sampled.choices[:NARROW]))
    if sampled.unopened:
        print_line()
        print_line(f"Scenes that none of them had: {', '.join(sampled.unopened)}")
    if sampled.unfilled:
        print_line()
        print_line("Lines that fitted and were passed over, for nothing fills the slot:")
        for line in sampled.unfilled[:UNFILLED_SHOWN]:
            print_line(f"  {line}")
        if len(sampled.unfilled) > UNFILLED_SHOWN:
            print_line(f"  and {len(sampled.unfilled) - UNFILLED_SHOWN} more (--json has them all)")
    for problem in sampled.problems:
        print_line(f"  mend  {problem}")


def _print_headed(head: str, rows: Iterable[Sequence[object]]) -> None:
    print_line()
    if head:
        print_line(head)
    print_table(list(rows))


def _structure_row(one: StructureGate) -> tuple[object, ...]:
    return f"  {one.name}", one.figure, one.threshold, "" if one.holds else "missed"


def _carried_row(one: Carried) -> tuple[object, ...]:
    short = "" if one.is_enough else "shorter than was asked for"
    return f"  {one.asked:,} asked", f"{one.told:,} told", short


def _choice_row(one: FragmentChoice) -> tuple[object, ...]:
    return f"  {one.tells}", one.who, f"{one.median:g}", one.fewest, f"{one.times} told"


def _gate_rows(sampled: Sampled) -> Iterator[tuple[str, ...]]:
    from novel_engine.story.measuring.genre_report import span
    from novel_engine.story.measuring.prose_measures import OVERLAP_MEAN

    for one in sampled.gates:
        yield (
            one.gate.name,
            f"{one.median:.3f}",
            span(one.gate),
            str(one.misses or ""),
            one.gate.about,
        )
    mean, worst = sampled.shared
    yield (
        "shared",
        f"{mean:.3f}",
        f"at most {OVERLAP_MEAN}",
        "",
        f"runs of five words in another story; worst {worst:.3f}",
    )
