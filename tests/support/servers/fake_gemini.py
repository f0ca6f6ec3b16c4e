"""A fake of the Gemini REST API: `POST /v1beta/models/NAME:generateContent`, and the same under
`/v1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.servers.serving import (
    FakeServer,
    Handler,
    NoText,
    PromptBlocked,
    Question,
    Refused,
    Script,
    Status,
    Stopped,
    serving,
    tokens,
)

PATH = re.compile(r"/(?P<version>v1|v1beta)/models/(?P<model>[^/:]+):generateContent")
STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


@contextmanager
def gemini_server(script: Script) -> Iterator[FakeServer]:
    """A server that speaks Gemini's language; its `url` has no version in it."""
    with serving(GeminiHandler, script) as server:
        yield server


class GeminiHandler(Handler):
    """Gemini's way of asking and answering."""

    def question(self, path: str, body: dict[str, Any]) -> Question | None:
        """As the port has it."""
        found = PATH.fullmatch(path)
        if found is None:
            return None
        settings: dict[str, Any] = body.get("generationConfig", {})
        schema = settings.get("responseJsonSchema", settings.get("responseSchema"))
        parameters = {
            key: value
            for key, value in settings.items()
            if key not in ("responseJsonSchema", "responseSchema")
        }
        system = _text(body.get("systemInstruction", {}))
        user = "\n".join(_text(content) for content in body.get("contents", []))
        return Question(found["model"], system, user, schema, parameters)

    def answer(
        self, question: Question, said: str | Stopped | PromptBlocked | Refused | NoText
    ) -> dict[str, Any]:
        """As the port has it."""
        match said:
            case PromptBlocked():
                feedback = {"promptFeedback": {"blockReason": said.reason}} if said.reason else {}
                return feedback | {"usageMetadata": {"promptTokenCount": tokens(question.text)}}
            case Stopped(reason, text):
                return _candidate(question, text, reason)
            case Refused(text):
                return _candidate(question, text, "STOP")
            case NoText():
                return _candidate(question, "", "STOP")
            case _:
                return _candidate(question, said, "STOP")

    def error(self, status: Status) -> dict[str, Any]:
        """As the port has it."""
        name = STATUSES.get(status.code, "UNKNOWN")
        return {"error": {"code": status.code, "message": status.message, "status": name}}


def _text(content: dict[str, Any]) -> str:
    return "\n".join(part.get("text", "") for part in content.get("parts", []))


def _candidate(question: Question, text: str, reason: str) -> dict[str, Any]:
    content = {"content": {"role": "model", "parts": [{"text": text}]}} if text else {}
    asked, answered = tokens(question.text), tokens(text)
    return {
        "candidates": [content | {"finishReason": reason, "index": 0}],
        "usageMetadata": {
            "promptTokenCount": asked,
            "candidatesTokenCount": answered,
            "totalTokenCount": asked + answered,
        },
        "modelVersion": question.model,
    }
