"""Why a server was not reached, told apart, each with what there is to do.

Only our own words are said, with names that the person has set: neither a certificate's text nor a
proxy's is quoted, for either may hold anything.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from httpx2 import ConnectError, LocalProtocolError, ProxyError

from novel_engine.adapters.models.providers.connection import OWN_ADDRESSES, Connection, Proxy
from novel_engine.adapters.models.providers.key_shapes import KeyShapes
from novel_engine.adapters.models.providers.retrying import CallFailed

AUTHENTICATE = 407
NO_SOCKS = "a SOCKS proxy needs a package more: `pip install 'httpx2[socks]'`"
# As OpenSSL names what a server says that wants to be shown a certificate: before TLS 1.3 only that
# it will not go on.
WANTS_CERTIFICATE = ("CERTIFICATE_REQUIRED", "ALERT_HANDSHAKE_FAILURE", "ALERT_BAD_CERTIFICATE")
STATUS = re.compile(r"([1-5]\d\d)\b")
# OpenSSL's numbers for what is wrong with a certificate.
NOT_YET, EXPIRED, NAMED_OTHERWISE = 9, 10, (62, 64)
NO_SUCH_NAME = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
NAMED_AS_THE_KEY = "the server, whose name has the key in it"
NAMELESS = "is a name that no name server knows"
UNASKED = "has a name that could not be looked up just now"
CAME_TO_GRIEF: tuple[tuple[type[BaseException], str], ...] = (
    (ConnectionRefusedError, "refused the connection"),
    (ConnectionResetError, "broke the connection off"),
    (TimeoutError, "did not answer"),
)
HOW_TO_TRUST = "SSL_CERT_FILE names a file of the certificates to trust"
CERTIFICATES = {
    NOT_YET: ("its certificate is not valid yet", "look at this machine's clock"),
    EXPIRED: ("its certificate has expired", "the server needs a new one"),
}


def unreached(error: Exception, line: Connection, *, is_sent: bool) -> CallFailed:
    """Why a call ended before there was an answer. `is_sent` says whether anything of it may have
    reached somebody.
    """
    causes = tuple(_causes(error))
    if isinstance(error, ProxyError):
        return refused_by_proxy(line.proxy, _status(str(error)))
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return _untrusted(cause, line)
    if not isinstance(error, ConnectError):
        told = CallFailed("passing", "the connection broke off", charged=is_sent)
        return told if not isinstance(error, LocalProtocolError) else _unsendable()
    if line.proxy.address:
        said = f"the proxy that {line.proxy.variable} names {_why(causes)}"
        return CallFailed("setup", said, charged=False, cure=_proxy_cure(line.proxy))
    return _no_connection(causes, line)


def bad_proxy(proxy: Proxy) -> CallFailed:
    """A proxy that cannot be used at all: its address is none, or a package is missing."""
    is_socks = proxy.address.lower().startswith("socks")
    cure = NO_SOCKS if is_socks else f"set {proxy.variable} again, or unset it"
    said = f"{proxy.variable} names a proxy that cannot be used"
    return CallFailed("setup", said, charged=False, cure=cure)


def no_address() -> CallFailed:
    """An address that is none, where nothing said so before."""
    return CallFailed("setup", "its address is none", charged=False, cure="set it again")


def no_room() -> CallFailed:
    """This machine opens no more connections."""
    return CallFailed("passing", "no connection could be opened on this machine", charged=False)


def refused_by_proxy(proxy: Proxy, status: int) -> CallFailed:
    """The proxy itself said no."""
    variable = proxy.variable or "HTTPS_PROXY"
    if status == AUTHENTICATE:
        said = f"the proxy that {variable} names asks for a name and a password (status 407)"
        cure = f"write them into {variable}: http://NAME:PASSWORD@HOST:PORT"
        return CallFailed("setup", said, charged=False, cure=cure)
    said = f"the proxy that {variable} names did not connect" + (
        f" (status {status})" if status else ""
    )
    if status >= 500:
        return CallFailed("passing", said, charged=False)
    return CallFailed("setup", said, charged=False, cure=_proxy_cure(proxy))


def host_of(line: Connection) -> str:
    """The name of the machine that is asked, and no more: an address may hold a password, and the
    key may have been put in its place.
    """
    host = urlsplit(line.base_url or OWN_ADDRESSES[line.name.provider]).hostname or ""
    return NAMED_AS_THE_KEY if KeyShapes(line.key).are_in(host) else host


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Everything that lies behind an error."""
    waiting: list[BaseException | None] = [error]
    seen: list[int] = []
    while waiting:
        one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.append(id(one))
        yield one
        waiting += [one.__cause__, one.__context__]
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions


def _status(said: str) -> int:
    found = STATUS.match(said)
    return int(found[1]) if found else 0


def _proxy_cure(proxy: Proxy) -> str:
    return f"check {proxy.variable}; NO_PROXY names the machines that are reached without it"


def _unsendable() -> CallFailed:
    return CallFailed("request", "it cannot be sent", charged=False)


def _untrusted(error: ssl.SSLError, line: Connection) -> CallFailed:
    """Whoever answered is not shown to be who was asked."""
    host = host_of(line)
    if any(name in (getattr(error, "reason", "") or "") for name in WANTS_CERTIFICATE):
        said = f"{host} asks for a certificate of whoever asks, and none is ever shown"
        cure = "ask it through a proxy of yours that shows one, or set another address"
        return CallFailed("setup", said, charged=False, cure=cure)
    if not isinstance(error, ssl.SSLCertVerificationError):
        said = f"{host} does not speak TLS as it should"
        cure = "an address that starts with http:// is reached without"
        return CallFailed("setup", said, charged=False, cure=cure)
    wrong, cure = CERTIFICATES.get(
        error.verify_code, ("nobody known here vouches for its certificate", HOW_TO_TRUST)
    )
    if error.verify_code in NAMED_OTHERWISE:
        wrong, cure = "its certificate is for another name", "check the address"
    return CallFailed("setup", f"{host} is not trusted: {wrong}", charged=False, cure=cure)


def _no_connection(causes: tuple[BaseException, ...], line: Connection) -> CallFailed:
    said = f"no connection to {host_of(line)}: it {_why(causes)}"
    unnamed = next((one.errno for one in causes if isinstance(one, socket.gaierror)), None)
    if unnamed in NO_SUCH_NAME:
        cure = "check the address, and that this machine is on the network"
        return CallFailed("setup", said, charged=False, cure=cure)
    cure = "look whether this machine is on the network" if unnamed is not None else ""
    return CallFailed("passing", said, charged=False, cure=cure)


def _why(causes: tuple[BaseException, ...]) -> str:
    """What a connection came to grief on, as a clause."""
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return NAMELESS if cause.errno in NO_SUCH_NAME else UNASKED
    for kind, said in CAME_TO_GRIEF:
        if any(isinstance(cause, kind) for cause in causes):
            return said
    return "cannot be reached"
