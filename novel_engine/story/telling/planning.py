"""The discourse planner: from the event log to a plan of chapters and beats, through one focalizer.
Always offline.

What the focalizer did not perceive is not told. A scene in which nothing changed is not told as
scene. Every told act has a told cause, or is an opening or a complication.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from novel_engine.errors import ConfigError
from novel_engine.story.fabula.events import (
    LATER,
    Acted,
    Complicated,
    Refused,
    SceneClosed,
    SceneOpened,
    StoryEnded,
    StoryOpened,
    id_of,
)
from novel_engine.story.fabula.fabula import Fabula, Happening, Seen
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens import draws
from novel_engine.story.givens.idiom import Idiom, Style
from novel_engine.story.givens.verbs import Mark
from novel_engine.story.telling.abridgement import Cut, expected_words, thinned
from novel_engine.story.telling.aggregation import joined
from novel_engine.story.telling.beats import SceneTeller
from novel_engine.story.telling.callbacks import call_back, note_patterns, spine
from novel_engine.story.telling.chaptering import ToldScene, chapters_of, thread_motif
from novel_engine.story.telling.features import scene_features
from novel_engine.story.telling.focalization import chosen_focalizer
from novel_engine.story.telling.measure import COMPLICATION_TENSION, FEWEST_TOLD, PLAINLY_IN, SHORT
from novel_engine.story.telling.plain_beats import PlainSceneTeller
from novel_engine.story.telling.plain_selection import (
    answers_first,
    grounds_of_answer,
    keep_to_the_plot,
    owed_to_readers,
)
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
from novel_engine.story.telling.woven.weaving import weave


def plan(fabula: Fabula, idiom: Idiom, wish: Wish) -> Telling:
    """The telling of what happened through one person, as it is wished for."""
    seen = fabula.through(wish.focalizer or chosen_focalizer(fabula))
    style = style_of(idiom, wish.style)
    why = reasons_in(seen, style.distance)
    motif = _motif(seen, idiom.motifs) if not style.plain else ""
    scenes, ending = _shortened(seen, why, style, wish.words)
    if style.plain:
        ending = weave(scenes, ending, seen)
    else:
        _tie_together(scenes, seen, why)
    thread_motif(scenes if wish.words >= SHORT else (), ending, motif)
    chapters = chapters_of(scenes, ending, seen.person)
    return Telling(
        name="story",
        title=fabula.setting.title,
        focalizer=seen.person,
        ending=fabula.ending,
        motif=motif,
        words=wish.words,
        chapters=chapters,
        style=style.id,
        distance=style.distance,
        plain=style.plain,
        person=wish.person or "third",
        tense=wish.tense or "past",
        dropped=_dropped(seen, chapters),
    )


def _tie_together(
    scenes: Sequence[ToldScene], seen: Seen, why: Mapping[int, tuple[int, ...]]
) -> None:
    """Note the patterns that are told whole and call their beginnings back; join small acts."""
    note_patterns(scenes, seen.patterns)
    call_back(scenes, seen.patterns)
    for scene in scenes:
        scene.beats = joined(scene.beats, why)


def _motif(seen: Seen, motifs: Sequence[str]) -> str:
    """The one that is dealt to this story, for a telling through anybody; none of none. So many
    neighbouring seeds as there are motifs have each of them once.
    """
    return draws.dealt("motif", seen.setting.seed, "", motifs) if motifs else ""


def _shortened(
    seen: Seen, why: Mapping[int, tuple[int, ...]], style: Style, words: int
) -> tuple[list[ToldScene], list[Beat]]:
    """The told scenes at about so many words, the ending with them, and the ending.

    A scene with no act left in it is not told, and what stood on it must be looked at again. Where no
    scene would have any, there are too many for the words, and the least tense is done without;
    the last is told whole.
    """
    owed = owed_to_readers(seen) if style.plain else frozenset()
    told = _told_scenes(seen, words, owed)
    always: Mark = "kept" if words >= SHORT else "always"
    idle = idle_looks(seen.fabula)
    happenings = answers_first(seen.fabula) if style.plain else seen.fabula.happenings
    hinges = spine(seen.patterns) | (grounds_of_answer(seen) if style.plain else frozenset())
    while True:
        teller = (PlainSceneTeller if style.plain else SceneTeller)(seen, why, idle)
        scenes, ending = _broken_down(seen, teller, told, happenings)
        _keep_distance(scenes, style)
        if style.plain:
            keep_to_the_plot(scenes, seen)
        whole = [scene.beats for scene in scenes]
        room = words * 100 // PLAINLY_IN if style.plain else words
        _shorten(scenes, Cut(why, room - expected_words(ending), hinges, always, owed))
        empty = {scene.number for scene in scenes if not any(map(is_act, scene.beats))}
        if not empty:
            return scenes, ending
        if len(scenes) == 1 and any(map(is_act, whole[0])):
            scenes[0].beats = whole[0]
            return scenes, ending
        if len(empty) == len(scenes) > 1:
            empty = {min(scenes, key=lambda scene: (scene.tension, scene.number)).number}
        told -= empty


def reasons_in(seen: Seen, distance: int) -> Mapping[int, tuple[int, ...]]:
    """The causes of each event as a telling at this distance can give them."""
    return seen.reasons if distance < OUTSIDE else seen.reasons_from_outside


def _broken_down(
    seen: Seen, teller: SceneTeller, told: frozenset[int], happenings: Sequence[Happening]
) -> tuple[list[ToldScene], list[Beat]]:
    """The told scenes with all their beats, and the beats of the ending."""
    scenes: list[ToldScene] = []
    ending: list[Beat] = []
    for happening in happenings:
        event, world = happening.event, happening.after
        if isinstance(event, StoryEnded):
            ending = teller.ending(world, event)
        elif not isinstance(event, StoryOpened) and event.scene in told:
            beats = _beats_of(event, world, teller, scenes)
            unknown = unknown_at(seen, id_of(event)) if beats else ()
            scenes[-1].beats += [replace(beat, unknown=unknown) for beat in beats]
    return scenes, ending


def _beats_of(
    event: SceneOpened | Acted | Refused | Complicated | SceneClosed,
    world: World,
    teller: SceneTeller,
    scenes: list[ToldScene],
) -> list[Beat]:
    """The beats of an event in a told scene; what opens one adds it to the scenes."""
    match event:
        case SceneOpened():
            ground = scene_features(world, event.place, teller.focalizer)
            scenes.append(ToldScene(event.scene, event.day, ground))
            return teller.opening(world, event, first=len(scenes) == 1, day_before=_day(scenes))
        case Acted() | Refused() | Complicated():
            tension = event.tension if isinstance(event, Acted) else COMPLICATION_TENSION
            scenes[-1].tension = max(scenes[-1].tension, tension)
            return teller.act(world, event)
        case SceneClosed():
            return teller.closing(world, event)
        case _:
            assert_never(event)


def unknown_at(seen: Seen, event: int) -> tuple[str, ...]:
    """The facts of which the focalizer has no idea yet, of those that words could give away."""
    hidden = (fact.id for fact in seen.setting.facts.values() if fact.tokens)
    return tuple(fact for fact in hidden if seen.known_from.get(fact, LATER) > event)


def style_of(idiom: Idiom, name: str) -> Style:
    """The narrator of this name, or the usual one. Raises ConfigError, naming those there are."""
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


def _shorten(scenes: Sequence[ToldScene], cut: Cut) -> None:
    """Leave out the least of the beats until the telling is about as long as was asked for."""
    beats = [beat for scene in scenes for beat in scene.beats]
    kept = thinned(beats, cut)
    at = 0
    for scene in scenes:
        here = range(at, at + len(scene.beats))
        at += len(scene.beats)
        scene.beats = [beats[place] for place in here if place in kept]


def _told_scenes(seen: Seen, words: int, owed: frozenset[int]) -> frozenset[int]:
    """The scenes that are told: those the focalizer was in, and that turned something or have in them
    what a reader is owed; of a short telling the main plot's.
    """
    scenes = seen.fabula.scenes
    events = seen.fabula.events
    telling = {e.scene for e in events if id_of(e) in owed and isinstance(e, Acted | Complicated)}
    turning = seen.fabula.turning_scenes | telling
    told = frozenset(turning) & {n for n, one in scenes.items() if seen.person in one.cast}
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
    return tuple(
        (id_of(event), _why_untold(event, seen))
        for event in seen.fabula.events
        if isinstance(event, Acted | Refused | Complicated) and id_of(event) not in told
    )


def _why_untold(event: Acted | Refused | Complicated, seen: Seen) -> str:
    if seen.person not in event.witnesses:
        return "not perceived"
    changed = event.scene in seen.fabula.turning_scenes
    return "passed over" if changed else "nothing changed"
