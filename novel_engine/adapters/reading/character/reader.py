"""A character's files as a person: what they say, what the seed adds, and what in them meant
nothing to the engine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from novel_engine.adapters.files.input_files import InputFile, said
from novel_engine.adapters.reading.character import defaults as drawing
from novel_engine.adapters.reading.character.form import CharacterForm, TieForm, VoiceForm
from novel_engine.adapters.reading.character.lexicon import Lexicon, Points, temperament
from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.form_base import filled
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.adapters.untrusted_text import clean_text, is_visible, shown
from novel_engine.errors import CastError
from novel_engine.story.givens.people import TRAIT_AXES, Lore, Person, Secret, Tie, Voice

TITLES = (
    *(
        "dr",
        "doctor",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "the",
    ),
    *(
        "captain",
        "capt",
        "sergeant",
        "sgt",
        "major",
        "colonel",
        "general",
        "lieutenant",
        "inspector",
        "detective",
    ),
    *(
        "constable",
        "sheriff",
        "judge",
        "father",
        "mother",
        "sister",
        "brother",
        "saint",
        "st",
        "rabbi",
        "imam",
    ),
    *(
        "madame",
        "monsieur",
        "herr",
        "frau",
        "don",
        "doña",
        "uncle",
        "aunt",
        "old",
        "young",
        "little",
        "big",
    ),
    *("nurse", "king", "queen", "prince", "princess", "count", "countess"),
)


@dataclass(frozen=True, slots=True)
class CharacterFiles:
    """A character's directory: its id, `character.yaml`, the background beside it, and what nobody
    reads.
    """

    id: str
    card: InputFile
    notes: tuple[InputFile, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A character's files, understood."""

    files: CharacterFiles
    document: Document
    form: CharacterForm
    background: str

    def at(self, *path: str | int) -> str:
        """`file:line` of a key."""
        return self.document.at(*path)


def read_character(files: CharacterFiles) -> Reading:
    """Parse the files. Raises CastError: every problem, one a line."""
    document = read_document(files.card, CastError)
    form = filled(CharacterForm, document.mapping, document)
    return Reading(files, document, form, "\n\n".join(_background(note) for note in files.notes))


def _background(note: InputFile) -> str:
    try:
        return clean_text(note.data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        line = 1 + note.data.count(b"\n", 0, problem.start)
        raise CastError(
            said(note.path, line, "this is not UTF-8 text; save the file in UTF-8")
        ) from problem


def person_of(reading: Reading, lexicon: Lexicon, drawn: drawing.Sketch, tell: str) -> Person:
    """The person. What the form leaves out is drawn; `tell` is used if the form has none."""
    form, given = reading.form, reading.form.model_fields_set
    traits = temperament(_points(form, lexicon)) if _says_traits(form, lexicon) else drawn.traits
    tactics = _known(form.tactics, lexicon.tactic) or drawing.fitting_tactics(
        lexicon, drawn, traits
    )
    whole = Person(
        id=reading.files.id,
        name=form.name,
        short=form.short or short_name(form.name),
        pronouns=form.pronouns,
        age=form.age if "age" in given else drawn.age,
        traits=traits,
        voice=_voice(form.voice) if "voice" in given else drawing.fitting_voice(drawn, traits),
        tactics=tactics,
        never=_known(form.never, lexicon.refusal),
        tell=form.tell or drawing.in_own_words(tell, form.pronouns),
        background=reading.background,
    )
    return _with_what_is_copied(whole, form)


def _with_what_is_copied(person: Person, form: CharacterForm) -> Person:
    return replace(
        person,
        nickname=form.nickname,
        work=form.work,
        description=form.description,
        backstory=form.backstory,
        goals=tuple(form.goals),
        fears=tuple(form.fears),
        secrets=tuple(Secret(secret.claim, secret.stakes) for secret in form.secrets),
        ties=tuple(_tie(other, tie) for other, tie in form.relationships.items()),
        example_dialogue=tuple(form.example_dialogue),
        beliefs=tuple(form.beliefs),
        skills=tuple(form.skills),
        likes=tuple(form.likes),
        dislikes=tuple(form.dislikes),
        lore=tuple(Lore(lore.content, tuple(lore.keys)) for lore in form.lore),
        tags=tuple(form.tags),
        source=form.source,
        extensions=json.dumps(form.extensions, ensure_ascii=False) if form.extensions else "",
    )


def unmapped(reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    """Every word in the files that the engine could not place, as `file:line: …`."""
    form = reading.form
    for number, word in enumerate(form.traits.words):
        if not lexicon.points(word):
            yield (
                f"{reading.at('traits', number)}: '{shown(word)}' says nothing about the eight "
                "axes; try another word"
            )
    for number, way in enumerate(form.tactics):
        if not lexicon.tactic(way):
            known = ", ".join(tactic.name for tactic in lexicon.tactics)
            yield (
                f"{reading.at('tactics', number)}: '{shown(way)}' is no known tactic; known: "
                f"{known}"
            )
    for number, deed in enumerate(form.never):
        if not lexicon.refusal(deed):
            yield (
                f"{reading.at('never', number)}: '{shown(deed)}' is no kind of action; try a "
                "verb such as 'lie'"
            )


def short_name(name: str) -> str:
    """What prose calls a person: the first name, where there is one."""
    words = [word for part in name.split() if is_visible(word := part.strip(","))]
    while len(words) > 1 and _is_title(words[0]):
        if len(words) == 2:
            return name
        words = words[1:]
    first = next((word for word in words if not _is_initial(word)), name)
    particle = first.islower() and any(word[:1].isupper() for word in words)
    return name if particle else first


def _is_title(word: str) -> bool:
    return word.casefold().rstrip(".") in TITLES


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 and word.endswith(".")


def _says_traits(form: CharacterForm, lexicon: Lexicon) -> bool:
    return bool(form.traits.axes.model_fields_set) or any(
        lexicon.points(word) for word in form.traits.words
    )


def _points(form: CharacterForm, lexicon: Lexicon) -> Points:
    written = tuple((n, getattr(form.traits.axes, axis)) for n, axis in enumerate(TRAIT_AXES))
    return written + tuple(point for word in form.traits.words for point in lexicon.points(word))


def _known(words: Sequence[str], meaning: Callable[[str], str]) -> tuple[str, ...]:
    """The meanings of the words that have one, each once."""
    return tuple(dict.fromkeys(found for word in words if (found := meaning(word))))


def _voice(form: VoiceForm) -> Voice:
    return Voice(form.formality, form.length, tuple(form.hedges), tuple(form.oaths), form.address)


def _tie(other: str, form: TieForm) -> Tie:
    return Tie(other, form.label, form.affection, form.trust, form.respect, form.fear, form.debt)
