"""What the fake model servers share: a script to play, every request kept, and troubles of every
kind.

A server answers on 127.0.0.1 until its context ends; a test that uses one says
`@pytest.mark.allow_hosts(["127.0.0.1", "::1"])`.

    with gemini_server(lambda question: '{"choice": "1"}') as server:
        server.play(Status(429, retry_after="1"), Hang())       # the next two requests; then it
        answers again environment = {"GEMINI_API_KEY": "a key", "GEMINI_BASE_URL": server.url}

The script is called with what was asked and gives the answer's text, or a trouble; it may be called
from several threads at once.

A server adds up what it would send a bill for: every request that it took on, whether or not its
answer arrived.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

LONGEST_HANG = 10.0
SIGNS_A_TOKEN = 4
KEY_HEADERS = ("x-goog-api-key", "authorization")
LIMITS = ("max_tokens", "max_completion_tokens", "maxOutputTokens")


# ── what is asked, and what is kept of it ─────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Question:
    """What a request asks, in words that are the same for every provider. `schema` is None when
    none was sent.
    """

    model: str
    system: str
    user: str
    schema: dict[str, Any] | None
    parameters: dict[str, Any]

    @property
    def text(self) -> str:
        """The whole prompt."""
        return f"{self.system}\n{self.user}"

    @property
    def limit(self) -> int:
        """The most tokens that may be answered; 0 when none is said."""
        return max(int(self.parameters.get(name, 0)) for name in LIMITS)


@dataclass(frozen=True)
class Request:
    """A request as it came: where to, what it asked, its body, whether a key came with it. Headers
    are not kept.
    """

    path: str
    question: Question
    body: dict[str, Any]
    had_key: bool


# ── what can go wrong ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Status:
    """An HTTP error. `body` stands in for the provider's usual one."""

    code: int
    retry_after: str = ""
    message: str = "as the test wishes"
    body: bytes | None = None


@dataclass(frozen=True)
class Hang:
    """No answer while the client waits."""


@dataclass(frozen=True)
class Dropped:
    """The connection closes without a word."""


@dataclass(frozen=True)
class Truncated:
    """The body breaks off in the middle."""


@dataclass(frozen=True)
class Body:
    """A 200 with this body, whatever it is."""

    sent: bytes
    kind: str = "application/json"


@dataclass(frozen=True)
class Stopped:
    """An answer that ended for a reason of the provider's own (`SAFETY`, `MAX_TOKENS`, `length`
    …).
    """

    reason: str
    text: str = ""


@dataclass(frozen=True)
class PromptBlocked:
    """The prompt was not let through; an empty reason leaves that out too."""

    reason: str = "SAFETY"


@dataclass(frozen=True)
class Refused:
    """The model says no, in the place that is meant for it; servers without one say it as text."""

    text: str = "I will not write that."


@dataclass(frozen=True)
class NoText:
    """An answer that is whole and says nothing."""


@dataclass(frozen=True)
class Overlong:
    """An answer, and so much blank space after it that it takes this many times the tokens that
    were allowed.
    """

    text: str
    times: float


Trouble: TypeAlias = (
    Status
    | Hang
    | Dropped
    | Truncated
    | Body
    | Stopped
    | PromptBlocked
    | Refused
    | NoText
    | Overlong
)
Script: TypeAlias = Callable[[Question], "str | Trouble"]


# ── the server ────────────────────────────────────────────────────────────────────────────────────


@dataclass
class FakeServer:
    """One running server: its address, every request it was sent, in the order they came, and
    troubles still to play.
    """

    url: str
    script: Script
    requests: list[Request] = field(default_factory=list)
    troubles: deque[Trouble] = field(default_factory=deque)
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    billed: list[tuple[int, int]] = field(default_factory=list)

    def play(self, *troubles: Trouble) -> None:
        """Let the next requests meet these, in order; what is asked after them is answered by the
        script.
        """
        with self.lock:
            self.troubles.extend(troubles)

    @property
    def prompts(self) -> list[str]:
        """The whole text of every prompt that came, in order."""
        return [request.question.text for request in list(self.requests)]

    def bill(self, price: tuple[float, float]) -> float:
        """What all that was asked would be charged for, at this price in US dollars a million
        tokens, asked and answered.
        """
        with self.lock:
            return (
                sum(asked * price[0] + answered * price[1] for asked, answered in self.billed)
                / 1_000_000
            )

    def respond(self, request: Request) -> str | Trouble:
        """Keep the request, charge for it, and give what is to be sent."""
        with self.lock:
            self.requests.append(request)
            trouble = self.troubles.popleft() if self.troubles else None
        said = self.script(request.question) if trouble is None else trouble
        if isinstance(said, Overlong):
            said = said.text.ljust(int(said.times * request.question.limit * SIGNS_A_TOKEN))
        with self.lock:
            self.billed.append(charged(request.question, said))
        return said


def tokens(text: str) -> int:
    """How many tokens a text is, as these servers count them."""
    return (len(text) + SIGNS_A_TOKEN - 1) // SIGNS_A_TOKEN


def charged(question: Question, said: str | Trouble) -> tuple[int, int]:
    """What a request costs in tokens asked and answered, whatever arrived of its answer.

    Nothing where it was turned away; the longest answer it allows where the answer was lost, for
    nobody can say how long it would have been.
    """
    asked = tokens(question.text)
    match said:
        case str(text) | Stopped(text=text) | Refused(text=text):
            return asked, tokens(text)
        case Status(code=code) if 400 <= code < 500 or code in (503, 529):
            return 0, 0
        case NoText() | PromptBlocked():
            return asked, 0
        case _:
            return asked, question.limit


class Handler(BaseHTTPRequestHandler):
    """One connection. A provider's own says how questions are read and answers are written."""

    protocol_version = "HTTP/1.1"
    fake: FakeServer

    def question(self, path: str, body: dict[str, Any]) -> Question | None:
        """What is asked; None for a path that is not served."""
        raise NotImplementedError

    def answer(
        self, question: Question, said: str | Stopped | PromptBlocked | Refused | NoText
    ) -> dict[str, Any]:
        """The body of a 200."""
        raise NotImplementedError

    def error(self, status: Status) -> dict[str, Any]:
        """The body of an error."""
        raise NotImplementedError

    def do_POST(self) -> None:
        """Answer, or be the trouble that is wanted."""
        try:
            self._serve()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _serve(self) -> None:
        body = self._body()
        path = self.path.partition("?")[0]
        question = self.question(path, body)
        if question is None:
            self._send(404, json.dumps(self.error(Status(404, message=f"no path {path}"))).encode())
            return
        had_key = any(self.headers.get(header) for header in KEY_HEADERS)
        self._play(question, self.fake.respond(Request(path, question, body, had_key)))

    def _body(self) -> dict[str, Any]:
        """The request's JSON, whether its length was given or it came in chunks."""
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        else:
            raw = b""
            while size := int(self.rfile.readline(), 16):
                raw += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        read = json.loads(raw)
        return read if isinstance(read, dict) else {}

    def _play(self, question: Question, said: str | Trouble) -> None:
        match said:
            case Status():
                body = said.body if said.body is not None else json.dumps(self.error(said)).encode()
                self._send(
                    said.code, body, {"Retry-After": said.retry_after} if said.retry_after else {}
                )
            case Hang():
                self.fake.over.wait(LONGEST_HANG)
                self.close_connection = True
            case Dropped():
                self.close_connection = True
            case Truncated():
                whole = json.dumps(self.answer(question, "never read to its end")).encode()
                self._send(200, whole[: len(whole) // 2], {"Content-Length": str(len(whole))})
                self.close_connection = True
            case Body():
                self._send(200, said.sent, kind=said.kind)
            case Overlong():
                raise AssertionError("an answer that is too long is made one before it is sent")
            case _:
                self._send(200, json.dumps(self.answer(question, said)).encode())

    def _send(
        self,
        code: int,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        kind: str = "application/json",
    ) -> None:
        self.send_response(code)
        for name, value in (
            {"Content-Type": kind, "Content-Length": str(len(body))} | dict(headers or {})
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's terminal is not a server's log."""


class QuietServer(ThreadingHTTPServer):
    """Does not report a client that went away."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke off is what many tests are about."""


@contextmanager
def serving(handler: type[Handler], script: Script) -> Iterator[FakeServer]:
    """A server on a free port of this machine, until the context ends."""

    class Bound(handler):  # type: ignore[misc, valid-type]
        pass

    with QuietServer(("127.0.0.1", 0), Bound) as server:
        fake = FakeServer(f"http://127.0.0.1:{server.server_address[1]}", script)
        Bound.fake = fake
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        thread.start()
        try:
            yield fake
        finally:
            fake.over.set()
            server.shutdown()
            thread.join()
