"""Scenes in chapters: cut after the tense ones, near the even share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.telling.chaptering import ToldScene, chapters_of
from novel_engine.story.telling.measure import MOST_CHAPTERS
from novel_engine.story.telling.syuzhet import Beat

ENDING = [Beat("ending", (900,), 9)]


def scenes(*tensions: int, days: tuple[int, ...] = ()) -> list[ToldScene]:
    return [
        ToldScene(
            n,
            days[n - 1] if days else 1,
            (("place", ("hall",)),),
            [Beat("tell", (n * 100,), n)],
            tension,
        )
        for n, tension in enumerate(tensions, 1)
    ]


def groups(found: list[ToldScene]) -> list[tuple[int, ...]]:
    return [chapter.scenes for chapter in chapters_of(found, ENDING, "ada")]


def test_a_chapter_ends_on_the_tense_scene_near_its_even_share() -> None:
    assert groups(scenes(1, 1, 9, 1, 1, 9, 1, 1)) == [(1, 2, 3), (4,), (5, 6), (7, 8)]


def test_nightfall_is_a_place_to_cut() -> None:
    assert groups(scenes(3, 3, 3, 3, 3, 3, 3, 3, days=(1, 1, 1, 2, 2, 2, 2, 2)))[0] == (1, 2, 3)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=40))
def test_every_scene_is_in_one_chapter_and_the_ending_in_the_last(tensions: list[int]) -> None:
    found = chapters_of(scenes(*tensions), ENDING, "ada")

    assert [scene for chapter in found for scene in chapter.scenes] == list(
        range(1, len(tensions) + 1)
    )
    assert all(chapter.scenes for chapter in found)
    assert len(found) <= MOST_CHAPTERS
    assert found[-1].beats[-1] == ENDING[0]


def test_a_chapter_knows_what_comes_whole_in_it() -> None:
    told = scenes(1, 1, 1, 1)
    told[2].patterns = ("mercy",)

    assert [dict(c.features)["pattern"] for c in chapters_of(told, ENDING, "ada")] == [
        (),
        (),
        ("mercy",),
        (),
    ]


def test_with_no_scene_to_tell_there_is_the_ending() -> None:
    (only,) = chapters_of([], ENDING, "ada")

    assert (only.scenes, only.beats) == ((), tuple(ENDING))
