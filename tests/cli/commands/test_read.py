"""`read`: a story, in a pager."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.damage import forged
from tests.support.privileges import ordinary_user
from tests.support.terminal import novel_engine, on_a_terminal


def test_read_prints_the_story_as_it_stands(lamp_oil: Path) -> None:
    assert novel_engine("read", lamp_oil).out == (lamp_oil / "story.md").read_text(encoding="utf-8")


def test_read_of_a_story_that_is_not_told_says_how_to_go_on(lamp_oil: Path, tmp_path: Path) -> None:
    shutil.copytree(lamp_oil, tmp_path / "one")
    (tmp_path / "one" / "story.md").unlink()

    said = novel_engine("read", tmp_path / "one")

    assert said.code == 2
    assert f"novel-engine resume {tmp_path / 'one'}" in said.err


def test_of_many_tellings_and_long_names_a_message_shows_a_few_in_short(
    lamp_oil: Path, tmp_path: Path
) -> None:
    shutil.copytree(lamp_oil, tmp_path / "one")
    forged(
        tmp_path / "one" / "story.db",
        "INSERT INTO tellings SELECT printf('%.*c', 100000, 'a'), title, focalizer, ending, motif, "
        "words FROM tellings WHERE name = 'story'",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1990) "
        "INSERT INTO tellings SELECT printf('%.*c', 1000, 'a') || i, title, focalizer, ending, "
        "motif, words FROM tellings, n WHERE name = 'story'",
    )

    read = novel_engine("read", "one", "--telling", "nope", at=tmp_path)
    explained = novel_engine("explain", "one", "1", "--telling", "nope", at=tmp_path)

    assert (read.code, explained.code) == (2, 2)
    assert "1,984 more" in read.err
    assert max(len(read.err), len(explained.err)) < 1000


@pytest.mark.slow
def test_on_a_terminal_read_uses_the_pager(lamp_oil: Path) -> None:
    code, said = on_a_terminal(["read", lamp_oil], PAGER="sed s/^/PAGED:/")

    assert code == 0
    assert "PAGED:# The Lamp Oil" in said


@pytest.mark.slow
@pytest.mark.parametrize("pager", ["exit 1", "exit 129", "exit 255", "kill -9 $$", "kill -TERM $$"])
def test_a_pager_that_fails_or_is_killed_leaves_the_text_to_be_printed(
    lamp_oil: Path, pager: str
) -> None:
    code, said = on_a_terminal(["read", lamp_oil], PAGER=pager)

    assert code == 0
    assert "failed; here is the text without it" in said
    assert "# The Lamp Oil" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "pager", ["exit 130", "kill -INT $$", "kill -PIPE $$", "head -c 9; exit 0"]
)
def test_a_reader_who_has_seen_enough_is_shown_no_more(lamp_oil: Path, pager: str) -> None:
    code, said = on_a_terminal(["read", lamp_oil], PAGER=pager)

    assert code == 0
    assert "failed" not in said


def test_an_unreadable_story_is_said_to_be_so(lamp_oil: Path) -> None:
    text = (lamp_oil / "story.md").read_bytes()
    with ordinary_user() as folder:
        (folder / "story.md").write_bytes(text)
        (folder / "story.md").chmod(0)
        said = novel_engine("read", folder)

    assert said.code == 8
