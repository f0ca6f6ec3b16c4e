"""Stories made: begun, and gone on with to their end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path

from novel_engine import __version__
from novel_engine.adapters.files.plain_files import is_there
from novel_engine.adapters.files.story_folder import (
    FIRST_TELLING,
    RECORD,
    check_no_stage,
    default_folder,
    free_seed,
    home_of,
    is_stage,
    new_folder,
    next_folder,
    stage_of,
    staged_folder,
    write_run,
)
from novel_engine.adapters.files.told_files import Settled
from novel_engine.adapters.formats.registry import file_name
from novel_engine.adapters.models.archive.kept_purse import kept_budget, kept_prices, purse_to_keep
from novel_engine.adapters.reading.story.config_file import as_story_file
from novel_engine.app.assembly import Materials, fabula_of, reassembled
from novel_engine.app.checking import untold_in
from novel_engine.app.curating import Curated
from novel_engine.app.fitting_length import curated_at_length
from novel_engine.app.kept_nights import kept_night
from novel_engine.app.library import IN_FOLDERS, story_in, tenancy_of
from novel_engine.app.listing import ENDING_SAYS
from novel_engine.app.outcomes import ToldStory, bill_of, telling_length, thread_outcomes
from novel_engine.app.seats import ModelOptions, Seats, ready, say_who_is_asked, seated, unasked
from novel_engine.app.settling import clear_stage, files_settled, put_in_place
from novel_engine.app.telling import Narration, chronicled, keep, own_wish, refuse_shortfalls, told
from novel_engine.app.unheard import UnheardSeam, unheard_seams
from novel_engine.app.work import Work, kept_formats
from novel_engine.engine.bus import EventBus
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.loop import simulate
from novel_engine.errors import RulesBroken, StoryTaken
from novel_engine.ports.library import Library
from novel_engine.ports.news import Observer, StoryTakenUp, TellingBegun, TellingKept, TurnRecorded
from novel_engine.ports.record import Fallback, Givens, Record
from novel_engine.story.curating.plot_score import plot_score
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.world import snapshot
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.mending.mended import things_put_in
from novel_engine.story.telling.extent import extent
from novel_engine.story.telling.syuzhet import RenderedChapter
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a story is to be told: which files beside `story.md`, whether a fall-back is fatal, how
    models are asked, and in which library its record is kept.
    """

    formats: tuple[str, ...] = ("md",)
    strict: bool = False
    models: ModelOptions = field(default_factory=ModelOptions)
    library: Library = IN_FOLDERS


@contextmanager
def story_folder(
    config: StoryConfig, seed: str, out: Path | None, root: Path, library: Library = IN_FOLDERS
) -> Iterator[tuple[str, Path]]:
    """The seed and the folder of a new story, made and held: as asked for, else the first free."""
    check_no_stage(out)
    tenancy = tenancy_of(library)
    if not seed and out is None:
        with next_folder(root, config.name, tenancy) as (number, folder):
            yield str(number), folder
        return
    seed = seed or str(free_seed(root, config.name, tenancy))
    with new_folder(out or default_folder(root, config.name, seed), tenancy) as folder:
        yield seed, folder


@contextmanager
def replaced_story_folder(
    config: StoryConfig, seed: str, out: Path | None, root: Path, library: Library = IN_FOLDERS
) -> Iterator[tuple[str, Path]]:
    """The same, for a story that may take the place of another: its folder is then a stage within
    the other's.
    """
    check_no_stage(out)
    tenancy = tenancy_of(library)
    seed = seed or str(free_seed(root, config.name, tenancy))
    with staged_folder(out or default_folder(root, config.name, seed), tenancy) as folder:
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
    night = curated_at_length(materials, seed)
    assembly = night.assembly
    _clear_the_way(options.library, folder, options.formats)
    if not is_stage(folder):
        write_run(folder, as_story_file(assembly.config))
    givens = Givens(assembly.inputs, _meta(night, options), assembly.setting)
    try:
        with options.library.create(story_in(folder), givens) as record:
            made = _go_on(_begun(night, record, folder, options), observers)
    except RulesBroken as problem:  # nobody damaged what was not there before
        raise AssertionError(str(problem)) from problem
    return _in_its_place(options.library, folder, made)


def resume_story(
    folder: Path,
    observers: Sequence[Observer] = (),
    models: ModelOptions | None = None,
    library: Library = IN_FOLDERS,
) -> ToldStory:
    """Go on from the last whole turn, from what the record holds alone. A story that is whole is
    only looked at.

    A budget that the story was given holds until another is. Prices that it was given count as
    those of its file do. One that was to take the place of the story in the folder is gone on with,
    and takes it when it is told.
    """
    check_no_stage(folder)
    with library.hold(story_in(folder)):
        at = stage_of(folder) if library.has(story_in(stage_of(folder))) else folder
        if at == folder:
            clear_stage(library, folder)
        with library.open(story_in(at)) as record:
            options = models or ModelOptions()
            made = _go_on(_taken_up(record, library, at, options), observers)
        return _in_its_place(library, at, made)


def simulated(work: Work, seats: Seats, bus: EventBus) -> Fabula:
    """The story lived to its end, from the last turn that is recorded."""
    record, setting = work.record, work.assembly.setting
    fabula = fabula_of(setting, record.events(), record.where)
    bus.publish(StoryTakenUp(setting, fabula.events[-1].turn if fabula.events else -1))
    if fabula.world.is_over:
        return fabula
    if fabula.events:
        record.rebuild(fabula)  # for the tables that follow have no seal yet, and are searched
    if work.turns and not fabula.events:
        for turn in work.turns:
            record.append(turn)
            bus.publish(TurnRecorded(turn))
    else:
        simulate(DirectorAgent(snapshot(fabula.world), seats.decider, seats.framer), record, bus)
    return Fabula(setting, tuple(record.events()))


def told_and_kept(work: Work, seats: Seats, fabula: Fabula) -> tuple[Narration, dict[str, bytes]]:
    """The story in words, as its record now keeps it, and the bytes of its files by name."""
    wish = own_wish(work.assembly)
    words = work.words or told(work.assembly, fabula, wish, seats.narrator(fabula))
    _count_shortfalls(work, words)
    files = words.files(work.formats)
    keep(work.record, words, files)
    return words, files


def _meta(night: Curated, options: RunOptions) -> dict[str, str]:
    """What a record keeps of how it was asked for, and of which night it is."""
    assembly = night.assembly
    asked = {
        "story": assembly.config.name,
        "title": assembly.setting.title,
        "seed": assembly.setting.seed,
        "version": __version__,
        "formats": ",".join(options.formats),
    }
    return asked | night.to_keep | purse_to_keep(options.models.budget, options.models.prices)


def _clear_the_way(library: Library, folder: Path, formats: Sequence[str]) -> None:
    """Nothing that a person may want is in the way of a new story; an attempt on the same stage
    that came to nothing is.
    """
    if is_stage(folder):
        library.remove(story_in(folder))
        return
    for name in map(file_name, formats):
        if is_there(folder / name):
            raise StoryTaken(
                f"{folder / name}: there is such a file already; "
                "use --force to replace it, or another --out"
            )


def _begun(night: Curated, record: Record, folder: Path, options: RunOptions) -> Work:
    how = (options.formats, options.strict, options.models, night.turns, night.words)
    return Work(night.assembly, record, options.library, folder, *how)


def _taken_up(record: Record, library: Library, folder: Path, models: ModelOptions) -> Work:
    """A story that was begun; what is paid for it from now on is set down."""
    assembly = reassembled(record)
    others = tuple(cost.model for cost in record.costs())
    ready(assembly.config.models, models, asks=False, where=str(home_of(folder)), others=others)
    models = _within_budget(record, models)
    work = Work(assembly, record, library, folder, kept_formats(record), models=models)
    if not work.is_told:
        say_who_is_asked(assembly.config.models, models, str(work.home))
    return work


def _within_budget(record: Record, models: ModelOptions) -> ModelOptions:
    """The options with the budget that is kept, if they name none; what they name is kept."""
    meta = record.meta()
    before = kept_prices(meta, record.where)
    for key, value in purse_to_keep(models.budget, models.prices, before).items():
        record.mark(key, value)
    if models.budget is None:
        return replace(models, budget=kept_budget(meta, record.where))
    return models


def _in_its_place(library: Library, at: Path, made: _Made) -> ToldStory:
    """The story, where it belongs: from its stage it is put in the place of the other."""
    if not is_stage(at):
        return made.story
    put_in_place(library, at)
    home = home_of(at)
    with library.open(story_in(home)) as record:
        work = Work(reassembled(record), record, library, home, kept_formats(record))
        return replace(made.story, settled=files_settled(work, made.fabula, made.files))


@dataclass(frozen=True, slots=True)
class _Made:
    """A story that is made and told; `files` are the bytes of its files, if it was told just now."""

    story: ToldStory
    fabula: Fabula
    files: Mapping[str, bytes]


def _go_on(work: Work, observers: Sequence[Observer]) -> _Made:
    production, bus = work.production, EventBus(observers)
    files: Mapping[str, bytes] = {}
    unfilled: int | None = None
    with unasked(production) if work.is_told else seated(production, work.models) as seats:
        fabula = simulated(work, seats, bus)
        _note_ending(work, fabula)
        bus.publish(TellingBegun(fabula.events[-1].turn))
        if work.is_told:
            chapters = work.record.chapters(FIRST_TELLING)
        else:
            words, files = told_and_kept(work, seats, fabula)
            chapters = words.chapters
            unfilled = sum(len(chapter.unfilled) for chapter in chapters)
        bus.publish(TellingKept(len(chapters)))
    done = Settled() if is_stage(work.folder) else files_settled(work, fabula, files)
    story = replace(_outcome(work, fabula, chapters, done), unfilled=unfilled)
    return _Made(story, fabula, files)


def _note_ending(work: Work, fabula: Fabula) -> None:
    """Let the record say in words how the story ends, for whoever looks at it without folding it."""
    said = work.assembly.setting.ending_in_words(fabula.ending)
    if work.record.meta().get(ENDING_SAYS) != said:
        work.record.mark(ENDING_SAYS, said)


def _count_shortfalls(work: Work, words: Narration) -> None:
    """A beat the story limps without and nobody had words for is the narrator's fall-back."""
    turn = words.fabula.events[-1].turn
    for n, (number, beat) in enumerate(words.shortfalls, 1):
        work.record.fallback(
            Fallback("narrating", turn, f"chapter {number}, {n}", f"no words are left for {beat}")
        )
    if work.strict:
        cure = f"`novel-engine resume {work.home}` tells it all the same"
        refuse_shortfalls(words, f"{work.home}: ", "story", cure)


def _outcome(
    work: Work, fabula: Fabula, chapters: Sequence[RenderedChapter], done: Settled
) -> ToldStory:
    setting, world, config = work.assembly.setting, fabula.world, work.assembly.config
    work.record.check_there()
    words = telling_length(chapters)
    return ToldStory(
        story=config.name,
        title=setting.title,
        seed=setting.seed,
        folder=work.home,
        files=tuple(sorted(["run.yaml", RECORD, *work.file_names])),
        turns=world.turn,
        scenes=world.scene_count,
        events=len(fabula.events),
        words=words,
        extent=extent(fabula.through(chapters[0].focalizer), config.words, words),
        ending=world.ending,
        ending_says=setting.ending_in_words(world.ending),
        threads=thread_outcomes(world),
        models=config.models,
        bill=bill_of(work.record.costs()),
        fallbacks=len(work.record.fallbacks()),
        events_sha256=fabula.sha256,
        story_sha256=work.record.files()[file_name("md")],
        settled=done,
        unheard=_unheard(work, fabula, chapters),
        night=kept_night(work.record.meta(), work.record.where),
        plot=plot_score(setting, fabula.events),
        untold=untold_in(config, chapters),
        said_plainly=things_put_in(chapters),
    )


def _unheard(
    work: Work, fabula: Fabula, chapters: Sequence[RenderedChapter]
) -> tuple[UnheardSeam, ...]:
    models, assembly = work.assembly.config.models, work.assembly
    if models.are_offline:
        return ()

    def offline() -> tuple[RenderedChapter, ...]:
        return chronicled(assembly, fabula, own_wish(assembly))[1]

    return unheard_seams(work.record, models.by_seam, chapters, offline)
