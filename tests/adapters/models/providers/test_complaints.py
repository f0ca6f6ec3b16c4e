"""What providers complain of, in our own words and in no others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.models.providers.complaints import (
    CODES,
    failure_inside,
    failure_of,
    is_filtered,
)

KEY = "sk-live-4f9a7c2e81d0b36a5e"


def per(period: str) -> dict[str, Any]:
    """What Google says of a quota that is used up."""
    violations = [{"quotaId": f"GenerateRequestsPer{period}PerProjectPerModel-FreeTier"}]
    details = [{"violations": violations}, {"retryDelay": "37.5s"}]
    return {"error": {"status": "RESOURCE_EXHAUSTED", "details": details}}


@pytest.mark.parametrize(
    ("status", "body", "trouble", "said"),
    [
        (
            401,
            {"error": {"code": "invalid_api_key", "message": KEY}},
            "key",
            ": the key is not valid",
        ),
        (401, {"error": {"code": "model_not_found"}}, "key", ": there is no such model"),
        (401, {"error": KEY}, "key", ""),
        (403, {"error": {"status": "PERMISSION_DENIED"}}, "key", ": the key may not do this"),
        (403, {"error": {"code": "insufficient_quota"}}, "quota", ""),
        (
            400,
            [{"error": {"details": [{"reason": "API_KEY_INVALID"}], "status": "INVALID_ARGUMENT"}}],
            "key",
            ": the key is not valid",
        ),
        (400, {"error": {"message": "Your credit balance is too low"}}, "quota", ""),
        (
            400,
            {"object": "error", "message": f"maximum context length is 4096 {KEY}", "code": 400},
            "request",
            ": the question is longer than the model's context",
        ),
        (404, {"error": "model 'x' not found, try pulling it first"}, "name", "`ollama pull`"),
        (404, {"detail": "Not Found"}, "name", ""),
        (429, {"error": {"status": "RESOURCE_EXHAUSTED"}}, "passing", ": too many requests"),
        (429, {"error": {"type": "insufficient_quota"}}, "quota", ""),
        (500, {"error": {"code": 429, "message": KEY}}, "passing", ""),
        (503, None, "passing", ""),
        (418, {"error": {"code": KEY, "type": KEY, "status": KEY, "param": KEY}}, "request", ""),
        (302, None, "address", ""),
        (400, {"error": f"Incorrect API key provided: {KEY}."}, "key", ": the key is not valid"),
        (400, {"error": {"type": "budget_exceeded", "code": "400"}}, "quota", ""),
        (400, {"error": {"code": "Arrearage"}}, "quota", ""),
        (429, {"error": {"type": "exceeded_current_quota_error"}}, "quota", ""),
        (429, {"error": {"code": "1113", "message": "Insufficient balance."}}, "quota", ""),
        (400, {"type": "invalid_model", "message": f"Invalid model: {KEY}"}, "name", "such model"),
        (403, {"error": {"code": "model_not_found"}}, "name", ": there is no such model"),
        (403, {"error": {"message": "Your input was flagged"}}, "request", ": its filter"),
        (403, {"error": {"message": KEY}}, "key", ""),
        (
            403,
            {"error": {"status": "PERMISSION_DENIED", "message": "was reported as leaked"}},
            "key",
            ": the key was found in public",
        ),
        (
            400,
            {
                "error": {
                    "status": "FAILED_PRECONDITION",
                    "message": "User location is not supported for the API use.",
                }
            },
            "key",
            ": it is not served where this machine is",
        ),
        (405, {"detail": "Method Not Allowed"}, "name", ""),
        (410, None, "name", ""),
        (413, {"error": {"code": "rate_limit_exceeded"}}, "request", ": the question is longer"),
        (431, None, "key", ""),
        (451, None, "key", ": it is not served where this machine is"),
        (511, None, "setup", ": the network here lets nobody out"),
        (429, per("Day"), "quota", ": that of a day"),
        (429, per("Minute"), "passing", ": too many requests"),
    ],
)
def test_a_complaint_is_known_by_what_it_says(
    status: int, body: object, trouble: str, said: str
) -> None:
    failed = failure_of(status, body)

    assert failed.trouble == trouble
    assert failed.said.startswith(f"status {status}")
    assert said in failed.said
    assert said or failed.said == f"status {status}"
    assert KEY not in failed.said


def test_a_cure_goes_with_what_is_known() -> None:
    long = failure_of(400, {"error": {"code": "context_length_exceeded"}})

    assert long.cure == "a model with a longer context takes it"
    assert failure_of(511, None).cure == "sign in with a browser, and try again"


def test_no_schema_is_blamed_for_what_the_status_says_is_something_else() -> None:
    every = [failure_of(status, None) for status in range(400, 600)]

    refused = [one for one in every if one.trouble == "request"]
    assert [one.said for one in refused if not one.cure] == [
        *("status 400", "status 422", "status 501")
    ]
    assert [one for one in every if one.trouble == "passing" and one.cure] == []


def test_a_server_that_answers_nothing_where_it_is_asked_says_so_inside_a_200() -> None:
    failed = failure_inside({"error": "Unexpected endpoint or method. (POST /chat/completions)"})

    assert failed.trouble == "name"


def test_how_long_to_wait_is_read_from_either_header() -> None:
    assert failure_of(429, None, ("7", "")).retry_after == 7
    assert failure_of(429, None, ("7", "1500")).retry_after == 1.5
    assert failure_of(429, None, ("", "soon")).retry_after is None


def test_how_long_to_wait_is_read_from_the_body_where_no_header_says_it() -> None:
    assert failure_of(429, per("Minute")).retry_after == 37.5
    assert failure_of(429, per("Minute"), ("7", "")).retry_after == 7
    for strange in ("1e400s", "-1s", "nans", "9" * 400 + "s", ["7s"], None, "7"):
        body = {"error": {"details": [{"retryDelay": strange}, 7, None]}}
        assert failure_of(429, body).retry_after is None


def test_a_filter_that_answers_with_an_error_is_known() -> None:
    assert is_filtered(400, {"error": {"code": "content_filter", "innererror": {}}})
    assert is_filtered(400, {"error": {"code": "data_inspection_failed"}})
    assert is_filtered(403, {"error": {"code": 403, "message": "Your input was flagged for x"}})
    assert not is_filtered(400, {"error": {"code": "other"}})
    assert not is_filtered(500, {"error": {"code": "content_filter"}})


@given(st.text(max_size=60), st.sampled_from([400, 401, 403, 404, 429, 500]))
def test_no_word_of_a_server_is_repeated(text: str, status: int) -> None:
    ours = {complaint.words for complaint in CODES.values()}
    for body in ({"error": {"message": text, "code": text}}, {"error": text}, {"detail": text}):
        said = failure_of(status, body).said.removeprefix(f"status {status}")
        assert (
            not said
            or text.lower() in CODES
            or any(word in said for word in ours)
            or len(said) < 70
        )
        assert len(text) < 12 or text not in said
