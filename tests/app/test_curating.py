"""A story is told on the best of its nights, and goes on with that one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from novel_engine.adapters.files.story_folder import new_folder
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import Materials, assemble, understood
from novel_engine.app.curating import curated, lived
from novel_engine.app.fitting_length import USUAL_WORDS, curated_at_length
from novel_engine.app.kept_nights import kept_night
from novel_engine.app.looking import read_story
from novel_engine.app.making import RunOptions, begin_story, resume_story
from novel_engine.app.outcomes import ToldStory
from novel_engine.app.rehearsing import expected
from novel_engine.errors import ConfigError
from novel_engine.ports.news import News, TurnRecorded
from novel_engine.story.curating.plot_score import plot_score
from novel_engine.story.givens.config import Overrides
from tests.support.terminal import LAMP_OIL, PEOPLE

NIGHTS = 4
SEED = "2"


class Stop(Exception):
    """The story is to stop here."""


class StopsAt:
    """An observer who ends everything once this turn is recorded."""

    def __init__(self, turn: int) -> None:
        self.turn = turn

    def notice(self, news: News) -> None:
        if isinstance(news, TurnRecorded) and news.turn.turn == self.turn:
            raise Stop


def asked(**more: object) -> Materials:
    short = replace(Overrides(scenes=5, words=700, nights=NIGHTS), **more)  # type: ignore[arg-type]
    return understood(gather(str(LAMP_OIL), {}, short))


@pytest.fixture(scope="module")
def materials() -> Materials:
    return asked()


def told(materials: Materials, folder: Path, *observers: StopsAt) -> ToldStory:
    with new_folder(folder):
        return begin_story(materials, SEED, folder, RunOptions(), observers)


@pytest.fixture(scope="module")
def straight(materials: Materials, tmp_path_factory: pytest.TempPathFactory) -> ToldStory:
    return told(materials, tmp_path_factory.mktemp("straight") / "o")


def test_what_is_told_is_the_night_with_the_best_plot(
    materials: Materials, straight: ToldStory
) -> None:
    setting = assemble(materials, SEED).setting
    nights = [lived(setting.on_night(number)) for number in range(1, NIGHTS + 1)]
    scores = [plot_score(night.setting, night.events) for night in nights]
    best = max(range(NIGHTS), key=lambda at: (scores[at].total, -at))

    assert straight.night.scores == tuple(score.total for score in scores)
    assert straight.night.number == best + 1
    assert straight.events_sha256 == nights[best].sha256
    assert straight.plot == scores[best]


def test_another_night_than_the_first_is_taken_here(straight: ToldStory) -> None:
    """Or the tests of this module would show nothing."""
    assert straight.night.number > 1


def test_a_record_says_which_night_it_is_and_its_setting_is_that_nights(
    materials: Materials, straight: ToldStory
) -> None:
    story = read_story(straight.folder)

    assert kept_night(story.meta, story.where) == straight.night
    first = assemble(materials, SEED).setting
    assert story.setting == first.on_night(straight.night.number)


def test_one_night_is_kept_as_a_record_always_was(tmp_path: Path) -> None:
    alone = told(asked(nights=1), tmp_path / "o")

    assert not {"night", "plots"} & read_story(alone.folder).meta.keys()
    assert alone.events_sha256 == lived(assemble(asked(nights=1), SEED).setting).sha256


@pytest.mark.parametrize("turn", [0, 1, 7, 16])
def test_a_story_stopped_at_any_turn_goes_on_with_its_night_and_simulates_no_other(
    materials: Materials,
    straight: ToldStory,
    tmp_path: Path,
    turn: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(Stop):
        told(materials, tmp_path / "o", StopsAt(turn))

    def simulate_again(*given: object) -> None:
        raise AssertionError("the night was taken already")

    monkeypatch.setattr("novel_engine.app.curating.taken_night", simulate_again)
    again = resume_story(tmp_path / "o")

    assert again.story_sha256 == straight.story_sha256
    assert again.events_sha256 == straight.events_sha256
    assert (again.night, again.plot) == (straight.night, straight.plot)


def test_a_run_that_stops_before_its_record_leaves_nothing(
    materials: Materials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("novel_engine.app.curating.taken_night", stop)
    with pytest.raises(KeyboardInterrupt):
        told(materials, tmp_path / "o")

    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("seam", ["model", "decider_model", "framer_model"])
def test_where_somebody_is_asked_meanwhile_one_night_is_simulated_and_more_are_refused(
    seam: str,
) -> None:
    alone = understood(gather(None, {}, Overrides(**{seam: "openai:m"})))  # type: ignore[arg-type]
    assert alone.inputs.config.nights == 1
    with pytest.raises(ConfigError, match="--nights: 4 nights are simulated only where") as refused:
        gather(None, {}, Overrides(nights=4, **{seam: "openai:m"}))  # type: ignore[arg-type]
    assert "leave 'nights' out or make it 1" in str(refused.value)


def test_a_model_that_only_narrates_is_told_the_best_night(straight: ToldStory) -> None:
    narrated = asked(narrator_model="openai:m")
    (estimate,) = expected(narrated, SEED, RunOptions())

    assert narrated.inputs.config.nights == NIGHTS
    assert (estimate.seam, estimate.calls > 0) == ("narrating", True)
    assert curated(assemble(narrated, SEED)).scores == straight.night.scores


def test_two_people_of_whom_nothing_is_known_have_nights_too(tmp_path: Path) -> None:
    for name in ("Mara Quist", "Ivo Brandt"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "character.yaml").write_text(f"name: {name}\n", "utf-8")
    cast = (str(tmp_path / "Mara Quist"), str(tmp_path / "Ivo Brandt"))
    two = understood(gather(None, {}, Overrides(cast=cast, scenes=5, words=700, nights=3)))

    story = told(two, tmp_path / "o")

    assert story.night.nights == 3
    assert story.plot.total == max(story.night.scores)


def test_a_longer_plan_is_tried_out_on_the_best_of_its_nights() -> None:
    cast = tuple(str(PEOPLE / name) for name in ("ada-vane", "bo-marsh"))
    long = understood(gather(None, {}, Overrides(cast=cast, words=USUAL_WORDS + 600, nights=2)))

    found = curated_at_length(long, SEED)

    again = curated(found.planned)
    assert (found.number, found.scores) == (again.number, again.scores)
    assert found.lived().sha256 == lived(found.assembly.setting).sha256
