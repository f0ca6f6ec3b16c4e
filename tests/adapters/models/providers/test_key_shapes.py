"""A key is known in any shape that would be of use to somebody, and no prose is taken for one."""

from __future__ import annotations

import gzip
import json
import time
import zlib
from base64 import (
    a85encode,
    b32encode,
    b32hexencode,
    b64encode,
    b85encode,
    urlsafe_b64encode,
)
from binascii import b2a_uu
from codecs import encode
from collections.abc import Callable
from random import Random
from string import ascii_letters, ascii_lowercase, digits
from urllib.parse import quote

import pytest

from novel_engine.adapters.models.providers.key_shapes import KeyShapes
from novel_engine.adapters.models.providers.key_writings import _in_base_58
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


LOOKS_LIKE = "асеорхуАВСЕНКМОРТХ"
"""Cyrillic letters."""
FARTHER_SHAPES: dict[str, Callable[[str], str]] = {
    "numbered": lambda key: " ".join(f"{n}. {sign}" for n, sign in enumerate(key, 1)),
    "tags": "<b></b>".join,
    "breaks": "<wbr>".join,
    "look-alikes": lambda key: key.translate(str.maketrans("aceopxyABCEHKMOPTX", LOOKS_LIKE)),
    "bold": lambda key: "".join(chr(0x1D7CE + int(c)) if c.isdigit() else c for c in key),
    "flags": lambda key: "".join(
        chr(0x1F1E6 + ord(c.lower()) - 97) if c.isalpha() else c for c in key
    ),
    "rot13": lambda key: encode(key, "rot13"),
    "rot13, backwards": lambda key: encode(key, "rot13")[::-1],
    "pairs": lambda key: "".join(key[n : n + 2][::-1] for n in range(0, len(key), 2)),
    "columns": lambda key: f"{key[::2]} {key[1::2]}",
    "base64 twice": lambda key: _base64(_base64(key)),
    "base64 backwards": lambda key: _base64(key)[::-1],
    "base64 of the end first": lambda key: _base64(key[::-1]),
    "base64, rot13": lambda key: encode(_base64(key), "rot13"),
    "base64 of hex": lambda key: _base64(key.encode().hex()),
    "hex of base64": lambda key: _base64(key).encode().hex(),
    "base64 of two bytes a sign": lambda key: b64encode(key.encode("utf-16-le")).decode(),
    "base64 of gzip": lambda key: b64encode(gzip.compress(key.encode())).decode(),
    "base64 of deflate": lambda key: b64encode(zlib.compress(key.encode())).decode(),
    "base64 in an address": lambda key: quote(_base64(key), safe=""),
    "base64 of a header of base64": lambda key: _base64(f"Basic {_base64(f'u:{key}')}"),
    "base32, small": lambda key: b32encode(f"a {key}".encode()).decode().lower(),
    "base32, the other": lambda key: b32hexencode(key.encode()).decode(),
    "base85": lambda key: b85encode(f"abc{key}".encode()).decode(),
    "ascii85": lambda key: a85encode(key.encode()).decode(),
    "base58": lambda key: _in_base_58(key.encode()),
    "uuencode": lambda key: b2a_uu(key.encode()).decode().strip(),
    "hex backwards": lambda key: key.encode().hex()[::-1],
    "hex of two bytes a sign": lambda key: key.encode("utf-16-le").hex(),
    "hex of the end first": lambda key: key[::-1].encode().hex(),
    "binary": lambda key: " ".join(f"{byte:08b}" for byte in key.encode()),
    "octal": lambda key: "".join(f"\\{byte:03o}" for byte in key.encode()),
    "decimal": lambda key: ".".join(map(str, key.encode())),
    "percent, by four": lambda key: "".join(f"%u{byte:04x}" for byte in key.encode()),
    "percent twice": lambda key: "".join(f"%25{byte:02x}" for byte in key.encode()),
    "HTML twice": lambda key: "".join(f"&amp;#{byte};" for byte in key.encode()),
    "CSS": lambda key: "".join(f"\\{byte:06x}" for byte in key.encode()),
}


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


@pytest.mark.parametrize("shape", FARTHER_SHAPES)
@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_known_though_somebody_took_pains_with_it(key: str, shape: str) -> None:
    assert KeyShapes(key).are_in(json.dumps({"line": f"So: {FARTHER_SHAPES[shape](key)}"}))


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_known_though_it_is_spread_over_several_values(key: str) -> None:
    parts = [key[place : place + 5] for place in range(0, len(key), 5)]
    for spread in (
        {"manner": key[:9], "line": key[9:18], "does": key[18:]},
        {"paragraphs": [{"text": part} for part in parts]},
        dict.fromkeys(parts, 1),
        {"effects": list(key.encode())},
    ):
        assert KeyShapes(key).are_in(json.dumps(spread))


@pytest.mark.parametrize(
    "part",
    ["Ab3_", "x", "107 ", "&#107;", "%6b", "\\u006b", "6b", "01", "a ", "é\u0301", "<", "<b ", "["],
)
def test_no_text_is_searched_for_long(part: str) -> None:
    text = part * (200_000 // len(part))
    begun = time.process_time()
    assert not KeyShapes(KEYS[0]).are_in(text)
    assert not KeyShapes(KEYS[0]).are_in(text[:20_000])
    assert time.process_time() - begun < 5


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
