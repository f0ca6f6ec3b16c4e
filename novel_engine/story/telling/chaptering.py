"""Chapters: told scenes in groups, cut where the story has just turned, with the motif threaded
through and the ending last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from novel_engine.story.telling.measure import (
    A_NEW_DAY,
    CHARGED_AT,
    FEWEST_CHAPTERS,
    MOST_CHAPTERS,
    OUT_OF_PLACE,
    PLAIN_AT,
    SCENES_A_CHAPTER,
)
from novel_engine.story.telling.syuzhet import Beat, Chapter, FeaturePairs
from novel_engine.values import dataclass


@dataclass(slots=True)
class ToldScene:
    """One told scene: its beats, the ground it stands on, and its greatest tension."""

    number: int
    day: int
    features: FeaturePairs
    beats: list[Beat] = field(default_factory=list)
    tension: int = 0
    patterns: tuple[str, ...] = ()


def thread_motif(scenes: Sequence[ToldScene], ending: list[Beat], motif: str) -> None:
    """Put the motif in three times: plain in the second scene, charged past the middle, changed in
    the last paragraph.

    With no scenes, only there.
    """
    if motif and ending:
        ending.append(_image(ending[-1], motif, "changed"))
    if not motif or not scenes:
        return
    numerator, denominator = CHARGED_AT
    plain = scenes[min(PLAIN_AT, len(scenes) - 1)]
    charged = scenes[len(scenes) * numerator // denominator]
    for scene, stage in ((plain, "plain"), (charged, "charged"))[: 1 if plain is charged else 2]:
        if scene.beats:
            _close_on(scene, _image(scene.beats[0], motif, stage))


def _close_on(scene: ToldScene, image: Beat) -> None:
    """Let the scene end on the image, in the place of its last line: elsewhere it would part a
    question from its answer.
    """
    if scene.beats[-1].tells == "cut":
        scene.beats.pop()
    scene.beats.append(image)


def _image(ground: Beat, motif: str, stage: str) -> Beat:
    kept = tuple(pair for pair in ground.features if pair[0] not in ("is", "motif"))
    features = (*kept, ("is", (stage,)), ("motif", (motif,)))
    return Beat(
        "image", ground.events[:1], ground.scene, features, ground.roles[:1], ground.present
    )


def chapters_of(
    scenes: Sequence[ToldScene], ending: Sequence[Beat], focalizer: str
) -> tuple[Chapter, ...]:
    """The scenes in chapters; the ending closes the last, or stands alone."""
    if not scenes:
        features = ending[0].features if ending else ()
        return (Chapter(1, focalizer, (), features, tuple(ending)),)
    wanted = max(FEWEST_CHAPTERS, min(MOST_CHAPTERS, (len(scenes) + 1) // SCENES_A_CHAPTER))
    groups = _grouped(scenes, min(wanted, len(scenes)))
    found = []
    for number, group in enumerate(groups, 1):
        peak = max(group, key=lambda s: (s.tension, -s.number))
        beats = [beat for scene in group for beat in scene.beats]
        if number == len(groups):
            beats += ending
        turns_on: FeaturePairs = (
            ("pattern", tuple(pattern for scene in group for pattern in scene.patterns)),
        )
        scenes_told = tuple(scene.number for scene in group)
        found.append(
            Chapter(number, focalizer, scenes_told, (*peak.features, *turns_on), tuple(beats))
        )
    return tuple(found)


def _grouped(scenes: Sequence[ToldScene], count: int) -> list[list[ToldScene]]:
    """So many groups, each cut within a scene of its even share, after the tensest scene there is
    there.
    """
    cuts = [0]
    for number in range(1, count):
        even = number * len(scenes) // count
        last = len(scenes) - (count - number)
        places = [at for at in (even - 1, even, even + 1) if cuts[-1] < at <= last]
        cuts.append(max(places or [cuts[-1] + 1], key=lambda at: (_worth(scenes, at, even), -at)))
    return [
        list(scenes[start:end]) for start, end in zip(cuts, [*cuts[1:], len(scenes)], strict=True)
    ]


def _worth(scenes: Sequence[ToldScene], at: int, even: int) -> int:
    """How good a place to cut: on the open signal of a tense scene, at nightfall, near the even
    share.
    """
    turns = scenes[at].day != scenes[at - 1].day
    return scenes[at - 1].tension + A_NEW_DAY * turns - OUT_OF_PLACE * abs(at - even)
