"""Many stories: an ordinary folder a seed, told by several processes, and a ledger of them.

The parent alone writes the ledger. A worker that dies costs its story another attempt; a story that
no worker survives fails alone. Started again, a batch does what is missing, and no byte depends on
how many workers there are.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from novel_engine.adapters.files.atomic_files import storing, write_text
from novel_engine.adapters.files.plain_files import plain_bytes, plain_sha256
from novel_engine.adapters.files.story_folder import (
    FIRST_TELLING,
    check_no_link,
    folder_held,
    new_folder,
    safe_name,
)
from novel_engine.adapters.formats.registry import file_name
from novel_engine.adapters.processes.worker_pool import Crew
from novel_engine.adapters.reading.story_inputs import StoryInputs, to_keep
from novel_engine.adapters.record.ledger import Ledger, LedgerRow, Outcome
from novel_engine.app.assembly import Materials, assemble, understood
from novel_engine.app.fitting_length import assembled_at_length
from novel_engine.app.library import story_in, tenancy_of
from novel_engine.app.making import RunOptions, begin_story, resume_story
from novel_engine.app.outcomes import ToldStory, telling_length
from novel_engine.app.unheard import refuse_unheard
from novel_engine.errors import NovelError, RecordError, StoryTaken, UsageError
from novel_engine.ports.library import Library
from novel_engine.ports.record import Record
from novel_engine.story.fabula.codec import events_sha256
from novel_engine.story.fabula.events import StoryEnded
from novel_engine.values import dataclass

LEDGER = "batch.db"
PLAN_FILE = "batch.yaml"
# Processes: that may die of one story before it has failed: memory may be short once or twice.
MOST_ATTEMPTS = 3
# Times, and seconds between them: that a folder is asked for which a dead process still holds.
MOST_TRIES, PAUSE = 20, 0.1


@dataclass(frozen=True, slots=True)
class Order:
    """What is the same for every story of a batch; `out` is the batch's folder."""

    inputs: StoryInputs
    out: Path
    options: RunOptions

    def folder(self, seed: int) -> Path:
        """One story's folder."""
        return self.out / safe_name(f"{self.inputs.config.name}-{seed}")


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What a batch is to tell, where, and how many stories at once."""

    materials: Materials
    seeds: tuple[int, ...]
    out: Path
    options: RunOptions
    jobs: int

    @property
    def order(self) -> Order:
        """What a worker has to know."""
        return Order(self.materials.inputs, self.out, self.options)


def run_batch(plan: BatchPlan, told: Callable[[], None] = lambda: None) -> tuple[LedgerRow, ...]:
    """Tell what is missing, and return every seed's row; `told` hears of each that is settled.

    Raises NovelError for what concerns the batch as a whole; one story's failure stands in its row.
    """
    about = _about(plan)
    with ExitStack() as stack:
        _make_folder(plan.out)
        stack.enter_context(folder_held(plan.out))
        _agree(plan.out / PLAN_FILE, about)
        ledger = stack.enter_context(Ledger.open(plan.out / LEDGER))
        _work_off(plan, ledger, told)
        wanted = set(plan.seeds)
        return tuple(row for row in ledger.rows() if row.seed in wanted)


def _make_folder(path: Path) -> None:
    with storing(path):
        path.mkdir(parents=True, exist_ok=True)


def _work_off(plan: BatchPlan, ledger: Ledger, told: Callable[[], None]) -> None:
    """Tell what the ledger has not as done; what it has is settled at once."""
    ledger.plan({seed: plan.order.folder(seed).name for seed in plan.seeds})
    missing = _missing(ledger, plan)
    for _ in range(len(plan.seeds) - len(missing)):
        told()
    with Crew(_trained, plan.order, plan.jobs) as crew:
        Foreman(crew, ledger, told).work_off(missing)


def _about(plan: BatchPlan) -> str:
    """What every story of the batch is made from, so that it never goes on from something else.

    Assembling the first story here also says, before anything is written, what is wrong with the
    inputs.
    """
    import yaml

    assembly = assemble(plan.materials, str(plan.seeds[0]))
    kept = to_keep(plan.materials.inputs, replace(assembly.config, seed=""))
    hashes = {one.path: sha256(one.data).hexdigest() for one in kept}
    return yaml.safe_dump(
        {"formats": list(plan.options.formats), "inputs": hashes},
        sort_keys=False,
        allow_unicode=True,
    )


def _agree(path: Path, about: str) -> None:
    """Write down what the batch is made from. Raises UsageError when it was something else."""
    before = (plain_bytes(path) or b"").decode("utf-8", "replace")
    if not before:
        write_text(path, about)
    elif before != about:
        changed = next(
            (line.strip() for line in about.splitlines() if line not in before.splitlines()),
            "something is gone",
        )
        name = changed.partition(":")[0]
        raise UsageError(
            f"{path.parent}: this batch was begun from other inputs ({name} differs); "
            "use another --out"
        )


def _missing(ledger: Ledger, plan: BatchPlan) -> list[int]:
    """The seeds that have no whole story: never told, failed, or not there as they were told."""
    wanted, found = set(plan.seeds), []
    for row in ledger.rows():
        if row.seed not in wanted:
            continue
        if row.state == "done" and _is_whole(plan, row):
            continue
        if row.state == "done":
            ledger.again(row.seed)
        found.append(row.seed)
    return found


def _is_whole(plan: BatchPlan, row: LedgerRow) -> bool:
    """Whether the story is there, and its record says of it what the row does; where it cannot be
    read, whoever tries to go on with it hears why.
    """
    folder, library = plan.out / row.folder, plan.options.library
    try:
        check_no_link(folder)
        if plain_sha256(folder / "story.md") != row.story_sha256:
            return False
        if not library.has(story_in(folder)):
            return False
        with library.look(story_in(folder)) as record:
            return _outcome_in(record) == Outcome(
                row.ending, row.words, row.events_sha256, row.story_sha256
            )
    except NovelError:
        return False


def _outcome_in(record: Record) -> Outcome:
    """What came of a story, as its record has it."""
    events = tuple(record.events())
    ending = next((event.ending for event in events if isinstance(event, StoryEnded)), "")
    words = telling_length(record.chapters(FIRST_TELLING))
    page = record.files().get(file_name("md"), "")
    return Outcome(ending, words, events_sha256(events), page)


@dataclass(frozen=True, slots=True)
class Report:
    """What a worker says of a story: its outcome, or why there is none."""

    outcome: Outcome | None
    error: str = ""


class Workforce(Protocol):
    """Those who tell stories, several at once."""

    @property
    def is_busy(self) -> bool:
        """Whether any story is under way."""
        ...

    @property
    def has_room(self) -> bool:
        """Whether another story can be begun."""
        ...

    def begin(self, seed: int) -> None:
        """Have a story told."""
        ...

    def heard(self) -> list[tuple[int, Report | None]]:
        """Wait, and say of each story that has come to something its seed, and its report; None for
        a death.
        """
        ...


class Foreman:
    """Gives out stories and enters in the ledger what comes of them."""

    def __init__(self, crew: Workforce, ledger: Ledger, told: Callable[[], None]) -> None:
        self._crew = crew
        self._ledger = ledger
        self._told = told
        self._attempts: dict[int, int] = {}

    def work_off(self, seeds: Sequence[int]) -> None:
        """Have every one of these told, or given up."""
        waiting = deque(seeds)
        while waiting or self._crew.is_busy:
            while waiting and self._crew.has_room:
                seed = waiting.popleft()
                self._ledger.take(seed)
                self._attempts[seed] = self._attempts.get(seed, 0) + 1
                self._crew.begin(seed)
            for seed, told in self._crew.heard():
                if not self._settled(seed, told):
                    waiting.appendleft(seed)

    def _settled(self, seed: int, told: Report | None) -> bool:
        if told is None and self._attempts[seed] < MOST_ATTEMPTS:
            self._ledger.again(seed)
            return False
        if told is None:
            self._ledger.fail(
                seed,
                (
                    f"its process died {MOST_ATTEMPTS} times; "
                    "look at the memory there is, and try again"
                ),
            )
        elif told.outcome is None:
            self._ledger.fail(seed, told.error)
        else:
            self._ledger.finish(seed, told.outcome)
        self._told()
        return True


def _trained(order: Order) -> Callable[[int], Report]:
    """What a worker does: the inputs understood once, then a story for each seed."""
    return partial(attempted, understood(order.inputs), order)


def attempted(materials: Materials, order: Order, seed: int) -> Report:
    """One story of a batch, begun or gone on with in its folder. Never raises: a failure is that
    story's own.
    """
    try:
        told = _tell(materials, order.options, seed, order.folder(seed))
        refuse_unheard(told.folder, told.unheard)
    except NovelError as problem:
        return Report(None, str(problem))
    except Exception as problem:  # noqa: BLE001 - a bug in one story must not cost the others; it stands in the ledger
        return Report(
            None,
            (
                f"this is a bug in novel-engine ({type(problem).__name__}: {problem}); "
                "please report it"
            ),
        )
    return Report(Outcome(told.ending, told.words, told.events_sha256, told.story_sha256))


def _tell(materials: Materials, options: RunOptions, seed: int, folder: Path) -> ToldStory:
    """Begin the story, or go on with one that a process left half-made. The dead release their
    folders, but not at once.
    """
    check_no_link(folder)
    for attempt in range(MOST_TRIES):
        try:
            if options.library.has(story_in(folder)):
                _check_same(materials, seed, folder, options.library)
                return resume_story(folder, models=options.models, library=options.library)
            with new_folder(folder, tenancy_of(options.library)):
                return begin_story(materials, str(seed), folder, options)
        except StoryTaken:
            if attempt == MOST_TRIES - 1:
                raise
            time.sleep(PAUSE)
    raise AssertionError


def _check_same(materials: Materials, seed: int, folder: Path, library: Library) -> None:
    with library.look(story_in(folder)) as record:
        if record.inputs() != assembled_at_length(materials, str(seed)).inputs:
            raise RecordError(
                f"{folder}: a story from other inputs is here; move it away, or use another --out"
            )


def totals(rows: Sequence[LedgerRow]) -> Mapping[str, object]:
    """What the rows come to."""
    done = [row for row in rows if row.state == "done"]
    return {
        "stories": len(rows),
        "done": len(done),
        "failed": sum(row.state == "failed" for row in rows),
        "words": sum(row.words for row in done),
        "endings": dict(sorted(Counter(row.ending for row in done).items())),
    }
