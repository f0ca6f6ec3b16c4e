"""Characters by directory: found, read, and made one cast that can be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import TypeVar

from novel_engine.adapters.files.bundled import CHARACTER_FILE, bundled_root, meant_otherwise
from novel_engine.adapters.files.input_files import (
    InputFile,
    as_on_disk,
    is_directory,
    is_file,
    read_input,
    said,
)
from novel_engine.adapters.files.recognition import recognised
from novel_engine.adapters.reading.character.defaults import free_tell, sketch
from novel_engine.adapters.reading.character.lexicon import Lexicon
from novel_engine.adapters.reading.character.lexicon_files import read_lexicon
from novel_engine.adapters.reading.character.reader import (
    CharacterFiles,
    Reading,
    person_of,
    read_character,
)
from novel_engine.adapters.untrusted_text import printable, slug, suggestion
from novel_engine.errors import CastError, RecordError
from novel_engine.story.givens.people import FEWEST_PEOPLE, Person, Tie
from novel_engine.story.givens.roll import Roll
from novel_engine.values import replace

A = TypeVar("A")
B = TypeVar("B")

# Bytes: of one page of background; forty thousand words.
LARGEST_NOTE = 200_000
# Pages: of background to one person.
MOST_NOTES = 40
NOTE_SUFFIX = ".md"
# People: a story needs another for somebody to hide something from.
FEWEST = 2
NAMELESS_PERSON = "person"
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


class CharacterFactory:
    """Makes persons of the directories under `characters/`: one's own first, then those that come
    with the program.

    `seed` fixes what is drawn for whatever a file leaves out.
    """

    def __init__(
        self, seed: str = "", lexicon: Lexicon | None = None, roots: Sequence[Path] | None = None
    ) -> None:
        self._known_lexicon = lexicon
        self._seed = seed
        self._roots = (
            (Path("characters"), bundled_root() / "characters") if roots is None else tuple(roots)
        )

    @property
    def lexicon(self) -> Lexicon:
        """What the words of character files mean; the bundled one, unless another was given."""
        if self._known_lexicon is None:
            self._known_lexicon = read_lexicon()
        return self._known_lexicon

    def list(self) -> tuple[str, ...]:
        """The names of all characters that need no path, in order."""
        found = {
            path.parent.name for root in self._roots for path in root.glob(f"*/{CHARACTER_FILE}")
        }
        return tuple(sorted(found))

    def create(self, reference: str) -> Person:
        """One person, as the files say. Raises CastError: every problem, one a line."""
        return self.read(self.find(reference))

    def cast(self, references: Sequence[str]) -> tuple[Person, ...]:
        """The whole cast, in order. Raises CastError: every problem, one a line."""
        return self.read_cast(self.find_cast(references))

    def read(self, files: CharacterFiles) -> Person:
        """One person, of files that were found already."""
        return self._people([read_character(files)])[0]

    def read_cast(self, files: Sequence[CharacterFiles]) -> tuple[Person, ...]:
        """The cast of files that were found already, or are kept in a record.

        Ties lead to others of the cast only; the rest are dropped. Raises CastError.
        """
        return self.cast_of(readings_of(files))

    def cast_of(self, readings: Sequence[Reading]) -> tuple[Person, ...]:
        """The cast of files that were understood already; as `read_cast`."""
        people = _told_apart(readings, self._people(readings))
        roll = Roll(people)
        return tuple(
            replace(person, ties=_ties(reading, person, roll))
            for reading, person in zip(readings, people, strict=True)
        )

    def find(self, reference: str) -> CharacterFiles:
        """The files of a character, by name or path. Raises CastError, with the nearest name."""
        directory = self._directory(reference)
        return _files_in(directory, _id(directory) or f"{NAMELESS_PERSON}-1")

    def find_cast(
        self, references: Sequence[str], where: Callable[[int], str] | None = None
    ) -> tuple[CharacterFiles, ...]:
        """The files of every character, for `read_cast` or for a record to keep; `where` says where
        each was asked for.
        """
        places = [f"{where(n)}: " if where else "" for n in range(len(references))]
        asked = list(zip(references, places, strict=True))
        directories = _each(lambda one: self._directory(*one), asked)
        named = list(zip(directories, _ids(directories), strict=True))
        return tuple(_each(lambda one: _files_in(*one), named))

    def _directory(self, reference: str, asked: str = "") -> Path:
        for name in (reference, slug(reference)) if _is_name(reference) else ():
            for root in self._roots:
                own = as_on_disk(root / name)
                if _is_name(name) and is_file(own / CHARACTER_FILE):
                    return own
        path = as_on_disk(Path(reference))
        if path.name == CHARACTER_FILE and is_file(path):
            return path.parent
        if is_file(path / CHARACTER_FILE):
            return path
        if what := recognised(path):
            raise CastError(f"{asked}{said(str(path), 1, what)}")
        if is_directory(path):
            problem = f"there is no {CHARACTER_FILE} in this directory; add one"
            raise CastError(said(str(path), 1, problem))
        if is_file(path):
            problem = f"this is a file, and a character a directory with a {CHARACTER_FILE}"
            raise CastError(f"{asked}{said(str(path), 1, problem)}; name that")
        if other := meant_otherwise(reference, but="character"):
            raise CastError(f"{asked}{other}")
        known = suggestion(reference, self.list())
        raise CastError(
            f"{asked}there is no character '{printable(reference)}'; "
            f"{known} (or give the path of a directory)"
        )

    def _people(self, readings: Sequence[Reading]) -> tuple[Person, ...]:
        people: tuple[Person, ...] = ()
        taken: tuple[str, ...] = ()
        for reading in readings:
            drawn = sketch(self.lexicon, self._seed, reading.files.id)
            tell = free_tell(drawn, taken)
            if not reading.card.person.tell:
                taken += (tell,)
            people += (person_of(reading, self.lexicon, drawn, tell),)
        return people


def readings_of(files: Sequence[CharacterFiles]) -> tuple[Reading, ...]:
    """A cast's files, understood; the same for every seed. Raises CastError."""
    if len(files) < FEWEST_PEOPLE:
        raise CastError("a story needs two characters at least; name another")
    readings = _each(read_character, files)
    _refuse_twins(readings)
    return tuple(readings)


def kept_characters(inputs: Iterable[InputFile]) -> tuple[CharacterFiles, ...]:
    """The characters among the inputs that a record kept, in the order they were put there.

    Raises RecordError when one of them is not whole.
    """
    groups: dict[str, list[InputFile]] = {}
    for file in inputs:
        parts = file.name.split("/")
        if parts[0] == "characters" and len(parts) == 3:
            groups.setdefault(parts[1], []).append(file)
    return tuple(_kept(name, files) for name, files in groups.items())


def _kept(name: str, files: Sequence[InputFile]) -> CharacterFiles:
    card = next((file for file in files if file.name.endswith(f"/{CHARACTER_FILE}")), None)
    if card is None:
        raise RecordError(
            f"the record has no {CHARACTER_FILE} of '{printable(name)}'; "
            "use a copy of it, or tell the story anew"
        )
    return CharacterFiles(
        slug(name), card, tuple(file for file in files if file.name.endswith(NOTE_SUFFIX))
    )


def _id(directory: Path) -> str:
    """The id that a directory's name makes; empty when it has no letter and no digit."""
    return slug(directory.resolve().name if directory.name in ("", "..") else directory.name)


def _ids(directories: Sequence[Path]) -> list[str]:
    """An id for each; one whose name has no letters gets the first number that is free."""
    ids = [_id(directory) for directory in directories]
    numbered = (f"{NAMELESS_PERSON}-{n}" for n in count(1))
    free = (id_ for id_ in numbered if id_ not in ids)
    return [id_ or next(free) for id_ in ids]


def _files_in(directory: Path, id_: str) -> CharacterFiles:
    """Everything read of a character's directory; a link that leads out of it is not followed."""
    try:
        beside = sorted(path for path in directory.iterdir() if not path.name.startswith("."))
    except OSError as problem:
        raise CastError(
            said(str(directory), 1, "the directory may not be read; change its permissions")
        ) from problem
    kept = f"characters/{id_}"
    card = read_input(directory / CHARACTER_FILE, f"{kept}/{CHARACTER_FILE}", CastError)
    notes = [path for path in beside if _is_note(path, directory)]
    if len(notes) > MOST_NOTES:
        many = f"there are more than {MOST_NOTES} {NOTE_SUFFIX} files here; join some"
        raise CastError(said(str(directory), 1, many))
    read = tuple(read_input(path, f"{kept}/{path.name}", CastError, LARGEST_NOTE) for path in notes)
    others = [path for path in beside if path not in notes and path.name != CHARACTER_FILE]
    unread = tuple(str(path) for path in others if path.suffix.lower() not in PICTURES)
    return CharacterFiles(id_, card, read, unread)


def _is_note(path: Path, directory: Path) -> bool:
    """Whether this is a note that lies in the directory itself."""
    is_own = is_file(path) and path.resolve().parent == directory.resolve()
    return is_own and path.suffix == NOTE_SUFFIX


def _is_name(reference: str) -> bool:
    """Whether a reference can only be the name of a directory, and not a path."""
    return (
        bool(reference)
        and reference not in (".", "..")
        and not any(sign in reference for sign in "/\\\0")
    )


def _each(make: Callable[[A], B], inputs: Iterable[A]) -> list[B]:
    """What is made of each input. Raises CastError with the problems of all of them."""
    made, problems = [], []
    for one in inputs:
        try:
            made.append(make(one))
        except CastError as problem:
            problems.append(str(problem))
    if problems:
        raise CastError("\n".join(problems))
    return made


def _refuse_twins(readings: Sequence[Reading]) -> None:
    """Raise CastError when two of the cast have one id, or one name."""
    ids: dict[str, Reading] = {}
    names: dict[str, Reading] = {}
    problems = []
    for reading in readings:
        id_, name = reading.files.id, reading.card.person.name.casefold()
        if id_ in ids:
            taken = f"'{id_}' is in the cast already ({ids[id_].at()})"
            problems.append(f"{reading.at()}: {taken}; take one out")
        elif name in names:
            taken = f"the name is in the cast already ({names[name].at('name')})"
            problems.append(f"{reading.at('name')}: {taken}; change one of the two")
        ids.setdefault(id_, reading)
        names.setdefault(name, reading)
    if problems:
        raise CastError("\n".join(problems))


def _refuse_fixed_twins(readings: Sequence[Reading], people: Sequence[Person]) -> None:
    """Raise CastError when a short name that a file fixes could be somebody else as well."""
    fixed = [
        (reading, {person.name.casefold(), reading.card.person.short.casefold()})
        for reading, person in zip(readings, people, strict=True)
    ]
    for reading in readings:
        short = reading.card.person.short
        rivals = [
            other
            for other, names in fixed
            if other is not reading and short and short.casefold() in names
        ]
        if rivals:
            what = f"'{short}' could be two of the cast ({rivals[0].at('name')}); change it"
            raise CastError(f"{reading.at('short')}: {what}")


def _told_apart(readings: Sequence[Reading], people: Sequence[Person]) -> tuple[Person, ...]:
    """The people with short names that differ: one that no file fixes gives way to the whole name.

    Raises CastError when what the files fix could be two of the cast.
    """
    _refuse_fixed_twins(readings, people)
    used = Counter(name for p in people for name in {p.name.casefold(), p.short.casefold()})
    return tuple(
        person
        if reading.card.person.short or used[person.short.casefold()] == 1
        else replace(person, short=person.name)
        for reading, person in zip(readings, people, strict=True)
    )


def _ties(reading: Reading, person: Person, roll: Roll) -> tuple[Tie, ...]:
    """The person's ties to others of the cast, by id. Raises CastError for a tie to oneself, or two
    to one other.
    """
    found: dict[str, Tie] = {}
    for tie in person.ties:
        other = find_other(roll, tie.other)
        place = reading.at("relationships", tie.other)
        if other == person.id:
            raise CastError(f"{place}: '{printable(tie.other)}' is this character; name another")
        if other in found:
            raise CastError(
                f"{place}: '{printable(tie.other)}' stands here twice under two names; keep one"
            )
        if other:
            found[other] = replace(tie, other=other)
    return tuple(found.values())


def find_other(roll: Roll, written: str) -> str:
    """The id of the person a file means; empty when nobody of the cast is meant."""
    return roll.find(written) or roll.find(slug(written))
