"""Replies whose bytes are wrong: too many, too slow, packed, cut off, or no text at all."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from functools import cache

from tests.tools.reply_run.forms import Making, bytes_of, wrong_answer
from tests.tools.reply_run.planting import Planted
from tests.tools.reply_run.wire import PIECE, Asked, Headers, Played, Wire

MUCH, PACKED = 100_000_000, 200_000_000
"""Bytes: of a reply that is too long, and of what a small one unpacks to."""


@cache
def bomb(gzipped: bool = True) -> bytes:
    """A few bytes that unpack to very many blanks."""
    packer = zlib.compressobj(9, wbits=31 if gzipped else 15)
    blanks = b" " * PIECE
    parts = [packer.compress(blanks) for _ in range(PACKED // PIECE)]
    return b"".join([*parts, packer.flush()])


def _body(name: str, make: Callable[[bytes, Planted], bytes], *, taken: bool = False) -> Making:
    """A reply whose body is made of a wrong answer's."""

    def made(planted: Planted) -> Played:
        def play(wire: Wire, asked: Asked) -> None:
            wire.reply(make(bytes_of(asked, wrong_answer(planted)), planted))

        return Played(name, play, may_be_taken=taken)

    return made


def _packed(name: str, coding: str, make: Callable[[bytes], bytes]) -> Making:
    """A reply that is packed, or says so."""

    def made(planted: Planted) -> Played:
        def play(wire: Wire, asked: Asked) -> None:
            body = make(bytes_of(asked, wrong_answer(planted)))
            wire.reply(body, headers={"Content-Encoding": coding})

        return Played(name, play)

    return made


def _headed(name: str, headers: Callable[[int], Headers]) -> Making:
    """A reply whose headers say another length than it has; the connection closes after it."""

    def made(planted: Planted) -> Played:
        def play(wire: Wire, asked: Asked) -> None:
            body = bytes_of(asked, wrong_answer(planted))
            wire.head(200, headers(len(body)))
            wire.send(body)

        return Played(name, play)

    return made


def _chunked(name: str, frame: Callable[[bytes], bytes]) -> Making:
    """A reply in chunks that are no chunks."""

    def made(planted: Planted) -> Played:
        def play(wire: Wire, asked: Asked) -> None:
            wire.head(200, {"Transfer-Encoding": "chunked"})
            wire.send(frame(bytes_of(asked, wrong_answer(planted))))

        return Played(name, play)

    return made


def _flood(name: str, piece: bytes, most: int, headers: Headers) -> Making:
    """A reply that goes on."""

    def made(planted: Planted) -> Played:
        def play(wire: Wire, asked: Asked) -> None:
            wire.head(200, headers)
            wire.send(b'{"choices": [{"message": {"content": "')
            while wire.sent < most:
                wire.send(piece)
            wire.send(b'"}}]}')

        return Played(name, play, is_slow=True)

    return made


def _dripping(planted: Planted) -> Played:
    """A byte at a time: each comes in time, and the whole never does."""
    blank, gap = planted.rng.random() < 0.5, planted.rng.choice((0.02, 0.2, 0.7))

    def play(wire: Wire, asked: Asked) -> None:
        body = bytes_of(asked, wrong_answer(planted))
        wire.head(200, {"Content-Length": str(10 * len(body))})
        for byte in body * 10:
            wire.send(b" " if blank else bytes([byte]))
            wire.pause(gap)

    return Played("a drip", play, is_slow=True)


def _drip_of_chunks(planted: Planted) -> Played:
    def play(wire: Wire, asked: Asked) -> None:
        wire.head(200, {"Transfer-Encoding": "chunked"})
        while True:
            wire.send(b"1\r\n \r\n")
            wire.pause(0.1)

    return Played("a drip of chunks", play, is_slow=True)


def _hanging(planted: Planted) -> Played:
    """The half of it, and then nothing more."""

    def play(wire: Wire, asked: Asked) -> None:
        body = bytes_of(asked, wrong_answer(planted))
        wire.head(200, {"Content-Length": str(len(body))})
        wire.send(body[: len(body) // 2])
        wire.pause(60)

    return Played("half of it", play, is_slow=True)


def _chunks(body: bytes) -> bytes:
    return f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"


def _nested(body: bytes, planted: Planted) -> bytes:
    depth = planted.rng.choice((500, 10_000, 100_000))
    opened, shut = planted.rng.choice(((b"[", b"]"), (b'{"a":', b"}")))
    whole = planted.rng.random() < 0.5
    inside = opened * depth + (b"1" + shut * depth if whole else b"")
    return inside if planted.rng.random() < 0.5 else body[:-1] + b', "x": ' + inside + b"}"


def _numbers(body: bytes, planted: Planted) -> bytes:
    number = planted.rng.choice((b"9" * 5_000, b"1e999999", b"-" + b"9" * 400, b"NaN", b"Infinity"))
    return body.replace(b'"index": 0', b'"index": ' + number)


def _bad_signs(body: bytes, planted: Planted) -> bytes:
    sign = planted.rng.choice((b"\xff\xfe", b"\xc3(", b"\x00", b"\xed\xa0\x80", b"\xf8\x88\x80"))
    at = body.find(planted.mark.encode())
    return body[:at] + sign + body[at:]


def _lone(body: bytes, planted: Planted) -> bytes:
    return body.replace(planted.mark.encode(), planted.mark.encode() + b"\\ud83d", 1)


def _nothing_packed(body: bytes) -> bytes:
    """Bytes in Brotli's plainest form: one piece, as it is."""
    size = len(body) - 1
    head = (size << 4 | (1 << 20)) << 1
    return head.to_bytes(4, "little") + body + b"\x03"


JSON_FLOOD = b'{"a": [1, 2, "' + b"x" * 1000 + b'"]},'
BODIES: tuple[Making, ...] = (
    _flood("a hundred megabytes", b"x" * PIECE, MUCH, {"Content-Length": str(MUCH + 100)}),
    _flood("endless", b"y" * PIECE, 10**12, {}),
    _flood(
        "endless chunks",
        f"{PIECE:x}\r\n".encode() + b"z" * PIECE + b"\r\n",
        10**12,
        {"Transfer-Encoding": "chunked"},
    ),
    _flood("endless JSON", b'",' + JSON_FLOOD * 60, 10**12, {}),
    _dripping,
    _drip_of_chunks,
    _hanging,
    _packed("a bomb of gzip", "gzip", lambda body: bomb()),
    _packed("a bomb of deflate", "deflate", lambda body: bomb(gzipped=False)),
    _packed("gzip in gzip", "gzip, gzip", lambda body: gzip.compress(gzip.compress(body))),
    _packed("a bomb in gzip", "gzip, gzip", lambda body: gzip.compress(bomb())),
    _packed("many codings", ", ".join(["gzip"] * 200), gzip.compress),
    _packed("gzip in gzip, said once", "gzip", lambda body: gzip.compress(gzip.compress(body))),
    _packed("gzip that is none", "gzip", lambda body: body),
    _packed("deflate that is none", "deflate", lambda body: body),
    _packed("brotli", "br", _nothing_packed),
    _packed("zstandard that is none", "zstd", lambda body: body),
    _packed("no such coding", "x-nobody", lambda body: body),
    _packed("half of gzip", "gzip", lambda body: gzip.compress(body)[:-20]),
    _headed("a length too long", lambda size: {"Content-Length": str(size + 100)}),
    _headed("a length too short", lambda size: {"Content-Length": str(size // 2)}),
    _headed("a length below nothing", lambda size: {"Content-Length": "-5"}),
    _headed("a huge length", lambda size: {"Content-Length": "9" * 30}),
    _headed("a length that is none", lambda size: {"Content-Length": "many"}),
    _headed("two lengths", lambda size: {"Content-Length": "3", "content-length": str(size)}),
    _headed(
        "length and chunks", lambda size: {"Content-Length": "3", "Transfer-Encoding": "chunked"}
    ),
    _chunked("chunks without a number", lambda body: b"zz\r\n" + body + b"\r\n0\r\n\r\n"),
    _chunked("a chunk below nothing", lambda body: b"-5\r\n" + body + b"\r\n0\r\n\r\n"),
    _chunked("a huge chunk", lambda body: b"f" * 40 + b"\r\n" + body),
    _chunked("a chunk too short", lambda body: b"5\r\n" + body + b"\r\n0\r\n\r\n"),
    _chunked("chunks without an end", lambda body: _chunks(body)[:-5]),
    _chunked("a long extension", lambda body: b"5;" + b"a" * 100_000 + b"\r\n" + body),
    _chunked("chunks and garbage", lambda body: _chunks(body) + b"HTTP/1.1 200 OK\r\n\r\n{}"),
    _body("cut off", lambda body, planted: body[: planted.rng.randrange(len(body))]),
    _body("and garbage", lambda body, planted: body + planted.said().encode("utf-8", "replace")),
    _body("nested deep", _nested),
    _body("huge numbers", _numbers),
    _body("keys twice", lambda body, planted: body[:-1] + b', "usage": 7, "choices": 8}'),
    _body("a byte order mark", lambda body, planted: b"\xef\xbb\xbf" + body),
    _body("UTF-16", lambda body, planted: body.decode().encode("utf-16")),
    _body("UTF-32", lambda body, planted: body.decode().encode("utf-32")),
    _body("no text", lambda body, planted: planted.rng.randbytes(2_000)),
    _body("bad signs", _bad_signs),
    _body("half a character", _lone),
    _body("nothing", lambda body, planted: b""),
    _body("a JSON string", lambda body, planted: json.dumps(body.decode()).encode()),
)
