"""A server that sends what it is given, byte for byte: status lines, headers, pacing and cuts are
the reply's own.

It answers one request a connection and keeps what was asked, how long it took, and what a provider
would charge for it.
"""

from __future__ import annotations

import json
import select
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.support.servers.fake_gemini import GeminiHandler
from tests.support.servers.fake_openai import OpenAIHandler
from tests.support.servers.serving import Question, tokens

PIECE = 1 << 16
MOST_SENT = 160_000_000
"""Bytes: of what has no end; a client that has not left by then has failed."""
JSON_KIND = "application/json"
Headers: TypeAlias = Mapping[str, str]


class Gone(Exception):
    """The client has left, or has been kept for long enough."""


@dataclass(frozen=True)
class Asked:
    """One request: who is asked in which language, and what a good model would answer."""

    question: Question
    is_gemini: bool
    good: str


Play: TypeAlias = "Callable[[Wire, Asked], None]"
"""Sends one whole reply, or what is left of one."""


@dataclass(frozen=True)
class Played:
    """A reply that is to be sent: what kind of wrong it is, and what follows from that.

    `may_be_taken` says that an answer may be found in it; `is_free` that it proves that nothing was
    done.
    """

    name: str
    play: Play
    is_good: bool = False
    may_be_taken: bool = False
    is_free: bool = False
    is_slow: bool = False


@dataclass
class Served:
    """What came of one request: the seconds until it was over, and the most that it is charged
    for, in tokens asked and answered.
    """

    played: Played
    asked: Asked
    charge: tuple[int, int]
    seconds: float = 0.0
    sent: int = 0


class Wire:
    """One connection, as a reply sees it. Everything raises Gone once the client has left."""

    def __init__(self, connection: socket.socket, over: threading.Event, until: float) -> None:
        self.sent = 0
        self.usage: tuple[int, int] | None = None
        self._socket, self._over, self._until = connection, over, until

    def send(self, data: bytes) -> None:
        """Send these bytes."""
        if self._over.is_set() or time.monotonic() > self._until or self.sent > MOST_SENT:
            raise Gone
        try:
            self._socket.sendall(data)
        except OSError:
            raise Gone from None
        self.sent += len(data)

    def pause(self, seconds: float) -> None:
        """Send nothing for so long."""
        until = min(time.monotonic() + seconds, self._until)
        while (left := until - time.monotonic()) > 0:
            if self._over.is_set():
                raise Gone
            readable, _, _ = select.select([self._socket], [], [], min(left, 0.25))
            if readable and not self._read():
                raise Gone
        if time.monotonic() >= self._until:
            raise Gone

    def _read(self) -> bytes:
        try:
            return self._socket.recv(PIECE)
        except OSError:
            return b""

    def reset(self) -> None:
        """Break the connection off, so that the client is told of an error and not of an end."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Gone

    def head(self, status: str | int, headers: Headers, kind: str = JSON_KIND) -> None:
        """Send a status line and headers."""
        line = f"HTTP/1.1 {status} Said" if isinstance(status, int) else status
        known = {"Content-Type": kind, "Connection": "close"} if kind else {"Connection": "close"}
        lines = [line, *(f"{name}: {value}" for name, value in (known | dict(headers)).items())]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1", "replace"))

    def reply(
        self,
        body: bytes,
        status: str | int = 200,
        headers: Headers | None = None,
        kind: str = JSON_KIND,
    ) -> None:
        """Send a whole reply with this body."""
        length = {"Content-Length": str(len(body))}
        self.head(status, length | dict(headers or {}), kind)
        for at in range(0, len(body), PIECE):
            self.send(body[at : at + PIECE])


@dataclass
class RawServer:
    """The server: what it is to play for each request, and what it has served."""

    address: str = ""
    script: Callable[[Question], tuple[Played, str]] | None = None
    served: list[Served] = field(default_factory=list)
    keep_for: float = 10.0
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    computed: float = 0.0

    def begin(self, script: Callable[[Question], tuple[Played, str]], keep_for: float) -> None:
        """Serve this from now on: a reply for each question, and what a good model would answer.
        No client is kept for more than these seconds.
        """
        with self.lock:
            self.script, self.keep_for, self.served = script, keep_for, []

    def settle(self, within: float = 5.0) -> None:
        """Wait until every reply that was begun is over."""
        until = time.monotonic() + within
        while any(not one.seconds for one in self.served) and time.monotonic() < until:
            time.sleep(0.005)


class _Connection(socketserver.StreamRequestHandler):
    raw: RawServer

    def handle(self) -> None:
        """Read one request, and play what is wanted."""
        begun = time.thread_time()
        try:
            self._serve()
        except (Gone, OSError, ValueError):
            pass
        finally:
            with self.raw.lock:
                self.raw.computed += time.thread_time() - begun

    def _serve(self) -> None:
        path = self.rfile.readline().decode("latin-1").split(" ")[1].partition("?")[0]
        is_gemini = ":generateContent" in path
        reader: Any = GeminiHandler if is_gemini else OpenAIHandler
        question = reader.question(None, path, self._body(self._headers()))
        if question is None or self.raw.script is None:
            return
        with self.raw.lock:
            played, good = self.raw.script(question)
        asked = Asked(question, is_gemini, good)
        served = Served(played, asked, _most(played, asked))
        self.raw.served.append(served)
        began = time.monotonic()
        wire = Wire(self.connection, self.raw.over, began + self.raw.keep_for)
        try:
            played.play(wire, asked)
            self.connection.shutdown(socket.SHUT_WR)
            wire.pause(0.5)  # whoever closes with bytes unread resets what was sent
        finally:
            served.charge = wire.usage or served.charge
            served.sent = wire.sent
            served.seconds = max(time.monotonic() - began, 1e-6)

    def _headers(self) -> dict[str, str]:
        found = {}
        while line := self.rfile.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            found[name.lower()] = value.strip()
        return found

    def _body(self, headers: Headers) -> dict[str, Any]:
        if "chunked" not in headers.get("transfer-encoding", ""):
            raw = self.rfile.read(int(headers.get("content-length", 0)))
        else:
            raw = b""
            while size := int(self.rfile.readline(), 16):
                raw += self.rfile.read(size)
                self.rfile.readline()
        read = json.loads(raw)
        return read if isinstance(read, dict) else {}


def _most(played: Played, asked: Asked) -> tuple[int, int]:
    if played.is_free:
        return 0, 0
    question = asked.question
    if played.is_good:
        return tokens(question.text), tokens(asked.good)
    return tokens(question.text), question.limit


class _Quiet(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke off is what this is about."""


@contextmanager
def raw_server() -> Iterator[RawServer]:
    """A server on a free port of this machine, until the context ends."""
    raw = RawServer()

    class Bound(_Connection):
        pass

    Bound.raw = raw
    with _Quiet(("127.0.0.1", 0), Bound) as server:
        raw.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        thread.start()
        try:
            yield raw
        finally:
            raw.over.set()
            server.shutdown()
            thread.join()
