"""Wherever a server puts the key it was sent, and in whatever shape: it is in no output, and in no
file of the story.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from novel_engine.adapters.models.providers.key_shapes import KeyShapes
from tests.adapters.models.providers.test_key_shapes import SHAPES
from tests.support.rehearsed import WORDS
from tests.support.servers.raw import Answering, raw_server, sent
from tests.support.terminal import LAMP_OIL, Said, novel_engine

pytestmark = [pytest.mark.law, pytest.mark.allow_hosts(["127.0.0.1", "::1"])]
KEY = "sk-proj-Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z"
SEVEN = "Zq7xW3p"
MODELS = ("openai:a-model", "gemini:gemini-2.0-flash", "google-generativeai:gemini-1.5-flash")
SHORTEST = 4
"""Letters: of a piece that is still one of a key's, and not of any word."""
LATER = "Retry-After: 100000"
"""So long is not waited: it is asked once."""


def everything(key: str) -> str:
    """The key in every shape, one after the other."""
    return " | ".join(shape(key) for shape in SHAPES.values())


def told_of(key: str) -> bytes:
    """The body of an error that has it in every place."""
    said = everything(key)
    places = ("message", "type", "code", "status", "param", "detail")
    details = [{"reason": said, "metadata": {said: said}}]
    error = dict.fromkeys(places, said) | {"details": details, "metadata": {"raw": said}}
    return json.dumps({"error": error, "detail": said, "message": said}).encode()


def failing(status: str, body: Callable[[str], bytes] = told_of) -> Callable[[str], Answering]:
    """A server that repeats the key in its status line, its headers and its body."""
    return lambda key: sent(
        body(key), f"{status} no {key}", LATER, f"X-Key: {key}", f"Location: http://{key}.example/"
    )


def page(key: str) -> bytes:
    return f"<html><title>{key}</title>{everything(key)}</html>".encode()


TROUBLES: dict[str, Callable[[str], Answering]] = {
    **{status: failing(status) for status in ("302", "400", "401", "403", "404", "429", "500")},
    "a page": failing("503", page),
}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("key", [KEY, SEVEN], ids=["a key", "seven letters"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_no_error_repeats_the_key(
    model: str, key: str, trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run(model, key, TROUBLES[trouble](key), tmp_path, monkeypatch)

    assert said.code == 4
    assert "error: " in said.err
    is_nowhere(key, said, tmp_path)


def inside(error: bool) -> Callable[[str, str], Answering]:
    """A 200 with the key in every place of it, one shape after the other."""

    def answering(key: str, model: str) -> Answering:
        shapes = list(SHAPES.values())
        number = 0

        def answer(connection: socket.socket) -> None:
            nonlocal number
            text = shapes[number % len(shapes)](key)
            number += 1
            body = told_of(key) if error else answered(model, text)
            sent(body, f"200 {key}", f"X-Key: {key}", LATER)(connection)

        return answer

    return answering


def answered(model: str, text: str) -> bytes:
    """An answer that would be taken, but for what is said."""
    content = json.dumps({"choice": "1", "manner": "", "line": f"It is {text}."})
    if model.startswith("openai"):
        message = {"content": content, "reasoning_content": text, "annotations": [text]}
        choice = {"message": message, "finish_reason": "stop", "native_finish_reason": text}
        more = {"model": text, "id": text, "service_tier": text, "usage": {text: text}}
        return json.dumps({"choices": [choice]} | more).encode()
    candidate = {
        "content": {"role": text, "parts": [{"text": content}, {"text": text, "thought": True}]},
        "finishReason": "STOP",
        "finishMessage": text,
    }
    more = {"modelVersion": text, "responseId": text, "usageMetadata": {text: text}}
    return json.dumps({"candidates": [candidate]} | more).encode()


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_no_answer_brings_the_key_into_the_story(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = inside(error=False)(KEY, model)

    said = run(model, KEY, answer, tmp_path, monkeypatch, "--record", "kept")

    assert said.code == 9
    assert json.loads(said.out)["calls"] > len(SHAPES) // 2
    is_nowhere(KEY, said, tmp_path)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("key", [KEY, SEVEN], ids=["a key", "seven letters"])
def test_no_error_inside_an_answer_repeats_the_key(
    model: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run(model, key, inside(error=True)(key, model), tmp_path, monkeypatch)

    assert said.code == 4
    assert "an error inside the answer" in said.err
    is_nowhere(key, said, tmp_path)


@pytest.mark.parametrize("model", MODELS)
def test_why_an_answer_was_withheld_is_not_said_in_the_servers_words(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in (KEY, SEVEN):
        body = json.dumps(
            {
                "choices": [{"message": {"content": "x", "refusal": key}, "finish_reason": key}],
                "candidates": [{"finishReason": key}],
                "promptFeedback": {"blockReason": key},
                "usage": {"prompt_tokens": 1},
            }
        ).encode()
        said = run(model, key, sent(body), tmp_path / key, monkeypatch)
        assert said.code == 9
        is_nowhere(key, said, tmp_path / key)


def run(
    model: str,
    key: str,
    answer: Answering,
    at: Path,
    monkeypatch: pytest.MonkeyPatch,
    *more: str,
) -> Said:
    """A story of which a model decides, made with everything shown that a bug report would show."""
    at.mkdir(exist_ok=True)
    with raw_server(answer) as server:
        for variable in ("OPENAI_API_KEY", "GEMINI_API_KEY"):
            monkeypatch.setenv(variable, key)
        monkeypatch.setenv("NOVEL_ENGINE_DEBUG", "1")
        monkeypatch.setenv("GEMINI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/v1")
        said = novel_engine(
            "run",
            LAMP_OIL,
            *WORDS,
            *("--decider-model", model, "--out", "o", "--json", *more),
            at=at,
        )
    assert server.requests
    assert all(key.encode() not in request.partition(b"\r\n")[0] for request in server.requests)
    assert any(key.encode() in request for request in server.requests)
    return said


def is_nowhere(key: str, said: Said, folder: Path) -> None:
    """In no shape is it in what was said, or in any file."""
    made = (shape(key) for shape in SHAPES.values())
    shapes = [shape for shape in made if len(shape) >= SHORTEST]
    spoken = said.out + said.err
    assert [shape for shape in shapes if shape in spoken] == []
    assert not KeyShapes(key).are_in(spoken)
    for file in (path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        assert [shape for shape in shapes if shape.encode() in data] == [], file
        assert [shape for shape in shapes if json.dumps(shape).encode() in data] == [], file
