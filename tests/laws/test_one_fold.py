"""A command lives through a story's log once, whatever it goes on to ask of it.

What a story does while it is being made is another matter: the director's own world takes each
event as it comes, and what is told of the story afterwards is read from the record, which is folded
once for all of it. A story that is gone on with is folded up to where it stopped, for the director
to go on from, and again when it is whole: that is another log.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import novel_engine
from novel_engine.adapters.files.story_folder import RECORD
from novel_engine.app.looking import read_story
from novel_engine.story.fabula import world
from novel_engine.story.fabula.events import Event, id_of
from tests.support.terminal import LAMP_OIL, Said
from tests.support.terminal import novel_engine as at_terminal

FORMS = "md,html,epub,fountain,jsonl"
ROOT = Path(novel_engine.__file__).parent
LIVES_IT = {
    "story/fabula/world.py": "the fold itself",
    "story/fabula/fabula.py": "the one place where a record is folded to be read",
    "engine/director.py": "a story in the making",
    "adapters/record/story_record.py": "tables that are made again from the log, turn by turn",
}
"""The modules that may let an event have happened, and why."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished story's folder. Tests do not take anything from it."""
    folder = tmp_path_factory.mktemp("one-fold") / "lamp-oil"
    done("run", LAMP_OIL, "--seed", "7", "--out", folder, "--quiet", "--format", FORMS)
    return folder


def done(*words: str | Path) -> Said:
    said = at_terminal(*words)
    assert said.code == 0, said.err
    return said


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[int]]:
    """How often each event is folded, and its patterns looked for, by id."""
    lived: Counter[int] = Counter()
    percepts = world.percepts

    def counting(ground: world.World, event: Event) -> list[world.Percept]:
        lived[id_of(event)] += 1
        return percepts(ground, event)

    with monkeypatch.context() as patched:
        patched.setattr(world, "percepts", counting)
        yield lived


def folds(lived: Counter[int], folder: Path) -> set[int]:
    """How often the events of a whole log were folded: one number, if each as often as the others."""
    return {lived[id_of(event)] for event in read_story(folder).events}


@pytest.mark.parametrize(
    "words",
    [
        ("tell", "--focalizer", "bram-holt", "--format", FORMS),
        ("tell", "--words", "900", "--style", "reporting"),
        ("explain", "12"),
        ("explain", "3", "--all", "--json"),
        ("show",),
        ("show", "--cast"),
        ("show", "--threads", "--json"),
        ("why", "ada-vane", "9"),
        ("resume",),
    ],
    ids=" ".join,
)
def test_a_finished_story_is_folded_once(
    words: tuple[str, ...], story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, *options = words
    more = ("--out", tmp_path / "out") if command == "tell" else ()
    with counted(monkeypatch) as lived:
        done(command, story, *options, *more)

    assert folds(lived, story) == {1}
