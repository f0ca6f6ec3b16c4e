"""`run --dry-run`: what a run would do and cost, and nothing that would spoil it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from novel_engine.adapters.files.story_folder import default_folder, free_seed
from novel_engine.adapters.models.archive.estimate import Estimate
from novel_engine.adapters.models.archive.prices import PriceSource, Quote, price_in_words
from novel_engine.adapters.printing import print_json, print_line
from novel_engine.app.assembly import Assembly, Materials
from novel_engine.app.fitting_length import assembled_at_length
from novel_engine.app.making import RunOptions
from novel_engine.app.rehearsing import expected
from novel_engine.app.seats import quotes
from novel_engine.cli.wording import models_in_words, money
from novel_engine.story.english.text import so_many

BY: Mapping[PriceSource, str] = {
    "command line": "on your word",
    "published": "as published",
    "story file": "on the story file's word, for nothing is published",
    "story file, above the published": "on the story file's word, which is above what is published",
    "nobody": "",
}


def print_plan(materials: Materials, options: RunOptions, out: Path | None, json: bool) -> None:
    """What a run would do, and nothing that would spoil it."""
    config = materials.inputs.config
    seed = config.seed or str(free_seed(Path(), config.name))
    assembly = assembled_at_length(materials, seed)
    folder = out or default_folder(Path(), config.name, seed)
    estimates = expected(materials, seed, options)
    plan = _story(assembly, folder) | _sums(estimates)
    prices = quotes(config.models, options.models)
    if json:
        priced = [_plain(model, quote) for model, quote in prices.items()]
        print_json(plan | {"seams": [asdict(estimate) for estimate in estimates], "prices": priced})
        return
    for key, value in plan.items():
        print_line(f"{key}: {_in_words(value)}")
    for one in estimates:
        print_line(_estimate_line(one))
    for model, quote in prices.items():
        print_line(f"  {model}: {_said(model, quote)}")


def _story(assembly: Assembly, folder: Path) -> dict[str, Any]:
    """What would be told, and where it would lie."""
    config, setting = assembly.config, assembly.setting
    return {
        "story": config.name,
        "title": setting.title,
        "seed": setting.seed,
        "folder": str(folder),
        "cast": [person.name for person in setting.people.values()],
        "genre": assembly.genre.name,
        "kernels": sorted({kernel.partition(".")[0] for kernel in setting.kernels}),
        "scenes": config.scenes,
        "words": config.words,
        "nights": config.nights,
        "model": models_in_words(config.models),
    }


def _sums(estimates: Sequence[Estimate]) -> dict[str, Any]:
    """What all of its models would be asked, and what that would cost, if it is known."""
    costs = [estimate.cost_usd for estimate in estimates]
    return {
        "calls": sum(estimate.calls for estimate in estimates),
        "tokens_in": sum(estimate.tokens_in for estimate in estimates),
        "tokens_out": sum(estimate.tokens_out for estimate in estimates),
        "cost_usd": None if None in costs else round(sum(cost or 0.0 for cost in costs), 6),
    }


def _estimate_line(one: Estimate) -> str:
    tokens = f"{so_many(one.tokens_in, 'token')} asked and {one.tokens_out:,} answered"
    return f"  {one.seam}: {so_many(one.calls, 'call')}, about {tokens}, {money(one.cost_usd)}"


def _said(model: str, quote: Quote) -> str:
    """The price that will be counted, and by whose word."""
    if quote.price is None:
        return f"its price is not known; `--price {model}=INPUT,OUTPUT` says it"
    return f"{price_in_words(quote.price)}, {BY[quote.whose]}"


def _plain(model: str, quote: Quote) -> dict[str, Any]:
    price = quote.price
    return {
        "model": model,
        "input": None if price is None else price.input,
        "output": None if price is None else price.output,
        "from": None if price is None else quote.whose,
    }


def _in_words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "not known" if value is None else str(value)
