"""A finished story told again: through another person, at another length, by another narrator. The
fabula is untouched.

A telling is named for what is other in it than in the story's own:
`through-ruth-amsel-spare-words-6000`; its files are `story.<name>.md` and so on, and the record
keeps it under that name. The story's own is `story`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from hashlib import sha256
from pathlib import Path

from novel_engine.adapters.files.atomic_files import storing, write_bytes
from novel_engine.adapters.files.plain_files import NotPlain, is_there, plain_bytes
from novel_engine.adapters.files.story_folder import FIRST_TELLING, holds_story, safe_name
from novel_engine.adapters.models.archive.kept_purse import kept_budget
from novel_engine.adapters.untrusted_text import printable, some_of
from novel_engine.app.assembly import Assembly, fabula_of, reassembled
from novel_engine.app.library import IN_FOLDERS, story_in
from novel_engine.app.looking import RecordedStory
from novel_engine.app.outcomes import telling_length
from novel_engine.app.seats import (
    ModelOptions,
    Production,
    StoryJournal,
    ready,
    say_who_is_asked,
    seated,
)
from novel_engine.app.telling import (
    Narration,
    chronicled,
    is_for_plain,
    keep,
    refuse_shortfalls,
    resolved,
    told,
)
from novel_engine.app.unheard import UnheardSeam, unheard_narrator
from novel_engine.app.work import kept_formats
from novel_engine.errors import UsageError
from novel_engine.ports.library import Library
from novel_engine.ports.record import Record
from novel_engine.story.english.text import so_many
from novel_engine.story.fabula.events import Event, StoryEnded
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.config import OFFLINE, SeamModels
from novel_engine.story.mending.mended import things_put_in
from novel_engine.story.telling.extent import Extent, attendance, extent
from novel_engine.story.telling.syuzhet import RenderedChapter, Wish
from novel_engine.values import dataclass

LARGER_BUDGET = "the same command with a larger --budget goes on"
NOTHING_WRITTEN = "nothing was written: without --strict it is told all the same"


@dataclass(frozen=True, slots=True)
class Request:
    """How a story is to be told again; what is empty is as in the story's own telling.

    `wish` names people and narrators as they were written. `formats` may be empty for those of the
    run, `out` is another folder for the files. `force` lets them take the place of others, `strict`
    makes a want of words fatal. `narrating` is another model, or `offline`. `library` is where the
    record is. `lines` are edited lines that take the place of the story's own, a file or a folder.
    """

    wish: Wish
    formats: tuple[str, ...] = ()
    out: Path | None = None
    force: bool = False
    strict: bool = False
    narrating: str = ""
    models: ModelOptions = field(default_factory=ModelOptions)
    library: Library = IN_FOLDERS
    lines: Path | None = None


@dataclass(frozen=True, slots=True)
class Retold:
    """What came of telling a story again; the same request gives an equal one."""

    name: str
    title: str
    seed: str
    story: str
    files: tuple[Path, ...]
    focalizer: str
    style: str
    in_place_of: str
    person: str
    tense: str
    chapters: int
    paragraphs: int
    extent: Extent
    ending: str
    ending_says: str
    said_plainly: int
    fallbacks: int
    unheard: tuple[UnheardSeam, ...]
    events_sha256: str
    telling_sha256: str

    @property
    def path(self) -> Path:
        """The telling, to be read."""
        return next(path for path in self.files if path.suffix == ".md")


def tell_again(folder: Path, request: Request) -> Retold:
    """Tell a finished record as asked, keep the telling and write its files. Raises UsageError,
    FallbackRefused.

    Nothing is written when a file, or a telling of the same name, is there and says something else,
    but with `force`.
    """
    out, library = request.out or folder, request.library
    with library.hold(story_in(folder)), library.open(story_in(folder)) as record:
        _refuse_other_stories(folder, out)
        own = reassembled(record)
        assembly = _with_lines(own, request.lines) if request.lines else own
        work = _Retelling(assembly, record, folder, request)
        words, journal = _told_otherwise(work)
        files = words.files(request.formats or kept_formats(record))
        if not request.force:
            _refuse_others(record, out, files, words)
        keep(record, words, files if out.resolve() == folder.resolve() else None)
        _write(out, files)
    return _retold(work.assembly, request.wish, words, journal, (out, files))


@dataclass(frozen=True, slots=True)
class _Retelling:
    """A story that is being told again."""

    assembly: Assembly
    record: Record
    folder: Path
    request: Request

    @property
    def models(self) -> SeamModels:
        """Only the narrator is asked, and may be another than the story's own."""
        own = self.assembly.config.models
        return replace(
            own,
            deciding=OFFLINE,
            framing=OFFLINE,
            narrating=self.request.narrating or own.narrating,
        )

    @property
    def paid(self) -> ModelOptions:
        """How the narrator is asked: within the budget that the story was given, unless another is
        given now.
        """
        options = self.request.models
        if options.budget is not None:
            return options
        return replace(options, budget=kept_budget(self.record.meta(), self.record.where))


def _production(work: _Retelling, *, anew: bool) -> Production:
    return Production(
        work.assembly.setting,
        work.assembly.genre,
        work.models,
        work.record,
        work.folder,
        work.request.strict,
        LARGER_BUDGET,
        NOTHING_WRITTEN,
        anew,
    )


def _may_ask_anew(work: _Retelling, fabula: Fabula, wish: Wish, name: str) -> bool:
    """Whether the narrator is asked anew for what it failed at before: where nothing came of that,
    or nothing but a telling of which no word is its own, and this may be replaced.
    """
    kept = work.record.chapters(name)
    if not kept:
        return True
    return work.request.force and chronicled(work.assembly, fabula, wish)[1] == kept


def _told_otherwise(work: _Retelling) -> tuple[Narration, StoryJournal]:
    """The story in other words, and what a model did not do for it. Raises UsageError when nothing
    is told, FallbackRefused.
    """
    assembly, record = work.assembly, work.record
    fabula = fabula_of(assembly.setting, _finished(record, work.folder), record.where)
    wish, name = resolved(assembly, fabula, work.request.wish, work.folder)
    name = _by(name, assembly, work.request)
    _refuse_models(work, wish)
    _make_ready(work)
    production = _production(work, anew=_may_ask_anew(work, fabula, wish, name))
    with seated(production, work.paid) as seats:
        words = told(assembly, fabula, wish, seats.narrator(fabula), name)
    _refuse_silence(words)
    if work.request.strict:
        refuse_shortfalls(words, "", "telling", NOTHING_WRITTEN)
    return words, seats.journal


def _refuse_models(work: _Retelling, wish: Wish) -> None:
    """Raise UsageError where a model would word what only the plain voice can tell."""
    if is_for_plain(wish) and work.models.narrating != OFFLINE:
        raise UsageError(
            f"{work.folder}: the first person and the present tense are the plain voice's, and a "
            "model words the chapters; add --narrator-model offline, or --person third --tense past"
        )


def _make_ready(work: _Retelling) -> None:
    """Raise NovelError for a narrator that cannot be asked."""
    own, kept = work.assembly.config.models, work.record.costs()
    others = (*own.by_seam.values(), *(cost.model for cost in kept))
    ready(work.models, work.request.models, where=str(work.folder), others=others)
    if not work.request.narrating:
        say_who_is_asked(work.models, work.request.models, str(work.folder))


def _with_lines(own: Assembly, lines: Path) -> Assembly:
    """The story with edited lines; what reads them is no business of a mere look at a story."""
    from novel_engine.app.previewing.edited_lines import with_lines

    return with_lines(own, lines)


def _by(name: str, assembly: Assembly, request: Request) -> str:
    """The telling's name, with its narrator and its lines in it where these are not the story's own."""
    if request.lines:
        of = f"lines-{request.lines.stem}"
        name = safe_name(of if name == FIRST_TELLING else f"{name}-{of}", FIRST_TELLING)
    if request.narrating in ("", assembly.config.models.narrating):
        return name
    by = f"by-{request.narrating}"
    return safe_name(by if name == FIRST_TELLING else f"{name}-{by}", FIRST_TELLING)


def kept_chapters(story: RecordedStory, name: str) -> tuple[RenderedChapter, ...]:
    """A telling's chapters as the record has them. Raises UsageError when there is none such."""
    known = [kept.name for kept in story.tellings]
    if name in known:
        with story.library.look(story_in(story.folder)) as record:
            return record.chapters(name)
    if not known:
        raise UsageError(
            f"{story.folder}: it is not told yet; `novel-engine resume {story.folder}` goes on"
        )
    raise UsageError(
        f"{story.folder} has no telling '{printable(name)}'; "
        f"there are {some_of(known)}, and `novel-engine tell` makes others"
    )


def _finished(record: Record, folder: Path) -> tuple[Event, ...]:
    events = tuple(record.events())
    if not events or not isinstance(events[-1], StoryEnded):
        raise UsageError(
            f"{folder}: the story has not ended, and only a whole one is told; "
            f"`novel-engine resume {folder}` goes on"
        )
    return events


def _refuse_silence(words: Narration) -> None:
    """Raise UsageError when nothing that changed anything happened in front of this person: an
    ending is no story.
    """
    telling, fabula = words.telling, words.fabula
    if any(chapter.scenes for chapter in telling.chapters):
        return
    counted = attendance(fabula)
    others = ", ".join(
        f"{person} ({there})" for person, there in counted if person != telling.focalizer and there
    )
    raise UsageError(
        f"there is nothing to tell through {telling.focalizer}, "
        f"who was there for {dict(counted)[telling.focalizer]} of {so_many(len(fabula.scenes), 'scene')}, "
        f"and for nothing that changed anything; there are {others}"
    )


def _refuse_others(record: Record, out: Path, files: Mapping[str, bytes], words: Narration) -> None:
    """Raise UsageError when something else stands where the telling is to go."""
    for name, data in files.items():
        if _says_something_else(out / name, data):
            raise UsageError(
                f"{out / name}: something else is in this file; "
                "use --force to replace it, or another --out"
            )
    if record.chapters(words.telling.name) not in ((), words.chapters):
        raise UsageError(
            f"{record.where}: the telling '{words.telling.name}' is kept in other words; "
            "use --force to replace it"
        )


def _refuse_other_stories(folder: Path, out: Path) -> None:
    if holds_story(out) and out.resolve() != folder.resolve():
        raise UsageError(f"{out}: another story is in this folder; use another --out")


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    with storing(out):
        out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        if not is_there(out / name) or _says_something_else(out / name, data):
            write_bytes(out / name, data)


def _says_something_else(path: Path, data: bytes) -> bool:
    """Whether something is there that is not this file; what is no plain file never is."""
    try:
        return plain_bytes(path) not in (None, data)
    except NotPlain:
        return True


def _in_place_of(assembly: Assembly, asked: Wish, style: str) -> str:
    """The narrator who would have told it, where none was named and a plain one had to."""
    styles = assembly.genre.idiom.styles
    usual = assembly.config.style or (styles[0].id if styles else "")
    return usual if not asked.style and usual != style else ""


def _retold(
    assembly: Assembly,
    asked: Wish,
    words: Narration,
    journal: StoryJournal,
    written: tuple[Path, Mapping[str, bytes]],
) -> Retold:
    fabula, telling = words.fabula, words.telling
    out, files = written
    styles = assembly.genre.idiom.styles
    told_in = telling_length(words.chapters)
    page = next(data for name, data in files.items() if name.endswith(".md"))
    return Retold(
        name=telling.name,
        title=telling.title,
        seed=assembly.setting.seed,
        story=assembly.config.name,
        files=tuple(out / name for name in files),
        focalizer=telling.focalizer,
        style=telling.style or (styles[0].id if styles else ""),
        in_place_of=_in_place_of(assembly, asked, telling.style),
        person=telling.person,
        tense=telling.tense,
        chapters=len(words.chapters),
        paragraphs=sum(len(chapter.paragraphs) for chapter in words.chapters),
        extent=extent(fabula.through(telling.focalizer), telling.words, told_in),
        ending=telling.ending,
        ending_says=assembly.setting.ending_in_words(telling.ending),
        said_plainly=things_put_in(words.chapters),
        fallbacks=len(words.shortfalls) + len(journal.fallen),
        unheard=unheard_narrator(len(words.chapters), journal.fallen, journal.refused),
        events_sha256=fabula.sha256,
        telling_sha256=sha256(page).hexdigest(),
    )
