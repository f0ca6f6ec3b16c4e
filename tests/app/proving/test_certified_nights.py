"""A night whose telling is not certified gives way to the next best, of few, whose telling is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from novel_engine.adapters.files.story_folder import new_folder
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import assemble, understood
from novel_engine.app.curating import Curated, curated
from novel_engine.app.kept_nights import KeptNight
from novel_engine.app.looking import read_story
from novel_engine.app.making import RunOptions, begin_story, resume_story
from novel_engine.app.proving import certified_nights as module
from novel_engine.app.proving.certified_nights import MOST_TRIED_AFTER, on_a_certified_night, worded
from novel_engine.app.telling import Narration
from novel_engine.cli.answers.plot_words import PASSED_FOR, night_in_words
from novel_engine.story.givens.config import Overrides, SeamModels
from tests.support.terminal import LAMP_OIL

NIGHTS, SEED = 5, "2"
MATERIALS = understood(gather(str(LAMP_OIL), {}, Overrides(scenes=5, words=700, nights=NIGHTS)))


def best() -> Curated:
    return curated(assemble(MATERIALS, SEED))


def in_order() -> list[int]:
    """The nights, those with the best plots first."""
    scores = best().scores
    return sorted(range(1, NIGHTS + 1), key=lambda number: -scores[number - 1])


def certifying(*numbers: int) -> Callable[[Curated], Narration]:
    """Whoever words a story so that it is certified on these nights alone."""

    def words(night: Curated) -> Narration:
        found = worded(night)
        holds = night.number in numbers
        return replace(found, telling=replace(found.telling, certified=holds))

    return words


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets these nights alone be certified."""

    def do(*numbers: int) -> None:
        monkeypatch.setattr(module, "worded", certifying(*numbers))

    return do


def test_the_best_night_is_told_where_its_telling_is_certified(only: Callable[..., None]) -> None:
    only(*in_order()[:2])

    found = on_a_certified_night(best())
    assert (found.number, found.turns) == (best().number, best().turns)
    assert found.words == worded(best())


def test_the_next_best_that_is_certified_is_told_where_it_is_not(only: Callable[..., None]) -> None:
    third = in_order()[MOST_TRIED_AFTER]
    only(third)

    found = on_a_certified_night(best())
    assert (found.number, found.scores) == (third, best().scores)
    assert found.lived().events == found.words.fabula.events  # type: ignore[union-attr]


def test_no_more_than_so_many_are_tried_and_then_the_best_is_told(
    only: Callable[..., None],
) -> None:
    only(in_order()[MOST_TRIED_AFTER + 1])

    assert on_a_certified_night(best()).number == best().number


def test_one_night_alone_and_one_that_a_model_tells_are_left_as_they_are() -> None:
    one = Curated(assemble(MATERIALS, SEED))
    night = best()
    models = SeamModels(narrating="gemini:some")
    told_by_one = replace(
        night,
        assembly=replace(night.assembly, config=replace(night.assembly.config, models=models)),
    )

    assert on_a_certified_night(one) is one
    assert on_a_certified_night(told_by_one) is told_by_one


def test_the_record_keeps_the_night_that_was_taken_and_goes_on_with_it(
    only: Callable[..., None], tmp_path: Path
) -> None:
    second = in_order()[1]
    only(second)
    with new_folder(tmp_path / "o"):
        told = begin_story(MATERIALS, SEED, tmp_path / "o", RunOptions())

    assert told.night.number == second
    assert resume_story(tmp_path / "o") == told
    assert read_story(tmp_path / "o").setting == assemble(MATERIALS, SEED).setting.on_night(second)


def test_it_is_said_for_what_a_better_night_was_passed_over() -> None:
    assert night_in_words(KeptNight(2, (50, 40)), 40).endswith(PASSED_FOR)
    assert PASSED_FOR not in night_in_words(KeptNight(1, (50, 40)), 50)
