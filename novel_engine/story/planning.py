"""The discourse planner: from the event log to a plan of chapters and beats, through one focalizer. Always offline.

What the focalizer did not perceive is not told. A scene in which nothing changed is not told as scene. Every told act has
a told cause, or is an opening or a complication.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from novel_engine.story import draws
from novel_engine.story.beats import SceneTeller
from novel_engine.story.events import Acted, Complicated, Event, Refused, SceneClosed, SceneOpened, StoryEnded, id_of
from novel_engine.story.focalizing import chosen_focalizer, known_from, reasons
from novel_engine.story.moments import scene_features
from novel_engine.story.setting import Setting
from novel_engine.story.telling import Beat, Chapter, FeaturePairs, Telling, is_act
from novel_engine.story.thinning import expected_words, thinned
from novel_engine.story.world import advance, begin

FEWEST_CHAPTERS, MOST_CHAPTERS = 4, 8
SCENES_A_CHAPTER = 2
LATER = 10**9


@dataclass(slots=True)
class _Scene:
    """One told scene: its beats, and the ground it stands on."""

    number: int
    day: int
    features: FeaturePairs
    beats: list[Beat] = field(default_factory=list)
    tension: int = 0


def plan(setting: Setting, events: Sequence[Event], motifs: Sequence[str], words: int, focalizer: str = "") -> Telling:
    """The telling of these events through one person."""
    through = focalizer or chosen_focalizer(setting, events)
    why = reasons(events, through)
    told = _told_scenes(events, through)
    while True:
        scenes, ending = _broken_down(setting, events, SceneTeller(setting, through, why), told)
        _shorten(scenes, ending, why, words)
        idle = {scene.number for scene in scenes if not any(is_act(beat) for beat in scene.beats)}
        if not idle:
            break
        told -= idle  # what stood on such a scene must be looked at again
    motif = draws.pick(draws.generator(setting.seed, "motif", 0, through), list(motifs)) if motifs else ""
    _thread_motif(scenes, ending, motif)
    chapters = _chapters(scenes, ending, through)
    return Telling(
        name="story",
        title=setting.title,
        focalizer=through,
        ending=next((event.ending for event in events if isinstance(event, StoryEnded)), ""),
        motif=motif,
        words=words,
        chapters=chapters,
        dropped=_dropped(events, chapters, through),
    )


def _broken_down(
    setting: Setting, events: Sequence[Event], teller: SceneTeller, told: frozenset[int]
) -> tuple[list[_Scene], list[Beat]]:
    """The told scenes with all their beats, and the beats of the ending."""
    world = begin(setting)
    known = known_from(setting, events, teller.focalizer)
    scenes: list[_Scene] = []
    ending: list[Beat] = []
    for event in events:
        noticed = advance(world, event)
        beats: list[Beat] = []
        if isinstance(event, StoryEnded):
            ending = teller.ending(world, event)
        elif isinstance(event, SceneOpened) and event.scene in told:
            scenes.append(_Scene(event.scene, event.day, scene_features(world, event.place, teller.focalizer)))
            beats = teller.opening(world, event, first=len(scenes) == 1, day_before=_day(scenes))
        elif isinstance(event, Acted | Refused | Complicated) and event.scene in told:
            beats = teller.act(world, event, noticed)
            scenes[-1].tension = max(scenes[-1].tension, event.tension if isinstance(event, Acted) else 5)
        elif isinstance(event, SceneClosed) and event.scene in told:
            beats = teller.closing(world, event)
        if beats:
            unknown = tuple(
                f.id for f in setting.facts.values() if f.tokens and not known.get(f.id, LATER) <= id_of(event)
            )
            scenes[-1].beats += [replace(beat, unknown=unknown) for beat in beats]
    return scenes, ending


def _shorten(
    scenes: Sequence[_Scene], ending: Sequence[Beat], causes: Mapping[int, tuple[int, ...]], words: int
) -> None:
    """Leave out the least of the beats until the telling is about as long as was asked for."""
    beats = [beat for scene in scenes for beat in scene.beats]
    kept = thinned(beats, causes, words - expected_words(ending))
    at = 0
    for scene in scenes:
        here = range(at, at + len(scene.beats))
        at += len(scene.beats)
        scene.beats = [beats[place] for place in here if place in kept]


def _told_scenes(events: Sequence[Event], focalizer: str) -> frozenset[int]:
    """The scenes that are told: those the focalizer was in, in which the framed variable changed."""
    there = {e.scene for e in events if isinstance(e, SceneOpened) and focalizer in e.cast}
    changed = {e.scene for e in events if isinstance(e, SceneClosed) and e.changed}
    return frozenset(there & changed)


def _day(scenes: Sequence[_Scene]) -> int:
    return scenes[-2].day if len(scenes) > 1 else 0


def _thread_motif(scenes: Sequence[_Scene], ending: list[Beat], motif: str) -> None:
    """The motif three times: plain in the second scene, charged past the middle, changed in the last paragraph."""
    if not motif or not scenes:
        return
    plain = scenes[min(1, len(scenes) - 1)]
    charged = scenes[max(0, len(scenes) * 3 // 5)]
    for scene, stage in ((plain, "plain"), (charged, "charged")):
        if scene.beats:
            scene.beats.insert(min(2, len(scene.beats)), _image(scene.beats[0], motif, stage))
    if ending:
        ending.append(_image(ending[-1], motif, "changed"))


def _image(ground: Beat, motif: str, stage: str) -> Beat:
    kept = tuple(pair for pair in ground.features if pair[0] not in ("is", "motif"))
    features = (*kept, ("is", (stage,)), ("motif", (motif,)))
    return Beat("image", ground.events[:1], ground.scene, features, ground.roles[:1], ground.present)


def _chapters(scenes: Sequence[_Scene], ending: Sequence[Beat], focalizer: str) -> tuple[Chapter, ...]:
    """Scenes grouped in order, cut where the day turns if it can be; the ending closes the last, or stands alone."""
    if not scenes:
        features = ending[0].features if ending else ()
        return (Chapter(1, focalizer, (), features, tuple(ending)),)
    wanted = max(FEWEST_CHAPTERS, min(MOST_CHAPTERS, (len(scenes) + 1) // SCENES_A_CHAPTER))
    groups = _grouped(scenes, min(wanted, max(1, len(scenes))))
    found = []
    for number, group in enumerate(groups, 1):
        peak = max(group, key=lambda s: (s.tension, -s.number))
        beats = [beat for scene in group for beat in scene.beats]
        if number == len(groups):
            beats += ending
        found.append(Chapter(number, focalizer, tuple(s.number for s in group), peak.features, tuple(beats)))
    return tuple(found)


def _grouped(scenes: Sequence[_Scene], count: int) -> list[list[_Scene]]:
    groups: list[list[_Scene]] = []
    for at, scene in enumerate(scenes):
        due = len(groups) * len(scenes) // count
        turns = groups and at > 0 and scene.day != scenes[at - 1].day and at >= due - 1 and len(groups) < count
        if not groups or ((at >= due or turns) and len(groups) < count and at > 0):
            groups.append([scene])
        else:
            groups[-1].append(scene)
    return groups


def _dropped(events: Sequence[Event], chapters: Sequence[Chapter], focalizer: str) -> tuple[tuple[int, str], ...]:
    """Why each act is not in the telling."""
    told = {event for chapter in chapters for beat in chapter.beats for event in beat.events}
    changed = {e.scene: e.changed for e in events if isinstance(e, SceneClosed)}
    found = []
    for event in events:
        if isinstance(event, Acted | Refused | Complicated) and id_of(event) not in told:
            witnesses = event.witnesses
            why = (
                "not perceived"
                if focalizer not in witnesses
                else "nothing changed"
                if not changed.get(event.scene)
                else "passed over"
            )
            found.append((id_of(event), why))
    return tuple(found)
