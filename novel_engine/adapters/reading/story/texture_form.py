"""The forms of what belongs to one world alone: looks, sounds, smells, hands, sayings, motifs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from novel_engine.adapters.reading.form_base import (
    ONE_OR_MANY,
    Form,
    Phrase,
    Phrases,
    Reference,
    References,
    ToldText,
)
from novel_engine.adapters.reading.name_text import fit_for_prose
from novel_engine.errors import GenreError
from novel_engine.story.english.written_slots import noun_phrase
from novel_engine.story.english.written_textures import (
    hands_phrase,
    saying_sentence,
    sight_phrase,
    told_line,
)
from novel_engine.story.givens.fragments import (
    SLOT,
    Terms,
    check_template,
    parse_template,
    slots_in,
)
from novel_engine.story.givens.texture import Gesture, Motif, Saying

OF_A_LINE = Terms({}, frozenset(), frozenset(), {})
"""What a line of a motif may name: nobody but `{A}`."""
SLOTS_OF_A_LINE = ("A", "here")
Sight = Annotated[ToldText, AfterValidator(sight_phrase)]
Sights = Annotated[list[Sight], Field(max_length=12), ONE_OR_MANY]


def _fits_a_story(text: str) -> str:
    """A line whose slots are those of whoever it is told through, and where they are."""
    try:
        check_template(text, OF_A_LINE)
    except GenreError as problem:
        raise ValueError(str(problem)) from None
    fit_for_prose(SLOT.sub("", text))
    slots = (slot for line in parse_template(text) for slot in slots_in(line.pieces))
    if strange := [slot.root for slot in slots if slot.root not in SLOTS_OF_A_LINE]:
        raise ValueError(
            f"has a slot {{{strange[0]}}}; the slots here are {{A}}, as in lines, and {{here}}"
        )
    return text


ToldLine = Annotated[Phrase, AfterValidator(told_line), AfterValidator(_fits_a_story)]


def _one_act(value: object) -> object:
    return {"does": value} if isinstance(value, str) else value


def _one_saying(value: object) -> object:
    return {"says": value} if isinstance(value, str) else value


def _one_motif(value: object) -> object:
    return {"what": value} if isinstance(value, str) else value


def _as_hands(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


class HandsForm(Form):
    """What somebody does with their hands while they talk."""

    does: Annotated[ToldText, AfterValidator(hands_phrase)] = Field(
        description="In -ing: 'turning the brass pin in its hole'."
    )
    at: References = Field(
        default_factory=list,
        description="The keys of the places where it can be done; by default all.",
    )


class SayingForm(Form):
    """Something that is said there."""

    says: Annotated[ToldText, AfterValidator(saying_sentence)] = Field(
        description="A sentence: 'The water keeps its own books.'"
    )
    who: Reference = Field("", description="Whose it is, by name or work; by default anybody's.")
    about: Phrases = Field(
        default_factory=list,
        description="What is being talked of or done when it is said, in words of the plot: 'debt'.",
    )


class MotifForm(Form):
    """A thing that comes back three times: plain, charged and changed."""

    what: Annotated[ToldText, AfterValidator(noun_phrase)] = Field(
        description="The thing, with its article: 'the lamp on the stand'."
    )
    at: References = Field(
        default_factory=list,
        description="Where it can be seen; by default in the places whose looks speak of it, else in all.",
    )
    plain: ToldLine = Field(
        "", description="How it is told at first, as a thing that is just there."
    )
    charged: ToldLine = Field("", description="How it is told where the story has turned.")
    changed: ToldLine = Field("", description="How it is told last, when all of it is over.")


HandsOf = Annotated[
    list[Annotated[HandsForm, BeforeValidator(_one_act, json_schema_input_type=str | HandsForm)]],
    Field(max_length=6),
    BeforeValidator(_as_hands),
]
SayingOf = Annotated[
    SayingForm, BeforeValidator(_one_saying, json_schema_input_type=str | SayingForm)
]
MotifOf = Annotated[MotifForm, BeforeValidator(_one_motif, json_schema_input_type=str | MotifForm)]


def gestures_of(hands: Mapping[str, list[HandsForm]]) -> tuple[Gesture, ...]:
    """What each does with their hands, one after the other."""
    return tuple(
        Gesture(who, one.does, tuple(one.at)) for who, several in hands.items() for one in several
    )


def saying_of(form: SayingForm) -> Saying:
    """The saying of a form."""
    return Saying(form.says, form.who, tuple(form.about))


def motif_of(form: MotifForm) -> Motif:
    """The motif of a form."""
    return Motif(form.what, tuple(form.at), form.plain, form.charged, form.changed)
