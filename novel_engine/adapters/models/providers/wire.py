"""The one way out: a request sent, and what comes back taken in within bounds, whoever sends it.

A server may be anybody's. What it sends is bounded as it arrives: in bytes, counted when they are
unpacked, and in time, counted from the first attempt to connect to the last byte. The client
libraries only put requests together. They are told that all went well, and never see what was
answered, so that none of it reaches a message, a log or a trace of theirs.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from ssl import SSLContext

from httpx2 import (
    AsyncBaseTransport,
    AsyncHTTPTransport,
    InvalidURL,
    Request,
    Response,
    Timeout,
    TransportError,
)
from httpx2 import TimeoutException as TimedOut

from novel_engine.adapters.models.providers.connection import Connection
from novel_engine.adapters.models.providers.provider_replies import GARBLED, Received
from novel_engine.adapters.models.providers.retrying import CallFailed
from novel_engine.adapters.models.providers.unreached import (
    AUTHENTICATE,
    bad_proxy,
    no_address,
    refused_by_proxy,
    unreached,
)
from novel_engine.values import dataclass

# Bytes: of a reply. An answer of 100,000 characters, each of them escaped, is half of it; ten times
# as long a one is no more use, and nobody need hold it.
MOST_BYTES = 2 * 1024 * 1024
# Seconds: who has not answered by then is not there; answers may take longer.
SECONDS_TO_CONNECT = 10
# Bytes: that are unpacked at once; a packed byte can stand for a thousand.
UNPACKED_AT_ONCE = 64 * 1024
# The window size that has zlib know by itself whether it is given gzip or its own form, and the one
# for what has neither's head: some servers mean that by deflate.
EITHER_FORM, HEADLESS = 47, -15
GZIP_HEAD = b"\x1f\x8b"
# Of the first two bytes of zlib's own form: the method, and what both divide by (RFC 1950).
ZLIB_METHOD, ZLIB_CHECK = 8, 31
UNPACKED = ("", "identity", "none", "utf-8")
PACKED = ("gzip", "x-gzip", "deflate")
SENDING = ".send_request_headers.started"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came back: its status, how long it asks one to wait (as the headers have it), and its
    body, unpacked; `is_whole` is false where there was more of it than is taken in.
    """

    status: int
    body: bytes
    retry_after: str = ""
    retry_after_ms: str = ""
    is_whole: bool = True


class Wire(AsyncBaseTransport):
    """Sends what a client library puts together, and has what comes back judged; keeps what was
    made of it in `outcome`.

    To the library the answer is always `all_is_well`.
    """

    def __init__(
        self,
        line: Connection,
        trusted: SSLContext,
        judge: Callable[[Arrived], Received],
        all_is_well: object,
    ) -> None:
        self.outcome: Received | CallFailed | None = None
        self._line, self._trusted = line, trusted
        self._judge, self._all_is_well = judge, all_is_well

    async def handle_async_request(self, request: Request) -> Response:
        """Send it once. Never raises for what the other side does."""
        try:
            self.outcome = self._judge(await arrived(request, self._line, self._trusted))
        except CallFailed as failed:
            self.outcome = failed
        return Response(200, json=self._all_is_well, request=request)


async def arrived(request: Request, line: Connection, trusted: SSLContext) -> Arrived:
    """What comes back for a request, all of it within the time there is. Raises CallFailed."""
    request.headers["Accept-Encoding"] = "gzip"
    connect = min(line.timeout, SECONDS_TO_CONNECT)
    request.extensions["timeout"] = Timeout(line.timeout, connect=connect).as_dict()
    sent = _Sent()
    request.extensions.update(trace=sent.hear)
    try:
        async with asyncio.timeout(line.timeout), _open(line, trusted) as transport:
            response = await transport.handle_async_request(request)
            try:
                if response.status_code == AUTHENTICATE and line.proxy.address:
                    raise refused_by_proxy(line.proxy, AUTHENTICATE)
                return await _taken_in(response)
            finally:
                await response.aclose()
    except (TimeoutError, TimedOut) as error:
        seconds = f"{line.timeout:g} second{'' if line.timeout == 1 else 's'}"
        late = f"no answer within {seconds}"
        raise CallFailed("passing", late, charged=sent.is_begun) from error
    except InvalidURL as error:
        raise no_address() from error
    except (TransportError, OSError) as error:  # not every error of TLS is made a TransportError
        raise unreached(error, line, is_sent=sent.is_begun) from error


class _Sent:
    """Hears how far a request got. A proxy is sent something before the server is."""

    def __init__(self) -> None:
        self.is_begun = False

    async def hear(self, name: str, about: object) -> None:
        """The next step of the request."""
        self.is_begun = self.is_begun or name.endswith(SENDING)


@asynccontextmanager
async def _open(line: Connection, trusted: SSLContext) -> AsyncIterator[AsyncHTTPTransport]:
    """A connection of its own, through the proxy that is set for this server, if one is."""
    try:
        transport = AsyncHTTPTransport(
            verify=trusted, trust_env=False, proxy=line.proxy.address or None
        )
    except (ImportError, InvalidURL, ValueError, TypeError) as error:
        raise bad_proxy(line.proxy) from error
    async with transport:
        yield transport


async def _taken_in(response: Response) -> Arrived:
    """The body as it comes, unpacked, until it ends or is more than is taken in."""
    headers = response.headers
    unpacked = _unpacking(headers.get("content-encoding", "").strip().lower())
    came, parts = 0, []
    size = 0
    async for raw in response.aiter_raw():
        came += len(raw)
        for piece in unpacked(raw):
            parts.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                break
        if max(came, size) > MOST_BYTES:
            break
    return Arrived(
        response.status_code,
        b"".join(parts),
        headers.get("retry-after", ""),
        headers.get("retry-after-ms", ""),
        is_whole=max(came, size) <= MOST_BYTES,
    )


def _unpacking(packing: str) -> Callable[[bytes], Iterator[bytes]]:
    named = [part.strip() for part in packing.split(",")]
    packing = next((part for part in named if part not in UNPACKED), "")
    if packing in UNPACKED:
        return lambda raw: iter((raw,))
    if packing not in PACKED:
        raise CallFailed("passing", f"{GARBLED}: it is packed in a way that was not asked for")
    return _Unpacking().pieces


class _Unpacking:
    """Unpacks a stream a piece at a time, so that no more of it is ever held than is wanted."""

    def __init__(self) -> None:
        self._waiting, self._has_ended = b"", False
        self._packed: zlib._Decompress | None = None

    def pieces(self, raw: bytes) -> Iterator[bytes]:
        """What these bytes unpack to. Raises CallFailed for what is not packed at all."""
        piece = b""
        try:
            while raw or piece:
                if self._packed is None:
                    raw = self._awaited(raw)
                    if not raw:
                        return
                    self._packed = zlib.decompressobj(wbits=_form(raw))
                piece = self._packed.decompress(raw, UNPACKED_AT_ONCE)
                if piece:
                    yield piece
                raw = self._packed.unused_data or self._packed.unconsumed_tail
                if self._packed.eof:  # one packed after the other, or filled up with nothing
                    self._packed, self._has_ended, piece = None, True, b""
        except zlib.error as error:
            raise CallFailed("passing", GARBLED) from error

    def _awaited(self, raw: bytes) -> bytes:
        """The bytes to unpack, once enough have come to see in which form they are."""
        raw = self._waiting + raw
        if self._has_ended:
            raw = raw.lstrip(b"\0")
        self._waiting = raw if len(raw) < len(GZIP_HEAD) else b""
        return b"" if self._waiting else raw


def _form(packed: bytes) -> int:
    """The window size for what begins so."""
    is_zlib = packed[0] & 0xF == ZLIB_METHOD and int.from_bytes(packed[:2], "big") % ZLIB_CHECK == 0
    return EITHER_FORM if is_zlib or packed.startswith(GZIP_HEAD) else HEADLESS
