"""What a set of told stories comes to: each gate, what they share, what their genre can carry, and
what must be mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from statistics import fmean, median
from typing import TypeAlias

from novel_engine.story.givens.genre import Genre
from novel_engine.story.measuring.fragment_coverage import (
    FragmentChoice,
    ToldOnce,
    fragment_choices,
    never_filled,
    reached,
    unopened,
)
from novel_engine.story.measuring.gates import StructureGate, structure_report
from novel_engine.story.measuring.genre_checks import Volume
from novel_engine.story.measuring.prose_measures import (
    GATES,
    OVERLAP_MEAN,
    OVERLAP_WORST,
    Failure,
    Gate,
    Measures,
    failures,
    measured,
    medians,
    missed,
    overlap_failures,
    overlaps,
)
from novel_engine.story.measuring.record_measures import Measured
from novel_engine.story.telling.measure import NEARLY
from novel_engine.values import dataclass

FEWEST_FOR_STRUCTURE = 10
"""Stories: of fewer it says nothing that one ending took most of them."""
Likeness: TypeAlias = tuple[float, ToldOnce, ToldOnce]


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate over a set of stories: the median, and how many of them miss it."""

    gate: Gate
    median: float
    misses: int


@dataclass(frozen=True, slots=True)
class Carried:
    """What came of asking for so many words: how many were told, at the median."""

    asked: int
    told: int

    @property
    def is_enough(self) -> bool:
        """Whether stories of this length can be told."""
        return self.told * 100 >= self.asked * NEARLY


@dataclass(frozen=True, slots=True)
class Sampled:
    """What stories show of their genre.

    `shared` is how much of one seed's stands in another's, on average and at the worst; `structure`
    is each story's record against its gates, as told by all the seeds; `unfilled` are the fragments
    that fitted and were passed over each time, a slot of theirs having nothing to fill it.
    """

    stories: tuple[str, ...]
    count: int
    gates: tuple[GateResult, ...]
    shared: tuple[float, float]
    structure: tuple[tuple[str, tuple[StructureGate, ...]], ...]
    used: Volume
    choices: tuple[FragmentChoice, ...]
    unopened: tuple[str, ...]
    unfilled: tuple[str, ...]
    carried: tuple[Carried, ...]
    problems: tuple[str, ...]


def sampled(
    genre: Genre,
    told: Mapping[str, Sequence[ToldOnce]],
    longer: Mapping[int, Sequence[ToldOnce]],
    asked: int,
) -> Sampled:
    """What these seeds of each story show, told at the length `asked` for; `longer` holds some that
    were asked to be longer.
    """
    every = [story for stories in told.values() for story in stories]
    figures = [measured(story.text) for story in every]
    pairs = [pair for stories in told.values() for pair in _shared(stories)]
    shares = [share for share, *_ in pairs]
    structure = {name: _structure(stories) for name, stories in told.items()}
    carried = [_carried(words, stories) for words, stories in ((asked, every), *longer.items())]
    return Sampled(
        stories=tuple(told),
        count=len(every),
        gates=_results(figures),
        shared=(fmean(shares), max(shares)) if shares else (0.0, 0.0),
        structure=tuple(structure.items()),
        used=reached(genre.written, every),
        choices=fragment_choices(genre.written, every),
        unopened=unopened(genre, every),
        unfilled=never_filled(every),
        carried=tuple(carried),
        problems=(
            *_too_short(every, figures, carried[0]),
            *_amiss(every, figures, pairs),
            *_without_words(every),
            *_loose(structure, told),
        ),
    )


def _amiss(
    stories: Sequence[ToldOnce], figures: Sequence[Measures], pairs: Sequence[Likeness]
) -> Iterator[str]:
    """The gates of prose that the stories miss, each by itself and beside the others."""
    for failure in failures(figures):
        yield _said(failure, stories)
    for failure in overlap_failures([share for share, *_ in pairs]):
        yield _too_alike(failure, pairs)


def _structure(stories: Sequence[ToldOnce]) -> tuple[StructureGate, ...]:
    return structure_report([_record(story) for story in stories])


def span(gate: Gate) -> str:
    """Where a gate's figures lie, in words."""
    if gate.low is None:
        return f"at most {gate.high}"
    return f"at least {gate.low}" if gate.high is None else f"{gate.low} to {gate.high}"


def _carried(asked: int, stories: Sequence[ToldOnce]) -> Carried:
    return Carried(asked, round(median(story.words for story in stories)))


def _results(figures: Sequence[Measures]) -> tuple[GateResult, ...]:
    middle = medians(figures)
    misses = [name for measures in figures for name in missed(measures)]
    return tuple(
        GateResult(gate, middle[gate.name], misses.count(gate.name)) for gate in GATES if middle
    )


def _shared(stories: Sequence[ToldOnce]) -> list[Likeness]:
    """For every ordered pair of seeds of one story, how much of the one stands in the other."""
    shares = overlaps([story.text for story in stories])
    return [(share, *pair) for share, pair in zip(shares, permutations(stories, 2), strict=True)]


def _too_short(
    stories: Sequence[ToldOnce], figures: Sequence[Measures], carried: Carried
) -> Iterator[str]:
    if not carried.is_enough:
        yield (
            f"{carried.asked:,} words were asked for and {carried.told:,} told; "
            "write more, and the gates are for 3,000"
        )
    for story, measures in zip(stories, figures, strict=True):
        if not measures:
            yield f"{_named(story)}: too short to be measured"


def _without_words(stories: Sequence[ToldOnce]) -> Iterator[str]:
    """The kinds of beats that stories limp without, and that found no words."""
    short = Counter(
        shortfall.partition(" ")[0] for story in stories for shortfall in story.shortfalls
    )
    for kind, times in sorted(short.items()):
        yield f"{kind}: {times} of its beats found no words; write more fragments `for: {kind}`"


def _record(story: ToldOnce) -> Measured:
    """Its record as structure is measured; one that gives something away is not told at all."""
    return Measured(story.fabula, story.telling)


def _loose(
    structure: Mapping[str, Sequence[StructureGate]], told: Mapping[str, Sequence[ToldOnce]]
) -> Iterator[str]:
    """The gates of structure that each story misses, of which enough seeds were told."""
    for name, gates in structure.items():
        failing = (gate for gate in gates if not gate.holds)
        for one in failing if len(told[name]) >= FEWEST_FOR_STRUCTURE else ():
            yield f"{name}: {one.name}: {one.figure}, wanted {one.threshold}"


def _named(story: ToldOnce) -> str:
    return f"{story.story}, seed {story.seed}"


def _too_alike(failure: Failure, pairs: Sequence[Likeness]) -> str:
    share = f"share {failure.value:.3f} of their runs of five words"
    if failure.gate == "overlap_mean":
        return f"two seeds of one story {share} on average; at most {OVERLAP_MEAN}"
    _, one, other = max(pairs, key=lambda pair: pair[0])
    return f"{_named(one)}, and seed {other.seed} {share}; at most {OVERLAP_WORST}"


def _said(failure: Failure, stories: Sequence[ToldOnce]) -> str:
    """A gate that does not hold, in words."""
    where = "" if failure.text is None else f"{_named(stories[failure.text])}: "
    if failure.gate == "misses":
        return f"{where}misses {failure.value:.0f} gates, where published stories miss two at most"
    gate = next(gate for gate in GATES if gate.name == failure.gate)
    middle = "" if where else "the median of "
    return f"{where}{middle}{gate.name} is {failure.value:.3f}, outside {span(gate)} ({gate.about})"
