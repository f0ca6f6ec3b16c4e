"""The forms of a world and of a plot's matter in a story file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from novel_engine.adapters.reading.form_base import (
    Claim,
    Form,
    NameText,
    Phrase,
    Phrases,
    Reference,
    References,
    TitleText,
    ToldText,
)
from novel_engine.adapters.reading.story.texture_form import (
    HandsOf,
    MotifOf,
    SayingOf,
    Sights,
)
from novel_engine.errors import GenreError
from novel_engine.story.english.written_slots import (
    gerund_phrase,
    item_phrase,
    noun_phrase,
    place_phrase,
)
from novel_engine.story.givens.conditions import parse_condition


def _one_name(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _one_claim(value: object) -> object:
    return {"claim": value} if isinstance(value, str) else value


class WorldPlaceForm(Form):
    """A place of the world."""

    name: Annotated[NameText, AfterValidator(place_phrase)] = Field(
        "", description="As the prose says it: 'the wings'; by default 'the' and its key."
    )
    at: Literal["in", "on", "at"] = Field("in", description="One is in, on or at it.")
    next: References = Field(default_factory=list, description="The keys of the places beside it.")
    private: bool = Field(False, description="Whether nobody outside overhears what is said in it.")
    affords: Phrases = Field(
        default_factory=list,
        description="What there is: table, food, beds, work, coats, sky, hearth, lamp.",
    )
    looks: Sights = Field(
        default_factory=list, description="What one sees there: 'bare boards and one lamp'."
    )
    sounds: Sights = Field(default_factory=list, description="What one hears there: 'the weir'.")
    smells: Sights = Field(default_factory=list, description="What it smells of: 'tar and rope'.")


class HoursForm(Form):
    """What the hours of a day are called there, each as when something happens."""

    morning: ToldText = Field("", description="As in 'before the doors open'.")
    day: ToldText = Field("", description="As in 'after the matinee'.")
    evening: ToldText = Field("", description="As in 'at the half-hour call'.")
    night: ToldText = Field("", description="As in 'when the house is dark'.")


class TimeForm(Form):
    """When it happens."""

    until: ToldText = Field(
        "",
        description="Until when things can be put right, as after 'before': 'the last house on Saturday'.",
    )
    weather: Phrases | None = Field(
        None, description="Words, one of which is drawn for a day; an empty list for none."
    )
    hours: HoursForm = Field(
        default_factory=lambda: HoursForm.model_validate({}),
        description="What the hours of a day are called, as when something happens.",
        examples=[{"evening": "after the second house"}],
    )


PlaceOf = Annotated[
    WorldPlaceForm, BeforeValidator(_one_name, json_schema_input_type=str | WorldPlaceForm)
]


class WorldForm(Form):
    """A world of one's own, in the place of a genre's. What is left out has a default."""

    name: Annotated[NameText, AfterValidator(place_phrase)] = Field(
        "", description="What all of it is called: 'the theatre'."
    )
    people: Annotated[NameText, AfterValidator(place_phrase)] = Field(
        "", description="What those who are in it are called together: 'the company'."
    )
    places: dict[Reference, PlaceOf] = Field(
        default_factory=dict,
        max_length=40,
        description="Where scenes can be, by a key of your own.",
        examples=[{"stage": {"name": "the stage", "next": ["wings"]}, "wings": "the wings"}],
    )
    time: TimeForm = Field(
        default_factory=lambda: TimeForm.model_validate({}), description="When it happens."
    )
    work: dict[Reference, ToldText] = Field(
        default_factory=dict,
        max_length=250,
        description="What people do for a living, by whose.",
        examples=[{"Dolly": "wardrobe mistress"}],
    )
    looks: dict[Reference, Sights] = Field(
        default_factory=dict,
        max_length=40,
        description="What one sees in a place, by its key, as under `places`.",
        examples=[{"stage": "bare boards and one lamp on a stand"}],
    )
    hands: dict[Reference, HandsOf] = Field(
        default_factory=dict,
        max_length=250,
        description="What people do with their hands while they talk, by their work or by whose.",
        examples=[{"lock-keeper": "turning the brass pin in its hole"}],
    )
    sayings: list[SayingOf] = Field(
        default_factory=list, max_length=40, description="What is said there and nowhere else."
    )
    motifs: list[MotifOf] = Field(
        default_factory=list,
        max_length=12,
        description="Things that come back, of which a story has one.",
        examples=[[{"what": "the lamp on the stand"}]],
    )


class WordingsForm(Form):
    """The forms of a fact beside its claim, and what is told of a reason and of a deed."""

    noun: Annotated[ToldText, AfterValidator(noun_phrase)] = Field(
        "", description="The same as a noun phrase: 'the drained fuel'."
    )
    gerund: Annotated[ToldText, AfterValidator(gerund_phrase)] = Field(
        "", description="The same after 'of': 'draining the fuel'."
    )
    because: ToldText = Field("", description="Of a reason: the event behind it, as a clause.")
    serves: ToldText = Field("", description="Of a reason: how the deed serves it, as a clause.")
    takes: ToldText = Field("", description="Of a deed: what it takes from somebody, as a phrase.")
    by: ToldText = Field("", description="Of a deed: until when that was wanted, as after 'by'.")
    mends: ToldText = Field(
        "", description="Of a deed: what would put it right, as a clause after 'unless'."
    )
    tokens: Phrases = Field(
        default_factory=list, description="Words that would give it away; checked against leaks."
    )


class MatterFactForm(WordingsForm):
    """One fact of a kernel's, as it is in this story; people stand in braces by their parts."""

    claim: Claim = Field("", description="What is so: a clause that fits after 'that'.")


class ExhibitForm(Form):
    """A thing that shows something."""

    item: Annotated[NameText, AfterValidator(item_phrase)] = Field(
        description="As the prose says it, without an article: 'cut rope'."
    )
    shows: ToldText = Field(description="What there is to see: 'it was cut clean, from above'.")
    points: Phrase = Field("", description="The part at whom it points; by default nobody.")
    place: Reference = Field("", description="Where it lies; by default where the kernel puts it.")


def _condition(text: str) -> str:
    """A condition as it was written; it is read to see that it can be."""
    try:
        parse_condition(text)
    except GenreError as problem:
        raise ValueError(f"is no condition: {problem}") from None
    return text


ConditionText = Annotated[str, Field(max_length=600), AfterValidator(_condition)]


class HappeningForm(Form):
    """Something that comes about of itself."""

    when: ConditionText = Field(
        description="A condition: as soon as it holds.",
        examples=["believes(finder, harm) & late()"],
    )
    who: Phrase = Field(description="The part to whom it happens, and who has to be there.")
    what: Claim = Field(description="What is so from then on: a clause that fits after 'that'.")


class OwnEndingForm(Form):
    """A way to end."""

    needs: list[ConditionText] = Field(
        default_factory=list, max_length=20, description="Conditions, all of which have to hold."
    )
    says: ToldText = Field("", description="What becomes of people by it, in sentences.")
    unsolved: bool = Field(False, description="Whether the main question is left open by it.")


FactOf = Annotated[
    MatterFactForm, BeforeValidator(_one_claim, json_schema_input_type=str | MatterFactForm)
]
FACT_KEY, OF_MATTER = (
    "facts",
    ("title", "evidence", "places", "takes", "by", "facts", "happens", "endings"),
)


def _gathered(value: object) -> object:
    """The facts of a kernel, which are written side by side with the rest, in one."""
    if not isinstance(value, dict):
        return value
    rest: dict[str, Any] = {key: value[key] for key in OF_MATTER if key in value}
    facts = {key: one for key, one in value.items() if key not in OF_MATTER}
    within = rest.get(FACT_KEY, {})
    return {**rest, FACT_KEY: {**within, **facts}} if isinstance(within, dict) else rest


class MatterForm(Form):
    """What a kernel is about in this story: beside these keys any fact of the kernel's by its name,
    as a clause or with more of its forms.
    """

    title: TitleText = Field("", description="The story's title, where it has none of its own.")
    facts: dict[Phrase, FactOf] = Field(
        default_factory=dict, max_length=40, description="The kernel's facts by name."
    )
    takes: ToldText = Field("", description="What the deed takes from somebody, as a phrase.")
    by: ToldText = Field("", description="Until when that was wanted, as after 'by': 'Saturday'.")
    evidence: list[ExhibitForm] = Field(
        default_factory=list, max_length=12, description="What can be found, and at whom it points."
    )
    places: dict[Phrase, Reference] = Field(
        default_factory=dict,
        max_length=40,
        description="Which place is meant by a name of the kernel's.",
    )
    happens: dict[Phrase, HappeningForm] = Field(
        default_factory=dict,
        max_length=20,
        description="What comes about of itself, and when, by a name that `came(…)` asks for.",
    )
    endings: dict[Reference, OwnEndingForm] = Field(
        default_factory=dict, max_length=12, description="Ways to end, before the plot's own."
    )


MatterOf = Annotated[
    MatterForm, BeforeValidator(_gathered, json_schema_input_type=dict[str, Any] | MatterForm)
]
