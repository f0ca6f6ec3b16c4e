"""A genre's files, checked against one another and made into one value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.all_at_once import NO_TEXTS, Faults
from novel_engine.adapters.reading.genre.fact_files import read_kinds
from novel_engine.adapters.reading.genre.fragment_files import fragments_of
from novel_engine.adapters.reading.genre.genre_files import (
    CORE_FILES,
    DRIVES_FILE,
    FACTS_FILE,
    HEAD,
    PATTERNS,
    SCENES_FILE,
    TACTICS_FILE,
    VERBS_FILE,
)
from novel_engine.adapters.reading.genre.heads import (
    check_opening_place,
    forms,
    scales,
    styles,
    verbs_of_tactics,
)
from novel_engine.adapters.reading.genre.kernels.files import read_kernel
from novel_engine.adapters.reading.genre.kernels.matter import MATTER_KEY, sources_of
from novel_engine.adapters.reading.genre.kernels.names import GenreNames
from novel_engine.adapters.reading.genre.pattern_files import patterns_of
from novel_engine.adapters.reading.genre.phrase_files import PHRASE_FILES, KeptPhrases
from novel_engine.adapters.reading.genre.place_files import read_places
from novel_engine.adapters.reading.genre.verb_files import read_verbs
from novel_engine.adapters.reading.genre.way_files import COMPLICATIONS, PURPOSES, read_ways
from novel_engine.adapters.reading.name_text import fit_for_a_title, fit_for_prose
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import GenreError
from novel_engine.story.givens.facts import FactKind
from novel_engine.story.givens.fragments import GROUND_CONDITIONS, Fragment, Terms
from novel_engine.story.givens.genre import Genre, Lines
from novel_engine.story.givens.idiom import Idiom, Style
from novel_engine.story.givens.kernels import Kernel
from novel_engine.story.givens.patterns import Pattern
from novel_engine.story.givens.people import TRAIT_AXES
from novel_engine.story.givens.verbs import IMPROVISE, Scales, Verb
from novel_engine.values import dataclass

HEAD_KEYS = (
    "title",
    "until",
    "narrators",
    "places",
    "opening_place",
    "motifs",
    "weathers",
    "forms",
)
SCALED = ("traits", "emotions", "goals", "relations")
LINES_FOLDER, KERNELS_FOLDER, MATTER_FOLDER = "/lines/", "/kernels/", f"/{MATTER_KEY}/"


class _Everything(Collection[str]):
    """Every name there could be: what a file holds that cannot be read."""

    def __contains__(self, _: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


EVERYTHING = _Everything()


def genre_of(files: Sequence[InputFile], name: str) -> Genre:
    """The genre these files make, but for its phrases. Raises GenreError: `file:line: what, and what
    to do` for every mistake in any of them.
    """
    faults = Faults()
    genre = _Reading(faults, files, name).genre()
    faults.settle()
    return genre


@dataclass(frozen=True, slots=True)
class AsFarAsRead:
    """A genre in which something is wrong: what could be read of it, and the problems. Where not
    even the names in it are known, `terms` is None.
    """

    genre: Genre
    terms: Terms | None
    problems: tuple[str, ...]


def as_far_as_read(files: Sequence[InputFile], name: str) -> AsFarAsRead:
    """What these files make, whatever is wrong in them. Raises GenreError when one of those that
    every genre has is not there.
    """
    faults = Faults()
    reading = _Reading(faults, files, name)
    genre = reading.genre()
    return AsFarAsRead(genre, reading.known_terms, faults.told())


def read_terms(files: Sequence[InputFile], name: str) -> Terms:
    """What the fragments of the genre that these files make are written in. Raises GenreError."""
    faults = Faults()
    read = _Reading(faults, [file for file in files if LINES_FOLDER not in file.name], name)
    terms = read.terms()
    faults.settle()
    return terms


class _Reading:
    """Reads a genre's documents against one another. Whatever cannot be read in one is among the
    faults, and the names that stand in it are known all the same: nothing else is called wrong for
    it.
    """

    def __init__(self, faults: Faults, files: Sequence[InputFile], name: str) -> None:
        """Raises GenreError when a file that every genre has is not there."""
        self.faults = faults
        self.name = name
        wanted = [file for file in files if file.name not in PHRASE_FILES]
        self.documents = dict(faults.each(_document, ((file,) for file in wanted)))
        there = {file.name for file in files}
        needed = (self.own(HEAD), *(f"core/{one}" for one in CORE_FILES))
        for one in needed:
            if one not in there:
                raise GenreError(f"the genre '{name}' lacks {one}; put it there")
        self.unread = [file for file in wanted if file.name not in self.documents]
        for one in needed:
            if one in self.documents:
                faults.look(partial(whole, self.documents[one]))
        self.is_sayable = True
        self.known_terms: Terms | None = None
        if not any(KERNELS_FOLDER in file for file in there):
            head = next(file for file in files if file.name == self.own(HEAD))
            place = printable(str(Path(head.path).parent / "kernels"), 400)
            problem = f"the genre '{name}' has no kernel; put one under {place}"
            faults.problems.append(problem)

    def own(self, file: str) -> str:
        """What a record calls a file of the genre's own."""
        return f"genres/{self.name}/{file}"

    def part(self, file: str) -> Part:
        """A document that holds keys; without any where it cannot be read, or need not be there."""
        document = self.documents.get(file)
        if document is None or not isinstance(document.data, dict):
            return Part(Document(file, 1, {}, GenreError), (), {})
        return whole(document)

    def both(self, file: str) -> tuple[Document, Document | None]:
        """The core's document of this name, and the genre's own where there is one."""
        core = self.documents.get(f"core/{file}") or Document(file, 1, {}, GenreError)
        return core, self.documents.get(self.own(file))

    def under(self, file: str, key: str = "", *more: str) -> Collection[str]:
        """The names that are written in a file of the core's or of the genre's own, at its edge or
        under a key of it, and some more; all there are, where one of the two cannot be read.
        """
        if {f"core/{file}", self.own(file)} & {one.name for one in self.unread}:
            return EVERYTHING
        parts = [self.part(one) for one in (f"core/{file}", self.own(file))]
        found = [self.faults.take(partial(_names, part, key), NO_TEXTS) for part in parts]
        return [*(name for names in found for name in names), *more]

    def terms(self) -> Terms:
        """What fragments are written in."""
        return self._terms(self.verbs(), self.kernels(), self.kinds())

    def kinds(self) -> dict[str, FactKind]:
        """The kinds of fact, each as far as it can be read."""
        return read_kinds(self.faults, *self.both(FACTS_FILE))

    def verbs(self) -> dict[str, Verb]:
        """The verbs, each as far as it can be read."""
        words = {
            "kind": self.under(FACTS_FILE),
            "goal": self.under(DRIVES_FILE, "goals"),
            "axis": TRAIT_AXES,
            "tactic": self.under(TACTICS_FILE, "tactics"),
        }
        return read_verbs(self.faults, *self.both(VERBS_FILE), words)

    def kernels(self) -> list[tuple[Part, Kernel]]:
        """The kernels, each as far as it can be read, and where it is written."""
        ground = GenreNames(
            places=self.under(HEAD, "places"),
            verbs=self.under(VERBS_FILE, "", IMPROVISE),
            kinds=self.under(FACTS_FILE),
            goals=self.under(DRIVES_FILE, "goals"),
            purposes=self.under(SCENES_FILE, PURPOSES, *sorted(self.tested("purpose"))),
            complications=self.under(SCENES_FILE, COMPLICATIONS),
        )

        def made(name: str, document: Document) -> tuple[Part, Kernel]:
            part, matter = whole(document), self._matter().get(name)
            given = whole(matter) if matter is not None else None
            return part, read_kernel(self.faults, part, name, ground, given)

        return self.faults.each(made, self._kernels().items())

    def _plays(self, kernel: Kernel) -> bool:
        """Whether it is one of those that the genre brings, or has matter for; if there are such."""
        own = [file for file in self.documents if not file.startswith("core/")]
        played = {
            Path(file).stem for file in own if KERNELS_FOLDER in file or MATTER_FOLDER in file
        }
        return kernel.id in played or not played

    def _kernels(self) -> dict[str, Document]:
        """The kernels' files by name; one of the genre's own takes the place of the core's."""
        return self._in_folder(KERNELS_FOLDER)

    def _matter(self) -> dict[str, Document]:
        """The genre's matter, by the kernel that it is for."""
        return self._in_folder(MATTER_FOLDER)

    def _in_folder(self, folder: str) -> dict[str, Document]:
        """The documents of a folder by name, the core's and then the genre's."""
        found = [(file, one) for file, one in self.documents.items() if folder in file]
        core = [(file, one) for file, one in found if file.startswith("core/")]
        own = [(file, one) for file, one in found if not file.startswith("core/")]
        return {Path(file).stem: one for file, one in (*core, *own)}

    def _look_for_kernels(self, kernels: Sequence[tuple[Part, Kernel]]) -> None:
        """Keep what is wrong with matter that is for no kernel."""
        known = [kernel.id for _, kernel in kernels]
        for name, matter in self._matter().items():
            if name not in known:
                what = f"this is matter for the kernel '{printable(name)}', which there is not"
                self.faults.look(partial(matter.fail, f"{what}; {suggestion(name, known)}"))

    def tested(self, key: str) -> set[str]:
        """What the lines ask of a condition."""
        rows = (
            row
            for file, document in self.documents.items()
            if LINES_FOLDER in file and isinstance(document.data, list)
            for row in document.data
        )
        whens = (row.get("when") for row in rows if isinstance(row, dict))
        found = (when.get(key) for when in whens if isinstance(when, dict))
        values = (value if isinstance(value, list) else [value] for value in found)
        return {one for value in values for one in value if isinstance(one, str)}

    def genre(self) -> Genre:
        """The genre, as far as it can be read."""
        head = self.faults.known(self.part(self.own(HEAD)), HEAD_KEYS)
        kinds, verbs, kernels = self.kinds(), self.verbs(), self.kernels()
        terms = self._terms(verbs, kernels, kinds)
        self._look_for_kernels(kernels)
        take = self.faults.take
        places = read_places(self.faults, head)
        self.faults.look(lambda: check_opening_place(head))
        drives, tactics = self.part(f"core/{DRIVES_FILE}"), self.part(f"core/{TACTICS_FILE}")
        scenes = [doc for doc in self.both(SCENES_FILE) if doc is not None]
        nothing: dict[str, dict[str, int]] = {}
        no_tactics: dict[str, tuple[str, ...]] = {}
        no_styles: tuple[Style, ...] = ()
        return Genre(
            name=self.name,
            title=take(lambda: head.worded("title", fit_for_a_title, default=self.name), ""),
            places=places,
            verbs=verbs,
            scales=take(lambda: scales(drives), Scales({}, **dict.fromkeys(SCALED, nothing))),
            tactics=take(lambda: verbs_of_tactics(tactics), no_tactics),
            kernels={kernel.id: kernel for _, kernel in kernels if self._plays(kernel)},
            spare={kernel.id: kernel for _, kernel in kernels if not self._plays(kernel)},
            patterns=self._patterns(terms),
            idiom=Idiom(
                take(lambda: head.texts("motifs"), NO_TEXTS),
                take(lambda: styles(self.faults, head), no_styles),
            ),
            weathers=take(lambda: head.texts("weathers"), NO_TEXTS),
            forms=take(lambda: forms(head), NO_TEXTS),
            kinds=kinds,
            until=take(lambda: head.worded("until", fit_for_prose, default=""), ""),
            ways=read_ways(self.faults, scenes, tactics.document),
            lines=Lines(self._fragments(terms)),
            phrases=KeptPhrases((), ()),
        )

    def _terms(
        self,
        verbs: Mapping[str, Verb],
        kernels: Sequence[tuple[Part, Kernel]],
        kinds: Mapping[str, FactKind],
    ) -> Terms:
        axes: dict[str, str] = {}
        parts: dict[str, str] = {}
        before = len(self.faults.problems)
        for part, kernel in kernels:
            self.faults.look(partial(_take_part, parts, kernel, part))
            for axis in kernel.axes:
                self.faults.look(partial(_take_name, axes, kernel, axis, part))
            axes |= dict.fromkeys(map(kernel.condition, self._named_axes(part, kernel)), kernel.id)
        is_each_named = all(kernel.part for _, kernel in kernels)
        self.is_sayable = is_each_named and before == len(self.faults.problems)
        roles = frozenset(role.name for _, kernel in kernels for role in kernel.roles)
        return Terms(verbs, roles, frozenset(axes), kinds)

    def _named_axes(self, part: Part, kernel: Kernel) -> tuple[str, ...]:
        """What options are given for, also where it is no axis: that is said there."""
        matter = self._matter().get(kernel.id)
        given = whole(matter) if matter is not None else None
        return self.faults.take(lambda: sources_of(self.faults, part, given).names(), NO_TEXTS)

    def _patterns(self, terms: Terms) -> tuple[Pattern, ...]:
        files = [doc for name, doc in self.documents.items() if name.endswith(f"/{PATTERNS}")]
        if any(file.name.endswith(VERBS_FILE) for file in self.unread):
            return ()  # of which verbs they are is not known
        found = self.faults.each(
            lambda document: patterns_of(document, terms.verbs, terms.kinds),
            ((document,) for document in files if document.data is not None),
        )
        return tuple(pattern for several in found for pattern in several)

    def _fragments(self, terms: Terms) -> tuple[Fragment, ...]:
        if any(LINES_FOLDER not in file.name for file in self.unread) or not self.is_sayable:
            return ()  # what their words stand for is not known
        self.known_terms = terms
        files = _by_stem((n, d) for n, d in self.documents.items() if LINES_FOLDER in n)
        found = self.faults.each(lambda stem, doc: fragments_of(doc, stem, terms), files)
        return tuple(one for fragments in found for one in fragments)


def _document(file: InputFile) -> tuple[str, Document]:
    return file.name, read_document(file, GenreError)


def _by_stem(files: Iterable[tuple[str, Document]]) -> list[tuple[str, Document]]:
    """Each file by the last part of its name, which two never share: a later one is numbered."""
    found: dict[str, Document] = {}
    for name, document in files:
        stem = Path(name).stem
        times = sum(one.partition("~")[0] == stem for one in found)
        found[f"{stem}~{times + 1}" if times else stem] = document
    return list(found.items())


def _names(part: Part, key: str) -> tuple[str, ...]:
    return (part.under(key) if key else part).names()


def _take_part(taken: dict[str, str], kernel: Kernel, part: Part) -> None:
    """Keep the word for a kernel. Raises GenreError for one that is another's."""
    if kernel.part in taken:
        other = taken[kernel.part]
        part.fail(f"'{kernel.part}' is the part of {other} already; give this another word", "part")
    if kernel.part:
        taken[kernel.part] = f"the kernel '{kernel.id}'"


def _take_name(taken: dict[str, str], kernel: Kernel, axis: str, part: Part) -> None:
    """Keep what conditions call an axis. Raises GenreError for a name that is something else's."""
    called = kernel.condition(axis)
    if called in taken or called in GROUND_CONDITIONS:
        other = taken.get(called, "every genre")
        part.fail(
            f"'{called}' is a condition of {other} already; give the axis another name", "axes"
        )
    taken[called] = f"the kernel '{kernel.id}'"
