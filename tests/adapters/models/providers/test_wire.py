"""A server may be anybody's: nothing that it sends takes the machine, the time, or the program."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
import time
import zlib
from typing import Any

import pytest

from novel_engine.adapters.models.providers.connection import Connection, Proxy
from novel_engine.adapters.models.providers.hosted import HostedModel
from novel_engine.adapters.models.providers.older_google import OlderGoogleModel
from novel_engine.adapters.models.providers.retrying import CallFailed
from novel_engine.adapters.models.providers.wire import MOST_BYTES, UNPACKED_AT_ONCE, _unpacking
from novel_engine.adapters.reading.model_names import model_name
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Reply
from tests.support.one_question import ANSWER, prompt
from tests.support.servers.raw import Answering, flood, raw_server, sent
from tests.support.terminal import environment

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1", "::1"])]
NAMES = ["openai:m", "gemini:gemini-2.0-flash", "google-generativeai:gemini-1.5-flash"]
KEY = "sk-live-4f9a7c2e81d0b36a5e"
LONG, SHORT = 60.0, 1.0
"""Seconds: for whoever answers at all, and for whoever never does."""
MIB = 1024 * 1024


def model(name: str, url: str, timeout: float = LONG, proxy: Proxy | None = None) -> LanguageModel:
    """The model behind the patience, which asks once."""
    own = url + "/v1" if name.startswith("openai") else url
    line = Connection(model_name(name), KEY, own, timeout=timeout, proxy=proxy or Proxy())
    return OlderGoogleModel(line) if name.startswith("google-") else HostedModel(line)


def asked(name: str, answer: Answering, timeout: float = LONG) -> Reply:
    """The reply to one question, put to a server that does this."""
    with raw_server(answer) as server:
        return model(name, server.url, timeout).ask(prompt())


def whole(name: str, text: str) -> dict[str, Any]:
    """The body of a good answer."""
    if name.startswith("openai"):
        return {"choices": [{"message": {"content": text}, "finish_reason": "stop"}]}
    return {"candidates": [{"content": {"parts": [{"text": text}]}, "finishReason": "STOP"}]}


def as_sent(value: object, *headers: str) -> Answering:
    """A body as JSON."""
    return sent(json.dumps(value).encode(), "200 OK", *headers)


# ── how much, how long, how deep ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "answer",
    [
        flood(b" " * MIB, f"Content-Length: {100 * MIB}", pieces=100),
        flood(b"10000\r\n" + b"x" * 65536 + b"\r\n", "Transfer-Encoding: chunked"),
        flood(gzip.compress(bytes(100 * MIB)), "Content-Encoding: gzip", pieces=1),
        flood(gzip.compress(b""), "Content-Encoding: gzip"),
    ],
    ids=["100 MB", "endless", "gzip bomb", "endless nothing, packed"],
)
def test_a_reply_larger_than_any_answer_is_cut_off_as_it_comes(
    name: str, answer: Answering
) -> None:
    reply = asked(name, answer)

    assert (reply.text, reply.stopped) == ("", "length")


WITHIN = """
import resource, sys
from novel_engine.adapters.models.providers.connection import Connection
from novel_engine.adapters.models.providers.hosted import HostedModel
from novel_engine.adapters.models.providers.retrying import CallFailed
from novel_engine.adapters.reading.model_names import model_name
from tests.support.one_question import prompt
model = HostedModel(Connection(model_name("openai:m"), "none", sys.argv[1], timeout=60))
model.ask(prompt())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    model.ask(prompt())
except CallFailed:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
MANY_PARTS = b'{"choices":[' + b"[]," * (MOST_BYTES // 3 - 100) + b"1]}"
MANY_TEXTS = b'{"choices":[' + b'"ab",' * (MOST_BYTES // 5 - 100) + b"1]}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "answer",
    [
        flood(b" " * MIB, pieces=1000),
        flood(gzip.compress(bytes(300 * MIB)), "Content-Encoding: gzip", pieces=1),
        sent(MANY_PARTS),
        sent(MANY_TEXTS),
    ],
    ids=["1 GB", "gzip bomb", "a million lists", "a million texts"],
)
def test_no_reply_takes_more_than_fifty_megabytes(answer: Answering) -> None:
    small = as_sent(whole("openai", ANSWER))
    answers = [small, answer]

    def in_order(connection: socket.socket) -> None:
        answers.pop(0)(connection)

    with raw_server(in_order) as server:
        done = subprocess.run(
            [sys.executable, "-c", WITHIN, f"{server.url}/v1"],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 50 * 1024


@pytest.mark.parametrize("name", NAMES)
def test_who_drips_a_byte_at_a_time_is_given_up_when_the_time_is_over(name: str) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(600):
            connection.sendall(b" ")
            time.sleep(0.1)

    def drip_head(connection: socket.socket) -> None:
        for sign in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 600:
            connection.sendall(bytes([sign]))
            time.sleep(0.1)

    for answer in (drip, drip_head):
        begun = time.monotonic()
        with pytest.raises(CallFailed, match=r"no answer within 1 second$") as failed:
            asked(name, answer, SHORT)
        assert time.monotonic() - begun < 30
        assert failed.value.charged


@pytest.mark.parametrize("name", NAMES)
def test_json_nested_too_deep_or_of_too_many_parts_is_an_answer_that_does_not_fit(
    name: str,
) -> None:
    for body in (b"[" * 10_000, b'{"a":' * 10_000, b"[" * 500_000, MANY_PARTS):
        reply = asked(name, sent(body))
        assert (reply.text, reply.stopped) == ("", "")
        assert reply.tokens_out


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", ["400 Bad", "401 No", "500 Oh"])
def test_the_body_of_an_error_is_bounded_too(name: str, status: str) -> None:
    for answer in (
        sent(b"[" * 10_000, status),
        sent(b'{"error":' * 10_000, status),
        sent(b" " * (MOST_BYTES + 1), status),
        sent(gzip.compress(bytes(100 * MIB)), status, "Content-Encoding: gzip"),
    ):
        with pytest.raises(CallFailed) as failed:
            asked(name, answer)
        assert failed.value.said == f"status {status[:3]}"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_packed_as_was_allowed_is_unpacked_and_nothing_else(name: str) -> None:
    body = json.dumps(whole(name, ANSWER)).encode()

    assert asked(name, sent(gzip.compress(body), "200 OK", "Content-Encoding: gzip")).text == ANSWER
    for packing in ("br", "zstd", "gzip, gzip", "gzip"):
        with pytest.raises(CallFailed, match="could not be read"):
            asked(name, sent(body, "200 OK", f"Content-Encoding: {packing}"))


@pytest.mark.parametrize("name", NAMES)
def test_endless_headers_end(name: str) -> None:
    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(100_000):
            connection.sendall(b"X-More: " + b"a" * 1000 + b"\r\n")

    with pytest.raises(CallFailed, match="the connection broke off"):
        asked(name, answer)


# ── the key is sent, and stays where it is ────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_the_key_is_sent_in_a_header_and_in_no_address(name: str) -> None:
    with raw_server(as_sent(whole(name, ANSWER))) as server:
        model(name, server.url).ask(prompt())

    (request,) = server.requests
    line, _, rest = request.partition(b"\r\n")
    assert KEY.encode() not in line
    assert KEY.encode() in rest


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Moved", "308 Moved"])
def test_no_redirect_is_followed_and_it_is_asked_once(name: str, status: str) -> None:
    with raw_server(sent(b"")) as elsewhere:
        with pytest.raises(CallFailed) as failed:
            asked(name, sent(b"", status, f"Location: {elsewhere.url}/{KEY}"))

        assert elsewhere.requests == []
    assert (failed.value.trouble, failed.value.said) == ("address", f"status {status[:3]}")


def test_what_is_packed_in_several_pieces_is_unpacked_whole() -> None:
    packed = b"".join(gzip.compress(part) for part in (b"", b"ab" * 100_000, b"c")) + bytes(9)
    for size in (7, len(packed)):
        unpack = _unpacking("identity, gzip")
        pieces = [packed[place : place + size] for place in range(0, len(packed), size)]
        assert b"".join(part for raw in pieces for part in unpack(raw)) == b"ab" * 100_000 + b"c"


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize("form", [-15, 15, 31], ids=["without a head", "zlib's", "gzip"])
def test_deflate_is_unpacked_in_each_of_the_forms_that_servers_mean_by_it(
    form: int, size: int
) -> None:
    packer = zlib.compressobj(wbits=form)
    packed = packer.compress(ANSWER.encode()) + packer.flush()
    unpack = _unpacking("deflate")

    pieces = [packed[place : place + size] for place in range(0, len(packed), size)]
    assert b"".join(part for raw in pieces for part in unpack(raw)).decode() == ANSWER


def test_a_bomb_without_a_head_is_unpacked_a_piece_at_a_time() -> None:
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(bytes(40 * MIB)) + packer.flush()

    assert len(next(_unpacking("deflate")(packed))) <= UNPACKED_AT_ONCE
