"""A story's folder, which may be somebody else's, has nobody asked without a word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from novel_engine.app.retelling import Request, tell_again
from novel_engine.story.telling.syuzhet import Wish
from tests.support.rehearsed import Collector, reached
from tests.support.sound_stories import ASKED, MODEL, sound_files


def test_a_model_that_the_folder_names_is_said_to_be_asked_and_one_that_was_chosen_is_not(
    tmp_path: Path,
) -> None:
    for name, data in sound_files(ASKED).items():
        (tmp_path / name).write_bytes(data)
    said: list[str] = []
    models = replace(reached(Collector()), remark=said.append)

    tell_again(tmp_path, Request(Wish(words=700), models=models))

    assert [line for line in said if "will be asked" in line] == [
        f"{tmp_path}: {MODEL} will be asked, as this folder says"
    ]

    said.clear()
    tell_again(tmp_path, Request(Wish(words=700), narrating="offline", models=models))

    assert said == []
