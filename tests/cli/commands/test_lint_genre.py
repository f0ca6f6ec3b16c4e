"""`lint-genre` at a terminal: a plain table or one JSON object, and an exit code that means
something.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.app.test_linting import house
from tests.support.small_genre import NAME
from tests.support.terminal import novel_engine


def test_a_genre_that_wants_mending_is_told_what_and_leaves_with_three(tmp_path: Path) -> None:
    said = novel_engine("lint-genre", house(tmp_path), "--seeds", "1")

    assert said.code == 3
    assert "  mend  the ending 'vase.told' has no words" in said.out
    assert "stories told: 1, of a neutral cast" in said.out
    assert "What a longer story comes to:" in said.out
    assert f"things to mend in {NAME}; they are named above" in said.err


def test_a_script_reads_one_object_with_everything_in_it(tmp_path: Path) -> None:
    said = novel_engine("lint-genre", house(tmp_path), "--seeds", "1", "--json")
    found = json.loads(said.out)

    assert said.code == 3
    assert found["genre"] == NAME
    assert found["own"] == {"fragments": 2, "words": 8}
    assert found["must_mend"] == len(found["problems"]) + len(found["stories"]["problems"])
    assert [one["asked"] for one in found["stories"]["carried"]] == [3000, 6000, 10_000]
    assert {"gate", "low", "high", "median", "missed_by", "holds"} == set(
        found["stories"]["gates"][0]
    )


def test_a_genre_that_cannot_be_read_has_no_stories(tmp_path: Path) -> None:
    folder = house(tmp_path)
    (folder / "lines" / "vase.yaml").write_text("- for: asks\n", encoding="utf-8")
    said = novel_engine("lint-genre", folder, "--json")

    assert said.code == 3
    assert json.loads(said.out)["stories"] is None


def test_a_genre_that_is_nowhere_is_a_plain_error() -> None:
    said = novel_engine("lint-genre", "winter-statoin")

    assert said.code == 3
    assert "there is no genre 'winter-statoin'" in said.err


def test_no_seeds_at_all_is_a_usage_error() -> None:
    assert novel_engine("lint-genre", "winter-station", "--seeds", "0").code == 2
