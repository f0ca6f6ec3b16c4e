"""A character's files as a person: what they say, what the seed adds, and what in them meant
nothing to the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from novel_engine.adapters.files.bundled import core_file
from novel_engine.adapters.files.input_files import InputFile, said
from novel_engine.adapters.reading.character import defaults as drawing
from novel_engine.adapters.reading.character.card import Card
from novel_engine.adapters.reading.character.lexicon import Lexicon, Points, temperament
from novel_engine.adapters.reading.character.name_forms import NameWords
from novel_engine.adapters.reading.character.naming import forms_of, with_small_article
from novel_engine.adapters.reading.document import Places
from novel_engine.adapters.reading.shelf import kept
from novel_engine.adapters.untrusted_text import (
    TOO_MANY_MARKS,
    clean_text,
    heap_of_marks,
    printable,
)
from novel_engine.errors import CastError
from novel_engine.story.givens.people import Person
from novel_engine.values import dataclass, replace

NAMES_FILE = "names.yaml"
NO_TRAIT = "says nothing about the eight axes; try another word"
NO_ACTION = "is no kind of action; try a verb such as 'lie'"


@dataclass(frozen=True, slots=True)
class CharacterFiles:
    """A character's directory: its id, `character.yaml`, the notes beside it, what is unread."""

    id: str
    card: InputFile
    notes: tuple[InputFile, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A character's files, understood."""

    files: CharacterFiles
    places: Places
    card: Card
    background: str

    def at(self, *path: str | int) -> str:
        """`file:line` of a key."""
        return self.places.at(*path)


def read_character(files: CharacterFiles) -> Reading:
    """Parse the files. Raises CastError: every problem, one a line."""
    words = core_file(NAMES_FILE)
    of = (files.id, files.card.path, files.card.data, words.data)
    places, card = kept("character", of, partial(_read, files, words))
    return Reading(files, places, card, "\n\n".join(_background(note) for note in files.notes))


def _read(files: CharacterFiles, words: InputFile) -> tuple[Places, Card]:
    from novel_engine.adapters.reading.character.form import CharacterForm, card_of
    from novel_engine.adapters.reading.character.naming_words import name_words
    from novel_engine.adapters.reading.form_base import filled
    from novel_engine.adapters.reading.yaml_source import read_document

    document = read_document(files.card, CastError)
    card = card_of(filled(CharacterForm, document.mapping, document), files.id)
    return Places(document.name, document.lines), _named(card, name_words(words))


def _named(card: Card, words: NameWords) -> Card:
    """The card with what prose makes of the name, where the file does not say it."""
    person = card.person
    forms = forms_of(person.name, words, person.short)
    named = replace(
        person,
        name=forms.full,
        short=with_small_article(person.short),
        nickname=with_small_article(person.nickname) or forms.nickname,
        written=person.name,
        formal=with_small_article(person.formal) or forms.formal,
    )
    return replace(card, person=named, called=forms.short)


def _background(note: InputFile) -> str:
    try:
        text = note.data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = 1 + note.data.count(b"\n", 0, problem.start)
        raise CastError(
            said(note.path, line, "this is not UTF-8 text; save the file in UTF-8")
        ) from problem
    for place in heap_of_marks(text):
        line = 1 + text.count("\n", 0, place)
        raise CastError(said(note.path, line, f"{TOO_MANY_MARKS} stands here; delete it"))
    return clean_text(text)


def person_of(reading: Reading, lexicon: Lexicon, drawn: drawing.Sketch, tell: str) -> Person:
    """The person. What the card leaves out is drawn; `tell` is used if the card has none."""
    card, written = reading.card, reading.card.person
    traits = temperament(_points(card, lexicon)) if _says_traits(card, lexicon) else drawn.traits
    tactics = _known(written.tactics, lexicon.tactic) or drawing.fitting_tactics(
        lexicon, drawn, traits
    )
    return replace(
        written,
        short=written.short or card.called,
        age=written.age if card.says_age else drawn.age,
        traits=traits,
        voice=written.voice if card.says_voice else drawing.fitting_voice(drawn, traits),
        tactics=tactics,
        never=_known(written.never, lexicon.refusal),
        tell=written.tell or drawing.in_pronouns(tell, written.pronouns),
        background=reading.background,
    )


def unmapped(reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    """Every word in the files that the engine could not place, as `file:line: …`."""
    person = reading.card.person
    tactics = ", ".join(tactic.name for tactic in lexicon.tactics)
    for key, words, meaning, problem in (
        ("traits", reading.card.words, lexicon.points, NO_TRAIT),
        ("tactics", person.tactics, lexicon.tactic, f"is no known tactic; known: {tactics}"),
        ("never", person.never, lexicon.refusal, NO_ACTION),
    ):
        for number, word in enumerate(words):
            if not meaning(word):
                yield f"{reading.at(key, number)}: '{printable(word)}' {problem}"


def _says_traits(card: Card, lexicon: Lexicon) -> bool:
    return card.says_axes or any(lexicon.points(word) for word in card.words)


def _points(card: Card, lexicon: Lexicon) -> Points:
    return tuple(enumerate(card.axes)) + tuple(
        point for word in card.words for point in lexicon.points(word)
    )


def _known(words: Sequence[str], meaning: Callable[[str], str]) -> tuple[str, ...]:
    """The meanings of the words that have one, each once."""
    return tuple(dict.fromkeys(found for word in words if (found := meaning(word))))
