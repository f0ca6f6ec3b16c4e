"""Problems that are more than anybody reads are counted, and rightly."""

from __future__ import annotations

from pathlib import Path

import pytest

from novel_engine.adapters.reading.too_many import how_many, readably_many
from tests.support.terminal import novel_engine

ONE_MORE = "… and 1 more problem; correct these first"


def test_the_first_are_told_and_the_others_counted() -> None:
    assert readably_many(["a", "b"], 2) == ["a", "b"]
    assert readably_many(["a", "b", "c"], 2) == ["a", "b", ONE_MORE]
    assert readably_many(["x"] * 1_500, 2)[-1] == "… and 1,498 more problems; correct these first"


def test_what_was_counted_before_is_counted_again() -> None:
    inner = readably_many(["a", "b", "c"], 2)

    assert readably_many([*inner, "d"], 2)[-1] == "… and 2 more problems; correct these first"
    assert how_many([*inner, "d"]) == 4
    assert readably_many(inner, 5) == inner


@pytest.mark.parametrize("count", [1, 20, 41, 101])
def test_validate_counts_every_problem(tmp_path: Path, count: int) -> None:
    lines = [f"zqx{number}: 1\n" for number in range(count)]
    (tmp_path / "s.yaml").write_text("cast: [a, b]\n" + "".join(lines), encoding="utf-8")

    said = novel_engine("validate", "s.yaml", at=tmp_path)
    plain = novel_engine("validate", "s.yaml", "--json", at=tmp_path)

    assert f"{count} problem{'' if count == 1 else 's'} in all" in said.err
    assert f"story : {count} wrong".replace(" : ", ": ") in said.out
    assert f'"problems": {count}\n' in plain.out
