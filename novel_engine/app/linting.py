"""Everything a genre's author needs to know before shipping: what is wrong in its files, and how
its stories read.

The files are looked over first; then stories are told with them, those that come with the program
for this genre or, where there are none, of a neutral cast, and measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from novel_engine.adapters.files.bundled import bundled_genre, bundled_root, bundled_stories
from novel_engine.adapters.files.input_files import InputFile, is_directory, is_file, said
from novel_engine.adapters.files.recognition import recognised
from novel_engine.adapters.formats.markdown import markdown
from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.fragment_files import fragment_of
from novel_engine.adapters.reading.genre.fragment_lint import problems_of
from novel_engine.adapters.reading.genre.genre_documents import as_far_as_read, read_terms
from novel_engine.adapters.reading.genre.genre_files import HEAD, VERBS_FILE, genre_files
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.adapters.reading.story.config import ConfigLoader
from novel_engine.adapters.reading.story_inputs import StoryInputs, gather
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.app.assembly import Assembly, Materials, assemble, understood
from novel_engine.app.curating import lived
from novel_engine.app.telling import chronicled
from novel_engine.errors import GenreError, InputError
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.givens.config import Overrides, StoryConfig, scenes_for
from novel_engine.story.givens.fragments import Fragment, Terms
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.people import HE, SHE, THEY, Person, Voice
from novel_engine.story.measuring.fragment_coverage import ToldOnce
from novel_engine.story.measuring.genre_checks import (
    Volume,
    condition_vocabulary,
    in_vain,
    scanty,
    unknown_names,
    volume,
    wordless,
)
from novel_engine.story.measuring.genre_report import Sampled, sampled
from novel_engine.story.telling.syuzhet import Wish
from novel_engine.values import dataclass

# Words: of the stories that are told; the usual length, and two that show how far a genre carries.
WORDS_ASKED = (3000, 6000, 10_000)
# Stories: of each longer length, which takes long to tell; enough to see whether it is reached.
CARRIED_SEEDS = 3
NEUTRAL = "a neutral cast"
STRANGERS = (
    Person("ana-roth", "Ana Roth", "Ana", SHE, voice=Voice(formality=1, length="short")),
    Person("ben-sale", "Ben Sale", "Ben", HE, voice=Voice(formality=-1, length="long")),
    Person("cory-vane", "Cory Vane", "Cory", THEY),
    Person("dee-marsh", "Dee Marsh", "Dee", SHE),
    Person("edo-pyke", "Edo Pyke", "Edo", HE, voice=Voice(address="surname")),
)


@dataclass(frozen=True, slots=True)
class GenreReport:
    """What is to be said of a genre. `problems` must be mended; without `sampled` its files could
    not be read.
    """

    name: str
    core: Volume
    own: Volume
    problems: tuple[str, ...]
    sampled: Sampled | None = None

    @property
    def must_mend(self) -> int:
        """How many things are wrong."""
        return len(self.problems) + (len(self.sampled.problems) if self.sampled else 0)


def lint_genre(reference: str, seeds: int) -> GenreReport:
    """Look over a genre, by its directory or its name, and tell so many stories with it. Raises
    GenreError.
    """
    folder = _folder(reference)
    name = folder.resolve().name
    files = genre_files(bundled_root() / "configs", name, folder)
    own = [file for file in files if file.name.startswith("genres/")]
    own_lines = [file for file in own if "/lines/" in file.name]
    try:
        genre = read_genre(files, name)
    except GenreError:
        return _unreadable(name, _all_problems(files, name, own_lines))
    terms = read_terms(files, name)
    faults = tuple(fault for file in own_lines for fault in _faults(file, terms))
    written = {fragment.id for file in own_lines for fragment in _fragments(file, terms)}
    lacks = (
        *faults,
        *_names_taken_twice(files),
        *_unworded(genre, own),
        *_in_vain(genre, own, terms),
        *wordless(genre),
        *scanty(genre),
    )
    return GenreReport(
        name,
        core=volume([fragment for fragment in genre.written if fragment.id not in written]),
        own=volume([fragment for fragment in genre.written if fragment.id in written]),
        problems=lacks,
        sampled=_sampled(_Ground(folder, genre), seeds),
    )


def _all_problems(
    files: Sequence[InputFile], name: str, own_lines: Sequence[InputFile]
) -> Iterator[str]:
    """Everything that keeps the genre from being read; and, where its names are known all the same,
    what is wrong with the lines of its own that can be read.
    """
    read = as_far_as_read(files, name)
    yield from read.problems
    known = {key: names for key, names in condition_vocabulary(read.genre).items() if names}
    if read.terms is not None:
        for file in own_lines:
            yield from _in_lines_read(file, read.genre, read.terms, known)


def _in_lines_read(
    file: InputFile, genre: Genre, terms: Terms, known: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    try:
        document, rows = _rows(file)
    except InputError:  # it is said already, as is what is wrong with a fragment
        return
    for number, row in enumerate(rows):
        with suppress(GenreError):
            fragment = fragment_of(row, str(number), terms)
            verb = genre.verbs.get(fragment.tells)
            lacks = [] if verb and not verb.roles else problems_of(fragment, terms)
            where = f"{document.at(number)}: fragment {number + 1} ({fragment.tells})"
            for fault in (*lacks, *unknown_names(known, fragment)):
                yield f"{where}: {fault}"


def _unreadable(name: str, problems: Iterable[str]) -> GenreReport:
    return GenreReport(name, Volume(0, 0), Volume(0, 0), tuple(problems))


# ── the files ─────────────────────────────────────────────────────────────────────────────────────


def _rows(file: InputFile) -> tuple[Document, list[object]]:
    document = read_document(file, GenreError)
    rows = document.data
    return document, list(rows) if isinstance(rows, list) else []


def _faults(file: InputFile, terms: Terms) -> Iterator[str]:
    """What a writer must mend in one file of fragments, each thing by its line."""
    try:
        document, rows = _rows(file)
    except InputError as problem:
        yield from str(problem).splitlines()
        return
    for number, row in enumerate(rows):
        where = f"{document.at(number)}: fragment {number + 1}"
        try:
            fragment = fragment_of(row, str(number), terms)
        except GenreError as problem:
            yield f"{where}: {problem}"
            continue
        for fault in problems_of(fragment, terms):
            yield f"{where} ({fragment.tells}): {fault}"


def _fragments(file: InputFile, terms: Terms) -> Iterator[Fragment]:
    for number, row in enumerate(_rows(file)[1]):
        yield fragment_of(row, f"{Path(file.name).stem}.{number + 1}", terms)


def _unworded(genre: Genre, own: Sequence[InputFile]) -> Iterator[str]:
    """The genre's own verbs for which a model would hear no more than their name."""
    for file in own:
        if file.name == f"genres/{genre.name}/{VERBS_FILE}":
            document = read_document(file, GenreError)
            for verb in (genre.verbs[name] for name in document.mapping):
                if not verb.saying:
                    what = (
                        f"whoever does '{verb.name}' is told of it by its name alone; "
                        "give it a `saying:`"
                    )
                    yield f"{document.at(verb.name)}: {what}"
                if not verb.note:
                    yield (
                        f"{document.at(verb.name)}: "
                        f"a narrator is told of '{verb.name}' by its name alone; give it a `note:`"
                    )


def _in_vain(genre: Genre, own: Sequence[InputFile], terms: Terms) -> Iterator[str]:
    for file in own:
        if "/lines/" in file.name:
            document, _ = _rows(file)
            for number, fragment in enumerate(_fragments(file, terms)):
                for reason in in_vain(genre, fragment):
                    yield (
                        f"{document.at(number)}: fragment {number + 1} ({fragment.tells}): {reason}"
                    )


def _names_taken_twice(files: Sequence[InputFile]) -> Iterator[str]:
    """A fragment goes by the name of its file: two files of one name would be told as one."""
    seen: dict[str, str] = {}
    for file in files:
        if "/lines/" in file.name:
            stem = Path(file.name).stem
            if stem in seen:
                yield (
                    f"{file.path}:1: {seen[stem]} has the name '{stem}' already; "
                    "give this file another"
                )
            seen.setdefault(stem, file.path)


# ── the stories ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Ground:
    """A genre that could be read, and where it stands."""

    folder: Path
    genre: Genre

    def stories(self) -> tuple[str, ...]:
        """The stories that come with the program for this genre."""
        return tuple(
            name for name in bundled_stories() if ConfigLoader().load(name).genre == self.genre.name
        )

    def materials(self) -> Mapping[str, Materials | None]:
        """What each of them is made of, with this genre."""
        overrides = Overrides(genre=str(self.folder.resolve()))
        return {name: understood(gather(name, {}, overrides)) for name in self.stories()}


def _sampled(ground: _Ground, seeds: int) -> Sampled:
    of = ground.materials() or {NEUTRAL: None}
    told = {name: _stories(ground, one, WORDS_ASKED[0], seeds) for name, one in of.items()}
    few = min(seeds, CARRIED_SEEDS)
    longer = {
        words: [story for one in of.values() for story in _stories(ground, one, words, few)]
        for words in WORDS_ASKED[1:]
    }
    return sampled(ground.genre, told, longer, WORDS_ASKED[0])


def _stories(
    ground: _Ground, materials: Materials | None, words: int, seeds: int
) -> list[ToldOnce]:
    return [_told(_assembly(ground, materials, str(seed), words)) for seed in range(1, seeds + 1)]


def _assembly(ground: _Ground, materials: Materials | None, seed: str, words: int) -> Assembly:
    """One story of the genre, planned for this length, before its first turn: a genre's author
    wants to know what such a plan carries, so no shorter one is tried in its place.
    """
    if materials is None:
        return of_strangers(ground.genre, seed, words)
    config = replace(materials.inputs.config, words=words, scenes=scenes_for(words))
    return assemble(replace(materials, inputs=replace(materials.inputs, config=config)), seed)


def of_strangers(genre: Genre, seed: str, words: int) -> Assembly:
    """A story of a neutral cast, before its first turn."""
    config = StoryConfig("lint", genre=genre.name, seed=seed, words=words, scenes=scenes_for(words))
    inputs = StoryInputs(config, genre.name, None, (), ())
    return Assembly(config, genre, setting_of(config, STRANGERS, genre, seed), inputs)


def _told(assembly: Assembly) -> ToldOnce:
    config = assembly.config
    fabula = lived(assembly.setting)
    wish = Wish(config.words, config.focalizer, config.style, config.person, config.tense)
    telling, chapters = chronicled(assembly, fabula, wish)
    text = markdown(telling, chapters, assembly.setting)
    return ToldOnce(config.name, fabula, telling, chapters, text)


def _folder(reference: str) -> Path:
    """A directory here is meant before one of the same name that comes with the program."""
    own = Path(reference)
    if not is_directory(own):
        return bundled_genre(reference)
    what = "" if is_file(own / HEAD) else recognised(own)
    if what:
        raise GenreError(said(reference, 1, what))
    return own
