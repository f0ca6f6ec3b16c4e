"""A config as plain data again, as its story file would say it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from novel_engine.adapters.reading.story.settings import TEXTS
from novel_engine.story.givens.config import OFFLINE, Price, SeamModels, StoryConfig

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
    return data | {key: value for key, value in lists.items() if value}


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
