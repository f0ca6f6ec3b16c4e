"""A number is changed for whoever goes by it, what that does is shown side by side, and what cannot
be changed is said.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from tests.measures.tune import (
    NoSuchNumber,
    changes_of,
    compared,
    found,
    listed,
    numbers,
    told,
)
from tests.measures.tuned import changed
from tests.tools.constants import ROOT, Constant, constants_in

Run = Callable[..., dict[str, Any]]
PACING = "novel_engine.story.directing.pacing"


def known(source: str, module: str = PACING) -> dict[str, Constant]:
    return {one.key: one for one in constants_in(source, module)}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """What a module holds when some of its numbers are others."""

    def names(source: str, **values: str) -> dict[str, Any]:
        path = tmp_path / "a_module.py"
        path.write_text(ast.unparse(changed(source, values)), encoding="utf-8")
        return run_path(str(path))

    return names


def test_a_number_is_changed_in_its_place_and_in_what_is_worked_out_from_it(
    run: Run,
) -> None:
    names = run("A = 3\nB: int = A + 1\nC, D = 5, (A, B)\n", A="30", C="50")
    assert (names["A"], names["B"], names["C"], names["D"]) == (30, 31, 50, (30, 31))


def test_what_is_not_at_the_top_of_a_module_stays(run: Run) -> None:
    names = run("A = 3\ndef f():\n    A = 4\n    return A\n", A="30")
    assert names["f"]() == 4


def test_every_number_can_be_put_back_where_it_stands() -> None:
    for number in numbers().values():
        source = (ROOT / f"{number.module.replace('.', '/')}.py").read_text(encoding="utf-8")
        same = changed(source, {number.name: number.value})
        assert ast.unparse(same) == ast.unparse(ast.parse(source)), number.key


def test_a_number_is_found_by_its_key_or_by_its_name_alone() -> None:
    held = known("A = 1\nB = 2\n")
    assert found("directing.pacing.A", held) == found("A", held) == held["directing.pacing.A"]


def test_what_nobody_knows_is_refused_with_what_was_perhaps_meant() -> None:
    with pytest.raises(NoSuchNumber, match=r"no number is called 'MOST_TURN': .*MOST_TURNS"):
        found("MOST_TURN", known("MOST_TURNS = 10\n"))


def test_a_name_that_two_have_is_refused_with_both() -> None:
    held = known("A = 1\n") | known("A = 2\n", "novel_engine.story.telling.measure")
    with pytest.raises(NoSuchNumber, match=r"directing\.pacing\.A, telling\.measure\.A"):
        found("A", held)


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("A", "no change"),
        ("A=many", "no number"),
        ("A=1.5", "another kind"),
        ("A=True", "another kind"),
        ("PAIR=3", "another kind"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(wish: str, why: str) -> None:
    with pytest.raises(NoSuchNumber, match=why):
        changes_of([wish], known("A = 1\nPAIR = (1, 2)\n"))


def test_a_share_may_be_a_whole_number() -> None:
    assert changes_of(["A=1"], known("A = 0.5\n")) == {PACING: {"A": "1"}}


def test_the_list_has_value_unit_reason_and_module() -> None:
    held = known('A = 1\n"""Turns: so that something is there to be listed."""\n')
    assert [*listed(held.values())] == [
        "\ndirecting.pacing    novel_engine/story/directing/pacing.py",
        "  A = 1    [Turns]",
        "      so that something is there to be listed.",
    ]


def outcome(events: str, figure: str) -> Any:
    return {"a-story": {"fingerprints": [[events, "words"]], "figures": {"scenes": figure}}}


def test_what_differs_is_marked_and_what_does_not_is_not() -> None:
    rows = [*compared(outcome("one", "13"), outcome("other", "14"))]
    assert rows[0] == "\na-story: of 1 seeds 1 go another way, 0 read otherwise"
    assert rows[2].split() == ["≠", "scenes", "13", "14"]
    same = [*compared(outcome("one", "13"), outcome("other", "13"))]
    assert same[2].split() == ["scenes", "13", "13"]
    assert len(same) == 3


def test_what_luck_does_stands_beside() -> None:
    rows = [*compared(outcome("one", "13"), outcome("other", "14"), outcome("third", "15"))]
    assert rows[1].split() == ["before", "after", "other", "seeds"]
    assert rows[2].split() == ["≠", "scenes", "13", "14", "15"]


def test_where_nothing_has_changed_that_is_said() -> None:
    rows = [*compared(outcome("one", "13"), outcome("one", "13"))]
    assert rows[-1].startswith("\nNothing has changed.")


def test_shorter_scenes_are_seen_in_the_stories() -> None:
    changes = changes_of(["MOST_TURNS=2", "LAST_WORD=2"], numbers())
    before, after = told([({}, 1, 2), (changes, 1, 2)], ["short-handed"])
    was, now = (float(one["short-handed"]["figures"]["turns a scene"]) for one in (before, after))
    assert now <= 2 < was
    assert any(row.startswith("≠ turns a scene") for row in compared(before, after))


def test_with_a_number_that_tells_no_story_that_is_said() -> None:
    with pytest.raises(NoSuchNumber, match="cannot be told"):
        told([({PACING: {"HOURS": "()"}}, 1, 2)], ["short-handed"])
