"""The forms of the files of words in `configs/core`, and the lexicon that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pydantic import Field

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.character.lexicon import (
    LEXICON_FILES,
    Lexicon,
    Points,
    Tactic,
    plainly,
)
from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.form_base import Form, filled
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.errors import GenreError
from novel_engine.story.givens.people import TRAIT_AXES

STEPS = ("-2", "-1", "1", "2")
"""Of an axis, from its low end to its high end; in the middle is whoever says nothing."""


class AxisForm(Form):
    """One axis, and the words for its steps."""

    about: str
    low: str
    high: str
    words: dict[str, list[str]]


class TraitsForm(Form):
    """`traits.yaml`."""

    turns: list[str]
    alone: list[str]
    axes: dict[str, AxisForm]


class TacticForm(Form):
    """One way of going about things."""

    line: str
    saying: str = ""
    aliases: list[str]
    leans: dict[str, int]
    colours: list[str]


class TacticsForm(Form):
    """`tactics.yaml`."""

    tactics: dict[str, TacticForm]
    refusals: dict[str, list[str]]


class HabitsForm(Form):
    """`habits.yaml`."""

    tells: list[str] = Field(min_length=1)
    hedges: list[str] = Field(min_length=1)
    oaths: list[str] = Field(min_length=1)


def lexicon_of(files: Sequence[InputFile]) -> Lexicon:
    """The lexicon that these files make. Raises GenreError."""
    by_name = {file.name: file for file in files}
    traits, tactics, habits = (
        read_document(by_name[f"core/{name}"], GenreError) for name in LEXICON_FILES
    )
    words = filled(TraitsForm, traits.mapping, traits)
    ways = filled(TacticsForm, tactics.mapping, tactics)
    own = filled(HabitsForm, habits.mapping, habits)
    aliases = {name: way.aliases for name, way in ways.tactics.items()}
    return Lexicon(
        words=MappingProxyType(_words(words, traits)),
        turns=frozenset(plainly(turn) for turn in words.turns),
        alone=frozenset(plainly(word) for word in words.alone),
        tactics=tuple(_tactic(name, way, tactics) for name, way in ways.tactics.items()),
        tactic_names=_by_alias(aliases, tactics, "tactics"),
        refusals=_by_alias(ways.refusals, tactics, "refusals"),
        tells=tuple(own.tells),
        hedges=tuple(own.hedges),
        oaths=tuple(own.oaths),
    )


def _words(form: TraitsForm, document: Document) -> dict[str, Points]:
    found: dict[str, Points] = {}
    for number, axis in enumerate(TRAIT_AXES):
        if axis not in form.axes:
            document.fail(f"the axis '{axis}' is missing; add it", "axes")
        for step, words in form.axes[axis].words.items():
            here = ("axes", axis, "words", step)
            if step not in STEPS:
                document.fail(f"'{step}' is no step of an axis; use -2, -1, 1 or 2", *here)
            for word in words:
                points = found.get(plainly(word), ())
                if number in dict(points):
                    document.fail(f"'{word}' stands twice on '{axis}'; keep one", *here)
                found[plainly(word)] = (*points, (number, int(step)))
    return found


def _tactic(name: str, form: TacticForm, document: Document) -> Tactic:
    for axis in form.leans:
        if axis not in TRAIT_AXES:
            document.fail(
                f"there is no axis '{axis}'; use one of traits.yaml", "tactics", name, "leans", axis
            )
    leans = tuple((TRAIT_AXES.index(axis), value) for axis, value in form.leans.items())
    return Tactic(name, form.line, leans, tuple(form.colours))


def _by_alias(aliases: Mapping[str, list[str]], document: Document, key: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, others in aliases.items():
        for written in (name, *others):
            if found.setdefault(plainly(written), name) != name:
                document.fail(
                    f"'{written}' already means '{found[plainly(written)]}'; keep one", key, name
                )
    return MappingProxyType(found)
