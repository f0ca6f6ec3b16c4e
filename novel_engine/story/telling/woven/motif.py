"""The motif of a world's own: the thing that a story plants in its first scenes, comes back to where it
turns, and ends on.
"""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens import draws
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.texture import Motif, MotifStage
from novel_engine.story.telling.chaptering import ToldScene
from novel_engine.story.telling.measure import EARLY, MIDDLE
from novel_engine.story.telling.syuzhet import Beat
from novel_engine.story.telling.woven.strands import Strand, beside, length_of, place_of_beat
from novel_engine.values import dataclass, replace

FOLLOWED_BY_IT = ("image", ("follows",))
"""Of an ending: that an image comes after it, and need not be made room for in its words."""


@dataclass(frozen=True, slots=True)
class Threading:
    """A motif, the scenes that it is plain and charged in, and whether it is seen in each."""

    motif: Motif
    plain: int
    charged: int
    seen: tuple[bool, bool]


def threading(scenes: Sequence[ToldScene], setting: Setting) -> Threading | None:
    """The motif of this story, of those that are seen where they should be the one that the seed
    deals; none where there is none, or too little to thread it through.
    """
    motifs = setting.texture.motifs
    if not motifs or len(scenes) < len((EARLY, MIDDLE)):
        return None
    found = [_threaded(motif, scenes, setting) for motif in motifs]
    best = max(sum(one.seen) for one in found)
    return draws.dealt("motif", setting.seed, "", [one for one in found if sum(one.seen) == best])


def _threaded(motif: Motif, scenes: Sequence[ToldScene], setting: Setting) -> Threading:
    seen = [n for n, one in enumerate(scenes) if setting.texture.is_seen(motif, _place(one))]
    early = [n for n in seen if n * EARLY[1] < len(scenes) * EARLY[0]]
    plain = early[0] if early else 0
    every = [n for n in _middle(len(scenes)) if n > plain] or [len(scenes) - 1]
    middle = [n for n in every if n in seen]
    charged = max(middle or every, key=lambda n: (scenes[n].tension, n))
    return Threading(motif, plain, charged, (bool(early), bool(middle)))


def _middle(many: int) -> range:
    """The scenes in which a motif may be charged: from the middle on, but for the last."""
    return range(many * MIDDLE[0] // MIDDLE[1], many - 1)


def _place(scene: ToldScene) -> str:
    return place_of_beat(scene.beats[0]) if scene.beats else ""


def threaded(scenes: Sequence[ToldScene], thread: Threading, person: str) -> tuple[Strand, Strand]:
    """The motif at the end of the two scenes, plain and charged."""
    plain = _strand(scenes, thread, "plain", thread.plain, person)
    return plain, _strand(scenes, thread, "charged", thread.charged, person)


def _strand(
    scenes: Sequence[ToldScene], thread: Threading, stage: MotifStage, number: int, person: str
) -> Strand:
    beats = scenes[number].beats
    is_seen = (thread.seen[0] if stage == "plain" else thread.seen[1]) and person in beats[
        -1
    ].present
    image = _image(beats[-1], thread.motif, stage, person, is_seen=is_seen)
    return Strand(number, len(beats), image, _length(thread.motif, stage))


def closed_on(ending: list[Beat], motif: Motif, person: str) -> list[Beat]:
    """The ending with the motif after it, changed."""
    *before, last = ending
    told = replace(last, features=(*last.features, FOLLOWED_BY_IT))
    return [*before, told, _image(last, motif, "changed", person, is_seen=True)]


def length_of_motif(motif: Motif) -> int:
    """About how many words its three images take."""
    stages: Sequence[MotifStage] = ("plain", "charged", "changed")
    return sum(_length(motif, stage) for stage in stages)


def _length(motif: Motif, stage: MotifStage) -> int:
    line = motif.line(stage)
    return len(line.split()) if line else length_of(motif.what)


def _image(ground: Beat, motif: Motif, stage: MotifStage, person: str, *, is_seen: bool) -> Beat:
    seen = "true" if is_seen else "false"
    more = (("motif", motif.what), ("is", stage), ("seen", seen))
    return beside(ground, "image", Roles.of(A=person), *more)
