"""A genre is looked over: its files line by line, and then the stories it tells."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from novel_engine.app.linting import NEUTRAL, GenreReport, lint_genre
from novel_engine.errors import GenreError
from tests.support.small_genre import HEAD, LINES, NAME, TEXTS
from tests.support.terminal import FIXTURES

OWN = f"genres/{NAME}/"


def house(folder: Path, **changed: str) -> Path:
    """The smallest genre, in a directory."""
    for name, text in {**TEXTS, **changed}.items():
        if name.startswith(OWN):
            path = folder / NAME / name.removeprefix(OWN)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder / NAME


def looked_over(folder: Path, **changed: str) -> GenreReport:
    return lint_genre(str(house(folder, **changed)), 1)


def test_a_genre_without_a_story_of_its_own_is_told_with_a_neutral_cast(tmp_path: Path) -> None:
    report = looked_over(tmp_path)

    assert report.name == NAME
    assert report.own.fragments == 2
    assert report.core.fragments > 500
    assert report.sampled is not None
    assert report.sampled.stories == (NEUTRAL,)
    assert report.sampled.count == 1
    assert [one.asked for one in report.sampled.carried] == [3000, 6000, 10_000]
    assert any(
        problem.startswith("the ending 'vase.told' has no words") for problem in report.problems
    )
    assert report.must_mend == len(report.problems) + len(report.sampled.problems)


def test_the_same_genre_is_told_the_same_way_twice(tmp_path: Path) -> None:
    assert looked_over(tmp_path / "one").sampled == looked_over(tmp_path / "two").sampled


def test_every_fault_of_a_fragment_is_named_by_its_line(tmp_path: Path) -> None:
    more = (
        '- for: cut\n  text: "{A} sat by the stove."\n- for: ask\n  when: '
        "{fact: vase.leak}\n  "
        'text: "It was so."\n'
    )
    report = looked_over(tmp_path, **{LINES: TEXTS[LINES] + more})
    found = [problem.removeprefix(f"{tmp_path}/{NAME}/lines/") for problem in report.problems]

    assert any(
        problem.startswith("vase.yaml:7: fragment 3 (cut): 'sat' is not declared")
        for problem in found
    )
    assert any(
        problem.startswith("vase.yaml:7: fragment 3 (cut): 'stove' is not declared")
        for problem in found
    )
    assert any(
        problem.startswith("vase.yaml:9: fragment 4 (ask): 'fact: vase.leak' is nothing")
        for problem in found
    )


def test_a_file_that_cannot_be_read_is_all_that_is_said(tmp_path: Path) -> None:
    bad = looked_over(
        tmp_path, **{LINES: '- for: asks\n  text: "One."\n- for: ask\n  text: "{A.hat}"\n'}
    )

    assert bad.sampled is None
    assert len(bad.problems) == bad.must_mend == 2
    assert "vase.yaml:1: `for: asks` is neither a verb nor a beat" in bad.problems[0]
    assert "vase.yaml:4: there is no slot {A.hat}" in bad.problems[1]


@pytest.mark.parametrize("text", ["places: [", "- for: ["])
def test_what_is_no_yaml_is_named(tmp_path: Path, text: str) -> None:
    head, lines = (text, TEXTS[LINES]) if text.startswith("places") else (TEXTS[HEAD], text)
    report = looked_over(tmp_path, **{HEAD: head, LINES: lines})

    assert report.sampled is None
    assert len(report.problems) == 1


def test_a_file_of_fragments_may_not_have_the_name_of_another(tmp_path: Path) -> None:
    (house(tmp_path) / "lines" / "ground.yaml").write_text(
        '- for: cut\n  text: "It was so."\n', encoding="utf-8"
    )
    report = lint_genre(str(tmp_path / NAME), 1)

    assert any(
        "has the name 'ground' already; give this file another" in problem
        for problem in report.problems
    )


def test_a_genre_that_is_nowhere_is_named_with_the_nearest() -> None:
    with pytest.raises(GenreError, match="winter-station"):
        lint_genre("winter-statoin", 1)


@pytest.mark.slow
def test_the_bundled_genre_is_told_with_the_bundled_stories() -> None:
    report = lint_genre("winter-station", 1)

    assert report.problems == ()
    assert report.sampled is not None
    assert report.sampled.stories == ("short-handed", "the-closing-pass")
    assert report.sampled.count == 2


def test_a_line_about_nothing_is_named_beside_what_keeps_the_genre_from_being_read(
    tmp_path: Path,
) -> None:
    shutil.copytree(FIXTURES / "genres" / "ford-inn", tmp_path / "inn")
    changes = (
        ("kernels/inheritance.yaml", "tension: 8", "tension: 80"),
        ("lines/inn.yaml", "is: estate.found", "is: estate.fund"),
        ("lines/inn.yaml", "motif: ferry_bell, is: plain", "motif: ferry_bel, is: plain"),
        ("patterns.yaml", "", "p: {about: x, worth: 3, steps: []}\n"),
    )
    for name, old, new in changes:
        path = tmp_path / "inn" / name
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    problems = lint_genre(str(tmp_path / "inn"), 1).problems

    assert [line.rpartition("/")[2].split(":")[0] for line in problems] == [
        "inheritance.yaml",
        "patterns.yaml",
        "inn.yaml",
        "inn.yaml",
    ]
    assert "'is: estate.fund' is nothing in this genre" in problems[2]
    assert "'motif: ferry_bel' is nothing in this genre" in problems[3]
