"""What may have been spent is spent until it is proven otherwise, and no purse is overdrawn,
whoever asks first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.models.archive.archive import Archived
from novel_engine.adapters.models.archive.archive_keys import CallTerms
from novel_engine.adapters.models.archive.budget import Meter, Metered, admit, outlay_for, owed
from novel_engine.adapters.models.archive.prices import dollars
from novel_engine.adapters.models.providers.retrying import CallFailed, Cures, Pace, PatientModel
from novel_engine.adapters.reading.model_names import model_name
from novel_engine.adapters.record.memory.replies import MemoryReplies
from novel_engine.errors import BudgetReached, ModelUnavailable, StorageError, UsageError
from novel_engine.ports.replies import KeptReply, Outlay, Spending, Stretch, Unpriced
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.givens.config import Price
from tests.support.questions import Failing, Scripted, question

PRICE = Price("m", 2.0, 10.0)
TERMS = CallTerms("m", price=PRICE)
OUTLAY = outlay_for(question(), TERMS)
MOST = OUTLAY.most_usd or 0.0
COST = 0.003
"""What a reply of those in tests.support.questions costs."""
LOST, REFUSED = (
    CallFailed("passing", "no answer"),
    CallFailed("passing", "status 429", charged=False),
)


def paid(inner: LanguageModel, meter: Meter, archive: MemoryReplies) -> Archived:
    """A model behind its archive and its purse, asked once."""
    return Archived(Metered(inner, TERMS, meter), TERMS, archive)


def patiently(inner: LanguageModel, meter: Meter, archive: MemoryReplies) -> Archived:
    """The same, asked up to five times."""
    pace = Pace(sleep=lambda seconds: None, failures=1000)
    patient = PatientModel(inner, model_name("openai:m"), "", Cures("", ""), pace)
    return Archived(patient.paying(lambda each: Metered(each, TERMS, meter)), TERMS, archive)


# ── the purse ─────────────────────────────────────────────────────────────────────────────────────


def test_a_call_that_could_pass_the_budget_is_not_made_and_says_how_to_go_on() -> None:
    meter = Meter(
        0.10, Already(Spending(0.0999)), "`novel-engine resume stories/one --budget USD` goes on"
    )
    with pytest.raises(BudgetReached) as stop:
        meter.reserve(OUTLAY)
    assert stop.value.exit_code == 5
    assert str(stop.value) == (
        f"$0.0999 of $0.1000 are spent, and the next call could cost {dollars(MOST)}; "
        "`novel-engine resume stories/one --budget USD` goes on"
    )


def test_it_is_said_how_much_went_on_calls_whose_answer_never_came() -> None:
    with pytest.raises(BudgetReached) as once:
        Meter(0.10, Already(Spending(0.0999, 1, 0.05))).reserve(OUTLAY)
    with pytest.raises(BudgetReached) as thrice:
        Meter(0.10, Already(Spending(0.0999, 3, 0.05))).reserve(OUTLAY)
    assert (
        "$0.0999 of $0.1000 are spent, $0.0500 of it on 1 call whose answer never came, and"
        in str(once.value)
    )
    assert "$0.0500 of it on 3 calls whose answer never came" in str(thrice.value)


def test_what_a_call_did_not_use_is_given_back() -> None:
    meter = Meter(1.5 * MOST, MemoryReplies())
    for share in (0.1, 0.4, 1.0):
        meter.reserve(OUTLAY)
        meter.answered(OUTLAY, Reply("fine"), share * MOST)
    assert meter.spent == pytest.approx(1.5 * MOST)
    with pytest.raises(BudgetReached):
        meter.reserve(OUTLAY)


def test_the_last_cent_may_be_spent() -> None:
    meter = Meter(MOST, MemoryReplies())
    meter.reserve(OUTLAY)
    meter.answered(OUTLAY, Reply("fine"), MOST)
    assert meter.spent == MOST


def test_without_a_budget_everything_is_counted_and_nothing_refused() -> None:
    meter, unpriced = (
        Meter(None, Already(Spending(3.0))),
        outlay_for(question("else"), CallTerms("m")),
    )
    meter.reserve(OUTLAY)
    meter.answered(OUTLAY, Reply("fine"), 2.0)
    meter.reserve(unpriced)
    meter.answered(unpriced, Reply("fine"), 0.0)
    assert meter.spent == 5.0


def test_with_no_money_at_all_only_what_is_free_is_asked() -> None:
    free = outlay_for(question(), CallTerms("openai:local", price=Price("openai:local", 0.0, 0.0)))
    Meter(0.0, MemoryReplies()).reserve(free)
    with pytest.raises(BudgetReached):
        Meter(0.0, MemoryReplies()).reserve(OUTLAY)


@pytest.mark.parametrize("budget", [-0.01, float("nan"), float("inf")])
def test_a_budget_that_is_no_amount_is_refused(budget: float) -> None:
    with pytest.raises(UsageError, match="--budget"):
        admit(budget, "m", PRICE)


def test_a_model_of_unknown_price_is_refused_only_under_a_budget() -> None:
    admit(None, "openai:own", None)
    admit(1.0, "openai:own", PRICE)
    with pytest.raises(UsageError) as refused:
        admit(1.0, "openai:own", None)
    assert '"openai:own": {input: 0.10, output: 0.40}' in str(refused.value)


def test_under_a_budget_a_model_of_unknown_price_is_refused_before_anything_is_asked() -> None:
    provider = Scripted()
    with pytest.raises(UsageError, match=r"model: prices:"):
        Metered(provider, CallTerms("m"), Meter(1.0, MemoryReplies()))
    assert provider.asked == []


def test_what_was_asked_when_its_price_was_not_known_is_paid_for_at_what_it_is_known_to_be_now() -> (
    None
):
    unpriced = (Unpriced("m", 2, 1_000, 100, 1, 500, 1_000), Unpriced("free", 1, 9, 9, 0, 0, 0))
    known = {"m": PRICE, "free": Price("free", 0.0, 0.0)}
    more = owed(unpriced, known.get)
    assert more == Spending(pytest.approx(0.003 + 0.011), 0, pytest.approx(0.011))  # type: ignore[arg-type]
    assert Meter(1.0, Already(Spending(0.5, 1)), more=more).spent == pytest.approx(0.514)
    with pytest.raises(
        UsageError, match=r"holds 3 calls to m, and .* `--price m=0\.10,0\.40` says it"
    ):
        owed(unpriced, lambda model: None)


# ── every attempt ─────────────────────────────────────────────────────────────────────────────────


def test_an_attempt_is_written_down_before_it_is_made_and_settled_with_its_reply() -> None:
    archive, seen = MemoryReplies(), list[Outlay]()

    class Looking:
        def ask(self, prompt: Prompt) -> Reply:
            seen.extend(archive.unanswered)
            return Reply("fine", 1_000, 100)

    paid(Looking(), Meter(None, archive), archive).ask(question())

    assert seen == [OUTLAY]
    assert archive.unanswered == []
    assert archive.spending() == Spending(COST)


def test_every_attempt_that_may_have_been_charged_counts_whole_beside_the_one_that_was_answered() -> (
    None
):
    archive = MemoryReplies()
    meter = Meter(10 * MOST, archive)
    patiently(Failing([LOST, REFUSED, LOST, LOST, None]), meter, archive).ask(question())
    assert meter.spent == pytest.approx(3 * MOST + COST)
    whole = pytest.approx(3 * MOST + COST)
    assert archive.spending() == Spending(whole, 3, pytest.approx(3 * MOST))  # type: ignore[arg-type]


def test_what_is_proven_to_have_cost_nothing_is_given_back() -> None:
    archive = MemoryReplies()
    meter = Meter(MOST, archive)
    patiently(Failing([REFUSED, REFUSED, REFUSED, REFUSED, None]), meter, archive).ask(question())
    assert archive.spending() == Spending(meter.spent) == Spending(COST)


def test_no_attempt_is_made_that_the_rest_of_the_money_does_not_pay_for() -> None:
    archive, provider = MemoryReplies(), Failing([LOST] * 5)
    meter = Meter(2.9 * MOST, archive)
    with pytest.raises(BudgetReached, match="of it on 2 calls whose answer never came"):
        patiently(provider, meter, archive).ask(question())
    assert provider.left == 3


@pytest.mark.parametrize(
    "problem", [KeyboardInterrupt(), ModelUnavailable("gone"), ValueError("a bug")]
)
def test_whatever_else_goes_wrong_may_have_been_charged(problem: BaseException) -> None:
    archive = MemoryReplies()
    meter = Meter(None, archive)
    with pytest.raises(type(problem)):
        paid(Failing([problem]), meter, archive).ask(question())
    assert archive.spending() == Spending(MOST, 1, MOST)
    assert meter.spent == MOST


def test_what_cannot_be_written_down_is_not_asked_and_holds_no_money_back() -> None:
    class Full(MemoryReplies):
        full = True

        def begin(self, outlay: Outlay) -> None:
            if self.full:
                raise StorageError("the disk is full")
            super().begin(outlay)

    archive, provider = Full(), Scripted()
    model = paid(provider, Meter(MOST, archive), archive)
    with pytest.raises(StorageError):
        model.ask(question())
    assert provider.asked == []
    archive.full = False
    assert model.ask(question()).text == "answer 1"


def test_a_reply_that_could_not_be_stored_counts_whole_afterwards() -> None:
    class Full(MemoryReplies):
        def keep(self, kept: KeptReply) -> None:
            raise StorageError("the disk is full")

    archive = Full()
    with pytest.raises(StorageError):
        paid(Scripted(), Meter(None, archive), archive).ask(question())
    assert Meter(None, archive).spent == MOST


@given(
    fates=st.lists(st.sampled_from([None, LOST, REFUSED, ModelUnavailable("gone")]), max_size=30),
    budget=st.integers(0, 12),
    resumes=st.integers(1, 4),
)
def test_no_order_of_troubles_and_resumes_spends_more_than_the_budget(
    fates: list[BaseException | None], budget: int, resumes: int
) -> None:
    """Whatever was sent and not refused is taken to have been charged for whole."""
    archive, left = MemoryReplies(), deque(fates)
    charged = list[float]()

    class Charging:
        def ask(self, prompt: Prompt) -> Reply:
            fate = left.popleft() if left else None
            if fate is REFUSED:
                raise REFUSED
            charged.append((archive.unanswered[-1].most_usd or 0.0) if fate else COST)
            if fate is not None:
                raise fate
            return Reply("fine", 1_000, 100)

    for _ in range(resumes):
        model = patiently(Charging(), Meter(budget * MOST / 2, archive), archive)
        for number in range(6):
            try:
                model.ask(question(str(number)))
            except (BudgetReached, ModelUnavailable):
                break
        assert sum(charged) <= budget * MOST / 2 + 1e-9
        assert archive.spending().usd == pytest.approx(sum(charged))


# ── answers past their limit ──────────────────────────────────────────────────────────────────────


class Overlong:
    """A model that answers each question with so many tokens, whatever it was allowed."""

    def __init__(self, *tokens: int) -> None:
        self.tokens = deque(tokens)

    def ask(self, prompt: Prompt) -> Reply:
        return Reply("and so on", 10, self.tokens.popleft())


LONG = 4 * OUTLAY.most_out


def test_nothing_is_begun_after_an_answer_that_was_dearer_than_it_could_be() -> None:
    archive, provider = MemoryReplies(), Overlong(LONG, 1)
    meter = Meter(1.0, archive, "more goes on")
    model = paid(provider, meter, archive)
    model.ask(question())
    with pytest.raises(BudgetReached) as stop:
        model.ask(question("And now?"))
    assert stop.value.exit_code == 5
    assert str(stop.value) == (
        f"{dollars(meter.spent)} of $1.00 are spent, and what the next call could cost is not "
        "known: m answers past the limit "
        f"that it is given, and took {dollars(meter.spent)} where {dollars(MOST)} was the most; "
        "more goes on, and "
        "sets aside by the longest answer there was"
    )
    assert list(provider.tokens) == [1]


def test_whoever_goes_on_after_that_sets_aside_by_the_longest_answer_there_was() -> None:
    archive = MemoryReplies()
    paid(Overlong(LONG), Meter(1.0, archive), archive).ask(question())
    spent = archive.spending().usd
    worst = outlay_for(question("And now?"), TERMS, archive.stretch("m")).most_usd or 0.0
    assert worst == pytest.approx(4 * MOST, rel=0.1)
    with pytest.raises(BudgetReached, match="the next call could cost"):
        paid(Overlong(LONG), Meter(spent + 0.99 * worst, archive), archive).ask(
            question("And now?")
        )
    again = paid(Overlong(LONG, LONG), Meter(spent + 2.5 * worst, archive), archive)
    assert [again.ask(question(user)).tokens_out for user in ("And now?", "And then?")] == [
        LONG,
        LONG,
    ]


def test_a_model_is_no_longer_for_what_another_does() -> None:
    archive = MemoryReplies()
    paid(Overlong(LONG), Meter(1.0, archive), archive).ask(question())
    assert Meter(1.0, archive).stretch("n") == Stretch()
    assert Meter(1.0, archive).stretch("m") == Stretch(1.0, 4.0)


def test_without_a_budget_or_a_price_a_long_answer_stops_nothing() -> None:
    archive = MemoryReplies()
    model = paid(Overlong(LONG, LONG), Meter(None, archive), archive)
    free = CallTerms("m", price=Price("m", 0.0, 0.0))
    gratis = Archived(Metered(Overlong(LONG, LONG), free, Meter(0.0, archive)), free, archive)
    for user in ("What now?", "And now?"):
        assert model.ask(question(user)).tokens_out == LONG
        assert gratis.ask(question(user)).tokens_out == LONG


def test_no_call_that_waits_is_begun_after_a_long_answer() -> None:
    archive, first_is_in, may_end, asked = MemoryReplies(), Event(), Event(), list[str]()

    class Slow:
        def ask(self, prompt: Prompt) -> Reply:
            asked.append(prompt.about)
            first_is_in.set()
            assert may_end.wait(60)
            return Reply("and so on", 100, LONG)

    model = paid(Slow(), Meter(1.5 * MOST, archive), archive)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(model.ask, question("one", about="chapter 1"))
        assert first_is_in.wait(60)
        others = [pool.submit(model.ask, question(f"{n}", about=f"chapter {n}")) for n in (2, 3, 4)]
        may_end.set()
        assert first.result(5).tokens_out == LONG
        assert all("answers past the limit" in str(other.exception(5)) for other in others)
    assert asked == ["chapter 1"]


# ── side by side ──────────────────────────────────────────────────────────────────────────────────


def test_a_call_waits_for_those_under_way_before_it_is_refused() -> None:
    """There is money for both calls, but not for the most that both could cost."""
    archive, first_is_in, may_end = MemoryReplies(), Event(), Event()

    class Slow:
        def ask(self, prompt: Prompt) -> Reply:
            if prompt.about == "chapter 1":
                first_is_in.set()
                assert may_end.wait(60)
            return Reply("fine", 10, 1)

    model = paid(Slow(), Meter(1.5 * MOST, archive), archive)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(model.ask, question("one", about="chapter 1"))
        assert first_is_in.wait(60)
        second = pool.submit(model.ask, question("two", about="chapter 2"))
        may_end.set()
        assert [first.result(5).text, second.result(5).text] == ["fine", "fine"]


@given(tokens=st.lists(st.integers(0, 300), min_size=1, max_size=12), budget=st.integers(0, 12))
def test_no_run_spends_more_than_its_budget(tokens: Sequence[int], budget: int) -> None:
    archive = MemoryReplies()
    meter = Meter(budget * MOST / 2, archive)

    class Talking:
        def ask(self, prompt: Prompt) -> Reply:
            return Reply("x", 10, tokens[int(prompt.user)])

    model = paid(Talking(), meter, archive)
    for number in range(len(tokens)):
        try:
            model.ask(question(str(number)))
        except BudgetReached:
            break
    assert meter.spent <= budget * MOST / 2
    assert meter.spent == pytest.approx(archive.spending().usd)


@pytest.mark.parametrize("fate", [None, LOST, REFUSED])
def test_no_budget_is_overdrawn_by_many_threads(fate: CallFailed | None) -> None:
    archive = MemoryReplies()
    meter = Meter(10 * MOST, archive)
    model = paid(Failing([None, fate] * 30), meter, archive)

    def ask(number: int) -> bool:
        try:
            model.ask(question(str(number)))
        except (BudgetReached, CallFailed):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        answered = sum(pool.map(ask, range(60)))
    assert answered == len(archive.kept)
    assert 0 < answered < 60
    assert meter.spent == pytest.approx(archive.spending().usd)
    assert meter.spent <= 10 * MOST


class Already(MemoryReplies):
    """Accounts of a story that has spent this."""

    def __init__(self, spent: Spending) -> None:
        super().__init__()
        self._spent = spent

    def spending(self) -> Spending:
        """What was spent."""
        return self._spent
