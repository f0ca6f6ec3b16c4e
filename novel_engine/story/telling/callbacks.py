"""What sifting finds, put to use in a telling: the spine that is kept, what a chapter turns on, and
what is called back to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from novel_engine.story.fabula.sifting import Match
from novel_engine.story.telling.chaptering import ToldScene
from novel_engine.story.telling.measure import MOST_CALLBACKS, PATTERN_ON_SPINE
from novel_engine.story.telling.syuzhet import Beat, FeaturePairs, is_act

GROUND_KEYS = frozenset("place affords hour weather company purpose day form distinct".split())
OWN_KEYS = frozenset("actor target a b fact given item kind stance voice length".split())


def spine(found: Iterable[Match]) -> frozenset[int]:
    """The events of the patterns that are worth most: what is left out last."""
    return frozenset(
        event
        for match in found
        if match.pattern.worth >= PATTERN_ON_SPINE
        for event in match.events
    )


def note_patterns(scenes: Sequence[ToldScene], found: Sequence[Match]) -> None:
    """Tell each scene what comes whole in it, of what is told."""
    told = {
        event for scene in scenes for beat in scene.beats if is_act(beat) for event in beat.events
    }
    for scene in scenes:
        scene.patterns = tuple(
            m.pattern.id
            for m in found
            if m.scenes[-1] == scene.number and told.issuperset(m.events)
        )


def call_back(scenes: Sequence[ToldScene], found: Sequence[Match]) -> None:
    """At the end of a pattern recall its beginning, where that was another scene: twice in a story
    at most.
    """
    apart = [match for match in found if match.scenes[0] < match.scenes[-1]]
    left = MOST_CALLBACKS
    called: set[int] = set()
    for match in sorted(apart, key=lambda m: (-m.pattern.worth, m.events)):
        fits = left > 0 and called.isdisjoint(match.scenes)
        recalled = _recollection(scenes, match) if fits else None
        if recalled is not None:
            scene, at, beat = recalled
            scene.beats.insert(at, beat)
            called.update(match.scenes)
            left -= 1


def _recollection(scenes: Sequence[ToldScene], match: Match) -> tuple[ToldScene, int, Beat] | None:
    """The beat that recalls a pattern's beginning at its end, and where it is to stand; nothing
    where either is not told.
    """
    first, last = _act(scenes, match.events[0]), _act(scenes, match.events[-1])
    if first is None or last is None:
        return None
    (beginning, start), (scene, at) = first, last
    recalled, here = beginning.beats[start], scene.beats[at]
    if _value(recalled, "place") == _value(here, "place"):
        return None  # nobody recalls a place they are standing in
    return scene, _after_act(scene.beats, at), _callback(recalled, here, match)


def _act(scenes: Sequence[ToldScene], event: int) -> tuple[ToldScene, int] | None:
    """Where an event is told, as a scene and a place among its beats."""
    for scene in scenes:
        for at, beat in enumerate(scene.beats):
            if is_act(beat) and beat.events == (event,):
                return scene, at
    return None


def _after_act(beats: Sequence[Beat], at: int) -> int:
    """Past the act and whatever is told of it besides."""
    end = at + 1
    while end < len(beats) and beats[end].events == beats[at].events:
        end += 1
    return end


def _callback(first: Beat, last: Beat, match: Match) -> Beat:
    days = _value(first, "day") != _value(last, "day")
    features: FeaturePairs = (
        *_only(last, GROUND_KEYS),
        *_only(first, OWN_KEYS),
        ("pattern", (match.pattern.id,)),
        ("then", _value(first, "place")),
        ("gap", ("days" if days else "same_day",)),
    )
    return Beat(
        "callback", (*first.events, *last.events), last.scene, features, first.roles, last.present
    )


def _only(beat: Beat, keys: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    return (pair for pair in beat.features if pair[0] in keys)


def _value(beat: Beat, key: str) -> tuple[str, ...]:
    return next((values for name, values in beat.features if name == key), ())
