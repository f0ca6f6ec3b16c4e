"""What character and story files say that no event comes of, and no word that is told offline: one
table, which `validate` and `run` read out with the line of each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from novel_engine.adapters.files.input_files import said
from novel_engine.adapters.reading.character.reader import Reading
from novel_engine.adapters.reading.validation.untold import unused_of_world
from novel_engine.adapters.untrusted_text import printable
from novel_engine.story.directing.own_material import FACT_TEXTS, OWN_SLOT
from novel_engine.story.english.own_words import dread, wish
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.kernels import Kernel, bodies
from novel_engine.story.givens.people import Person

FOR_A_MODEL = "is read by a model only"
FOR_A_MODEL_AND_PLAINLY = "is read by a model, and a line or two of it is said in the plain voice"
FOR_NOTHING = "comes to nothing"
OF_A_CHARACTER: Mapping[str, str] = {
    "age": FOR_A_MODEL,
    "description": FOR_A_MODEL,
    "backstory": FOR_A_MODEL,
    "example_dialogue": FOR_A_MODEL_AND_PLAINLY,
    "beliefs": FOR_NOTHING,
    "lore": FOR_NOTHING,
    "tags": FOR_NOTHING,
    "source": FOR_NOTHING,
}
"""The keys of a character file that nothing offline comes of; of `extensions` it is said that they
are other programs' data.
"""
ASKED_FOR: Mapping[str, str] = {
    "goals": "wish",
    "fears": "dread",
    "skills": "skill",
    "likes": "like",
    "dislikes": "dislike",
}
"""The keys that are used where a plot asks for what stands there, and what it asks for by."""
SELDOM_ASKED_FOR = ("skills", "likes", "dislikes")
AVOIDABLE = ("violence",)
"""What a story can be told to avoid."""


def unused_of_character(reading: Reading) -> Iterator[str]:
    """What is not used of one character, whatever the story is."""
    yield from _of_any_story(reading)
    for key in SELDOM_ASKED_FOR:
        if _says(reading, key):
            yield f"{reading.at(key)}: '{key}' is used only where a plot asks for it"


def unused_in_story(
    readings: Sequence[Reading], config: StoryConfig, genre: Genre
) -> Iterator[str]:
    """What is not used of a story and of its cast, whatever the seed is."""
    for number, word in enumerate(config.avoid):
        if word not in AVOIDABLE:
            known = f"what can be avoided is {', '.join(AVOIDABLE)}"
            yield f"{config.where('avoid', number)}: '{printable(word)}' {FOR_NOTHING}; {known}"
    yield from unused_of_world(config, genre)
    asked = words_asked(_kernels(config, genre))
    for reading in readings:
        yield from _of_any_story(reading)
        for key, word in ASKED_FOR.items():
            if word not in asked and _says(reading, key):
                yield f"{reading.at(key)}: '{key}' {FOR_NOTHING}; no plot here asks for a {word}"


def unused_as_cast(readings: Sequence[Reading], setting: Setting) -> Iterator[str]:
    """Whose wishes and fears have no place in the plot as this seed casts it."""
    texts = tuple(
        chain(
            (getattr(fact, key) for fact in setting.facts.values() for key in FACT_TEXTS),
            (way.worth for one in setting.complications for way in one.ways),
            (ending.says for ending in setting.endings),
        )
    )
    for reading in readings:
        person = setting.people[reading.files.id]
        for key, said_of in (("goals", _wishes(person)), ("fears", _dreads(person))):
            if said_of and not any(one in text for one in said_of for text in texts):
                where = f"{reading.at(key)}: '{key}' of {printable(person.short)}"
                yield f"{where} have no part in the plot of seed {printable(setting.seed)}"


def _wishes(person: Person) -> tuple[str, ...]:
    return tuple(wish(text, person.pronouns) for text in person.goals)


def _dreads(person: Person) -> tuple[str, ...]:
    return tuple(dread(text, person.pronouns) for text in person.fears)


def _of_any_story(reading: Reading) -> Iterator[str]:
    for key, why in OF_A_CHARACTER.items():
        if _says(reading, key):
            yield f"{reading.at(key)}: '{key}' {why}"
    for note in reading.files.notes:
        yield said(note.path, 1, FOR_A_MODEL)


def _says(reading: Reading, key: str) -> bool:
    """Whether the file says something there."""
    card = reading.card
    return card.says_age if key == "age" else bool(getattr(card.person, key))


def _kernels(config: StoryConfig, genre: Genre) -> Iterable[Kernel]:
    """The plots that a story can have."""
    every = {**genre.spare, **genre.kernels}
    asked = [every[name] for name in (config.kernel, config.second) if name in every]
    return asked if config.kernel else [*genre.kernels.values(), *asked]


def words_asked(kernels: Iterable[Kernel]) -> Collection[str]:
    """The words by which these plots ask for what is people's own."""
    texts = (
        text
        for kernel in kernels
        for body in bodies(kernel)
        for text in chain(
            (getattr(slot.fact, key) for slot in body.facts.values() for key in FACT_TEXTS),
            (way.worth for one in body.complications for way in one.ways),
        )
    )
    endings = (ending.says for kernel in kernels for ending in kernel.endings)
    return {word for text in chain(texts, endings) for _, word, _ in OWN_SLOT.findall(text)}
