"""What a server sent, read as an answer: whatever shape it is in, a reply, or why there is none.

A body is looked at once, here, and only the few places where an answer, its end and its count stand
are read. What is too deep, too long or too many-parted is an answer that does not fit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
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
        if is_filtered(status, value):
            return Received("", "blocked", "content_filter")
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
    start = body.removeprefix(UTF8_MARK).lstrip()
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
    return _added([value for event in _events(body) for value in _values(event)])


def _events(body: bytes) -> Iterator[list[bytes]]:
    """The lines of data of each event; an empty line ends one."""
    lines: list[bytes] = []
    for line in (*body.removeprefix(UTF8_MARK).splitlines(), b""):
        if line.startswith(EVENT_DATA):
            lines.append(line[len(EVENT_DATA) :].strip())
        elif not line.strip() and lines:
            yield lines
            lines = []


def _values(lines: list[bytes]) -> list[Any]:
    """What an event says: its lines are one value, but where each is one of its own."""
    said = [line for line in lines if line and line != LAST_EVENT]
    try:
        return [_json(b"\n".join(said))] if said else []
    except ValueError:
        return [_json(line) for line in said]


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
    content, refusal, handed = "", "", ""
    end = None
    for choice in _pieces(events):
        said = _object(choice.get("delta") or choice.get("message"))
        text = _text_of(said.get("content"))
        is_all = bool(content) and not choice.get("delta") and text.startswith(content)
        content = text if is_all else content + text
        refusal += _text_of(said.get("refusal"))
        calls = [one for one in _objects(said.get("tool_calls")) if not _index(one)]
        handed += _called_with(said | {"tool_calls": calls})
        end = choice.get("finish_reason") or end
    for event in events:
        whole |= {"usage": event["usage"]} if event.get("usage") else {}
    called = [{"function": {"arguments": handed}}] if handed else []
    message = {"content": content, "refusal": refusal, "tool_calls": called}
    has_any = content or refusal or handed or end
    choices = [{"message": message, "finish_reason": end}] if has_any else []
    return whole | {"choices": choices}


def _pieces(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The pieces of the first of the answers that a stream has in it, which may come by turns."""
    every = [choice for event in events for choice in _objects(event.get("choices"))]
    first = min(map(_index, every), default=0)
    return (choice for choice in every if _index(choice) == first)


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
    content = message.get("content")
    said = _text_of(content)
    text = answer_in(said if said.strip() else _called_with(message) or said)
    if not text and any(part.get("refusal") for part in _objects(content)):
        return Received("", "blocked", "refusal", *took)
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
    calls = (_object(part.get("functionCall")).get("args") for part in _objects(parts))
    text = answer_in(_text_of(parts)) or next(filter(None, map(_handed, calls)), "")
    ended = GEMINI_ENDS.get(end, "blocked") if end else "stop"
    return Received(text, ended, blocked or ("" if end == "STOP" else end), *took)


def _called_with(message: dict[str, Any]) -> str:
    """What a model hands to the tool that it takes an answer for."""
    called = _first(message.get("tool_calls")).get("function") or message.get("function_call")
    return _handed(_object(called).get("arguments"))


def _handed(values: object) -> str:
    """What a tool is handed, as text: some write it so, and some as the object that it is."""
    if isinstance(values, dict):
        return json.dumps(values)
    return values if isinstance(values, str) else ""


def _text_of(content: object) -> str:
    """The words of a message, whole or in parts; thoughts are none."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else [content]
    return "".join(map(_words, parts))


def _words(part: object) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, dict) or part.get("thought"):
        return ""
    text = part.get("text")
    text = text.get("value") if isinstance(text, dict) else text
    return (
        text
        if isinstance(text, str) and part.get("type", "text") in ("text", "output_text")
        else ""
    )


def _reason(value: object) -> str:
    return value if isinstance(value, str) and value not in UNSAID_ENDS else ""


def _first(value: object) -> dict[str, Any]:
    """The first of a list by its `index`, which some leave out where it is 0; an empty object where
    there is none.
    """
    return min(_objects(value), key=_index, default={})


def _index(one: dict[str, Any]) -> int:
    index = one.get("index")
    return int(index) if isinstance(index, str) and index.isdecimal() else _count(index)


def _objects(value: object) -> list[dict[str, Any]]:
    """The objects among the entries of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int:
    """A count of tokens; 0 for what is none."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and isinstance(value, int) and 0 <= value <= MOST_COUNTED else 0
