"""A config as plain data again, as its story file would say it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, get_args

from novel_engine.adapters.reading.story.settings import TEXTS
from novel_engine.story.givens.config import OFFLINE, Price, SeamModels, StoryConfig
from novel_engine.story.givens.facts import Place
from novel_engine.story.givens.kernels import FactSlot
from novel_engine.story.givens.texture import Sense, Texture
from novel_engine.story.givens.worlds import OwnWorld, StoryMatter

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def as_story_file(config: StoryConfig) -> dict[str, object]:
    """The config as a story file would say it, for `run.yaml`; read again it is the same config."""
    data: dict[str, object] = {key: getattr(config, key) for key in TEXTS if getattr(config, key)}
    data |= {"cast": list(config.cast), "scenes": config.scenes, "words": config.words}
    data["nights"] = config.nights
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
    if config.world:
        lists["world"] = _plain_world(config.world)
    lists["matter"] = {one.kernel: _plain_matter(one) for one in config.matter}
    return data | {key: value for key, value in lists.items() if value}


def _plain_world(world: OwnWorld) -> dict[str, object]:
    texture = world.texture
    places = {place.id: _plain_place(place) | _sensed_in(texture, place) for place in world.places}
    looks = [(key, list(said)) for key, said in texture.looks if key not in places]
    hands: dict[str, list[object]] = {}
    for one in texture.hands:
        hands.setdefault(one.who, []).append(_said(one, who=""))
    time: dict[str, object] = {"until": world.until} if world.until else {}
    if world.weathers is not None:
        time["weather"] = list(world.weathers)
    if world.hours:
        time["hours"] = dict(world.hours)
    said = {
        "name": world.whole,
        "people": world.together,
        "places": places,
        "time": time,
        "work": dict(world.work),
        "looks": dict(looks),
        "hands": hands,
        "sayings": [_said(one) for one in texture.sayings],
        "motifs": [_said(one) for one in texture.motifs],
    }
    return {key: value for key, value in said.items() if value}


def _sensed_in(texture: Texture, place: Place) -> dict[str, object]:
    senses: tuple[Sense, ...] = get_args(Sense)
    return {sense: list(said) for sense in senses if (said := texture.of(sense, place.id))}


def _plain_place(place: Place) -> dict[str, object]:
    return _said(place, id="", preposition="at", adjacent="next")


def _plain_matter(matter: StoryMatter) -> dict[str, object]:
    facts = {name: _plain_fact(slot) for name, slot in matter.facts}
    endings = {one.id: _said(one, id="") for one in matter.endings}
    apart = _said(matter, kernel="", facts="", evidence="", places="", happens="", endings="")
    return apart | {
        key: value
        for key, value in (
            ("facts", facts),
            ("evidence", [_said(one) for one in matter.evidence]),
            ("places", dict(matter.places)),
            ("happens", {one.id: _said(one, id="") for one in matter.happens}),
            ("endings", endings),
        )
        if value
    }


def _plain_fact(slot: FactSlot) -> dict[str, object]:
    return {key: value for key, value in _said(slot.fact).items() if key in slot.said}


def _plain_price(price: Price) -> dict[str, float]:
    return {"input": price.input, "output": price.output}


def _plain_models(models: SeamModels) -> object:
    """The seams, and the settings that are not as usual; everything offline is one word."""
    usual = SeamModels(models.deciding, models.framing, models.narrating)
    changed = {key: value for key, value in _said(models).items() if value != getattr(usual, key)}
    if models.prices:
        changed["prices"] = {price.model: _plain_price(price) for price in models.prices}
    if models.are_offline and not changed:
        return OFFLINE
    each: dict[str, object] = dict(models.by_seam.items())
    return each | changed


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
