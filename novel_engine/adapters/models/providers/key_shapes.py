"""A key in any shape: whole or a piece of it, in capitals, spaced out, backwards, encoded.

A server has the key it was sent, and may put it into an answer; an answer is kept in the record and
may become prose. What is looked for are stretches long enough to be of use to somebody.
"""

from __future__ import annotations

import html
import re
import unicodedata
from base64 import b32decode, b64decode, b64encode
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote

# Characters: what is shorter is no secret, but a word that a server at home is given.
SHORTEST_KEY = 8
# Characters: of a stretch of the key that is looked for; half of a short key, and never less.
LONGEST_STRETCH, SHORTEST_STRETCH = 10, 6
# Characters: from which on letters alone are a key and no words; chosen.
SURELY_NO_WORDS = 24
# Letters: a key of so many and nothing else is looked for in every shape; a shorter one is a word.
SHORTEST_LETTERS = 16
NO_SIGN = re.compile(r"[^a-z0-9]+")
ESCAPED = re.compile(r"(?:\\x|\\u\{?|\\U0000|U\+|0x)([0-9a-fA-F]{2,4})\}?")
BETWEEN_SIGNS = re.compile(r"\\[nrtbf]")
NO_LETTER_OR_DIGIT = re.compile(r"[^A-Za-z0-9]+")
# Runs that may be something written in sixty-four signs, in thirty-two, or as the signs' numbers.
IN_64, IN_32 = re.compile(r"[A-Za-z0-9+/_-]{11,}"), re.compile(r"[A-Z2-7]{13,}")
RUN_OF_NUMBERS = re.compile(r"\d{2,3}(?:[\s,;]{1,3}\d{2,3}){7,}")


class KeyShapes:
    """The shapes of one key."""

    def __init__(self, key: str) -> None:
        """A key of fewer than eight characters, or that may be a word of any story, is not looked
        for.
        """
        is_word = key.isalpha() and key.islower() and len(key) < SHORTEST_LETTERS
        self._key = key if len(key) >= SHORTEST_KEY and not is_word else ""

    def __repr__(self) -> str:
        return "KeyShapes()"

    def are_in(self, text: str) -> bool:
        """Whether the key, or a piece of it, is in this text."""
        if not self._key:
            return False
        if self._key in text:
            return True
        variants = dict.fromkeys(_variants(text))
        if self._letters and any(self._letters in _signs(variant) for variant in variants):
            return True
        looks = dict.fromkeys(_bare(variant) for variant in variants)
        return any(shape in look for look in looks for shape in self._shapes)

    @cached_property
    def _letters(self) -> str:
        """The letters of a key that has nothing else, and not small ones alone: as they are
        written, for in another case they may be words.
        """
        letters = _signs(self._key)
        is_short_word = letters.isalpha() and len(letters) < SHORTEST_LETTERS
        return letters if is_short_word and not letters.islower() else ""

    @cached_property
    def _shapes(self) -> tuple[str, ...]:
        """Every stretch that is looked for, in small letters and digits alone."""
        plain, raw = _bare(self._key), self._key.encode()
        is_whole = len(plain) >= SHORTEST_LETTERS or (
            len(plain) >= SHORTEST_KEY and plain.isdigit()
        )
        whole = (plain, plain[::-1]) if is_whole else ()
        if not _is_no_word(self._key):
            return whole
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
        return tuple(dict.fromkeys((*whole, *stretches)))


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
    if "\\" in text or "U+" in text or "0x" in text:
        yield ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        yield BETWEEN_SIGNS.sub(" ", text)
    if "%" in text:
        yield unquote(text)
    if "&" in text:
        yield html.unescape(text)
    yield from _decoded(text)


def _decoded(text: str) -> Iterator[str]:
    """What the runs in it stand for that may be written in another way, wherever they begin."""
    for run in IN_64.findall(text):
        signs = run.replace("-", "+").replace("_", "/")
        for start in range(4):
            whole = signs[start : len(signs) - (len(signs) - start) % 4 or None]
            rest = signs[start + len(whole) :]
            tail = rest + "=" * (4 - len(rest)) if len(rest) > 1 else ""
            yield b64decode(whole + tail).decode("latin-1")
    for run in IN_32.findall(text):
        length = len(run) - len(run) % 8
        missing = {2: 6, 4: 4, 5: 3, 7: 1}
        rest = run[length:] if len(run) % 8 in missing else ""
        yield b32decode(run[:length] + rest + "=" * missing.get(len(rest), 0)).decode("latin-1")
    for run in RUN_OF_NUMBERS.findall(text):
        yield "".join(chr(int(number)) for number in re.findall(r"\d+", run))


def _signs(text: str) -> str:
    return NO_LETTER_OR_DIGIT.sub("", unicodedata.normalize("NFKD", text))


def _bare(text: str) -> str:
    """Its small letters and digits alone: nothing that may stand between them counts."""
    return NO_SIGN.sub("", unicodedata.normalize("NFKD", text).lower())
