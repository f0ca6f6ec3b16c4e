"""A writer is told what to mend in a file of fragments, and how much there is of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from novel_engine.adapters.reading.genre.fragment_files import fragment_of
from novel_engine.adapters.reading.genre.fragment_lint import lint_files, problems_of, roles_of
from tests.support.stories import bundled_terms

TERMS = bundled_terms()


def problems(text: str, tells: str = "scene") -> list[str]:
    return problems_of(fragment_of({"for": tells, "text": text}, "1", TERMS), TERMS)


@pytest.mark.parametrize(
    "text",
    [
        "The clock went on.",
        'A> "That vase," {A} said. "It was yours, I think."',
        "{A} put {A.their} hat down, and {A.they} {A.was} not to be {moved|shifted} by it.",
        'B> {"Well," said|"No," said} {B}.',
    ],
)
def test_good_lines_are_let_stand(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "tells", "said"),
    [
        ('"Well," said {A}.', "scene", "a paragraph with speech must begin with A> or B>"),
        (
            '{A} waited.|x{no|"Well," said {A}.}',
            "scene",
            "a paragraph with speech must begin with A> or B>",
        ),
        ("A> {A} waited.", "scene", "a paragraph marked A> has no speech"),
        ('A> "Well, said {A}.', "scene", "an odd number of quotation marks"),
        ("{A} waited — long.", "scene", "use straight ones"),
        ("It hung in the air.", "scene", "a stock phrase: hung in the air"),
        ("{A} put her hat down.", "scene", "'her' is nobody's"),
        ("{A} and {A.they} was late.", "scene", "'{A.they} was' is wrong for 'they'"),
        ("{A} said that {A.they}'s late.", "scene", "'{A.they}'s' is wrong for 'they'"),
        ('B> "That never looks it, does {B.they}?"', "ask", "'does {B.they}' is wrong for 'they'"),
        ('B> "Isn\'t {B.they} in?"', "ask", "write a slot, such as {B.is} and 'not' after it"),
        ('B> "Do {B.they} know?"', "ask", "'Do {B.they}' is wrong for 'he' and 'she'"),
        ('B> "{B.they} wants it."', "ask", "such as {B.they} want{B.s}"),
        ("Was {A.they} {late|early}?", "scene", "'Was {A.they}' is wrong for 'they'"),
        ("{A.they} sat down, drank it and was glad.", "scene", "such as {A.was}"),
        ("{A.they} never has any.", "scene", "'{A.they} never has' is wrong for 'they'"),
        ("{A} saw {B.they}, who was late.", "scene", "'{B.they}, who was' is wrong for 'they'"),
        (
            "{A.they} gave {A.their} pen to nobody, and was glad.",
            "scene",
            "and was' is wrong for 'they'; write a slot, such as {A.was}",
        ),
        ("{A} saw {I}.", "scene", "{I} means nothing for scene"),
        ("{A} went to {P}.", "ask", "{P} means nothing for ask"),
        ("{A} knew {F.noun}.", "cut", "{F} means nothing for cut"),
        ("{A} knew {G.noun}.", "ask", "{G} means nothing for ask"),
        ("{culprit} came.", "cut", "{culprit} means nothing for cut"),
        ('B> "Well," said {B}.', "reflect", "{B} means nothing for reflect"),
    ],
)
def test_what_must_be_mended_is_named(text: str, tells: str, said: str) -> None:
    assert any(said in problem for problem in problems(text, tells))


def test_every_beat_has_its_roles() -> None:
    assert [tells for tells in sorted(TERMS.beats) if "A" not in roles_of(tells, TERMS)] == []


def test_the_roles_of_verbs_are_those_that_the_verbs_declare() -> None:
    found = {name: roles_of(name, TERMS) - TERMS.roles - {"*"} for name in TERMS.verbs}

    assert found == {name: set(verb.role_names) for name, verb in TERMS.verbs.items()}


def test_a_good_file_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lines.yaml"
    path.write_text(
        '- {for: scene, text: "The clock went on and on and on."}\n'
        '- {for: cut, text: "The clock went on and on and on."}\n'
        '- {for: ask, text: "A> \\"{Well|So} then,\\" said {A}."}\n'
    )

    status = lint_files([str(path)])

    said = capsys.readouterr().out
    assert status == 0
    assert "3 fragments, " in said
    assert "('the clock went on and', 2)" in said
    assert "{'scene': 1, 'cut': 1, 'ask': 1}" in said


def test_every_fault_of_every_file_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.yaml").write_text(
        "- {for: scene, text: It hung in the air.}\n- {for: scen, text: Well.}\n"
    )
    (tmp_path / "two.yaml").write_text("- for: [\n")
    (tmp_path / "three.yaml").write_text("for: scene\n")

    status = lint_files(
        [str(tmp_path / name) for name in ("one.yaml", "two.yaml", "three.yaml", "four.yaml")]
    )

    said = capsys.readouterr().out
    assert status == 1
    assert "one.yaml: fragment 1 (scene): a stock phrase" in said
    assert "one.yaml: fragment 2: `for: scen` is neither a verb nor a beat" in said
    assert "two.yaml:" in said
    assert "three.yaml: fragment 1: a fragment needs" in said
    assert "four.yaml:1: there is no such file" in said


def test_it_runs_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "lines.yaml"
    path.write_text("- {for: scene, text: The clock went on.}\n")
    root = Path(__file__).parents[4]

    done = subprocess.run(
        [sys.executable, "-m", "novel_engine.adapters.reading.genre.fragment_lint", str(path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0
    assert "1 fragment, 4 words" in done.stdout
