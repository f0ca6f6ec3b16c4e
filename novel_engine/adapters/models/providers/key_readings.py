"""What a text may stand for: as it is written, and with every usual way of writing text otherwise
undone, one way within another.

Whoever looks for something in a text looks in all of them. What is undone is what programs do to
text by themselves, and what a person does with a converter at hand.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
import zlib
from base64 import b64decode
from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any
from urllib.parse import unquote

# Characters: of a text in which one way is looked for within another; no answer that is read is
# longer than twice this.
LONGEST_SEARCHED_TWICE = 20_000
# Bytes: that something packed is unpacked to; a key is far shorter.
MOST_UNPACKED = 4_096
ESCAPED = re.compile(
    r"(?:\\{1,2}x|\\{1,2}u\{?|\\U0000|\\0000|%u|U\+|0x)([0-9a-fA-F]{2,4})\}?", re.ASCII
)
BETWEEN_SIGNS = re.compile(r"\\[nrtbf]")
HTML_TAG = re.compile(r"<[^<>]{0,80}>")
NUMBERING = re.compile(r"(?<![A-Za-z0-9])[0-9]{1,3}[.):] ?")
# Runs that may be something written in sixty-four signs, or as hexadecimal numbers.
IN_64, IN_HEX = re.compile(r"[A-Za-z0-9+/_-]{11,}"), re.compile(r"(?:[0-9A-Fa-f]{2}){8,}")
PACKED_HEADS = (b"\x1f\x8b", b"\x78")
EITHER_FORM_PACKED = 47
"""The window size that has zlib know by itself whether it is given gzip or its own form."""
LOOK_ALIKES = str.maketrans(
    "асеорхуіјѕԁԛԝһАВСЕНКМОРТХУІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν"
    + "".join(chr(0x1F1E6 + number) for number in range(26)),
    "aceopxyijsdqwhABCEHKMOPTXYIJSABEZHIKMNOPTYXoav" + ascii_lowercase,
)
"""Letters of other alphabets that look like Latin ones, and the letters that flags are made of."""


def readings(text: str) -> Iterator[str]:
    """The text, and what it stands for if it is written in a usual way; each once."""
    seen = {text: None}
    first = list(dict.fromkeys(_undone(text)))
    yield text
    for one in first:
        if one not in seen:
            seen[one] = None
            yield one
    if len(text) > LONGEST_SEARCHED_TWICE:
        return
    for one in list(seen)[1:]:
        for other in _undone(one):
            if other not in seen:
                seen[other] = None
                yield other


def _undone(text: str) -> Iterator[str]:
    """What one way of writing, undone, makes of it."""
    if "\\" in text or "U+" in text or "0x" in text or "%u" in text:
        yield _paired(ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
        yield BETWEEN_SIGNS.sub(" ", text)
    if "%" in text:
        yield unquote(text)
    if "&" in text:
        yield html.unescape(text)
    if "<" in text:
        yield HTML_TAG.sub("", text)
    if not text.isascii():
        yield unicodedata.normalize("NFKC", text).translate(LOOK_ALIKES)
    yield NUMBERING.sub("", text)
    yield from _values(text)
    yield from _decoded(text)


def _paired(text: str) -> str:
    """The text with the halves of a character, which JSON writes one by one, put together."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _values(text: str) -> Iterator[str]:
    """The texts in JSON one after the other, and the names beside them: something may be spread
    over several.
    """
    if not text.lstrip().startswith(("{", "[")):
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    names: list[str] = []
    texts: list[str] = []
    waiting: list[Any] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            names += one
            waiting += reversed(one.values())
        elif isinstance(one, list):
            waiting += reversed(one)
        elif not isinstance(one, float):
            texts.append(str(one))
    yield "".join(texts)
    yield "".join(names)


def _decoded(text: str) -> Iterator[str]:
    """What the runs in it stand for that may be written in another way, wherever they begin."""
    for run in IN_64.findall(text):
        signs = run.replace("-", "+").replace("_", "/")
        for start in range(4):
            whole = signs[start : len(signs) - (len(signs) - start) % 4 or None]
            rest = signs[start + len(whole) :]
            tail = rest + "=" * (4 - len(rest)) if len(rest) > 1 else ""
            yield from _plain(b64decode(whole + tail))
    for run in IN_HEX.findall(text):
        yield from _plain(bytes.fromhex(run))


def _plain(found: bytes) -> Iterator[str]:
    yield found.decode("latin-1")
    if found.startswith(PACKED_HEADS):
        try:
            unpacked = zlib.decompressobj(EITHER_FORM_PACKED).decompress(found, MOST_UNPACKED)
        except zlib.error:
            return
        yield unpacked.decode("latin-1")
