"""The form of a story file: its keys, what each may hold, and what an editor says of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from novel_engine.adapters.reading.form_base import (
    Claim,
    Feeling,
    Form,
    NameText,
    Passage,
    Phrase,
    Phrases,
    Reference,
    References,
    Stakes,
    TitleText,
    ToldText,
)
from novel_engine.adapters.reading.model_names import model_name
from novel_engine.adapters.reading.story.settings import MOST_NIGHTS, NIGHTS
from novel_engine.adapters.reading.story.world_form import MatterOf, WordingsForm, WorldForm
from novel_engine.adapters.untrusted_text import slug
from novel_engine.errors import UsageError
from novel_engine.story.english.written_slots import (
    item_phrase,
    place_phrase,
    question_phrase,
)
from novel_engine.story.givens.config import SEAMS
from novel_engine.story.givens.idiom import GrammaticalPerson, GrammaticalTense
from novel_engine.story.givens.tension_curve import TensionForm as Tension


def _seed(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _safe_seed(seed: str) -> str:
    """A seed names a folder, so it holds nothing that a path could mean something by."""
    if not all(sign.isalnum() or sign in "-_" for sign in seed):
        raise ValueError("may hold letters, digits, '-' and '_'; choose another, such as 7")
    return seed


def _identifier(text: str) -> str:
    if slug(text) != text:
        raise ValueError(
            f"must be lower-case words joined by hyphens; write '{slug(text) or 'the-cellar'}'"
        )
    return text


def _same_for_all(value: object) -> object:
    return dict.fromkeys(SEAMS, value) if isinstance(value, str) else value


def _known_model(text: str) -> str:
    """A name that some model could have; whether it answers is another matter."""
    try:
        return str(model_name(text))
    except UsageError as problem:
        raise ValueError(f"cannot be used: {problem}") from problem


ModelText = Annotated[Phrase, AfterValidator(_known_model)]
Seed = Annotated[
    str,
    Field(min_length=1, max_length=40),
    BeforeValidator(_seed, json_schema_input_type=int | str),
    AfterValidator(_safe_seed),
]
Id = Annotated[str, Field(max_length=60), AfterValidator(_identifier)]


class FactForm(WordingsForm):
    """Something that is so, or is not, and matters."""

    claim: Claim = Field(description="What is so: a clause that fits after 'that'.")
    kind: Reference = Field(
        "",
        description="Its part in a plot, a kind of fact of the genre's; by default a secret.",
        examples=["deed"],
    )
    truth: bool = Field(True, description="Whether it is true in the story's world.")
    stakes: Stakes = Field(1, description="How much hangs on it, 0 to 3.")
    subject: Reference = Field("", description="The person it is about.")
    secret_of: Reference = Field("", description="The person who would hide it.")
    hurts: Reference = Field("", description="The person it would hurt to learn it.")
    shows: ToldText = Field("", description="Of evidence: what there is to see, as a clause.")
    known_by: References = Field(
        default_factory=list, description="Who knows it before the story begins."
    )


class SecretForm(Form):
    """Something one of the cast hides."""

    of: Reference = Field(description="The person who hides it.")
    claim: Claim = Field(description="What they hide: a clause that fits after 'that'.")
    stakes: Stakes = Field(1, description="How much hangs on it, 0 to 3.")


class RelationshipForm(Form):
    """How one of the cast stands to another in this story."""

    one: Reference = Field(alias="from", description="The person who feels it.")
    to: Reference = Field(description="The person they feel it for.")
    label: ToldText = Field("", description="What the other is to them: 'old colleague'.")
    affection: Feeling = 0
    trust: Feeling = 0
    respect: Feeling = 0
    fear: Feeling = 0
    debt: Feeling = 0


class ThreadForm(Form):
    """A question the reader is to carry."""

    question: Annotated[ToldText, AfterValidator(question_phrase)] = Field(
        description="As a question: 'Will Ruth be told?'"
    )
    holder: Reference = Field("", description="Whose question it is.")
    stakes: Stakes = Field(1, description="How much hangs on it, 0 to 3.")


class PlaceForm(Form):
    """A place beside those of the genre."""

    name: Annotated[NameText, AfterValidator(place_phrase)] = Field(
        description="As the prose says it: 'the old cellar'."
    )
    id: Id = Field("", description="Its id; by default made from the name.")
    preposition: Literal["in", "on", "at"] = Field("in", description="One is in, on or at it.")
    adjacent: References = Field(
        default_factory=list, description="The ids of the places next to it."
    )
    private: bool = Field(False, description="Whether nobody outside overhears what is said in it.")


class ItemForm(Form):
    """A thing beside those of the genre."""

    name: Annotated[NameText, AfterValidator(item_phrase)] = Field(
        description="As the prose says it: 'the brass key'; a capital and no article is a name."
    )
    id: Id = Field("", description="Its id; by default made from the name.")
    plural: bool = Field(False, description="Whether verbs agree as with 'gloves'.")
    portable: bool = Field(True, description="Whether it can be carried.")
    holder: Reference = Field("", description="The person who has it.")
    place: Reference = Field("", description="The id of the place it lies in, if nobody has it.")


class PriceForm(Form):
    """What a model costs, where no price is published, or more than that."""

    input: float = Field(
        ge=0, le=10_000, description="US dollars a million tokens of what is asked."
    )
    output: float = Field(
        ge=0, le=10_000, description="US dollars a million tokens of what is answered."
    )


class ModelsForm(Form):
    """A model for each seam; a seam that is left out stays offline."""

    deciding: ModelText = Field("offline", description="Chooses what characters do.")
    framing: ModelText = Field("offline", description="Chooses the next scene.")
    narrating: ModelText = Field("offline", description="Words the chapters.")
    temperature: float = Field(0.8, ge=0, le=2, description="How freely it chooses its words.")
    timeout: int = Field(60, ge=1, le=3600, description="Seconds that one attempt may take.")
    output: Literal["native", "prompted"] = Field(
        "native",
        description="Whether the provider is given the JSON Schema, or it stands in the prompt.",
    )
    at_once: int = Field(4, ge=1, le=16, description="How many chapters are written side by side.")
    improvise: bool = Field(
        True, description="Whether characters may do small things that are on no menu."
    )
    prices: dict[Phrase, PriceForm] = Field(
        default_factory=dict,
        max_length=40,
        description="Prices by model, where none is published; a published price is never lowered.",
        examples=[{"openai:my-own": {"input": 0.1, "output": 0.4}}],
    )


Models = Annotated[
    ModelsForm, BeforeValidator(_same_for_all, json_schema_input_type=str | ModelsForm)
]


class StoryForm(Form):
    """A story for novel-engine: who is in it, where, and what it is about. Only `cast` is
    required.
    """

    model_config = ConfigDict(title="Novel Engine story")

    title: TitleText = Field(
        "", description="By default the title of its situation.", examples=["The Sledge Fuel"]
    )
    genre: Reference = Field(
        "",
        description="A genre that comes with the program, or a directory.",
        examples=["winter-station"],
    )
    cast: References = Field(
        min_length=2,
        description="Names of directories under characters/, or paths to them; two at least.",
        examples=[["ida-kessel", "bram-holt", "./people/ruth"]],
    )
    premise: Passage = Field("", description="What has happened, in a sentence or two.")
    kernel: Reference = Field("", description="The main plot; by default the seed's choice.")
    second: Reference = Field(
        "", description="The plot braided with it; by default the seed's choice."
    )
    roles: dict[Phrase, Reference] = Field(
        default_factory=dict,
        max_length=40,
        description="Who fills which part of the plot; the rest are cast by fitness and seed.",
        examples=[{"culprit": "bram-holt"}],
    )
    form: Tension | None = Field(
        None, description="How tension runs; by default the seed's choice."
    )
    scenes: int | None = Field(
        None,
        ge=3,
        le=200,
        description="How many scenes are planned; by default what the words want.",
    )
    words: int = Field(
        3000,
        ge=300,
        le=50_000,
        description="About how many words the telling has, if its people and plots carry so many.",
    )
    nights: int | None = Field(
        None,
        ge=1,
        le=MOST_NIGHTS,
        description=(
            "How many nights of the story are simulated, of which the one with the best plot is "
            f"told; by default {NIGHTS}, and 1 where a model decides or frames."
        ),
    )
    focalizer: Reference = Field("", description="Through whom it is told; by default chosen.")
    style: Phrase = Field(
        "", description="The manner of the telling, where the genre offers several."
    )
    person: GrammaticalPerson | None = Field(
        None, description="Third, or first of the focalizer, in the plain voice; by default third."
    )
    tense: GrammaticalTense | None = Field(
        None, description="Past, or present in the plain voice; by default past."
    )
    facts: list[FactForm] = Field(
        default_factory=list, max_length=60, description="What is so, beside what the plot brings."
    )
    secrets: list[SecretForm] = Field(
        default_factory=list, max_length=60, description="What the cast hides in this story."
    )
    relationships: list[RelationshipForm] = Field(
        default_factory=list,
        max_length=500,
        description="How the cast stand to each other in this story.",
    )
    threads: list[ThreadForm] = Field(
        default_factory=list, max_length=20, description="Questions for the reader to carry."
    )
    places: list[PlaceForm] = Field(
        default_factory=list, max_length=40, description="Places beside the genre's."
    )
    items: list[ItemForm] = Field(
        default_factory=list, max_length=60, description="Things beside the genre's."
    )
    world: WorldForm | None = Field(
        None, description="A world of one's own: places, time, work. In the place of a genre's."
    )
    matter: dict[Reference, MatterOf] = Field(
        default_factory=dict,
        max_length=12,
        description="What a plot is about here, by its kernel; the rest the kernel supplies.",
        examples=[{"concealed_harm": {"deed": "{culprit} let the iron down"}}],
    )
    avoid: Phrases = Field(
        default_factory=list, description="What must not happen.", examples=[["violence"]]
    )
    model: Models = Field(
        default_factory=lambda: ModelsForm.model_validate({}),
        description="Offline, or a model such as 'gemini:…': for everything, or for each seam.",
    )
    seed: Seed | None = Field(
        None, description="Fixes every draw; by default the smallest that is free.", examples=[7]
    )
