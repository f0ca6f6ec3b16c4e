"""`show --costs`: what language models took, and what it cost."""

from __future__ import annotations

import shutil
from pathlib import Path

from novel_engine.adapters.record.replies import RecordedReplies
from tests.support.contracts.outlays import outlay
from tests.support.damage import forged
from tests.support.terminal import novel_engine


def test_show_costs_of_an_offline_story_says_that_no_model_was_asked(lamp_oil: Path) -> None:
    said = novel_engine("show", lamp_oil, "--costs")
    nothing = {
        "calls": 0,
        "tokens_in": 0,
        "tokens_out": 0,
        "cost_usd": 0.0,
        "unpriced": 0,
    } | NONE_LOST

    assert said.out == "no language model was asked\n"
    plain = novel_engine("show", lamp_oil, "--costs", "--json").json
    assert plain["costs"] == {"seams": [], "models": [], "characters": [], "all": nothing}


NONE_LOST = {"unanswered": 0, "unanswered_usd": 0.0}


def test_show_costs_adds_up_by_seam_by_model_and_by_character(asked: Path) -> None:
    lines = novel_engine("show", asked, "--costs").out.splitlines()

    assert [line.split() for line in lines if line] == [
        "SEAM CALLS TOKENS IN TOKENS OUT COST".split(),
        "deciding 2 20 4 $0.2500, and 1 call of unknown price".split(),
        "narrating 1 10 2 $1.50".split(),
        "MODEL CALLS TOKENS IN TOKENS OUT COST".split(),
        "m 3 30 6 $1.75, and 1 call of unknown price".split(),
        "CHARACTER CALLS TOKENS IN TOKENS OUT COST".split(),
        "Ada Vane 1 10 2 $0.2500".split(),
        "Bo Marsh 1 10 2 unknown".split(),
        "all 3 30 6 $1.75, and 1 call of unknown price".split(),
        lines[-1].split(),
    ]
    assert "model: prices:" in lines[-1]


def test_a_name_without_end_makes_no_table_as_wide(asked: Path, tmp_path: Path) -> None:
    shutil.copytree(asked, tmp_path / "o")
    endless = "printf('%.*c', 900000, 'x')"
    forged(tmp_path / "o" / "story.db", f"UPDATE replies SET about = {endless}, model = {endless}")

    lines = novel_engine("show", tmp_path / "o", "--costs").out.splitlines()

    assert max(map(len, lines)) < 300


def test_show_costs_as_json_never_takes_the_unknown_for_nothing(asked: Path) -> None:
    costs = novel_engine("show", asked, "--costs", "--json").json["costs"]

    bo = {
        "id": "bo-marsh",
        "calls": 1,
        "tokens_in": 10,
        "tokens_out": 2,
        "cost_usd": None,
        "unpriced": 1,
    }
    assert costs["characters"][1] == bo | NONE_LOST
    assert (
        costs["all"]
        == {"calls": 3, "tokens_in": 30, "tokens_out": 6, "cost_usd": 1.75, "unpriced": 1}
        | NONE_LOST
    )


def test_show_costs_counts_calls_whose_answer_never_came_at_their_most(asked: Path) -> None:
    with RecordedReplies(asked / "story.db") as archive:
        for about, most in (("ada-vane", 0.5), ("bo-marsh", None)):
            archive.begin(outlay(about, most, turn=3, about=about))
    said = novel_engine("show", asked, "--costs").out.splitlines()
    costs = novel_engine("show", asked, "--costs", "--json").json["costs"]

    assert "Ada Vane 1 10 2 $0.7500".split() in [line.split() for line in said]
    assert (
        said[-1]
        == "in it $0.5000 for 2 calls whose answer never came, at the most they can have cost"
    )
    ada, bo = costs["characters"]
    assert (ada["calls"], ada["cost_usd"], ada["unanswered"], ada["unanswered_usd"]) == (
        1,
        0.75,
        1,
        0.5,
    )
    assert (bo["calls"], bo["cost_usd"], bo["unpriced"], bo["unanswered_usd"]) == (1, None, 2, None)
    whole = {"calls": 3, "tokens_in": 30, "tokens_out": 6, "cost_usd": 2.25, "unpriced": 2}
    assert costs["all"] == whole | {"unanswered": 2, "unanswered_usd": 0.5}
