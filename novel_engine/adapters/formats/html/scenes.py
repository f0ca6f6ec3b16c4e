"""A telling's paragraphs as a page shows them, and each scene as its focalizer saw it."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.story.fabula.events import Moved, SceneOpened
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.percepts import Percept
from novel_engine.story.telling.scene_index import scenes_of
from novel_engine.story.telling.syuzhet import RenderedChapter
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph: its number through the telling, its scene, and whether a scene (not the
    chapter's first) begins.
    """

    number: int
    text: str
    scene: int
    turns: bool


@dataclass(frozen=True, slots=True)
class SceneSeen:
    """A told scene as it was known: when, where, with whom, and the chapter and paragraph that
    begin to tell it.
    """

    day: int
    hour: int
    place: str
    people: tuple[str, ...]
    chapter: int
    paragraph: int


def placed(chapters: Sequence[RenderedChapter], fabula: Fabula) -> list[list[Placed]]:
    """The paragraphs of each chapter, counted from 1 through the telling."""
    found: list[list[Placed]] = []
    number = 0
    for chapter, scenes in zip(chapters, scenes_of(chapters, fabula), strict=True):
        row: list[Placed] = []
        for paragraph, scene in zip(chapter.paragraphs, scenes, strict=True):
            number += 1
            row.append(Placed(number, paragraph.text, scene, bool(row) and scene != row[-1].scene))
        found.append(row)
    return found


def seen_scenes(chapters: Sequence[RenderedChapter], fabula: Fabula) -> list[SceneSeen]:
    """The told scenes in the order they are told, each as the focalizer of its chapter knows it."""
    opened, places = fabula.scenes, fabula.setting.places
    noticed = _noticed(fabula)
    found: dict[int, SceneSeen] = {}
    for chapter, row in zip(chapters, placed(chapters, fabula), strict=True):
        for one in row:
            if one.scene not in opened or one.scene in found:
                continue
            event = opened[one.scene]
            found[one.scene] = SceneSeen(
                event.day,
                event.hour,
                places[event.place].name if event.place in places else "",
                _company(event, chapter.focalizer, noticed.get((chapter.focalizer, one.scene), [])),
                chapter.number,
                one.number,
            )
    return list(found.values())


def _noticed(fabula: Fabula) -> dict[tuple[str, int], list[Percept]]:
    """What each person noticed in each scene."""
    found: dict[tuple[str, int], list[Percept]] = {}
    for percept in fabula.percepts:
        found.setdefault((percept.person, percept.scene), []).append(percept)
    return found


def _company(event: SceneOpened, focalizer: str, noticed: Sequence[Percept]) -> tuple[str, ...]:
    """The focalizer, whoever was in sight, and whoever was seen to come in; the whole cast, told
    through nobody.
    """
    if not focalizer:
        return event.cast
    company = [focalizer]
    for percept in noticed:
        company += percept.people if percept.arrived == event.place else ()
        company += [
            e.person for e in percept.effects if isinstance(e, Moved) and e.place == event.place
        ]
    return tuple(dict.fromkeys(company))
