"""A key in any shape: whole or a piece of it, in capitals, spaced out, backwards, encoded.

A server has the key it was sent, and may put it into an answer; an answer is kept in the record and
may become prose. What is looked for are stretches long enough to be of use to somebody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property

from novel_engine.adapters.models.providers.key_readings import readings
from novel_engine.adapters.models.providers.key_writings import (
    SHORTEST_LETTERS,
    SHORTEST_STRETCH,
    bared,
    is_no_word,
    stretches_of,
)

# Characters: what is shorter is no secret, but a word that a server at home is given.
SHORTEST_KEY = 8
NO_LETTER_OR_DIGIT = re.compile(r"[^A-Za-z0-9]+")


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
        seen: dict[str, None] = {}
        for reading in readings(text):
            if self._letters and self._letters in _signs(reading):
                return True
            look = bared(reading)
            if look not in seen and self._is_in(look):
                return True
            seen[look] = None
        return False

    def _is_in(self, look: str) -> bool:
        by_beginning = self._shapes
        for place in range(len(look) - SHORTEST_STRETCH + 1):
            shapes = by_beginning.get(look[place : place + SHORTEST_STRETCH])
            if shapes and look.startswith(shapes, place):
                return True
        return False

    @cached_property
    def _letters(self) -> str:
        """The letters of a key that has nothing else, and not small ones alone: as they are
        written, for in another case they may be words.
        """
        letters = _signs(self._key)
        is_short_word = letters.isalpha() and len(letters) < SHORTEST_LETTERS
        return letters if is_short_word and not letters.islower() else ""

    @cached_property
    def _shapes(self) -> Mapping[str, tuple[str, ...]]:
        """Every stretch that is looked for, by its first six small letters and digits."""
        plain = bared(self._key)
        is_whole = len(plain) >= SHORTEST_LETTERS or (
            len(plain) >= SHORTEST_KEY and plain.isdigit()
        )
        found = [plain, plain[::-1]] if is_whole else []
        if is_whole or is_no_word(self._key):
            found += stretches_of(self._key)
        shapes: dict[str, tuple[str, ...]] = {}
        for shape in dict.fromkeys(found):
            if len(shape) >= SHORTEST_STRETCH:
                beginning = shape[:SHORTEST_STRETCH]
                shapes[beginning] = (*shapes.get(beginning, ()), shape)
        return shapes


NO_KEY_TO_HIDE = KeyShapes("")


def _signs(text: str) -> str:
    return NO_LETTER_OR_DIGIT.sub("", unicodedata.normalize("NFKD", text))
