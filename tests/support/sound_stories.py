"""Story folders that are whole, each of another kind: what damage is done to, in copies."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from novel_engine.adapters.files.story_folder import new_folder
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import understood
from novel_engine.app.making import RunOptions, begin_story
from novel_engine.app.retelling import Request, tell_again
from novel_engine.ports.news import News, TurnRecorded
from novel_engine.story.givens.config import Overrides
from novel_engine.story.telling.syuzhet import Wish
from tests.support.corpus import shared
from tests.support.rehearsed import Collector, reached, told
from tests.support.terminal import FIXTURES, LAMP_OIL

Files: TypeAlias = dict[str, bytes]
"""A folder's files by name."""
BUNDLED, OWN, RETOLD, STOPPED, ASKED = "bundled", "own", "retold", "stopped", "asked"
SOUND = (BUNDLED, OWN, RETOLD, STOPPED, ASKED)
STOPS_AT = 9
MODEL = "openai:gpt-4o-mini"


class _Stop(Exception):
    """The story is to stop here."""


class _Stopping:
    """An observer who ends everything at a turn, as a power failure would."""

    def notice(self, news: News) -> None:
        """As the port has it."""
        if isinstance(news, TurnRecorded) and news.turn.turn == STOPS_AT:
            raise _Stop


@shared
def sound_files(kind: str) -> Files:
    """The files of a story of this kind: a bundled one; one with people who have notes, in a genre
    of its own; one told twice; one that stopped; one for which a model was asked.
    """
    with TemporaryDirectory() as place:
        folder = Path(place) / "story"
        _make(kind, folder)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _make(kind: str, folder: Path) -> None:
    short = Overrides(scenes=4, words=500, nights=1)
    if kind == BUNDLED:
        _begin("the-closing-pass", short, folder)
    elif kind == OWN:
        genre = str(FIXTURES / "genres" / "ford-inn")
        people = tuple(
            str(FIXTURES / "people" / name) for name in ("ada-vane", "bo-marsh", "dee-orr")
        )
        own = Overrides(genre=genre, cast=people, scenes=4, words=500)
        _begin(str(FIXTURES / "the-ford-inn.yaml"), own, folder)
    elif kind == RETOLD:
        _begin(str(LAMP_OIL), short, folder)
        tell_again(folder, Request(Wish(focalizer="ada-vane")))
    elif kind == STOPPED:
        with suppress(_Stop):
            _begin(str(LAMP_OIL), short, folder, _Stopping())
    else:
        told(folder, MODEL, reached(Collector()))


def _begin(story: str, overrides: Overrides, folder: Path, *observers: _Stopping) -> None:
    with new_folder(folder):
        materials = understood(gather(story, {}, overrides))
        begin_story(materials, "2", folder, RunOptions(), observers)
