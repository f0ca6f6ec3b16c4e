"""Whether an address can be asked at all, and whether it leads to this machine.

It is looked at here, before anything is begun, and by the same rules for all ways of asking: the
client libraries find such faults one by one, late, and each with an error of its own.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from novel_engine.adapters.models.providers.connection import OWN_ADDRESSES

# Characters: of an address; no server takes a longer one.
LONGEST_ADDRESS = 2_000
# Characters: of a name and of one part of it, as name servers know them.
LONGEST_HOST, LONGEST_PART = 253, 63
NAME_PART = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
FOUR_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+){3}")
ZONE = "%"
PORT = re.compile(r"(?::[0-9]*)?")
HERE = frozenset(
    {
        "localhost",
        "localhost.localdomain",
        "localhost4",
        "localhost6",
        "ip6-localhost",
        "ip6-loopback",
    }
)
"""The names that systems give to themselves."""
GEMINI_VERSIONS = ("v1", "v1beta")


def is_address(address: str, kinds: Collection[str]) -> bool:
    """Whether it is the address of a machine, of one of these kinds (`http`)."""
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        is_port = (parts.port or 1) > 0
    except ValueError:
        return False
    return parts.scheme in kinds and is_port and _is_whole(parts)


def _is_whole(parts: SplitResult) -> bool:
    """Whether the machine is named, and nothing stands beside its name but a port."""
    place = parts.netloc.rpartition("@")[2]
    if place.startswith("["):
        inside, closed, after = place[1:].partition("]")
        return bool(closed) and _is_long_number(inside) and PORT.fullmatch(after) is not None
    return ":" not in place.partition(":")[2] and is_host(parts.hostname or "")


def is_host(host: str) -> bool:
    """Whether a machine can be called this: a name, or the four numbers of one."""
    if FOUR_NUMBERS.fullmatch(host):
        return _number(host) is not None
    name = _in_ascii(host.removesuffix("."))
    parts = name.split(".")
    return len(name) <= LONGEST_HOST and all(
        len(part) <= LONGEST_PART and NAME_PART.fullmatch(part) for part in parts
    )


def _is_long_number(inside: str) -> bool:
    return isinstance(_number(inside), IPv6Address) and ZONE not in inside


def _in_ascii(host: str) -> str:
    """The name as name servers know it; empty for what they cannot."""
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host).decode("ascii")
    except (idna.IDNAError, ValueError):
        return ""


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def number_of(host: str) -> IPv4Address | IPv6Address | None:
    """The number that a machine is called by, however it is written: `127.1` and `0x7f000001` are
    127.0.0.1 too, as every system reads them. None for a name.
    """
    found = _number(host)
    if found is None and host[:1].isdecimal() and host.isascii():
        try:
            found = IPv4Address(socket.inet_aton(host))
        except OSError:
            return None
    return getattr(found, "ipv4_mapped", None) or found


def is_loopback(host: str) -> bool:
    """Whether a server is on this machine."""
    name = host.lower().rstrip(".")
    if name in HERE or name.endswith(".localhost"):
        return True
    found = number_of(name)
    return found is not None and (found.is_loopback or found.is_unspecified)


def gemini_address(base_url: str) -> tuple[str, str]:
    """The server's address and the API version; an address may end in the version."""
    base = (base_url or OWN_ADDRESSES["gemini"]).rstrip("/")
    root, _, last = base.rpartition("/")
    return (root, last) if last in GEMINI_VERSIONS else (base, "v1beta")
