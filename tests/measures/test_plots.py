"""The figures of plots are counted from the record alone, the same every time; `make measure` prints
them at full size.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest

from novel_engine.app.assembly import assemble
from novel_engine.engine.nights import events_in, taken_night
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from tests.measures import report
from tests.measures.played_nights import NAMES_ONLY, groups, kernels_of, materials_of, nights
from tests.measures.plot_report import LATE, Figure, cast_figure, figures, reached
from tests.measures.plots import NightFigures, figures_of

pytestmark = [pytest.mark.law, pytest.mark.xdist_group("measures")]

SEEDS = range(1, 4)
NIGHTS = 3


@pytest.fixture(scope="module")
def found() -> dict[str, list[tuple[NightFigures, NightFigures]]]:
    return {group: [nights(group, seed, NIGHTS) for seed in SEEDS] for group in groups()}


Found = dict[str, list[tuple[NightFigures, NightFigures]]]


def test_the_same_seed_comes_to_the_same(found: Found) -> None:
    for group, stories in found.items():
        assert nights(group, SEEDS[0], NIGHTS) == stories[0]


def test_the_best_night_is_the_one_that_a_run_takes(found: Found) -> None:
    for group, stories in found.items():
        setting = assemble(materials_of(group), str(SEEDS[0])).setting
        taken = taken_night(setting, NIGHTS, OfflineDecisionMaker(), OfflineFramer())
        best = max(taken.scores)
        idiom = materials_of(group).genre.idiom
        assert figures_of(taken.setting, events_in(taken.turns), best, idiom) == stories[0][1]
        assert stories[0][0].points == taken.scores[0]


def test_what_is_counted_is_part_of_what_there_is(found: Found) -> None:
    for night in (one for stories in found.values() for pair in stories for one in pair):
        assert 0 < night.telling_acts <= night.acts
        assert 0 <= night.told_on_chain <= night.on_chain <= night.acts
        assert night.told_on_chain <= night.told_acts <= night.acts
        assert not night.paid_for or night.acted_on
        assert night.answered or night.unsolved or night.closed
        assert night.ending.partition(".")[0] == night.kernel


def test_a_cast_of_names_alone_has_nothing_but_the_kernels_own(found: Found) -> None:
    assert set(kernels_of(NAMES_ONLY)) >= {one.kernel for one, _ in found[NAMES_ONLY]}


def _named(of: list[Figure], name: str) -> Figure:
    return next(one for one in of if one.name == name)


def test_a_figure_says_what_is_asked_of_it_and_whether_it_is_so(found: Found) -> None:
    first = found["the-closing-pass"][0][0]
    good = replace(first, unsolved=False, reason=True, choices=(), again=0, ending="a", roles=())
    bad = replace(good, reason=False, again=2)
    of = list(figures([[good, good], [good, bad]]))
    reason = _named(of, "the reason is learnt by whoever sees most of it")
    assert (reason.asked, reason.holds) == ("100 %", (True, False))
    assert reason.nights == ("100.0 % (2 of 2)", "50.0 % (1 of 2)")
    row = _named(of, "turns in a row by one person while another is addressed")
    assert (row.asked, row.holds) == ("none", (True, False))
    assert _named(of, "the price of a choice comes").holds == (None, None)
    assert _named(of, "the commonest ending").nights[0] == "a 100.0 % (2 of 2)"
    assert _named(of, "the person who is oftenest in one part").holds == (None, None)


def test_what_was_never_reached_is_named(found: Found) -> None:
    first = found["the-closing-pass"][0][0]
    night = replace(first, kernel="x", options=("x.means=key",), ending="x.good")
    known: dict[str, dict[str, tuple[str, ...]]] = {
        "x": {"means": ("key", "book"), "endings": ("good", "bad"), LATE: ("still",)},
        "y": {"endings": ("z",)},
    }
    of = {one.name: one for one in reached(known, [night], {"x.good", "y.z"})}
    assert of["kernels reached"].nights == ("1 of 2, not y",)
    assert of["options of means reached"].nights == ("1 of 2, not x.means=book",)
    assert of["endings reached"].nights == ("1 of 3, not x.bad, y.z",)
    assert of["endings, by any night, reached"].nights == ("2 of 3, not x.bad",)
    late = of["endings for want of any other, by any night, reached"]
    assert (late.nights, late.holds) == (("0 of 1, not x.still",), (None,))


def test_who_plays_what_is_said_of_many_castings_and_not_of_few() -> None:
    few = cast_figure([(("x.finder", "ida"), ("x.owner", "bo"))] * 5)
    assert few.nights == ("x.owner bo 100.0 % (5 of 5)",)
    cast = [(("x.finder", "ida" if at % 2 else "bo"),) for at in range(100)]
    many = cast_figure([*cast, *([(("y.finder", "ida"),)] * 9)])
    assert (many.nights, many.holds) == (("x.finder ida 50.0 % (50 of 100)",), (False,))


def test_the_report_can_be_read_by_a_script(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["measure", "--seeds", "2", "--nights", "2", "--story", "short-handed", "--json"]
    monkeypatch.setattr(sys, "argv", asked)
    report.main()
    one, every = json.loads(capsys.readouterr().out)
    assert one["about"] == "short-handed: 2 seeds"
    assert [night["of"] for night in one["figures"][0]["nights"]] == [1, 2]
    assert every["figures"][0]["name"] == "kernels reached"
