"""A key as it may be written, in small letters and digits alone: the stretches by which it is known,
whatever stands between them.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from base64 import a85encode, b32encode, b32hexencode, b64encode, b85encode
from codecs import encode
from collections.abc import Callable, Iterator, Sequence
from string import ascii_lowercase, ascii_uppercase

# Characters: of a stretch of the key that is looked for; half of a short key, and never less.
LONGEST_STRETCH, SHORTEST_STRETCH = 10, 6
# Letters: a key of so many and nothing else is looked for in every shape; a shorter one is a word.
SHORTEST_LETTERS = 16
# Characters: what is shorter, of digits alone, is a number like any other.
SHORTEST_NUMBER = 8
# Characters: from which on letters alone are a key and no words; chosen.
SURELY_NO_WORDS = 24
# Characters: of what is written in signs of which many are neither letters nor digits.
SHORTEST_OF_MANY_SIGNS = 8
NO_SIGN = re.compile(r"[^a-z0-9]+")
BASE_58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
FIRST_SIGN, VISIBLE_SIGNS = 33, 94
"""The signs of ASCII that show something, which rot47 turns by half."""
TURNED_ROUND = str.maketrans(
    ascii_lowercase + ascii_uppercase, ascii_lowercase[::-1] + ascii_uppercase[::-1]
)


def bared(text: str) -> str:
    """Its small letters and digits alone: nothing that may stand between them counts."""
    return NO_SIGN.sub("", unicodedata.normalize("NFKD", text).lower())


def is_no_word(text: str) -> bool:
    """Whether nobody could have written it as words: it has digits among its letters, or is very
    long.
    """
    if len(text) >= SURELY_NO_WORDS:
        return True
    has_digits = any(sign.isdigit() for sign in text)
    has_letters = any(sign.isalpha() for sign in text)
    return has_digits and (has_letters or len(text) >= SHORTEST_NUMBER)


def stretches_of(key: str) -> Iterator[str]:
    """Every stretch by which a key is known; where it has letters alone, it is known whole, however
    it is turned, and by pieces only where it is written in numbers or signs.
    """
    raw = key.encode()
    length = max(SHORTEST_STRETCH, min(LONGEST_STRETCH, len(bared(key)) // 2))
    for written in map(bared, _rewritten(key)):
        if len(written) >= SHORTEST_LETTERS:
            yield written
        yield from filter(is_no_word, _windows(written, length))
    for way, characters in ((f"{{:0{n}{form}}}", n) for n, form in ((2, "x"), (3, "o"), (8, "b"))):
        for signs in (raw, raw[::-1]):
            yield from _both(_windows("".join(map(way.format, signs)), characters * length))
    yield from _windows(key.encode("utf-16-le").hex(), 4 * length)
    for start in range(max(1, len(raw) - length + 1)):
        yield "".join(map(str, raw[start : start + length]))
    for signs in (raw, key.encode("utf-16-le")):
        yield from _in_base_64(signs, length + length // 3)
    for spelled in (b32encode, b32hexencode):
        yield from _in_base_32(raw, spelled, length + length // 2)
    for packed, size in ((b85encode, 4), (a85encode, 4), (_in_uuencode, 3)):
        yield from _in_groups(raw, packed, size)
    yield from filter(is_no_word, _windows(bared(_in_base_58(raw)), length + length // 3))


def _rewritten(key: str) -> Iterator[str]:
    """The key by the games that people play with letters."""
    turned = encode(key, "rot13")
    pairs = "".join(key[place : place + 2][::-1] for place in range(0, len(key), 2))
    by_half = "".join(
        chr(FIRST_SIGN + (ord(sign) - FIRST_SIGN + VISIBLE_SIGNS // 2) % VISIBLE_SIGNS)
        for sign in key
    )
    yield from (key, turned, pairs, key.translate(TURNED_ROUND), by_half)
    yield from (key[::-1], turned[::-1], key[::2], key[1::2])


def _windows(text: str, length: int) -> Iterator[str]:
    for start in range(max(1, len(text) - length + 1)):
        yield text[start : start + length]


def _both(found: Iterator[str]) -> Iterator[str]:
    """Each forwards and backwards."""
    for one in found:
        yield one
        yield one[::-1]


def _in_base_64(raw: bytes, length: int) -> Iterator[str]:
    for before in range(3):  # where in a group of three the key begins
        # What the neighbours have a share in is left out.
        written = b64encode(b" " * before + raw).decode().rstrip("=")[before + bool(before) : -1]
        for other in (written, encode(written, "rot13")):
            yield from _both(_windows(bared(other), length))


def _in_base_32(raw: bytes, spelled: Callable[[bytes], bytes], length: int) -> Iterator[str]:
    for before in range(5):  # where in a group of five the key begins
        shared = -(-before * 8 // 5)
        written = spelled(b" " * before + raw).decode().rstrip("=")[shared:-1]
        yield from _windows(bared(written), length)


def _in_groups(raw: bytes, packed: Callable[[bytes], bytes], size: int) -> Iterator[str]:
    """What three groups that are the key's alone come to, wherever in a group it begins."""
    for before in range(size):
        own = raw[before : before + (len(raw) - before) // size * size]
        groups: Sequence[str] = [
            packed(own[place : place + size]).decode() for place in range(0, len(own), size)
        ]
        for start in range(len(groups) - 2):
            written = bared("".join(groups[start : start + 3]))
            if len(written) >= SHORTEST_OF_MANY_SIGNS and is_no_word(written):
                yield written


def _in_uuencode(three: bytes) -> bytes:
    return binascii.b2a_uu(three).strip(b"\n")[1:]


def _in_base_58(raw: bytes) -> str:
    number, written = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, len(BASE_58))
        written = BASE_58[rest] + written
    return written
