"""`batch`: many stories."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from novel_engine import __version__
from novel_engine.adapters.printing import print_json, print_line, print_note, print_table
from novel_engine.adapters.untrusted_text import printable
from novel_engine.cli.options import (
    Cast,
    DeciderModel,
    Formats,
    FramerModel,
    GenreName,
    Json,
    Model,
    NarratorModel,
    Nights,
    PersonOfTelling,
    Prices,
    Quiet,
    Scenes,
    Story,
    Strict,
    StyleName,
    TenseOfTelling,
    ThroughWhom,
    Words,
)
from novel_engine.cli.output import shows_progress
from novel_engine.cli.parsed_options import (
    another_teller,
    materials_of,
    model_options,
    ready_models,
    run_options,
)
from novel_engine.errors import BatchFailed, Interrupted, UsageError
from novel_engine.story.english.text import so_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from novel_engine.adapters.record.ledger import LedgerRow

EPILOG = """\b
Examples:
  novel-engine batch --seeds 1..20 --jobs 2 --out twenty
  novel-engine batch my-story.yaml --seeds 1..100 --json
"""
SEED_RANGE = re.compile(r"([+-]?\d+)(?:\.\.([+-]?\d+))?\Z", re.ASCII)
# The largest seed of a batch: twelve digits, which names of folders and tables have room for.
LARGEST_OF_BATCH = 999_999_999_999
# Characters: more are no range of numbers that a person means.
LONGEST_RANGE = 200
# Stories: in one batch, whose ledger and table are read whole; more is a slip of the pen.
MOST_STORIES = 100_000
# Processes: at once; chosen, above what a large machine has processors for.
MOST_JOBS = 256
COLUMNS = ("seed", "state", "words", "ending", "folder")


def command(
    seeds: Annotated[
        str, typer.Option(metavar="A..B", help="The seeds, from the first to the last.")
    ],
    story: Story = None,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", help="How many at once; by default one a processor.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The batch's folder: batches/<story>.")
    ] = None,
    cast: Cast = None,
    genre: GenreName = None,
    scenes: Scenes = None,
    words: Words = None,
    nights: Nights = None,
    focalizer: ThroughWhom = None,
    style: StyleName = None,
    person: PersonOfTelling = None,
    tense: TenseOfTelling = None,
    model: Model = None,
    decider_model: DeciderModel = None,
    framer_model: FramerModel = None,
    narrator_model: NarratorModel = None,
    formats: Formats = "md",
    budget: Annotated[
        float | None,
        typer.Option(
            metavar="USD", min=0.0, help="For all of them together: each may spend an equal share."
        ),
    ] = None,
    price: Prices = None,
    strict: Strict = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell a story for each of many seeds.

    Each stands in a folder of its own, and a table of them is printed. Started again, it does only
    what is missing. The number of jobs changes no byte. Exits 7 when some failed; batch.db holds
    the table too. A story that has spent its share of the budget stops there, and goes on when the
    command is given again with more.
    """
    from novel_engine.adapters.processes.worker_pool import make_ready
    from novel_engine.story.givens.config import Overrides

    started = time.monotonic()
    chosen, workers = seeds_in(seeds), _workers(jobs)
    asked = Overrides(
        cast=tuple(cast) if cast else None,
        genre=genre,
        seed=str(chosen[0]),
        scenes=scenes,
        words=words,
        nights=nights,
        focalizer=focalizer,
        style=style,
        person=person,
        tense=tense,
        model=model,
        decider_model=decider_model,
        framer_model=framer_model,
        narrator_model=narrator_model,
    )
    make_ready("novel_engine.app.batch")
    materials = materials_of(story, asked)
    share = None if budget is None else budget / len(chosen)
    options = run_options(formats, strict, model_options(share, None, price, quiet))
    ready_models(materials, options)
    if (other := another_teller(materials)) and not quiet:
        print_note(other)
    # What has been remarked on is not remarked on again in every story.
    options = run_options(formats, strict, model_options(share, None, price, quiet=True))
    from novel_engine.adapters.files.story_folder import safe_name
    from novel_engine.app.batch import BatchPlan, run_batch

    folder = out or Path("batches") / safe_name(materials.inputs.config.name)
    try:
        with _counted(len(chosen), quiet) as told:
            rows = run_batch(BatchPlan(materials, chosen, folder, options, workers), told)
    except KeyboardInterrupt as stop:
        raise Interrupted(
            f"stopped; the same command goes on with what is missing in {folder}"
        ) from stop
    _print_rows(rows, folder, materials.inputs.config.words, json, started)


def seeds_in(written: str) -> tuple[int, ...]:
    """The seeds of `A..B`, or the one of `A`. Raises UsageError."""
    asked = written.strip()
    if problem := _wrong_seeds(asked):
        raise UsageError(f"--seeds {printable(asked)}: {problem}")
    first, last = _ends(asked)
    return tuple(range(first, last + 1))


def _wrong_seeds(asked: str) -> str:
    """Why these are no seeds of a batch, and what would be; empty where they are."""
    # Of a number that is longer still Python makes no int.
    if len(asked) > LONGEST_RANGE or not SEED_RANGE.match(asked):
        return "it takes the first and the last, such as 1..20, or one, such as 7"
    first, last = _ends(asked)
    if min(first, last) < 0:
        return f"no seed of a batch is below 0; begin at 0, such as 0..{max(last, 0)}"
    if max(first, last) > LARGEST_OF_BATCH:
        return (
            f"a seed of a batch has at most {len(str(LARGEST_OF_BATCH))} digits; take smaller ones"
        )
    if first > last:
        return f"the first is larger than the last; write {last}..{first}"
    if last - first >= MOST_STORIES:
        return f"at most {MOST_STORIES:,} stories to a batch; take fewer"
    return ""


def _ends(asked: str) -> tuple[int, int]:
    """The first and the last."""
    first, _, last = asked.partition("..")
    return int(first), int(last or first)


def _workers(jobs: int | None) -> int:
    if jobs is None:
        return os.cpu_count() or 1
    if not 1 <= jobs <= MOST_JOBS:
        raise UsageError(f"--jobs {jobs}: it takes 1 to {MOST_JOBS}")
    return jobs


def _counted(total: int, quiet: bool) -> AbstractContextManager[Callable[[], None]]:
    if not shows_progress(quiet):
        return nullcontext(lambda: None)
    from novel_engine.adapters.terminal.progress import count_progress

    return count_progress(total)


def _print_rows(
    rows: tuple[LedgerRow, ...], folder: Path, asked: int, json: bool, started: float
) -> None:
    if json:
        elapsed = round(time.monotonic() - started, 3)
        print_json(
            {"asked": asked}
            | _plain_rows(rows, folder)
            | {"elapsed_s": elapsed, "version": __version__}
        )
    else:
        cells = [[getattr(row, column) for column in COLUMNS] for row in rows]
        print_table([[column.upper() for column in COLUMNS], *cells])
        print_line(str(folder))
    _note_short(rows, asked)
    _complain_of([row for row in rows if row.state == "failed"], len(rows))


def _note_short(rows: Sequence[LedgerRow], asked: int) -> None:
    """Say how many of those that were told fell far short of the words asked for."""
    from novel_engine.story.telling.measure import NEARLY

    told = [row for row in rows if row.state == "done"]
    if short := [row for row in told if row.words * 100 < asked * NEARLY]:
        stories = so_many(len(told), "story", "stories")
        print_note(
            f"{len(short)} of {stories} fell short of the {so_many(asked, 'word')} asked for, "
            f"the first with seed {short[0].seed}; more people or more scenes may give more"
        )


def _plain_rows(rows: Sequence[LedgerRow], folder: Path) -> dict[str, Any]:
    from novel_engine.app.batch import totals

    return {
        "folder": str(folder),
        "stories": [_plain(row) for row in rows],
        "totals": dict(totals(rows)),
    }


def _complain_of(failed: list[LedgerRow], stories: int) -> None:
    """Raise BatchFailed when there are any."""
    if failed:
        first = failed[0]
        raise BatchFailed(
            f"{len(failed)} of {so_many(stories, 'story', 'stories')} failed, "
            f"the first with seed {first.seed}: {first.error}"
        )


def _plain(row: LedgerRow) -> dict[str, Any]:
    return {
        "seed": str(row.seed),
        "folder": row.folder,
        "state": row.state,
        "ending": row.ending,
        "words": row.words,
        "events_sha256": row.events_sha256,
        "story_sha256": row.story_sha256,
        "error": row.error,
    }
