"""What a server sent, read as an answer: whatever shape it is in, a reply, or why there is none.

A body is looked at once, here, and only the few places where an answer, its end and its count stand
are read. What is too deep, too long or too many-parted is an answer that does not fit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from novel_engine.adapters.models.archive.tokens import JSON, MOST_COUNTED
from novel_engine.adapters.models.providers.complaints import (
    failure_inside,
    failure_of,
    is_filtered,
)
from novel_engine.adapters.models.providers.provider_replies import (
    GARBLED,
    Ended,
    Received,
    answer_in,
)
from novel_engine.adapters.models.providers.retrying import CallFailed
from novel_engine.adapters.models.providers.wire import Arrived

# Lists and objects: in one reply; an answer has dozens, and each takes fifty times its bytes.
MOST_JSON_PARTS = 50_000
# Digits: of a number that is read as one.
MOST_DIGITS = 18
PAGE = "what came back is a web page and no answer"
STREAM = (b"data:", b"event:", b"id:", b"retry:", b":")
EVENT_DATA, LAST_EVENT = b"data:", b"[DONE]"
UTF8_MARK = b"\xef\xbb\xbf"
UNSAID_ENDS = ("", "FINISH_REASON_UNSPECIFIED", "BLOCKED_REASON_UNSPECIFIED")
GEMINI_ENDS: Mapping[str, Ended] = {
    "STOP": "stop",
    "MAX_TOKENS": "length",
    "CONTINUATION": "length",
}
OPENAI_ENDS: Mapping[str, Ended] = {"length": "length", "content_filter": "blocked"}


def judged_gemini(arrived: Arrived) -> Received:
    """An answer in Gemini's form. Raises CallFailed."""
    return _judged(arrived, _gemini)


def judged_openai(arrived: Arrived) -> Received:
    """An answer in the form of chat completions. Raises CallFailed."""
    return _judged(arrived, _openai)


def _judged(arrived: Arrived, read: Callable[[dict[str, Any]], Received]) -> Received:
    status = arrived.status
    if not 200 <= status < 300:
        return _refused(arrived)
    if not arrived.is_whole:
        return Received("", "length", tokens_out=_bulk(arrived.body))
    try:
        value = _value(arrived.body)
    except (RecursionError, _TooMuch):
        return Received("", "stop", tokens_out=_bulk(arrived.body))
    if isinstance(value, list):
        value = _added(value)
    if isinstance(value, dict) and _complains(value):
        raise failure_inside(value, (arrived.retry_after, arrived.retry_after_ms))
    if not isinstance(value, dict):
        raise CallFailed("passing", GARBLED)
    return read(value)


def _complains(value: dict[str, Any]) -> bool:
    """Whether it is an error; without an answer in it, whatever says that something is wrong."""
    if value.get("error"):
        return True
    is_answer = any(key in value for key in ("choices", "candidates", "promptFeedback"))
    return not is_answer and any(value.get(key) for key in ("detail", "message", "errors", "code"))


def _refused(arrived: Arrived) -> Received:
    """What is left of an answer that came with the status of an error. Raises CallFailed."""
    try:
        said = _value(arrived.body)
    except (RecursionError, _TooMuch, CallFailed):
        said = None
    if is_filtered(arrived.status, said):
        return Received("", "blocked", "content_filter")
    raise failure_of(arrived.status, said, (arrived.retry_after, arrived.retry_after_ms))


class _TooMuch(Exception):
    """There is more in it than any answer has."""


def _bulk(body: bytes) -> int:
    """How many tokens so much is, about: what was sent may be charged for."""
    return -(-len(body) // JSON)


def _value(body: bytes) -> object:
    """The JSON of a body. Raises CallFailed when there is none, RecursionError and _TooMuch for
    what nobody would answer.
    """
    start = body[:64].removeprefix(UTF8_MARK).lstrip()
    if start.startswith(b"<"):
        raise CallFailed("passing", PAGE)
    if body.count(b"[") + body.count(b"{") > MOST_JSON_PARTS:
        raise _TooMuch
    try:
        if start.startswith(STREAM):
            return _streamed(body)
        return _json(body)
    except ValueError as error:
        raise CallFailed("passing", GARBLED) from error


def _json(text: bytes) -> Any:
    return json.loads(text, parse_int=_number)


def _number(digits: str) -> int:
    return int(digits) if len(digits) <= MOST_DIGITS else 0


# ── a stream that nobody asked for ────────────────────────────────────────────────────────────────


def _streamed(body: bytes) -> object:
    """The answer that the events of a stream add up to, as if it had come whole."""
    lines = (
        line[len(EVENT_DATA) :].strip()
        for line in body.removeprefix(UTF8_MARK).splitlines()
        if line.startswith(EVENT_DATA)
    )
    return _added([_json(line) for line in lines if line and line != LAST_EVENT])


def _added(events: list[Any]) -> object:
    plain = [event for event in events if isinstance(event, dict)]
    wrong = next((event for event in plain if event.get("error")), None)
    if wrong is not None:
        return wrong
    if any("candidates" in event or "usageMetadata" in event for event in plain):
        return _added_candidates(plain)
    return _added_chunks(plain)


def _added_chunks(events: list[dict[str, Any]]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    content, refusal = "", ""
    end = None
    for event in events:
        choice = _first(event.get("choices"))
        said = _object(choice.get("delta") or choice.get("message"))
        content += _text_of(said.get("content"))
        refusal += _text_of(said.get("refusal"))
        end = choice.get("finish_reason") or end
        whole |= {"usage": event["usage"]} if event.get("usage") else {}
    message = {"content": content, "refusal": refusal}
    has_any = content or refusal or end
    choices = [{"message": message, "finish_reason": end}] if has_any else []
    return whole | {"choices": choices}


def _added_candidates(events: list[dict[str, Any]]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    parts: list[Any] = []
    end = None
    for event in events:
        candidate = _first(event.get("candidates"))
        found = _object(candidate.get("content")).get("parts")
        parts += found if isinstance(found, list) else []
        end = candidate.get("finishReason") or end
        kept = ("usageMetadata", "promptFeedback")
        whole |= {key: event[key] for key in kept if event.get(key)}
    candidates = [{"content": {"parts": parts}, "finishReason": end}] if parts or end else []
    return whole | {"candidates": candidates}


# ── the two forms ─────────────────────────────────────────────────────────────────────────────────


def _openai(value: dict[str, Any]) -> Received:
    usage = _object(value.get("usage"))
    took = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    choice = _first(value.get("choices"))
    if not choice and not took[0]:
        raise CallFailed("passing", GARBLED)
    if choice.get("error") or choice.get("finish_reason") == "error":
        raise failure_inside(choice)
    message = _object(choice.get("message"))
    if message.get("refusal"):
        return Received("", "blocked", "refusal", *took)
    named = choice.get("finish_reason")
    end = named if isinstance(named, str) else ""
    text = answer_in(_text_of(message.get("content")) or _called_with(message))
    reason = "" if end == "stop" else end
    return Received(text, OPENAI_ENDS.get(end, "stop"), reason, *took)


def _gemini(value: dict[str, Any]) -> Received:
    usage = _object(value.get("usageMetadata"))
    asked, whole = _count(usage.get("promptTokenCount")), _count(usage.get("totalTokenCount"))
    answered = _count(usage.get("candidatesTokenCount")) + _count(usage.get("thoughtsTokenCount"))
    took = asked, answered or max(0, whole - asked)
    candidate = _first(value.get("candidates"))
    blocked = _reason(_object(value.get("promptFeedback")).get("blockReason"))
    if not candidate:
        if not blocked and not took[0]:
            raise CallFailed("passing", GARBLED)
        return Received("", "blocked", blocked, *took)
    end = _reason(candidate.get("finishReason")).upper()
    parts = _object(candidate.get("content")).get("parts")
    if not end and not isinstance(parts, list) and not took[0]:
        raise CallFailed("passing", GARBLED)
    text = answer_in(_text_of(parts))
    ended = GEMINI_ENDS.get(end, "blocked") if end else "stop"
    return Received(text, ended, blocked or ("" if end == "STOP" else end), *took)


def _called_with(message: dict[str, Any]) -> str:
    """What a model hands to the tool that it takes an answer for."""
    handed = _object(_first(message.get("tool_calls")).get("function")).get("arguments")
    return handed if isinstance(handed, str) else ""


def _text_of(content: object) -> str:
    """The words of a message, whole or in parts; thoughts are none."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    return "".join(map(_words, content))


def _words(part: object) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, dict) or part.get("thought"):
        return ""
    text = part.get("text")
    return (
        text
        if isinstance(text, str) and part.get("type", "text") in ("text", "output_text")
        else ""
    )


def _reason(value: object) -> str:
    return value if isinstance(value, str) and value not in UNSAID_ENDS else ""


def _first(value: object) -> dict[str, Any]:
    """The first of a list by its `index`, if it is an object; else an empty one."""
    if not isinstance(value, list) or not value:
        return {}
    numbered = (one for one in value if isinstance(one, dict) and one.get("index") == 0)
    return _object(next(numbered, value[0]))


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int:
    """A count of tokens; 0 for what is none."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and isinstance(value, int) and 0 <= value <= MOST_COUNTED else 0
