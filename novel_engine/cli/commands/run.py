"""`run`: make a story."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from novel_engine.adapters.printing import print_note
from novel_engine.cli.options import (
    Budget,
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
    RepliesTo,
    Scenes,
    Story,
    Strict,
    StyleName,
    TenseOfTelling,
    ThroughWhom,
    Words,
)
from novel_engine.cli.output import scenes_shown, stoppable
from novel_engine.cli.parsed_options import (
    another_teller,
    materials_of,
    model_options,
    ready_models,
    run_options,
)

if TYPE_CHECKING:
    from novel_engine.app.assembly import Materials

SAID_NOWHERE = (
    "nobody said where, so it happens in a plain house; a story file's `world:` says otherwise "
    "(docs/your-own-world.md), and so does --genre"
)
EPILOG = """\b
Examples:
  novel-engine run                                         the bundled story, the first seed that is free
  novel-engine run --seed 7 --out first-story              the same story on any machine
  novel-engine run my-story.yaml --words 4000 --json       your own, described for a script
  novel-engine run --seed 7 --nights 30                    the best of thirty nights; 1 is the first
  novel-engine run --cast people/ada --cast people/ben     your people in the default situation
  novel-engine run --format html,epub                      a page and a book beside story.md
  novel-engine run --narrator-model gemini:gemini-2.5-flash --dry-run     what it would cost
  novel-engine run --model openai:gpt-4o --price openai:gpt-4o=2.50,10 --budget 0.50   at what you pay
  OPENAI_BASE_URL=http://127.0.0.1:11434/v1 novel-engine run --model openai:llama3.2   a model on this machine
"""


def command(
    story: Story = None,
    cast: Cast = None,
    genre: GenreName = None,
    seed: Annotated[
        str | None, typer.Option(help="Fixes every draw; by default the first that is free.")
    ] = None,
    scenes: Scenes = None,
    words: Words = None,
    nights: Nights = None,
    focalizer: ThroughWhom = None,
    style: StyleName = None,
    person: PersonOfTelling = None,
    tense: TenseOfTelling = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="The story's own folder.")] = None,
    formats: Formats = "md",
    model: Model = None,
    decider_model: DeciderModel = None,
    framer_model: FramerModel = None,
    narrator_model: NarratorModel = None,
    record: RepliesTo = None,
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

    Several nights of it are simulated, from the one seed, and the one with the best plot is told;
    `show FOLDER --plot` says which, and why that one.
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
    materials = materials_of(story, asked)
    options = run_options(formats, strict, model_options(budget, record, price, quiet))
    ready_models(materials, options, asks=not dry_run)
    if dry_run:
        from novel_engine.cli.answers.plan import print_plan

        print_plan(materials, options, out, json)
        return
    with (
        _folder(materials, out, force) as (drawn, folder),
        stoppable(folder),
        scenes_shown(quiet) as observers,
    ):
        from novel_engine.app.checking import unused_in
        from novel_engine.app.making import begin_story
        from novel_engine.cli.answers.told_story import print_told

        told = begin_story(materials, drawn, folder, options, observers)
    for note in () if quiet else _notes(materials):
        print_note(note)
    print_told(told, json, quiet, started, (*told.untold, *unused_in(materials)))


def _notes(materials: Materials) -> Iterator[str]:
    """What was settled because nobody said otherwise."""
    if not materials.inputs.config.is_placed:
        yield SAID_NOWHERE
    if other := another_teller(materials):
        yield other


def _folder(
    materials: Materials, out: Path | None, force: bool
) -> AbstractContextManager[tuple[str, Path]]:
    from novel_engine.app.making import replaced_story_folder, story_folder

    config = materials.inputs.config
    made = replaced_story_folder if force else story_folder
    return made(config, config.seed, out, Path())
