"""A server that answers every request with the bytes it is given, however odd, and keeps what it
was sent as it came.

A test that uses one says `@pytest.mark.allow_hosts(["127.0.0.1", "::1"])`.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias

END_OF_HEAD = b"\r\n\r\n"
Answering: TypeAlias = Callable[[socket.socket], None]
"""What is done with a connection whose request was read."""


@dataclass
class RawServer:
    """One running server: its port, and every request as it came, head and body."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Where it is, without a path."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def raw_server(answer: Answering, tls: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """A server on a free port of this machine, until the context ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = RawServer(listening.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(listening, server, answer, tls), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 5):
                pass
            thread.join(10)


def sent(body: bytes, status: str = "200 OK", *headers: str) -> Answering:
    """Send this, whole, and close."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return lambda connection: connection.sendall("\r\n".join(head).encode() + END_OF_HEAD + body)


def flood(piece: bytes, *headers: str, pieces: int = 1_000_000) -> Answering:
    """Send this over and over, as long as anybody takes it."""
    head = "\r\n".join(["HTTP/1.1 200 OK", "Connection: close", *headers]).encode()

    def answer(connection: socket.socket) -> None:
        connection.sendall(head + END_OF_HEAD)
        for _ in range(pieces):
            connection.sendall(piece)

    return answer


def _serve(
    listening: socket.socket, server: RawServer, answer: Answering, tls: ssl.SSLContext | None
) -> None:
    while not server.over.is_set():
        connection, _ = listening.accept()
        with suppress(OSError), connection:
            connection.settimeout(30)
            plain = tls.wrap_socket(connection, server_side=True) if tls else connection
            with plain:
                request = _request(plain)
                if request:
                    server.requests.append(request)
                    answer(plain)


def _request(connection: socket.socket) -> bytes:
    """A request, to the end of its body."""
    data = b""
    while END_OF_HEAD not in data:
        more = connection.recv(65536)
        if not more:
            return b""
        data += more
    head, _, body = data.partition(END_OF_HEAD)
    length = next(
        (
            int(line.partition(b":")[2])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + END_OF_HEAD + body
