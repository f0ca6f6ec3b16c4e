"""Whatever a provider sends, byte for byte, a question ends plainly: a sample of the replies that
`tests/tools/reply_run` makes, and faults planted for it to find.
"""

from __future__ import annotations

import base64
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from novel_engine.adapters.models.providers.retrying import Pace
from novel_engine.errors import ModelUnavailable
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from tests.support.sampling import sample
from tests.support.terminal import Said, novel_engine
from tests.tools.reply_run import asking, judging, telling
from tests.tools.reply_run.asking import asked
from tests.tools.reply_run.cases import Case, case
from tests.tools.reply_run.planting import SHAPES, holds_key
from tests.tools.reply_run.telling import told
from tests.tools.reply_run.wire import RawServer, raw_server
from tests.tools.reply_run.working import tried, warmed, ways_here

pytestmark = [
    pytest.mark.law,
    pytest.mark.slow,
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
    pytest.mark.xdist_group("models"),
]
SEED, CASES = "gate", 2_000
QUICK, SLOW, WHOLE = 40, 2, 3
"""Cases: of a question that is answered at once, of one that is kept waiting, and of a story."""


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    """One server for all, and every way to it asked once."""
    with raw_server() as server:
        warmed(server, ways_here())
        yield server


def drawn() -> list[Case]:
    """The cases of this commit."""
    every = [case(SEED, number, ways=ways_here()) for number in range(CASES)]
    slow = [one.timeout == asking_hastily() for one in every]
    one_question = [not one.is_whole for one in every]
    found = []
    for most, is_slow, is_question in (
        (QUICK, False, True),
        (SLOW, True, True),
        (WHOLE, False, False),
    ):
        numbers = [n for n in range(CASES) if slow[n] == is_slow and one_question[n] == is_question]
        law = f"raw replies, {is_slow}, {is_question}"
        found += [every[number] for number in sample(numbers, most, law)]
    return found


def asking_hastily() -> int:
    """Seconds that an attempt is given where somebody may never answer."""
    return min(case(SEED, number).timeout for number in range(100))


def test_whatever_a_provider_sends_ends_plainly_in_bounds_and_tells_nothing(
    server: RawServer,
) -> None:
    wrong = []
    for one in drawn():
        came = tried(one, server)
        wrong += [f"{one.number} ({one}): {kind}: {what}" for kind, what in came.problems]
    assert not wrong, "\n".join(
        ["try again: python -m tests.tools.reply_run --seed gate --replay NUMBER", *wrong]
    )


def test_a_key_is_found_in_every_shape_in_which_it_is_planted() -> None:
    for key in ("sk-proj-abcDEF123456ghiJKL789", "qwertyuiopasdfghjklzxcvb", "abcqxzw"):
        for n, shape in enumerate(SHAPES):
            is_half = len(key) < 10 and shape(key) in (key[:5], key[1:], f"{key[:-4]}****")
            assert holds_key(f"so: {shape(key)}, it says", key) or is_half, (n, shape(key))
        assert not holds_key("openai:a-model did not answer, tried 5 times: status 500.", key)


# ── faults, planted where one question is asked ───────────────────────────────────────────────────


@dataclass
class Careless:
    """A model that does what no model should, once it has asked the server."""

    address: str
    key: str
    fault: Callable[[Careless, Prompt], Reply]
    pace: Pace

    def ask(self, prompt: Prompt) -> Reply:
        """What comes of the fault."""
        return self.fault(self, prompt)

    def paying(self, each: Callable[[LanguageModel], LanguageModel]) -> Careless:
        """It pays for nothing."""
        return self

    def sent(self) -> bytes:
        """All that the server says to one question."""
        port = int(self.address.split(":")[2].split("/")[0])
        body = b'{"model": "m", "messages": [], "max_tokens": 9000}'
        head = f"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n"
        found = b""
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(head.encode() + body)
            while part := line.recv(1 << 16):
                found += part
        return found


def _raises(said: Callable[[Careless], str]) -> Callable[[Careless, Prompt], Reply]:
    def fault(model: Careless, prompt: Prompt) -> Reply:
        model.sent()
        raise ModelUnavailable(said(model))

    return fault


def _bug(model: Careless, prompt: Prompt) -> Reply:
    raise LookupError("nobody foresaw this")


def _takes_anything(model: Careless, prompt: Prompt) -> Reply:
    model.sent()
    return Reply(prompt.understudy)


def _takes_much(model: Careless, prompt: Prompt) -> Reply:
    return Reply(prompt.understudy, len(bytearray(300_000_000)))


def _says_why(model: Careless, prompt: Prompt) -> Reply:
    found = re.search(rb"zqmark\d+q", model.sent())
    return Reply("", 1, 1, "blocked", found[0].decode() if found else "")


def _keeps_the_key(model: Careless, prompt: Prompt) -> Reply:
    return Reply(f"the key is {model.key}", 1, 1)


def _waits(model: Careless, prompt: Prompt) -> Reply:
    model.pace.sleep(10**6)
    return Reply(prompt.understudy)


def _overspends(model: Careless, prompt: Prompt) -> Reply:
    for _ in range(10):
        model.sent()
    return Reply(prompt.understudy)


def _prints(model: Careless, prompt: Prompt) -> Reply:
    print("lib/python/somebody.py:7: UserWarning: not what was expected")
    return Reply(prompt.understudy)


FAULTS: dict[str, tuple[str, Callable[[Careless, Prompt], Reply]]] = {
    "a bug": ("bug", _bug),
    "a warning": ("chatter", _prints),
    "the key, packed": (
        "key",
        _raises(lambda model: f"so: {base64.b64encode(model.key.encode()).decode()}"),
    ),
    "an escape": ("control", _raises(lambda model: "\x1b[31mred")),
    "a sermon": ("message", _raises(lambda model: "one\ntwo\nthree\nfour")),
    "the same twice": ("message", _raises(lambda model: "it is gone\nit is gone")),
    "anything will do": ("taken", _takes_anything),
    "much memory": ("memory", _takes_much),
    "a reason that quotes": ("rejected text", _says_why),
    "a key that is kept": ("key in the archive", _keeps_the_key),
    "a long wait": ("waited", _waits),
    "more than the budget": ("budget", _overspends),
}


def one_wrong_reply(kind: str = "shapes", name: str = "plain words") -> Case:
    """A question to which the answer is always the same wrong one."""
    for number in range(10_000):
        found = case(SEED, number, kind, ("openai",))
        if found.bad and found.bad[0].name == name and found.after and len(found.planted.key) > 9:
            return replace(found, seam="deciding", has_budget=True, is_strict=False)
    raise AssertionError(name)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_is_planted_is_found(
    fault: str, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, does = FAULTS[fault]

    def careless(
        name: object, settings: object, environment: dict[str, str], seed: str, pace: Pace
    ) -> Careless:
        return Careless(server.address, environment["OPENAI_API_KEY"], does, pace)

    monkeypatch.setattr(asking, "connected", careless)
    lost = ("statuses", "closed without a word") if wanted == "budget" else ()
    found = asked(one_wrong_reply(*lost), server)
    assert wanted in {kind for kind, _ in found.problems}, found


def test_a_client_that_is_kept_for_long_or_computes_for_long_is_found(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "LATE", -20.0)
    monkeypatch.setattr(judging, "COMPUTED", -20.0)
    found = asked(one_wrong_reply(), server)
    assert {"late", "computed"} <= {kind for kind, _ in found.problems}


# ── faults, planted in a whole story ──────────────────────────────────────────────────────────────

Spoiling = Callable[[Said, Path, Case], Said]


def _written(name: str, text: Callable[[Case], str]) -> Spoiling:
    def spoiled(said: Said, folder: Path, one: Case) -> Said:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text(one))
        return said

    return spoiled


SPOILED: dict[str, tuple[str, Spoiling]] = {
    "rejected text in the story": (
        "rejected text",
        _written("story.md", lambda one: one.planted.mark),
    ),
    "the key in a file": ("key", _written("run.yaml", lambda one: one.planted.key[::-1])),
    "an escape in the story": ("control", _written("story.md", lambda one: "\x1b[2J")),
    "the exit code of a bug": ("code", lambda said, folder, one: replace(said, code=1)),
    "a folder that is stuck": ("resume", lambda said, folder, one: replace(said, code=4)),
    "a traceback": (
        "bug",
        lambda said, folder, one: replace(said, err="Traceback (most recent call last):"),
    ),
}


@pytest.mark.parametrize("fault", sample(list(SPOILED), 3, "spoiled stories"))
def test_a_fault_that_is_planted_in_a_story_is_found(
    fault: str, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, spoiled = SPOILED[fault]

    def command(*words: str, at: Path) -> Said:
        said: Any = novel_engine(*words, at=at)
        if wanted == "resume":
            (at / "o" / "story.db").unlink(missing_ok=True)
        return spoiled(said, at / "o", one) if words[0] == "run" else said

    one = replace(one_wrong_reply(), seam="story", after=None, has_budget=False, number=1)
    monkeypatch.setattr(telling, "novel_engine", command)
    found = told(one, server)
    assert wanted in {kind for kind, _ in found.problems}, found
