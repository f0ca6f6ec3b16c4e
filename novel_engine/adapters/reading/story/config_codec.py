"""A filled story form as the config the engine reads, and that config as plain data again."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from novel_engine.adapters.files.bundled import DEFAULT_GENRE
from novel_engine.adapters.reading.story.form import (
    FactForm,
    ItemForm,
    ModelsForm,
    PlaceForm,
    RelationshipForm,
    StoryForm,
)
from novel_engine.adapters.reading.story.settings import TEXTS
from novel_engine.adapters.untrusted_text import slug
from novel_engine.story.givens.config import (
    OFFLINE,
    AuthoredFact,
    AuthoredItem,
    AuthoredSecret,
    AuthoredThread,
    AuthoredTie,
    Price,
    SeamModels,
    StoryConfig,
    scenes_for,
)
from novel_engine.story.givens.facts import Fact, Item, Place
from novel_engine.story.givens.people import Tie

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TIE_AXES = ("affection", "trust", "respect", "fear", "debt")
SMALL_WORDS = (
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
)
NAMELESS_STORY = "story"


def config_of(name: str, form: StoryForm) -> StoryConfig:
    """The config of a filled form. `name` is the story's file name without its ending."""
    return StoryConfig(
        name=name,
        title=form.title or _title(name),
        genre=form.genre or DEFAULT_GENRE,
        cast=tuple(form.cast),
        premise=form.premise,
        kernel=form.kernel,
        second=form.second,
        roles=tuple(sorted(form.roles.items())),
        form=form.form or "",
        scenes=form.scenes or scenes_for(form.words),
        words=form.words,
        focalizer=form.focalizer,
        style=form.style,
        facts=tuple(_fact(fact) for fact in form.facts),
        secrets=tuple(AuthoredSecret(s.of, s.claim, s.stakes) for s in form.secrets),
        relationships=tuple(_tie(tie) for tie in form.relationships),
        threads=tuple(AuthoredThread(t.question, t.holder, t.stakes) for t in form.threads),
        places=tuple(_place(number, place) for number, place in enumerate(form.places, 1)),
        items=tuple(_item(number, item) for number, item in enumerate(form.items, 1)),
        avoid=tuple(form.avoid),
        models=_models(form.model),
        seed=form.seed or "",
    )


def as_story_file(config: StoryConfig) -> dict[str, object]:
    """The config as a story file would say it, for `run.yaml`; read again it is the same config."""
    data: dict[str, object] = {key: getattr(config, key) for key in TEXTS if getattr(config, key)}
    data |= {"cast": list(config.cast), "scenes": config.scenes, "words": config.words}
    data["model"] = _plain_models(config.models)
    lists: dict[str, object] = {
        "roles": dict(config.roles),
        "avoid": list(config.avoid),
        "facts": [{"claim": one.fact.claim} | _said(one) for one in config.facts],
        "secrets": [_said(secret, person="of") for secret in config.secrets],
        "relationships": [
            {key: said for key, said in _said(one, person="from", other="to").items() if said != 0}
            for one in config.relationships
        ],
        "threads": [_said(thread) for thread in config.threads],
        "places": [_said(place) for place in config.places],
        "items": [_said(item, decisive="") for item in config.items],
    }
    return data | {key: value for key, value in lists.items() if value}


def _models(form: ModelsForm) -> SeamModels:
    return SeamModels(
        deciding=form.deciding,
        framing=form.framing,
        narrating=form.narrating,
        temperature=form.temperature,
        timeout=form.timeout,
        output=form.output,
        at_once=form.at_once,
        improvise=form.improvise,
        prices=tuple(
            Price(model, price.input, price.output) for model, price in sorted(form.prices.items())
        ),
    )


def _plain_models(models: SeamModels) -> object:
    """The seams, and of the settings those that are not as usual; everything offline is one
    word.
    """
    usual = SeamModels(models.deciding, models.framing, models.narrating)
    changed = {key: value for key, value in _said(models).items() if value != getattr(usual, key)}
    if models.prices:
        changed["prices"] = {
            price.model: {"input": price.input, "output": price.output} for price in models.prices
        }
    if models.are_offline and not changed:
        return OFFLINE
    each: dict[str, object] = dict(models.by_seam.items())
    return each | changed


def _title(name: str) -> str:
    """A title made of a file's name: `the-hour-of-rain` is The Hour of Rain."""
    if name == NAMELESS_STORY:
        return ""
    words = name.replace("_", "-").split("-")
    return " ".join(
        word if number and word in SMALL_WORDS else word[:1].upper() + word[1:]
        for number, word in enumerate(words)
    )


def _fact(form: FactForm) -> AuthoredFact:
    """The fact of a form, whose keys are a fact's own but for `known_by`."""
    said = form.model_dump(exclude={"tokens", "known_by"})
    fact = Fact(id="", topic="", tokens=tuple(form.tokens), **said)
    return AuthoredFact(fact, tuple(form.known_by))


def _tie(form: RelationshipForm) -> AuthoredTie:
    feelings = {feeling: getattr(form, feeling) for feeling in TIE_AXES}
    return AuthoredTie(form.one, Tie(other=form.to, label=form.label, **feelings))


def _place(number: int, form: PlaceForm) -> Place:
    return Place(
        id=form.id or slug(form.name) or f"place-{number}",
        name=form.name,
        preposition=form.preposition,
        adjacent=tuple(form.adjacent),
        private=form.private,
    )


def _item(number: int, form: ItemForm) -> AuthoredItem:
    id_ = form.id or slug(form.name) or f"item-{number}"
    item = Item(id=id_, name=form.name, plural=form.plural, portable=form.portable)
    return AuthoredItem(item, form.holder, form.place)


def _said(value: DataclassInstance, **called: str) -> dict[str, object]:
    """All that a frozen value, and those it is made of, say: each field under its own name, or what
    the file calls it; one that the file has no name for is left out.
    """
    said: dict[str, object] = {}
    for field in fields(value):
        name, held = called.get(field.name, field.name), getattr(value, field.name)
        if is_dataclass(held) and not isinstance(held, type):
            said |= _said(held, **called)
        elif name and held not in ("", ()):
            said[name] = list(held) if isinstance(held, tuple) else held
    return said
