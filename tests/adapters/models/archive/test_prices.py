"""Prices come from the command line, else from what is published, else from the story file; and
nothing is fetched.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date

import pytest

from novel_engine.adapters.models.archive.prices import (
    Quote,
    as_given,
    cost_of,
    dollars,
    price_given,
    quoted,
)
from novel_engine.errors import UsageError
from novel_engine.story.asking.consultation import Reply
from novel_engine.story.givens.config import Price, SeamModels

DAY = date(2026, 11, 20)
USUAL = SeamModels()
GEMINI, PUBLISHED = "gemini:gemini-2.5-flash", Price("gemini:gemini-2.5-flash", 0.3, 2.5)


def price_of(
    model: str, settings: SeamModels, environment: Mapping[str, str], on: date | None = None
) -> Price | None:
    return quoted(model, settings, environment, on=on).price


@pytest.mark.parametrize(
    ("model", "input_price", "output_price"),
    [
        ("openai:gpt-4o", 2.5, 10.0),
        ("gemini:gemini-2.5-flash", 0.3, 2.5),
        ("google-generativeai:gemini-2.5-flash", 0.3, 2.5),
        ("gemini:gemini-2.5-pro", 1.25, 10.0),
    ],
)
def test_a_published_price_is_known(model: str, input_price: float, output_price: float) -> None:
    price = price_of(model, USUAL, {}, DAY)
    assert price is not None
    assert price.model == model
    assert (price.input, price.output) == pytest.approx((input_price, output_price))


@pytest.mark.parametrize(
    "model",
    [
        "openai:my-own",
        "gemini:no-such",
        "offline",
        "replay:here",
        "openai:text-embedding-3-small",
        "gpt-4o",
        "",
    ],
)
def test_a_price_that_nobody_has_said_is_unknown(model: str) -> None:
    assert price_of(model, USUAL, {}, DAY) is None


@pytest.mark.parametrize("name", ["openai:gpt-4o", "gpt-4o"])
def test_where_nothing_is_published_the_story_file_has_the_word(name: str) -> None:
    given = SeamModels(prices=(Price(name, 1.0, 2.0), Price("openai:other", 3.0, 4.0)))
    assert price_of(
        "openai:gpt-4o", given, {"OPENAI_BASE_URL": "http://127.0.0.1:8080/v1"}, DAY
    ) == Price("openai:gpt-4o", 1.0, 2.0)


@pytest.mark.parametrize("name", [GEMINI, "gemini-2.5-flash"])
@pytest.mark.parametrize(
    ("said", "counted", "whose", "is_less"),
    [
        ((0.0, 0.0), (0.3, 2.5), "published", True),
        ((0.3, 2.5), (0.3, 2.5), "published", False),
        ((9.0, 0.0), (9.0, 2.5), "story file, above the published", True),
        ((0.3, 9.0), (0.3, 9.0), "story file, above the published", False),
    ],
)
def test_a_story_file_may_raise_a_published_price_and_never_lowers_one(
    name: str, said: tuple[float, float], counted: tuple[float, float], whose: str, is_less: bool
) -> None:
    settings = SeamModels(prices=(Price(name, *said),))
    quote = quoted(GEMINI, settings, {}, on=DAY)
    assert (quote.price, quote.whose) == (Price(GEMINI, *counted), whose)
    assert quote.undercut == (Price(GEMINI, *said) if is_less else None)


def test_of_two_prices_in_a_story_the_dearer_counts() -> None:
    settings = SeamModels(prices=(Price("openai:mine", 1.0, 0.0), Price("mine", 0.5, 3.0)))
    assert quoted("openai:mine", settings, {}, on=DAY) == Quote(
        Price("openai:mine", 1.0, 3.0), "story file"
    )


def test_the_command_line_has_the_first_word() -> None:
    settings, own = SeamModels(prices=(Price(GEMINI, 9.0, 9.0),)), Price(GEMINI, 0.0, 0.1)
    assert quoted(GEMINI, settings, {}, (Price("gemini:else", 1, 1), own), DAY) == Quote(
        own, "command line"
    )
    assert quoted(GEMINI, USUAL, {}, (Price("openai:gemini-2.5-flash", 0, 0),), DAY) == Quote(
        PUBLISHED, "published"
    )


@pytest.mark.parametrize(
    ("written", "price"),
    [
        ("openai:gpt-4o=2.50,10", Price("openai:gpt-4o", 2.5, 10.0)),
        (" openai:meta/llama:free = 0 , 1e-3 ", Price("openai:meta/llama:free", 0.0, 0.001)),
        ("google-generativeai:g=10000,0", Price("google-generativeai:g", 10_000.0, 0.0)),
    ],
)
def test_a_price_can_be_given_and_read_again(written: str, price: Price) -> None:
    assert price_given(written) == price
    assert price_given(as_given(price)) == price


@pytest.mark.parametrize(
    "written",
    [
        "",
        "openai:gpt-4o",
        "gpt-4o=1,2",
        "offline=0,0",
        "replay:x=0,0",
        "openai:=1,2",
        "openai:m=",
        "openai:m=1",
    ]
    + [
        f"openai:m={amounts}"
        for amounts in ("1,2,3", "1;2", "nan,1", "-1,2", "1,inf", "1,10001", "$1,$2")
    ],
)
def test_a_price_that_is_none_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(UsageError, match=r"--price .*2\.50,10"):
        price_given(written)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080/v1", "http://localhost:11434/v1", "nonsense"]
)
def test_a_local_server_has_no_published_price_whatever_it_calls_its_model(address: str) -> None:
    environment = {"OPENAI_BASE_URL": address}
    assert price_of("openai:gpt-4o", USUAL, environment, DAY) is None
    assert price_of("gemini:gemini-2.5-flash", USUAL, environment, DAY) is not None


def test_a_service_behind_another_address_has_its_own_price() -> None:
    assert (
        price_of("openai:gpt-4o", USUAL, {"OPENAI_BASE_URL": "https://api.openai.com/v1"}, DAY)
        is not None
    )
    assert (
        price_of(
            "openai:openai/gpt-4o", USUAL, {"OPENAI_BASE_URL": "https://openrouter.ai/api/v1"}, DAY
        )
        is not None
    )


def test_a_price_is_that_of_the_day() -> None:
    before = price_of("gemini:gemini-3.8-flash", USUAL, {}, DAY)
    after = price_of("gemini:gemini-3.8-flash", USUAL, {}, date(2027, 1, 2))
    assert before is not None
    assert after is not None
    assert after.input > before.input
    assert price_of("openai:gpt-4o", USUAL, {}) is not None


def test_without_the_price_list_only_given_prices_are_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    assert price_of("openai:gpt-4o", USUAL, {}, DAY) is None
    assert (
        price_of("openai:gpt-4o", SeamModels(prices=(Price("gpt-4o", 1, 2),)), {}, DAY) is not None
    )


def test_a_cost_is_what_its_tokens_cost_and_unknown_without_a_price() -> None:
    reply = Reply("", 12_000, 345)
    assert cost_of(reply, Price("m", 0.3, 2.5)) == 0.0044625
    assert cost_of(reply, Price("m", 0.0, 0.0)) == 0.0
    assert cost_of(reply, None) is None


def test_an_amount_has_as_many_places_as_it_needs() -> None:
    assert [dollars(a) for a in (0, 12.5, 1, 0.5, 0.0123, 0.00045)] == [
        *("$0.00", "$12.50", "$1.00", "$0.5000", "$0.0123", "$0.000450")
    ]
