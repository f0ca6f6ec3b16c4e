"""Which proxy stands between this machine and a server."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from novel_engine.adapters.models.providers import proxies
from novel_engine.adapters.models.providers.addresses import is_loopback
from novel_engine.adapters.models.providers.connection import DIRECT, Proxy
from novel_engine.adapters.models.providers.proxies import check_certificates, proxy_for
from novel_engine.errors import UsageError

AWAY = "https://api.example.org/v1"
HERE = (
    "http://localhost:1/v1",
    "http://LOCALHOST./v1",
    "https://a.localhost",
    "http://127.0.0.1",
    "http://127.9.9.9:80",
    "http://[::1]:11434/v1",
    "http://[::ffff:127.0.0.1]",
    "http://127.1/v1",
    "http://127.0.1",
    "http://2130706433:80",
    "http://0x7f000001",
    "http://0x7f.1",
    "http://0.0.0.0",
    "http://0",
    "http://[::]",
    "http://[::ffff:0.0.0.0]",
    "http://localhost.",
    "http://ip6-localhost",
)


@pytest.mark.parametrize(
    ("environment", "variable", "address"),
    [
        ({"HTTPS_PROXY": "http://p:1"}, "HTTPS_PROXY", "http://p:1"),
        ({"https_proxy": "p:1", "HTTPS_PROXY": "http://q"}, "https_proxy", "http://p:1"),
        ({"ALL_PROXY": " http://p:1 "}, "ALL_PROXY", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1"}, "", ""),
        ({"HTTPS_PROXY": ""}, "", ""),
        ({}, "", ""),
        ({"HTTPS_PROXY": "http://p", "NO_PROXY": "example.org"}, "", ""),
        ({"HTTPS_PROXY": "http://p", "no_proxy": "other, .example.org"}, "", ""),
        ({"HTTPS_PROXY": "http://p", "NO_PROXY": "*"}, "", ""),
        ({"HTTPS_PROXY": "http://p", "NO_PROXY": "*.example.org"}, "", ""),
        ({"HTTPS_PROXY": "http://p", "NO_PROXY": "other  API.example.org."}, "", ""),
        ({"HTTPS_PROXY": "http://p", "NO_PROXY": "api.example.org:443"}, "", ""),
        (
            {"HTTPS_PROXY": "http://p", "NO_PROXY": "api.example.org:80"},
            "HTTPS_PROXY",
            "http://p",
        ),
        ({"HTTPS_PROXY": "http://p", "NO_PROXY": "ample.org,"}, "HTTPS_PROXY", "http://p"),
    ],
)
def test_the_variables_are_read_as_other_programs_read_them(
    environment: dict[str, str], variable: str, address: str
) -> None:
    assert proxy_for(AWAY, environment) == Proxy(variable, address)


@pytest.mark.parametrize(
    ("address", "listed", "is_direct"),
    [
        ("http://10.1.2.3", "10.0.0.0/8", True),
        ("http://10.1.2.3", "10.1.2.3:80", True),
        ("http://10.1.2.3:81", "10.1.2.3:80", False),
        ("http://11.1.2.3", "10.0.0.0/8 .org", False),
        ("http://[fd00::1]:8080/v1", "[fd00::1]:8080", True),
        ("http://[fd00::1]", "[FD00::1]", True),
        ("http://[fd00::1]", "fd00::/8", True),
        ("http://[fe00::1]", "[fd00::]/8,example.org", False),
        ("http://example.org.", "example.org", True),
        ("http://example.org", "10.0.0.0/8,*.", False),
    ],
)
def test_a_machine_is_excepted_as_other_programs_except_it(
    address: str, listed: str, is_direct: bool
) -> None:
    found = proxy_for(address, {"HTTP_PROXY": "http://p:1", "NO_PROXY": listed})
    assert (found == DIRECT) is is_direct


@pytest.mark.parametrize("address", HERE)
def test_no_proxy_stands_before_this_machine(address: str) -> None:
    for proxy in ("http://p:1", "socks5://p:1", "what://"):
        everything = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), proxy)
        assert proxy_for(address, everything) == DIRECT


@pytest.mark.parametrize("host", ["128.0.0.1", "localhost.example", "10.0.0.1", "::2", ""])
def test_another_machine_is_not_this_one(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    "address",
    ["what://pp", "socks4://pp:1", "http:///x", "http://pp:99999999", "http://[", "aa bb"],
)
def test_a_proxy_that_is_none_is_refused_before_anything_is_begun_and_not_quoted(
    address: str,
) -> None:
    with pytest.raises(UsageError, match="ALL_PROXY is not the address of a proxy") as refused:
        proxy_for(AWAY, {"ALL_PROXY": address})
    assert address not in str(refused.value)


def test_a_socks_proxy_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    socks = {"ALL_PROXY": "socks5://user:password@p:1"}
    monkeypatch.setattr(proxies, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"ALL_PROXY names a SOCKS proxy.*httpx2\[socks\]") as said:
        proxy_for(AWAY, socks)
    assert "password" not in str(said.value)

    monkeypatch.setattr(proxies, "find_spec", lambda name: object())
    assert proxy_for(AWAY, socks) == Proxy("ALL_PROXY", "socks5://user:password@p:1")


def test_a_mac_has_settings_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.uname", lambda: SimpleNamespace(sysname="Darwin"))
    monkeypatch.setattr("urllib.request.getproxies", lambda: {"https": "http://p:1"})

    assert proxy_for(AWAY, {}) == Proxy("the system's settings", "http://p:1")
    assert proxy_for("http://example.org", {}) == DIRECT


def test_a_proxys_password_is_in_no_repr() -> None:
    assert "password" not in repr(proxy_for(AWAY, {"ALL_PROXY": "http://user:password@p:1"}))


def test_certificates_that_are_nowhere_are_said_to_be_so(tmp_path: Path) -> None:
    here = tmp_path / "here.pem"
    here.touch()
    check_certificates({"SSL_CERT_FILE": str(here), "SSL_CERT_DIR": str(tmp_path)})
    check_certificates({"SSL_CERT_FILE": "", "SSL_CERT_DIR": f"/nowhere:{tmp_path}"})

    with pytest.raises(UsageError, match="SSL_CERT_FILE names no file that is there"):
        check_certificates({"SSL_CERT_FILE": str(tmp_path / "gone")})
    with pytest.raises(UsageError, match="SSL_CERT_DIR names no folder that is there"):
        check_certificates({"SSL_CERT_DIR": str(here)})
