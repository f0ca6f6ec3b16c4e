"""Replies whose status, headers or timing is wrong, and connections that break."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.support.servers.fake_openai import CODES as NAMES
from tests.tools.reply_run.forms import (
    Making,
    answer,
    bytes_of,
    encoded,
    error,
    reported,
    wrong_answer,
)
from tests.tools.reply_run.planting import Planted
from tests.tools.reply_run.wire import Asked, Headers, Played, Wire

FREE = frozenset({*range(400, 500), 503, 529} - {408, 499})
"""Statuses by which a provider says that nothing was done."""
PAUSES = (
    *("1", "0", "30", "61", "3600", "-1", "-9999999999", "9" * 30, "1e3", "1e999", "nan", "inf"),
    *("1.5", "", "soon", "١٢", "0x10", "1; 2", "1, 2", "Fri, 31 Dec 9999 23:59:59 GMT"),
    *("Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Foo 2026 99:99:99 GMT", "2026-01-01T00:00:00Z"),
)
REDIRECTS = (300, 301, 302, 303, 304, 305, 307, 308, 399)
REFUSALS = (*range(400, 418), 418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 498, 499)
FAILURES = (500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 522, 524, 525, 529, 530, 599)
LINES = (
    *("HTTP/1.1 999 No", "HTTP/1.1 000 No", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/9.9 200"),
    *("HTTP/1.1 OK", "HTTP/1.1  200", "ICY 200 OK", "HTTP/1.1 -200 OK", "200", "", "\x00\x01\x02"),
    *("HTTP/1.1 200 " + "O" * 70_000, "SSH-2.0-OpenSSH_9.9", "HTTP/1.0 200 OK", "HTTP/2 200"),
    *("HTTP/1.1 200 \x1b[31mOK", "HTTP/1.1 ２００ OK", "<html>", "220 smtp.example ESMTP"),
)


def _error(asked: Asked, code: int, planted: Planted) -> bytes:
    """The body of an error, in a provider's form or in no form."""
    found = error(asked, code, planted.said())
    rng = planted.rng
    match rng.randrange(9):
        case 0:
            return b""
        case 1:
            return planted.said().encode("utf-8", "replace")
        case 2:
            return f"<html><h1>{code}</h1>{planted.said()}</html>".encode()
        case 3:
            return encoded([found])
        case 4:
            return encoded({"detail": [{"msg": planted.said()}], "message": planted.said()})
        case 5:
            found["error"]["message"] = f"\x1b[2J{planted.said()}\n\n\n\x07\u202e" + "long " * 2_000
            return encoded(found)
        case 6:
            reason = {
                "@type": "x/ErrorInfo",
                "reason": rng.choice(("API_KEY_INVALID", planted.key)),
            }
            found["error"] |= {"details": [reason, {"message": planted.said()}]}
            return encoded(found)
        case _:
            codes = (*NAMES.values(), planted.key, planted.said(), "insufficient_quota", 7, None)
            found["error"] |= {"code": rng.choice(codes), "type": planted.said()}
            return encoded(found | {"request_id": planted.said()})


def _refused(code: int, planted: Planted, headers: Headers | None = None) -> Played:
    def play(wire: Wire, asked: Asked) -> None:
        kind = planted.rng.choice(("application/json", "application/json", "text/html", ""))
        wire.reply(_error(asked, code, planted), code, headers, kind)

    return Played(f"status {code // 100}xx", play, is_free=code in FREE)


def _status(planted: Planted) -> Played:
    return _refused(planted.rng.choice((*REFUSALS, *FAILURES)), planted)


def _key_refused(planted: Planted) -> Played:
    found = _refused(planted.rng.choice((400, 401, 402, 403, 404, 407)), planted)
    return Played("a key that is refused", found.play, is_free=found.is_free)


def _busy(planted: Planted) -> Played:
    """Busy, and a pause is asked for in every form there is."""
    soon = format_datetime(
        datetime(2026, 1, 1 + planted.rng.randrange(28), tzinfo=UTC), usegmt=True
    )
    said = (*PAUSES, soon, planted.secret().encode("ascii", "replace").decode().replace("\n", " "))
    code = planted.rng.choice((429, 503, 500, 529))
    found = _refused(code, planted, {"Retry-After": planted.rng.choice(said)})
    return Played("a pause is asked for", found.play, is_free=found.is_free)


def _redirected(planted: Planted) -> Played:
    code, rng = planted.rng.choice(REDIRECTS), planted.rng
    places = (
        *("http://nobody.invalid/v1/chat/completions", "/v1/chat/completions", "", "//[::bad"),
        *("http://127.0.0.1:9/", "file:///etc/passwd", "javascript:alert(1)", "\x1b[31m", "."),
        f"http://nobody.invalid/?{planted.key}",
    )
    headers = {"Location": rng.choice(places)} if rng.random() < 0.8 else {}
    found = _refused(code, planted, headers)
    return Played("sent elsewhere", found.play)


def _informed(planted: Planted) -> Played:
    """Statuses that come before the real one: many, or nothing after them."""
    code, flood = planted.rng.choice((100, 101, 102, 103, 150, 199)), planted.rng.random() < 0.5

    def play(wire: Wire, asked: Asked) -> None:
        said = f"HTTP/1.1 {code} Wait\r\nLink: <{planted.mark}>\r\n\r\n".encode()
        for _ in range(20_000 if flood else 3):
            wire.send(said)
        if planted.rng.random() < 0.5:
            found = answer(asked, wrong_answer(planted))
            wire.reply(encoded(found))
            wire.usage = reported(found)
        else:
            wire.pause(60)

    return Played("informed", play, is_slow=True)


def _without_body(planted: Planted) -> Played:
    code = planted.rng.choice((200, 201, 202, 203, 204, 205, 206, 207, 226, 299))
    has_body = planted.rng.random() < 0.5

    def play(wire: Wire, asked: Asked) -> None:
        wire.reply(bytes_of(asked, wrong_answer(planted)) if has_body else b"", code)

    return Played("another 2xx", play)


def _line(planted: Planted) -> Played:
    line = planted.rng.choice((*LINES, *LINES, planted.said().replace("\n", " ")))

    def play(wire: Wire, asked: Asked) -> None:
        wire.reply(bytes_of(asked, wrong_answer(planted)), line)

    return Played("a status line that is none", play)


def _headers(planted: Planted) -> Played:
    """Too many headers, too long ones, and such as are none."""
    name = planted.rng.choice(("many headers", "a long header", "odd headers", "endless headers"))

    def play(wire: Wire, asked: Asked) -> None:
        body = bytes_of(asked, wrong_answer(planted))
        match name:
            case "many headers":
                wire.reply(body, headers={f"X-{n}": planted.mark for n in range(10_000)})
            case "a long header":
                wire.reply(body, headers={"X-Long": "a" * 1_000_000})
            case "odd headers":
                odd = {"X Odd": "1", "X-\x00": "2", ": ": planted.mark, "X-Key": planted.key}
                wire.reply(body, headers=odd | {"Content-Type": "\x1b[31m", "Date": "never"})
            case _:
                wire.send(b"HTTP/1.1 200 OK\r\n")
                while True:
                    wire.send(b"X-Again: yes\r\n" * 1_000)

    return Played(name, play, is_slow=name == "endless headers")


def _slow_headers(planted: Planted) -> Played:
    def play(wire: Wire, asked: Asked) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX: " + b"y" * 500:
            wire.send(bytes([byte]))
            wire.pause(0.1)

    return Played("slow headers", play, is_slow=True)


def _broken(name: str, before: Callable[[bytes], bytes], *, ends: str) -> Making:
    """A connection that breaks off after some bytes, with or without a word."""

    def made(planted: Planted) -> Played:
        def play(wire: Wire, asked: Asked) -> None:
            if sent := before(bytes_of(asked, wrong_answer(planted))):
                wire.send(sent)
            if ends == "reset":
                wire.reset()
            if ends == "hang":
                wire.pause(60)

        return Played(name, play, is_slow=ends == "hang")

    return made


TLS = bytes.fromhex("160303007a02000076030300") + b"\x17" * 110
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
STATUSES: tuple[Making, ...] = (
    *(_status, _status, _status, _key_refused, _key_refused, _key_refused, _busy, _busy, _busy),
    *(_redirected, _informed, _without_body, _line, _line, _headers, _slow_headers),
    _broken("reset before", lambda body: b"", ends="reset"),
    _broken("reset in the headers", lambda body: HEAD, ends="reset"),
    _broken("reset in the body", lambda body: HEAD + b"\r\n" + body[:20], ends="reset"),
    _broken("closed without a word", lambda body: b"", ends=""),
    _broken("closed in the headers", lambda body: HEAD, ends=""),
    _broken("no answer", lambda body: b"", ends="hang"),
    _broken("no answer after headers", lambda body: HEAD + b"\r\n", ends="hang"),
    _broken("TLS on a plain port", lambda body: TLS, ends=""),
    _broken("TLS, and silence", lambda body: TLS, ends="hang"),
)
