"""A purse is never overdrawn, whoever asks first; and what a text takes is estimated on the safe side."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.models.answers import ROOM_TO_THINK
from novel_engine.adapters.models.archive import Archived
from novel_engine.adapters.models.keys import Terms
from novel_engine.adapters.models.metering import Meter, estimated_tokens, most_cost
from novel_engine.adapters.models.prices import dollars, dollars_for
from novel_engine.errors import BudgetReached, ModelUnavailable, UsageError
from novel_engine.story.config import Price
from novel_engine.story.consulting import Prompt, Reply
from tests.fakes import MemoryArchive
from tests.questions import Failing, Scripted, question

PRICE = Price("m", 2.0, 10.0)
MOST = most_cost(question(), PRICE)


def test_tokens_are_estimated_by_bytes_so_that_every_alphabet_counts() -> None:
    assert [estimated_tokens(text) for text in ("", "a", "four", "fives", "李雷李雷", "\ud800")] == [0, 1, 1, 2, 3, 1]


def test_the_most_a_call_can_cost_is_the_longest_answer_to_all_that_is_sent() -> None:
    sent = len("You are Ada.What now?" + '{"type":"object"}')
    assert dollars_for(-(-sent // 2) + 40, 300 + ROOM_TO_THINK, PRICE) == MOST


def test_a_call_that_could_pass_the_budget_is_not_made_and_says_how_to_go_on() -> None:
    meter = Meter(0.10, 0.0999, Path("stories/one"))
    with pytest.raises(BudgetReached) as stop:
        meter.reserve(question(), PRICE)
    assert stop.value.exit_code == 5
    assert str(stop.value) == (
        f"$0.0999 of $0.1000 are spent, and the next call could cost {dollars(MOST)}; "
        "`novel-engine resume stories/one --budget USD` goes on"
    )


def test_what_a_call_did_not_use_is_given_back() -> None:
    meter = Meter(1.5 * MOST)
    meter.settle(meter.reserve(question(), PRICE), 0.1 * MOST)
    meter.settle(meter.reserve(question(), PRICE), 0.4 * MOST)
    meter.settle(meter.reserve(question(), PRICE), 1.0 * MOST)
    assert meter.spent == pytest.approx(1.5 * MOST)
    with pytest.raises(BudgetReached):
        meter.reserve(question(), PRICE)


def test_the_last_cent_may_be_spent() -> None:
    meter = Meter(MOST)
    meter.settle(meter.reserve(question(), PRICE), MOST)
    assert meter.spent == MOST


def test_without_a_budget_everything_is_counted_and_nothing_refused() -> None:
    meter = Meter(None, 3.0)
    meter.settle(meter.reserve(question(), PRICE), 2.0)
    meter.settle(meter.reserve(question(), None), 0.0)
    assert meter.spent == 5.0


def test_with_no_money_at_all_only_what_is_free_is_asked() -> None:
    free = Price("openai:local", 0.0, 0.0)
    Meter(0.0).settle(Meter(0.0).reserve(question(), free), 0.0)
    with pytest.raises(BudgetReached):
        Meter(0.0).reserve(question(), PRICE)


@pytest.mark.parametrize("budget", [-0.01, float("nan"), float("inf")])
def test_a_budget_that_is_no_amount_is_refused(budget: float) -> None:
    with pytest.raises(UsageError, match="--budget"):
        Meter(budget)


def test_a_model_of_unknown_price_is_refused_only_under_a_budget() -> None:
    Meter(None).admit("openai:own", None)
    Meter(1.0).admit("openai:own", PRICE)
    with pytest.raises(UsageError) as refused:
        Meter(1.0).admit("openai:own", None)
    assert '"openai:own": {input: 0.10, output: 0.40}' in str(refused.value)


def test_a_call_that_fails_gives_everything_back() -> None:
    meter = Meter(MOST)
    model = Archived(Failing([ModelUnavailable("gone"), None]), Terms("m", price=PRICE), MemoryArchive(), meter)
    with pytest.raises(ModelUnavailable):
        model.ask(question())
    assert model.ask(question()).text == "fine"
    assert meter.spent == 0.003


def test_a_call_waits_for_those_under_way_before_it_is_refused() -> None:
    """There is money for both calls, but not for the most that both could cost."""
    meter, first_is_in, may_end = Meter(1.5 * MOST), Event(), Event()

    class Slow:
        def ask(self, prompt: Prompt) -> Reply:
            if prompt.about == "chapter 1":
                first_is_in.set()
                assert may_end.wait(5)
            return Reply("fine", 10, 1)

    model = Archived(Slow(), Terms("m", price=PRICE), MemoryArchive(), meter)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(model.ask, question("one", about="chapter 1"))
        assert first_is_in.wait(5)
        second = pool.submit(model.ask, question("two", about="chapter 2"))
        may_end.set()
        assert [first.result(5).text, second.result(5).text] == ["fine", "fine"]


@given(tokens=st.lists(st.integers(0, 300), min_size=1, max_size=12), budget=st.integers(0, 12))
def test_no_run_spends_more_than_its_budget(tokens: Sequence[int], budget: int) -> None:
    meter = Meter(budget * MOST / 2)
    archive = MemoryArchive()

    class Talking:
        def ask(self, prompt: Prompt) -> Reply:
            return Reply("x", 10, tokens[int(prompt.user)])

    model = Archived(Talking(), Terms("m", price=PRICE), archive, meter)
    for number in range(len(tokens)):
        try:
            model.ask(question(str(number)))
        except BudgetReached:
            break
    assert meter.spent <= budget * MOST / 2
    assert meter.spent == pytest.approx(sum(kept.cost_usd or 0.0 for kept in archive.kept.values()))


def test_no_budget_is_overdrawn_by_many_threads() -> None:
    meter, archive = Meter(10 * MOST), MemoryArchive()
    model = Archived(Scripted(), Terms("m", price=PRICE), archive, meter)

    def ask(number: int) -> bool:
        try:
            model.ask(question(str(number)))
        except BudgetReached:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        answered = sum(pool.map(ask, range(60)))
    assert answered == len(archive.kept)
    assert 0 < answered < 60
    assert meter.spent == pytest.approx(answered * 0.003)
    assert meter.spent <= 10 * MOST
