"""Every draw has a name, and depends on nothing else."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.givens import draws

names = st.text(max_size=8)


@given(names, names, st.integers(0, 999), names)
def test_the_same_name_draws_the_same(seed: str, purpose: str, turn: int, name: str) -> None:
    first, second = (draws.generator(seed, purpose, turn, name) for _ in range(2))
    assert [first.random() for _ in range(5)] == [second.random() for _ in range(5)]


def test_each_part_of_the_name_counts() -> None:
    named = [("7", "decide", 3, "ada"), ("8", "decide", 3, "ada"), ("7", "tactic", 3, "ada")]
    named += [("7", "decide", 4, "ada"), ("7", "decide", 3, "bo")]
    assert len({draws.generator(*name).random() for name in named}) == len(named)


def test_the_stream_is_the_one_that_old_stories_were_told_with() -> None:
    rng = draws.generator("7", "decide", 3, "ada")
    assert [int(rng.random() * 1_000_000) for _ in range(3)] == [212_125, 569_034, 580_545]


def test_what_another_draws_changes_nothing() -> None:
    alone = draws.generator("7", "decide", 1, "ada")
    first = alone.random()
    ada, bo = draws.generator("7", "decide", 1, "ada"), draws.generator("7", "decide", 1, "bo")
    bo.random()
    assert (ada.random(), ada.random()) == (first, alone.random())


@given(st.integers(1, 50), st.integers())
def test_a_draw_below_a_bound_is_below_it(bound: int, seed: int) -> None:
    rng = draws.generator(str(seed), "", 0, "")
    assert all(0 <= draws.below(rng, bound) < bound for _ in range(20))


def test_a_draw_never_reaches_its_bound_however_near_one_the_generator_comes() -> None:
    class AlmostOne(Random):
        def random(self) -> float:
            return 1.0

    assert draws.below(AlmostOne(), 6) == 5


@given(st.lists(st.integers(), min_size=1), st.integers())
def test_a_pick_is_one_of_the_options(options: list[int], seed: int) -> None:
    assert draws.pick(draws.generator(str(seed), "", 0, ""), options) in options


@given(st.lists(st.integers()), st.integers())
def test_shuffling_keeps_everything_and_leaves_the_options_as_they_were(
    options: list[int], seed: int
) -> None:
    before = list(options)
    assert Counter(draws.shuffled(draws.generator(str(seed), "", 0, ""), options)) == Counter(
        before
    )
    assert options == before


def test_every_order_comes_up_about_as_often() -> None:
    orders = Counter(
        tuple(draws.shuffled(draws.generator(str(seed), "", 0, ""), "abc")) for seed in range(1_200)
    )
    assert len(orders) == 6
    assert all(140 < times < 260 for times in orders.values())


def test_a_story_draws_from_another_seed_from_the_turn_on_at_which_it_was_forked() -> None:
    forked = draws.Draws("7", ((5, "8"), (9, "9")))

    assert [forked.seed_at(turn) for turn in (0, 4, 5, 8, 9, 99)] == ["7", "7", "8", "8", "9", "9"]
    first, same = forked.generator(4, "decide", 4, "ada"), draws.generator("7", "decide", 4, "ada")
    later, other = forked.generator(5, "decide", 5, "ada"), draws.generator("8", "decide", 5, "ada")
    assert (first.random(), later.random()) == (same.random(), other.random())


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 10_000))
def test_what_was_drawn_is_an_integer_below_its_bound_and_each_as_likely(
    drawn: float, bound: int
) -> None:
    assert 0 <= draws.scaled(drawn, bound) < bound
    assert draws.scaled((draws.scaled(drawn, bound) + 0.5) / bound, bound) == draws.scaled(
        drawn, bound
    )


def test_what_is_dealt_comes_once_among_so_many_neighbours_in_another_order_each_time() -> None:
    rounds = [
        tuple(draws.dealt("part", str(place), "ada", "abcde") for place in range(first, first + 5))
        for first in range(1, 101, 5)
    ]
    assert all(sorted(one) == list("abcde") for one in rounds)
    assert len(set(rounds)) > 10


def test_in_an_order_that_is_dealt_each_has_every_rank_once_among_so_many_neighbours() -> None:
    for first in range(1, 101, 5):
        orders = [
            draws.dealt_order("part", str(place), "ada", "abcde")
            for place in range(first, first + 5)
        ]
        assert all(sorted(ranked) == list("abcde") for ranked in zip(*orders, strict=True))
        assert [one[0] for one in orders] == [
            draws.dealt("part", str(place), "ada", "abcde") for place in range(first, first + 5)
        ]
    assert sorted(draws.dealt_order("part", "autumn", "ada", "abcde")) == list("abcde")


@given(names.filter(lambda text: not text.isdecimal()), names)
def test_what_is_no_number_is_dealt_something_too(place: str, name: str) -> None:
    assert draws.dealt("part", place, name, "abc") == draws.dealt("part", place, name, "abc")
    assert draws.deal_of(place, 3) == place


def test_the_turn_is_how_often_there_has_been_a_round() -> None:
    assert [draws.deal_of(str(place), 3) for place in range(1, 8)] == list("1112223")
