"""What is planted in replies: a key in many shapes, and a word by which what was rejected is known
again; and how both are found.
"""

from __future__ import annotations

import base64
import codecs
import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SIGNS = LETTERS + LETTERS.upper() + "0123456789"
WINDOW = 10
"""Signs in a row of a key, in any of its shapes, by which it is taken to be there."""
SHORTEST_SECRET = 8
"""Characters: of a key that no answer may hold (docs/language-models.md)."""
NO_KEYS_SIGN = re.compile(r"[^a-z0-9]+")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]")
"""What nobody may be shown: a terminal's controls, and marks of direction."""


def a_key(rng: Random) -> str:
    """A key as some provider makes them: long, of letters alone, or as short as a word."""
    several = "".join(rng.choices(SIGNS, k=36))
    return rng.choice(
        (
            f"sk-proj-{several}",
            f"AIza{several[:35]}",
            "".join(rng.choices(LETTERS, k=32)),
            "".join(rng.choices(LETTERS, k=7)),
            f"{several[:8]}-{several[8:12]}-{several[12:16]}-{several[16:28]}",
        )
    )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


SHAPES: tuple[Callable[[str], str], ...] = (
    lambda key: key,
    str.upper,
    str.lower,
    str.swapcase,
    _base64,
    lambda key: base64.urlsafe_b64encode(key.encode()).decode().rstrip("="),
    lambda key: _base64(f":{key}"),
    lambda key: _base64(f"u:{key}"),
    lambda key: key.encode().hex(),
    lambda key: "".join(f"%{ord(sign):02X}" for sign in key),
    " ".join,
    "\u200b".join,
    ".".join,
    lambda key: key[: len(key) // 2 + 2],
    lambda key: key[len(key) // 2 - 2 :],
    lambda key: f"{key[:-4]}****",
    lambda key: "".join(f"\\u{ord(sign):04x}" for sign in key),
    lambda key: "".join(f"&#{ord(sign)};" for sign in key),
    lambda key: codecs.encode(key, "rot13"),
    lambda key: key[::-1],
    lambda key: f"{key[: len(key) // 2]}\n{key[len(key) // 2 :]}",
    lambda key: "".join(chr(ord(sign) + 0xFEE0) for sign in key),
    lambda key: f"Bearer {key}",
    lambda key: quote(html.escape(f"https://nobody.example/?key={key}&x=<1>")),
)


@dataclass(frozen=True)
class Planted:
    """What one case plants: its chance, its key, and its word."""

    rng: Random
    key: str
    mark: str

    def said(self) -> str:
        """A text as a provider may put it anywhere: with the word in it, and the key in a shape."""
        return self.rng.choice(
            (
                f"{self.mark} {self.secret()}",
                f"Incorrect API key provided: {self.secret()}. {self.mark}",
                f"{self.secret()} {self.mark}",
            )
        )

    @property
    def is_a_word(self) -> bool:
        """Whether the key is so short that it may be a word, which answers may hold; no error may
        be shown with it all the same.
        """
        return len(self.key) < SHORTEST_SECRET

    def secret(self) -> str:
        """The key in one of its shapes."""
        return self.rng.choice(SHAPES)(self.key)


def holds_key(text: str, key: str) -> bool:
    """Whether a text has the key in it, whole or so much of it, in any shape that is planted."""
    plain = _plain(text)
    decoded = _plain(_decoded(text))
    whole = codecs.encode(key, "rot13"), key[::-1], _base64(key), _base64(f":{key}"), key
    shapes = (*whole, _base64(f"u:{key}"), key.encode().hex())
    return any(part in plain or part in decoded for shape in shapes for part in _parts(shape))


def _parts(shape: str) -> list[str]:
    plain = NO_KEYS_SIGN.sub("", shape.rstrip("=").casefold())
    size = min(len(plain), WINDOW)
    return [plain[at : at + size] for at in range(len(plain) - size + 1)]


def _plain(text: str) -> str:
    return NO_KEYS_SIGN.sub("", unicodedata.normalize("NFKC", text).casefold())


def _decoded(text: str) -> str:
    """The text without the ways in which its signs may be written by number."""
    found = re.sub(r"&#(\d{1,6});", lambda one: chr(int(one[1])), text)
    found = re.sub(r"\\u([0-9a-fA-F]{4})", lambda one: chr(int(one[1], 16)), found)
    return re.sub(r"%([0-9a-fA-F]{2})", lambda one: chr(int(one[1], 16)), found)
