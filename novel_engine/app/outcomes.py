"""What came of a run, in figures: its questions, its length and its bill."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from pathlib import Path

from novel_engine.adapters.files.told_files import Settled
from novel_engine.app.kept_nights import KeptNight
from novel_engine.app.unheard import UnheardSeam
from novel_engine.ports.replies import Cost
from novel_engine.story.curating.plot_score import PlotScore
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.config import SeamModels
from novel_engine.story.telling.extent import Extent
from novel_engine.story.telling.syuzhet import RenderedChapter
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class ThreadOutcome:
    """A dramatic question, and what became of it."""

    id: str
    question: str
    main: bool
    status: str


@dataclass(frozen=True, slots=True)
class Bill:
    """What asking models came to. `usd` is None when the price of any of the calls is not known.

    It counts the calls that were never answered at the most they can have cost, which is
    `unanswered_usd`. `models` are those that answered, in the order they are met.
    """

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    usd: float | None = 0.0
    unanswered: int = 0
    unanswered_usd: float | None = 0.0
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldStory:
    """What came of a run. `unheard` are the seams at which nothing of a model's was used; `unfilled`
    counts the lines that fitted and were passed over, a slot of theirs having nothing to fill it:
    None where the telling was worded earlier. `said_plainly` counts what the telling would not have said
    without being mended. `ending_says` is the ending in words; `plot` is what
    its plot has, on the night that was taken; `untold` is what a world's own is not told of, with
    file and line.
    """

    story: str
    title: str
    seed: str
    folder: Path
    files: tuple[str, ...]
    turns: int
    scenes: int
    events: int
    words: int
    extent: Extent
    ending: str
    ending_says: str
    threads: tuple[ThreadOutcome, ...]
    models: SeamModels
    bill: Bill
    fallbacks: int
    events_sha256: str
    story_sha256: str
    night: KeptNight
    plot: PlotScore
    settled: Settled = field(default_factory=Settled)
    unheard: tuple[UnheardSeam, ...] = ()
    unfilled: int | None = field(default=None, compare=False)
    untold: tuple[str, ...] = ()
    said_plainly: int = 0

    @property
    def path(self) -> Path:
        """The story, to be read."""
        return self.folder / "story.md"


def bill_of(costs: Iterable[Cost]) -> Bill:
    """What the calls come to."""
    found = tuple(costs)
    unpriced = any(cost.unpriced for cost in found)
    unanswered = sum(cost.unanswered for cost in found)
    lost = None if unpriced and unanswered else sum(cost.unanswered_usd or 0.0 for cost in found)
    return Bill(
        calls=sum(cost.calls for cost in found),
        tokens_in=sum(cost.tokens_in for cost in found),
        tokens_out=sum(cost.tokens_out for cost in found),
        usd=None if unpriced else sum(cost.usd or 0.0 for cost in found),
        unanswered=unanswered,
        unanswered_usd=lost,
        models=tuple(dict.fromkeys(cost.model for cost in found if cost.calls)),
    )


def added_up(costs: Iterable[Cost], group: Callable[[Cost], str]) -> Iterator[tuple[str, Cost]]:
    """The costs by group, in the order they are met; what differs within one is left empty."""
    sums: dict[str, Cost] = {}
    for cost in costs:
        name = group(cost)
        sums[name] = sums[name] + cost if name in sums else cost
    yield from sums.items()


def telling_length(chapters: Iterable[RenderedChapter]) -> int:
    """How long the chapters are."""
    return sum(
        len(paragraph.text.split()) for chapter in chapters for paragraph in chapter.paragraphs
    )


def thread_outcomes(world: World) -> tuple[ThreadOutcome, ...]:
    """Every question of the story, the main one first."""
    threads = sorted(
        world.setting.threads.values(), key=lambda thread: (not thread.main, thread.id)
    )
    return tuple(ThreadOutcome(t.id, t.question, t.main, world.threads[t.id]) for t in threads)
