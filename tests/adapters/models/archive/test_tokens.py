"""What a text takes is estimated by its bytes, and what nobody counted is never taken to be
nothing.
"""

from __future__ import annotations

from dataclasses import replace

from novel_engine.adapters.models.archive.tokens import (
    ROOM_TO_THINK,
    counted,
    estimated_tokens,
    most_tokens_in,
    most_tokens_out,
)
from novel_engine.adapters.models.providers.provider_replies import (
    LONGEST_ANSWER,
    Received,
    reply_of,
)
from novel_engine.story.asking.consultation import Reply
from tests.support.questions import question


def test_tokens_are_estimated_by_bytes_so_that_every_alphabet_counts() -> None:
    assert [
        estimated_tokens(text) for text in ("", "a", "four", "fives", "李雷李雷", "\ud800")
    ] == [0, 1, 1, 2, 3, 1]


def test_the_most_a_call_takes_is_all_that_is_sent_and_the_longest_answer_that_is_allowed() -> None:
    sent = len("You are Ada.What now?" + '{"type":"object"}')
    assert (most_tokens_in(question()), most_tokens_out(question())) == (
        -(-sent // 2) + 40,
        300 + ROOM_TO_THINK,
    )


def test_a_server_that_counts_no_tokens_has_them_estimated_and_absurd_counts_are_bounded() -> None:
    uncounted = counted(Reply("x" * 40, 0, 0), question())
    assert (uncounted.tokens_in, uncounted.tokens_out) == (9, 14)
    assert counted(Reply("", 5, 0, "blocked"), question()).tokens_out == 0
    absurd = counted(Reply("x", 10**30, -5), question())
    assert (absurd.tokens_in, absurd.tokens_out) == (1_000_000_000, 1)


def test_what_is_not_kept_of_an_answer_is_counted_all_the_same() -> None:
    endless = Received("x" * 3 * LONGEST_ANSWER, "stop")
    assert reply_of(endless).tokens_out == LONGEST_ANSWER
    assert reply_of(replace(endless, tokens_out=7)).tokens_out == 7
    assert reply_of(Received("half of an answer", "blocked")).tokens_out == 6
    assert reply_of(Received("   ", "stop")).tokens_out == 1
