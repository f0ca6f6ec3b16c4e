"""Which proxy a server is reached through, and whether what the environment says of the network can
be used at all.

A machine's own servers are reached directly, whatever is set: no proxy elsewhere could find them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.parse import urlsplit

from novel_engine.adapters.models.providers.connection import DIRECT, Proxy
from novel_engine.errors import UsageError

SOCKS = ("socks5:", "socks5h:")
PROXY_KINDS = ("http", "https", "socks5", "socks5h")
KINDS_IN_WORDS = "http://, https:// or socks5://"


def proxy_for(address: str, environment: Mapping[str, str]) -> Proxy:
    """Who stands between this machine and a server, as the environment has it. Raises UsageError
    for a proxy that cannot be used.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if is_loopback(host) or _is_excepted(host, environment):
        return DIRECT
    for kind in (parts.scheme, "all"):
        for variable in (f"{kind}_proxy", f"{kind.upper()}_PROXY"):
            if found := environment.get(variable, "").strip():
                return _usable(Proxy(variable, found))
    return _of_the_machine(parts.scheme)


def is_loopback(host: str) -> bool:
    """Whether a server is on this machine."""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        found = ip_address(name)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return found.is_loopback or bool(mapped and mapped.is_loopback)


def check_certificates(environment: Mapping[str, str]) -> None:
    """Raise UsageError when the certificates to trust are said to be where nothing is."""
    for variable, is_there, what in (
        ("SSL_CERT_FILE", os.path.isfile, "file"),
        ("SSL_CERT_DIR", os.path.isdir, "folder"),
    ):
        path = environment.get(variable, "")
        if path and not is_there(path):
            raise UsageError(
                f"{variable} names no {what} that is there; "
                "set it to the certificates to trust, or unset it"
            )


def _is_excepted(host: str, environment: Mapping[str, str]) -> bool:
    """Whether NO_PROXY names the machine, or the end of its name; an asterisk names all."""
    listed = environment.get("no_proxy", "") or environment.get("NO_PROXY", "")
    names = [name.strip().lower().lstrip(".") for name in listed.split(",")]
    wanted = host.lower()
    return any(name in ("*", wanted) or wanted.endswith(f".{name}") for name in names if name)


def _of_the_machine(scheme: str) -> Proxy:
    """What the system's own settings say, on systems that have such."""
    if os.uname().sysname != "Darwin":
        return DIRECT
    from urllib.request import getproxies

    found = getproxies().get(scheme, "")
    return Proxy("the system's settings", found) if found else DIRECT


def _usable(proxy: Proxy) -> Proxy:
    """The proxy, with http:// before an address that says no kind, as other programs take it."""
    address = proxy.address if "://" in proxy.address else f"http://{proxy.address}"
    if not _is_address(address):
        raise UsageError(
            f"{proxy.variable} is not the address of a proxy: "
            f"it starts with {KINDS_IN_WORDS} and names a machine; set it again, or unset it"
        )
    if address.lower().startswith(SOCKS) and find_spec("socksio") is None:
        raise UsageError(
            f"{proxy.variable} names a SOCKS proxy, which needs a package more: "
            "`pip install 'httpx2[socks]'`, or unset it"
        )
    return Proxy(proxy.variable, address)


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        is_whole = parts.scheme in PROXY_KINDS and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
    return is_whole and address.isprintable() and " " not in address
