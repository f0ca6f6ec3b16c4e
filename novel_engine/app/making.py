"""Stories made: begun, gone on with, or only reckoned up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from novel_engine import __version__
from novel_engine.adapters.files.plain_files import is_there
from novel_engine.adapters.files.story_folder import (
    CONFIG,
    FIRST_TELLING,
    RECORD,
    FolderTaken,
    clear_story,
    default_folder,
    folder_held,
    free_seed,
    holds_story,
    home_of,
    is_stage,
    new_folder,
    next_folder,
    run_yaml,
    stage_of,
    staged_folder,
    write_run,
)
from novel_engine.adapters.files.told_files import (
    Settled,
    doubtful,
    hashes,
    settle_files,
    take_away,
)
from novel_engine.adapters.formats.registry import file_name, written
from novel_engine.adapters.models.archive.kept_purse import kept_budget, kept_prices, purse_to_keep
from novel_engine.adapters.reading.story.config_file import as_story_file
from novel_engine.adapters.record.replacing import clear_stage, put_in_place
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.assembly import Assembly, Materials, assemble, fabula_of, reassembled
from novel_engine.app.outcomes import ToldStory, bill_of, telling_length, thread_outcomes
from novel_engine.app.seats import (
    ModelOptions,
    Production,
    Seats,
    prices,
    ready,
    rehearsing,
    seated,
    unasked,
)
from novel_engine.app.telling import chronicled
from novel_engine.engine.bus import EventBus
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.loop import simulate
from novel_engine.errors import FallbackRefused, RulesBroken
from novel_engine.ports.news import Observer, StoryTakenUp, TellingBegun, TellingKept
from novel_engine.ports.record import Fallback
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.world import snapshot
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.telling.extent import extent
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling, Wish

if TYPE_CHECKING:
    from novel_engine.adapters.models.archive.estimate import Estimate


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a story is to be told: which files beside `story.md`, whether a fall-back is fatal, and
    how models are asked.
    """

    formats: tuple[str, ...] = ("md",)
    strict: bool = False
    models: ModelOptions = field(default_factory=ModelOptions)


@contextmanager
def story_folder(
    config: StoryConfig, seed: str, out: Path | None, root: Path
) -> Iterator[tuple[str, Path]]:
    """The seed and the folder of a new story, made and held: as asked for, else the first that is
    free.
    """
    if not seed and out is None:
        with next_folder(root, config.name) as (number, folder):
            yield str(number), folder
        return
    seed = seed or str(free_seed(root, config.name))
    with new_folder(out or default_folder(root, config.name, seed)) as folder:
        yield seed, folder


@contextmanager
def replaced_story_folder(
    config: StoryConfig, seed: str, out: Path | None, root: Path
) -> Iterator[tuple[str, Path]]:
    """The same, for a story that may take the place of another: its folder is then a stage within
    the other's.
    """
    seed = seed or str(free_seed(root, config.name))
    with staged_folder(out or default_folder(root, config.name, seed)) as folder:
        yield seed, folder


def begin_story(
    materials: Materials,
    seed: str,
    folder: Path,
    options: RunOptions,
    observers: Sequence[Observer] = (),
) -> ToldStory:
    """Simulate and tell a new story in a folder that is held for it. Raises NovelError, and never
    RecordError for a bug.

    One that was made on a stage is in the place of the other story when this returns.
    """
    assembly = assemble(materials, seed)
    _clear_the_way(folder, options.formats)
    if not is_stage(folder):
        write_run(folder, as_story_file(assembly.config))
    meta = {
        "story": assembly.config.name,
        "title": assembly.setting.title,
        "seed": seed,
        "version": __version__,
        "formats": ",".join(options.formats),
    } | purse_to_keep(options.models.budget, options.models.prices)
    try:
        with StoryRecord.create(folder / RECORD, assembly.inputs, meta, assembly.setting) as record:
            told = _go_on(_Work(assembly, record, folder, options), observers)
    except RulesBroken as problem:  # nobody damaged what was not there before
        raise AssertionError(str(problem)) from problem
    return _in_its_place(folder, told)


def _clear_the_way(folder: Path, formats: Sequence[str]) -> None:
    """Nothing that a person may want is in the way of a new story; an attempt on the same stage
    that came to nothing is.
    """
    if is_stage(folder):
        clear_story(folder)
        return
    for name in map(file_name, formats):
        if is_there(folder / name):
            raise FolderTaken(
                f"{folder / name}: there is such a file already; use --force to replace it, or "
                "another --out"
            )


def resume_story(
    folder: Path, observers: Sequence[Observer] = (), models: ModelOptions | None = None
) -> ToldStory:
    """Go on from the last whole turn, from what the record holds alone. A story that is whole is
    only looked at.

    A budget that the story was given holds until another is. Prices that it was given count as
    those of its file do. One that was to take the place of the story in the folder is gone on with,
    and takes it when it is told.
    """
    home = home_of(folder)
    with folder_held(home):
        at = stage_of(home) if holds_story(stage_of(home)) else home
        if at == home:
            clear_stage(home)
        with StoryRecord.open(at / RECORD) as record:
            told = _resumed(record, at, observers, models or ModelOptions())
        return _in_its_place(at, told)


def _resumed(
    record: StoryRecord, folder: Path, observers: Sequence[Observer], models: ModelOptions
) -> ToldStory:
    assembly = reassembled(record)
    meta = record.meta()
    others = tuple(cost.model for cost in record.costs())
    ready(assembly.config.models, models, asks=False, where=str(home_of(folder)), others=others)
    before = kept_prices(meta, record.path)
    for key, value in purse_to_keep(models.budget, models.prices, before).items():
        record.mark(key, value)
    if models.budget is None:
        models = replace(models, budget=kept_budget(meta, record.path))
    return _go_on(
        _Work(assembly, record, folder, RunOptions(_formats(record), models=models)), observers
    )


def _in_its_place(at: Path, told: ToldStory) -> ToldStory:
    """The story, where it belongs: one that was made on a stage is now put in the place of the
    other.
    """
    if not is_stage(at):
        return told
    put_in_place(at)
    home = home_of(at)
    with StoryRecord.open(home / RECORD) as record:
        work = _Work(reassembled(record), record, home, RunOptions(_formats(record)))
        fabula = Fabula(work.assembly.setting, tuple(record.events()))
        return replace(told, settled=_settled(work, fabula, {}))


def _formats(record: StoryRecord) -> tuple[str, ...]:
    return tuple(record.meta().get("formats", "md").split(","))


def expected(materials: Materials, seed: str, options: RunOptions) -> tuple[Estimate, ...]:
    """What a story would ask of its models, and what that would cost: it is played offline, out of
    sight.

    Every question is counted once; those that have to be put again come on top. Nothing is asked
    for an offline story.
    """
    assembly = assemble(materials, seed)
    models = assembly.config.models
    if models.are_offline:
        return ()
    with TemporaryDirectory() as place:
        folder = Path(place)
        with StoryRecord.create(folder / RECORD, assembly.inputs, {}, assembly.setting) as record:
            work = _Work(assembly, record, folder, replace(options, formats=("md",), strict=False))
            seats, estimates = rehearsing(_production(work))
            _played(work, seats, ())
            return estimates(prices(models, options.models))


@dataclass(frozen=True, slots=True)
class _Work:
    """A story that is being made, and where."""

    assembly: Assembly
    record: StoryRecord
    folder: Path
    options: RunOptions

    @property
    def file_names(self) -> tuple[str, ...]:
        """The files that the story is told in."""
        return tuple(map(file_name, self.options.formats))


def _go_on(work: _Work, observers: Sequence[Observer]) -> ToldStory:
    options = work.options.models
    with (
        unasked(_production(work))
        if _is_told(work)
        else seated(_production(work), options) as seats
    ):
        fabula, words = _played(work, seats, observers)
    settled = Settled() if is_stage(work.folder) else _settled(work, fabula, words.files)
    return _outcome(work, fabula, words.chapters, settled)


def _is_told(work: _Work) -> bool:
    """Whether nobody need be asked for anything any more."""
    return FIRST_TELLING in work.record.tellings()


def _production(work: _Work) -> Production:
    assembly = work.assembly
    return Production(
        assembly.setting,
        assembly.genre,
        assembly.config.models,
        work.record,
        home_of(work.folder),
        work.options.strict,
    )


def _played(work: _Work, seats: Seats, observers: Sequence[Observer]) -> tuple[Fabula, _Words]:
    """The story simulated to its end, and told."""
    setting, record = work.assembly.setting, work.record
    bus = EventBus(observers)
    fabula = fabula_of(setting, record.events(), record.path)
    bus.publish(StoryTakenUp(setting, fabula.events[-1].turn if fabula.events else -1))
    if not fabula.world.is_over:
        simulate(DirectorAgent(snapshot(fabula.world), seats.decider, seats.framer), record, bus)
        fabula = Fabula(setting, tuple(record.events()))
    bus.publish(TellingBegun(fabula.events[-1].turn))
    words = _telling(work, seats, fabula)
    bus.publish(TellingKept(len(words.chapters)))
    return fabula, words


@dataclass(frozen=True, slots=True)
class _Words:
    """The story in words; the bytes of its files, by name, if it was told just now."""

    chapters: tuple[RenderedChapter, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)


def _telling(work: _Work, seats: Seats, fabula: Fabula) -> _Words:
    """The chapters: those that are kept, or told now and kept."""
    if _is_told(work):
        return _Words(work.record.chapters(FIRST_TELLING))
    telling, chapters = chronicled(
        work.assembly, fabula, _own_wish(work.assembly), seats.narrator(fabula)
    )
    _count_shortfalls(work, chapters, fabula.events[-1].turn)
    files = _files_of(work, telling, chapters, fabula)
    work.record.keep(telling, chapters, hashes(files))
    return _Words(chapters, files)


def _own_wish(assembly: Assembly) -> Wish:
    """How the story is told when nobody asks for anything else."""
    return Wish(assembly.config.words, assembly.config.focalizer, assembly.config.style)


def _files_of(
    work: _Work, telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula
) -> dict[str, bytes]:
    """The bytes of every file that the story is told in, by name."""
    return {
        file_name(form): written(form, telling, chapters, fabula) for form in work.options.formats
    }


def _made_again(work: _Work, fabula: Fabula) -> dict[str, bytes]:
    """The files as the chapters that are kept make them."""
    telling = plan(fabula, work.assembly.genre.idiom, _own_wish(work.assembly))
    return _files_of(work, telling, work.record.chapters(FIRST_TELLING), fabula)


def _settled(work: _Work, fabula: Fabula, told: Mapping[str, bytes]) -> Settled:
    """Have the told story's files in its folder as they were told, and nothing left of one that was
    there before it.

    `told` are the files, by name, if they are known; otherwise they are made again, if any that is
    there is in doubt.
    """
    record, folder = work.record, work.folder
    before = record.files("before")
    if not told and not before and not doubtful(folder, record.files(), work.file_names):
        return Settled()
    files = dict(told) or _made_again(work, fabula)
    if not hashes(files).items() <= record.files().items():
        record.note_files("this", record.files() | hashes(files))
    if not before:
        return settle_files(folder, files, before)
    files[CONFIG] = run_yaml(as_story_file(work.assembly.config))
    settled = settle_files(folder, files, before)
    take_away(folder, before, files)
    record.note_files("before", {})
    clear_stage(folder)
    return settled


def _count_shortfalls(work: _Work, chapters: Sequence[RenderedChapter], turn: int) -> None:
    """A beat that the story limps without and nobody had words for is a fall-back of the
    narrator's.
    """
    short = [(chapter.number, beat) for chapter in chapters for beat in chapter.shortfalls]
    for n, (number, beat) in enumerate(short, 1):
        work.record.fallback(
            Fallback("narrating", turn, f"chapter {number}, {n}", f"no words are left for {beat}")
        )
    if short and work.options.strict:
        number, beat = short[0]
        raise FallbackRefused(
            f"{home_of(work.folder)}: --strict, and {len(short)} of the story's beats found no "
            "words, the first in chapter "
            f"{number} ({beat}); `novel-engine resume {home_of(work.folder)}` tells it all the same"
        )


def _outcome(
    work: _Work, fabula: Fabula, chapters: Sequence[RenderedChapter], settled: Settled
) -> ToldStory:
    setting, world, folder = work.assembly.setting, fabula.world, home_of(work.folder)
    work.record.check_there()
    words = telling_length(chapters)
    return ToldStory(
        story=work.assembly.config.name,
        title=setting.title,
        seed=setting.seed,
        folder=folder,
        files=tuple(sorted(["run.yaml", RECORD, *map(file_name, work.options.formats)])),
        turns=world.turn,
        scenes=world.scene_count,
        events=len(fabula.events),
        words=words,
        extent=extent(fabula.through(chapters[0].focalizer), work.assembly.config.words, words),
        ending=world.ending,
        threads=thread_outcomes(world),
        models=work.assembly.config.models,
        bill=bill_of(work.record.costs()),
        fallbacks=len(work.record.fallbacks()),
        events_sha256=fabula.sha256,
        story_sha256=work.record.files()[file_name("md")],
        settled=settled,
    )
