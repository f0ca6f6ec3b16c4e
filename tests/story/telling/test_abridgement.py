"""What is left out of a telling that is too long, and what never is."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.telling.abridgement import Cut, expected_words, thinned
from novel_engine.story.telling.measure import BEAT_WORDS, BEAT_WORTH
from novel_engine.story.telling.syuzhet import Beat
from tests.support.stories import bundled_genre

VERBS = bundled_genre().verbs


def beats(*tells: str) -> list[Beat]:
    """Beats, each of an event of its own; one that begins with ^ goes with the event before it."""
    found: list[Beat] = []
    for name in tells:
        number = found[-1].events[0] if name.startswith("^") else len(found) * 100
        found.append(Beat(name.lstrip("^"), (number,), 1, verb=VERBS.get(name.lstrip("^"))))
    return found


def kept(found: list[Beat], causes: Mapping[int, tuple[int, ...]], words: int) -> list[str]:
    places = thinned(found, Cut(causes, words))
    return [beat.tells for at, beat in enumerate(found) if at in places]


def test_a_telling_that_is_short_enough_is_left_alone() -> None:
    found = beats("scene", "tend", "wait", "cut")

    assert kept(found, {}, 1000) == ["scene", "tend", "wait", "cut"]


def test_nothing_is_added_to_one_that_is_too_short() -> None:
    assert thinned([], Cut({}, 1000)) == frozenset()


def test_the_least_is_left_out_first_and_no_more_than_need_be() -> None:
    found = beats("scene", "tend", "promise", "search", "cut")
    most = expected_words(found) - 1

    assert kept(found, {}, most) == ["scene", "tend", "search", "cut"]


def test_what_a_story_turns_on_is_kept_however_long_it_is() -> None:
    found = beats("scene", "confess", "tend", "forgive", "cut")

    assert kept(found, {}, 0) == ["scene", "confess", "forgive", "cut"]


def test_what_a_reader_is_owed_is_kept_however_little_it_is_worth() -> None:
    found = beats("scene", "tend", "wait", "cut")

    places = thinned(found, Cut({}, 0, owed=frozenset((200,))))
    assert [beat.tells for at, beat in enumerate(found) if at in places] == ["scene", "wait", "cut"]


def test_the_only_told_cause_of_what_is_kept_is_kept() -> None:
    found = beats("scene", "search", "comfort", "confess", "cut")

    assert "search" in kept(found, {300: (100,)}, 0)
    assert "search" not in kept(found, {300: (100, 0)}, 0)


def test_a_question_goes_with_its_answer_or_stays_with_it() -> None:
    found = beats("scene", "ask", "keep_silent", "ask", "lie", "cut")
    causes = {200: (100,), 400: (300,)}

    assert kept(found, causes, 0) == ["scene", "ask", "lie", "cut"]


def test_a_question_that_is_answered_twice_over_is_one_exchange() -> None:
    found = beats("scene", "ask", "deflect", "press", "deny", "cut")
    causes = {200: (100,), 300: (200,), 400: (300, 200)}

    assert kept(found, causes, 0) == ["scene", "ask", "deflect", "press", "deny", "cut"]


def test_an_answer_whose_question_is_not_told_stands_or_falls_alone() -> None:
    found = beats("scene", "ask", "deflect", "cut")

    assert kept(found, {200: ()}, 0) == ["scene", "cut"]


def test_what_a_body_does_goes_with_the_lie_it_belongs_to() -> None:
    found = beats("scene", "ask", "body", "^deflect", "^inner", "cut")

    assert kept(found, {200: (100,)}, 0) == ["scene", "cut"]


def test_what_stands_beside_an_act_may_go_while_the_act_stays() -> None:
    found = beats("scene", "show", "^inner", "cut")

    assert kept(found, {}, expected_words(found) - 1) == ["scene", "show", "cut"]


tellings = st.lists(st.sampled_from(sorted({*BEAT_WORDS, *BEAT_WORTH, *VERBS})), max_size=14)


@given(tellings, st.integers(0, 900), st.data())
def test_whatever_is_left_out_every_beat_that_had_a_told_cause_still_has_one(
    names: list[str], words: int, data: st.DataObject
) -> None:
    found = beats(*names)
    causes = {
        at * 100: tuple(100 * c for c in data.draw(st.lists(st.integers(0, at - 1), max_size=2)))
        for at in range(1, len(found))
    }
    places = thinned(found, Cut(causes, words))
    told = {found[at].events[0] for at in places}

    for at in places:
        needs = causes.get(found[at].events[0], ())
        assert not needs or told & set(needs)
    assert all(at in places for at, beat in enumerate(found) if beat.marked("kept"))
