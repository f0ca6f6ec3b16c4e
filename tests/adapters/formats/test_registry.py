"""The table of formats is the one place that names them: whatever it holds can be asked for, is
offered, and is the same bytes every time.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from novel_engine.adapters.files.story_folder import story_files
from novel_engine.adapters.formats.registry import FORMATS, file_name, written
from novel_engine.cli.parsed_options import known_formats
from novel_engine.story.fabula.events import id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from tests.support import cellar
from tests.support.terminal import novel_engine

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("form", FORMATS)
def test_a_story_in_a_format_is_the_same_bytes_every_time(form: str) -> None:
    def again() -> bytes:
        fabula = Fabula(cellar.setting(), tuple(cellar.the_letter()))
        told = Paragraph("It was cold.", (id_of(fabula.events[1]),))
        chapters = (RenderedChapter(1, "One", cellar.ADA, (told,)),)
        plan = Telling("story", "The Letter", cellar.ADA, "known", "lamp", 100, ())
        return written(form, plan, chapters, fabula)

    assert again() == again() != b""


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_can_be_asked_for_and_its_file_is_the_storys(form: str, tmp_path: Path) -> None:
    (tmp_path / file_name(form)).write_bytes(b"")

    assert form in known_formats(form)
    assert story_files(tmp_path) == [tmp_path / file_name(form)]


@pytest.mark.parametrize("command", ["run", "tell"])
def test_help_names_every_format(command: str) -> None:
    said = novel_engine(command, "--help").out

    assert ",".join(FORMATS) in re.sub(r"[│\s]+", "", said)


def test_the_readme_names_every_format() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert f"`--format {','.join(FORMATS)}`" in readme
