"""What is tried again, how long one waits, and what is said when it was no use. No test here takes
any time.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.models.providers.retrying import (
    CallFailed,
    Cures,
    Pace,
    PatientModel,
    may_be_charged,
    scrubbed,
    seconds_to_wait,
    trouble_of,
)
from novel_engine.adapters.reading.model_names import model_name
from novel_engine.errors import ModelUnavailable
from novel_engine.story.asking.consultation import Prompt, Reply
from tests.support.one_question import ANSWER, Scripted, prompt

NOW = 1_700_000_000.0  # 22:13 UTC on 14 November 2023
KEY = "sk-abcdefgh-12345"
CURES = Cures("OPENAI_API_KEY", "OPENAI_BASE_URL")


def passing(said: str = "status 503", retry_after: float | None = None) -> CallFailed:
    return CallFailed("passing", said, retry_after)


class Waiting(list[float]):
    """A sleep that takes no time and remembers how long it should have."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def patient(inner: Scripted, slept: Waiting | None = None, **pace: float) -> PatientModel:
    own = replace(Pace(sleep=slept if slept is not None else Waiting(), clock=lambda: NOW), **pace)  # type: ignore[arg-type]
    return PatientModel(inner, model_name("openai:gpt-4o"), KEY, CURES, own)


# ── trying again ──────────────────────────────────────────────────────────────────────────────────


def test_what_passes_is_tried_again_with_growing_pauses_that_are_never_alike() -> None:
    inner, slept = Scripted(deque([passing()] * 4)), Waiting()

    assert patient(inner, slept).ask(prompt()) == Reply(ANSWER)

    assert inner.asked == 5
    assert len(slept) == 4
    assert len(set(slept)) == 4
    assert all(pause <= limit for pause, limit in zip(slept, (1, 2, 4, 8), strict=True))


def test_after_the_last_attempt_it_is_said_what_happened_how_often_and_what_goes_on() -> None:
    inner = Scripted(deque([passing("status 503: overloaded")] * 9))

    with pytest.raises(ModelUnavailable) as given_up:
        patient(inner).ask(prompt())

    assert str(given_up.value) == (
        "openai:gpt-4o did not answer, tried 5 times: status 503: overloaded. "
        "`novel-engine resume` goes on where the story stopped."
    )
    assert given_up.value.exit_code == 4
    assert inner.asked == 5


def test_a_wait_that_is_asked_for_is_kept() -> None:
    inner, slept = Scripted(deque([passing(retry_after=7), passing(retry_after=0)])), Waiting()

    patient(inner, slept).ask(prompt())

    assert 7 <= slept[0] < 9
    assert 0 <= slept[1] < 2


def test_a_wait_that_is_too_long_is_not_begun_and_its_end_is_told() -> None:
    inner, slept = Scripted(deque([passing("status 429", 3600)])), Waiting()

    with pytest.raises(
        ModelUnavailable,
        match=r"asks for a pause until 23:13 UTC on 14 November 2023 \(status 429\)",
    ):
        patient(inner, slept).ask(prompt())

    assert (inner.asked, slept) == (1, [])


def test_one_attempt_is_one_time() -> None:
    with pytest.raises(ModelUnavailable, match="tried 1 time:"):
        patient(Scripted(deque([passing()])), attempts=1).ask(prompt())


@pytest.mark.parametrize(
    ("failed", "said"),
    [
        (
            CallFailed("key", "status 401"),
            r"refused the key \(status 401\); check OPENAI_API_KEY\.",
        ),
        (
            CallFailed("name", "status 404"),
            r"is not there \(status 404\); check the model's name\.",
        ),
        (CallFailed("request", "status 400"), r"refused the request .* set `output: prompted`"),
        (CallFailed("quota", "status 429"), r"quota or credit is used up"),
        (
            CallFailed("request", "status 400", cure="ask for less"),
            r"refused the request \(status 400\); ask for less\.",
        ),
        (
            CallFailed("address", "status 302"),
            r"is elsewhere \(status 302\); check OPENAI_BASE_URL",
        ),
        (
            CallFailed("setup", "the proxy is dead", cure="wake it"),
            r"cannot be asked: the proxy is dead; wake it\.",
        ),
    ],
)
def test_what_does_not_pass_is_said_at_once_with_its_cure(failed: CallFailed, said: str) -> None:
    inner, slept = Scripted(deque([failed])), Waiting()

    with pytest.raises(ModelUnavailable, match=said):
        patient(inner, slept).ask(prompt())

    assert (inner.asked, slept) == (1, [])


def test_who_has_set_an_address_is_told_to_look_there_too() -> None:
    away = replace(CURES, has_address=True)
    model = PatientModel(
        Scripted(deque([CallFailed("name", "status 404")])),
        model_name("openai:x"),
        KEY,
        away,
        Pace(sleep=Waiting()),
    )

    with pytest.raises(ModelUnavailable, match="check the model's name, or OPENAI_BASE_URL"):
        model.ask(prompt())


def test_what_is_withheld_or_cut_off_is_a_reply_and_asked_once() -> None:
    inner = Scripted(
        deque([Reply("", stopped="blocked", why="safety"), Reply("{", stopped="length")])
    )
    model = patient(inner)

    assert model.ask(prompt()).stopped == "blocked"
    assert model.ask(prompt()).stopped == "length"
    assert inner.asked == 2


def test_the_error_drags_no_request_with_a_key_in_it_behind() -> None:
    with pytest.raises(ModelUnavailable) as refused:
        patient(Scripted(deque([CallFailed("key", f"no such key: {KEY}")]))).ask(prompt())

    assert KEY not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


@given(
    st.lists(
        st.sampled_from(
            ["passing", "long", "key", "name", "request", "quota", "setup", "address", "blocked"]
        ),
        max_size=8,
    )
)
def test_any_order_of_troubles_ends_in_a_reply_or_one_plain_error(kinds: list[str]) -> None:
    made: dict[str, Reply | CallFailed] = {
        "passing": passing(),
        "long": passing(retry_after=1e300),
        "key": CallFailed("key", "no"),
        "name": CallFailed("name", "no"),
        "request": CallFailed("request", "no"),
        "quota": CallFailed("quota", "no"),
        "setup": CallFailed("setup", "no", cure="so"),
        "address": CallFailed("address", "no"),
        "blocked": Reply("", stopped="blocked"),
    }
    inner, slept = Scripted(deque(made[kind] for kind in kinds)), Waiting()

    try:
        reply = patient(inner, slept).ask(prompt())
    except ModelUnavailable as failed:
        assert str(failed).endswith("goes on where the story stopped.")
    else:
        assert reply.text == ANSWER or reply.stopped
    assert inner.asked <= 5
    assert sum(slept) < 5 * 60


# ── the breaker ───────────────────────────────────────────────────────────────────────────────────


def test_a_model_that_failed_too_often_in_a_row_is_left_alone() -> None:
    inner = Scripted(deque([passing()] * 100))
    model = patient(inner, failures=7)

    for _ in range(2):
        with pytest.raises(ModelUnavailable):
            model.ask(prompt())
    asked = inner.asked
    with pytest.raises(
        ModelUnavailable,
        match=r"failed 7 times in a row and is left alone for 60 seconds\..*resume",
    ):
        model.ask(prompt())

    assert asked == 7
    assert inner.asked == 7


def test_failures_that_are_not_in_a_row_trip_nothing() -> None:
    inner = Scripted(deque([passing(), Reply(ANSWER)] * 20))
    model = patient(inner, failures=2)

    assert [model.ask(prompt()).text for _ in range(20)] == [ANSWER] * 20


class Later:
    """The hour that a breaker reads, moved on by hand."""

    def __init__(self) -> None:
        self.hour = datetime.fromtimestamp(NOW, UTC)

    def now(self, zone: tzinfo) -> datetime:
        """What the clock shows."""
        return self.hour.astimezone(zone)


def test_after_its_rest_a_model_is_tried_once_and_then_trusted_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Later()
    monkeypatch.setattr("pybreaker.datetime", clock)
    inner = Scripted(deque([passing(), passing(), passing()]))
    model = patient(inner, failures=2, attempts=1, rest=30)
    for _ in range(2):
        with pytest.raises(ModelUnavailable, match="did not answer"):
            model.ask(prompt())
    with pytest.raises(ModelUnavailable, match="in a row"):
        model.ask(prompt())

    clock.hour += timedelta(seconds=31)
    with pytest.raises(ModelUnavailable, match="did not answer"):
        model.ask(prompt())
    with pytest.raises(ModelUnavailable, match="in a row"):
        model.ask(prompt())
    clock.hour += timedelta(seconds=31)

    assert model.ask(prompt()).text == ANSWER
    assert model.ask(prompt()).text == ANSWER


class Meeting:
    """Answers only when two are asking at the same time; the second to come succeeds late, if it is
    told to.
    """

    def __init__(self) -> None:
        self.both = threading.Barrier(2, timeout=60)

    def ask(self, prompt: Prompt) -> Reply:
        """The reply, once the other one is here too."""
        self.both.wait()
        return Reply(prompt.user)


def test_calls_are_made_side_by_side() -> None:
    model = PatientModel(Meeting(), model_name("openai:x"), KEY, CURES, Pace(sleep=Waiting()))

    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(model.ask, [prompt("one"), prompt("two")]))

    assert [reply.text for reply in replies] == ["one", "two"]


class Late:
    """Fails for whoever asks first; whoever asks second gets a reply, but only after the failure
    was counted.
    """

    def __init__(self) -> None:
        self.in_flight, self.failed = threading.Event(), threading.Event()

    def ask(self, prompt: Prompt) -> Reply:
        """A failure for `one`, a late reply for `two`."""
        if prompt.user == "one":
            self.in_flight.wait(60)
            raise passing()
        self.in_flight.set()
        self.failed.wait(60)
        return Reply(ANSWER)


def test_a_reply_that_comes_while_the_model_is_left_alone_is_not_lost() -> None:
    inner = Late()
    model = PatientModel(
        inner, model_name("openai:x"), KEY, CURES, Pace(attempts=1, failures=1, sleep=Waiting())
    )

    with ThreadPoolExecutor(2) as pool:
        second = pool.submit(model.ask, prompt("two"))
        first = pool.submit(model.ask, prompt("one"))
        with pytest.raises(ModelUnavailable):
            first.result(5)
        inner.failed.set()

        assert second.result(5).text == ANSWER


# ── headers, statuses, words ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 0.5 ", 0.5),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60.0),
        ("Tue Nov 14 22:14:20 2023", 60.0),
        ("Tue, 14 Nov 2023 22:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-3", None),
        ("1e999", None),
        ("Tue, 99 Nov 99999 22:14:20 GMT", None),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_date(header: str, seconds: float | None) -> None:
    assert seconds_to_wait(header, NOW) == seconds


@given(st.text(max_size=40))
def test_no_header_is_too_strange_to_read(header: str) -> None:
    seconds = seconds_to_wait(header, NOW)

    assert seconds is None or 0 <= seconds < float("inf")


def test_every_status_means_one_kind_of_trouble() -> None:
    kinds = {status: trouble_of(status) for status in range(300, 600)}

    assert [status for status, kind in kinds.items() if kind == "key"] == [401, 403, 431]
    assert [status for status, kind in kinds.items() if kind == "name"] == [404, 405, 410]
    assert [status for status, kind in kinds.items() if kind == "quota"] == [402]
    assert {kinds[status] for status in (408, 409, 429, 500, 502, 503, 504, 529)} == {"passing"}
    assert {kinds[status] for status in (400, 413, 422)} == {"request"}


def test_a_status_is_charged_for_unless_it_says_that_nothing_was_done() -> None:
    free = {status for status in range(100, 600) if not may_be_charged(status)}

    assert {400, 401, 402, 403, 404, 413, 422, 429, 503, 529} <= free
    assert free.isdisjoint({200, 204, 302, 408, 499, 500, 502, 504, 520, 524})
    assert not may_be_charged(450)
    assert CallFailed("passing", "anything").charged


def test_what_a_provider_says_is_shown_short_and_without_the_key() -> None:
    said = f"Bad key {KEY} given\x1b[31m\n" + "and more " * 100

    shown = scrubbed(said, KEY)

    assert shown.startswith("Bad key [key] given")
    assert KEY not in shown
    assert len(shown) <= 160
    assert "\x1b" not in shown
    assert (
        scrubbed("Incorrect API key provided: sk-ab****345.", KEY)
        == "Incorrect API key provided: [key]"
    )
    assert scrubbed("none", "none") == "none"
    assert scrubbed(" ", KEY) == "nothing said"


def test_what_can_never_be_done_is_not_asked_again_and_a_pause_of_years_has_no_date() -> None:
    assert {trouble_of(status) for status in (501, 505)} == {"request"}
    with pytest.raises(ModelUnavailable, match=r"asks for a pause of years \(status 503\)"):
        patient(Scripted(deque([passing(retry_after=2e8)]))).ask(prompt())
