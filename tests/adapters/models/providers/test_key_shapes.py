"""A key is known in any shape that would be of use to somebody, and no prose is taken for one."""

from __future__ import annotations

from base64 import b32encode, b64encode, urlsafe_b64encode
from collections.abc import Callable
from random import Random
from string import ascii_letters, ascii_lowercase, digits
from urllib.parse import quote

import pytest

from novel_engine.adapters.models.providers.key_shapes import KeyShapes
from tests.support.terminal import ROOT

KEYS = (
    "sk-proj-Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z",
    "AIzaSyD3k9fQ0vX7bT2mN5pL8rW1cZ4hJ6gY0aE",
    "sk-or-v1-4f9a7c2e81d0b36a5e77c1d2e3f4a5b6",
    "a-key-of-nobody-123",
)
SHAPES: dict[str, Callable[[str], str]] = {
    "whole": str,
    "capitals": str.upper,
    "small": str.lower,
    "spaced": " ".join,
    "dashed": "-".join,
    "dotted": ".".join,
    "lines": "\n".join,
    "zero width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "base64": lambda key: b64encode(key.encode()).decode(),
    "base64 of a header": lambda key: b64encode(f"Bearer {key}".encode()).decode(),
    "base64 of a pair": lambda key: b64encode(f"u:{key}".encode()).decode(),
    "base64 for addresses": lambda key: urlsafe_b64encode(key.encode()).decode().rstrip("="),
    "hex": lambda key: key.encode().hex(),
    "hex, spaced": lambda key: key.encode().hex(" ").upper(),
    "backwards": lambda key: key[::-1],
    "escaped for an address": lambda key: "".join(f"%{byte:02x}" for byte in key.encode()),
    "quoted": lambda key: quote(key, safe=""),
    "escaped as JSON": lambda key: "".join(f"\\u{ord(sign):04x}" for sign in key),
    "escaped as HTML": lambda key: "".join(f"&#{ord(sign)};" for sign in key),
    "full width": lambda key: "".join(chr(ord(sign) + 0xFEE0) for sign in key),
    "the second half": lambda key: key[len(key) // 2 :],
    "the middle": lambda key: key[len(key) // 4 : -len(key) // 4 + 4],
    "masked": lambda key: key[:3] + "*" * 9 + key[-len(key) // 2 :],
    "in a sentence": lambda key: f"Incorrect API key provided: {key}.",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_known_in_every_shape(key: str, shape: str) -> None:
    assert KeyShapes(key).are_in(f'{{"line": "{SHAPES[shape](key)}"}}')


@pytest.mark.parametrize(
    "key",
    [
        *KEYS,
        "none",
        "ollama",
        "lm-studio",
        "not-needed",
        "sk-no-key-required",
        "secret",
        "secret-1",
    ],
)
def test_no_prose_is_taken_for_a_key(key: str) -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("language-models.md")]
    prose = "\n".join(page.read_text(encoding="utf-8") for page in pages)

    assert not KeyShapes(key).are_in(prose[:100_000])
    assert not KeyShapes(key).are_in(
        '{"choice": "1", "line": "There was no need of a key, he said."}'
    )


def test_a_key_that_is_a_word_is_known_as_it_is_written_and_in_no_other_shape() -> None:
    assert KeyShapes("not-needed").are_in("not-needed")
    assert not KeyShapes("not-needed").are_in("It was not needed.")
    assert not KeyShapes("secret").are_in("a secret")


PLAIN_KEYS = ("qwhxkzjvbnmtrplk", "QWHXKZJVBNMTRPLKQZXC", "48291736", "482917365028")
MORE_SHAPES: dict[str, Callable[[str], str]] = {
    "whole": str,
    "spaced": " ".join,
    "capitals": str.upper,
    "base64": lambda key: b64encode(key.encode()).decode(),
    "base64 of a header": lambda key: b64encode(f"Bearer {key}".encode()).decode(),
    "base32": lambda key: b32encode(key.encode()).decode(),
    "numbers": lambda key: " ".join(str(byte) for byte in key.encode()),
    "escaped bytes": lambda key: "".join(f"\\x{byte:02x}" for byte in key.encode()),
    "lines in JSON": "\\n".join,
    "marks": "\u0301".join,
}


@pytest.mark.parametrize("shape", MORE_SHAPES)
@pytest.mark.parametrize("key", [*PLAIN_KEYS, *KEYS])
def test_a_key_of_letters_or_of_digits_alone_is_known_too(key: str, shape: str) -> None:
    assert KeyShapes(key).are_in(f'{{"line": "{MORE_SHAPES[shape](key)}"}}')


def test_a_key_that_may_be_a_word_spoils_no_story() -> None:
    for key in ("something", "different", "lighthouse"):
        assert not KeyShapes(key).are_in(f"It was {key} altogether.")


def test_no_story_is_taken_for_any_of_a_thousand_keys() -> None:
    pages = sorted((ROOT / "tests" / "golden").glob("*-*.md"))
    story = "\n".join(page.read_text(encoding="utf-8")[2_000:4_000] for page in pages)
    chance = Random("keys")
    for number in range(1_000):
        signs = (ascii_lowercase, ascii_letters, digits, ascii_letters + digits)[number % 4]
        key = "".join(chance.choices(signs, k=16 + number % 20))
        assert not KeyShapes(key).are_in(story), key


def test_it_shows_nothing_of_itself() -> None:
    assert repr(KeyShapes(KEYS[0])) == "KeyShapes()"
