"""Work done side by side comes out in order, and stops when anything fails."""

from __future__ import annotations

from contextlib import closing
from threading import Event, current_thread

import pytest

from novel_engine.adapters.models.seams.ordered_pool import Halt, Halted, in_order
from novel_engine.errors import BudgetReached, ModelUnavailable


def doubled(item: int, halt: Halt) -> int:
    halt.check()
    return 2 * item


@pytest.mark.parametrize("at_once", [1, 2, 3, 50])
def test_results_come_in_the_order_of_the_items(at_once: int) -> None:
    assert list(in_order(range(20), doubled, at_once)) == [2 * n for n in range(20)]


def test_nothing_comes_of_nothing() -> None:
    assert list(in_order((), doubled, 4)) == []


def test_whoever_is_ready_first_waits_for_their_turn() -> None:
    """The first item is not ready until the last has been done."""
    last = Event()

    def backwards(item: int, halt: Halt) -> str:
        if item == 0:
            assert last.wait(60)
        if item == 3:
            last.set()
        return str(item)

    assert list(in_order(range(4), backwards, 4)) == ["0", "1", "2", "3"]


def test_one_at_a_time_needs_no_thread() -> None:
    def whose(item: int, halt: Halt) -> str:
        return current_thread().name

    assert set(in_order(range(3), whose, 1)) == {current_thread().name}


def test_never_more_are_under_way_than_may_be() -> None:
    seen: set[str] = set()

    def noted(item: int, halt: Halt) -> None:
        seen.add(current_thread().name)

    list(in_order(range(30), noted, 2))
    assert len(seen) <= 2


def test_the_first_failure_is_raised_and_nothing_more_is_begun() -> None:
    begun: list[int] = []
    first, failed = Event(), Event()

    def failing(item: int, halt: Halt) -> int:
        begun.append(item)
        if item == 1:
            assert first.wait(60)
            failed.set()
            raise BudgetReached("the money is spent")
        first.set()
        assert failed.wait(60)
        while True:
            halt.check()

    with pytest.raises(BudgetReached, match="spent"):
        list(in_order(range(40), failing, 2))
    assert sorted(begun) == [0, 1]


def test_what_is_under_way_comes_to_rest_before_a_failure_is_raised() -> None:
    """Its reply has been paid for, and is to be kept."""
    begun, failed, finished = Event(), Event(), Event()

    def slow(item: int, halt: Halt) -> int:
        if item == 0:
            assert begun.wait(60)
            failed.set()
            raise ModelUnavailable("nobody answers")
        begun.set()
        assert failed.wait(60)
        finished.set()
        return item

    with pytest.raises(ModelUnavailable):
        list(in_order(range(2), slow, 2))
    assert finished.is_set()


def test_what_only_stopped_because_others_failed_is_no_failure() -> None:
    begun, failed = Event(), Event()

    def failing(item: int, halt: Halt) -> int:
        if item == 1:
            assert begun.wait(60)
            failed.set()
            raise ModelUnavailable("nobody answers")
        begun.set()
        assert failed.wait(60)
        while True:
            halt.check()

    with pytest.raises(ModelUnavailable):
        list(in_order(range(2), failing, 2))


def test_whoever_interrupts_waits_for_nobody() -> None:
    never = Event()

    def hanging(item: int, halt: Halt) -> int:
        if item == 0:
            raise KeyboardInterrupt
        never.wait(60)
        return item

    with pytest.raises(KeyboardInterrupt):
        list(in_order(range(2), hanging, 2))
    assert not never.is_set()
    never.set()


def test_closed_before_its_end_it_begins_nothing_more() -> None:
    begun: list[int] = []
    go_on = Event()

    def noted(item: int, halt: Halt) -> int:
        begun.append(item)
        if item > 1:
            go_on.wait(60)
        return item

    with closing(in_order(range(30), noted, 2)) as results:
        next(results)
        go_on.set()
    assert len(begun) < 30


def test_what_is_halted_goes_no_further() -> None:
    halt = Halt()
    assert doubled(1, halt) == 2
    halt.call()
    with pytest.raises(Halted):
        doubled(1, halt)
