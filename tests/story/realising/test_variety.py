"""Each story has the pack on the shelf in an order of its own, and sentences come in runs."""

from __future__ import annotations

from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.realising.taste import MOST_SMOOTH
from novel_engine.story.realising.variety import Shelf, last_length, sentence_lengths, smoothness

SHORT, LONG = (
    "It rained.",
    (
        "It rained on the roof of the old house by the river for the whole of that long "
        "afternoon and "
        "the next."
    ),
)


def fragment(text: str) -> Fragment:
    return Fragment("f", "tell", (), text)


def test_every_story_has_the_pack_in_an_order_of_its_own() -> None:
    names = [f"lines.{n}" for n in range(1000)]
    one, other = ([shelf.nearness(name) for name in names] for shelf in (Shelf("1"), Shelf("2")))

    assert all(0 <= near < 1 for near in one)
    assert 400 < sum(near < 0.5 for near in one) < 600
    assert 150 < sum(a < 0.5 and b < 0.5 for a, b in zip(one, other, strict=True)) < 350
    assert one == [Shelf("1").nearness(name) for name in names]


def test_sentences_are_measured_with_their_first_alternatives() -> None:
    text = '{A} {ran home|walked}. It was {late|very late indeed}!\n\nB> "No," {B} said.'

    assert sentence_lengths(fragment(text)) == (3, 3, 3)


def test_like_after_like_is_smoother_than_a_strict_alternation() -> None:
    runs = smoothness(2, fragment(f"{SHORT} {SHORT} {LONG} {LONG}"))
    alternation = smoothness(2, fragment(f"{LONG} {SHORT} {LONG} {SHORT}"))

    assert -MOST_SMOOTH <= alternation < 0 < runs <= MOST_SMOOTH


def test_the_last_sentence_told_is_what_the_next_follows() -> None:
    assert last_length(["One. Two words.", "He went. Then nothing more was said."]) == 5
    assert last_length([]) == 0
