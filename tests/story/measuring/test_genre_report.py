"""What told stories come to: gates, likeness, length, words that ran out, and how far the genre's
words reach.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from novel_engine.story.measuring.fragment_coverage import (
    ToldOnce,
    fragment_choices,
    never_filled,
    reached,
    unopened,
)
from novel_engine.story.measuring.genre_report import Carried, Sampled, sampled, span
from novel_engine.story.measuring.prose_measures import GATES
from tests.support.stories import bundled_genre, cast_of, told

TEXT = (Path(__file__).parents[2] / "fixtures" / "prose" / "whole.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def story() -> ToldOnce:
    one = told("1", cast_of(5), "concealed_harm")
    return ToldOnce("the-closing-pass", one.fabula, one.telling, one.chapters, TEXT)


def verdict(*stories: ToldOnce, asked: int = 3000) -> Sampled:
    return sampled(bundled_genre(), {"the-closing-pass": stories}, {}, asked)


def test_a_set_of_one_good_story_has_nothing_to_mend(story: ToldOnce) -> None:
    found = verdict(story)

    assert found.problems == ()
    assert found.count == 1
    assert [result.gate for result in found.gates] == list(GATES)
    assert not any(result.misses for result in found.gates)
    assert found.shared == (0.0, 0.0)


def test_two_seeds_that_tell_the_same_are_named(story: ToldOnce) -> None:
    setting = replace(story.fabula.setting, seed="2")
    other = replace(story, fabula=replace(story.fabula, setting=setting))

    assert verdict(story, other).problems == (
        "two seeds of one story share 1.000 of their runs of five words on average; at most 0.15",
        "the-closing-pass, seed 1, and seed 2 share 1.000 of their runs of five words; at most 0.3",
    )


def test_a_story_that_repeats_itself_is_named_with_what_is_wanted(story: ToldOnce) -> None:
    found = verdict(replace(story, text="The cat sat on the mat and it was warm. " * 30)).problems

    assert "the-closing-pass, seed 1: exact_duplicates is 29.000, outside at most 1" in "\n".join(
        found
    )
    assert any(problem.startswith("the median of rep4 is ") for problem in found)
    assert any(" gates, where published stories miss two at most" in problem for problem in found)


def test_a_story_that_is_too_short_is_not_measured(story: ToldOnce) -> None:
    found = verdict(replace(story, text="It was late."), asked=30_000)

    assert found.problems[0].startswith("30,000 words were asked for and ")
    assert found.problems[1] == "the-closing-pass, seed 1: too short to be measured"
    assert found.gates == ()


def test_beats_that_found_no_words_are_counted_by_kind(story: ToldOnce) -> None:
    short = [
        replace(chapter, shortfalls=("press 12", "press 40", "ask 3"))
        for chapter in story.chapters[:1]
    ]

    assert verdict(replace(story, chapters=(*short, *story.chapters[1:]))).problems == (
        "ask: 1 of its beats found no words; write more fragments `for: ask`",
        "press: 2 of its beats found no words; write more fragments `for: press`",
    )


def test_a_genre_carries_what_is_told_of_what_was_asked(story: ToldOnce) -> None:
    found = sampled(bundled_genre(), {"the-closing-pass": [story]}, {6000: [story]}, 3000)

    assert found.carried == (Carried(3000, story.words), Carried(6000, story.words))
    assert [one.is_enough for one in found.carried] == [True, False]


def test_the_records_of_each_story_are_held_against_the_gates_of_structure(story: ToldOnce) -> None:
    ((name, gates),) = verdict(story).structure

    assert name == "the-closing-pass"
    assert "the commonest ending" in [gate.name for gate in gates]


@pytest.mark.slow
def test_a_gate_of_structure_counts_once_there_are_stories_enough(story: ToldOnce) -> None:
    """Ten times the same story has one ending, and one sequence of scenes."""

    def missed(times: int) -> list[str]:
        wanted = "the-closing-pass: the commonest ending: "
        return [
            problem for problem in verdict(*[story] * times).problems if problem.startswith(wanted)
        ]

    assert missed(9) == []
    assert len(missed(10)) == 1


def test_the_narrowest_choice_comes_first(story: ToldOnce) -> None:
    found = fragment_choices(bundled_genre().fragments, [story])
    needed = [beat for chapter in story.telling.chapters for beat in chapter.beats if beat.needed]

    assert sum(one.times for one in found) == len(needed)
    assert [one.median for one in found] == sorted(one.median for one in found)
    assert all(one.fewest <= one.median for one in found)
    assert {one.who for one in found} == {"focal", "other", "anyone"}


def test_what_was_told_is_counted_of_what_is_written(story: ToldOnce) -> None:
    fragments = bundled_genre().fragments
    told_by = [paragraph.fragment for one in story.chapters for paragraph in one.paragraphs]
    used = {fragment for names in told_by for fragment in names.split("+")}

    assert reached(fragments, [story]).fragments == len(used)
    assert reached(fragments, []).words == 0


def test_the_frames_that_no_scene_was_made_of_are_named(story: ToldOnce) -> None:
    assert "harm.find" in unopened(bundled_genre(), [])
    assert "harm.find" not in unopened(bundled_genre(), [story])


def test_lines_that_fitted_and_are_told_nowhere_are_named_with_how_often(story: ToldOnce) -> None:
    told_in = min(story.used)
    first, *others = story.chapters
    unfilled = ("own.1 {heir}", f"{told_in} {{G.noun}}")
    short = replace(story, chapters=(replace(first, unfilled=unfilled), *others))

    assert "own.1 {heir} (2 chapters)" in never_filled([short, short])
    assert not any(line.startswith(f"{told_in} ") for line in never_filled([short]))


def test_a_span_is_said_by_the_sides_it_has() -> None:
    said = {gate.name: span(gate) for gate in GATES}

    assert (said["rep4"], said["zlib"], said["mattr100"]) == (
        "at most 0.035",
        "at least 0.38",
        "0.68 to 0.8",
    )
