"""A fake of the OpenAI API, as every compatible server has it: `POST /v1/chat/completions`."""

from __future__ import annotations

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

PATH = "/v1/chat/completions"
CODES = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded"}


@contextmanager
def openai_server(script: Script) -> Iterator[FakeServer]:
    """A server that speaks OpenAI's language; its `url` ends in `/v1`."""
    with serving(OpenAIHandler, script) as server:
        server.url += "/v1"
        yield server


class OpenAIHandler(Handler):
    """OpenAI's way of asking and answering."""

    def question(self, path: str, body: dict[str, Any]) -> Question | None:
        """As the port has it."""
        if path != PATH:
            return None
        schema = body.get("response_format", {}).get("json_schema", {}).get("schema")
        parameters = {
            key: value
            for key, value in body.items()
            if key not in ("messages", "model", "response_format")
        }
        return Question(
            body.get("model", ""), _said(body, "system"), _said(body, "user"), schema, parameters
        )

    def answer(
        self, question: Question, said: str | Stopped | PromptBlocked | Refused | NoText
    ) -> dict[str, Any]:
        """As the port has it."""
        match said:
            case PromptBlocked():
                return _completion(question, {"content": None}, "content_filter")
            case Stopped(reason, text):
                return _completion(question, {"content": text or None}, reason)
            case Refused(text):
                return _completion(question, {"content": None, "refusal": text}, "stop")
            case NoText():
                return _completion(question, {"content": ""}, "stop")
            case _:
                return _completion(question, {"content": said}, "stop")

    def error(self, status: Status) -> dict[str, Any]:
        """As the port has it."""
        return {
            "error": {"message": status.message, "type": "error", "code": CODES.get(status.code)}
        }


def _said(body: dict[str, Any], role: str) -> str:
    return "\n".join(
        str(message["content"]) for message in body.get("messages", []) if message["role"] == role
    )


def _completion(question: Question, message: dict[str, Any], reason: str) -> dict[str, Any]:
    asked, answered = (
        tokens(question.text),
        tokens(message.get("content") or message.get("refusal") or ""),
    )
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": question.model,
        "choices": [
            {"index": 0, "message": {"role": "assistant"} | message, "finish_reason": reason}
        ],
        "usage": {
            "prompt_tokens": asked,
            "completion_tokens": answered,
            "total_tokens": asked + answered,
        },
    }
