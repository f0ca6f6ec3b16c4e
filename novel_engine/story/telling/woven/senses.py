"""What a place looks like where it is told of for the first time, and what is heard or smelt there once
something has come out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens import draws
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.texture import Sense
from novel_engine.story.telling.chaptering import ToldScene
from novel_engine.story.telling.measure import MOST_SENSED
from novel_engine.story.telling.syuzhet import Beat
from novel_engine.story.telling.woven.strands import Strand, beside, length_of, place_of_beat

OPENING_GROUND = frozenset(("opening", "scene"))
STANDS_APART = ("apart", ("true",))
NOT_PARTED = frozenset("inner heard stakes terms".split())
"""What belongs to the beat before it, and is not parted from it."""
CONCLUDED = ("concludes", ("true",))
HEARD_OR_SMELT: Sequence[Sense] = ("sounds", "smells")


def sights(scenes: Sequence[ToldScene], setting: Setting, person: str) -> Iterator[Strand]:
    """A look at each place, where a scene opens there for the first time."""
    met: set[str] = set()
    for number, scene in enumerate(scenes):
        for at, beat in enumerate(scene.beats):
            place = place_of_beat(beat)
            phrases = setting.texture.of("looks", place)
            is_ground = beat.tells in OPENING_GROUND and STANDS_APART not in beat.features
            if is_ground and place not in met and phrases:
                met.add(place)
                said = draws.dealt("looks", setting.seed, place, phrases)
                look = beside(beat, "look", Roles.of(A=person), ("looks", said), *_first(beat))
                yield Strand(number, at + 1, look, length_of(said))


def sensed(scenes: Sequence[ToldScene], setting: Setting, person: str) -> Iterator[Strand]:
    """What is heard or smelt after something has come out, each once, and once in a scene."""
    said: set[str] = set()
    for number, scene in enumerate(scenes):
        at = next((n for n, beat in enumerate(scene.beats) if _comes_out(setting, beat)), None)
        if at is None or len(said) >= MOST_SENSED:
            continue
        place = place_of_beat(scene.beats[at])
        every = [
            (sense, one) for sense in HEARD_OR_SMELT for one in setting.texture.of(sense, place)
        ]
        left = [(sense, one) for sense, one in every if one not in said]
        if left:
            sense, phrase = draws.dealt("senses", setting.seed, place, left)
            said.add(phrase)
            beat = beside(scene.beats[at], "air", Roles.of(A=person), (sense, phrase))
            yield Strand(number, _after(scene.beats, at), beat, length_of(phrase))


def _first(beat: Beat) -> Sequence[tuple[str, str]]:
    """Where the story opens: that no scene was told before it."""
    is_first = beat.tells == "opening" or ("gap", ("none",)) in beat.features
    return [("gap", "none")] if is_first else []


def _comes_out(setting: Setting, beat: Beat) -> bool:
    """Whether something is concluded by it, or comes to light of itself."""
    if beat.tells != "complication":
        return CONCLUDED in beat.features
    fact = setting.facts.get(beat.roles.get("F"))
    return fact is not None and setting.is_so("bears_out", fact)


def _after(beats: Sequence[Beat], at: int) -> int:
    """Where what comes out is told to its end."""
    at += 1
    while at < len(beats) and beats[at].tells in NOT_PARTED:
        at += 1
    return at
