"""The discourse planner: from the event log to a plan of chapters and beats, through one focalizer.
Always offline.

What the focalizer did not perceive is not told. A scene in which nothing changed is not told as
scene. Every told act has a told cause, or is an opening or a complication.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from novel_engine.errors import ConfigError
from novel_engine.story.fabula.events import (
    LATER,
    Acted,
    Complicated,
    Refused,
    SceneClosed,
    SceneOpened,
    StoryEnded,
    id_of,
)
from novel_engine.story.fabula.fabula import Fabula, Seen
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens import draws
from novel_engine.story.givens.idiom import Idiom, Style
from novel_engine.story.givens.verbs import Mark
from novel_engine.story.telling.abridgement import expected_words, thinned
from novel_engine.story.telling.aggregation import joined
from novel_engine.story.telling.beats import SceneTeller
from novel_engine.story.telling.callbacks import call_back, note_patterns, spine
from novel_engine.story.telling.chaptering import ToldScene, chapters_of, thread_motif
from novel_engine.story.telling.features import scene_features
from novel_engine.story.telling.focalization import chosen_focalizer
from novel_engine.story.telling.measure import COMPLICATION_TENSION, FEWEST_TOLD, SHORT
from novel_engine.story.telling.planted import idle_looks
from novel_engine.story.telling.syuzhet import (
    OUTSIDE,
    Beat,
    Chapter,
    Telling,
    Wish,
    is_act,
    is_thought,
)
from novel_engine.values import dataclass


def plan(fabula: Fabula, idiom: Idiom, wish: Wish) -> Telling:
    """The telling of what happened through one person, as it is wished for."""
    setting, seen = fabula.setting, fabula.through(wish.focalizer or chosen_focalizer(fabula))
    style = style_of(idiom, wish.style)
    why = reasons_in(seen, style.distance)
    told = _told_scenes(seen, wish.words)
    always: Mark = "kept" if wish.words >= SHORT else "always"
    idle = idle_looks(fabula)
    found = seen.patterns
    while True:
        scenes, ending = _broken_down(seen, SceneTeller(seen, why, idle), told)
        _keep_distance(scenes, style)
        _shorten(scenes, _Cut(why, spine(found), wish.words - expected_words(ending), always))
        empty = {scene.number for scene in scenes if not any(is_act(beat) for beat in scene.beats)}
        if not empty:
            break
        told -= empty  # what stood on such a scene must be looked at again
    motifs = idiom.motifs
    rng = draws.generator(setting.seed, "motif", 0, seen.person)
    motif = draws.pick(rng, motifs) if motifs else ""
    note_patterns(scenes, found)
    call_back(scenes, found)
    for scene in scenes:
        scene.beats = joined(scene.beats, why)
    thread_motif(scenes if wish.words >= SHORT else (), ending, motif)
    chapters = chapters_of(scenes, ending, seen.person)
    return Telling(
        name="story",
        title=setting.title,
        focalizer=seen.person,
        ending=fabula.ending,
        motif=motif,
        words=wish.words,
        chapters=chapters,
        style=style.id,
        distance=style.distance,
        dropped=_dropped(seen, chapters),
    )


def reasons_in(seen: Seen, distance: int) -> Mapping[int, tuple[int, ...]]:
    """The causes of each event as a telling at this distance can give them."""
    return seen.reasons if distance < OUTSIDE else seen.reasons_from_outside


def _broken_down(
    seen: Seen, teller: SceneTeller, told: frozenset[int]
) -> tuple[list[ToldScene], list[Beat]]:
    """The told scenes with all their beats, and the beats of the ending."""
    hidden = [fact.id for fact in seen.setting.facts.values() if fact.tokens]
    scenes: list[ToldScene] = []
    ending: list[Beat] = []
    for happening in seen.fabula.happenings:
        event, world = happening.event, happening.after
        beats: list[Beat] = []
        if isinstance(event, StoryEnded):
            ending = teller.ending(world, event)
        elif isinstance(event, SceneOpened) and event.scene in told:
            scenes.append(
                ToldScene(
                    event.scene, event.day, scene_features(world, event.place, teller.focalizer)
                )
            )
            beats = teller.opening(world, event, first=len(scenes) == 1, day_before=_day(scenes))
        elif isinstance(event, Acted | Refused | Complicated) and event.scene in told:
            beats = teller.act(world, event)
            scenes[-1].tension = max(
                scenes[-1].tension,
                event.tension if isinstance(event, Acted) else COMPLICATION_TENSION,
            )
        elif isinstance(event, SceneClosed) and event.scene in told:
            beats = teller.closing(world, event)
        if beats:
            unknown = tuple(
                fact for fact in hidden if seen.known_from.get(fact, LATER) > id_of(event)
            )
            scenes[-1].beats += [replace(beat, unknown=unknown) for beat in beats]
    return scenes, ending


def style_of(idiom: Idiom, name: str) -> Style:
    """The narrator of this name; the usual one for none. Raises ConfigError, naming those there
    are.
    """
    if not name:
        return idiom.styles[0] if idiom.styles else Style("")
    for style in idiom.styles:
        if style.id == name:
            return style
    known = "; ".join(f"{style.id} ({style.about})" for style in idiom.styles) or "none but its own"
    raise ConfigError(f"this genre has no narrator '{name}'; it has {known}")


def _keep_distance(scenes: Sequence[ToldScene], style: Style) -> None:
    """From outside everyone, nobody's thoughts are told."""
    for scene in scenes if style.distance >= OUTSIDE else ():
        scene.beats = [beat for beat in scene.beats if not is_thought(beat)]


@dataclass(frozen=True, slots=True)
class _Cut:
    """By what a telling is shortened: what causes what, what is worth most, to how many words, and
    what is never left out.
    """

    causes: Mapping[int, tuple[int, ...]]
    spine: frozenset[int]
    words: int
    always: Mark


def _shorten(scenes: Sequence[ToldScene], cut: _Cut) -> None:
    """Leave out the least of the beats until the telling is about as long as was asked for."""
    beats = [beat for scene in scenes for beat in scene.beats]
    kept = thinned(beats, cut.causes, cut.words, cut.spine, cut.always)
    at = 0
    for scene in scenes:
        here = range(at, at + len(scene.beats))
        at += len(scene.beats)
        scene.beats = [beats[place] for place in here if place in kept]


def _told_scenes(seen: Seen, words: int) -> frozenset[int]:
    """The scenes that are told: those the focalizer was in, and that turned something; of a short
    telling the main plot's.
    """
    scenes = seen.fabula.scenes
    told = seen.fabula.turning_scenes & {n for n, one in scenes.items() if seen.person in one.cast}
    main = [n for n in sorted(told) if _is_main(seen.setting, scenes[n].frame)]
    return frozenset(main) if words < SHORT and len(main) >= FEWEST_TOLD else told


def _is_main(setting: Setting, frame: str) -> bool:
    found = setting.frames_by_id.get(frame)
    return found is not None and found.thread == setting.main_thread.id


def _day(scenes: Sequence[ToldScene]) -> int:
    return scenes[-2].day if len(scenes) > 1 else 0


def _dropped(seen: Seen, chapters: Sequence[Chapter]) -> tuple[tuple[int, str], ...]:
    """Why each act is not in the telling."""
    told = {event for chapter in chapters for beat in chapter.beats for event in beat.events}
    turned = seen.fabula.turning_scenes
    found = []
    for event in seen.fabula.events:
        if isinstance(event, Acted | Refused | Complicated) and id_of(event) not in told:
            witnesses = event.witnesses
            why = (
                "not perceived"
                if seen.person not in witnesses
                else "nothing changed"
                if event.scene not in turned
                else "passed over"
            )
            found.append((id_of(event), why))
    return tuple(found)
