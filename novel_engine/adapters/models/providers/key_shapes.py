"""A key in any shape: whole or a piece of it, in capitals, spaced out, backwards, encoded.

A server has the key it was sent, and may put it into an answer; an answer is kept in the record and
may become prose. What is looked for are stretches long enough to be of use to somebody.
"""

from __future__ import annotations

import html
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote

# Characters: what is shorter is no secret, but a word that a server at home is given.
SHORTEST_KEY = 8
# Characters: of a stretch of the key that is looked for; half of a short key, and never less.
LONGEST_STRETCH, SHORTEST_STRETCH = 10, 6
# Characters: from which on letters alone are a key and no words; chosen.
SURELY_NO_WORDS = 24
NO_SIGN = re.compile(r"[^a-z0-9]+")
ESCAPED = re.compile(r"\\(?:u|x00|U0000)([0-9a-fA-F]{2,4})")


class KeyShapes:
    """The shapes of one key."""

    def __init__(self, key: str) -> None:
        """A key of fewer than eight characters is not looked for."""
        self._key = key if len(key) >= SHORTEST_KEY else ""

    def __repr__(self) -> str:
        return "KeyShapes()"

    def are_in(self, text: str) -> bool:
        """Whether the key, or a piece of it, is in this text."""
        if not self._key:
            return False
        if self._key in text:
            return True
        looks = dict.fromkeys(_bare(variant) for variant in _variants(text))
        return any(shape in look for look in looks for shape in self._shapes)

    @cached_property
    def _shapes(self) -> tuple[str, ...]:
        """Every stretch that is looked for, in small letters and digits alone."""
        if not _is_no_word(self._key):
            return ()
        plain, raw = _bare(self._key), self._key.encode()
        length = max(SHORTEST_STRETCH, min(LONGEST_STRETCH, len(plain) // 2))
        ways = (*_stretches(plain, length), *_stretches(plain[::-1], length))
        stretches = [stretch for stretch in ways if _is_no_word(stretch)]
        stretches += _stretches(raw.hex(), 2 * length)
        for before in range(3):  # where in a group of three the key begins
            # What the neighbours have a share in is left out.
            written = (
                b64encode(b" " * before + raw).decode().rstrip("=")[before + bool(before) : -1]
            )
            stretches += _stretches(_bare(written), length + length // 3)
        return tuple(dict.fromkeys(stretches))


NO_KEY_TO_HIDE = KeyShapes("")


def _stretches(text: str, length: int) -> Iterator[str]:
    for start in range(max(1, len(text) - length + 1)):
        yield text[start : start + length]


def _is_no_word(text: str) -> bool:
    """Whether nobody could have written it as words: it has digits among its letters, or is very
    long.
    """
    if len(text) >= SURELY_NO_WORDS:
        return True
    has_digits = any(sign.isdigit() for sign in text)
    has_letters = any(sign.isalpha() for sign in text)
    return has_digits and (has_letters or len(text) >= SHORTEST_KEY)


def _variants(text: str) -> Iterator[str]:
    """The text as it stands, and with what is written in the usual ways of escaping put plainly."""
    yield text
    if "\\" in text:
        yield ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if "%" in text:
        yield unquote(text)
    if "&" in text:
        yield html.unescape(text)


def _bare(text: str) -> str:
    """Its small letters and digits alone: nothing that may stand between them counts."""
    return NO_SIGN.sub("", unicodedata.normalize("NFKC", text).lower())
