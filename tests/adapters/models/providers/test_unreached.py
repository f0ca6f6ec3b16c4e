"""Every way in which a server is not reached, told apart, with what there is to do, and tried again
only where that can help.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from functools import cache

import pytest
from httpx2 import ConnectError, LocalProtocolError, ProxyError

from novel_engine.adapters.models.providers.connecting import connected
from novel_engine.adapters.models.providers.connection import Connection, Proxy
from novel_engine.adapters.models.providers.hosted import HostedModel
from novel_engine.adapters.models.providers.older_google import OlderGoogleModel
from novel_engine.adapters.models.providers.retrying import CallFailed, Pace
from novel_engine.adapters.models.providers.unreached import unreached
from novel_engine.adapters.reading.model_names import model_name
from novel_engine.errors import ModelUnavailable
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.givens.config import SeamModels
from tests.support.one_question import ANSWER, prompt
from tests.support.servers.raw import Answering, raw_server, sent
from tests.support.terminal import FIXTURES

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1", "::1"])]
CERTIFICATES = FIXTURES / "certificates"
NAMES = ["openai:m", "gemini:gemini-2.0-flash", "google-generativeai:gemini-1.5-flash"]
ELSEWHERE = "http://models.example"
BOTH = (
    b'{"choices": [{"message": {"content": "yes"}}], '
    b'"candidates": [{"content": {"parts": [{"text": "yes"}]}}]}'
)


def model(name: str, url: str, proxy: Proxy | None = None) -> LanguageModel:
    """The model behind the patience, which asks once."""
    line = Connection(model_name(name), "a-key-12345", url, timeout=60, proxy=proxy or Proxy())
    return OlderGoogleModel(line) if name.startswith("google-") else HostedModel(line)


def failure(name: str, url: str, proxy: Proxy | None = None) -> CallFailed:
    """What one attempt comes to."""
    with pytest.raises(CallFailed) as failed:
        model(name, url, proxy).ask(prompt())
    return failed.value


@cache
def held() -> socket.socket:
    """A port that is taken, so that no other program can have it, and at which nobody listens."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    return taken


def nobody() -> str:
    """Where nobody listens."""
    return f"http://127.0.0.1:{held().getsockname()[1]}"


def through(name: str, answer: Answering, url: str = ELSEWHERE) -> CallFailed:
    """What comes of a call through a proxy that does this."""
    with raw_server(answer) as server:
        return failure(name, url, Proxy("HTTPS_PROXY", server.url))


# ── proxies ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_a_server_is_asked_through_its_proxy(name: str) -> None:
    with raw_server(sent(BOTH)) as server:
        reply = model(name, ELSEWHERE, Proxy("HTTP_PROXY", server.url)).ask(prompt())

    assert reply.text == "yes"
    assert server.requests[0].startswith(b"POST http://models.example/")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("url", [ELSEWHERE, "https://models.example"])
def test_a_dead_proxy_is_named_and_not_tried_again(name: str, url: str) -> None:
    failed = failure(name, url, Proxy("ALL_PROXY", nobody()))

    assert failed.trouble == "setup"
    assert failed.said == "the proxy that ALL_PROXY names refused the connection"
    assert failed.cure.startswith("check ALL_PROXY; NO_PROXY names")
    assert not failed.charged


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("url", [ELSEWHERE, "https://models.example"])
def test_a_proxy_that_wants_a_password_is_told_apart_from_a_server_that_wants_a_key(
    name: str, url: str
) -> None:
    failed = through(name, sent(b"who are you", "407 a-secret Required"), url)

    assert (failed.trouble, failed.charged) == ("setup", False)
    assert failed.said.endswith("asks for a name and a password (status 407)")
    assert "HTTPS_PROXY: http://NAME:PASSWORD@HOST:PORT" in failed.cure


@pytest.mark.parametrize(
    ("status", "trouble"), [("403 secret", "setup"), ("502 secret", "passing"), ("x", "passing")]
)
def test_a_proxy_that_does_not_connect_is_quoted_with_nothing_but_its_status(
    status: str, trouble: str
) -> None:
    failed = through("openai:m", sent(b"secret", status), "https://models.example")

    assert failed.trouble == trouble
    assert "secret" not in failed.said
    assert not failed.charged or status == "x"


def test_a_proxy_of_no_kind_is_said_to_be_none_wherever_that_comes_out() -> None:
    for address in ("socks4://127.0.0.1:1", "what://127.0.0.1", "::::"):
        failed = failure("openai:m", ELSEWHERE, Proxy("ALL_PROXY", address))
        assert "ALL_PROXY names a proxy that cannot be used" in failed.said
        assert not failed.charged


# ── certificates ──────────────────────────────────────────────────────────────────────────────────


def tls(certificate: str) -> ssl.SSLContext:
    """A server's own side."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
    return context


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("certificate", "trusted", "said"),
    [
        ("own", "", "nobody known here vouches for its certificate"),
        ("own", "other", "nobody known here vouches for its certificate"),
        ("other", "other", "its certificate is for another name"),
        ("expired", "expired", "its certificate has expired"),
    ],
)
def test_a_certificate_that_is_not_trusted_is_said_to_be_that(
    name: str, certificate: str, trusted: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / f"{trusted}.pem"))
    with raw_server(sent(BOTH), tls(certificate)) as server:
        failed = failure(name, f"https://127.0.0.1:{server.port}")

    assert (failed.trouble, failed.charged) == ("setup", False)
    assert failed.said == f"127.0.0.1 is not trusted: {said}"
    assert failed.cure
    assert "elsewhere" not in failed.said


@pytest.mark.parametrize("name", NAMES)
def test_a_certificate_that_is_named_as_trusted_is_trusted(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "own.pem"))
    with raw_server(sent(BOTH), tls("own")) as server:
        assert model(name, f"https://127.0.0.1:{server.port}").ask(prompt()).text == "yes"


def test_a_server_that_speaks_no_tls_is_told_apart() -> None:
    error = ConnectError("a secret")
    error.__cause__ = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] a secret")
    line = Connection(model_name("openai:m"), "k", "https://127.0.0.1:1")
    failed = unreached(error, line, is_sent=False)

    assert failed.trouble == "setup"
    assert "does not speak TLS" in failed.said
    assert "http://" in failed.cure


@pytest.mark.parametrize("name", NAMES)
def test_certificates_that_cannot_be_read_are_no_disk_that_is_full(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("/nowhere/at/all", str(FIXTURES / "the-lamp-oil.yaml")):
        monkeypatch.setenv("SSL_CERT_FILE", path)
        failed = failure(name, "https://127.0.0.1:1")
        assert (failed.trouble, failed.charged) == ("setup", False)
        assert "SSL_CERT_FILE" in failed.cure


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "said", ["TLSV13_ALERT_CERTIFICATE_REQUIRED", "SSLV3_ALERT_HANDSHAKE_FAILURE"]
)
def test_a_server_that_wants_to_see_a_certificate_is_no_disk_that_is_full(
    name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> None:
        error = ssl.SSLError(1, "a secret")
        error.reason = said
        raise error

    monkeypatch.setattr("httpx2.AsyncHTTPTransport.handle_async_request", refuse)
    failed = failure(name, "http://127.0.0.1:1")

    assert failed.trouble == "setup"
    assert failed.said.startswith("127.0.0.1 asks for a certificate of whoever asks")
    assert failed.cure


@pytest.mark.parametrize("name", NAMES)
def test_no_trouble_of_this_machine_is_taken_for_a_file_that_cannot_be_written(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(24, "too many open files")

    monkeypatch.setattr("asyncio.Runner.run", full)
    failed = failure(name, "http://127.0.0.1:1")

    assert (failed.trouble, failed.charged) == ("passing", False)
    assert failed.said == "no connection could be opened on this machine"


@pytest.mark.parametrize("name", NAMES)
def test_an_address_that_is_none_is_said_to_be_that_wherever_it_comes_out(name: str) -> None:
    for url in ("http://192.168.1.300/v1", "http://[v1.a]", "http://x/" + "v" * 70_000):
        failed = failure(name, url)
        assert (failed.trouble, failed.charged) == ("setup", False)


# ── connections ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_a_connection_that_is_refused_is_told_apart_from_one_that_breaks_off(name: str) -> None:
    def reset(connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    refused = failure(name, nobody())
    with raw_server(reset) as server:
        broken = failure(name, server.url)

    assert (refused.trouble, refused.charged) == ("passing", False)
    assert refused.said == "no connection to 127.0.0.1: it refused the connection"
    assert (broken.trouble, broken.charged) == ("passing", True)
    assert broken.said == "the connection broke off"


@pytest.mark.parametrize(
    ("number", "trouble", "said", "cure"),
    [
        (socket.EAI_NONAME, "setup", "is a name that no name server knows", "check the address"),
        (socket.EAI_AGAIN, "passing", "has a name that could not be looked up just now", "look"),
    ],
)
def test_a_name_that_nobody_knows_is_not_asked_for_again_and_a_silent_name_server_is(
    number: int, trouble: str, said: str, cure: str
) -> None:
    error = ConnectError("all failed")
    error.__cause__ = BaseExceptionGroup("several", [socket.gaierror(number, "a secret")])

    failed = unreached(error, Connection(model_name("openai:m"), "k"), is_sent=False)

    assert failed.trouble == trouble
    assert failed.said == f"no connection to api.openai.com: it {said}"
    assert failed.cure.startswith(cure)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_server_that_is_silent_is_not_waited_for_longer_than_an_answer(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: over.wait(60))
    line = Connection(model_name(name), "a-key-12345", "http://models.example", timeout=1)
    asked = OlderGoogleModel(line) if name.startswith("google-") else HostedModel(line)
    try:
        with pytest.raises(CallFailed, match=r"no answer within 1 second$"):
            asked.ask(prompt())
        assert not over.is_set()
    finally:
        over.set()


def test_a_key_that_was_put_in_the_address_is_not_said_with_it() -> None:
    key = "sk-proj-ab3def6hij9klm2nop5q"
    line = Connection(model_name("openai:m"), key, f"http://{key}.example/v1")
    error = ConnectError("no")
    error.__cause__ = socket.gaierror(socket.EAI_NONAME, "no such name")

    failed = unreached(error, line, is_sent=False)

    assert key not in failed.said
    assert "the server, whose name has the key in it" in failed.said


def test_whatever_else_goes_wrong_is_said_without_a_word_of_it() -> None:
    line = Connection(model_name("openai:m"), "k", ELSEWHERE)
    for error in (ConnectError("a secret"), LocalProtocolError("a secret"), ProxyError("a secret")):
        failed = unreached(error, line, is_sent=True)
        assert "secret" not in failed.said + failed.cure
        assert not failed.charged


def test_what_cannot_pass_is_asked_once_and_said_in_one_line_with_its_cure() -> None:
    environment = {"OPENAI_BASE_URL": ELSEWHERE, "ALL_PROXY": nobody()}
    slept: list[float] = []
    own = connected(
        model_name("openai:m"), SeamModels(), environment, "7", Pace(sleep=slept.append)
    )

    with pytest.raises(ModelUnavailable) as failed:
        own.ask(prompt())

    assert slept == []
    assert str(failed.value) == (
        "openai:m cannot be asked: the proxy that ALL_PROXY names refused the connection; "
        "check ALL_PROXY; NO_PROXY names the machines that are reached without it. "
        "`novel-engine resume` goes on where the story stopped."
    )


def test_a_model_on_this_machine_is_asked_whatever_the_proxy() -> None:
    with raw_server(sent(BOTH.replace(b"yes", ANSWER.replace('"', '\\"').encode()))) as server:
        for proxy in ("socks5://127.0.0.1:9", "http://127.0.0.1:9", "nonsense://", "http://["):
            environment = {
                "OPENAI_BASE_URL": f"{server.url}/v1",
                "ALL_PROXY": proxy,
                "HTTP_PROXY": proxy,
                "http_proxy": proxy,
            }
            own = connected(model_name("openai:m"), SeamModels(), environment, "7")
            assert own.ask(prompt()).text == ANSWER
