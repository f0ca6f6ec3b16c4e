"""`preview` at a terminal: each line with its file and line, and where it could be told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.terminal import novel_engine

LINES = """\
- {for: scene, plain: true, text: "{A} was {here}, and it was {when}."}
- {for: betray, plain: true, text: "{A} told {B}."}
"""


@pytest.fixture(name="mine")
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(LINES, "utf-8")
    return path


@pytest.mark.slow
def test_it_shows_where_a_line_could_be_told_and_why_another_could_not(mine: Path) -> None:
    said = novel_engine("preview", mine, "--seeds", "1")

    assert said.code == 0, said.err
    assert f"{mine}:1: mine.1 (scene), " in said.out
    assert "seed 1, turn " in said.out
    assert f"{mine}:2: mine.2 (betray), no story could use it" in said.out
    assert said.out.splitlines()[-1] == "2 lines tried in 4 stories; 1 could be told in none"


@pytest.mark.slow
def test_a_script_reads_one_object(mine: Path) -> None:
    found = json.loads(
        novel_engine("preview", mine, "--line", "mine.1", "--seeds", "1", "--json").out
    )

    assert set(found) == {"lines", "stories"}
    (line,) = found["lines"]
    assert set(line) == {"name", "where", "tells", "examples", "why_not"}
    assert set(line["examples"][0]) == {"story", "seed", "turn", "before", "paragraphs", "taken"}


def test_what_is_asked_for_wrongly_is_a_plain_error(mine: Path) -> None:
    assert novel_engine("preview", "nowhere").code == 2
    assert "did you mean 'scene'" in novel_engine("preview", mine, "--for", "scenes").err
    mine.write_text("- {for: scene}\n", "utf-8")
    said = novel_engine("preview", mine)
    assert said.code == 3
    assert f"{mine}:1: " in said.err
