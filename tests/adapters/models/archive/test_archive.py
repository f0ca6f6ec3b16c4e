"""A model behind its archive is asked nothing twice, and a broken run goes on under the keys of an
unbroken one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.models.archive.archive import LONGEST_ARCHIVED, Archived
from novel_engine.adapters.models.archive.archive_keys import (
    CallTerms,
    Occurrences,
    canonical_parameters,
    question_of,
)
from novel_engine.adapters.models.archive.budget import Meter, Metered
from novel_engine.adapters.record.memory.replies import MemoryReplies
from novel_engine.adapters.record.replies import RecordedReplies
from novel_engine.errors import ModelUnavailable
from novel_engine.ports.replies import KeptReply, ReplyArchive
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.givens.config import Price
from tests.support.cellar import begun
from tests.support.questions import Failing, Scripted, question

TERMS = CallTerms("m", canonical_parameters({"temperature": 0.8, "seed": 7}))


class Killed(BaseException):
    """The process is gone."""


def archived(inner: LanguageModel, archive: ReplyArchive, terms: CallTerms = TERMS) -> Archived:
    return Archived(inner, terms, archive)


# ── keys ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "other",
    [
        {"seam": "framing"},
        {"system": "You are Bo."},
        {"user": "And now?"},
        {"schema": "{}"},
    ],
)
def test_whatever_is_sent_makes_another_question(other: dict[str, str]) -> None:
    asked = question()
    assert question_of(replace(asked, **other), TERMS) != question_of(asked, TERMS)  # type: ignore[arg-type]


def test_another_model_or_another_setting_makes_another_question() -> None:
    terms = [
        TERMS,
        CallTerms("n", TERMS.parameters),
        CallTerms("m", canonical_parameters({"temperature": 0.7, "seed": 7})),
    ]
    assert len({question_of(question(), one) for one in terms}) == 3


def test_what_is_not_sent_makes_no_other_question() -> None:
    asked = question()
    same = replace(asked, about="bo", turn=9, understudy="", version="2", most_tokens=9)
    assert question_of(same, TERMS) == question_of(asked, TERMS)
    assert question_of(asked, replace(TERMS, price=Price("m", 1, 1))) == question_of(asked, TERMS)


def test_parameters_are_written_the_same_whatever_their_order() -> None:
    assert (
        canonical_parameters({"b": 1, "a": "é"})
        == canonical_parameters({"a": "é", "b": 1})
        == '{"a":"é","b":1}'
    )


def test_a_key_is_the_same_on_every_machine_and_in_every_version() -> None:
    asked = question("Où? \ud800")
    found = Occurrences(MemoryReplies()).slot(asked, question_of(asked, TERMS))
    assert found.key == "161626fcc25c17447a75d652e0f2a0e4e9034f8a689284a1bc7d2e6e6e8071c9"


# ── asking ────────────────────────────────────────────────────────────────────────────────────────


def test_a_reply_is_stored_before_it_is_returned(tmp_path: Path) -> None:
    begun(tmp_path).close()
    with RecordedReplies(tmp_path / "story.db") as archive:
        reply = archived(Scripted(), archive, replace(TERMS, price=Price("m", 2.0, 10.0))).ask(
            question()
        )
        with RecordedReplies(tmp_path / "story.db") as another:
            (stored,) = another.all()
    assert stored.reply == reply == Reply("answer 1", 1_000, 100)
    assert (stored.model, stored.parameters, stored.occurrence) == ("m", TERMS.parameters, 0)
    assert stored.cost_usd == 0.003


def test_the_same_question_again_is_another_question() -> None:
    model = archived(Scripted(), MemoryReplies())
    said = [
        model.ask(question()).text,
        model.ask(question()).text,
        model.ask(question(turn=2)).text,
    ]
    assert said == ["answer 1", "answer 2", "answer 3"]


def test_a_run_begun_again_finds_all_it_was_told() -> None:
    archive, provider = MemoryReplies(), Scripted()
    asked = [
        question(),
        question(),
        question("Then?"),
        question(turn=2),
        question(turn=2, about="bo"),
    ]
    told = [archived(provider, archive).ask(one) for one in asked[:1]]
    model = archived(provider, archive)
    told = [model.ask(one) for one in asked]
    again = archived(provider, archive)
    assert [again.ask(one) for one in asked] == told
    assert len(provider.asked) == len(archive.kept)


Turn = list[tuple[str, str]]
TURNS = st.lists(
    st.lists(
        st.tuples(st.sampled_from(["ada", "bo"]), st.sampled_from(["What now?", "And?"])),
        min_size=1,
        max_size=4,
    ),
    min_size=1,
    max_size=6,
)


def play(turns: list[Turn], model: LanguageModel, done: list[list[str]]) -> None:
    """Tell what is left of a story: a turn is recorded whole, when all its questions are
    answered.
    """
    for turn in range(len(done), len(turns)):
        done.append([model.ask(question(user, turn, about)).text for about, user in turns[turn]])


def keyed(turns: list[Turn], kills: list[int]) -> tuple[list[list[str]], dict[str, KeptReply], int]:
    """The story, its archive and the calls it took, when the process dies at these calls."""
    archive, done, calls = MemoryReplies(), list[list[str]](), 0

    def answer(prompt: Prompt, number: int) -> str:
        nonlocal calls
        calls += 1
        if calls in kills:
            raise Killed
        return f"{prompt.about} {prompt.user} {prompt.turn} {len(archive.kept)}"

    while len(done) < len(turns):
        try:
            play(turns, archived(Scripted(answer), archive), done)
        except Killed:
            continue
    return done, archive.kept, calls


@given(turns=TURNS, kills=st.lists(st.integers(1, 30), max_size=8, unique=True))
def test_a_run_that_is_killed_and_goes_on_asks_under_the_same_keys(
    turns: list[Turn], kills: list[int]
) -> None:
    straight, kept, calls = keyed(turns, [])
    told, kept_again, calls_again = keyed(turns, kills)
    assert told == straight
    assert list(kept_again) == list(kept)
    assert calls_again - calls == sum(kill <= calls_again for kill in kills)


@pytest.mark.parametrize("at", range(1, 8))
def test_a_run_killed_after_a_reply_was_stored_does_not_ask_for_it_again(at: int) -> None:
    turns: list[Turn] = [
        [("ada", "Now?"), ("ada", "Now?")],
        [("bo", "Now?")],
        [("ada", "Now?"), ("bo", "So?")] * 2,
    ]
    provider, done = Scripted(), list[list[str]]()

    class Dying(MemoryReplies):
        left = at

        def keep(self, kept: KeptReply) -> None:
            super().keep(kept)
            self.left -= 1
            if self.left == 0:
                raise Killed

    archive = Dying()
    with pytest.raises(Killed):
        play(turns, archived(provider, archive), done)
    play(turns, archived(provider, archive), done)
    assert len(provider.asked) == len(archive.kept) == 7
    assert [text for turn in done for text in turn] == [f"answer {n}" for n in range(1, 8)]


def test_a_call_that_failed_stores_nothing_and_is_asked_under_the_same_key_again() -> None:
    archive = MemoryReplies()
    model = archived(Failing([ModelUnavailable("gone"), None]), archive)
    with pytest.raises(ModelUnavailable):
        model.ask(question())
    assert archive.kept == {}
    assert model.ask(question()).text == "fine"
    assert [kept.occurrence for kept in archive.kept.values()] == [0]


# ── several threads ───────────────────────────────────────────────────────────────────────────────


def in_threads(model: LanguageModel, asked: list[Prompt]) -> list[Reply]:
    with ThreadPoolExecutor(len(asked)) as pool:
        return list(pool.map(model.ask, asked))


def test_different_questions_are_asked_side_by_side() -> None:
    together = Barrier(4, timeout=60)

    def answer(prompt: Prompt, number: int) -> str:
        together.wait()
        return prompt.about

    chapters = [question(f"Chapter {n}", about=f"chapter {n}") for n in range(4)]
    replies = in_threads(archived(Scripted(answer), MemoryReplies()), chapters)
    assert [reply.text for reply in replies] == ["chapter 0", "chapter 1", "chapter 2", "chapter 3"]


def test_two_chapters_with_the_very_same_question_share_one_reply() -> None:
    provider, archive = Scripted(), MemoryReplies()
    replies = in_threads(
        archived(provider, archive), [question(about=f"chapter {n}") for n in range(6)]
    )
    assert {reply.text for reply in replies} == {"answer 1"}
    assert len(provider.asked) == len(archive.kept) == 1


def test_the_keys_do_not_depend_on_which_thread_is_first() -> None:
    def run(order: Callable[[list[Prompt]], list[Prompt]]) -> Iterator[str]:
        archive = MemoryReplies()
        model = archived(Scripted(), archive)
        chapters = [question(f"Chapter {n}", about=f"chapter {n}") for n in range(5)]
        for again in range(2):
            in_threads(model, order(chapters) if again else chapters)
        return iter(sorted(archive.kept))

    assert list(run(lambda chapters: chapters)) == list(run(lambda chapters: chapters[::-1]))


def test_whoever_waits_for_a_question_that_fails_asks_it_anew() -> None:
    first_is_in, may_fail = Event(), Event()

    class Once:
        calls = 0

        def ask(self, prompt: Prompt) -> Reply:
            self.calls += 1
            if self.calls > 1:
                return Reply("fine", 1, 1)
            first_is_in.set()
            assert may_fail.wait(60)
            raise ModelUnavailable("gone")

    model = archived(Once(), MemoryReplies())
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(model.ask, question(about="chapter 1"))
        assert first_is_in.wait(60)
        second = pool.submit(model.ask, question(about="chapter 2"))
        may_fail.set()
        assert isinstance(first.exception(5), ModelUnavailable)
        assert second.result(5).text == "fine"


# ── what comes from outside ───────────────────────────────────────────────────────────────────────


def answered(reply: Reply) -> Reply:
    class Provider:
        def ask(self, prompt: Prompt) -> Reply:
            return reply

    archive = MemoryReplies()
    returned = archived(Provider(), archive).ask(question())
    (stored,) = archive.kept.values()
    assert stored.reply == returned
    return returned


def test_a_reply_no_file_could_hold_is_made_one_that_any_can() -> None:
    assert answered(Reply("a \ud800 b", 1, 1)).text == "a ? b"


def test_an_endless_reply_is_cut_and_counts_as_cut() -> None:
    reply = answered(Reply("é" * 300_000, 1, 1))
    assert (len(reply.text), reply.stopped) == (LONGEST_ARCHIVED, "length")
    assert answered(Reply("é" * 300_000, 1, 1, "blocked", "x\n" * 900)).stopped == "blocked"


def test_why_it_stopped_is_kept_on_one_line() -> None:
    assert answered(Reply("", 1, 0, "blocked", "SAFETY\nbecause " + "x" * 900)).why.startswith(
        "SAFETY because xxx"
    )
    assert len(answered(Reply("", 1, 0, "blocked", "x" * 900)).why) == 200


def test_a_reply_that_is_found_costs_nothing_again(tmp_path: Path) -> None:
    terms = replace(TERMS, price=Price("m", 2.0, 10.0))
    begun(tmp_path).close()
    with closing(RecordedReplies(tmp_path / "story.db")) as archive:
        Archived(Metered(Scripted(), terms, Meter(1.0, archive)), terms, archive).ask(question())
        meter = Meter(0.003, archive)
        assert (
            Archived(Metered(Scripted(), terms, meter), terms, archive).ask(question()).text
            == "answer 1"
        )
        assert meter.spent == archive.spending().usd == 0.003
