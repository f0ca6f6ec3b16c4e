"""What providers complain of, in our own words and in no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.models.providers.complaints import CODES, failure_of, is_filtered

KEY = "sk-live-4f9a7c2e81d0b36a5e"


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


def test_how_long_to_wait_is_read_from_either_header() -> None:
    assert failure_of(429, None, ("7", "")).retry_after == 7
    assert failure_of(429, None, ("7", "1500")).retry_after == 1.5
    assert failure_of(429, None, ("", "soon")).retry_after is None


def test_a_filter_that_answers_with_an_error_is_known() -> None:
    assert is_filtered(400, {"error": {"code": "content_filter", "innererror": {}}})
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
