"""The two forms in which a provider answers, and how one is bent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

from novel_engine.adapters.models.archive.tokens import MOST_COUNTED
from tests.support.servers.serving import tokens
from tests.tools.reply_run.planting import Planted
from tests.tools.reply_run.wire import Asked, Play, Played, Wire

Json: TypeAlias = dict[str, Any]
Making: TypeAlias = "Callable[[Planted], Played]"
"""Makes one reply of a class; whatever varies in it is drawn from what is planted."""
Bending: TypeAlias = "Callable[[Json, Asked, Planted], Any]"
"""Changes the JSON of a good answer, or gives another value in its place."""


def answer(asked: Asked, text: Any, ended: str = "") -> Json:
    """The JSON of a provider's answer with this text in it."""
    took, gave = tokens(asked.question.text), tokens(str(text))
    if asked.is_gemini:
        return {
            "candidates": [
                {
                    "content": {"role": "model", "parts": [{"text": text}]},
                    "finishReason": ended or "STOP",
                    "index": 0,
                }
            ],
            "usageMetadata": {
                "promptTokenCount": took,
                "candidatesTokenCount": gave,
                "totalTokenCount": took + gave,
            },
            "modelVersion": asked.question.model,
        }
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": asked.question.model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text},
                "finish_reason": ended or "stop",
            }
        ],
        "usage": {"prompt_tokens": took, "completion_tokens": gave, "total_tokens": took + gave},
    }


def error(asked: Asked, code: int, message: str) -> Json:
    """The JSON of a provider's error."""
    if asked.is_gemini:
        return {"error": {"code": code, "message": message, "status": "UNKNOWN"}}
    return {"error": {"message": message, "type": "error", "code": code}}


def encoded(value: Any) -> bytes:
    """The bytes of JSON; halves of characters are escaped."""
    return json.dumps(value).encode()


def bytes_of(asked: Asked, text: Any) -> bytes:
    """The bytes of an answer with this text in it."""
    return encoded(answer(asked, text))


def wrong_answer(planted: Planted) -> str:
    """A text that is no answer to anything, with the word and the key in it."""
    return json.dumps({"no_such_key": planted.said()})


def good_reply() -> Played:
    """What a good model sends."""

    def play(wire: Wire, asked: Asked) -> None:
        wire.usage = tokens(asked.question.text), tokens(asked.good)
        wire.reply(bytes_of(asked, asked.good))

    return Played("good", play, is_good=True)


def said(text: Callable[[Asked, Planted], Any], planted: Planted) -> Play:
    """A sound reply whose answer is this text."""

    def play(wire: Wire, asked: Asked) -> None:
        written = text(asked, planted)
        wire.usage = tokens(asked.question.text), tokens(str(written))
        wire.reply(bytes_of(asked, written))

    return play


def reported(found: Json) -> tuple[int, int]:
    """The tokens that an answer says it took, where that can be; else none, for who can say. More
    than MOST_COUNTED nobody took.
    """
    usage = found.get("usage", found.get("usageMetadata"))
    counts = list(usage.values()) if isinstance(usage, dict) else []
    if len(counts) != 3 or any(
        type(count) is not int or not 0 <= count <= MOST_COUNTED for count in counts
    ):
        return 0, 0
    asked, answered, whole = counts
    return (asked, answered) if asked + answered == whole else (0, 0)


def bent(bend: Bending, planted: Planted) -> Play:
    """A 200 whose JSON has been bent."""

    def play(wire: Wire, asked: Asked) -> None:
        found = answer(asked, wrong_answer(planted))
        other = bend(found, asked, planted)
        wire.usage = reported(found)
        wire.reply(encoded(found if other is None else other))

    return play
