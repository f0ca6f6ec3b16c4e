"""What calls cost: as the command line says, else as is published, else as the story has it.

A story file may come from a stranger. It may raise a published price, and say one where none is
published; it never lowers one. Published prices are read from genai-prices, from the data inside
the package alone: nothing is fetched. They change with its version, and what a reply cost is
archived with it, so that sums do not move afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Literal, SupportsFloat, TypeAlias

from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import UsageError
from novel_engine.story.asking.consultation import Reply
from novel_engine.story.english.text import so_many
from novel_engine.story.givens.config import Price, SeamModels
from novel_engine.values import dataclass

# Tokens: what prices are said for, by every provider.
A_MILLION = 1_000_000
# Prices may rise with a prompt's length, from 32,000 tokens on; no prompt of ours comes near.
SAMPLE_TOKENS = 10_000
ADDRESS_OF_OPENAI = "OPENAI_BASE_URL"
# US dollars a million tokens: above any price there is; a dearer one is a slip of the pen.
DEAREST = 10_000
PriceSource: TypeAlias = Literal[
    "command line", "published", "story file", "story file, above the published", "nobody"
]
PRICED_PROVIDERS = {"gemini": "google", "google-generativeai": "google", "openai": "openai"}


@dataclass(frozen=True, slots=True)
class Quote:
    """What a model costs, None where nobody has said, and by whose word.

    `undercut` is what the story has said where that is less than what is published.
    """

    price: Price | None
    whose: PriceSource = "nobody"
    undercut: Price | None = None


def quoted(
    model: str,
    settings: SeamModels,
    environment: Mapping[str, str],
    given: Sequence[Price] = (),
    on: date | None = None,
) -> Quote:
    """What this model costs on a day, by default today.

    `model` is its whole name (`openai:gpt-4o`); `given` are the prices of the command line. The
    story file says the name whole, or what follows the colon. A server at OPENAI_BASE_URL has the
    price that is published for its address, a local one none.
    """
    provider, _, name = model.partition(":")
    own = next((price for price in given if price.model == model), None)
    if own is not None:
        return Quote(own, "command line")
    said = _dearest(model, (price for price in settings.prices if price.model in (model, name)))
    address = environment.get(ADDRESS_OF_OPENAI, "") if provider == "openai" else ""
    published = None
    if provider in PRICED_PROVIDERS:
        published = _published(model, address, on or datetime.now(UTC).date())
    if published is None:
        return Quote(said, "story file" if said else "nobody")
    return _raised(published, said) if said else Quote(published, "published")


def _raised(published: Price, said: Price) -> Quote:
    """A published price, which the story file may raise and never lower."""
    price = _dearest(published.model, (published, said))
    whose: PriceSource = "published"
    if price != published:
        whose = "story file, above the published"
    is_less = said.input < published.input or said.output < published.output
    return Quote(price, whose, said if is_less else None)


def _dearest(model: str, prices: Iterable[Price]) -> Price | None:
    """The higher price of each kind; None where there is none at all."""
    found = tuple(prices)
    if not found:
        return None
    return Price(model, max(price.input for price in found), max(price.output for price in found))


def price_given(written: str) -> Price:
    """A price as it is given on the command line: MODEL=INPUT,OUTPUT, in US dollars a million
    tokens. Raises UsageError.
    """
    model, _, amounts = written.partition("=")
    provider, _, name = model.strip().partition(":")
    if provider not in PRICED_PROVIDERS or not name:
        known = ", ".join(f"{provider}:NAME" for provider in PRICED_PROVIDERS)
        raise UsageError(
            f"--price {printable(written)}: it names a model and both its prices, "
            f"such as --price openai:gpt-4o=2.50,10; models are {known}"
        )
    asked, answered = _amounts(amounts)
    if not (0 <= asked <= DEAREST and 0 <= answered <= DEAREST):
        raise UsageError(
            f"--price {printable(written)}: after the = come two amounts in US dollars a million "
            f"tokens, what is asked and what is answered, from 0 to {DEAREST:,}, such as 2.50,10"
        )
    return Price(model.strip(), asked, answered)


def _amounts(written: str) -> tuple[float, float]:
    """Two amounts; what is in no range where there are not two."""
    try:
        asked, answered = (float(amount) for amount in written.split(","))
    except ValueError:
        return math.nan, math.nan
    return asked, answered


def price_in_words(price: Price) -> str:
    """A price as a person reads it."""
    return f"{dollars(price.input)} asked and {dollars(price.output)} answered, a million tokens"


def as_given(price: Price) -> str:
    """A price as the command line has it."""
    return f"{price.model}={price.input:.9g},{price.output:.9g}"


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
    return f"{so_many(number, 'call')} whose answer never came"


def _published(model: str, address: str, on: date) -> Price | None:
    try:
        from genai_prices import Usage, calc_price
    except ImportError:
        return None
    provider, _, name = model.partition(":")
    when = datetime.combine(on, time(12), UTC)
    usage = Usage(input_tokens=SAMPLE_TOKENS, output_tokens=SAMPLE_TOKENS)
    try:
        if address:
            found = calc_price(usage, name, provider_api_url=address, genai_request_timestamp=when)
        else:
            id_ = PRICED_PROVIDERS[provider]
            found = calc_price(usage, name, provider_id=id_, genai_request_timestamp=when)
    except LookupError:
        return None
    if found.model_price.input_mtok is None or found.model_price.output_mtok is None:
        return None
    return Price(model, _for_a_million(found.input_price), _for_a_million(found.output_price))


def _for_a_million(price: SupportsFloat) -> float:
    """US dollars a million tokens, from what the sample costs."""
    return round(float(price) * A_MILLION / SAMPLE_TOKENS, 9)
