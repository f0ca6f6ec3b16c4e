"""What a telling owes its reader, checked from the record: told causes, scenes in which something
changed, endings planted.

No check of words: those are `verifying`'s. A telling for which this finds nothing is a plot and not
a list of events.
"""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.directing.endings import is_answered
from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Event,
    ItemMoved,
    Learned,
    Refused,
    SceneOpened,
    StoryOpened,
    id_of,
)
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.conditions import names_in
from novel_engine.story.givens.kernels import Ending
from novel_engine.story.telling.planning import reasons_in
from novel_engine.story.telling.syuzhet import Beat, Telling, is_act

PLANTED_BEFORE = 2, 3
"""A fraction of the turns: what the ending needs has been met by then, as of a play in three
acts."""


def structure_problems(fabula: Fabula, telling: Telling) -> list[str]:
    """Each thing the telling owes and does not give, as a sentence; none of one that is whole."""
    return [
        *_uncaused(fabula, telling),
        *_idle_scenes(fabula, telling),
        *_empty_scenes(telling),
        *_outcome(fabula.world, telling),
        *_unplanted(fabula, telling),
    ]


def _beats(telling: Telling) -> Iterator[Beat]:
    for chapter in telling.chapters:
        yield from chapter.beats


def _uncaused(fabula: Fabula, telling: Telling) -> Iterator[str]:
    """Told acts none of whose causes was told before them. An aside tells that two spoke, and not
    what they did.
    """
    acts = {id_of(event): event for event in fabula.events if isinstance(event, Acted | Refused)}
    why = reasons_in(fabula.through(telling.focalizer), telling.distance)
    told: set[int] = set()
    for beat in _beats(telling):
        for number in beat.events:
            act = acts.get(number) if beat.tells != "aside" else None
            if act and number not in told and told.isdisjoint(why[number]):
                yield (
                    f"{act.verb} ({number}) is told, and none of its causes {why[number]} before it"
                )
            told.add(number)


def _idle_scenes(fabula: Fabula, telling: Telling) -> Iterator[str]:
    """Told scenes that turned nothing."""
    for chapter in telling.chapters:
        for scene in chapter.scenes:
            if scene not in fabula.turning_scenes:
                yield f"scene {scene} is told, and nothing changed in it"


def _empty_scenes(telling: Telling) -> Iterator[str]:
    """Told scenes in which nobody does anything."""
    acted = {beat.scene for beat in _beats(telling) if is_act(beat)}
    for chapter in telling.chapters:
        for scene in chapter.scenes:
            if scene not in acted:
                yield f"scene {scene} is told, and nobody does anything in it"


def _outcome(world: World, telling: Telling) -> Iterator[str]:
    """A main question that is neither answered nor left open by an ending written for that."""
    ending = _ending(world.setting, telling.ending)
    if ending is None:
        yield f"the ending '{telling.ending}' is none of the story's"
    elif ending.unsolved == is_answered(world):
        said = "answered" if is_answered(world) else "not answered"
        yield f"the main question is {said}, and the ending '{ending.id}' is for the other case"


def _ending(setting: Setting, name: str) -> Ending | None:
    return next((ending for ending in setting.endings if ending.id == name), None)


def _unplanted(fabula: Fabula, telling: Telling) -> Iterator[str]:
    """What the ending needs and nobody met before the last third: facts (or anything on their
    topic), things, people.
    """
    ending = _ending(fabula.setting, telling.ending)
    if ending is None or not fabula.events:
        return
    met = _met_early(fabula)
    for name in sorted({name for need in ending.needs for name in names_in(need)}):
        meant = _meant(fabula.setting, name)
        if meant is not None and meant not in met:
            yield f"the ending '{ending.id}' needs '{name}', which nobody met before the last third"


def _met_early(fabula: Fabula) -> frozenset[str]:
    """The topics, things and people that are met in the first two thirds of the turns."""
    numerator, denominator = PLANTED_BEFORE
    before = fabula.events[-1].turn * numerator // denominator
    early = (event for event in fabula.events if event.turn <= before)
    return frozenset(name for event in early for name in _introduced(fabula.setting, event))


def _meant(setting: Setting, name: str) -> str | None:
    """What must be met of what an ending names: a fact's topic, a thing, a person; else nothing."""
    if name in setting.facts:
        return setting.facts[name].topic
    return name if name in setting.items or name in setting.people else None


def _introduced(setting: Setting, event: Event) -> Iterator[str]:
    """The topics, things and people an event brings in; none was met before the first scene."""
    if isinstance(event, StoryOpened):
        return
    if isinstance(event, SceneOpened):
        yield from event.cast
    if isinstance(event, Acted | Refused | Complicated):
        values = event.roles.values
        yield from values
        yield from (setting.facts[value].topic for value in values if value in setting.facts)
    for effect in event.effects:
        if isinstance(effect, Learned):
            yield setting.facts[effect.fact].topic
        elif isinstance(effect, ItemMoved):
            yield effect.item
