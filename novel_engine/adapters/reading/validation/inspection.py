"""What `validate` says of a file: what it means, what could not be placed, what was passed over,
what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from novel_engine.adapters.files.bundled import bundled_genre, story_file
from novel_engine.adapters.files.input_files import said
from novel_engine.adapters.reading.character.factory import CharacterFactory, find_other
from novel_engine.adapters.reading.character.reader import (
    CharacterFiles,
    Reading,
    read_character,
    unmapped,
)
from novel_engine.adapters.reading.story.config import ConfigLoader
from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import InputError
from novel_engine.story.givens.config import StoryConfig, bound_to
from novel_engine.story.givens.people import Person
from novel_engine.story.givens.roll import Roll
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Inspection:
    """One file, looked over; every line begins with `file:line:`.

    `unmapped` are words the engine could not place, `ignored` what it read and will not use,
    `called` what prose makes of a name where the file does not say, `problems` what stops it.
    Without problems a character file gives its `person`, and a story file its `config` and the
    `cast`; `readings` are the files of people, as far as they could be read.
    """

    person: Person | None = None
    config: StoryConfig | None = None
    cast: tuple[Person, ...] = ()
    unmapped: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()


def inspect_character(reference: str, factory: CharacterFactory | None = None) -> Inspection:
    """Look over one character. Never raises for what is in its files."""
    factory = factory or CharacterFactory()
    try:
        files = factory.find(reference)
        reading = read_character(files)
        person = factory.read(files)
    except InputError as problem:
        return Inspection(problems=_lines(problem))
    return Inspection(
        person=person,
        unmapped=tuple(unmapped(reading, factory.lexicon)),
        ignored=tuple(_never_used(reading)),
        called=tuple(_called_by_rule(reading, person)),
        readings=(reading,),
    )


def inspect_story(reference: str, factory: CharacterFactory | None = None) -> Inspection:
    """Look over a story file and everyone in it. Never raises for what is in the files."""
    factory = factory or CharacterFactory()
    try:
        config = ConfigLoader().parse(story_file(reference))
    except InputError as problem:
        return Inspection(problems=_lines(problem))
    problems = list(_genre_problems(config))
    try:
        files = factory.find_cast(config.cast, partial(config.where, "cast"))
        people = factory.read_cast(files)
        config = bound_to(config, people)
    except InputError as problem:
        return Inspection(problems=(*problems, *_lines(problem)))
    readings = [read_character(one) for one in files]
    roll = Roll(people)
    return Inspection(
        config=config,
        cast=people,
        unmapped=tuple(line for reading in readings for line in unmapped(reading, factory.lexicon)),
        ignored=(
            *(line for reading in readings for line in _passed_over(reading, roll)),
            *_called_alike(readings, people),
        ),
        called=tuple(
            line
            for reading, person in zip(readings, people, strict=True)
            for line in _called_by_rule(reading, person)
        ),
        problems=tuple(problems),
        readings=tuple(readings),
    )


def _lines(problem: InputError) -> tuple[str, ...]:
    return tuple(str(problem).splitlines())


def _genre_problems(config: StoryConfig) -> Iterator[str]:
    try:
        bundled_genre(config.genre)
    except InputError as problem:
        yield f"{config.where('genre')}: {problem}"


def _passed_over(reading: Reading, roll: Roll) -> Iterator[str]:
    for other in (tie.other for tie in reading.card.person.ties):
        if not find_other(roll, other):
            what = f"'{printable(other)}' is not in the cast, so this relationship is not used"
            yield f"{reading.at('relationships', other)}: {what}"
    yield from _never_used(reading)


def _called_by_rule(reading: Reading, person: Person) -> Iterator[str]:
    """What the prose calls somebody of several words: it was worked out, and may be wrong."""
    written, called = reading.card.person, reading.card.called
    if written.short or person.short != called or len(written.written.split()) < 2:
        return
    formal = f", and '{printable(person.surname)}' by surname" if person.surname != called else ""
    what = f"'{printable(called)}'{formal}; where that is wrong, write 'short' and 'surname'"
    yield f"{reading.at('name')}: {what}"


def _called_alike(readings: Iterable[Reading], people: Iterable[Person]) -> Iterator[str]:
    """Who is called by the whole name because the short one could be somebody else too."""
    for reading, person in zip(readings, people, strict=True):
        called = reading.card.called
        if not reading.card.person.short and person.short != called:
            what = f"'{printable(called)}' could be two of the cast, so '{printable(person.name)}'"
            yield f"{reading.at('name')}: {what} is called so all through; 'short' says it otherwise"


def _never_used(reading: Reading) -> Iterator[str]:
    if reading.card.person.extensions:
        yield f"{reading.at('extensions')}: other programs' data, kept and never used"
    yield from _unread(reading.files)


def _unread(files: CharacterFiles) -> Iterator[str]:
    for path in files.unread:
        yield said(path, 1, "not read; only character.yaml and *.md are")
