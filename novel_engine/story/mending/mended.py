"""A telling that is held against the record as soon as it is worded, and mended where something fails that
a plain beat can say: planned offline, and always alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from novel_engine.story.certifying.certificate import certified
from novel_engine.story.certifying.findings import CertificateFinding
from novel_engine.story.certifying.ledger import ReaderLedger
from novel_engine.story.certifying.matters import FactPart
from novel_engine.story.certifying.reading import ReadTelling
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.mending.bounds import LONGEST_MENDED, ROUNDS
from novel_engine.story.mending.remedies import with_remedies
from novel_engine.story.telling.syuzhet import SAID_PLAINLY, Beat, RenderedChapter, Telling
from novel_engine.story.verifying.leaks import problems

STATED = "stated"
PUT_IN_PARTS: Sequence[FactPart] = ("claim", "because", "serves")


def mended(
    fabula: Fabula, telling: Telling, narrate: Callable[[Telling], tuple[RenderedChapter, ...]]
) -> tuple[Telling, tuple[RenderedChapter, ...]]:
    """The telling in words, with what it would not have said put in, as far as it can be said. What
    mends nothing is left out again.
    """
    best = telling, narrate(telling)
    if sum(len(chapter.paragraphs) for chapter in best[1]) > LONGEST_MENDED:
        return best
    failures = fewest = _failures(fabula, best[1])
    for _ in range(ROUNDS):
        tried = with_remedies(fabula, telling, [one.lack for one in failures if one.lack])
        if tried == telling:
            break
        words = narrate(tried)
        telling, failures = tried, _failures(fabula, words)
        if len(failures) > len(fewest) or any(problems(fabula, tried, words)):
            break
        if len(failures) < len(fewest):
            best, fewest = (tried, words), failures
    if lean := _without_what_is_told(fabula, *best):
        words = narrate(lean)
        if len(_failures(fabula, words)) <= len(fewest) and not any(problems(fabula, lean, words)):
            best = lean, words
    telling, chapters = best
    return replace(telling, certified=not fewest), chapters


def _without_what_is_told(
    fabula: Fabula, telling: Telling, chapters: Sequence[RenderedChapter]
) -> Telling | None:
    """The telling without what was put in and is said in its own words as well, by now; None where there
    is no such thing.
    """
    every = [paragraph for chapter in chapters for paragraph in chapter.paragraphs]
    put_in = {at for at, one in enumerate(every, 1) if SAID_PLAINLY in one.fragment}
    told = ReaderLedger(fabula, ReadTelling(fabula.setting, tuple(chapters))).told
    twice = {
        beat
        for chapter in telling.chapters
        for beat in chapter.beats
        if beat.plainly and (parts := _parts_of(beat))
        if all(put_in.issuperset(told.get((beat.roles.get("F"), p), ())) is False for p in parts)
    }
    if not twice:
        return None
    lean = [
        replace(chapter, beats=tuple(beat for beat in chapter.beats if beat not in twice))
        for chapter in telling.chapters
    ]
    return replace(telling, chapters=tuple(lean))


def _parts_of(beat: Beat) -> Sequence[FactPart]:
    """Which parts of a fact a beat that was put in says."""
    said = dict(beat.features).get("part", ("",))[0].split("_")
    return [part for part in PUT_IN_PARTS if part in said] if beat.tells == STATED else []


def _failures(
    fabula: Fabula, chapters: Sequence[RenderedChapter]
) -> tuple[CertificateFinding, ...]:
    return certified(fabula, chapters).failures


def things_put_in(chapters: Sequence[RenderedChapter]) -> int:
    """How many things a telling says that it would not have said without being mended."""
    return len(
        {
            (name, paragraph.events)
            for chapter in chapters
            for paragraph in chapter.paragraphs
            for name in paragraph.fragment.split("+")
            if name.startswith(SAID_PLAINLY)
        }
    )
