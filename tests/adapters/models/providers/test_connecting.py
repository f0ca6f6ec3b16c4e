"""From a name and an environment to a model; everything that can be wrong is said before anything
is sent.
"""

from __future__ import annotations

import json
import sys

import pytest

from novel_engine.adapters.models.providers import connecting
from novel_engine.adapters.models.providers.connecting import (
    connected,
    is_installed,
    parameters,
    seed_number,
)
from novel_engine.adapters.models.providers.retrying import PatientModel
from novel_engine.adapters.reading.model_names import model_name
from novel_engine.errors import UsageError
from novel_engine.story.givens.config import SeamModels

SETTINGS = SeamModels()
KEYS = {"GEMINI_API_KEY": "a-long-key", "OPENAI_API_KEY": "a-long-key"}


@pytest.mark.parametrize(
    ("name", "environment", "said"),
    [
        ("gemini:flash", {}, "gemini:flash needs a key: set GEMINI_API_KEY or GOOGLE_API_KEY"),
        ("gemini:flash", {"GEMINI_API_KEY": "  "}, "set GEMINI_API_KEY or GOOGLE_API_KEY"),
        ("google-generativeai:flash", {}, "set GEMINI_API_KEY or GOOGLE_API_KEY"),
        (
            "openai:gpt-4o",
            {},
            "set OPENAI_API_KEY, or OPENAI_BASE_URL for a server that asks for none",
        ),
        (
            "openai:gpt-4o",
            {"OPENAI_API_KEY": "two\nlines"},
            "OPENAI_API_KEY holds characters that no key has",
        ),
        (
            "openai:gpt-4o",
            {"OPENAI_API_KEY": "two words"},
            "OPENAI_API_KEY holds characters that no key has",
        ),
        (
            "openai:gpt-4o",
            {"OPENAI_API_KEY": "schlüssel"},
            "OPENAI_API_KEY holds characters that no key has",
        ),
        (
            "openai:gpt-4o",
            {"OPENAI_BASE_URL": "localhost:8080"},
            "OPENAI_BASE_URL is not an address",
        ),
        (
            "openai:gpt-4o",
            {"OPENAI_BASE_URL": "file:///etc/passwd"},
            "OPENAI_BASE_URL is not an address",
        ),
        (
            "openai:gpt-4o",
            {"OPENAI_BASE_URL": "http://x:port/"},
            "OPENAI_BASE_URL is not an address",
        ),
        (
            "openai:gpt-4o",
            {"OPENAI_BASE_URL": "http://[::1/v1"},
            "OPENAI_BASE_URL is not an address",
        ),
        ("openai:gpt-4o", {"OPENAI_BASE_URL": "http://a b/"}, "OPENAI_BASE_URL is not an address"),
        (
            "gemini:x",
            KEYS | {"GOOGLE_GEMINI_BASE_URL": "nowhere"},
            "GOOGLE_GEMINI_BASE_URL is not an address",
        ),
        (
            "openai:gpt-4o",
            KEYS | {"ALL_PROXY": "nonsense://passwd"},
            "ALL_PROXY is not the address of a proxy",
        ),
        (
            "gemini:flash",
            KEYS | {"SSL_CERT_FILE": "/nowhere/passwd"},
            "SSL_CERT_FILE names no file that is there",
        ),
        ("offline", KEYS, "'offline' is no model that is reached over a network"),
        ("replay:tapes", KEYS, "'replay:tapes' is no model that is reached over a network"),
    ],
)
def test_what_is_missing_or_wrong_is_named_before_anything_is_sent(
    name: str, environment: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        connected(model_name(name), SETTINGS, environment, "7")

    assert said in str(refused.value)
    assert "words" not in str(refused.value)
    assert "passwd" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.1.300/v1",
        "http://0177.0.0.1",
        "http://☃.invalid",
        "http://[v1.a]",
        "http://[::1]x:80",
        "http://a..b",
        "http://a,b/v1",
        "http://a:1:2",
        "http://x/" + "v" * 70_000,
    ],
)
@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("openai:x", "OPENAI_BASE_URL"),
        ("gemini:x", "GEMINI_BASE_URL"),
        ("google-generativeai:x", "GOOGLE_GEMINI_BASE_URL"),
        ("gemini:x", "HTTPS_PROXY"),
        ("openai:x", "https_proxy"),
    ],
)
def test_a_typing_error_in_an_address_is_named_before_anything_is_begun(
    name: str, variable: str, address: str
) -> None:
    with pytest.raises(UsageError, match=f"^{variable} is not ") as refused:
        connected(model_name(name), SETTINGS, KEYS | {variable: address}, "7")
    assert address not in str(refused.value)


@pytest.mark.parametrize("behind", ["?key=passwd", "#passwd", "/?", "?a=b#c"])
def test_an_address_ends_with_its_path(behind: str) -> None:
    with pytest.raises(UsageError, match="OPENAI_BASE_URL goes on after its path") as refused:
        connected(
            model_name("openai:x"), SETTINGS, {"OPENAI_BASE_URL": f"http://h/v1{behind}"}, "7"
        )
    assert "passwd" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gemini:flash", "gemini:… needs the 'models' extra: pip install 'novel-engine[models]'"),
        ("openai:gpt-4o", "openai:… needs the 'models' extra: pip install 'novel-engine[models]'"),
        (
            "google-generativeai:flash",
            "google-generativeai:… needs the 'google-generativeai' extra: "
            "pip install 'novel-engine[google-generativeai]'",
        ),
    ],
)
def test_an_extra_that_is_not_installed_names_itself(
    name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "is_installed", lambda module: False)

    with pytest.raises(UsageError) as refused:
        connected(model_name(name), SETTINGS, KEYS, "7")

    assert str(refused.value) == said


def test_a_module_is_there_or_not_and_so_is_one_inside_another() -> None:
    assert is_installed("json.decoder")
    assert not is_installed("nowhere_at_all")
    assert not is_installed("nowhere_at_all.inside")


@pytest.mark.parametrize("name", ["gemini:flash", "openai:gpt-4o", "google-generativeai:flash"])
def test_with_a_key_a_model_is_connected(name: str) -> None:
    assert isinstance(connected(model_name(name), SETTINGS, KEYS, "7"), PatientModel)


def test_a_server_at_home_asks_for_no_key() -> None:
    environment = {"OPENAI_BASE_URL": "http://localhost:8080/v1/"}

    assert isinstance(
        connected(model_name("openai:local"), SETTINGS, environment, "7"), PatientModel
    )


def test_what_decides_an_answer_is_in_its_parameters_and_nothing_else() -> None:
    own = SeamModels(
        "openai:a", temperature=0.2, timeout=5, output="prompted", at_once=2, improvise=False
    )

    assert parameters(own, "7") == {
        "output": "prompted",
        "seed": seed_number("7"),
        "temperature": 0.2,
    }
    assert json.loads(json.dumps(parameters(SETTINGS, "7"))) == parameters(SETTINGS, "7")
    assert parameters(SETTINGS, "7") != parameters(SETTINGS, "8")
    assert parameters(SeamModels(timeout=5), "7") == parameters(SETTINGS, "7")


def test_a_seed_is_the_same_number_everywhere_and_small_enough_for_all() -> None:
    assert seed_number("7") == seed_number("7")
    assert all(0 <= seed_number(str(seed)) < 2**31 for seed in range(200))


def test_connecting_imports_no_sdk() -> None:
    before = set(sys.modules)

    connected(model_name("openai:gpt-4o"), SETTINGS, KEYS, "7")

    assert {"openai", "pydantic_ai", "httpx2"}.isdisjoint(set(sys.modules) - before)
