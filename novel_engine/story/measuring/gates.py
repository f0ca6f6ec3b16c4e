"""What stories must come to, taken together: each measure of their records, held against its
threshold.

The thresholds are floors under a plot, and no score to climb.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import TypeVar

from novel_engine.story.measuring.plot_checks import structure_problems
from novel_engine.story.measuring.record_measures import (
    Measured,
    Pair,
    belief_reversals,
    curve_fit,
    longest_error,
    named_right,
    peak_position,
    scene_sequence,
    total_variation,
    unplanted_items,
)
from novel_engine.story.telling.planted import unused_items
from novel_engine.values import dataclass

Named = TypeVar("Named", str, tuple[str, str])

SCENES_IN_ERROR = 3
"""Scenes: for so long, at least, somebody in a story is sure of something that is not so."""
REVERSALS = 2
"""Times: so often, at least, a belief changes sides in a story."""
FIT = 0.7
"""Rank correlation: of tension with the form's curve, Spearman's, at the median; what is commonly
called a strong one."""
EARLIEST_PEAK = 65
"""Hundredths of the scenes: the tensest comes no sooner, at the median."""
LATEST_PEAK = 95
"""Hundredths of the scenes: and no later, so that something is told after it."""
FEWEST_SEQUENCES = 30
"""Sequences of scenes: how many are different, at least, of so many seeds."""
SEEDS = 50
"""Stories: of how many that is asked."""
MOST_ONE_ENDING = 0.6
"""Share of the stories: what the commonest ending has at most."""
MOST_ONE_ROLE = 0.5
"""Share of the stories: how often one person has one role at most, of a cast of no particular
temper."""
NAMED_RIGHT = 0.7
"""Share of runs of ten acts: in how many it is told who acted. Of five people luck would tell a
fifth."""
MOVED = 0.15
"""Total variation distance, 0 … 1: how far one trait turned about moves what a person does."""


@dataclass(frozen=True, slots=True)
class StructureGate:
    """One measure over many stories: what it came to, what it must come to, and whether it does."""

    name: str
    figure: str
    threshold: str
    holds: bool


def structure_report(stories: Sequence[Measured]) -> tuple[StructureGate, ...]:
    """The gates of one story told by many seeds; those of the telling, where there is one."""
    return (
        *_telling_gates(stories),
        *_belief_gates(stories),
        *_planting_gates(stories),
        *_curve_gates(stories),
        *_variety_gates(stories),
    )


def _telling_gates(stories: Sequence[Measured]) -> tuple[StructureGate, ...]:
    told = [(one, one.telling) for one in stories if one.telling is not None]
    if not told:
        return ()
    owing = sum(bool(structure_problems(one.fabula, telling)) for one, telling in told)
    leaking = sum(bool(one.leaks) for one, _ in told)
    return (
        _none("answered or authored-unsolved, told causes, planted endings", owing, len(told)),
        _none("nothing told that the focalizer could not know", leaking, len(told)),
    )


def _belief_gates(stories: Sequence[Measured]) -> tuple[StructureGate, ...]:
    errors = [longest_error(one.fabula) for one in stories]
    turned = [belief_reversals(one.fabula.events) for one in stories]
    erring = f"a false belief for {SCENES_IN_ERROR} scenes (median {median(errors):.0f})"
    wavering = f"{REVERSALS} reversals of belief (median {median(turned):.0f})"
    return (
        _none(erring, sum(error < SCENES_IN_ERROR for error in errors), len(stories)),
        _none(wavering, sum(times < REVERSALS for times in turned), len(stories)),
    )


def _planting_gates(stories: Sequence[Measured]) -> tuple[StructureGate, ...]:
    unplanted = sum(bool(unplanted_items(one.fabula)) for one in stories)
    unused = sum(bool(unused_items(one.fabula, _told(one))) for one in stories)
    return (
        _none("used things planted", unplanted, len(stories)),
        _none("planted things used", unused, len(stories)),
    )


def _told(story: Measured) -> frozenset[int] | None:
    """The events that are told; none known where the story has not been."""
    if story.telling is None:
        return None
    beats = (beat for chapter in story.telling.chapters for beat in chapter.beats)
    return frozenset(event for beat in beats for event in beat.events)


def _none(name: str, lacking: int, stories: int) -> StructureGate:
    share = (stories - lacking) / stories
    return StructureGate(name, f"{share:.1%} of {stories}", "always", lacking == 0)


def _curve_gates(stories: Sequence[Measured]) -> tuple[StructureGate, ...]:
    name = "tension follows the form's curve (Spearman, median)"
    fit = median(curve_fit(one.fabula) for one in stories)
    return (
        StructureGate(name, f"{fit:.2f}", f"at least {FIT}", fit >= FIT),
        _peak_gate([peak_position(one.fabula) for one in stories]),
    )


def _peak_gate(peaks: Sequence[int]) -> StructureGate:
    inside = sum(_is_late_enough(peak) for peak in peaks) / len(peaks)
    middle = median(peaks)
    figure = f"at {middle:.0f} %, inside in {inside:.0%}"
    wanted = f"{EARLIEST_PEAK} to {LATEST_PEAK} %"
    return StructureGate("the peak (median)", figure, wanted, _is_late_enough(middle))


def _is_late_enough(peak: float) -> bool:
    """Whether the tensest scene comes late, and something after it."""
    return EARLIEST_PEAK <= peak <= LATEST_PEAK


def _variety_gates(stories: Sequence[Measured]) -> tuple[StructureGate, ...]:
    return _sequence_gate(stories[:SEEDS]), ending_gate(stories)


def _sequence_gate(stories: Sequence[Measured]) -> StructureGate:
    different = len({scene_sequence(one.fabula.events) for one in stories})
    wanted = FEWEST_SEQUENCES * len(stories) // SEEDS
    figure = f"{different} of {len(stories)}"
    return StructureGate(
        "different sequences of scenes", figure, f"at least {wanted}", different >= wanted
    )


def ending_gate(stories: Sequence[Measured]) -> StructureGate:
    """No ending takes more than six stories in ten."""
    endings = Counter(one.fabula.ending for one in stories)
    name, most = _commonest(endings)
    share = most / len(stories)
    figure = f"{name} {share:.0%}, of {len(endings)}"
    return StructureGate(
        "the commonest ending", figure, f"at most {MOST_ONE_ENDING:.0%}", share <= MOST_ONE_ENDING
    )


def _commonest(counts: Counter[Named]) -> tuple[Named, int]:
    """What is counted most often, and how often; of equals the last by name."""
    return max(counts.items(), key=lambda pair: (pair[1], pair[0]))


def role_gate(stories: Sequence[Measured]) -> StructureGate:
    """Nobody takes one role in more than half of the stories of a neutral cast of four or more."""
    settings = [one.fabula.setting for one in stories]
    parts = Counter(pair for one in settings for pair in one.roles if pair[1] in one.people)
    (name, person), most = _commonest(parts)
    share = most / len(stories)
    figure = f"{person} as {name} {share:.0%}"
    return StructureGate(
        "the commonest casting", figure, f"at most {MOST_ONE_ROLE:.0%}", share <= MOST_ONE_ROLE
    )


def likeness_gate(stories: Sequence[Mapping[str, Sequence[Pair]]]) -> StructureGate:
    """Who acted can be told from ten acts and their tactics, as the other seeds have taught."""
    right, runs = named_right(stories)
    share = right / max(1, runs)
    figure = f"{share:.0%} of {runs} runs of ten acts"
    return StructureGate(
        "naive Bayes names the actor", figure, f"at least {NAMED_RIGHT:.0%}", share >= NAMED_RIGHT
    )


def flip_gate(
    axis: str, low: Mapping[str, int], high: Mapping[str, int], floor: float
) -> StructureGate:
    """One trait turned from −2 to 2 moves what a person does, by more than chance (`floor`)."""
    moved = total_variation(low, high)
    figure = f"{moved:.3f} (by chance {floor:.3f})"
    holds = moved >= MOVED and moved > floor
    return StructureGate(f"{axis} moves the verbs", figure, f"at least {MOVED}, past chance", holds)
