"""What nights bring, printed: `python -m tests.measures.nights --seeds 60`.

For each bundled story the mean points of the plot that is told, part by part, with ever more nights.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from novel_engine.engine.nights import events_in, simulated_turns
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.story.curating.plot_score import PLOT_PARTS, PlotScore, plot_score
from novel_engine.story.fabula.events import StoryEnded
from novel_engine.values import dataclass
from tests.measures.playing import bundled
from tests.support.bundled_stories import STORIES

NIGHTS = (1, 4, 12)


@dataclass(frozen=True, slots=True)
class Night:
    """What the plot of one night has, and how it ends."""

    plot: PlotScore
    ending: str


def nights_of(story: str, seed: int) -> tuple[Night, ...]:
    """Each night of a bundled story's seed, the most there are of them."""
    setting, found = bundled(story, seed), []
    for number in range(1, max(NIGHTS) + 1):
        ground = setting.on_night(number)
        events = events_in(simulated_turns(ground, OfflineDecisionMaker(), OfflineFramer()))
        end = events[-1]
        assert isinstance(end, StoryEnded)
        found.append(Night(plot_score(ground, events), end.ending))
    return tuple(found)


def rows(story: str, seeds: Sequence[tuple[Night, ...]]) -> Iterator[str]:
    """The lines of one story: for so many nights, the means, and then the endings."""
    for most in NIGHTS:
        told = [max(nights[:most], key=lambda night: night.plot.total) for nights in seeds]
        parts = {
            part.name: sum(night.plot.by_part[part.name] for night in told) / len(told)
            for part in PLOT_PARTS
        }
        figures = " ".join(f"{name} {mean:.1f}" for name, mean in parts.items())
        yield f"{story}, {most}: {sum(parts.values()):.1f} = {figures}"
        endings = Counter(night.ending for night in told)
        yield f"    {', '.join(f'{name} {times}' for name, times in endings.most_common())}"


def main() -> None:
    """Print what nights bring."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=60, help="stories of each (60)")
    seeds = range(1, asked.parse_args().seeds + 1)
    with ProcessPoolExecutor() as pool:
        for story in STORIES:
            for line in rows(story, list(pool.map(partial(nights_of, story), seeds))):
                print(line)


if __name__ == "__main__":
    main()
