"""Where the program is put together: the only module that names concrete classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from novel_engine import __version__
from novel_engine.adapters.characters import CharacterFactory
from novel_engine.adapters.config_codec import plain
from novel_engine.adapters.files import (
    FIRST_TELLING,
    RECORD,
    FolderTaken,
    default_folder,
    free_seed,
    hold,
    new_folder,
    next_folder,
    replaced_folder,
    write_bytes,
    write_run,
)
from novel_engine.adapters.forms_of_telling import file_name, written
from novel_engine.adapters.genres import read_genre
from novel_engine.adapters.lexicon import Lexicon, read_lexicon
from novel_engine.adapters.record import StoryRecord
from novel_engine.adapters.record_givens import Input
from novel_engine.adapters.record_tellings import KeptTelling
from novel_engine.adapters.story_inputs import StoryInputs, kept_inputs, to_keep
from novel_engine.adapters.validation import check_places, check_style
from novel_engine.engine.bus import EventBus
from novel_engine.engine.chronicler import ChroniclerAgent
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.loop import simulate
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer, OfflineNarrator
from novel_engine.engine.scenes import story_opened
from novel_engine.errors import FallbackRefused, InputError, RecordError
from novel_engine.ports import Fallback, Observer
from novel_engine.story.codec import events_sha256
from novel_engine.story.config import StoryConfig, bound
from novel_engine.story.events import Event
from novel_engine.story.explaining import Extent, extent
from novel_engine.story.genre import Genre
from novel_engine.story.setting import Setting
from novel_engine.story.situation import setting_of
from novel_engine.story.telling import RenderedChapter, Telling, Wish
from novel_engine.story.world import World, fold


@dataclass(frozen=True, slots=True)
class Materials:
    """A story's inputs, understood: the same for every seed."""

    inputs: StoryInputs
    genre: Genre
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Assembly:
    """One story before its first turn. `config` is resolved: cast by id, genre and seed in it."""

    config: StoryConfig
    genre: Genre
    setting: Setting
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a story is to be told: which files beside `story.md`, and whether a fall-back is fatal."""

    formats: tuple[str, ...] = ("md",)
    strict: bool = False


@dataclass(frozen=True, slots=True)
class ThreadOutcome:
    """A dramatic question, and what became of it."""

    id: str
    question: str
    main: bool
    status: str


@dataclass(frozen=True, slots=True)
class ToldStory:
    """What came of a run."""

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
    threads: tuple[ThreadOutcome, ...]
    model: str
    fallbacks: int
    events_sha256: str
    story_sha256: str

    @property
    def path(self) -> Path:
        """The story, to be read."""
        return self.folder / "story.md"


@dataclass(frozen=True, slots=True)
class RecordedStory:
    """A record, read whole."""

    folder: Path
    meta: dict[str, str]
    assembly: Assembly
    events: tuple[Event, ...]
    fallbacks: tuple[Fallback, ...]
    tellings: tuple[KeptTelling, ...] = ()

    @property
    def setting(self) -> Setting:
        """What the story was begun with."""
        return self.assembly.setting


def understood(inputs: StoryInputs) -> Materials:
    """The inputs with their genre and their lexicon read. Raises InputError."""
    return Materials(inputs, read_genre(inputs.genre_files, inputs.genre), read_lexicon(inputs.lexicon_files))


def assemble(materials: Materials, seed: str) -> Assembly:
    """One story: its cast completed and its situation cast, by the seed. Raises InputError."""
    inputs, genre = materials.inputs, materials.genre
    people = CharacterFactory(seed, materials.lexicon, roots=()).read_cast(inputs.cast)
    config = replace(bound(inputs.config, people), genre=genre.name, seed=seed)
    check_places(config, genre)
    check_style(config, genre)
    return Assembly(config, genre, setting_of(config, people, genre, seed), to_keep(inputs, config))


@contextmanager
def story_folder(config: StoryConfig, seed: str, out: Path | None, root: Path) -> Iterator[tuple[str, Path]]:
    """The seed and the folder of a new story, made and held: as asked for, else the first that is free."""
    if not seed and out is None:
        with next_folder(root, config.name) as (number, folder):
            yield str(number), folder
        return
    seed = seed or str(free_seed(root, config.name))
    with new_folder(out or default_folder(root, config.name, seed)) as folder:
        yield seed, folder


@contextmanager
def replaced_story_folder(config: StoryConfig, seed: str, out: Path | None, root: Path) -> Iterator[tuple[str, Path]]:
    """The same, for a story that may take the place of another."""
    seed = seed or str(free_seed(root, config.name))
    with replaced_folder(out or default_folder(root, config.name, seed)) as folder:
        yield seed, folder


def begin_story(
    materials: Materials,
    seed: str,
    folder: Path,
    options: RunOptions,
    observers: Sequence[Observer] = (),
) -> ToldStory:
    """Simulate and tell a new story in a folder that is held for it. Raises NovelError."""
    assembly = assemble(materials, seed)
    for name in map(file_name, options.formats):
        if (folder / name).exists():
            raise FolderTaken(
                f"{folder / name}: there is such a file already; use --force to replace it, or another --out"
            )
    write_run(folder, plain(assembly.config))
    meta = {
        "story": assembly.config.name,
        "title": assembly.setting.title,
        "seed": seed,
        "version": __version__,
        "formats": ",".join(options.formats),
    }
    with StoryRecord.create(folder / RECORD, assembly.inputs, meta, assembly.setting) as record:
        return _go_on(_Work(assembly, record, folder, options), observers)


def resume_story(folder: Path, observers: Sequence[Observer] = ()) -> ToldStory:
    """Go on from the last whole turn, from what the record holds alone. A story that is whole is only looked at."""
    with hold(folder), StoryRecord.open(folder / RECORD) as record:
        assembly = reassembled(record)
        formats = tuple(record.meta().get("formats", "md").split(","))
        return _go_on(_Work(assembly, record, folder, RunOptions(formats)), observers)


def read_story(folder: Path) -> RecordedStory:
    """A story's record, to look at; its folder may be read-only, and its story unfinished."""
    with StoryRecord.read(folder / RECORD) as record:
        assembly, events = reassembled(record), tuple(record.events())
        return RecordedStory(folder, record.meta(), assembly, events, record.fallbacks(), record.kept())


@dataclass(frozen=True, slots=True)
class _Work:
    """A story that is being made, and where."""

    assembly: Assembly
    record: StoryRecord
    folder: Path
    options: RunOptions


def reassembled(record: StoryRecord) -> Assembly:
    """The story before its first turn, from what its record kept. Raises RecordError."""
    inputs = kept_inputs(record.inputs(), record.path)
    try:
        return assemble(understood(inputs), inputs.config.seed)
    except InputError as problem:
        raise RecordError(
            f"{record.path}: this version cannot read what the story was made from: {problem}"
        ) from problem


def world_of(story: RecordedStory) -> World:
    """The world as the record leaves it. Raises RecordError when the record does not hold together."""
    return world_after(story.setting, story.events, story.folder / RECORD)


def world_after(setting: Setting, events: Iterable[Event], path: Path) -> World:
    """The fold of a record's events. Raises RecordError when they do not follow from its inputs."""
    told = tuple(events)
    if told and told[0] != story_opened(setting):
        raise RecordError(f"{path}: this version would cast the story otherwise; use the version that began it")
    try:
        return fold(setting, told)
    except (KeyError, IndexError, ValueError) as problem:
        raise RecordError(
            f"{path}: the events do not follow from one another ({problem!r}); use a copy of it"
        ) from problem


def _go_on(work: _Work, observers: Sequence[Observer]) -> ToldStory:
    setting, record = work.assembly.setting, work.record
    world = world_after(setting, record.events(), record.path)
    simulate(DirectorAgent(world, OfflineDecisionMaker(), OfflineFramer()), record, EventBus(observers))
    events = tuple(record.events())
    chapters = _telling(work, events)
    return _outcome(work, world, events, chapters)


def _telling(work: _Work, events: Sequence[Event]) -> tuple[RenderedChapter, ...]:
    """The chapters: those that are kept, if every file is there, else told now and written."""
    missing = [form for form in work.options.formats if not (work.folder / file_name(form)).exists()]
    if FIRST_TELLING in work.record.tellings() and not missing:
        return work.record.chapters(FIRST_TELLING)
    config, setting = work.assembly.config, work.assembly.setting
    telling, chapters = chronicled(work.assembly, events, Wish(config.words, config.focalizer, config.style))
    _count_shortfalls(work, chapters, events[-1].turn)
    work.record.keep(telling, chapters)
    for form in missing:
        write_bytes(work.folder / file_name(form), written(form, telling, chapters, setting, events))
    return chapters


def chronicled(assembly: Assembly, events: Sequence[Event], wish: Wish) -> tuple[Telling, tuple[RenderedChapter, ...]]:
    """A telling of a finished record as it is wished for, planned, worded and verified."""
    chronicler = ChroniclerAgent(OfflineNarrator(assembly.setting, assembly.genre.fragments))
    return chronicler.tell(assembly.setting, events, assembly.genre.idiom, wish)


def _count_shortfalls(work: _Work, chapters: Sequence[RenderedChapter], turn: int) -> None:
    """A beat that the story limps without and nobody had words for is a fall-back of the narrator's."""
    short = [(chapter.number, beat) for chapter in chapters for beat in chapter.shortfalls]
    for n, (number, beat) in enumerate(short, 1):
        work.record.fallback(Fallback("narrating", turn, f"chapter {number}, {n}", f"no words are left for {beat}"))
    if short and work.options.strict:
        number, beat = short[0]
        raise FallbackRefused(
            f"{work.folder}: --strict, and {len(short)} of the story's beats found no words, the first in chapter "
            f"{number} ({beat}); `novel-engine resume {work.folder}` tells it all the same"
        )


def _outcome(work: _Work, world: World, events: Sequence[Event], chapters: Sequence[RenderedChapter]) -> ToldStory:
    setting, folder = work.assembly.setting, work.folder
    words = words_in(chapters)
    return ToldStory(
        story=work.assembly.config.name,
        title=setting.title,
        seed=setting.seed,
        folder=folder,
        files=tuple(sorted(["run.yaml", RECORD, *map(file_name, work.options.formats)])),
        turns=world.turn,
        scenes=world.scene_count,
        events=len(events),
        words=words,
        extent=extent(setting, events, chapters[0].focalizer, work.assembly.config.words, words),
        ending=world.ending,
        threads=thread_outcomes(world),
        model=work.assembly.config.models.deciding,
        fallbacks=len(work.record.fallbacks()),
        events_sha256=events_sha256(events),
        story_sha256=sha256((folder / "story.md").read_bytes()).hexdigest(),
    )


def words_in(chapters: Iterable[RenderedChapter]) -> int:
    """How long the chapters are."""
    return sum(len(paragraph.text.split()) for chapter in chapters for paragraph in chapter.paragraphs)


def thread_outcomes(world: World) -> tuple[ThreadOutcome, ...]:
    """Every question of the story, the main one first."""
    threads = sorted(world.setting.threads.values(), key=lambda thread: (not thread.main, thread.id))
    return tuple(ThreadOutcome(t.id, t.question, t.main, world.threads[t.id]) for t in threads)
