"""What is made of a body, whatever its shape: an answer, one that can be asked for again, or why
there is none.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.models.providers.answers import judged_gemini, judged_openai
from novel_engine.adapters.models.providers.provider_replies import (
    Received,
    answer_in,
    reply_of,
)
from novel_engine.adapters.models.providers.retrying import CallFailed
from novel_engine.adapters.models.providers.wire import Arrived
from novel_engine.adapters.models.seams.reply_schemas import Framed, read_reply
from novel_engine.story.asking.consultation import Unfit
from tests.support.one_question import ANSWER

USAGE = {"prompt_tokens": 8, "completion_tokens": 9}
USAGE_METADATA = {"promptTokenCount": 8, "candidatesTokenCount": 9}


def completion(message: object, finish: object = "stop", **more: Any) -> dict[str, Any]:
    """An answer of chat completions, with nothing in it that need not be there."""
    return {"choices": [{"message": message, "finish_reason": finish}], "usage": USAGE} | more


def candidate(parts: object, finish: object = "STOP", **more: Any) -> dict[str, Any]:
    """An answer of Gemini's."""
    one = {"content": {"parts": parts}, "finishReason": finish}
    return {"candidates": [one], "usageMetadata": USAGE_METADATA} | more


def openai(value: object) -> Received:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return judged_openai(Arrived(200, body))


def gemini(value: object) -> Received:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return judged_gemini(Arrived(200, body))


def failed(value: object) -> CallFailed:
    with pytest.raises(CallFailed) as found:
        openai(value)
    return found.value


WHOLE = Received(ANSWER, "stop", "", 8, 9)


# ── an answer ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "value",
    [
        completion({"content": ANSWER}),
        completion({"content": ANSWER, "refusal": None, "reasoning_content": "hm"}, None),
        completion({"content": [{"type": "text", "text": ANSWER[:9]}, {"text": ANSWER[9:]}]}),
        completion({"content": [ANSWER, {"type": "image_url", "text": "no"}, 3, None]}),
        completion({"content": f"<think>\nIs it 1?\n</think>{ANSWER}"}),
        completion({"content": f"Is it 1?</think>{ANSWER}"}),
        completion({"content": f"<THINKING>hm</THINKING>{ANSWER}".replace("THINKING", "thinking")}),
        completion({"content": f"Here it is:\n```json\n{ANSWER}\n```\nI hope that it helps."}),
        completion({"content": f"<think>a</think>Here:\n\n```\n{ANSWER}\n```\n"}),
        completion({"content": ANSWER}) | {"error": None, "model": 7, "object": []},
        b"\xef\xbb\xbf" + json.dumps(completion({"content": ANSWER})).encode(),
        json.dumps(completion({"content": ANSWER})).encode("utf-16"),
        b"\r\n \n" + json.dumps(completion({"content": ANSWER})).encode(),
    ],
)
def test_an_answer_is_found_in_whatever_stands_around_it(value: object) -> None:
    assert openai(value) == WHOLE


@pytest.mark.parametrize(
    "text",
    [
        "```JSON\n{}\n```",
        "```json5\n{}\n```",
        "~~~json\n{}\n~~~",
        "```json\n{}\n",
        "```{}```",
        "Here you are: ```json\n{}\n```",
        "\ufeff{}",
        "\u200b{}\u00a0",
        "{}<|im_end|>",
        "{}</s>",
        "<think>a</think><answer>{}</answer>",
        "<THINK>a</THINK>{}",
        "[THINK]a[/THINK]\n{}",
        "<reasoning>a</reasoning>{}",
        "<thought>a</thought>{}<|eot_id|>",
        "◁think▷a◁/think▷{}",
        "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>{}",
        "<|channel|>analysis<|message|>a<|channel|>final <|constrain|>json<|message|>{}<|return|>",
        "<|START_THINKING|>a { b }<|END_THINKING|><|START_RESPONSE|>{}<|END_RESPONSE|>",
        "<|begin_of_thought|>a<|end_of_thought|>\n<|begin_of_solution|>\n{}\n<|end_of_solution|>",
        "<think>a</think><|begin_of_box|>{}<|end_of_box|>",
        "<|im_start|>assistant\n{}<|im_end|>",
        "<|start_header_id|>assistant<|end_header_id|>\n\n{}<|eot_id|>",
        "<start_of_turn>model\n{}<end_of_turn>",
        "<unused94>thought\na<unused95>{}",
        "[/INST] {} </s>",
        "<｜Assistant｜><think>\n\n</think>\n\n{}<｜end▁of▁sentence｜>",
        "<think>a</think>\n<response>\n{}\n</response>",
        "<output>{}</output>",
        "<final_answer>{}</final_answer>",
        '<details type="reasoning" done="true">\n<summary>a</summary>\nb\n</details>\n{}',
        "Here are my reasoning steps:\na\n[BEGIN FINAL RESPONSE]\n{}\n[END FINAL RESPONSE]",
        "<seed:think>a</seed:think>{}<seed:eos>",
    ],
)
def test_an_answer_is_the_same_in_whatever_it_is_dressed(text: str) -> None:
    assert openai(completion({"content": text.replace("{}", ANSWER)})).text == ANSWER


def test_an_answer_is_found_out_of_its_order_in_pieces_and_in_the_hands_of_a_tool() -> None:
    second = {"index": 1, "message": {"content": "no"}}
    first = {"index": 0, "message": {"content": ANSWER}, "finish_reason": "stop"}
    called = {"content": None, "tool_calls": [{"function": {"arguments": ANSWER}}]}
    pieces = [candidate([{"text": ANSWER[:5]}], None), candidate([{"text": ANSWER[5:]}], "stop")]

    assert openai({"choices": [second, first]}).text == ANSWER
    assert openai(completion(called)).text == ANSWER
    assert gemini(pieces).text == ANSWER


@pytest.mark.parametrize(
    "text",
    [
        ANSWER,
        f"```json\n{ANSWER}\n```",
        '{"line": "He said <think>, and </think> too.", "x": "```json\\n{}\\n```"}',
        "Ida shrugs.",
        f"```\n{ANSWER}\n```\nor\n```\n{ANSWER}\n```",
        f"It is {ANSWER}",
        f"<output>It is {ANSWER}</output>",
        '{"line": "He said <think>, and </s>"}',
    ],
)
def test_what_is_plain_or_is_not_plainly_an_answer_is_handed_on_as_it_came(text: str) -> None:
    assert openai(completion({"content": text})).text == text
    assert gemini(candidate([{"text": text}])).text == text


@pytest.mark.parametrize(
    "message",
    [
        {"content": "", "tool_calls": [{"function": {"arguments": json.loads(ANSWER)}}]},
        {"content": "\n\n", "tool_calls": [{"function": {"arguments": ANSWER}}]},
        {"content": None, "function_call": {"name": "answer", "arguments": ANSWER}},
        {"content": [{"type": "text", "text": {"value": ANSWER, "annotations": []}}]},
        {"content": {"type": "text", "text": ANSWER}},
    ],
)
def test_an_answer_is_found_wherever_a_server_at_home_puts_it(message: dict[str, Any]) -> None:
    assert openai(completion(message)).text == ANSWER


def test_an_answer_that_gemini_hands_to_a_tool_is_one() -> None:
    called = [{"functionCall": {"name": "answer", "args": json.loads(ANSWER)}}]

    assert gemini(candidate(called)).text == ANSWER


def test_a_filter_that_says_so_inside_a_200_withholds_one_answer_and_ends_no_story() -> None:
    filtered = openai({"error": {"code": 403, "message": 'Your input was flagged for "x".'}})

    assert (filtered.ended, filtered.reason) == ("blocked", "content_filter")


def test_a_refusal_among_the_parts_of_an_answer_is_one() -> None:
    refused = openai(completion({"content": [{"type": "refusal", "refusal": "I won't."}]}))

    assert (refused.ended, refused.reason, refused.text) == ("blocked", "refusal", "")


def test_the_first_of_several_answers_is_taken_though_it_leaves_out_that_it_is() -> None:
    one, other = {"message": {"content": ANSWER}}, {"index": 1, "message": {"content": "no"}}

    assert openai({"choices": [other, one]}).text == ANSWER


def test_parts_of_gemini_are_put_together_without_its_thoughts() -> None:
    parts = [{"text": "hm", "thought": True}, {"text": ANSWER[:4]}, {}, 7, {"text": ANSWER[4:]}]

    assert gemini(candidate(parts)) == WHOLE


@pytest.mark.parametrize(
    "first", [b"", b"retry: 3000\n\n", b": a comment\n\n", b"event: x\n", b"\xef\xbb\xbf"]
)
def test_a_stream_that_nobody_asked_for_is_put_together(first: bytes) -> None:
    chunks: list[dict[str, Any]] = [
        {"choices": [{"delta": {"role": "assistant"}}]},
        {"choices": [{"delta": {"content": ANSWER[:7]}, "finish_reason": None}]},
        {"choices": [{"delta": {"content": ANSWER[7:]}, "finish_reason": "stop"}]},
        {"choices": [], "usage": USAGE},
    ]
    pieces = [candidate([{"text": ANSWER[:5]}], None), candidate([{"text": ANSWER[5:]}])]

    assert openai(first + _events(chunks) + b"data: [DONE]\n\n") == WHOLE
    assert gemini(first + _events(pieces)) == WHOLE


def spread(value: object, end: str = "\n") -> str:
    """One event, with its JSON over several lines of data."""
    lines = json.dumps(value, indent=1).split("\n")
    return "".join(f"data: {line}{end}" for line in lines) + end


def piece(delta: dict[str, Any], index: int = 0, end: str | None = None) -> dict[str, Any]:
    """A piece of an answer, as a stream has them."""
    return {"choices": [{"index": index, "delta": delta, "finish_reason": end}]}


HALVES = [piece({"content": ANSWER[:7]}), piece({"content": ANSWER[7:]}, end="stop")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_lines_of_data_of_one_event_are_one_value(end: str) -> None:
    whole = completion({"content": ANSWER})
    usage = spread({"choices": [], "usage": USAGE}, end)

    assert openai(spread(whole, end).encode()) == WHOLE
    assert openai("".join([spread(half, end) for half in HALVES] + [usage]).encode()) == WHOLE
    assert gemini(spread(candidate([{"text": ANSWER}]), end).encode()) == WHOLE


def test_a_stream_is_one_however_long_nothing_was_sent_before_it() -> None:
    assert openai(b"\n" * 200 + _events(HALVES)).text == ANSWER


@pytest.mark.parametrize(
    "pieces",
    [
        [HALVES[0], piece({"content": "no"}, 1), HALVES[1], piece({}, 1, "stop")],
        [piece({"content": "no"}, 1, "stop"), *HALVES],
        [piece({"content": ANSWER[:7]}, 3), piece({"content": ANSWER[7:]}, 3, "stop")],
        [*HALVES, completion({"content": ANSWER})],
        [
            piece({"tool_calls": [{"index": 0, "function": {"name": "a", "arguments": ""}}]}),
            piece({"tool_calls": [{"index": 0, "function": {"arguments": ANSWER[:7]}}]}),
            piece({"tool_calls": [{"index": 1, "function": {"arguments": "{}"}}]}),
            piece({"tool_calls": [{"index": 0, "function": {"arguments": ANSWER[7:]}}]}),
            piece({}, end="tool_calls"),
        ],
    ],
    ids=["by turns", "the second first", "counted from three", "whole at the end", "for a tool"],
)
def test_the_pieces_of_one_answer_are_put_together_whatever_comes_between(
    pieces: list[dict[str, Any]],
) -> None:
    assert openai(_events(pieces)).text == ANSWER


def test_an_error_within_a_stream_is_one() -> None:
    error = failed(_events([{"choices": []}, {"error": {"code": 402}}]))

    assert error.trouble == "quota"


def _events(values: list[dict[str, Any]]) -> bytes:
    return b"".join(b"data: " + json.dumps(value).encode() + b"\r\n\r\n" for value in values)


def test_no_text_takes_longer_than_it_is_long() -> None:
    begun = time.monotonic()
    for text in (
        "```x\n" * 20_000,
        "```\n" + " " * 99_000,
        "```\n" + "\n" * 99_000 + "x",
        "<think></think>" * 6_000,
        "<think>" * 14_000,
        "<|a|>" * 20_000,
        "<a>" * 33_000 + "{",
        "{" + "<" * 99_000,
        "[AB " * 25_000,
        "{" + "[AB] " * 19_000 + "x",
        "x" * 100_000,
    ):
        answer_in(text)
        with suppress(Unfit):
            read_reply(text[:40_000], Framed)
    assert time.monotonic() - begun < 20


# ── an answer that says nothing, or is withheld ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    "value",
    [
        completion({"content": ""}),
        completion({"content": " \n"}),
        completion({"content": None}),
        completion(None),
        completion("text"),
        completion({"content": "</think>"}),
        completion({"content": "<think>It is 1, because"}),
        completion({"content": "<think>It is 1.</think>\n"}),
        {"choices": [], "usage": USAGE},
    ],
)
def test_an_empty_answer_can_be_asked_for_again(value: object) -> None:
    reply = reply_of(openai(value))

    assert (reply.text, reply.stopped, reply.tokens_in) == ("", "", 8)


def test_what_is_withheld_says_so_in_a_word_that_is_known() -> None:
    refused = openai(completion({"content": ANSWER, "refusal": "I won't: sk-secret-1"}))
    strange = openai(completion({"content": None}, "sk-secret-1"))
    blocked = gemini({"promptFeedback": {"blockReason": "sk_secret"}, "candidates": []})

    assert reply_of(refused).why == "refusal"
    assert (refused.ended, refused.text) == ("blocked", "")
    assert reply_of(strange).why == ""
    assert reply_of(blocked).why == "no reason given"


@pytest.mark.parametrize(
    "usage",
    [
        None,
        [],
        "many",
        {"prompt_tokens": "8", "completion_tokens": 9.5},
        {"prompt_tokens": True, "completion_tokens": -1},
        {"prompt_tokens": 10**30, "completion_tokens": None},
    ],
)
def test_a_count_that_is_none_counts_as_none(usage: object) -> None:
    value = completion({"content": ANSWER}) | {"usage": usage}

    assert openai(value) == Received(ANSWER, "stop")


def test_a_number_of_ten_thousand_digits_is_no_bug() -> None:
    body = (
        json.dumps(completion({"content": ANSWER})).encode().replace(b": 8", b": " + b"8" * 10_000)
    )

    assert openai(body) == Received(ANSWER, "stop", "", 0, 9)


# ── no answer ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        ({"code": 401, "message": "No auth credentials found"}, "key"),
        ({"code": "403"}, "key"),
        ({"code": 402}, "quota"),
        ({"code": 404}, "name"),
        ({"code": 400}, "request"),
        ({"code": 429}, "passing"),
        ({"code": 502}, "passing"),
        ({"code": "invalid_api_key"}, "key"),
        ({"type": "insufficient_quota"}, "quota"),
        ({"status": "UNAVAILABLE"}, "passing"),
        ({"type": "overloaded_error"}, "passing"),
        ({"message": "This model's maximum context length is 4096 tokens."}, "request"),
        ({"message": "sk-secret-1"}, "passing"),
        ("model 'x' not found, try pulling it first", "name"),
        ("sk-secret-1", "passing"),
        ([1], "passing"),
        ({"code": True}, "passing"),
        ({"code": 7}, "passing"),
    ],
)
def test_an_error_inside_a_200_is_what_it_says_it_is(error: object, trouble: str) -> None:
    for value in ({"error": error}, completion({"content": "half"}, "error", error=error)):
        found = failed(value)
        assert found.trouble == trouble
        assert "secret" not in found.said
        assert found.charged


def test_an_answer_that_ended_in_an_error_is_asked_for_again() -> None:
    choice = {"message": {"content": "half"}, "finish_reason": "error", "error": {"code": 502}}

    assert failed({"choices": [choice]}).trouble == "passing"
    assert failed({"choices": [{"finish_reason": "error"}]}).trouble == "passing"


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><p>sk-secret-1", b"\xef\xbb\xbf\n<html>", b"\n" * 99 + b"<x"]
)
def test_a_web_page_is_said_to_be_one(page: bytes) -> None:
    error = failed(page)

    assert (error.trouble, error.said) == ("passing", "what came back is a web page and no answer")


@pytest.mark.parametrize(
    "value",
    [b"", b"{", b"nothing", b"data: {", b"\xff\xff\xff", [], None, 7, "text", {}, {"choices": 3}],
)
def test_what_is_no_answer_at_all_is_asked_for_again(value: object) -> None:
    error = failed(value)

    assert error.trouble == "passing"
    assert error.charged


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "choices message content delta finish_reason usage prompt_tokens refusal error code "
                "candidates parts text thought finishReason usageMetadata promptTokenCount "
                "promptFeedback blockReason type status details reason metadata raw".split()
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(JSON, st.sampled_from([200, 400, 401, 429, 500]))
def test_no_body_is_a_bug(value: object, status: int) -> None:
    body = json.dumps(value).encode()
    for judged in (judged_openai, judged_gemini):
        for sent in (body, b"data: " + body + b"\ndata: " + body):
            try:
                reply = reply_of(judged(Arrived(status, sent)))
            except CallFailed as problem:
                assert problem.said
            else:
                assert reply.text == "" or reply.text.strip()


@pytest.mark.parametrize(
    ("value", "trouble"),
    [
        ({"detail": "Not Found"}, "name"),
        ({"message": "Unauthorized"}, "key"),
        ({"errors": [{"message": "unauthorized"}]}, "key"),
        ({"code": "InvalidApiKey"}, "key"),
    ],
)
def test_an_error_that_calls_itself_something_else_is_one(
    value: dict[str, Any], trouble: str
) -> None:
    assert failed(json.dumps(value).encode()).trouble == trouble
