"""A command lives through a story's log once, whatever it goes on to ask of it.

What happens while a story is being made is another matter: the director's own world takes each event
as it comes. What is told of it afterwards is read from the record, and that is folded once for all.
A story that is gone on with is folded as far as it had come, for the director to go on from, and
when it is whole: those are two logs.
"""

from __future__ import annotations

import ast
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import novel_engine
from novel_engine.adapters.files.story_folder import new_folder
from novel_engine.adapters.formats.registry import FORMATS
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import understood
from novel_engine.app.looking import read_story
from novel_engine.app.making import RunOptions, begin_story
from novel_engine.engine import director
from novel_engine.ports.news import News, TurnRecorded
from novel_engine.story.fabula import world
from novel_engine.story.fabula.events import Event, id_of
from novel_engine.story.fabula.percepts import Percept, percepts
from novel_engine.story.fabula.world import World, advance
from novel_engine.story.givens.config import Overrides
from tests.support.terminal import LAMP_OIL, Said
from tests.support.terminal import novel_engine as at_terminal

FORMS = ",".join(FORMATS)
RUN = ("run", LAMP_OIL, "--scenes", "5", "--words", "700", "--format", FORMS, "--quiet")
ROOT = Path(novel_engine.__file__).parent
LIVES_IT = {
    "story/fabula": "the fold itself, and the one value into which a record is folded to be read",
    "engine": "a story in the making",
}
"""The rooms in which an event may be let have happened, and why."""


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


@dataclass(frozen=True, slots=True)
class Folds:
    """How often each event was folded, by id: in all, and by the director as it came about."""

    lived: Counter[int] = field(default_factory=Counter)
    made: Counter[int] = field(default_factory=Counter)

    def of(self, events: Sequence[Event]) -> set[int]:
        """How often these events were folded to be read: one number, if all of them as often."""
        return {self.lived[id_of(event)] - self.made[id_of(event)] for event in events}


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Folds]:
    """The folds that there are meanwhile."""
    found = Folds()

    def perceived(ground: World, event: Event) -> list[Percept]:
        found.lived[id_of(event)] += 1
        return percepts(ground, event)

    def directed(ground: World, event: Event) -> list[Percept]:
        found.made[id_of(event)] += 1
        return advance(ground, event)

    with monkeypatch.context() as patched:
        patched.setattr(world, "percepts", perceived)
        patched.setattr(director, "advance", directed)
        yield found


class StopAt:
    """An observer that loses patience after a turn."""

    def __init__(self, turn: int) -> None:
        self.turn = turn

    def notice(self, news: News) -> None:
        if isinstance(news, TurnRecorded) and news.turn.turn == self.turn:
            raise KeyboardInterrupt


@pytest.mark.parametrize(
    "words",
    [
        ("tell", "--focalizer", "bo-marsh", "--format", FORMS),
        ("tell", "--words", "900"),
        ("explain", "12"),
        ("explain", "3", "--all", "--json"),
        ("show",),
        ("show", "--cast"),
        ("show", "--beliefs", "ada-vane", "--json"),
        ("why", "ada-vane", "9"),
        ("resume",),
    ],
    ids=" ".join,
)
def test_a_finished_story_is_folded_once(
    words: tuple[str, ...], story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, *options = words
    out = ("--out", tmp_path / "out") if command == "tell" else ()
    with counted(monkeypatch) as folds:
        done(command, story, *options, *out)

    assert folds.of(read_story(story).events) == {1}


def test_so_is_one_whose_files_are_made_again(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(story, tmp_path / "copy")
    (copy / "story.html").unlink()
    with counted(monkeypatch) as folds:
        done("resume", copy)

    assert (copy / "story.html").read_bytes() == (story / "story.html").read_bytes()
    assert folds.of(read_story(copy).events) == {1}


@pytest.mark.parametrize("again", [(), ("--force",)], ids=["new", "in another's place"])
def test_a_story_is_folded_once_to_be_told_in_every_form(
    again: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if again:
        done(*RUN, "--out", tmp_path / "o", "--seed", "1")
    with counted(monkeypatch) as folds:
        done(*RUN, "--out", tmp_path / "o", "--seed", "2", *again)

    events = read_story(tmp_path / "o").events
    assert folds.of(events) == {1}
    assert {folds.made[id_of(event)] for event in events} == {1}


def test_a_story_gone_on_with_is_folded_as_far_as_it_had_come_and_once_more_when_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    materials = understood(gather(str(LAMP_OIL), {}, Overrides(scenes=5, words=700)))
    with pytest.raises(KeyboardInterrupt), new_folder(tmp_path / "o"):
        begin_story(materials, "2", tmp_path / "o", RunOptions(), (StopAt(5),))
    before = read_story(tmp_path / "o").events
    with counted(monkeypatch) as folds:
        done("resume", tmp_path / "o")

    events = read_story(tmp_path / "o").events
    assert folds.of(before) == {2}
    assert folds.of(events[len(before) :]) == {1}


def test_nobody_else_folds_a_log() -> None:
    found = {
        path.relative_to(ROOT).parent.as_posix()
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith("fabula.world")
        and {"advance", "fold"} & {alias.name for alias in node.names}
    }

    assert found == set(LIVES_IT)
