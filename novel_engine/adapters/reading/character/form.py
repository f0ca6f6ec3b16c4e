"""The form of a character file: its keys, what each may hold, and what an editor says of it."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
)

from novel_engine.adapters.reading.character.card import Card
from novel_engine.adapters.reading.character.naming import parted
from novel_engine.adapters.reading.character.own_pronouns import in_own_pronouns
from novel_engine.adapters.reading.form_base import (
    ONE_OR_MANY,
    Claim,
    Feeling,
    Form,
    Passage,
    Phrase,
    Phrases,
    Reference,
    Short,
    Speech,
    Speeches,
    Stakes,
    ToldPhrases,
    ToldText,
)
from novel_engine.adapters.reading.name_text import EMOJI, fit_for_a_name, fit_for_a_title
from novel_engine.adapters.untrusted_text import clean_line, is_visible
from novel_engine.story.english.written_phrases import tell_phrase
from novel_engine.story.english.written_slots import hedge_phrase, oath_phrase
from novel_engine.story.givens import people
from novel_engine.story.givens.people import (
    PRONOUN_SETS,
    THEY,
    TRAIT_AXES,
    Person,
    Pronouns,
    Tie,
    Voice,
)

IT = Pronouns("it", "it", "its", "its", "itself")
NEOPRONOUNS = {
    f"{forms[0]}/{forms[1]}": Pronouns(*forms)
    for forms in (
        ("xe", "xem", "xyr", "xyrs", "xemself"),
        ("ze", "zir", "zir", "zirs", "zirself"),
        ("ze", "hir", "hir", "hirs", "hirself"),
        ("ey", "em", "eir", "eirs", "emself"),
        ("fae", "faer", "faer", "faers", "faerself"),
        ("ve", "ver", "vis", "vis", "verself"),
    )
}
SETS = {**PRONOUN_SETS, "it/its": IT, **NEOPRONOUNS}
SUBJECT_OF = {known.subject: known for known in reversed(SETS.values())}
# Forms: she, her, her, hers, herself.
FIVE = 5
PRONOUN = re.compile(r"(?:[A-Za-z]|[^\x00-\x7f])+(?:['-](?:[A-Za-z]|[^\x00-\x7f])+)*")
# Letters: of each.
LONGEST_PRONOUN = 20


def _of_the_person(habit: str, given: ValidationInfo) -> str:
    """The habit in the pronouns of the file, which stand before it in the form."""
    own = given.data.get("pronouns")
    return in_own_pronouns(habit, own) if habit and isinstance(own, Pronouns) else habit


TellText = Annotated[ToldText, AfterValidator(tell_phrase), AfterValidator(_of_the_person)]
Hedges = Annotated[
    list[Annotated[ToldText, AfterValidator(hedge_phrase)]], Field(max_length=60), ONE_OR_MANY
]
Oaths = Annotated[
    list[Annotated[ToldText, AfterValidator(oath_phrase)]], Field(max_length=60), ONE_OR_MANY
]
AxisValue = Annotated[int, Field(ge=-2, le=2)]


def _pronouns(value: object) -> Pronouns:
    """A known set, or five forms: `she/her/her/hers/herself`."""
    forms = value.split("/") if isinstance(value, str) else value
    if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
        raise ValueError(
            "must be she/her, he/him, they/them, it/its or five forms of your own; "
            "write one of them"
        )
    words = [clean_line(form).lower() for form in forms]
    known = [pronouns for name, pronouns in SETS.items() if _begins(words, name, pronouns)]
    if known:
        return known[0]
    if len(words) > 1 and all(word in SUBJECT_OF for word in words):
        return SUBJECT_OF[words[0]]
    if len(words) != FIVE or not all(map(_is_pronoun, words)):
        raise ValueError("are not known; give all five forms, as in 'ze/zir/zir/zirs/zirself'")
    subject, object_, possessive, own, reflexive = words
    plural = subject == THEY.subject
    return Pronouns(subject, object_, possessive, own, reflexive, plural=plural)


def _is_pronoun(word: str) -> bool:
    is_a_word = is_visible(word) and PRONOUN.fullmatch(word) is not None
    return is_a_word and not EMOJI.search(word) and len(word) <= LONGEST_PRONOUN


def _begins(words: list[str], name: str, known: Pronouns) -> bool:
    whole = [known.subject, known.object, known.possessive, known.own, known.reflexive]
    two = [known.subject, known.object]
    shorter = ([known.subject], name.split("/"), [*two, known.own], [*two, known.possessive])
    return words == whole or words in shorter


def _whole_name(text: str) -> str:
    """The name, if it can stand in prose; a nickname may be in quotation marks or brackets."""
    fit_for_a_title(text)
    name = clean_line(text)
    nickname, rest = parted(name)
    if nickname or "(" not in name:
        fit_for_a_name(nickname)
        fit_for_a_name(rest)
    else:
        fit_for_a_name(name)
    if not is_visible(name):
        raise ValueError("is empty; write something")
    return name


def _one_claim(value: object) -> object:
    return {"claim": value} if isinstance(value, str) else value


def _one_label(value: object) -> object:
    return {"label": value} if isinstance(value, str) else value


def _one_text(value: object) -> object:
    return {"content": value} if isinstance(value, str) else value


def _words_or_axes(value: object) -> object:
    if isinstance(value, str):
        return {"words": [part for part in value.split(",") if part.strip()]}
    return {"words": value} if isinstance(value, list) else {"axes": value}


class VoiceForm(Form):
    """How the person speaks."""

    formality: AxisValue = Field(0, description="From -2, careless, to 2, ceremonious.")
    length: Literal["short", "medium", "long"] = Field(
        "medium", description="How long the sentences run."
    )
    hedges: Hedges = Field(
        default_factory=list, description="What softens a statement: 'I suppose'."
    )
    oaths: Oaths = Field(default_factory=list, description="What bursts out: 'for pity's sake'.")
    address: Literal["first", "surname", "nickname", "none"] = Field(
        "first", description="By which name the person calls others."
    )


class CharacterSecretForm(Form):
    """Something the person hides."""

    claim: Claim = Field(description="What is hidden: a clause that fits after 'that'.")
    stakes: Stakes = Field(1, description="How much hangs on it, 0 to 3.")


class TieForm(Form):
    """How the person stands to another; every feeling from -3 to 3."""

    label: ToldText = Field("", description="What the other is to them: 'old colleague'.")
    affection: Feeling = 0
    trust: Feeling = 0
    respect: Feeling = 0
    fear: Feeling = 0
    debt: Feeling = 0


class AxesForm(Form):
    """The eight axes, each from -2 to 2."""

    nerve: AxisValue = Field(0, description="Hangs back, or steps forward.")
    candour: AxisValue = Field(0, description="Guards what is so, or says it.")
    warmth: AxisValue = Field(0, description="Cool, or kind.")
    pride: AxisValue = Field(0, description="Owns a fault, or never.")
    patience: AxisValue = Field(0, description="At once, or in its time.")
    order: AxisValue = Field(0, description="It will do, or properly.")
    trustfulness: AxisValue = Field(0, description="Asks for proof, or takes it as given.")
    restraint: AxisValue = Field(0, description="Feelings come out, or are kept in.")


class TemperamentForm(Form):
    """Words, or axes."""

    words: Annotated[list[Phrase], Field(max_length=60)] = Field(default_factory=list)
    axes: AxesForm = Field(default_factory=lambda: AxesForm.model_validate({}))


class LoreForm(Form):
    """Something the person knows about the world."""

    keys: Phrases = Field(default_factory=list, description="The words that bring it to mind.")
    content: Speech = Field(description="What it is.")


WholeName = Annotated[str, Field(max_length=80), AfterValidator(_whole_name)]
Traits = Annotated[
    TemperamentForm,
    BeforeValidator(_words_or_axes, json_schema_input_type=list[str] | AxesForm | str),
]
SecretField = Annotated[
    CharacterSecretForm,
    BeforeValidator(_one_claim, json_schema_input_type=str | CharacterSecretForm),
]
TieTo = Annotated[TieForm, BeforeValidator(_one_label, json_schema_input_type=str | TieForm)]
LoreField = Annotated[LoreForm, BeforeValidator(_one_text, json_schema_input_type=str | LoreForm)]
PronounsField = Annotated[
    Pronouns,
    PlainValidator(
        _pronouns,
        json_schema_input_type=str | Annotated[list[str], Field(min_length=FIVE, max_length=FIVE)],
    ),
]


class CharacterForm(Form):
    """A character for novel-engine. Only `name` is required; the rest is given by the seed."""

    model_config = ConfigDict(title="Novel Engine character")

    name: WholeName = Field(description="The whole name.", examples=["Ida Kessel"])
    short: Short = Field(
        "",
        description="What the prose calls the person; by default the given name.",
        examples=["Ida"],
    )
    surname: Short = Field(
        "",
        description="What those call the person who go by surnames; by default the family name.",
        examples=["Kessel"],
    )
    nickname: Short = Field("", description="What friends call the person.")
    pronouns: PronounsField = Field(
        "they/them",
        validate_default=True,
        description="she/her, he/him, they/them, it/its, or five forms of your own.",
        examples=["she/her", "ze/zir/zir/zirs/zirself"],
    )
    age: int = Field(40, ge=0, le=10_000, description="How old the person is, in years.")
    work: ToldText = Field(
        "", description="What the person does for a living.", examples=["station keeper"]
    )
    description: Passage = Field("", description="Who this is, in a sentence or a page.")
    backstory: Passage = Field("", description="What made the person so.")
    traits: Traits = Field(
        default_factory=lambda: TemperamentForm.model_validate({}),
        description="Adjectives, or values from -2 to 2 for the eight axes.",
        examples=[["exact", "proud", "slow to forgive"], {"pride": 2, "candour": 1}],
    )
    voice: VoiceForm = Field(
        default_factory=lambda: VoiceForm.model_validate({}),
        description="Stiff or easy, curt or wordy, and which phrases recur.",
    )
    goals: ToldPhrases = Field(
        default_factory=list,
        description="What the person wants.",
        examples=[["keep the station open"]],
    )
    fears: ToldPhrases = Field(
        default_factory=list, description="What the person avoids.", examples=[["being thanked"]]
    )
    secrets: list[SecretField] = Field(
        default_factory=list, max_length=20, description="What the person hides."
    )
    relationships: dict[Reference, TieTo] = Field(
        default_factory=dict,
        max_length=250,
        description="How the person stands to others, by their directory's name or their own.",
        examples=[{"bram-holt": {"label": "old colleague", "trust": 2}}],
    )
    tactics: Phrases = Field(
        default_factory=list,
        description="How the person goes about things.",
        examples=[["argue from duty", "go quiet"]],
    )
    never: Phrases = Field(
        default_factory=list, description="What the person does not do.", examples=[["threaten"]]
    )
    tell: TellText = Field(
        "",
        description="What the body does when the person hides something: a verb first, no subject.",
        examples=["squares whatever lies in front of her"],
    )
    example_dialogue: Speeches = Field(
        default_factory=list,
        description="Lines as this person would say them.",
        examples=[["It is in the book. Everything is in the book."]],
    )
    beliefs: Phrases = Field(default_factory=list, description="What the person holds to be so.")
    skills: Phrases = Field(default_factory=list, description="What the person can do.")
    likes: Phrases = Field(default_factory=list, description="What the person likes.")
    dislikes: Phrases = Field(default_factory=list, description="What the person dislikes.")
    lore: list[LoreField] = Field(
        default_factory=list, max_length=200, description="What the person knows of the world."
    )
    tags: Phrases = Field(default_factory=list, description="For finding the character again.")
    source: Speech = Field("", description="Where the character comes from.")
    extensions: dict[str, Any] = Field(
        default_factory=dict, description="Other programs' data: kept as it is, and never used."
    )


def card_of(form: CharacterForm, id_: str) -> Card:
    """What a filled form says of the character that has this id."""
    given, axes = form.model_fields_set, form.traits.axes
    return Card(
        _written(form, id_),
        words=tuple(form.traits.words),
        axes=tuple(getattr(axes, axis) for axis in TRAIT_AXES),
        says_axes=bool(axes.model_fields_set),
        says_age="age" in given,
        says_voice="voice" in given,
    )


def _written(form: CharacterForm, id_: str) -> Person:
    return Person(
        id=id_,
        name=form.name,
        short=form.short,
        nickname=form.nickname,
        formal=form.surname,
        pronouns=form.pronouns,
        age=form.age,
        work=form.work,
        description=form.description,
        backstory=form.backstory,
        voice=_voice(form.voice),
        goals=tuple(form.goals),
        fears=tuple(form.fears),
        secrets=tuple(people.Secret(secret.claim, secret.stakes) for secret in form.secrets),
        ties=tuple(_tie(other, tie) for other, tie in form.relationships.items()),
        tactics=tuple(form.tactics),
        never=tuple(form.never),
        tell=form.tell,
        example_dialogue=tuple(form.example_dialogue),
        beliefs=tuple(form.beliefs),
        skills=tuple(form.skills),
        likes=tuple(form.likes),
        dislikes=tuple(form.dislikes),
        lore=tuple(people.Lore(lore.content, tuple(lore.keys)) for lore in form.lore),
        tags=tuple(form.tags),
        source=form.source,
        extensions=json.dumps(form.extensions, ensure_ascii=False) if form.extensions else "",
    )


def _voice(form: VoiceForm) -> Voice:
    return Voice(form.formality, form.length, tuple(form.hedges), tuple(form.oaths), form.address)


def _tie(other: str, form: TieForm) -> Tie:
    return Tie(other, form.label, form.affection, form.trust, form.respect, form.fear, form.debt)
