"""The order in which events can follow one another: of a record that has another, that it is
damaged.

A story opens once and ends at most once, and nothing comes after its end. Scenes open one after the
other, each by a frame of the story's own; whatever is done is done in the one that is open. Turns
follow without a gap, and so do the events of a turn; the clock never goes back, nor on by more than
a day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Event,
    Refused,
    SceneClosed,
    SceneOpened,
    StageSet,
    StoryEnded,
    StoryOpened,
    id_of,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.roles import Roles
from novel_engine.values import dataclass

SET_BY_SCENES = ("day", "hour")
"""What of the stage scenes alone set, by opening."""


@dataclass(slots=True)
class _SoFar:
    """What of the events so far decides which may come next."""

    turn: int = -1
    seq: int = 0
    scene: int = 0
    time: tuple[int, int] = (0, 0)
    is_open: bool = False
    is_over: bool = False


def misplaced(setting: Setting, events: Iterable[Event], hours: Collection[int]) -> str:
    """The first event that cannot come where it stands, and why; empty when all can. `hours` are
    those at which scenes open.
    """
    so_far = _SoFar()
    for event in events:
        why = _why_not(setting, so_far, event)
        if not why and isinstance(event, SceneOpened):
            why = _why_not_then(so_far, event, hours)
        if why:
            return f"event {id_of(event)} {why}"
        _count(so_far, event)
    return ""


def _why_not(setting: Setting, so_far: _SoFar, event: Event) -> str:
    if so_far.is_over:
        return "comes after the story's end"
    if (event.turn, event.seq) not in _next_places(so_far):
        return "is not the next of its turn, nor the first of the next turn"
    if any(isinstance(one, StageSet) and one.what in SET_BY_SCENES for one in event.effects):
        return "sets the clock, which only a scene's opening does"
    return _why_not_here(setting, so_far, event)


def _next_places(so_far: _SoFar) -> tuple[tuple[int, int], ...]:
    following = (so_far.turn + 1, 0)
    return (following,) if so_far.turn < 0 else (following, (so_far.turn, so_far.seq + 1))


def _why_not_here(setting: Setting, so_far: _SoFar, event: Event) -> str:
    match event:
        case StoryOpened():
            return "" if so_far.turn < 0 else "opens the story again"
        case SceneOpened():
            return _why_not_open(setting, so_far, event)
        case StoryEnded():
            return "ends the story within a scene" if so_far.is_open else ""
        case Acted() | Refused() | Complicated() | SceneClosed():
            here = so_far.is_open and event.scene == so_far.scene
            return "" if here else f"is of scene {event.scene}, which is not open"


def _why_not_open(setting: Setting, so_far: _SoFar, event: SceneOpened) -> str:
    if so_far.is_open:
        return f"opens a scene while scene {so_far.scene} is open"
    if event.scene != so_far.scene + 1:
        return f"opens scene {event.scene} after scene {so_far.scene}"
    frame = setting.frames_by_id.get(event.frame)
    if frame is None:
        return "opens a scene by a frame that the story does not have"
    roles = Roles.of(want=frame.want, against=frame.against, fact=frame.fact)
    if (event.roles, event.variable) != (roles, frame.variable.name):
        return "opens a scene otherwise than its frame has it"
    return ""


def _why_not_then(so_far: _SoFar, event: SceneOpened, hours: Collection[int]) -> str:
    time, day = (event.day, event.hour), so_far.time[0]
    if event.hour in hours and so_far.time < time and event.day <= day + 1:
        return ""
    return "opens a scene at an hour that cannot be the next"


def _count(so_far: _SoFar, event: Event) -> None:
    so_far.turn, so_far.seq = event.turn, event.seq
    if isinstance(event, SceneOpened):
        so_far.scene, so_far.is_open = event.scene, True
        so_far.time = (event.day, event.hour)
    so_far.is_open = so_far.is_open and not isinstance(event, SceneClosed)
    so_far.is_over = isinstance(event, StoryEnded)
