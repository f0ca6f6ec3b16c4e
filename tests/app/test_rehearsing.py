"""A story that is only reckoned up: every question counted, and nothing left of it anywhere."""

from __future__ import annotations

import builtins
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.adapters.record.folder_library import FolderLibrary
from novel_engine.app.assembly import Materials, understood
from novel_engine.app.making import RunOptions
from novel_engine.app.rehearsing import NOWHERE, expected
from novel_engine.story.givens.config import Overrides
from tests.support.terminal import LAMP_OIL


@pytest.fixture(scope="module")
def materials() -> Materials:
    asked = Overrides(scenes=5, words=700, model="openai:mine")
    return understood(gather(str(LAMP_OIL), {}, asked))


def test_a_rehearsal_opens_no_file_to_write_and_no_database_on_the_disk(
    materials: Materials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, connected = list[str](), list[str]()
    know_open, know_connect = builtins.open, sqlite3.connect

    def watched_open(file: Any, mode: str = "r", *given: Any, **more: Any) -> Any:
        opened.append(mode)
        return know_open(file, mode, *given, **more)

    def watched_connect(database: Any, *given: Any, **more: Any) -> sqlite3.Connection:
        connected.append(str(database))
        found: sqlite3.Connection = know_connect(database, *given, **more)
        return found

    monkeypatch.setattr(builtins, "open", watched_open)
    monkeypatch.setattr(sqlite3, "connect", watched_connect)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no-such-folder"))
    monkeypatch.chdir(tmp_path)

    estimates = expected(materials, "2", RunOptions())

    assert {one.seam for one in estimates} == {"deciding", "framing", "narrating"}
    assert list(tmp_path.iterdir()) == []
    assert [mode for mode in opened if set(mode) & set("wax+")] == []
    assert set(connected) == {":memory:"}


def test_it_reckons_what_it_would_over_a_record_on_the_disk(
    materials: Materials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every question would be the same, to the token: what is remembered is found alike in both."""
    in_memory = expected(materials, "2", RunOptions())

    monkeypatch.chdir(tmp_path)
    NOWHERE.mkdir()
    monkeypatch.setattr("novel_engine.app.rehearsing.in_memory", FolderLibrary)

    assert expected(materials, "2", RunOptions()) == in_memory
    assert (NOWHERE / "story.db").exists()


def test_nothing_is_asked_for_an_offline_story(materials: Materials) -> None:
    config = materials.inputs.config
    offline = replace(config, models=replace(config.models, deciding="offline", framing="offline"))
    silent = replace(offline, models=replace(offline.models, narrating="offline"))

    def estimates(story: Any) -> tuple[Any, ...]:
        inputs = replace(materials.inputs, config=story)
        return expected(replace(materials, inputs=inputs), "2", RunOptions())

    assert [one.seam for one in estimates(offline)] == ["narrating"]
    assert estimates(silent) == ()
