"""A telling that is held against the record as soon as it is worded, and mended where something fails that
a plain beat can say: planned offline, and always alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from novel_engine.story.certifying.certificate import certified
from novel_engine.story.certifying.findings import CertificateFinding
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.mending.bounds import LONGEST_MENDED, ROUNDS
from novel_engine.story.mending.remedies import with_remedies
from novel_engine.story.telling.syuzhet import SAID_PLAINLY, RenderedChapter, Telling
from novel_engine.story.verifying.leaks import problems


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
    telling, chapters = best
    return replace(telling, certified=not fewest), chapters


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
