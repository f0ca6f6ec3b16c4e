"""A finished story is told in edited lines, and nothing of it is simulated again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from novel_engine.adapters.files.bundled import bundled_root
from novel_engine.app.assembly import assemble
from novel_engine.app.previewing.edited_lines import with_lines
from novel_engine.errors import GenreError, UsageError
from tests.measures.played_nights import materials_of
from tests.support.terminal import LAMP_OIL

GROUND = bundled_root() / "configs" / "core" / "lines" / "ground.yaml"


def test_a_file_takes_the_place_of_the_one_of_its_name(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text('- {for: scene, text: "It was early."}\n', "utf-8")
    shutil.copy(own, tmp_path / GROUND.name)
    assembly = assemble(materials_of(str(LAMP_OIL)), "7")
    before = {one.id: one.text for one in assembly.genre.fragments}

    beside = {one.id: one.text for one in with_lines(assembly, own).genre.fragments}
    assert beside == before | {"own.1": "It was early."}

    instead = {one.id: one.text for one in with_lines(assembly, tmp_path).genre.fragments}
    assert instead["ground.1"] == "It was early."
    assert "ground.2" not in instead
    assert instead["own.1"] == "It was early."


def test_what_is_wrong_with_them_is_said_with_its_line(tmp_path: Path) -> None:
    assembly = assemble(materials_of(str(LAMP_OIL)), "7")
    (tmp_path / "own.yaml").write_text("- {for: nothing, text: x}\n", "utf-8")

    with pytest.raises(GenreError, match=r"own\.yaml:1: `for: nothing`"):
        with_lines(assembly, tmp_path)
    with pytest.raises(UsageError, match="there are no lines there"):
        with_lines(assembly, tmp_path / "nowhere.yaml")
