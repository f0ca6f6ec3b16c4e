"""What a world's author gave it, woven into a plain telling: the motif first, then a look at where it
begins, sayings, hands, sounds and smells, and more looks, as far as a tenth of the words go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from novel_engine.story.fabula.fabula import Seen
from novel_engine.story.telling.abridgement import expected_words
from novel_engine.story.telling.chaptering import ToldScene
from novel_engine.story.telling.measure import PLAINLY_IN, TEXTURE_IN
from novel_engine.story.telling.syuzhet import Beat
from novel_engine.story.telling.woven.handiwork import handiwork
from novel_engine.story.telling.woven.motif import closed_on, length_of_motif, threaded, threading
from novel_engine.story.telling.woven.sayings import sayings
from novel_engine.story.telling.woven.senses import sensed, sights
from novel_engine.story.telling.woven.strands import Strand, put_in


def weave(scenes: Sequence[ToldScene], ending: list[Beat], seen: Seen) -> list[Beat]:
    """Put what belongs to this world alone into the scenes, and give the ending back as it is with it;
    nothing is changed where its author gave nothing.
    """
    setting = seen.setting
    room = _room(scenes, ending)
    thread = threading(scenes, setting) if ending else None
    if thread and length_of_motif(thread.motif) > room:
        thread = None
    room -= length_of_motif(thread.motif) if thread else 0
    strands = list(threaded(scenes, thread, seen.person)) if thread else []
    closed = [one.scene for one in strands]
    for strand in _in_order(scenes, seen):
        is_parted = strand.beat.tells == "saying" and strand.scene in closed
        if strand.words <= room and not is_parted:
            strands.append(strand)
            room -= strand.words
    put_in(scenes, strands)
    return closed_on(ending, thread.motif, seen.person) if thread else ending


def _in_order(scenes: Sequence[ToldScene], seen: Seen) -> Iterator[Strand]:
    """Every other strand, what would be missed most first."""
    setting, person = seen.setting, seen.person
    looks = list(sights(scenes, setting, person))
    yield from looks[:1]
    yield from sayings(scenes, setting, person)
    yield from handiwork(scenes, setting, person)
    yield from sensed(scenes, setting, person)
    yield from looks[1:]


def _room(scenes: Sequence[ToldScene], ending: Sequence[Beat]) -> int:
    """How many words there are for it."""
    beats = [*(beat for scene in scenes for beat in scene.beats), *ending]
    return expected_words(beats) * PLAINLY_IN // 100 * TEXTURE_IN // 100
