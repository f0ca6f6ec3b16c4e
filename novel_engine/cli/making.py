"""`run` and `resume`: make a story, or go on with one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from novel_engine import __version__
from novel_engine.cli.options import (
    Budget,
    Cast,
    DeciderModel,
    Folder,
    Formats,
    FramerModel,
    GenreName,
    Json,
    Model,
    NarratorModel,
    Prices,
    Quiet,
    Record,
    Scenes,
    Story,
    Strict,
    StyleName,
    ThroughWhom,
    Words,
    materials_of,
    model_options,
    ready_models,
    run_options,
)
from novel_engine.cli.output import print_json, print_note, shows_progress, stoppable
from novel_engine.cli.wording import models_in_words

if TYPE_CHECKING:
    from novel_engine.app.assembly import Materials
    from novel_engine.app.outcomes import ToldStory
    from novel_engine.ports.news import Observer

RUN_EPILOG = """\b
Examples:
  novel-engine run                                         the bundled story, the first seed that is free
  novel-engine run --seed 7 --out first-story              the same story on any machine
  novel-engine run my-story.yaml --words 4000 --json       your own, described for a script
  novel-engine run --cast people/ada --cast people/ben     your people in the default situation
  novel-engine run --format html,epub                      a page and a book beside story.md
  novel-engine run --narrator-model gemini:gemini-2.5-flash --dry-run     what it would cost
  novel-engine run --model openai:gpt-4o --price openai:gpt-4o=2.50,10 --budget 0.50   at what you pay
  OPENAI_BASE_URL=http://127.0.0.1:11434/v1 novel-engine run --model openai:llama3.2   a model on this machine
"""
RESUME_EPILOG = """\b
Examples:
  novel-engine resume stories/the-closing-pass-7
  novel-engine resume stories/the-closing-pass-7 --budget 1.50     when the first budget is spent
"""


def run(
    story: Story = None,
    cast: Cast = None,
    genre: GenreName = None,
    seed: Annotated[
        str | None, typer.Option(help="Fixes every draw; by default the first that is free.")
    ] = None,
    scenes: Scenes = None,
    words: Words = None,
    focalizer: ThroughWhom = None,
    style: StyleName = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="The story's own folder.")] = None,
    formats: Formats = "md",
    model: Model = None,
    decider_model: DeciderModel = None,
    framer_model: FramerModel = None,
    narrator_model: NarratorModel = None,
    record: Record = None,
    budget: Budget = None,
    price: Prices = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")
    ] = False,
    strict: Strict = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Replace a story that is in the folder, when the new one is told."
        ),
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate a story and tell it.

    The last line printed is the path of the story. It stands in a folder of its own, with the
    record of everything that happened and the settings that were used; by default under stories/.
    """
    from novel_engine.story.givens.config import Overrides

    started = time.monotonic()
    asked = Overrides(
        cast=tuple(cast) if cast else None,
        genre=genre,
        seed=seed,
        scenes=scenes,
        words=words,
        focalizer=focalizer,
        style=style,
        model=model,
        decider_model=decider_model,
        framer_model=framer_model,
        narrator_model=narrator_model,
    )
    materials = materials_of(story, asked)
    options = run_options(formats, strict, model_options(budget, record, price, quiet))
    ready_models(materials, options, asks=not dry_run)
    if dry_run:
        from novel_engine.cli.planning import print_plan

        print_plan(materials, options, out, json)
        return
    with (
        _folder(materials, out, force) as (drawn, folder),
        stoppable(folder),
        _watched(quiet) as observers,
    ):
        from novel_engine.app.making import begin_story

        told = begin_story(materials, drawn, folder, options, observers)
    _print_told(told, json, quiet, started)


def resume(
    folder: Folder,
    budget: Budget = None,
    price: Prices = None,
    record: Record = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Go on with a story that was stopped.

    From the last whole turn to the end, and the telling. Only the record is read: edited story and
    character files change nothing in a story that was begun with them. A reply that was stored is
    never asked for again; a budget counts what the story has cost so far, and holds until another
    is given.
    """
    started = time.monotonic()
    from novel_engine.app.making import resume_story

    with stoppable(folder), _watched(quiet) as observers:
        told = resume_story(folder, observers, model_options(budget, record, price, quiet))
    _print_told(told, json, quiet, started)


def _folder(
    materials: Materials, out: Path | None, force: bool
) -> AbstractContextManager[tuple[str, Path]]:
    from novel_engine.app.making import replaced_story_folder, story_folder

    config = materials.inputs.config
    made = replaced_story_folder if force else story_folder
    return made(config, config.seed, out, Path())


def _watched(quiet: bool) -> AbstractContextManager[tuple[Observer, ...]]:
    if not shows_progress(quiet):
        return nullcontext(())
    from novel_engine.adapters.terminal.progress import scene_progress

    return scene_progress()


def _print_told(told: ToldStory, json: bool, quiet: bool, started: float) -> None:
    from novel_engine.cli.wording import money, shortness, unanswered

    if told.extent.is_short and not quiet:
        print_note(shortness(told.extent))
    if not quiet:
        for note in _of_files(told):
            print_note(note)
    if json:
        print_json(
            described(told)
            | {"elapsed_s": round(time.monotonic() - started, 3), "version": __version__}
        )
        return
    print(f"{told.title}, seed {told.seed}")
    print(f"{told.scenes} scenes, {told.turns} turns, {told.words:,} words; it ends: {told.ending}")
    if told.bill.calls:
        bill = told.bill
        print(
            f"{bill.calls} calls to {models_in_words(told.models)}: {bill.tokens_in:,} tokens "
            f"asked, {bill.tokens_out:,} "
            f"answered, {money(bill.usd)}"
        )
    if told.bill.unanswered:
        print(unanswered(told.bill.unanswered, told.bill.unanswered_usd))
    if told.fallbacks:
        print(f"{told.fallbacks} fall-backs (`novel-engine show {told.folder} --json` lists them)")
    print(told.path)


def _of_files(told: ToldStory) -> Iterator[str]:
    """What became of files that did not say what was told."""
    for name in told.settled.mended:
        yield f"{told.folder / name} was broken off, and is whole again"
    for name in told.settled.changed:
        yield (
            f"{told.folder / name} says something else than was told, and is left as it is; "
            f"`novel-engine tell {told.folder} --force` writes it anew"
        )


def described(told: ToldStory) -> dict[str, Any]:
    """What came of a story, as scripts read it: the same keys always."""
    threads = [
        {"id": t.id, "question": t.question, "main": t.main, "status": t.status}
        for t in told.threads
    ]
    return {
        "story": told.story,
        "seed": told.seed,
        "folder": str(told.folder),
        "files": list(told.files),
        "files_mended": list(told.settled.mended),
        "files_changed": list(told.settled.changed),
        "turns": told.turns,
        "scenes": told.scenes,
        "events": told.events,
        "asked": told.extent.asked,
        "words": told.words,
        "ending": told.ending,
        "threads": threads,
        "model": models_in_words(told.models),
        "calls": told.bill.calls,
        "tokens_in": told.bill.tokens_in,
        "tokens_out": told.bill.tokens_out,
        "cost_usd": _rounded(told.bill.usd),
        "unanswered": told.bill.unanswered,
        "unanswered_usd": _rounded(told.bill.unanswered_usd),
        "fallbacks": told.fallbacks,
        "events_sha256": told.events_sha256,
        "story_sha256": told.story_sha256,
    }


def _rounded(usd: float | None) -> float | None:
    return None if usd is None else round(usd, 9)


COMMANDS = (("run", run, RUN_EPILOG), ("resume", resume, RESUME_EPILOG))
