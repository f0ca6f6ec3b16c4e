"""Chapters: told scenes in groups, cut where the story has just turned, with the motif threaded
through and the ending last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise

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
    for scene, stage in _motif_scenes(scenes) if motif and scenes else ():
        if scene.beats:
            _close_on(scene, _image(scene.beats[0], motif, stage))


def _motif_scenes(scenes: Sequence[ToldScene]) -> list[tuple[ToldScene, str]]:
    """In which scenes the motif stands, and at what stage; once, where both are the same."""
    numerator, denominator = CHARGED_AT
    plain = scenes[min(PLAIN_AT, len(scenes) - 1)]
    charged = scenes[len(scenes) * numerator // denominator]
    found = [(plain, "plain"), (charged, "charged")]
    return found[:1] if plain is charged else found


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
        "image", ground.events[:1], ground.scene, features, ground.roles.first(1), ground.present
    )


def chapters_of(
    scenes: Sequence[ToldScene], ending: Sequence[Beat], focalizer: str
) -> tuple[Chapter, ...]:
    """The scenes in chapters; the ending closes the last, or stands alone."""
    if not scenes:
        features = ending[0].features if ending else ()
        return (Chapter(1, focalizer, (), features, tuple(ending)),)
    groups = _grouped(scenes, _wanted(len(scenes)))
    last = len(groups)
    return tuple(
        _chapter(number, group, focalizer, ending if number == last else ())
        for number, group in enumerate(groups, 1)
    )


def _wanted(scenes: int) -> int:
    """Of how many chapters so many scenes make a story."""
    wanted = max(FEWEST_CHAPTERS, min(MOST_CHAPTERS, (scenes + 1) // SCENES_A_CHAPTER))
    return min(wanted, scenes)


def _chapter(
    number: int, group: Sequence[ToldScene], focalizer: str, ending: Sequence[Beat]
) -> Chapter:
    """One chapter of these scenes, on the ground of the tensest; with the ending, if it has it."""
    peak = max(group, key=lambda s: (s.tension, -s.number))
    turns_on = tuple(pattern for scene in group for pattern in scene.patterns)
    beats = [beat for scene in group for beat in scene.beats]
    return Chapter(
        number=number,
        focalizer=focalizer,
        scenes=tuple(scene.number for scene in group),
        features=(*peak.features, ("pattern", turns_on)),
        beats=(*beats, *ending),
    )


def _grouped(scenes: Sequence[ToldScene], count: int) -> list[Sequence[ToldScene]]:
    """So many groups, each cut within a scene of its even share, after the tensest scene there."""
    cuts = [0]
    for number in range(1, count):
        even = number * len(scenes) // count
        cuts.append(_cut(scenes, even, range(cuts[-1] + 1, len(scenes) - (count - number) + 1)))
    return [scenes[start:end] for start, end in pairwise([*cuts, len(scenes)])]


def _cut(scenes: Sequence[ToldScene], even: int, within: range) -> int:
    """The best place to cut beside the even share; the first there is where none is near."""
    near = [at for at in (even - 1, even, even + 1) if at in within]
    return max(near or [within.start], key=lambda at: (_worth(scenes, at, even), -at))


def _worth(scenes: Sequence[ToldScene], at: int, even: int) -> int:
    """How good a place to cut: after a tense scene, at nightfall, near the even share."""
    turns = scenes[at].day != scenes[at - 1].day
    return scenes[at - 1].tension + A_NEW_DAY * turns - OUT_OF_PLACE * abs(at - even)
