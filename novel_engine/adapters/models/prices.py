"""What calls cost: published prices, or those that the story file gives.

Prices are read from genai-prices, from the data inside the package alone: nothing is fetched. They change with its version,
and what a reply cost is archived with it, so that sums do not move afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from novel_engine.story.config import Price, SeamModels
from novel_engine.story.consulting import Reply

A_MILLION = 1_000_000
# Prices may rise with a prompt's length, from 32,000 tokens on; no prompt of ours comes near.
USUAL = 10_000
ADDRESS_OF_OPENAI = "OPENAI_BASE_URL"
PROVIDERS = {"gemini": "google", "google-generativeai": "google", "openai": "openai"}


def price_of(model: str, settings: SeamModels, environment: Mapping[str, str], on: date | None = None) -> Price | None:
    """What this model costs on a day, by default today; None where nobody has said.

    `model` is its whole name (`openai:gpt-4o`). What the story file says goes first, by that name or by what follows the
    colon. A server at OPENAI_BASE_URL has the price that is published for its address, a local one none.
    """
    provider, _, name = model.partition(":")
    given = {price.model: price for price in settings.prices}
    if found := given.get(model) or given.get(name):
        return Price(model, found.input, found.output)
    if provider not in PROVIDERS:
        return None
    address = environment.get(ADDRESS_OF_OPENAI, "") if provider == "openai" else ""
    return _published(model, address, on or datetime.now(UTC).date())


def cost_of(reply: Reply, price: Price | None) -> float | None:
    """What a reply cost, in US dollars; None where its price is not known.

    Tokens that a provider's cache spared count in full, so this is the most it can have been.
    """
    return None if price is None else dollars_for(reply.tokens_in, reply.tokens_out, price)


def dollars_for(tokens_in: int, tokens_out: int, price: Price) -> float:
    """What so many tokens cost."""
    return round((tokens_in * price.input + tokens_out * price.output) / A_MILLION, 9)


def dollars(amount: float) -> str:
    """An amount as a person reads it: cents, and more places where it is small."""
    places = 2 if amount == 0 or amount >= 1 else 4 if amount >= 0.01 else 6
    return f"${amount:.{places}f}"


def calls_unanswered(number: int) -> str:
    """So many calls of which it is not known what they cost, as a person reads it."""
    return f"{number:,} call{'s' if number != 1 else ''} whose answer never came"


def _published(model: str, address: str, on: date) -> Price | None:
    try:
        from genai_prices import Usage, calc_price
    except ImportError:
        return None
    provider, _, name = model.partition(":")
    when = datetime.combine(on, time(12), UTC)
    usage = Usage(input_tokens=USUAL, output_tokens=USUAL)
    try:
        if address:
            found = calc_price(usage, name, provider_api_url=address, genai_request_timestamp=when)
        else:
            found = calc_price(usage, name, provider_id=PROVIDERS[provider], genai_request_timestamp=when)
    except LookupError:
        return None
    if found.model_price.input_mtok is None or found.model_price.output_mtok is None:
        return None
    scale = A_MILLION / USUAL
    return Price(model, float(found.input_price) * scale, float(found.output_price) * scale)
