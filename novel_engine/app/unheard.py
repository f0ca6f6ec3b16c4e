"""Seams at which a model was asked and nothing that it answered could be used.

Each of its answers is counted as a fall-back already; but a story of which no word is the model's
that was asked for is not the story that was ordered, and whoever ordered it hears that, strict or
not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from novel_engine.errors import FallbackRefused
from novel_engine.ports.record import Fallback, Record
from novel_engine.ports.replies import Asked
from novel_engine.story.asking.consultation import HELD_KEY, Rejection
from novel_engine.story.givens.config import Seam
from novel_engine.story.telling.syuzhet import RenderedChapter
from novel_engine.values import dataclass

NARRATING: Seam = "narrating"
# What a question about another answer is about: that answer, and this.
READ_AGAIN = " quiz"
TRY_OTHERWISE = "try another model, or `output: prompted`, or a `--dry-run` to see what is asked"
ASK_AGAIN = "`tell` with --force asks the narrator again"
KEY_IS_REPEATED = (
    "whoever answers at that address repeats the key: look whose address it is, and have the key "
    "replaced"
)


@dataclass(frozen=True, slots=True)
class UnheardSeam:
    """A seam, how many answers of its model's came, none of which was used, and what was wrong with
    the last.
    """

    seam: str
    calls: int
    reason: str


def unheard_seams(
    record: Record,
    models: Mapping[Seam, str],
    chapters: Sequence[RenderedChapter],
    offline: Callable[[], Sequence[RenderedChapter]],
) -> tuple[UnheardSeam, ...]:
    """Every such seam of a story, from its record: `models` are the story's own, by seam, and
    `chapters` its own telling. `offline` tells it without a model; it is called only where every
    chapter may have been told so.

    A story may have been told again since, by whomever: no other telling is the story's.
    """
    fallen = record.fallbacks()
    if not fallen:
        return ()
    asked = [one for one in record.asked() if (one.seam, one.model) in models.items()]
    found = [_unheard(seam, asked, fallen) for seam in models if seam != NARRATING]
    if any(one.seam == NARRATING for one in asked):
        found.append(_unheard_telling(asked, fallen, chapters, offline))
    return tuple(one for one in found if one is not None)


def _unheard_telling(
    asked: Sequence[Asked],
    fallen: Sequence[Fallback],
    chapters: Sequence[RenderedChapter],
    offline: Callable[[], Sequence[RenderedChapter]],
) -> UnheardSeam | None:
    """The narrator of the story's own telling, if it is told offline word for word."""
    names = [f"chapter {chapter.number}" for chapter in chapters]
    reasons: dict[str, str] = {}
    for one in fallen:
        if one.seam == NARRATING and one.name in names:
            reasons.setdefault(one.name, one.reason)
    if len(reasons) < len(names) or tuple(offline()) != tuple(chapters):
        return None
    own = [
        one
        for one in asked
        if one.seam == NARRATING and one.about.removesuffix(READ_AGAIN) in names
    ]
    return UnheardSeam(NARRATING, sum(one.calls for one in own), reasons[names[-1]])


def unheard_narrator(
    chapters: int, fallen: Iterable[Fallback], rejected: Iterable[Rejection]
) -> tuple[UnheardSeam, ...]:
    """The narrator of so many chapters, if none of them is in its words."""
    own = [one for one in fallen if one.seam == NARRATING]
    if not chapters or len({one.name for one in own}) < chapters:
        return ()
    calls = {(one.about, one.attempt) for one in rejected if one.seam == NARRATING}
    return (UnheardSeam(NARRATING, len(calls), own[-1].reason),)


def refuse_unheard(folder: Path, seams: Sequence[UnheardSeam]) -> None:
    """Raise FallbackRefused when there are any, though the story is there, told without them."""
    if seams:
        said = "; ".join(_in_words(seams))
        cure = KEY_IS_REPEATED if any(one.reason == HELD_KEY for one in seams) else TRY_OTHERWISE
        if any(one.seam == NARRATING for one in seams):
            cure += f"; {ASK_AGAIN}"
        raise FallbackRefused(
            f"{folder}: {said}. The story is whole, and told offline there; {cure}"
        )


def _unheard(seam: Seam, asked: Sequence[Asked], fallen: Sequence[Fallback]) -> UnheardSeam | None:
    """What came of one seam's questions, if there were some and it is nothing."""
    questions = [one for one in asked if one.seam == seam]
    own = [one for one in fallen if one.seam == seam]
    places = {(one.turn, one.name) for one in own}
    if not questions or not all((one.turn, one.about) in places for one in questions):
        return None
    return UnheardSeam(seam, sum(one.calls for one in questions), own[-1].reason)


def _in_words(seams: Sequence[UnheardSeam]) -> Iterator[str]:
    for one in seams:
        answers = f"{one.calls} answers" if one.calls != 1 else "one answer"
        yield f"at {one.seam} nothing of the model's {answers} could be used (the last: {one.reason})"
