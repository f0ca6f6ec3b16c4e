"""Which proxy a server is reached through, and whether what the environment says of the network can
be used at all.

A machine's own servers are reached directly, whatever is set: no proxy elsewhere could find them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from ipaddress import ip_network
from urllib.parse import urlsplit

from novel_engine.adapters.models.providers.addresses import is_address, is_loopback, number_of
from novel_engine.adapters.models.providers.connection import DIRECT, Proxy
from novel_engine.errors import UsageError

SOCKS = ("socks5:", "socks5h:")
PROXY_KINDS = ("http", "https", "socks5", "socks5h")
OWN_PORTS = {"http": 80, "https": 443}
KINDS_IN_WORDS = "http://, https:// or socks5://"


def proxy_for(address: str, environment: Mapping[str, str]) -> Proxy:
    """Who stands between this machine and a server, as the environment has it. Raises UsageError
    for a proxy that cannot be used.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = parts.port or OWN_PORTS[parts.scheme]
    if is_loopback(host) or _is_excepted(host, port, environment):
        return DIRECT
    for kind in (parts.scheme, "all"):
        for variable in (f"{kind}_proxy", f"{kind.upper()}_PROXY"):
            if found := environment.get(variable, "").strip():
                return _usable(Proxy(variable, found))
    return _of_the_machine(parts.scheme)


def check_certificates(environment: Mapping[str, str]) -> None:
    """Raise UsageError when the certificates to trust are said to be where nothing is."""
    for variable, is_there, what in (
        ("SSL_CERT_FILE", os.path.isfile, "file"),
        ("SSL_CERT_DIR", _is_folders, "folder"),
    ):
        path = environment.get(variable, "")
        if path and not is_there(path):
            raise UsageError(
                f"{variable} names no {what} that is there; "
                "set it to the certificates to trust, or unset it"
            )


def _is_folders(listed: str) -> bool:
    """Whether there is a folder among these, which stand one after the other as in PATH."""
    return any(os.path.isdir(path) for path in listed.split(os.pathsep))


def _is_excepted(host: str, port: int, environment: Mapping[str, str]) -> bool:
    """Whether NO_PROXY names the machine, or the end of its name, or the network it is in; an
    asterisk names all.
    """
    listed = environment.get("no_proxy", "") or environment.get("NO_PROXY", "")
    wanted = host.lower().rstrip(".")
    return any(_names(one, wanted, port) for one in listed.lower().replace(",", " ").split())


def _names(listed: str, host: str, port: int) -> bool:
    """Whether one entry of NO_PROXY means this machine, at this port."""
    if listed == "*":
        return True
    name, of_port = _parted(listed)
    if of_port and of_port != str(port):
        return False
    number = number_of(host)
    if number is not None:
        try:
            return number in ip_network(name, strict=False)
        except ValueError:
            return False
    name = name.removeprefix("*").strip(".")
    return bool(name) and (host == name or host.endswith(f".{name}"))


def _parted(listed: str) -> tuple[str, str]:
    """An entry's machine or network, and its port, if it names one."""
    if listed.startswith("["):
        name, _, after = listed[1:].partition("]")
        return (name + after, "") if after.startswith("/") else (name, after.removeprefix(":"))
    if listed.count(":") == 1:
        name, _, port = listed.partition(":")
        return name, port
    return listed, ""


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
    if not is_address(address, PROXY_KINDS):
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
