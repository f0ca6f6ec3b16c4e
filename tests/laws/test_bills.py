"""What the server would send a bill for never passes the budget, whatever becomes of the answers.

The servers count for themselves: also what came too late, broke off or was garbled.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from threading import Lock

import pytest

from novel_engine.adapters.files.story_folder import RECORD, holds_story, new_folder
from novel_engine.adapters.models.archive.archive import Archived
from novel_engine.adapters.models.archive.archive_keys import CallTerms
from novel_engine.adapters.models.archive.budget import Meter, Metered
from novel_engine.adapters.models.providers.connecting import connected
from novel_engine.adapters.models.providers.retrying import Pace
from novel_engine.adapters.reading.model_names import model_name
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.adapters.record.replies import RecordedReplies
from novel_engine.app.assembly import Materials, understood
from novel_engine.app.making import RunOptions, begin_story, resume_story
from novel_engine.app.outcomes import ToldStory
from novel_engine.errors import BudgetReached, ModelUnavailable
from novel_engine.ports.replies import Spending
from novel_engine.story.givens.config import Price, SeamModels
from tests.support.cellar import begun
from tests.support.questions import question
from tests.support.rehearsed import SEED, SHORT, WORDS, Rehearsed, rehearsal, unhurried
from tests.support.servers.fake_gemini import gemini_server
from tests.support.servers.fake_openai import openai_server
from tests.support.servers.serving import (
    Body,
    Dropped,
    FakeServer,
    Hang,
    Overlong,
    Question,
    Script,
    Status,
    Trouble,
    Truncated,
)
from tests.support.terminal import LAMP_OIL, command, environment, process

pytestmark = [
    pytest.mark.law,
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
    pytest.mark.xdist_group("models"),
]
KEY = "a-key-of-nobody-123"
PRICE = (1.0, 4.0)
"""US dollars a million tokens, asked and answered: the small story costs about 4 cents."""
TIMEOUT = 1
A_HAIR = 1e-7
"""Sums are rounded to a billionth at every call."""


@dataclass(frozen=True)
class Way:
    """A provider: the model's name, its server, and the variables for key and address."""

    model: str
    server: Callable[[Script], AbstractContextManager[FakeServer]]
    variables: tuple[str, str]

    def environment(self, server: FakeServer) -> dict[str, str]:
        return dict(zip(self.variables, (KEY, server.url), strict=True))


OPENAI = Way("openai:mine", openai_server, ("OPENAI_API_KEY", "OPENAI_BASE_URL"))
GEMINI = Way("gemini:mine", gemini_server, ("GEMINI_API_KEY", "GEMINI_BASE_URL"))
OLDER = replace(GEMINI, model="google-generativeai:mine")
WAYS = [pytest.param(way, id=way.model) for way in (OPENAI, GEMINI, OLDER)]
LOST: tuple[Trouble, ...] = (
    Hang(),
    Dropped(),
    Truncated(),
    Body(b"<html>a proxy's page</html>", "text/html"),
    Body(b'{"choices": [], "candidates": []}'),
    Status(500),
    Status(502),
    Status(504),
)
FREE: tuple[Trouble, ...] = (Status(429), Status(503), Status(529))


class Fates:
    """Answers, but that of a hundred so many are lost, turned away, or far too long; the seed says
    which.
    """

    def __init__(
        self, answers: Callable[[Question], str], seed: str, lost: int, free: int = 0, long: int = 0
    ) -> None:
        self.answers, self.lost, self.free, self.long = answers, lost, free, long
        self.draws, self.lock = Random(seed), Lock()

    def __call__(self, question: Question) -> str | Trouble:
        with self.lock:
            drawn, which = self.draws.random() * 100, self.draws.random()
        if drawn < self.lost:
            return LOST[int(which * len(LOST))]
        if drawn < self.lost + self.free:
            return FREE[int(which * len(FREE))]
        said = self.answers(question)
        return Overlong(said, 2 + 6 * which) if drawn < self.lost + self.free + self.long else said


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rehearsed, ToldStory]:
    """What is asked does not depend on who is asked."""
    return rehearsal(tmp_path_factory.mktemp("rehearsal") / "story", "openai:mine")


def priced(folder: Path, model: str, at_once: int = 4) -> Path:
    """The small story, with a price for its model."""
    path = folder / LAMP_OIL.name
    prices = f'{{"{model}": {{input: {PRICE[0]}, output: {PRICE[1]}}}}}'
    text = LAMP_OIL.read_text(encoding="utf-8").replace("people/", f"{LAMP_OIL.parent}/people/")
    path.write_text(
        text.replace("cast:", f"model: {{at_once: {at_once}, prices: {prices}}}\ncast:", 1),
        encoding="utf-8",
    )
    return path


def materials(folder: Path, model: str, at_once: int = 4) -> Materials:
    return understood(gather(str(priced(folder, model, at_once)), {}, replace(SHORT, model=model)))


def gone_on(
    made: Materials, folder: Path, given: Mapping[str, str], budget: float
) -> ToldStory | BudgetReached | None:
    """The story begun, or gone on with; None where the model was not to be had."""
    options = replace(unhurried(given, timeout=TIMEOUT), budget=budget)
    try:
        if holds_story(folder):
            return resume_story(folder, models=options)
        with new_folder(folder):
            return begin_story(made, SEED, folder, RunOptions(models=options))
    except BudgetReached as stopped:
        return stopped
    except ModelUnavailable:
        return None


# ── answers that are lost ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("way", WAYS)
def test_four_lost_answers_to_each_that_comes_do_not_pass_the_budget(
    way: Way, rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path
) -> None:
    """Each request is taken on, and its answer is paid for at its longest."""
    answers, _ = rehearsed
    budget, come = 0.05, 0

    def script(question: Question) -> str | Trouble:
        nonlocal come
        come += 1
        return LOST[come % len(LOST)] if come % 5 else answers(question)

    with way.server(script) as server:
        made, given = materials(tmp_path, way.model, 1), way.environment(server)
        ends = [gone_on(made, tmp_path / "o", given, budget) for _ in range(5)]
        billed = server.bill(PRICE)

    assert budget / 10 < billed <= budget
    assert "whose answer never came" in str(ends[-1])
    with RecordedReplies(tmp_path / "o" / RECORD) as archive:
        assert billed - A_HAIR <= archive.spending().usd <= budget


@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_troubles_budgets_and_resumes_is_billed_more_than_the_budget(
    seed: int, rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path
) -> None:
    """The budget is raised until the story is told, and it is the story that an untroubled run
    would have told.
    """
    answers, offline = rehearsed
    draws = Random(f"budgets/{seed}")
    way, at_once = (OPENAI, GEMINI)[seed % 2], (1, 4)[seed // 2 % 2]
    fates = Fates(
        answers, f"fates/{seed}", lost=5 + int(draws.random() * 60), free=int(draws.random() * 30)
    )
    budget, end = 0.0, None
    with way.server(fates) as server:
        made, given = materials(tmp_path, way.model, at_once), way.environment(server)
        while not isinstance(end, ToldStory):
            if isinstance(end, BudgetReached):
                budget += 0.05 + draws.random() / 4
                fates.lost = max(0, fates.lost - 5)
            end = gone_on(made, tmp_path / "o", given, budget)
            assert server.bill(PRICE) <= budget + A_HAIR
        billed = server.bill(PRICE)

    assert (end.events_sha256, end.story_sha256) == (offline.events_sha256, offline.story_sha256)
    with RecordedReplies(tmp_path / "o" / RECORD) as archive:
        assert billed - A_HAIR <= archive.spending().usd <= budget
        assert Spending(
            end.bill.usd or 0.0, end.bill.unanswered, end.bill.unanswered_usd or 0.0
        ) == approx(archive)


# ── answers that are too long ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(4))
def test_a_server_that_ignores_the_limit_passes_the_budget_by_no_more_than_the_calls_in_flight(
    seed: int, rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path
) -> None:
    """One at a time, that is the last call of a run; side by side, so many of its dearest. After
    them nothing is begun.
    """
    answers, offline = rehearsed
    draws = Random(f"long/{seed}")
    way, at_once = (OPENAI, GEMINI)[seed // 2], (1, 4)[seed % 2]
    fates = Fates(answers, f"long/{seed}", lost=10, free=10, long=20)
    budget, begun, passed, end = 0.0, 0, 0, None
    with way.server(fates) as server:
        made, given = materials(tmp_path, way.model, at_once), way.environment(server)
        while not isinstance(end, ToldStory):
            if isinstance(end, BudgetReached):
                budget += 0.1 + draws.random() / 2
            end = gone_on(made, tmp_path / "o", given, budget)
            calls = [in_dollars(one) for one in server.billed[begun:]]
            in_flight = calls[-1:] if at_once == 1 else sorted(calls)[-at_once:]
            assert not calls or server.bill(PRICE) - sum(in_flight) <= budget + A_HAIR
            passed += isinstance(end, BudgetReached) and "answers past the limit" in str(end)
            begun = len(server.billed)

    assert passed
    assert (end.events_sha256, end.story_sha256) == (offline.events_sha256, offline.story_sha256)
    assert (end.bill.usd or 0.0) >= server.bill(PRICE) - A_HAIR


def in_dollars(tokens: tuple[int, int]) -> float:
    return (tokens[0] * PRICE[0] + tokens[1] * PRICE[1]) / 1_000_000


def approx(archive: RecordedReplies) -> object:
    """What the archive holds, summed up in another order."""
    found = archive.spending()
    return Spending(pytest.approx(found.usd), found.unanswered, pytest.approx(found.unanswered_usd))  # type: ignore[arg-type]


# ── many at once ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(4))
def test_eight_at_once_are_billed_no_more_than_the_budget(seed: int, tmp_path: Path) -> None:
    """Every question is asked in every run, answered or not, with the same purse for all."""
    begun(tmp_path).close()
    way = (OPENAI, GEMINI)[seed % 2]
    fates = Fates(lambda question: "fine " * 40, f"at once/{seed}", lost=15 * seed, free=10)
    with way.server(fates) as server:
        terms = CallTerms(way.model, price=Price(way.model, *PRICE))
        patient = connected(
            model_name(way.model),
            SeamModels(timeout=TIMEOUT),
            way.environment(server),
            SEED,
            Pace(sleep=lambda seconds: None, failures=1000),
        )
        for budget in (0.01, 0.01, 0.04, 0.06):
            with RecordedReplies(tmp_path / RECORD) as archive, ThreadPoolExecutor(8) as pool:
                meter = Meter(budget, archive)
                model = Archived(
                    patient.paying(partial(Metered, terms=terms, meter=meter)), terms, archive
                )
                asked = [
                    pool.submit(model.ask, question(f"Number {n}?", about=str(n)))
                    for n in range(12)
                ]
                problems = [one.exception() for one in asked]
            assert {type(one) for one in problems} <= {type(None), BudgetReached, ModelUnavailable}
            with RecordedReplies(tmp_path / RECORD) as archive:
                assert server.bill(PRICE) - A_HAIR <= archive.spending().usd <= budget


# ── processes that are killed ─────────────────────────────────────────────────────────────────────


class Killer:
    """Answers, and kills whoever asks at every n-th question, before it is answered."""

    def __init__(self, answers: Rehearsed, every: int) -> None:
        self.answers, self.every, self.victim, self.asked = answers, every, 0, 0
        self.lock = Lock()

    def __call__(self, question: Question) -> str:
        with self.lock:
            self.asked += 1
            is_time = self.asked % self.every == 0
        if is_time:
            os.kill(self.victim, signal.SIGKILL)
        return self.answers(question)


def killed_in_mid_call(
    killer: Killer, words: tuple[str | Path, ...], at: Path, given: Mapping[str, str]
) -> Iterator[int]:
    """The exit codes of this command, and of `resume` after it, until one is not killed."""
    code = -signal.SIGKILL
    while code == -signal.SIGKILL:
        with subprocess.Popen(
            command(*words), cwd=at, env=environment(**given), stderr=subprocess.DEVNULL
        ) as run:
            killer.victim = run.pid
            code = run.wait(60)
        yield code
        words = ("resume", "o", "--quiet")


@pytest.mark.slow
def test_a_run_that_is_killed_in_mid_call_again_and_again_is_billed_no_more_than_its_budget(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path
) -> None:
    answers, _ = rehearsed
    killer = Killer(answers, every=2)
    with openai_server(killer) as server:
        given = OPENAI.environment(server)
        words = (
            "run",
            priced(tmp_path, OPENAI.model),
            *WORDS,
            "--model",
            OPENAI.model,
            "--out",
            "o",
            "--quiet",
        )
        codes = [*killed_in_mid_call(killer, (*words, "--budget", "0.025"), tmp_path, given)]
        billed = server.bill(PRICE)
        stuck = process("resume", "o", at=tmp_path, more=given)

    assert 0 < billed <= 0.025
    assert codes[:-1] == [-signal.SIGKILL] * (len(codes) - 1)
    assert len(codes) > 2
    assert (codes[-1], stuck.code) == (5, 5)
    assert "whose answer never came" in stuck.err
