"""Several nights are simulated, and the best plot is taken."""

from __future__ import annotations

import pytest

from novel_engine.engine.nights import events_in, simulated_turns, taken_night
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.story.curating.plot_score import plot_score
from novel_engine.story.fabula.codec import events_sha256
from novel_engine.story.fabula.setting import Setting
from tests.support import worlds

NIGHTS = 4
SEAMS = (OfflineDecisionMaker(), OfflineFramer())


@pytest.fixture(scope="module")
def setting() -> Setting:
    return worlds.story(2).setting


def test_the_first_night_is_what_the_seed_gives(setting: Setting) -> None:
    taken = taken_night(setting, 1, *SEAMS)

    assert setting.on_night(1) is setting
    assert (taken.number, taken.turns) == (1, worlds.story(2).turns)


def test_nights_share_their_opening_and_nothing_else_need_be_alike(setting: Setting) -> None:
    nights = [simulated_turns(setting.on_night(n), *SEAMS) for n in range(1, NIGHTS + 1)]

    assert len({turns[0] for turns in nights}) == 1
    assert len({events_sha256(events_in(turns)) for turns in nights}) == NIGHTS


def test_the_night_with_the_best_plot_is_taken_and_the_earliest_of_equals(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = taken_night(setting, NIGHTS, *SEAMS)
    ground = setting.on_night(taken.number)

    assert taken.scores[taken.number - 1] == max(taken.scores)
    assert taken.scores.index(max(taken.scores)) == taken.number - 1
    assert plot_score(ground, events_in(taken.turns)).total == max(taken.scores)
    assert taken.turns == simulated_turns(ground, *SEAMS)
    alike = plot_score(setting, ())
    monkeypatch.setattr("novel_engine.engine.nights.plot_score", lambda *given: alike)
    assert taken_night(setting, NIGHTS, *SEAMS).number == 1


def test_more_nights_leave_those_before_them_as_they_were(setting: Setting) -> None:
    few, more = (taken_night(setting, nights, *SEAMS).scores for nights in (2, NIGHTS))

    assert more[:2] == few


def test_no_seed_is_called_what_a_night_is(setting: Setting) -> None:
    """A seed may hold letters, digits, '-' and '_' alone."""
    seeds = {setting.on_night(n).draws.seed_at(5) for n in range(1, NIGHTS + 1)}

    assert len(seeds) == NIGHTS
    assert [seed for seed in seeds if " " not in seed] == [setting.seed]
    assert {setting.on_night(n).draws.seed_at(0) for n in range(1, NIGHTS + 1)} == {setting.seed}
